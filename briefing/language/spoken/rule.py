"""What a rule is, and how it looks around itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

Variety: TypeAlias = Literal["GB", "US"]
Hit: TypeAlias = re.Match[str]

# The parts of a number that the rules share. Every repetition is bounded, so a match costs a fixed time at most.
GROUPED = (
    r"[0-9]{1,3}(?:[,\u00a0\u202f\u2009][0-9]{3}){1,12}(?![0-9])|[1-9][0-9]{0,2}(?:\ [0-9]{3}){0,3}\ 000(?![0-9,])"
)
WHOLE = rf"(?:{GROUPED}|[0-9]{{1,36}}(?![0-9]))"
NUMBER = rf"(?:{WHOLE}(?:\.[0-9]{{1,24}}(?![0-9]))?)"
ANY_SIGN = "\x00"
DASH = r"[-\u2010-\u2015\u2212]"
NO_WORD = r"(?![^\W_])"

_ARTICLE = re.compile(
    r"(?:^|[\s(\"'“‘])(?:an?|the|this|that|its|his|her|their|our|another|new|record)[\s-]$", re.IGNORECASE
)
_NOUN = re.compile(
    r"[\s-](?!(?:an?|per|in|for|to|of|and|or|but|from|on|at|by|as|more|less|each|every|when|if|is|was|than|with|after|"
    r"before|because|while|that|it|he|she|they|we|I|you|who|which|last|this|has|had|will|would|could|should|spent|paid|"
    r"made|lost|given|owed|raised|said|so|now|then|not|were|are|have|a|mark|below|above|under|over|into|off|away|deep|"
    r"high|tall|long|wide|thick|apart|[a-z]+ed)\b)[a-z]{2}"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name, what it may begin with, its pattern, and what to say.

    ``heads`` holds ``0`` for a digit, ``A`` for a capital, ``a`` for another letter, a space for any space, every
    other character for itself, and ``ANY_SIGN`` for all of these. ``say`` returns None where the pattern matches but
    the sense doesn't.
    """

    name: str
    heads: str
    pattern: str
    say: Callable[[Hit, Variety], str | None]


def before(hit: Hit, width: int = 40) -> str:
    """Return up to ``width`` characters before the match."""
    return hit.string[max(0, hit.start() - width) : hit.start()]


def after(hit: Hit, width: int = 40) -> str:
    """Return up to ``width`` characters after the match."""
    return hit.string[hit.end() : hit.end() + width]


def attributive(hit: Hit) -> bool:
    """Tell whether the match describes the noun after it: ``a $5bn deal``, ``a 5km race``."""
    return opens(hit) and describes(hit, hit.end())


def describes(hit: Hit, at: int) -> bool:
    """Tell whether a noun follows at ``at``, so that what stands before it describes it."""
    return _NOUN.match(hit.string[at : at + 16]) is not None


def opens(hit: Hit) -> bool:
    """Tell whether an article or the like stands before the match."""
    return _ARTICLE.search(before(hit, 9)) is not None


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, the longest first."""
    listed = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, listed)) + ")"
