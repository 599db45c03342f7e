"""What a proof lays side by side: stories, the lines of the script with their times, the sound. Values only."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.values import Article, Direction, Item, Line, Quote, Script, Slot, Span

SPEAKERS = 8
"""So many colours tell the people quoted apart; then they begin again."""

REST = "outside the story"
"""Why a paragraph is left out that no named rule dropped."""


@dataclass(frozen=True, slots=True)
class Story:
    """A source: its text, what of it belongs to the story, what was dropped by which rule, its quotations."""

    key: str
    article: Article
    dropped: tuple[tuple[Span, str], ...] = ()
    quotes: tuple[Quote, ...] = ()
    points: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """An item of the script: its number from 1, its place in the sound in seconds (None without one)."""

    number: int
    item: Item
    start: float | None = None
    end: float | None = None

    @property
    def line(self) -> Line | None:
        """Return the item where it's spoken."""
        return self.item if isinstance(self.item, Line) else None


@dataclass(frozen=True, slots=True)
class Sound:
    """The sound: where the page finds it (an address or data), its length in seconds, its peaks from 0 to 1."""

    address: str
    seconds: float
    peaks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A proof: what was read, what is said, how it sounds; ``findings`` are lines on what doesn't check."""

    script: Script
    stories: tuple[Story, ...]
    rows: tuple[Row, ...]
    sound: Sound | None = None
    findings: tuple[str, ...] = ()


def rows(items: Sequence[Item], times: Sequence[tuple[float, float]] | None) -> tuple[Row, ...]:
    """Return the rows of a running order; ``times`` are start and end of each item in its order."""
    if times is None:
        return tuple(Row(number, item) for number, item in enumerate(items, 1))
    return tuple(Row(number, item, *time) for number, (item, time) in enumerate(zip(items, times, strict=True), 1))


def times(slots: Sequence[Slot], sample_rate: int) -> list[tuple[float, float]]:
    """Return the slots' times in seconds."""
    return [(slot.start / sample_rate, slot.end / sample_rate) for slot in slots]


def recorded_times(script: Script, items: Sequence[Mapping[str, object]]) -> list[tuple[float, float]] | None:
    """Return the times of a record's items where they are those of the script, None where they aren't."""
    if len(items) != len(script.items):
        return None
    found = []
    for item, told in zip(script.items, items, strict=True):
        start, end = told.get("start"), told.get("end")
        if told.get("text") != _text(item) or not isinstance(start, int | float) or not isinstance(end, int | float):
            return None
        found.append((float(start), float(end)))
    return found


def _text(item: Item) -> str:
    return item.kind if isinstance(item, Direction) else item.text


def left_out(article: Article, named: Sequence[tuple[Span, str]]) -> tuple[tuple[Span, str], ...]:
    """Return every paragraph outside the story with the rule that dropped it, in order."""
    kept = sorted((*article.body, *([article.heading] if article.heading else [])), key=lambda span: span.start)
    rules = [(span, rule) for span, rule in named if not _meets(kept, span)]
    taken = sorted((*kept, *(span for span, _ in rules)), key=lambda span: span.start)
    rest = [(span, REST) for span in _gaps(article.text, taken)]
    return tuple(sorted((*rules, *rest), key=lambda pair: pair[0].start))


def _meets(spans: Sequence[Span], one: Span) -> bool:
    at = bisect_left(spans, one.end, key=lambda span: span.start)
    return at > 0 and spans[at - 1].meets(one)


def _gaps(text: str, taken: Sequence[Span]) -> Iterator[Span]:
    """Yield the lines with words that stand in none of the spans."""
    begin = 0
    for end, after in [*((span.start, span.end) for span in taken), (len(text), len(text))]:
        for match in re.finditer(r"[^\n]*\w[^\n]*", text[begin : max(begin, end)]):
            yield Span(begin + match.start(), begin + match.end())
        begin = max(begin, after)


def colours(sheet: Sheet) -> dict[str, int]:
    """Return a colour (from 1) for everybody who is quoted, by full name, in the order of the script."""
    names = {reader.label: reader.name or reader.label.title() for reader in sheet.script.readers}
    told = [names.get(line.reader, line.reader) for line in sheet.script.lines if line.verbatim]
    others = [quote.speaker.name for story in sheet.stories for quote in story.quotes if quote.speaker]
    return {name: place % SPEAKERS + 1 for place, name in enumerate(dict.fromkeys((*told, *others)))}
