"""A sentence as a row of words, stops and quotations."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from briefing.language.marks import Marked
from briefing.language.tongues import Tongue
from briefing.values import Span

Sort: TypeAlias = Literal["word", "stop", "quote"]


class Word(NamedTuple):
    """A word, a stop or a quotation (``quote`` is its number in the paragraph), with its place in the text."""

    start: int
    end: int
    text: str
    lower: str
    sort: Sort = "word"
    quote: int = -1

    @property
    def capital(self) -> bool:
        """Tell whether it's a word with a capital."""
        return self.sort == "word" and self.text[:1].isupper()


Row: TypeAlias = "list[Word]"

LONGEST = 300
"""Words: a longer "sentence" is no prose, and is read so far."""


@cache
def _words(tongue: Tongue) -> re.Pattern[str]:
    elided = "|".join(sorted(tongue.elisions, key=len, reverse=True))
    dotted = "|".join(re.escape(title) for title in tongue.titles if title.endswith("."))
    hanging = "|".join(sorted(tongue.inverted, key=len, reverse=True))
    parts = [
        rf"(?P<elided>\b(?:{elided})['’](?=\w|\s?[«“„\"]|$))" if elided else "",
        rf"(?P<dotted>\b(?:{dotted})(?=\s|$))" if dotted else "",
        rf"(?P<hanging>-(?:t-)?(?:{hanging})\b)" if hanging else "",
        r"(?P<initials>(?:\b[^\W\d_]\.[- ]?){1,3}(?=\s?[^\W\d_]))",
        r"(?P<word>\w+(?:[.&’']\w+)*(?:-(?!(?:t-)?(?:HANGING)\b)\w+)*)".replace("HANGING", hanging or r"\b\B"),
        r"(?P<stop>\.\.\.|[^\w\s])",
    ]
    return re.compile("|".join(part for part in parts if part), re.IGNORECASE)


def row_of(text: str, frame: Span, quotes: list[tuple[int, Marked]], tongue: Tongue) -> Row:
    """Return the words of a sentence; each of its quotations (numbered) is one of them."""
    row: Row = []
    start = frame.start
    for number, quote in (*quotes, (-1, None)):
        end = quote.outer.start if quote is not None else frame.end
        for hit in _words(tongue).finditer(text, start, max(start, end)):
            if len(row) >= LONGEST:
                break
            row.append(_word(hit))
        if quote is not None:
            row.append(Word(quote.outer.start, quote.outer.end, "", "", "quote", number))
            start = quote.outer.end
    return row


def _word(hit: re.Match[str]) -> Word:
    start, shown = hit.start(), hit[0]
    if hit.lastgroup == "hanging":
        start += shown.rindex("-") + 1
        shown = shown[shown.rindex("-") + 1 :]
    if hit.lastgroup == "initials":
        shown = shown.rstrip(" -")
    lower = shown.lower().replace("’", "'")
    return Word(start, start + len(shown), shown, lower, "stop" if hit.lastgroup == "stop" else "word")
