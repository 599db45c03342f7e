"""The running order: sign-on, headlines, stories with hand-overs, sign-off (S19)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from briefing.values import (
    Article,
    Cast,
    Cite,
    Direction,
    Heading,
    Item,
    Line,
    Piece,
    Reader,
    Script,
    Selection,
    Show,
    Source,
)
from briefing.writing import credits, story, wording  # noqa: A004 - the newsroom's word
from briefing.writing.days import day
from briefing.writing.planning import plan
from briefing.writing.readers import ANCHOR, Readers
from briefing.writing.story import Beat
from briefing.writing.timing import Pace, seconds

HAND_OVERS = (
    "In other news.",
    "Our next story.",
    "Moving on.",
    "Also in this programme.",
    "Next.",
    "Here's another story.",
    "Elsewhere.",
    "There's more.",
)
"""What opens the second story and those after it; they say nothing of the story, so none can be wrong."""

LAST_HAND_OVER = "And finally."
"""What opens the last of three stories or more."""

AFTER_HEADLINES_MS = 600

UNLASTING = re.compile(r"-$|[A-Za-z][A-Za-z0-9+.-]+://")
"""Sources that may be gone tomorrow: their text is kept beside the episode, whatever its format."""

SAME: Mapping[str, float] = {}
"""Every voice reads as fast as the others."""

OURS: Mapping[str, float] = {}
"""All music is our own."""

ROOM = 0.55
"""A frame that takes more than this part of the length asked for is cut to what a listener must be told."""


class Frame(NamedTuple):
    """What a programme has before a single beat is told: its stories with title and source, its show and day.

    A ``brief`` one has no headlines, no hand-overs and no music, and the shortest sign-off.
    """

    stories: tuple[tuple[Selection, str, Source], ...]
    show: Show
    date: dt.date
    brief: bool = False


def write(  # noqa: PLR0913 - the programme's settings, all by name
    selections: Sequence[Selection],
    *,
    show: Show,
    date: dt.date,
    cast: Cast,
    length: int | str | None = None,
    wpm: int = 160,
    rates: Mapping[str, float] = SAME,
    sounds: Mapping[str, float] = OURS,
) -> Script:
    """Return the programme's script: what is spoken, by whom, and where each sentence comes from.

    ``length`` is a target in seconds, "full" or None; it's planned with the words a minute of each voice (``rates``,
    else ``wpm``), the cast's silences and the seconds of the user's own ``sounds``, by cue. A programme so short that
    its frame would fill it has a brief frame.
    """
    sources = _sources([selection.article for selection in selections])
    titles = [_title(selection) for selection in selections]
    stories = tuple(zip(selections, titles, sources, strict=True))

    def cost(place: int, beat: Beat) -> float:
        readers = Readers(cast)
        lines = tuple(story.lines(selections[place], [beat], sources[place].key, readers))
        return seconds(lines, show.language, pace(cast, readers.all(), wpm, rates, sounds))

    def bare(frame: Frame) -> float:
        readers = Readers(cast)
        items = tuple(_items(frame, [[] for _ in selections], readers))
        return seconds(items, show.language, pace(cast, readers.all(), wpm, rates, sounds))

    frame = Frame(stories, show, date)
    if isinstance(length, int) and bare(frame) > ROOM * length:
        frame = Frame(stories, show, date, brief=True)
    beats = plan(selections, length, lambda: bare(frame), cost)
    readers = Readers(cast, [beat.quote.speaker for told in beats for beat in told if beat.quote])
    items = tuple(_items(frame, beats, readers))
    return Script(_heading(titles[0]), date, show.language, readers.all(), tuple(sources), items, show.name)


def pace(
    cast: Cast,
    readers: Sequence[Reader],
    wpm: float,
    rates: Mapping[str, float] = SAME,
    sounds: Mapping[str, float] = OURS,
) -> Pace:
    """Return how fast a programme with these readers goes."""
    pauses = {voice.name: voice.pause for voice in cast.voices}
    own = {reader.label: (rates.get(reader.voice, wpm), pauses.get(reader.voice, 1.0)) for reader in readers}
    return Pace(wpm, own, cast.pause_table(), sounds)


def _title(selection: Selection) -> str:
    """Return a story's headline as a sentence."""
    article = selection.article
    title = selection.headline.of(article.text) if selection.headline else article.title or article.source
    return wording.headline(title, " ".join(span.of(article.text) for span in selection.sentences))


def _heading(title: str) -> str:
    """Return a headline as a heading: without its stop."""
    return title.rstrip(". ")


def _items(frame: Frame, beats: list[list[Beat]], readers: Readers) -> Iterator[Item]:
    yield from _opening(frame)
    for place, (selection, title, source) in enumerate(frame.stories):
        if place:
            yield _break(frame.show)
        yield Heading(_heading(title))
        told: list[Line] = [*story.lines(selection, beats[place], source.key, readers)]
        if place and not frame.brief:
            told.insert(0, _own(hand_over(frame.show, place, len(frame.stories))))
        anchor = readers.anchor(place)
        yield from (replace(line, reader=anchor) if line.reader == ANCHOR else line for line in told)
    yield Heading("Sign-off")
    names = [credits.credit(selection.article, source) for selection, _, source in frame.stories]
    if frame.brief:
        yield _own(credits.brief(names))
        return
    yield _own(_filled(frame.show.sign_off, frame, credits.named(names)))
    if frame.show.music:
        yield Direction("music", cue="close")


def _opening(frame: Frame) -> Iterator[Item]:
    """Yield the sign-on and the headlines; a brief programme says the day alone."""
    yield Heading("Headlines")
    if frame.brief:
        yield _own(f"It's {day(frame.date, frame.show.language)}.", "bright")
        return
    if frame.show.music:
        yield Direction("music", cue="open")
    yield _own(_filled(frame.show.sign_on, frame), "bright")
    for selection, title, source in frame.stories:
        cite = Cite(source.key, (selection.headline,)) if selection.headline else None
        yield Line(ANCHOR, (Piece(title),), cite=cite, beat=True)
    yield Direction("pause", ms=AFTER_HEADLINES_MS)


def _break(show: Show) -> Direction:
    """Return what stands between two stories."""
    return Direction("sting") if show.music else Direction("pause", ms=AFTER_HEADLINES_MS)


def hand_over(show: Show, place: int, stories: int) -> str:
    """Return what opens a story (its place from 0): no two of a programme are the same."""
    phrases = show.hand_overs or HAND_OVERS
    last = stories - 1
    if place == last > 1:
        return show.last_hand_over or LAST_HAND_OVER
    return phrases[place - 1] if place <= len(phrases) else f"Story number {place + 1}."


def _filled(words: str, frame: Frame, sources: str = "") -> str:
    return words.format(day=day(frame.date, frame.show.language), show=frame.show.name, sources=sources)


def _own(text: str, *delivery: str) -> Line:
    """Return a line of the programme's own wording: no source, no quotation."""
    return Line(ANCHOR, (Piece(wording.one_line(text)),), delivery=delivery)


def _sources(articles: Sequence[Article]) -> list[Source]:
    """Return an entry for each article, with a key made of its file's name."""
    entries: list[Source] = []
    keys: set[str] = set()
    numbers: dict[str, int] = {}
    for article in articles:
        key = stem = _key(article.source)
        while key in keys:
            numbers[stem] = numbers.get(stem, 1) + 1
            key = f"{stem}-{numbers[stem]}"
        keys.add(key)
        title = wording.one_line(article.title or article.source).replace('"', "'")
        origin = None if article.format == "txt" and not UNLASTING.match(article.source) else article.source
        file = "stdin.source.txt" if article.source == "-" else article.source
        entries.append(Source(key, file, article.sha256, title, origin))
    return entries


def _key(source: str) -> str:
    name = source.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1].rsplit(".", 1)[0].lower()
    return re.sub(r"[^a-z0-9]+", "-", name).strip("-")[:24] or "source"
