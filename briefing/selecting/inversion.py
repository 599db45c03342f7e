"""The subject after its verb: “…,” said Smith, the union's general secretary."""

from __future__ import annotations

from briefing.language.lexicons import words
from briefing.language.people import is_first_name
from briefing.selecting import together
from briefing.selecting.grammar import Found, Row, bare, is_comma

_NEVER_INVERTED = frozenset(("told", "tells", "tell", "telling", "informed", "assured", "reminded", "thanked", "urged"))


_CLAUSE_WORDS = frozenset(("that", "when", "whether", "how", "why", "if", "what", "where", "because", "while"))


def inverted(row: Row, verb: int, _floor: int) -> Found:
    """Find the subject after the verb: "“…,” said Smith, the union's general secretary"."""
    if row[verb].text in _NEVER_INVERTED:
        return None
    before = verb - 1
    while (
        before >= 0 and before > verb - 4 and (is_comma(row[before]) or bare(row[before]) or row[before].kind == "and")
    ):
        before -= 1
    i = verb + 1
    while i + 1 < len(row) and i < verb + 4 and not (row[i].mentions and not row[i].owned):
        if (row[i].kind != "word" and not row[i].owned) or row[i].text in _CLAUSE_WORDS:
            return None
        i += 1
    if i >= len(row) or not row[i].mentions or row[i].owned:
        return None
    if row[i].kind == "noun" and row[i].text in words("utterance_nouns") and row[i - 1].text != "the":
        return None  # "…, tweeted a warning."
    if before < 0 or row[before].kind == "quote" or row[verb].kind == "according" or _is_aside(row, verb, i):
        return _with_name(row, i)
    return None


def _is_aside(row: Row, verb: int, i: int) -> bool:
    """Tell whether verb and subject stand between commas: "…, noted NBC's Dante Chinni."."""
    if verb == 0 or row[verb - 1].text != "," or row[verb - 1].kind != "stop" or row[i].kind == "pronoun":
        return False
    return i + 1 >= len(row) or row[i + 1].kind == "stop" or row[i + 1].kind == "who"


def _with_name(row: Row, i: int) -> Found:
    """Return the mention at ``i``, or the name in apposition to it: "said the group's president, John Smith"."""
    if (several := together.behind(row, i)) is not None:
        return several
    if row[i].kind == "noun":
        j = i + 1
        while j < len(row) and j < i + 8 and row[j].kind in ("preposition", "name", "noun", "word", "and"):
            j += 1
        if (
            j + 1 < len(row)
            and is_comma(row[j])
            and row[j + 1].kind == "name"
            and row[j + 1].what in ("person", "unknown")
        ):
            after = row[j + 2] if j + 2 < len(row) else None
            if (
                not row[j + 1].owned
                and (len(row[j + 1].name) > 1 or is_first_name(row[j + 1].name[0]))
                and (after is None or after.kind == "stop")
            ):
                return j + 1, row[j + 1], (row[i],)
        return i, row[i], ()
    others = (row[i + 2],) if i + 2 < len(row) and is_comma(row[i + 1]) and row[i + 2].kind == "noun" else ()
    return i, row[i], others
