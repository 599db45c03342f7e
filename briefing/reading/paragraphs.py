"""From text to its paragraphs: by blank lines, by lines, or by blocks of hard-wrapped lines."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from briefing.values import Span

MOST = 200_000
"""More paragraphs than any article has: what comes after so many is one paragraph."""

NARROWEST, WIDE, WIDEST = 40, 110, 200
"""Hard-wrapped lines are about as long as each other, in characters between these; wide ones may be paragraphs."""

FEWEST_BREAKS = 4
"""Fewer breaks than this say nothing of a width: two lines of a headline may look like it."""

LONGEST_KEY = 600
"""A paragraph longer than this (code points) is prose: it's neither a menu nor a caption."""

BULLET = re.compile(r"(?:[*•◦▪‣●○■·+\-]+[ \t\u00a0]+|\d{1,3}[.)][ \t]+(?=\S))")
BLANK = re.compile(r"\n+")
STOPS = frozenset(".!?…。！？")
CLOSING = "'\"’”»›)]*_"
HIDDEN = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f]"


class Paragraph(NamedTuple):
    """A paragraph, or a line that stands alone: its range without a list's mark, and what it looks like.

    ``text`` is what stands in the range, hidden characters left out, cut at ``LONGEST_KEY``; ``words`` counts all of
    it. ``key`` is the text in small letters with plain quotes and without the marks around it, to look phrases up.
    ``listed`` is a list item, ``gap`` has a blank line before it, ``ended`` ends as a sentence does.
    """

    span: Span
    text: str
    key: str
    words: int
    listed: bool
    gap: bool
    ended: bool
    heading: bool = False

    @property
    def prose(self) -> bool:
        """Tell whether it reads as a sentence or more."""
        return self.ended and not self.listed


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return a text's paragraphs in order, those without a letter or digit left out."""
    lines = _lines(text)
    width = _width(text, lines)
    return tuple(
        paragraph
        for start, end, gap in _joined(text, lines, width)
        if (paragraph := look(text, Span(start, end), gap=gap))
    )


def look(text: str, span: Span, *, gap: bool, heading: bool = False, listed: bool = False) -> Paragraph | None:
    """Return the paragraph in a range of the text, None when there is nothing to read in it."""
    start, end = span.start, span.end
    mark = None if heading or text[start].isalpha() else BULLET.match(text, start, min(end, start + 40))
    if mark:
        listed = True
        start = mark.end() if not mark[0][0].isdigit() else start
    shown = text[start : min(end, start + LONGEST_KEY)]
    shown = shown if shown.isprintable() else re.sub(HIDDEN, "", shown)
    if not any(map(str.isalnum, shown)):
        if not any(map(str.isalnum, text[start:end])):
            return None
        shown = re.sub(HIDDEN, "", text[start:end])[:LONGEST_KEY]
    words = text.count(" ", start, end) + 1
    if words * 14 < end - start:  # a script that sets no spaces, or a line of rubbish
        words = max(words, (end - start) // 14)
    tail = text[max(start, end - 12) : end].rstrip()
    tail = tail if tail.isprintable() else re.sub(HIDDEN, "", tail)
    ended = tail.rstrip(CLOSING)[-1:] in STOPS
    return Paragraph(Span(start, end), shown, key_of(shown), words, listed, gap, ended, heading)


def key_of(text: str) -> str:
    """Return a line in small letters, with plain quotes and single spaces, without the marks around it."""
    plain = " ".join(text.casefold().replace("’", "'").replace("‘", "'").split())
    start, end = 0, len(plain)
    while start < end and not (plain[start].isalnum() or plain[start] in "@©("):
        start += 1
    while end > start and not (plain[end - 1].isalnum() or plain[end - 1] in ")+"):
        end -= 1
    return plain[start:end]


def _lines(text: str) -> list[tuple[int, int, bool]]:
    """Return each line that isn't blank: start, end (both without white space), and whether a blank one precedes."""
    found: list[tuple[int, int, bool]] = []
    start, gap, size = 0, True, len(text)
    while start < size:
        blank = BLANK.match(text, start)
        if blank:
            gap, start = True, blank.end()
            continue
        end = text.find("\n", start)
        end = size if end < 0 or len(found) == MOST else end
        line = text[start:end]
        lean = line.strip()
        if lean:
            first = start + len(line) - len(line.lstrip())
            found.append((first, first + len(lean), gap))
        gap = not lean
        start = end + 1
    return found


def _fills(text: str, line: tuple[int, int, bool], following: tuple[int, int, bool], width: int) -> bool:
    """Tell whether a line was broken where the next word would not have fitted."""
    space = text.find(" ", following[0], following[1])
    word = (following[1] if space < 0 else space) - following[0]
    return line[1] - line[0] + 1 + word > width


def _width(text: str, lines: list[tuple[int, int, bool]]) -> int:
    """Return the width to which the text was hard-wrapped, 0 when it wasn't."""
    pairs = [(one, two) for one, two in pairwise(lines) if not two[2]]
    lengths = sorted(end - start for (start, end, _), _ in pairs)
    if len(lengths) < FEWEST_BREAKS:
        return 0
    width = lengths[len(lengths) * 49 // 50]
    if not NARROWEST <= width <= WIDEST:
        return 0
    full = [one for one, two in pairs if _fills(text, one, two, width - 8)]
    ended = sum(text[end - 1] in STOPS or text[end - 1] in CLOSING for _, end, _ in full)
    if len(full) * 10 < len(pairs) * 7 or (width > WIDE and ended * 2 > len(full)):
        return 0
    return width - 8


def _joined(text: str, lines: list[tuple[int, int, bool]], width: int) -> list[tuple[int, int, bool]]:
    """Join the lines of hard-wrapped paragraphs; a list's mark begins a new one."""
    joined: list[tuple[int, int, bool]] = []
    last: tuple[int, int, bool] | None = None
    for line in lines:
        if last is not None and not line[2] and _goes_on(text, last, line, width):
            joined[-1] = (joined[-1][0], line[1], joined[-1][2])
        else:
            joined.append(line)
        last = line
    return joined


def _goes_on(text: str, line: tuple[int, int, bool], following: tuple[int, int, bool], width: int) -> bool:
    if BULLET.match(text, following[0], min(following[1], following[0] + 40)):
        return False
    if width:
        return _fills(text, line, following, width)
    length = line[1] - line[0]
    broken = text[following[0]].islower() and text[line[1] - 1] not in '.!?:;”"’…'
    return broken and NARROWEST <= length <= WIDEST
