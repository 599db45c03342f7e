"""What is wrong with what was heard: words missing in a row, a line cut at an end, a line said twice.

E01: three or more words missing in a row. E02: a line's first or last two words missing. E03: a line doubled.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.errors import Problem
from briefing.proofing.align import Stretch, pairs, stretches
from briefing.proofing.normal import sound

MISSING, CUT, DOUBLED = "E01", "E02", "E03"

_ROW, _END = 3, 2
"""Words missing in a row, anywhere and at a line's end."""

_FEW, _MANY = 6, 9
"""Letters gone of which three words can't be fewer, and letters gone that are three words whatever is heard instead."""

_PART, _NEARLY = 0.3, 0.75
"""What part of a stretch's letters must be gone, and of the two words' at an end: names are heard in any length."""

_AGAIN, _SHORT = 0.6, 4
"""What part of a line must be heard twice; of a line of fewer words than ``_SHORT`` every word."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line as it was to be said: its words in spoken form, its times in s by the record, its text as written."""

    words: tuple[str, ...]
    start: float
    end: float
    text: str

    def when(self, word: int) -> float:
        """Return about when a word begins, in s."""
        return self.start + (self.end - self.start) * word / max(1, len(self.words))


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong in a line (its index): ``words`` are those that are missing or said twice, half-open."""

    code: str
    line: int
    words: range

    def meets(self, other: Finding) -> bool:
        """Tell whether another finding is about the same words, give or take one."""
        near = self.words.start <= other.words.stop and other.words.start <= self.words.stop
        return self.line == other.line and near and (self.code == DOUBLED) == (other.code == DOUBLED)


def find(
    lines: Sequence[Spoken], heard: Sequence[str], places: Sequence[int] | None = None, *, doubts: bool = False
) -> list[Finding]:
    """Return what is wrong with the lines when this is heard, in order; ``places`` as in :func:`align.pairs`.

    With ``doubts`` also what could be wrong, as far as can be told from what is heard across borders of lines.
    """
    missing = _doubtful if doubts else _missing
    said = [word for line in lines for word in line.words]
    found = pairs(said, heard, places)
    gaps = stretches(said, heard, found)
    starts, stops = [gap.said.start for gap in gaps], [gap.said.stop for gap in gaps]
    wrong: list[Finding] = []
    at = 0
    for number, line in enumerate(lines):
        own = range(at, at + len(line.words))
        for gap in gaps[bisect_right(stops, own.start) : bisect_left(starts, own.stop)]:
            part = range(max(gap.said.start, own.start), min(gap.said.stop, own.stop))
            if part and (code := missing(part, own, _other(part, gap, found), said, heard)):
                wrong.append(Finding(code, number, range(part.start - at, part.stop - at)))
        if _twice(line.words, _heard_in(own, found, len(heard)), heard):
            wrong.append(Finding(DOUBLED, number, range(len(line.words))))
        at = own.stop
    return wrong


def _other(part: range, gap: Stretch, found: Sequence[tuple[int, int]]) -> range:
    """Return what is heard in place of a line's part of a gap: at a border, what was laid beside its words."""
    if part == gap.said:
        return gap.heard
    beside = found[bisect_left(found, (part.start, -1)) : bisect_left(found, (part.stop, -1))]
    return range(beside[0][1], beside[-1][1] + 1) if beside else range(0)


def _missing(part: range, own: range, other: range, said: Sequence[str], heard: Sequence[str]) -> str:
    """Return the code of what is missing when ``other`` is heard for a part of the line that is ``own``."""
    letters, gone = _letters(part, said), _letters(part, said) - _letters(other, heard)
    fewer = len(part) - len(other)
    row = min((_letters(part[at : at + _ROW], said) for at in range(len(part) - _ROW + 1)), default=0)
    if row and ((fewer >= _ROW and gone >= _FEW) or gone >= max(row, _MANY, _PART * letters)):
        return MISSING
    for end, pair in ((part.start == own.start, part[:_END]), (part.stop == own.stop, part[-_END:])):
        enough = _NEARLY * _letters(pair, said)
        if end and len(part) >= _END and gone >= enough and (fewer >= _END or gone >= _PART * letters):
            return CUT
    return ""


def _doubtful(part: range, own: range, other: range, said: Sequence[str], heard: Sequence[str]) -> str:
    """Return the code of what could be missing: anything else is heard for two words at an end, or too little."""
    if len(part) >= _END and (part.start == own.start or part.stop == own.stop):
        return CUT
    return MISSING if len(part) >= _ROW and _letters(part, said) - _letters(other, heard) >= _ROW else ""


def _letters(words: range, of: Sequence[str]) -> int:
    return sum(len(of[word]) for word in words)


def _heard_in(own: range, found: Sequence[tuple[int, int]], many: int) -> range:
    """Return all that is heard between the words of the lines before and after."""
    first, after = bisect_left(found, (own.start, -1)), bisect_left(found, (own.stop, -1))
    return range(found[first - 1][1] + 1 if first else 0, found[after][1] if after < len(found) else many)


def _twice(words: Sequence[str], part: range, heard: Sequence[str]) -> bool:
    """Tell whether a line's words are heard again beyond what the line holds of them."""
    needed = _AGAIN if len(words) >= _SHORT else 1.0
    if len(words) < _END or len(part) < len(words) * (1 + needed):
        return False
    wanted = Counter(map(sound, words))
    there = Counter(sound(heard[at]) for at in part)
    again = sum(min(max(there[word] - count, 0), count) for word, count in wanted.items())
    return again >= needed * len(words)


def problem(finding: Finding, line: Spoken, file: str, todo: str) -> Problem:
    """Return a finding for a person, with its time and what to do about it."""
    at = clock(line.when(finding.words.start))
    words = " ".join(line.words[finding.words.start : finding.words.stop])
    if finding.code == DOUBLED:
        what = f"at {clock(line.start)} a line is heard twice: “{_short(line.text)}”"
    elif finding.code == CUT:
        side = "begins without" if finding.words.start == 0 else "ends without"
        what = f"at {at} a line {side} “{_short(words)}”: “{_short(line.text)}”"
    else:
        what = f"at {at} “{_short(words)}” isn't heard in “{_short(line.text)}”"
    return Problem(finding.code, what, todo, file=file)


def clock(seconds: float) -> str:
    """Return a time as a player shows it."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def _short(text: str, width: int = 70) -> str:
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"
