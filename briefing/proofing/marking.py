"""An article in runs: each stretch of its text with the lines that tell it and the quotation it stands in. Pure.

Nothing is searched for: a run's borders are those of ranges that were made when the article was read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.proofing.sheet import Row, Story
from briefing.values import Span


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text: the numbers of the lines that tell it, its speaker where it's quoted, whether it's a point."""

    text: str
    told: tuple[int, ...] = ()
    speaker: str | None = None
    quoted: bool = False
    point: bool = False

    @property
    def plain(self) -> bool:
        """Tell whether nothing is marked in it."""
        return not (self.told or self.quoted or self.point)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph in runs; ``rule`` is what dropped it, "" for the story's own."""

    runs: tuple[Run, ...]
    rule: str = ""
    heading: bool = False


def blocks(story: Story, rows: Sequence[Row], names: Mapping[str, str]) -> Iterator[Block]:
    """Yield an article's paragraphs in order, the dropped ones among them; ``names`` are the readers' by label."""
    article = story.article
    heading = article.heading
    kept = {*article.body, *([heading] if heading else [])}
    dropped = dict(story.dropped)
    marks = sorted(_marks(story, rows, names), key=lambda mark: (mark[0].start, mark[0].end))
    at = 0
    for span in sorted({*kept, *dropped}, key=lambda one: (one.start, one.end)):
        while at < len(marks) and marks[at][0].end <= span.start:
            at += 1
        inside = []
        for mark in marks[at:]:
            if mark[0].start >= span.end:
                break
            inside.append(mark)
        runs = tuple(_runs(article.text, span, inside))
        yield Block(runs, "" if span in kept else dropped[span], heading=span == heading)


_Mark = tuple[Span, Run]


def _marks(story: Story, rows: Sequence[Row], names: Mapping[str, str]) -> Iterator[_Mark]:
    for row in rows:
        line = row.line
        if line is not None and line.cite is not None and line.cite.source == story.key:
            speaker = names.get(line.reader, line.reader) if line.verbatim else None
            for span in line.cite.spans:
                yield span, Run("", (row.number,), speaker, quoted=line.verbatim)
    for quote in story.quotes:
        yield quote.span, Run("", (), quote.speaker.name if quote.speaker else None, quoted=True)
    for point in story.points:
        yield point, Run("", point=True)


def _runs(text: str, within: Span, marks: Sequence[_Mark]) -> Iterator[Run]:
    """Yield the paragraph's runs: between two borders everything is marked alike."""
    borders = {within.start, within.end}
    for span, _ in marks:
        borders |= {max(span.start, within.start), min(span.end, within.end)}
    edges = sorted(borders)
    waiting = list(marks)
    active: list[_Mark] = []
    place = 0
    for start, end in pairwise(edges):
        while place < len(waiting) and waiting[place][0].start <= start:
            active.append(waiting[place])
            place += 1
        active = [mark for mark in active if mark[0].end > start]
        yield _merged(text[start:end], [run for _, run in active])


def _merged(text: str, over: Sequence[Run]) -> Run:
    told = tuple(dict.fromkeys(number for run in over for number in run.told))
    # The narrowest claim decides: a quotation's own line before the sentence around it.
    quotes = [run for run in over if run.quoted]
    own = [number for run in quotes for number in run.told]
    told = tuple(dict.fromkeys((*own, *told)))
    speaker = next((run.speaker for run in quotes if run.speaker), None)
    return Run(text, told, speaker, quoted=bool(quotes), point=any(run.point for run in over))
