"""The subject after its verb: “…,” said Smith, the union's general secretary."""

from __future__ import annotations

from briefing.language.lexicons import words
from briefing.language.people import is_first_name
from briefing.selecting.grammar import Found, Row, bare, is_comma
from briefing.selecting.phrases import Phrase
from briefing.values import Span

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
    if row[i].kind == "noun":
        j = i + 1
        while (
            j < len(row)
            and j < i + 8
            and row[j].kind in ("preposition", "name", "noun", "word", "and")
            and row[j].kind != "stop"
        ):
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
    if (two := _joint(row, i)) is not None:
        return i + 2, two, ()
    others = (row[i + 2],) if i + 2 < len(row) and is_comma(row[i + 1]) and row[i + 2].kind == "noun" else ()
    return i, row[i], others


def _joint(row: Row, i: int) -> Phrase | None:
    """Return two who say it together: "said Ann Lee and Bob Roe of the institute"."""
    if i + 2 >= len(row) or row[i + 1].text != "and" or row[i + 2].kind != "name" or row[i + 2].owned:
        return None
    ends = (
        i + 3 >= len(row) or row[i + 3].kind == "preposition" or (row[i + 3].kind == "stop" and row[i + 3].text != ",")
    )
    return both(row[i], row[i + 2]) if ends and row[i + 2].role is None else None


def both(one: Phrase, other: Phrase) -> Phrase:
    """Return one phrase for all subjects from one to another: "Dovere and Debenedetti"."""
    return Phrase("noun", one.start, other.end, "both", role=Span(one.start, other.end), plural=True)
