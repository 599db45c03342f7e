"""Whose words a quotation is: ordered rules over the sentence it stands in, then over what stands before it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from briefing.language.lexicons import words
from briefing.language.people import role_of
from briefing.selecting.cues import Cue, passive
from briefing.selecting.desk import Decision, Desk, Strength, Who
from briefing.selecting.memory import remember, subject
from briefing.selecting.mentions import people_of
from briefing.selecting.phrases import Phrase
from briefing.selecting.resolving import resolve
from briefing.selecting.roles import appositions
from briefing.selecting.sheets import Sentence, Sheet

_NEAR = 3  # phrases between a quotation and the subject of its verb
_APPOSED = 8  # as _NEAR, with an apposition


def decide(sheet: Sheet) -> tuple[dict[int, Decision], dict[int, Who]]:
    """Decide for every quotation of the sheet whose words it is; linear in the number of sentences.

    The second table holds whose words a whole paragraph without marks is: one after "Smith said:", by its number.
    """
    speaking = frozenset(c.subject.start for s in sheet.sentences for c in s.cues if c.strong)
    people = people_of(sheet.text, sheet.within, [list(s.row) for s in sheet.sentences if not s.headline], speaking)
    appositions(sheet, people)
    desk = Desk(sheet, people)
    blocks: dict[int, Who] = {}
    for number, sentence in enumerate(sheet.sentences):
        _read(desk, number, sentence)
        if desk.opened and desk.voice is not None and _announces(sentence):
            blocks[sentence.paragraph + 1] = desk.voice
    _join_parts(desk)
    return desk.decisions, blocks


_AFTER_SAID = 6  # phrases: "said in a letter to the paper:"


def _announces(sentence: Sentence) -> bool:
    """Tell a sentence that ends right after its verb of speech: what follows a colon there is somebody's words."""
    cue = next((cue for cue in reversed(sentence.cues) if cue.strong), None)
    if cue is None or sentence.quotes:
        return False
    rest = sentence.row[max(cue.last, cue.at) + 1 : -1]
    plain = all(p.kind in ("preposition", "noun", "name", "word") and p.text not in _LISTED for p in rest)
    return plain and len(rest) <= _AFTER_SAID


_LISTED = frozenset(("following", "these", "points", "that", "measures", "reasons", "rules"))


def _read(desk: Desk, number: int, sentence: Sentence) -> None:
    """Decide the sentence's quotations and keep in mind whom it's about."""
    known = {
        cue.at: None if _is_on_a_thing(sentence, cue) else resolve(desk, sentence, cue.subject) for cue in sentence.cues
    }
    for at, phrase in enumerate(sentence.row):
        if phrase.kind == "quote":
            desk.decisions[phrase.quote] = _decide(desk, sentence, at, known) or _carry(desk, sentence, at, number)
    remember(desk, number, sentence, known)


def _is_on_a_thing(sentence: Sentence, cue: Cue) -> bool:
    """Tell "a shirt that read “…”" from "the minister read “…”": it isn't said whose the words are."""
    noun = cue.subject.text
    papers = words("documents") | words("utterance_nouns")
    thing = cue.subject.kind == "noun" and role_of(noun) is None and noun not in papers
    return thing and sentence.row[cue.at].text in ("read", "reads")


Rule: TypeAlias = Callable[[Sentence, int], "Cue | None"]


def _asked(sentence: Sentence, at: int) -> bool:
    """Tell whether it's words to the subject: "Smith was asked, “…?”"; it isn't said whose."""
    i = at - 1
    while i >= 0 and sentence.row[i].kind in ("stop", "word"):
        i -= 1
    return i >= 0 and sentence.row[i].text in _HEARERS and passive(list(sentence.row), i)


_HEARERS = frozenset(("asked", "told", "informed", "warned", "advised", "reminded", "assured"))


def _shouted(sentence: Sentence, at: int) -> bool:
    """Tell whether it isn't said whose words they are: a shout of “…”; “…,” came shouts from the crowd."""
    row = sentence.row
    if at >= len(("shout", "of")) and row[at - 1].text == "of" and row[at - 2].text in words("shouts"):
        return not (at > len(("his", "shout", "of")) and row[at - 3].owned)
    return any(phrase.text in ("came", "come") for phrase in row[at + 1 : at + 3])


def _by(sentence: Sentence, at: int) -> Phrase | None:
    """Return the agent of a passive: called “…” by the Guardian; described by Smith as “…”."""
    row = sentence.row
    if at > len(("by", "Smith")) and row[at - 1].text == "as" and row[at - 3].text == "by" and row[at - 2].mentions:
        return row[at - 2]
    if at + 2 >= len(row) or row[at + 1].text != "by" or not row[at + 2].mentions:
        return None
    verbs = [i for i in range(max(0, at - 4), at) if row[i].kind == "verb"]
    agent = any(not row[i].strong or passive(list(row), i) for i in verbs)  # not: said he was “deeply moved” by it
    return row[at + 2] if agent else None


def _claimed(sentence: Sentence, at: int) -> Phrase | None:
    """Return the utterance that the words are: Smith's claim that “…”; her claim may be anybody's."""
    row = sentence.row
    i = at - 2 if at and row[at - 1].text == "that" else at - 1
    owned = i > 0 and row[i].kind == "noun" and row[i - 1].kind == "name" and row[i - 1].owned
    return row[i] if owned and row[i].text in words("utterance_nouns") else None


_THAT_DAY = frozenset(("day", "night", "morning", "afternoon", "evening", "week", "month", "year", "time"))


def _concerns(sentence: Sentence, at: int, cue: Cue) -> bool:
    """Tell whether a verb after a quotation can be about it: not where it has words of its own ("said that …")."""
    row = sentence.row
    if cue.inherited:
        return False
    follows = [phrase.text for phrase in row[cue.last + 1 : cue.last + 3]]
    if follows[:1] == ["that"] and not _THAT_DAY.intersection(follows) and row[cue.last + 2 :]:
        return False
    if cue.strong or cue.first == at + 1:
        return True
    ends = cue.last + 1 == len(row) or row[cue.last + 1].kind == "stop"
    as_named = cue.first == at + len((",", "as", "Smith")) and row[at + 2].text == "as"
    return row[at + 1].text == "," and ((cue.first == at + 2 and ends) or as_named)


def _after(sentence: Sentence, at: int) -> Cue | None:
    """“…,” Smith said / said Smith: the cue that follows the quotation at once."""
    for cue in sentence.cues:
        if cue.first > at and _concerns(sentence, at, cue):
            between = sentence.row[at + 1 : cue.first]
            plain = all(
                p.kind in ("stop", "word", "auxiliary", "and") or (p.text == "as" and not cue.strong) for p in between
            )
            apposed = cue.others and all(p.kind in ("stop", "noun", "name", "preposition", "word") for p in between)
            near = (plain and len(between) <= _NEAR) or (apposed and len(between) <= _APPOSED)
            return _heard(sentence, cue) if near else None
    return None


def _heard(sentence: Sentence, cue: Cue) -> Cue:
    """Return the inner of two verbs: “…,” Smith recalled his father saying."""
    inner = (c for c in sentence.cues if c.first == cue.last + 1 and sentence.row[c.at].text.endswith("ing"))
    return next(inner, cue)


_OPEN = frozenset(("it", "they", "we", "i", "you"))


def _before(sentence: Sentence, at: int) -> Cue | None:
    """Smith said: “…” / called it “…”: the nearest cue before the quotation."""
    hit = None
    for cue in sentence.cues:
        if max(cue.last, cue.at) < at:
            hit = cue
    if hit is None:
        return None
    if (teller := _told_whom(sentence, hit)) is not None:
        return teller
    if hit.subject.text in ("it", "they", "we") and hit.subject.kind == "pronoun":
        outer = next((c for c in reversed(sentence.cues) if c.at < hit.at and c.subject.text not in _OPEN), hit)
        hit = outer if hit.strong or sentence.row[outer.last + 1] is hit.subject else hit
    if not hit.strong:
        stronger = [c for c in sentence.cues if c.strong and c.at < hit.at and c.subject == hit.subject]
        return stronger[-1] if stronger else hit
    return hit


def _told_whom(sentence: Sentence, hit: Cue) -> Cue | None:
    """Return the outer verb where the nearest one only says who heard it: "told a woman who suggested …, that …"."""
    for cue in sentence.cues:
        heard = cue.last + 1
        told = cue.strong and heard + 1 < hit.at and sentence.row[cue.at].text in _HEARERS
        if told and sentence.row[heard] is hit.subject and sentence.row[heard + 1].kind == "who":
            return cue
    return None


def _across(sentence: Sentence, at: int) -> Cue | None:
    """“…” and “…,” Smith said; …, according to Smith: a cue further on in the sentence."""
    for cue in sentence.cues:
        if cue.first > at and cue.strong and _concerns(sentence, at, cue):
            return None if any(phrase.text == "but" for phrase in sentence.row[at + 1 : cue.first]) else cue
    return None


_RULES: tuple[tuple[str, Strength, Rule], ...] = (
    ("after", "direct", _after),
    ("before", "cued", _before),
    ("across", "cued", _across),
)


def _decide(desk: Desk, sentence: Sentence, at: int, known: dict[int, Who | None]) -> Decision | None:
    """Decide by the sentence alone; None where it attributes nothing."""
    if _asked(sentence, at):
        return Decision(None, "cued", "asked")
    if _shouted(sentence, at):
        return Decision(None, "cued", "shouted")
    if (by := _by(sentence, at)) is not None:
        return Decision(resolve(desk, sentence, by), "cued", "by")
    if (claim := _claimed(sentence, at)) is not None:
        return Decision(resolve(desk, sentence, claim), "cued", "claim")
    for name, strength, rule in _RULES:
        cue = rule(sentence, at)
        if cue is not None:
            return Decision(known[cue.at], strength, name, weak=not cue.strong)
    return _label(desk, sentence, at) or _signed(desk, sentence, at)


def _label(desk: Desk, sentence: Sentence, at: int) -> Decision | None:
    """Smith: “…”: a name and a colon."""
    row = sentence.row
    if at == 0 or row[at - 1].text != ":" or row[at - 2].text == "reading":
        return None
    free = [i for i in (at - 2, 0) if i >= 0 and (i == 0 or row[i - 1].kind != "preposition")]
    named = next((row[i] for i in free if row[i].kind == "name" and not row[i].owned), None)
    about = named or subject(sentence, at)
    return Decision(resolve(desk, sentence, about), "cued", "label") if about is not None else None


def _signed(desk: Desk, sentence: Sentence, at: int) -> Decision | None:
    """“…” — Smith: a dash and a name."""
    row = sentence.row
    dash, name, after = (row[i] if i < len(row) else None for i in range(at + 1, at + 4))
    if dash is None or dash.text not in ("—", "–", "―", "--") or name is None or name.kind != "name":
        return None
    return (
        Decision(resolve(desk, sentence, name), "direct", "signed") if after is None or after.kind == "stop" else None
    )


def _carry(desk: Desk, sentence: Sentence, at: int, number: int) -> Decision:
    """Take the voice that was speaking: earlier in the paragraph, or at the end of the one before."""
    if at > 0 and not sentence.quote_only:
        return Decision()
    within = bool(desk.past) and desk.past[-1].paragraph == sentence.paragraph
    goes_on = desk.voice_at == sentence.paragraph - 1 and (desk.opened or desk.voice_sentence == number - 1)
    if desk.voice is not None and (within or goes_on):
        return Decision(desk.voice, "carried", "same paragraph" if within else "paragraph before")
    return Decision(None, "carried" if sentence.quote_only else "none")


def _join_parts(desk: Desk) -> None:
    """Give all parts of a quotation that runs over several paragraphs one speaker."""
    quotes = desk.sheet.quotes
    for q in range(len(quotes) - 2, -1, -1):
        if not quotes[q].left_open:
            continue
        here, after = desk.decisions.get(q), desk.decisions.get(q + 1)
        if here is None or after is None:
            continue
        if after.strength in ("direct", "cued") and here.strength not in ("direct", "cued"):
            desk.decisions[q] = Decision(after.who, "carried", "goes on")
    for q in range(len(quotes) - 1):
        here, after = desk.decisions.get(q), desk.decisions.get(q + 1)
        if quotes[q].left_open and here is not None and after is not None and after.strength not in ("direct", "cued"):
            desk.decisions[q + 1] = Decision(here.who, "carried", "goes on")
