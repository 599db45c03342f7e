"""What the finders of subjects share: marks, gaps and what governs a mention."""

from __future__ import annotations

from typing import TypeAlias

from briefing.language.lexicons import words
from briefing.selecting.phrases import Phrase

Row: TypeAlias = list[Phrase]
Found: TypeAlias = "tuple[int, Phrase, tuple[Phrase, ...]] | None"

_OPENING = frozenset((",", "(", "[", "—", "–", "―", "--", ")", "]"))


CLAUSE = frozenset((";", ":", "…"))


def is_comma(phrase: Phrase) -> bool:
    """Tell whether a phrase is a mark that sets words apart: a comma, a dash, a bracket."""
    return phrase.kind == "stop" and phrase.text in _OPENING


def bare(phrase: Phrase) -> bool:
    """Tell whether a phrase is one that may stand between a subject and its verb."""
    return phrase.kind in ("word", "auxiliary")


def governed(row: Row, i: int, floor: int) -> bool:
    """Tell whether a mention hangs on a preposition (or on another that does: "of Bill and Hillary Clinton")."""
    j = i - 1
    while j > floor and (row[j].kind == "word" or row[j].owned):
        if row[j].text.endswith("ing") and not row[j].owned and row[j].text not in words("time_words"):
            return True
        if row[j].text in words("time_words") or (row[j].text.isdigit() and len(row[j].text) == len("2024")):
            return False
        j -= 1
    if j < floor:
        return False
    if row[j].kind == "preposition" or (row[j].kind in ("word", "verb") and row[j].text.endswith("ing")):
        return True
    if row[j].kind == "and" and row[j].text in ("and", "or") and j - 1 >= floor and row[j - 1].mentions:
        return governed(row, j - 1, floor)
    return False
