"""How written news is said: numbers, dates, money, initials and signs become words.

An ordered list of small named rules is tried at each place of the text that may need one; the first that matches
wins. What no rule is sure of stays as it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Compiled by the first search. One look tells whether a text holds anything that is said otherwise than it is written.
_SIGNS = (
    r"[0-9²³¹¼-¾⅐-⅞⁰-₉]|[^\w\s.,;:!?'’-]|_|[A-Z][A-Z&.]|\.[\w.]|(?<!\w)['’-]|['’-](?!\w)|[A-Z][a-z]{1,15}\s[IVX]\b"
    r"|\b(?:[A-Z]?[a-z]{1,4}\.(?=\s+[\w(])|(?:Mr|Mrs|Ms|Dr|St|Sgt|Lt|Cpl|Capt|Prof|Rd|Ave|Mt|Jr|Sr|Ltd|vs?|plc|etc|aka)\b)"
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
