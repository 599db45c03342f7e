"""Two sequences of words laid side by side: what was to be said, and what was heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.proofing.normal import alike, same

_MISSED, _ADDED = 0.7, 0.5
"""What a word costs that isn't heard, and one that's heard and wasn't to be said."""

_WRONG = 1.1
"""What a word costs that sounds nothing like it; less than one missed and one added, so names may go wrong."""

BAND = 80
"""Words to each side of where a word should be heard by its time, within which it's looked for."""

_FAR = 1e9


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that were to be said, and what is heard there instead: both half-open, either may be empty."""

    said: range
    heard: range


def pairs(said: Sequence[str], heard: Sequence[str], places: Sequence[int] | None = None) -> list[tuple[int, int]]:
    """Return which word is heard as which: indices that ascend on both sides, words that sound otherwise included.

    ``places`` tells for each word of ``said`` about where it's heard; then time and memory grow with the length alone.
    """
    spans = _spans(len(said), len(heard), places)
    below: list[float] = [_ADDED * at for at in range(len(heard) + 1)]
    low = 0
    steps: list[tuple[int, bytearray]] = []
    for word, span in zip(said, spans, strict=True):
        row, step = _row(word, heard, span, below, low)
        below, low = row, span.start
        steps.append((span.start, step))
    return _back(steps, len(heard))


def _spans(many: int, heard: int, places: Sequence[int] | None) -> list[range]:
    """Return for each word the heard positions (0: before the first) that are looked at; they ascend."""
    if places is None:
        return [range(heard + 1)] * many
    spans = []
    first = last = 0
    for number, place in enumerate(places):
        first = max(first, min(place - BAND, heard)) if number else 0
        last = min(heard, max(last, place + BAND))
        spans.append(range(first, last + 1))
    if spans:
        spans[-1] = range(spans[-1].start, heard + 1)
    return spans


def _row(word: str, heard: Sequence[str], span: range, below: list[float], low: int) -> tuple[list[float], bytearray]:
    """Return the costs of a word's row and the steps to them: 0 missed, 1 heard as that word, 2 added."""
    row: list[float] = []
    step = bytearray()
    for at in span:
        best, how = (below[at - low] + _MISSED if low <= at < low + len(below) else _FAR), 0
        if at and low < at <= low + len(below):
            across = below[at - 1 - low] + _WRONG * (1 - alike(word, heard[at - 1]))
            if across <= best:
                best, how = across, 1
        if row and row[-1] + _ADDED < best:
            best, how = row[-1] + _ADDED, 2
        row.append(best)
        step.append(how)
    return row, step


def _back(steps: list[tuple[int, bytearray]], at: int) -> list[tuple[int, int]]:
    """Walk back along the cheapest way."""
    found = []
    number = len(steps)
    while number:
        first, step = steps[number - 1]
        how = step[at - first]
        if how == 1:
            found.append((number - 1, at - 1))
            at -= 1
            number -= 1
        elif how == 2:  # noqa: PLR2004 - the third of three steps
            at -= 1
        else:
            number -= 1
    return found[::-1]


def stretches(said: Sequence[str], heard: Sequence[str], found: Sequence[tuple[int, int]]) -> list[Stretch]:
    """Return what lies between the words that are heard as themselves, where anything does."""
    sure = [(one, other) for one, other in found if same(said[one], heard[other])]
    edges = [(-1, -1), *sure, (len(said), len(heard))]
    between = (
        Stretch(range(one + 1, next_one), range(other + 1, next_other))
        for (one, other), (next_one, next_other) in pairwise(edges)
    )
    return [stretch for stretch in between if stretch.said or stretch.heard]
