"""The subject of a verb of speech, within one sentence: an ordered list of small finders."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from briefing.language.lexicons import words
from briefing.language.people import is_body, role_of
from briefing.selecting import together
from briefing.selecting.grammar import CLAUSE, Found, Row, bare, governed, is_comma
from briefing.selecting.inversion import inverted
from briefing.selecting.phrases import Phrase, verb_forms
from briefing.selecting.together import both

_BACK = 40  # phrases: no subject stands further from its verb


_SEGMENTS = 8  # stretches between commas that are looked through


def _before_who(row: Row, verb: int, floor: int) -> Found:
    """Find the noun that a relative clause belongs to: "Kremlin spokesman Dmitry Peskov, who told reporters"."""
    i = verb - 1
    while i > floor and bare(row[i]):
        i -= 1
    if i <= floor or not (row[i].kind == "who" or (row[i].text == "that" and row[i - 1].kind == "noun")):
        return None
    for j in range(i - 1, max(floor, i - 5) - 1, -1):
        if row[j].mentions and not row[j].owned and row[j].kind != "pronoun":
            return j, row[j], ()
        if not is_comma(row[j]) and not bare(row[j]):
            return None
    return None


def _adjacent(row: Row, verb: int, floor: int) -> Found:
    """Find the mention just before the verb, with what hangs on it: "the head of the delegation said"."""
    last = None
    i = verb - 1
    while i >= floor and i > verb - _BACK:
        phrase = row[i]
        if (
            phrase.kind == "quote"
            or (phrase.kind == "stop" and phrase.text != "&")
            or phrase.kind in ("who", "according")
        ):
            break
        if phrase.kind == "and" and not _joins_words(row, i, floor):
            break
        if phrase.kind == "verb" and last is not None and not _is_noun_verb(phrase):
            break
        if phrase.mentions and not phrase.owned and (not governed(row, i, floor) or _opens_clause(row, i, verb)):
            last = i
            break
        i -= 1
    if last is None:
        return None
    if any(p.kind == "verb" and not _is_noun_verb(p) for p in row[last + 1 : verb]):
        return None
    if (whose := _antecedent(row, last, floor)) is not None:
        return whose, row[whose], ()
    joined = last - 1 > floor and row[last - 1].text in ("and", "or") and row[last - 2].mentions
    if joined and row[last].kind != "pronoun":
        two = both((row[last - 2], row[last]))
        two = two if row[last - 1].text == "and" else two._replace(together=())  # "Ann Lee or Bob Roe": either
        return last, row[last] if governed(row, last - 2, floor) else two, ()
    return last, row[last], _apposed(row, last, floor)


def _joins_words(row: Row, i: int, floor: int) -> bool:
    """Tell whether "and" stands within what hangs on a mention: "the minister for trade and industry said"."""
    return i - 2 >= floor and row[i - 2].kind == "preposition" and row[i - 1].kind == row[i + 1].kind == "word"


def _antecedent(row: Row, last: int, floor: int) -> int | None:
    """Return the mention whose relative clause holds the one at ``last``: "Traders who had packed the gallery"."""
    for i in range(last - 1, max(floor, last - 6), -1):
        if row[i].kind == "stop" or row[i].kind == "quote":
            return None
        if row[i].kind == "who":
            verb = any(p.kind in ("auxiliary", "verb") or p.text.endswith("ed") for p in row[i + 1 : last])
            first = verb and row[i - 1].mentions and not row[i - 1].owned and not governed(row, i - 1, floor)
            return i - 1 if first else None
    return None


def _opens_clause(row: Row, i: int, verb: int) -> bool:
    """Tell whether a mention right before the verb is a clause's subject: "As one employee told the paper"."""
    between = all(bare(p) for p in row[i + 1 : verb])
    return i > 0 and between and row[i - 1].text in ("as", "after", "before", "since", "until", "than")


def _is_noun_verb(phrase: Phrase) -> bool:
    return not phrase.strong and verb_forms().get(phrase.text, ("", False))[0] in ("base", "s")


def _apposed(row: Row, i: int, floor: int) -> tuple[Phrase, ...]:
    """Return the noun in apposition before a name: "Sanders' campaign manager, Jeff Weaver"."""
    if i - 2 >= floor and is_comma(row[i - 1]) and row[i].kind == "name":
        start = i - 2
        while start > floor and not (row[start].kind == "stop" or row[start].kind in ("quote", "verb")):
            start -= 1
        for phrase in row[start : i - 1]:
            if phrase.kind == "noun" and not phrase.owned:
                return (phrase,)
    return ()


def _segments(row: Row, verb: int, floor: int) -> list[tuple[int, int]]:
    """Return the stretches between commas before a verb, nearest first, as places in the row."""
    found: list[tuple[int, int]] = []
    end = verb
    while end > floor and bare(row[end - 1]):
        end -= 1
    i = end - 1
    while i >= floor and i > verb - _BACK and len(found) < _SEGMENTS:
        if row[i].kind == "quote" or (row[i].kind == "stop" and row[i].text in CLAUSE):
            break
        if is_comma(row[i]):
            found.append((i + 1, end))
            end = i
        i -= 1
    found.append((i + 1, end))
    return found


def participle(row: Row, verb: int, floor: int) -> Found:
    """Find the name right before a participle: "footage of Hillary Clinton asking"."""
    i = verb - 1
    while i > floor and bare(row[i]):
        i -= 1
    if i > floor and row[i].text == "as":
        i -= 1  # "quoted Otto Brandt as saying"
    elif i > floor + 1 and row[i].text == "for" and row[i - 1].kind == "name" and row[i - 2].kind in ("verb", "word"):
        i -= 1  # "sued Otto Brandt for saying", but "apologised to Otto Brandt for saying"
    if i < floor or not row[i].mentions or row[i].owned:
        return None
    if row[i].kind == "noun" and (not (is_body(row[i].text) or _is_somebody(row[i])) or _is_sent(row, i)):
        return None
    return i, row[i], ()


def _is_somebody(phrase: Phrase) -> bool:
    """Tell somebody whom another heard: "recalled her grandmother telling her"."""
    return (role := role_of(phrase.text)) is not None and not role.plural


def _is_sent(row: Row, i: int) -> bool:
    """Tell whether a paper is what somebody sent out: "the council issued a statement calling it …"."""
    return i > 0 and row[i].text in words("documents") and row[i - 1].kind in ("verb", "word")


def _past_apposition(row: Row, verb: int, floor: int) -> Found:
    """Find the subject beyond what stands in apposition: "Clinton, 35, the daughter of …, said"."""
    nouns: list[int] = []
    segments = _segments(row, verb, floor)
    if segments[0][0] < segments[0][1]:
        return None
    for n, (start, end) in enumerate(segments[1:], 2):
        beyond = segments[n][0] if n < len(segments) else floor
        head = _head(row, start, end)
        if head is None:
            continue
        if row[beyond].kind == "who" and row[start].kind != "and":
            nouns.clear()  # "who had met the envoy, Ilse Roth, said"
            continue
        if row[head].kind in ("name", "pronoun") and not _mere_place(row[head]):
            return head, row[head], tuple(row[n] for n in nouns) or _apposed(row, head, floor)
        if row[head].kind == "noun":
            nouns.append(head)
    return (nouns[-1], row[nouns[-1]], ()) if nouns else None


def _mere_place(phrase: Phrase) -> bool:
    return phrase.kind == "name" and phrase.what == "place"


def _head(row: Row, start: int, end: int) -> int | None:
    """Return the mention that a stretch between commas is about: the first, else the last that nothing governs."""
    first = start
    if first < end and row[first].text in ("one", "some", "two", "among", "both", "himself", "herself"):
        return None
    while first < end and (row[first].kind in ("and", "word") or row[first].owned):
        first += 1
    if first < end and row[first].mentions and not row[first].owned:
        return first
    if first < end and row[first].kind == "who":
        return None
    free = [i for i in range(start, end) if row[i].mentions and not row[i].owned and not governed(row, i, start)]
    if free and not any(p.kind == "verb" for p in row[free[-1] + 1 : end]):
        return free[-1]
    return None


def main_subject(row: Row, verb: int, floor: int) -> Found:
    """Find the subject of the sentence's main clause: the first mention that nothing governs."""
    for i in range(floor, verb):
        phrase = row[i]
        if phrase.mentions and not phrase.owned and not governed(row, i, floor) and not _in_opening(row, i, floor):
            return i, phrase, ()
    return None


def _in_opening(row: Row, i: int, floor: int) -> bool:
    """Tell whether a mention stands in a clause that only opens the sentence ("When Trump attacked a judge, …")."""
    head = row[floor]
    opens = head.kind == "preposition" or (head.kind in ("word", "verb") and head.text.endswith(("ing", "ed")))
    opens = opens or head.text in ("when", "while", "if", "because", "although", "though", "to")
    return opens and not any(is_comma(p) for p in row[floor:i])


Finder: TypeAlias = Callable[[Row, int, int], Found]
FINDERS: tuple[Finder, ...] = (inverted, _before_who, together.ahead, _adjacent, _past_apposition)
