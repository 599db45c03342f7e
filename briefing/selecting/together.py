"""Several who say it together: "Ann Lee, the mayor, and her deputy, Bob Roe, said"; “…,” said Ann Lee and Bob Roe."""

from __future__ import annotations

from briefing.language.people import is_full_name
from briefing.selecting.grammar import Found, Row
from briefing.selecting.phrases import Phrase
from briefing.values import Span

_MOST = 24  # phrases: no joint subject is longer
_BESIDE = frozenset(("noun", "name", "preposition", "word"))
"""What may stand in apposition, or hang on a name: no verb, no clause, no quotation."""


def both(people: tuple[Phrase, ...]) -> Phrase:
    """Return one phrase for those who speak together, from the first to the last: "Dovere and Debenedetti"."""
    start, end = people[0].start, people[-1].end
    return Phrase("noun", start, end, "both", role=Span(start, end), plural=True, together=people)


def ahead(row: Row, verb: int, floor: int) -> Found:
    """Find several before their verb, each with what is in apposition: "Ann Lee, 35, and Bob Roe, the mayor, said"."""
    end = verb
    while end > floor and row[end - 1].kind == "auxiliary":
        end -= 1
    if end > floor and _is_comma(row, end - 1):
        end -= 1
    first = max(floor, end - _MOST)
    if not any(_is_and(row, i) for i in range(first, end)):
        return None
    for start in range(first, end):
        opens = start == floor or row[start - 1].kind == "quote" or _is_comma(row, start - 1)
        if opens and (people := _people(row, start, end)):
            return start, both(people), ()
    return None


def behind(row: Row, start: int) -> Found:
    """Find several after their verb: “…,” said Ann Lee and Bob Roe of the institute."""
    stops = (i for i in range(start, min(len(row), start + _MOST)) if row[i].kind == "stop" and row[i].text != ",")
    end = next(stops, min(len(row), start + _MOST))
    people = _people(row, start, end)
    return (end - 1, both(people), ()) if people else None


def _people(row: Row, start: int, end: int) -> tuple[Phrase, ...]:
    """Return the names from ``start`` to ``end`` where they are a list with "and", and nothing else; else none."""
    found: list[Phrase] = []
    at, last, hangs = start, False, False
    while at < end:
        name, at = _person(row, at, end)
        if name is None or (hangs and not is_full_name(name.name)):  # not: "Tom Pike of Marks and Spencer"
            return ()
        found.append(name)
        if last:
            return tuple(found) if at == end else ()
        at += _is_comma(row, at) and _is_and(row, at + 1)
        last = _is_and(row, at)
        hangs = last and row[at - 1].kind != "stop" and row[at - 1] is not name
        at += 1
    return ()


def _person(row: Row, at: int, end: int) -> tuple[Phrase | None, int]:
    """Return the name that stands at ``at`` with its apposition, before or after it, and where that ends."""
    if row[at].kind == "noun" and not row[at].owned:
        comma = _past(row, at, end)
        if _is_comma(row, comma) and comma + 1 < end and _is_name(row[comma + 1]):
            return row[comma + 1], comma + 2
        return None, at
    if not _is_name(row[at]):
        return None, at
    after = at + 1
    if after < end and (row[after].kind == "preposition" or row[after].text.startswith("(")):
        after = _past(row, after, end)
    if _is_comma(row, after) and after + 1 < end and row[after + 1].kind == "who":
        return row[at], next((i for i in range(after + 1, end) if row[i].kind in {"stop", "quote"}), end)
    if _is_comma(row, after) and after + 1 < end and row[after + 1].kind in {"noun", "word"}:
        beside = _past(row, after + 1, end)
        while _is_and(row, beside) and beside + 1 < end and row[beside + 1].kind in {"noun", "word"}:
            beside = _past(row, beside + 1, end)  # "the mayor and a farmer"
        if beside >= end or _is_comma(row, beside):
            return row[at], beside
    return row[at], after


def _past(row: Row, at: int, end: int) -> int:
    """Return where a stretch without marks, verbs and "and" ends."""
    while at < end and row[at].kind in _BESIDE:
        at += 1
    return at


def _is_name(phrase: Phrase) -> bool:
    return phrase.kind == "name" and not phrase.owned and phrase.what != "place"


def _is_comma(row: Row, at: int) -> bool:
    return at < len(row) and row[at].kind == "stop" and row[at].text == ","


def _is_and(row: Row, at: int) -> bool:
    return at < len(row) and row[at].kind == "and" and row[at].text == "and"
