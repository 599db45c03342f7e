"""Whose words: the person a quote is given to, against the evidence that the article's text holds."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from briefing.values import Line, Quote, Reader, Span, Speaker
from briefing.writing.heard import heard

Verdict: TypeAlias = Literal["same", "other", "unsure"]


class Evidence:
    """The quotations of one article, in its order, as they were selected from the text."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        """Put them in order."""
        self._quotes = sorted(quotes, key=lambda quote: quote.span)
        self._starts = [quote.span.start for quote in self._quotes]

    def meeting(self, span: Span) -> Iterator[Quote]:
        """Yield the quotations that share a character with a range; they don't overlap each other."""
        at = max(0, bisect_right(self._starts, span.start) - 1)
        while at < len(self._quotes) and self._quotes[at].span.start < span.end:
            if self._quotes[at].span.meets(span):
                yield self._quotes[at]
            at += 1


def found(line: Line, reader: Reader | None, evidence: Evidence) -> tuple[Verdict, Speaker | None]:
    """Return whether the article gives a quote to its reader, and to whom else where it doesn't.

    "unsure" with no speaker: the text names nobody. A reader without a name claims nothing.
    """
    if reader is None or not reader.name or line.cite is None:
        return "same", None
    verdict: tuple[Verdict, Speaker | None] = ("unsure", None)
    for span in line.cite.spans:
        for quote in evidence.meeting(span):
            if quote.speaker is None:
                continue
            one = compared(reader.name, line.cite.who, quote.speaker)
            if one == "other":
                return one, quote.speaker
            if one == "same" or verdict[1] is None:
                verdict = (one, quote.speaker)
    return verdict


def compared(name: str, who: str, speaker: Speaker) -> Verdict:
    """Return whether a script's name and the article's speaker are one, two, or a person and their office."""
    ours, theirs = _words(name), _words(speaker.name)
    if ours == theirs or not theirs:
        return "same"
    if speaker.kind != "person":
        known = set(_words(f"{who} {speaker.role or ''}")) | set(ours)
        return "same" if set(theirs) <= known else "unsure"
    if _shares_surname(name, speaker.name):
        return "same" if _first_names_agree(ours, theirs) else "other"
    role = set(_words(speaker.role or ""))
    return "unsure" if set(ours) <= role and role else "other"


def _shares_surname(name: str, other: str) -> bool:
    from briefing.language.surnames import surname

    ours, theirs = _words(name), _words(other)
    return set(_words(surname(other))) <= set(ours) or set(_words(surname(name))) <= set(theirs)


def _first_names_agree(ours: list[str], theirs: list[str]) -> bool:
    """Tell whether two forms of a name may be one person's: "Joe Biden", "J. Biden", "Joseph R. Biden"."""
    if len(ours) == 1 or len(theirs) == 1:
        return True
    first, other = ours[0], theirs[0]
    return first in theirs or other in ours or first.startswith(other) or other.startswith(first)


def _words(name: str) -> list[str]:
    """Return a name's words without accents, capitals, titles and articles."""
    from briefing.language.people import is_title

    letters = unicodedata.normalize("NFKD", heard(name).casefold())
    plain = "".join(char for char in letters if not unicodedata.combining(char))
    bare = [word.strip(".,;:\"'“”‘’()").removesuffix("'s").removesuffix("’s") for word in plain.split()]
    kept = [word for word in bare if word and word not in {"the", "a", "an"} and not is_title(word)]
    return kept or [word for word in bare if word]
