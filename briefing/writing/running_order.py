"""The running order: sign-on, headlines, stories, sign-off (S19)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.values import (
    Article,
    Cast,
    Cite,
    Direction,
    Heading,
    Item,
    Line,
    Piece,
    Script,
    Selection,
    Show,
    Source,
)
from briefing.writing import story, wording
from briefing.writing.days import day
from briefing.writing.planning import plan
from briefing.writing.readers import ANCHOR, Readers
from briefing.writing.story import Beat
from briefing.writing.timing import seconds

NAMED_SOURCES = 8
"""The sign-off names this many sources; the rest is counted and listed with the episode."""

AFTER_HEADLINES_MS = 600


@dataclass(frozen=True, slots=True)
class Frame:
    """What a programme has before a single beat is told: its stories with title and source, its show and day."""

    stories: tuple[tuple[Selection, str, Source], ...]
    show: Show
    date: dt.date


def write(  # noqa: PLR0913 - the programme's settings, all by name
    selections: Sequence[Selection],
    *,
    show: Show,
    date: dt.date,
    cast: Cast,
    length: int | str | None = None,
    wpm: int = 160,
) -> Script:
    """Return the programme's script: what is spoken, by whom, and where each sentence comes from.

    ``length`` is a target in seconds, "full" or None; it's planned at ``wpm`` words a minute.
    """
    sources = _sources([selection.article for selection in selections])
    titles = [_title(selection) for selection in selections]
    frame = Frame(tuple(zip(selections, titles, sources, strict=True)), show, date)

    def cost(place: int, beat: Beat) -> float:
        lines = story.lines(selections[place], [beat], sources[place].key, Readers(cast))
        return seconds(lines, show.language, wpm)

    def bare() -> float:
        return seconds(_items(frame, [[] for _ in selections], Readers(cast)), show.language, wpm)

    beats = plan(selections, length, bare, cost)
    readers = Readers(cast)
    items = tuple(_items(frame, beats, readers))
    return Script(titles[0].rstrip("."), date, show.language, readers.all(), tuple(sources), items, show.name)


def _title(selection: Selection) -> str:
    """Return a story's headline as a sentence."""
    article = selection.article
    title = selection.headline.of(article.text) if selection.headline else article.title or article.source
    return wording.headline(title, " ".join(span.of(article.text) for span in selection.sentences))


def _items(frame: Frame, beats: list[list[Beat]], readers: Readers) -> Iterator[Item]:
    show, today = frame.show, day(frame.date, frame.show.language)
    yield Heading("Headlines")
    yield Direction("music", cue="open")
    yield _own(show.sign_on.format(day=today, show=show.name, sources=""), "bright")
    for selection, title, source in frame.stories:
        cite = Cite(source.key, (selection.headline,)) if selection.headline else None
        yield Line(ANCHOR, (Piece(title),), cite=cite, beat=True)
    yield Direction("pause", ms=AFTER_HEADLINES_MS)
    for place, (selection, title, source) in enumerate(frame.stories):
        if place:
            yield Direction("sting")
        yield Heading(title.rstrip("."))
        yield from story.lines(selection, beats[place], source.key, readers)
    yield Heading("Sign-off")
    named = _named([source for _, _, source in frame.stories])
    yield _own(show.sign_off.format(day=today, show=show.name, sources=named))
    yield Direction("music", cue="close")


def _own(text: str, *delivery: str) -> Line:
    """Return a line of the programme's own wording: no source, no quotation."""
    return Line(ANCHOR, (Piece(wording.one_line(text)),), delivery=delivery)


def _named(sources: Sequence[Source]) -> str:
    """Return the sentence that names the sources."""
    titles = [f'"{source.title}"' for source in sources[:NAMED_SOURCES]]
    more = len(sources) - len(titles)
    if more:
        titles.append(f"{more} more, listed with this episode")
    if len(titles) == 1:
        return f"The source was the article {titles[0]}."
    return f"The sources were the articles {', '.join(titles[:-1])} and {titles[-1]}."


def _sources(articles: Sequence[Article]) -> list[Source]:
    """Return an entry for each article, with a key made of its file's name."""
    entries: list[Source] = []
    for article in articles:
        keys = {entry.key for entry in entries}
        stem = _key(article.source)
        key = stem if stem not in keys else next(k for n in range(2, len(keys) + 3) if (k := f"{stem}-{n}") not in keys)
        title = wording.one_line(article.title or article.source).replace('"', "'")
        origin = None if article.format == "txt" and article.source != "-" else article.source
        file = "stdin.source.txt" if article.source == "-" else article.source
        entries.append(Source(key, file, article.sha256, title, origin))
    return entries


def _key(source: str) -> str:
    name = source.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0].lower()
    return re.sub(r"[^a-z0-9]+", "-", name).strip("-")[:24] or "source"
