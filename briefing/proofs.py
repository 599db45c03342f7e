"""A proof of sources: articles, a script or an episode's record, laid side by side with what is said."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from briefing import checking, drafts, pipeline, programme, reading
from briefing.drafts import SCRIPT_SUFFIX, Draft
from briefing.edges import files, places, waveform
from briefing.errors import BadInputError, BriefingError, Problem, UsageError
from briefing.pipeline import Progress, silent
from briefing.proofing import sheet as sheets
from briefing.proofing.page import embedded, page
from briefing.proofing.sheet import Sheet, Sound, Story
from briefing.settings import Settings
from briefing.values import Article, Line, Selection, Span

Sounding: TypeAlias = Literal["usual", "embed", "none"]
"""Whether the page has its sound: inside where it's small, always inside, or not at all."""

MOST_EMBEDDED = 24_000_000
"""A larger MP3 lies beside the page: a browser takes long over a page of that size."""

PEAKS = 1200
"""Points of the waveform."""

SUFFIX = ".proof.html"


@dataclass(frozen=True, slots=True)
class Heard:
    """The sound of a script: its MP3, and the times of its items."""

    mp3: str
    times: list[tuple[float, float]] | None


def proof(  # noqa: PLR0913 - what a proof is made of, each named
    sources: Sequence[str],
    chosen: Settings,
    output: str | None = None,
    *,
    data: bytes | None = None,
    sounding: Sounding = "usual",
    progress: Progress = silent,
) -> str:
    """Write the proof and return its path; ``output`` is its name, a folder, or None for ``output/``.

    Articles and scripts are spoken for it (the clip cache helps); an episode's record is shown with its own sound.
    """
    stories: tuple[Story, ...]
    heard: Heard | None = None
    if any(source.endswith(".json") for source in sources):
        made, heard = _recorded(sources)
        made, stories = _read_again(made, chosen)
    elif any(drafts.is_script(source) for source in sources):
        made, stories = _read_again(pipeline.draft(sources, chosen), chosen)
    else:
        from briefing import selecting

        selections = [selecting.select(one) for one in pipeline.read_all(sources, chosen, data=data)]
        made = programme.written(selections, chosen)
        stories = _selected(made, selections)
    path = _path(made, output)
    drafts.spare_sources(made, [places.name_of(path)], places.folder_of(path))
    found = tuple(str(problem) for problem in checking.problems(made))
    with files.workshop() as shop:
        if sounding != "none" and heard is None:
            heard = _spoken(made, chosen, shop, progress)
        sound = _sound(heard, path, sounding) if heard and sounding != "none" else None
    rows = sheets.rows(made.script.items, heard.times if heard and sound else None)
    files.write(path, page(Sheet(made.script, stories, rows, sound, found)).encode())
    return path


def _path(made: Draft, output: str | None) -> str:
    if output and output.endswith((".html", ".htm")) and not files.is_folder(output):
        return output
    if output and not output.endswith(("/", "\\")) and not files.is_folder(output):
        todo = "end the name in .html, or name a folder that exists or ends in /"
        raise UsageError(Problem("", f"-o {output} is neither a page nor a folder", todo))
    if made.file:
        stem = places.name_of(made.file).removesuffix(SCRIPT_SUFFIX).removesuffix(".md")
        return places.join(output or places.folder_of(made.file), stem + SUFFIX)
    from briefing.publishing.names import slug

    return places.join(output or "output", f"{made.script.date.isoformat()}-{slug(made.script.title)}{SUFFIX}")


# --- the stories ---------------------------------------------------------------------------------------------------


def _selected(made: Draft, selections: Sequence[Selection]) -> tuple[Story, ...]:
    """Return the stories of the programme, in its order."""
    known = {selection.article.sha256: selection for selection in selections}
    return tuple(_story(source.key, known[source.sha256]) for source in made.script.sources if source.sha256 in known)


def _story(key: str, selection: Selection) -> Story:
    from briefing.reading import furniture

    article = selection.article
    points = tuple(point.span for point in selection.points)
    return Story(key, article, sheets.left_out(article, furniture.dropped(article.text)), selection.quotes, points)


def _read_again(made: Draft, chosen: Settings) -> tuple[Draft, tuple[Story, ...]]:
    """Return a script with the rules of its lines, and its stories, read from the texts that its ranges lead into."""
    from briefing import selecting

    stories, selections = [], []
    for source in made.script.sources:
        text = made.texts[source.key]
        name = source.origin or source.file
        try:
            article = reading.read_text(text, source=name)
            if article.text != text:  # the ranges lead into the text as it is
                raise BadInputError
            selections.append(selecting.select(article))
            stories.append(_story(source.key, selections[-1]))
        except BriefingError:
            whole = (Span(0, len(text)),) if text else ()
            stories.append(Story(source.key, Article(name, source.sha256, text, whole)))
    return _with_rules(made, selections, chosen), tuple(stories)


def _with_rules(made: Draft, selections: Sequence[Selection], chosen: Settings) -> Draft:
    """Return a script with the rules that turned those of its lines that stand as the program writes them today."""
    if not selections:
        return made
    fresh = programme.written(selections, replace(chosen, length="full", date=made.script.date)).script
    rules = {(line.text, line.cite.spans): line.rules for line in fresh.lines if line.cite and line.rules}
    items = tuple(
        replace(item, rules=rules.get((item.text, item.cite.spans), ()))
        if isinstance(item, Line) and item.cite
        else item
        for item in made.script.items
    )
    return replace(made, script=replace(made.script, items=items))


# --- the sound -----------------------------------------------------------------------------------------------------


def _recorded(sources: Sequence[str]) -> tuple[Draft, Heard | None]:
    """Return the script and the sound of an episode's record."""
    if len(sources) > 1:
        raise UsageError(Problem("", "a record is a whole programme", "give it alone"))
    path = sources[0]
    content = _record(path)
    folder = places.folder_of(path)
    names = [str(entry.get("name")) for entry in content["files"]]
    script, mp3 = (next((name for name in names if name.endswith(suffix)), "") for suffix in (SCRIPT_SUFFIX, ".mp3"))
    if not script or places.name_of(script) != script or places.name_of(mp3) != mp3:
        raise BadInputError(Problem("", "the record names no script beside it", "give the script itself", path))
    file = places.join(folder, script)
    made = drafts.load(file, files.read(file))
    times = sheets.recorded_times(made.script, content["items"])
    if times is None:
        what = "its script was edited since the sound was made"
        raise BadInputError(
            Problem("", what, f"make the episode again (briefing make {file}), or give the script", path)
        )
    return made, Heard(places.join(folder, mp3), times) if mp3 else None


def _record(path: str) -> Mapping[str, Any]:
    content: dict[str, Any]
    try:
        content = json.loads(files.read(path))
        whole = content["record"] == 1 and all(isinstance(one, dict) for one in (*content["files"], *content["items"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        whole, content = False, {}
    if not whole:
        raise BadInputError(Problem("", "isn't an episode's record", "give an article, a script or a record", path))
    return content


def _spoken(made: Draft, chosen: Settings, shop: str, progress: Progress) -> Heard:
    episode, _ = pipeline.render(made, chosen, places.join(shop, "proof.mp3"), progress)
    return Heard(episode.output, sheets.times(episode.rundown.slots, episode.rundown.sample_rate))


def _sound(heard: Heard, path: str, sounding: Sounding) -> Sound:
    """Return the sound for the page; a large one is put beside it."""
    peaks, seconds = waveform.peaks(heard.mp3, PEAKS)
    mp3 = files.read(heard.mp3, limit=2_000_000_000)
    if sounding == "embed" or len(mp3) <= MOST_EMBEDDED:
        return Sound(embedded(mp3), seconds, peaks)
    beside = path.removesuffix(".html") + ".mp3"
    files.write(beside, mp3)
    from urllib.parse import quote

    return Sound(quote(places.name_of(beside)), seconds, peaks)
