"""The verbs of speech of a sentence, each with its subject."""

from __future__ import annotations

from typing import NamedTuple

from briefing.language.lexicons import words
from briefing.selecting.grammar import CLAUSE, Found, Row, bare, is_comma
from briefing.selecting.inversion import inverted
from briefing.selecting.phrases import Phrase, verb_forms
from briefing.selecting.subjects import FINDERS, Finder, main_subject, participle


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
    return verb + 1 >= len(row) or not (row[verb + 1].mentions or _heard_by(row, verb))


def _heard_by(row: Row, verb: int) -> bool:
    """Tell whether a plain noun after "told" is who hears it: "the emir, Bello Garba, told worshippers"."""
    after = row[verb + 1]
    return row[verb].text == "told" and after.kind == "word" and after.text.endswith("s") and after.text != "this"


def _inverts(row: Row, verb: int) -> bool:
    return verb > 0 and any(p.kind == "quote" for p in row[max(0, verb - 3) : verb])


def _inherits(row: Row, verb: int) -> bool:
    """Tell whether the verb shares a subject with an earlier one: "and said", "adding", "went on to say"."""
    shape = verb_forms().get(row[verb].text, ("", False))[0]
    i = verb - 1
    while i >= 0 and bare(row[i]):
        i -= 1
    if i > 1 and row[i].kind == "noun" and row[i - 1].kind == "preposition" and row[i - 2].kind == "and":
        return True  # "is backing Ives and in a statement credited him"
    if shape == "ing" or (i >= 0 and row[i].kind == "preposition"):
        return True
    return i >= 0 and (row[i].kind in ("and", "verb") or (i > 0 and is_comma(row[i]) and row[i - 1].kind == "quote"))


def _quoted_as(row: Row, verb: int, floor: int) -> Found:
    """Find who "was quoted by the agency as saying" something."""
    if verb < floor + 2 or row[verb - 1].text != "as" or row[verb].text != "saying":
        return None
    quoted = next((i for i in range(verb - 2, max(floor, verb - _AS) - 1, -1) if row[i].text in ("quoted", "cited")), 0)
    return main_subject(row, quoted, floor) if quoted and passive(row, quoted) else None


_AS = 8  # phrases between "quoted" and "as saying"


def _clauses_own(row: Row, verb: int, last: int) -> Phrase | None:
    """Return who does it in the clause right before: "Voss asks as a plumber walks in, saying …"."""
    for i in range(verb - 1, last, -1):
        if row[i].text in ("as", "while", "when") and row[i].kind != "quote" and i + 1 < verb:
            return row[i + 1] if row[i + 1].kind in ("noun", "name") and not row[i + 1].owned else None
        if row[i].kind == "quote" or (row[i].kind == "stop" and row[i].text != ","):
            return None
    return None


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
    if passive(row, verb) or _is_read_out(row, verb):
        return None
    strong = row[verb].strong or row[verb].kind == "according"
    for finder in _finders(row, verb):
        hit = finder(row, verb, floor)
        if hit is not None:
            at, subject, others = hit
            return Cue(verb, min(at, verb), max(at, verb), subject, strong, others=others)
    if row[verb].kind == "according" or not _inherits(row, verb):
        return None
    before = earlier[-1] if earlier else None
    other = _clauses_own(row, verb, before.last if before else floor)
    if other is None and before is not None and before.strong:
        return Cue(verb, verb, verb, before.subject, strong, inherited=True, others=before.others)
    hit = main_subject(row, verb, floor) if other is None else None
    doer = hit[1] if hit is not None else other
    return Cue(verb, verb, verb, doer, strong, inherited=True) if doer is not None else None


def _finders(row: Row, verb: int) -> tuple[Finder, ...]:
    if row[verb].kind == "according":
        return (inverted,)
    return (_quoted_as, participle) if verb_forms()[row[verb].text][0] == "ing" else FINDERS


def _is_read_out(row: Row, verb: int) -> bool:
    """Tell "heard that Darko sent a message reading: “…”": the words are whoever's it is that sent it."""
    papers = words("documents") | words("utterance_nouns")
    return row[verb].text == "reading" and verb > 0 and row[verb - 1].text in papers
