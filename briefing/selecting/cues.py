"""The verbs of speech of a sentence, each with its subject."""

from __future__ import annotations

from typing import NamedTuple

from briefing.language.lexicons import words
from briefing.selecting.grammar import CLAUSE, Row, bare, is_comma
from briefing.selecting.inversion import inverted
from briefing.selecting.phrases import Phrase, verb_forms
from briefing.selecting.subjects import FINDERS, main_subject, participle


class Cue(NamedTuple):
    """A verb of speech (or "according to") and its subject.

    ``at`` is the verb's place in the row of phrases; ``first`` and ``last`` are the places that subject and verb
    take together (both included). ``others`` are further mentions in apposition to the subject.
    """

    at: int
    first: int
    last: int
    subject: Phrase
    strong: bool
    inherited: bool = False
    others: tuple[Phrase, ...] = ()


_BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "when", "if", "once", "as", "get", "got"))


def passive(row: Row, verb: int) -> bool:
    """Tell whether a verb is in the passive, so that its subject doesn't speak ("was asked", "asked about it, …")."""
    if row[verb].text not in words("passive_participles"):
        return False
    i = verb - 1
    while i >= 0 and row[i].kind == "word":
        i -= 1
    if i >= 0 and row[i].text in _BE:
        return True
    if row[verb].text not in ("asked", "told", "quoted") or not (i < 0 or is_comma(row[i])) or _inverts(row, verb):
        return False
    return verb + 1 >= len(row) or not row[verb + 1].mentions


def _inverts(row: Row, verb: int) -> bool:
    return verb > 0 and any(p.kind == "quote" for p in row[max(0, verb - 3) : verb])


def _inherits(row: Row, verb: int) -> bool:
    """Tell whether the verb shares a subject with an earlier one: "and said", "adding", "went on to say"."""
    shape = verb_forms().get(row[verb].text, ("", False))[0]
    i = verb - 1
    while i >= 0 and bare(row[i]):
        i -= 1
    if shape == "ing" or (i >= 0 and row[i].kind == "preposition"):
        return True
    return i >= 0 and (row[i].kind in ("and", "verb") or (i > 0 and is_comma(row[i]) and row[i - 1].kind == "quote"))


def cues(row: Row) -> list[Cue]:
    """Return the verbs of speech of a sentence with their subjects, in order."""
    found: list[Cue] = []
    floor = 0
    for i, phrase in enumerate(row):
        if phrase.kind == "stop" and phrase.text in CLAUSE:
            floor = i + 1
        if phrase.kind not in ("verb", "according"):
            continue
        cue = _cue(row, i, floor, found)
        if cue is not None:
            found.append(cue)
    return found


def _cue(row: Row, verb: int, floor: int, earlier: list[Cue]) -> Cue | None:
    strong = row[verb].strong or row[verb].kind == "according"
    if passive(row, verb):
        return None
    finders = FINDERS
    if row[verb].kind == "according":
        finders = (inverted,)
    elif verb_forms()[row[verb].text][0] == "ing":
        finders = (participle,)
    for finder in finders:
        hit = finder(row, verb, floor)
        if hit is not None:
            at, subject, others = hit
            return Cue(verb, min(at, verb), max(at, verb), subject, strong, others=others)
    if row[verb].kind == "according" or not _inherits(row, verb):
        return None
    if earlier and earlier[-1].strong:
        return Cue(verb, verb, verb, earlier[-1].subject, strong, inherited=True, others=earlier[-1].others)
    hit = main_subject(row, verb, floor)
    return Cue(verb, verb, verb, hit[1], strong, inherited=True) if hit is not None else None
