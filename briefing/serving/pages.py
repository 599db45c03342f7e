"""The pages: the list of episodes, and an episode with its player, chapters and transcript. Pure.

Without a script they're a list with links and the browser's own player; player.js adds the rest.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from briefing.language.markup import Markup, el
from briefing.serving.programmes import Programme, Said, sources, transcript
from briefing.serving.rack import FEED, Rack

PER_PAGE = 25
"""Episodes on a page of the list."""

SPEAKERS = 8
"""So many colours tell the people quoted apart; then they begin again."""

BARS = 24
"""Bars of the drawn artwork."""


def index(rack: Rack, number: int) -> str:
    """Return a page of the list of episodes, the newest first; page 1 begins with the newest in large."""
    pages = max(1, -(-len(rack.programmes) // PER_PAGE))
    number = min(max(1, number), pages)
    shown = rack.programmes[(number - 1) * PER_PAGE : number * PER_PAGE]
    newest, rest = (shown[:1], shown[1:]) if number == 1 else ((), shown)
    body = [_masthead(rack, heading="h1")]
    if not shown:
        todo = "They appear here once `briefing make` or `briefing daily` has made one in this folder."
        body.append(el("p", "There are no episodes yet. " + todo, class_="empty"))
    body += [_lead(rack, one) for one in newest]
    if rest:
        head = "Earlier episodes" if number == 1 else f"Episodes, page {number} of {pages}"
        rows = (_row(rack, one) for one in rest)
        listed = el("ol", rows, class_="episodes")
        body.append(el("section", el("h2", head, id="list"), listed, class_="list", aria_labelledby="list"))
    if pages > 1:
        body.append(_turning(number, pages))
    return _page(rack, rack.show if number == 1 else f"Page {number} – {rack.show}", body)


def episode(rack: Rack, one: Programme) -> str:
    """Return the page of an episode."""
    record = rack.record(one)
    said = transcript(record)
    before, after = _neighbours(rack, one)
    turn = [
        el("a", el("span", "Newer"), after.title, href=_page_of(after), rel="next") if after else None,
        el("a", el("span", "Older"), before.title, href=_page_of(before), rel="prev") if before else None,
    ]
    desk = el(
        "section",
        _player(rack, one),
        _chapters(one),
        class_="desk",
        aria_label="Player",
    )
    links = el("ul", [el("li", link) for link in _files(rack, one)])
    extras = el("div", _told(record), el("nav", el("h2", "Files"), links, aria_label="Files"), class_="extras")
    body = [
        _masthead(rack, heading="p"),
        el(
            "article",
            el("header", _line(one), el("h1", one.title), class_="head"),
            el("div", desk, el("div", _transcript(one, said), extras, class_="told"), class_="columns"),
            class_="episode",
        ),
        el("nav", turn, class_="turn", aria_label="Other episodes") if any(turn) else None,
    ]
    return _page(rack, f"{one.title} – {one.show or rack.show}", body)


def missing(rack: Rack) -> str:
    """Return the page for an address that nothing is at."""
    text = el("p", "There is nothing at this address. ", el("a", "See all episodes", href="/"), ".", class_="empty")
    return _page(rack, f"Not found – {rack.show}", [_masthead(rack, heading="p"), el("h1", "Not found"), text])


# --- the parts of a page -------------------------------------------------------------------------------------------


def _page(rack: Rack, title: str, body: Sequence[Markup | None]) -> str:
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("title", title),
        el("link", rel="icon", href="/assets/icon.svg", type="image/svg+xml"),
        el("link", rel="stylesheet", href="/assets/page.css"),
        el("link", rel="alternate", type="application/rss+xml", title=rack.show, href="/" + FEED)
        if rack.has(FEED)
        else None,
        el("script", src="/assets/player.js", defer=True),
    )
    foot = el(
        "footer",
        el("p", "The voices are synthetic. Every quotation is verbatim from the article that is named as its source."),
        class_="foot",
    )
    skip = el("a", "Skip to the content", href="#content", class_="skip")
    main = el("main", body[1:], id="content", tabindex="-1")
    whole = el("html", head, el("body", skip, body[0], main, foot), lang="en")
    return f"<!DOCTYPE html>\n{whole}\n"


def _masthead(rack: Rack, heading: str) -> Markup:
    name = el(heading, el("a", rack.show, href="/"), class_="show")
    about = el("p", rack.about, class_="about") if rack.about and rack.about != rack.show else None
    feed = el("a", "Subscribe (RSS)", href="/" + FEED, class_="feed") if rack.has(FEED) else None
    return el("header", _art(rack), el("div", name, about), feed, class_="masthead")


def _art(rack: Rack) -> Markup:
    """Return the show's artwork, or a drawn one: its initial over bars that its name decides."""
    if rack.has(rack.art):
        return el("img", src="/" + quote(rack.art), alt="", width="96", height="96", class_="art")
    digest = hashlib.sha256(rack.show.encode("utf-8", "replace")).digest()
    bars = [
        el("rect", x=place * 4 + 1, y=96 - tall, width=2, height=tall, rx=1)
        for place, tall in enumerate(12 + digest[at] % 44 for at in range(BARS))
    ]
    initial = el("text", rack.show[:1].upper(), x=48, y=48, text_anchor="middle")
    square = el("rect", width=96, height=96, class_="ground")
    return el("svg", square, bars, initial, viewBox="0 0 96 96", class_="art drawn", aria_hidden="true")


def _line(one: Programme) -> Markup:
    """Return day, edition and length, as they stand above a title."""
    parts = [el("time", spoken_day(one.day), datetime=one.day.isoformat())]
    if one.edition:
        parts.append(el("span", one.edition.capitalize()))
    parts.append(el("span", spoken_length(one.seconds)))
    if one.held:
        parts.append(el("strong", "Held: not in the feed", class_="held"))
    return el("p", parts, class_="line")


def _lead(rack: Rack, one: Programme) -> Markup:
    stories = [chapter.title for chapter in one.chapters[1:-1]] or [chapter.title for chapter in one.chapters]
    listed = el("ul", [el("li", title) for title in stories], class_="stories") if len(stories) > 1 else None
    more = el("a", "Chapters and transcript", el("span", f" of {one.title}", class_="unseen"), href=_page_of(one))
    text = el(
        "div",
        el("p", "Latest episode", class_="kicker"),
        el("h2", el("a", one.title, href=_page_of(one))),
        _line(one),
        listed,
        el("p", more),
    )
    return el("article", text, _player(rack, one), class_="lead")


def _row(rack: Rack, one: Programme) -> Markup:
    stories = [chapter.title for chapter in one.chapters[1:-1]]
    told = el("p", "; ".join(stories), class_="also") if len(stories) > 1 else None
    sound = el("noscript", _audio(one)) if rack.has(one.mp3) else None
    return el("li", _line(one), el("h3", el("a", one.title, href=_page_of(one))), told, sound)


def _turning(number: int, pages: int) -> Markup:
    newer = el("a", "Newer", href=f"/?page={number - 1}" if number > 2 else "/", rel="prev") if number > 1 else None  # noqa: PLR2004 - page 1 is /
    older = el("a", "Older", href=f"/?page={number + 1}", rel="next") if number < pages else None
    return el("nav", newer, el("span", f"Page {number} of {pages}"), older, class_="pages", aria_label="Pages")


def _audio(one: Programme) -> Markup:
    return el("audio", controls=True, preload="none", src=_address(one.mp3), aria_label=f"Play {one.title}")


def _player(rack: Rack, one: Programme) -> Markup:
    """Return the browser's own player; the script puts a better one in its place."""
    if not rack.has(one.mp3):
        return el("p", "The sound of this episode isn't there.", class_="empty")
    audio = el("audio", controls=True, preload="metadata", src=_address(one.mp3), aria_label=f"Play {one.title}")
    return el(
        "div", audio, class_="player", data_seconds=f"{one.seconds:.3f}", data_title=one.title, data_show=one.show
    )


def _chapters(one: Programme) -> Markup | None:
    if not one.chapters:
        return None
    rows = [
        el(
            "li",
            el(
                "a",
                el("span", chapter.title),
                el("time", _clock(chapter.start)),
                href=f"{_address(one.mp3)}#t={chapter.start:.3f}",
                data_start=f"{chapter.start:.3f}",
            ),
        )
        for chapter in one.chapters
    ]
    return el("nav", el("h2", "Chapters"), el("ol", rows), class_="chapters", aria_label="Chapters")


def _transcript(one: Programme, said: Iterable[Said]) -> Markup:
    shown = list(said)
    people: dict[str, int] = {}
    for line in shown:
        if line.kind == "quote":
            people.setdefault(line.who, len(people) % SPEAKERS + 1)
    rows = []
    before = ""
    for line in shown:
        if line.kind == "heading":
            rows.append(el("h3", line.text))
            before = ""
            continue
        rows.append(_spoken(one, line, people.get(line.who, 0), named=line.who != before))
        before = line.who
    if not rows:
        rows.append(el("p", "There is no transcript of this episode.", class_="empty"))
    follow = el("label", el("input", type="checkbox", checked=True, id="follow"), " Follow the sound", class_="follow")
    hint = el("p", "Choose a line to hear it. In the transcript, the up and down arrow keys move from line to line.")
    return el(
        "section",
        el("div", el("h2", "Transcript", id="transcript-head"), follow, class_="bar"),
        el("div", hint, class_="hint"),
        el("div", rows, class_="lines"),
        class_="transcript",
        aria_labelledby="transcript-head",
        lang=one.language,
    )


def _spoken(one: Programme, line: Said, colour: int, *, named: bool) -> Markup:
    """Return a line of the transcript: a link into the sound, which the script turns into a seek."""
    who = el("span", line.who, ": ", class_="who" if named else "who unseen")
    start, end = f"{line.start:.3f}", f"{line.end:.3f}"
    address = f"{_address(one.mp3)}#t={start}"
    link = el("a", line.text, href=address, class_="cue", data_start=start, data_end=end)
    if line.kind != "quote":
        return el("p", who, link, class_="said")
    origin = el("footer", line.origin) if line.origin and line.origin != line.who else None
    return el("blockquote", el("p", who, link), origin, class_=f"said quote s{colour}")


def _files(rack: Rack, one: Programme) -> list[Markup]:
    names = {
        "Sound (MP3)": one.mp3,
        "Transcript (WebVTT)": one.file(".vtt"),
        "Chapters (JSON)": one.file(".chapters.json"),
        "Script (Markdown)": one.file(".script.md"),
        "Record (JSON)": one.record,
    }
    return [el("a", label, href=_address(name)) for label, name in names.items() if name and rack.has(name)]


def _told(record: bytes) -> Markup | None:
    found = sources(record)
    if not found:
        return None
    rows = [el("li", el("a", title, href=address, rel="noreferrer") if address else title) for title, address in found]
    return el("section", el("h2", "Sources", id="sources"), el("ul", rows), class_="sources", aria_labelledby="sources")


def _neighbours(rack: Rack, one: Programme) -> tuple[Programme | None, Programme | None]:
    at = rack.programmes.index(one)
    older = rack.programmes[at + 1] if at + 1 < len(rack.programmes) else None
    return older, rack.programmes[at - 1] if at else None


def _page_of(one: Programme) -> str:
    return "/episodes/" + quote(one.stem)


def _address(name: str) -> str:
    return "/" + quote(name)


def _clock(seconds: float) -> str:
    whole = int(seconds)
    hours = f"{whole // 3600}:" if whole >= 3600 else ""  # noqa: PLR2004 - an hour
    return f"{hours}{whole // 60 % 60:02}:{whole % 60:02}" if hours else f"{whole // 60}:{whole % 60:02}"


def spoken_day(day: dt.date) -> str:
    """Return a day as a person reads it: "Tuesday 28 December 2021"."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def spoken_length(seconds: float) -> str:
    """Return a length as a person reads it: "1 min 52 s"."""
    whole = round(seconds)
    if whole < 60:  # noqa: PLR2004 - a minute
        return f"{whole} s"
    return f"{whole // 60} min {whole % 60} s" if whole < 600 else f"{round(whole / 60)} min"  # noqa: PLR2004 - ten minutes
