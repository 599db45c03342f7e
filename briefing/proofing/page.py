"""The proof as one HTML page that needs nothing else: article, script and sound side by side. Pure."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from importlib import resources

from briefing.language.markup import Markup, el, join
from briefing.proofing.marking import Block, Run, blocks
from briefing.proofing.sheet import Row, Sheet, Story, colours
from briefing.values import Cite, Direction, Heading, Line

HEIGHT = 100
"""The waveform's height in its own units; its width is that of the peaks."""


def page(sheet: Sheet) -> str:
    """Return the page. Its policy lets its own script and style run and nothing else."""
    style, script = (_own(name) for name in ("proof.css", "proof.js"))
    tint = colours(sheet)
    names = {reader.label: reader.name or reader.label.title() for reader in sheet.script.readers}
    title = f"Proof: {sheet.script.title}"
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("meta", name="referrer", content="no-referrer"),
        el("title", title),
        el("style", Markup(style)),
    )
    stories = [_story(story, sheet, names, tint) for story in sheet.stories]
    main = el(
        "main",
        el("section", el("h2", "Article" if len(stories) == 1 else "Articles"), stories, class_="pane", id="articles"),
        el("section", el("h2", "Script"), _script(sheet, names, tint), class_="pane", id="script"),
        id="content",
        tabindex="-1",
    )
    skip = el("a", "Skip to article and script", href="#content", class_="skip")
    body = el("body", skip, _top(sheet, tint), main, el("script", Markup(script)))
    return f"<!DOCTYPE html>\n{el('html', head, body, lang=sheet.script.language)}\n"


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; media-src 'self' data: file:; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _own(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


# --- the head of the page: what it is, the sound, who is who --------------------------------------------------------


def _top(sheet: Sheet, tint: Mapping[str, int]) -> Markup:
    script = sheet.script
    lines = list(script.lines)
    quoted, cited = sum(one.verbatim for one in lines), sum(one.cite is not None for one in lines)
    counted = f"{len(lines)} lines, {cited} with their place in a source, {quoted} of these verbatim quotations"
    about = el("p", f"{script.show or 'Briefing'} · {script.date.isoformat()} · {counted}", class_="about")
    people = [el("li", name, class_=f"s{number}") for name, number in tint.items()]
    keys = [
        el("li", "told in the script", class_="key-told"),
        el("li", "quoted, not told", class_="key-quote"),
        el("li", "a point, not told", class_="key-point"),
        el("li", "left out as furniture", class_="key-out"),
    ]
    legend = el("ul", people, keys, class_="legend", aria_label="Colours")
    found = [el("li", line) for line in sheet.findings]
    state = (
        el("ul", found, class_="findings", aria_label="What doesn't check")
        if found
        else el("p", "Every quotation is, character by character, what its source says.", class_="fine")
    )
    return el("header", el("h1", script.title), about, state, legend, _sound(sheet, tint), class_="top")


def _sound(sheet: Sheet, tint: Mapping[str, int]) -> Markup | None:
    sound = sheet.sound
    if sound is None:
        return None
    names = {reader.label: reader.name or reader.label.title() for reader in sheet.script.readers}
    wide = len(sound.peaks) or 1
    scale = wide / sound.seconds if sound.seconds else 0
    lanes = [
        el(
            "rect",
            x=_short((row.start or 0) * scale),
            y=0,
            width=_short(((row.end or 0) - (row.start or 0)) * scale),
            height=HEIGHT,
            class_=_lane(row, names, tint),
            data_row=row.number,
        )
        for row in sheet.rows
        if row.start is not None and row.end is not None and row.end > row.start
    ]
    cuts = [
        el("rect", x=_short((row.start or 0) * scale), y=0, width=_short(wide / 900), height=HEIGHT, class_="cut")
        for row in sheet.rows
        if isinstance(row.item, Heading) and row.start is not None
    ]
    parts = _parts(sheet, names, tint)
    waves = [el("path", d=_wave(sound.peaks, start, end), class_=kind) for start, end, kind in parts]
    drawn = el(
        "svg", lanes, cuts, waves, viewBox=f"0 0 {wide} {HEIGHT}", preserveAspectRatio="none", aria_hidden="true"
    )
    audio = el("audio", controls=True, preload="metadata", src=sound.address, aria_label="The programme")
    head = el("div", class_="head", aria_hidden="true")
    return el(
        "div", el("div", drawn, head, class_="rundown"), audio, class_="sound", data_seconds=f"{sound.seconds:.3f}"
    )


def _lane(row: Row, names: Mapping[str, str], tint: Mapping[str, int]) -> str:
    line = row.line
    if line is None:
        return "lane music" if isinstance(row.item, Direction) and row.item.kind in {"music", "sting"} else "lane pause"
    return f"lane said quoted s{tint[names.get(line.reader, line.reader)]}" if line.verbatim else "lane said"


def _parts(sheet: Sheet, names: Mapping[str, str], tint: Mapping[str, int]) -> Iterator[tuple[int, int, str]]:
    """Yield the waveform in parts, in whole peaks, each in the colour of who speaks."""
    sound = sheet.sound
    wide = len(sound.peaks) if sound else 0
    place = 0
    for row in sheet.rows:
        line = row.line
        if sound and line is not None and line.verbatim and row.start is not None and row.end is not None:
            start, end = (min(wide, max(place, round(at * wide / (sound.seconds or 1)))) for at in (row.start, row.end))
            yield place, start, "wave"
            yield start, end, f"wave s{tint[names.get(line.reader, line.reader)]}"
            place = end
    yield place, wide, "wave"


def _wave(peaks: tuple[float, ...], start: int, end: int) -> str:
    """Return a part of the waveform as one closed line, the same above and below."""
    part = [(place, peaks[place]) for place in range(start, min(end + 1, len(peaks)))]
    above = [f"{place} {HEIGHT / 2 * (1 - peak):.1f}" for place, peak in part]
    below = [f"{place} {HEIGHT / 2 * (1 + peak):.1f}" for place, peak in reversed(part)]
    return f"M{'L'.join([*above, *below])}Z" if part else ""


def _short(number: float) -> str:
    return f"{number:.2f}"


# --- the article ---------------------------------------------------------------------------------------------------


def _story(story: Story, sheet: Sheet, names: Mapping[str, str], tint: Mapping[str, int]) -> Markup:
    article = story.article
    first: set[int] = set()  # rows whose place in the article has its anchor already
    rows = [_block(block, tint, first) for block in blocks(story, sheet.rows, names)]
    source = el("p", article.source, class_="source")
    label = article.title or article.source
    return el("article", source, rows, aria_label=label, lang=article.language, class_="story")


def _block(block: Block, tint: Mapping[str, int], first: set[int]) -> Markup:
    if block.rule:
        text = join([run.text for run in block.runs])
        return el("p", el("span", f"Left out: {block.rule}", class_="rule"), el("s", text), class_="out")
    runs = [_run(run, tint, first) for run in block.runs]
    return el("h3" if block.heading else "p", runs)


def _run(run: Run, tint: Mapping[str, int], first: set[int]) -> Markup:
    if run.plain:
        return join(run.text)
    colour = f" s{tint[run.speaker]}" if run.speaker and run.speaker in tint else ""
    kind = "quote" if run.quoted else "point"
    if not run.told:
        said = f"Quoted: {run.speaker}" if run.speaker else "Quoted"
        return el("span", run.text, class_=f"m {kind}{colour}", title=said if run.quoted else None)
    new = [number for number in run.told if number not in first]
    first.update(new)
    anchors = [el("span", id=f"m{number}") for number in new]
    rows = " ".join(map(str, run.told))
    return join(anchors, el("a", run.text, href=f"#r{run.told[0]}", class_=f"m told {kind}{colour}", data_rows=rows))


# --- the script ----------------------------------------------------------------------------------------------------


def _script(sheet: Sheet, names: Mapping[str, str], tint: Mapping[str, int]) -> Iterator[Markup]:
    for row in sheet.rows:
        match row.item:
            case Heading(text=text):
                yield el("h3", text, id=f"r{row.number}")
            case Direction():
                yield el("p", _direction(row.item), class_="direction")
            case Line():
                yield _line(row, row.item, names.get(row.item.reader, row.item.reader), tint)


def _direction(item: Direction) -> str:
    told = f" {item.ms} ms" if item.ms is not None else f": {item.cue}" if item.cue else ""
    return f"({item.kind}{told})"


def _line(row: Row, line: Line, who: str, tint: Mapping[str, int]) -> Markup:
    time = None if row.start is None else el("time", f"{int(row.start) // 60}:{int(row.start) % 60:02}")
    reader = el("span", who, class_="who")
    text = f"“{line.text}”" if line.verbatim else line.text
    there = f"#m{row.number}" if line.cite else f"#r{row.number}"
    link = el("a", text, href=there, class_="said", data_row=row.number)
    rules = el("p", "Turned for the ear: ", ", ".join(line.rules), class_="rules") if line.rules else None
    cite = el("p", _cited(line.cite), class_="cite") if line.cite else None
    kind = f"row quote s{tint.get(who, 1)}" if line.verbatim else "row"
    return el(
        "div",
        el("p", reader, " ", time, class_="by"),
        el("p", link),
        cite,
        rules,
        id=f"r{row.number}",
        class_=kind + (" turned" if line.rules else "") + ("" if line.cite else " own"),
        data_start=None if row.start is None else f"{row.start:.3f}",
        data_end=None if row.end is None else f"{row.end:.3f}",
    )


def _cited(cite: Cite) -> str:
    ranges = ", ".join(f"{span.start}–{span.end}" for span in cite.spans)
    who = f"{cite.who} · " if cite.who else ""
    return f"{who}{cite.source}, characters {ranges}"


def embedded(mp3: bytes) -> str:
    """Return a sound as an address that holds it."""
    return f"data:audio/mpeg;base64,{base64.b64encode(mp3).decode()}"
