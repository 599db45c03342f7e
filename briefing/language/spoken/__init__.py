"""How written news is said: numbers, dates, money, initials and signs become words.

An ordered list of small named rules is tried at each place of the text that may need one; the first that matches
wins. What no rule is sure of stays as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# Compiled by the first search. One look tells whether a text holds anything that is said otherwise than it is written.
_SIGNS = (
    r"[0-9²³¹¼-¾⅐-⅞⁰-₉]|[^\w\s.,;:!?'’-]|_|[A-Z][A-Z&.]|\.[\w.]|(?<!\w)['’-]|['’-](?!\w)|[A-Z][a-z]{1,15}\s[IVX]\b"
    r"|[a-z]-[A-Z]|(?:^|,\s)[A-Z][a-z]{1,4}\.$"
    r"|\b(?:[A-Z]?[a-z]{1,4}\.(?=\s+[\w(])"
    r"|(?:Mr|Mrs|Ms|Dr|St|Sgt|Lt|Cpl|Capt|Prof|Rd|Ave|Mt|Rt|Utd|Jr|Sr|Ltd|vs?|plc|etc|aka)\b)"
)


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of the written text that is said otherwise.

    ``start`` and ``end`` are code points of the written text, half-open; ``spoken`` is what stands there instead and
    may be empty; ``rule`` is the name of the rule that says so.
    """

    start: int
    end: int
    spoken: str
    rule: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text as it is said: ``changes`` ascend, don't overlap, and applied to the written text give ``text``."""

    text: str
    changes: tuple[Change, ...] = ()

    def written_range(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the written text a range of the spoken one comes from, changed stretches as a whole.

        Code points, half-open. Unchanged text maps to itself.
        """
        pairs = [(said, written) for written, said in self._stretches()]
        return _opening(start, pairs), _closing(end, pairs)

    def spoken_range(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the spoken text a range of the written one is said, changed stretches as a whole.

        What isn't said (a quotation mark) gives an empty range at its place.
        """
        pairs = list(self._stretches())
        return _opening(start, pairs), _closing(end, pairs)

    def _stretches(self) -> Iterator[tuple[range, range]]:
        """Yield where each change stands in the written and in the spoken text."""
        shift = 0
        for change in self.changes:
            at = change.start + shift
            yield range(change.start, change.end), range(at, at + len(change.spoken))
            shift += len(change.spoken) - (change.end - change.start)


def _opening(at: int, pairs: Iterable[tuple[range, range]]) -> int:
    """Return where on the other side a range that begins ``at`` begins."""
    shift = 0
    for here, there in pairs:
        if at < here.stop:
            return there.start if at >= here.start else at + shift
        shift = there.stop - here.stop
    return at + shift


def _closing(at: int, pairs: Iterable[tuple[range, range]]) -> int:
    """Return where on the other side a range that ends ``at`` ends."""
    shift = 0
    for here, there in pairs:
        if at <= here.stop:
            return there.stop if at > here.start else at + shift
        shift = there.stop - here.stop
    return at + shift


def spoken(text: str, language: str = "en-GB") -> Spoken:
    """Return how ``text`` is said in ``language`` (BCP 47: ``en-US`` is American, any other British).

    It never raises and takes time in proportion to the text's length.
    """
    if re.search(_SIGNS, text) is None:
        return Spoken(text)
    from briefing.language.spoken.scan import stretches

    american = language.replace("_", "-").lower().startswith("en-us")
    changes = tuple(Change(*stretch) for stretch in stretches(text, "US" if american else "GB"))
    pieces: list[str] = []
    at = 0
    for change in changes:
        pieces += (text[at : change.start], change.spoken)
        at = change.end
    pieces.append(text[at:])
    return Spoken("".join(pieces), changes)
