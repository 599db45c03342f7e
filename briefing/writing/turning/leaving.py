"""The last resort: a closing aside that names nobody, counts nothing and denies nothing is left out whole (S05)."""

from __future__ import annotations

from functools import cache

from briefing.language.lexicons import rows
from briefing.writing.turning.checking import negations, numbers
from briefing.writing.turning.grammar import closed, is_question
from briefing.writing.turning.page import BEST, LONGEST, Page, ending, is_quotation
from briefing.writing.turning.parting import SHORTEST, attributed_last, claiming, stands

_NO_ASIDES = frozenset(
    ("according", "excluding", "barring", "depending", "assuming", "providing", "pending", "considering", "being",
     "during", "king", "bring", "following", "meaning", "including", "having", "thing", "something", "nothing",
     "anything", "everything", "morning", "evening")
)  # fmt: skip
_BINDING = frozenset(
    ("if", "unless", "only", "until", "except", "but", "even", "despite", "instead", "while", "wrongly",
     "falsely", "failing", "refusing", "denying", "rather", "unlike", "one", "two", "three", "four", "five", "six",
     "seven", "eight", "nine", "ten", "hundreds", "thousands", "dozens", "millions", "billions", "half", "alleged",
     "allegedly", "accused", "suspected", "charged", "kill", "killed", "killing", "died", "dead", "death", "deaths")
)  # fmt: skip
"""Words that bind what is told to what stands before it, or that are the news themselves."""


def aside_left_out(sentence: str, page: Page) -> list[str] | None:
    """Leave out "…, hoping to calm the markets" where nothing else made the sentence short enough."""
    if page.length(sentence) <= LONGEST or is_question(sentence) or attributed_last(sentence):
        return None
    at = len(sentence)
    while (at := sentence.rfind(", ", 0, at)) > 0:
        first, aside = sentence[:at], sentence[at + 2 :]
        if page.length(first) < SHORTEST * 2 or any(is_quotation(char) for char in aside):
            return None
        if _is_aside(aside.split()) and stands(first) and page.length(first) <= LONGEST and not _waits(first):
            return [closed(first)]
    return None


def _is_aside(parts: list[str]) -> bool:
    """Tell whether words are a participle's phrase that only adds: no name, number, denial, claim or condition."""
    first = parts[0].lower()
    if len(parts) < SHORTEST or not first.endswith("ing") or first in _NO_ASIDES or not first.isalpha():
        return False
    text = " ".join(parts)
    low = {ending(part).lower() for part in parts}
    if any(char.isupper() for char in text) or numbers(text) or negations(text) or any(mark in text for mark in ";:—–"):
        return False
    return not low & (claiming() | _BINDING | _saying())


@cache
def _saying() -> frozenset[str]:
    return frozenset(row.split()[0] for row in rows("turning_saying"))


def _waits(first: str) -> bool:
    """Tell whether a text's last clause wants what is left out: a list that goes on, a comma with "and"."""
    last = first.rpartition(", ")[2].split()
    return bool(last) and ending(last[0]).lower() in {"and", "or", "not", "but"} and len(first) > BEST
