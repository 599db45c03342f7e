"""Who is meant by a name, a pronoun or a description."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from briefing.language.lexicons import words
from briefing.language.marks import DOUBLE
from briefing.language.people import is_body, is_title, role_of
from briefing.selecting.desk import Desk, Past, Who, speaker
from briefing.selecting.grammar import CLAUSE
from briefing.selecting.persons import Person
from briefing.selecting.phrases import Phrase
from briefing.selecting.roles import whole_role
from briefing.selecting.sheets import Sentence
from briefing.values import Span

_BACK = 12  # sentences: nobody further back is meant by "he"
_PARAGRAPHS = 3  # as _BACK, in paragraphs
_ROW = 40  # phrases before "he" in its own sentence
_START = attrgetter("start")
_NOBODY = frozenset(("no", "neither", "any", "few"))
_AHEAD = 12  # phrases from "a grandmother" to "her name as Amina"


def resolve(desk: Desk, sentence: Sentence, phrase: Phrase) -> Who | None:
    """Return who is meant by a name, a pronoun or a noun phrase; None where the evidence doesn't decide."""
    if phrase.kind == "pronoun":
        return _pronoun(desk, sentence, phrase)
    if phrase.together:
        return _together(desk, sentence, phrase)
    return _name(desk, sentence, phrase) if phrase.kind == "name" else _description(desk, sentence, phrase)


def _name(desk: Desk, sentence: Sentence, phrase: Phrase) -> Who | None:
    span = Span(phrase.start, phrase.end)
    text = desk.sheet.text
    person = desk.people.named(phrase) if phrase.what in ("person", "unknown") else None
    if person is not None:
        return Who(span, person)
    if (full := desk.people.bodies.whole(phrase)) is not None:
        return Who(span, None, full, "organisation")
    if phrase.what == "person" and phrase.role is not None:
        return Who(span, None, text[phrase.role.start : phrase.end], "role")
    if len(phrase.name) == 1 and (role_of(phrase.text) is not None or is_title(phrase.text)):
        return Who(span, None, _whole(sentence, phrase).of(text), "role")
    return Who(span, None, span.of(text), "organisation")


def _together(desk: Desk, sentence: Sentence, phrase: Phrase) -> Who | None:
    """Return those who speak together under one name: "Ann Lee and Bob Roe", as full as the article has them."""
    found = [who for one in phrase.together if (who := resolve(desk, sentence, one)) is not None]
    if len(found) < len(phrase.together):
        return None
    *names, last = (speaker(desk.sheet.text, who).name for who in found)
    bodies = all(who.kind == "organisation" for who in found)
    words = f"{', '.join(names)} and {last}"
    return Who(Span(phrase.start, phrase.end), None, words, "organisation" if bodies else "role")


def _whole(sentence: Sentence, phrase: Phrase) -> Span:
    if phrase in sentence.row:
        return whole_role(sentence, sentence.row.index(phrase))
    return phrase.role if phrase.role is not None else Span(phrase.start, phrase.end)


def _description(desk: Desk, sentence: Sentence, phrase: Phrase) -> Who | None:
    """Resolve "the president", "Clinton's response", "a spokesman for the ministry"."""
    span = Span(phrase.start, phrase.end)
    text = desk.sheet.text
    if phrase.text in words("utterance_nouns") | words("documents"):
        owner = _owner(desk, sentence, phrase)
        if owner is not None or phrase.text in words("documents"):
            return owner
    person = desk.people.described(phrase) or _goes_by(desk, sentence, phrase) or _of_that_age(desk, sentence, phrase)
    if person is not None:
        return Who(span, person)
    whole = _whole(sentence, phrase)
    if _is_nobody(whole.of(text), phrase.text):
        return None
    short = " ".join((phrase.role or span).of(text).lower().split())
    if short == f"the {phrase.text}" and (full := desk.people.bodies.meant(phrase.text, phrase.start)) is not None:
        return Who(span, None, full, "organisation")
    if is_body(phrase.text) and not role_of(phrase.text):
        return Who(span, None, whole.of(text), "organisation")
    speaks = any(cue.strong and cue.subject == phrase for cue in sentence.cues)
    return Who(span, desk.stranger(phrase, whole, speaks=speaks), whole.of(text), "role")


def _is_nobody(whole: str, noun: str) -> bool:
    """Tell "no official", "the former", and words with a stray mark: where their name ends can't be told."""
    return whole.partition(" ")[0].lower() in _NOBODY or noun in ("former", "latter") or bool(DOUBLE & set(whole))


def _of_that_age(desk: Desk, sentence: Sentence, phrase: Phrase) -> Person | None:
    """Return whom "the 27-year-old" or "the striker" means: the one person whom the last paragraphs mention."""
    whole = (phrase.role or Span(phrase.start, phrase.end)).of(desk.sheet.text)
    single = phrase.text.endswith("-year-old") or phrase.text in words("player_nouns")
    if not single or whole.lower() != f"the {phrase.text}":
        return None
    here = mentioned(desk, sentence.row)
    for back in (0, _PARAGRAPHS):
        near = [past for past in desk.past[-_BACK:] if past.paragraph >= sentence.paragraph - back]
        every = (p for past in (*near, here) for p in (*past.subjects, *past.clauses, *past.others))
        named = dict.fromkeys(p for p in every if not p.unnamed)
        if named:
            return next(iter(named)) if len(named) == 1 else None
    return None


def _goes_by(desk: Desk, sentence: Sentence, phrase: Phrase) -> Person | None:
    """Return whom a relative clause names: "a grandmother who gave her name as Umm Tariq"."""
    row = sentence.row
    i = next((n for n, other in enumerate(row) if other.start == phrase.start), len(row))
    ahead = row[i + 1 : i + _AHEAD]
    if not any(other.kind == "who" for other in ahead):
        return None
    for noun, link, name in zip(ahead, ahead[1:], ahead[2:], strict=False):
        if link.text == "as" and name.kind == "name" and noun.text in ("name", "identified", "only"):
            return desk.people.introduce(name, None if phrase.plural else _whole(sentence, phrase))
    return None


def _owner(desk: Desk, sentence: Sentence, phrase: Phrase) -> Who | None:
    """Return whose statement, tweet or book it is: "Clinton's response was: “…”", "a report by the council"."""
    row = sentence.row
    i = next((n for n, other in enumerate(row) if other.start == phrase.start), 0)
    before = row[i - 1] if i else None
    if before is not None and before.kind == "name" and before.owned:
        person = desk.people.named(before)
        return Who(Span(before.start, before.end), person) if person is not None else None
    if i + 2 < len(row) and row[i + 1].text in ("by", "from") and row[i + 2].kind in ("name", "noun"):
        after = row[i + 2]
        return None if after.owned or after.text in words("documents") else resolve(desk, sentence, after)
    definite = phrase.role is not None and phrase.role.of(desk.sheet.text).lower() == f"the {phrase.text}"
    sent_out = definite and phrase.text in _SENT_OUT and desk.body_at == sentence.paragraph
    return desk.body if sent_out else None


_SENT_OUT = frozenset(("message", "alert", "warning", "statement", "notice", "advisory"))
"""What a body sends out: right after a sentence about one, "the message" is its own."""


def _pronoun(desk: Desk, sentence: Sentence, phrase: Phrase) -> Who | None:
    """Resolve he and she to the last person who could be meant; other pronouns stay open."""
    span = Span(phrase.start, phrase.end)
    if phrase.text == "it" and desk.body is not None and sentence.paragraph - 1 <= desk.body_at <= sentence.paragraph:
        return desk.body._replace(mention=span)  # "The airline apologised. “…,” it said."
    if phrase.gender is None:
        return None
    here = mentioned(desk, _earlier(sentence, phrase))
    known = [p for p in (*here.subjects, *here.clauses, *here.others) if p.gender == phrase.gender]
    last = desk.past[-1] if desk.past and desk.past[-1].paragraph == sentence.paragraph else None
    led = last is not None and any(p.gender == phrase.gender for p in (*last.subjects, *last.presented))
    for person in _candidates(sentence, phrase, desk, here):
        if person.gender is None and known and person in here.subjects:
            continue  # "Lee praised Mary Roth after she …"
        if person.gender is None and led and person not in here.subjects and person in (*here.clauses, *here.others):
            continue  # "Mary Roth came. Asked about Lee, she …"
        if person.may_be(phrase.gender):
            if person.said is None:
                person.said = phrase.gender
            return Who(span, person, person.unnamed, "role" if person.unnamed else "person")
    return None


def _earlier(sentence: Sentence, phrase: Phrase) -> tuple[Phrase, ...]:
    last = bisect_left(sentence.row, phrase.start, key=_START)
    return sentence.row[max(0, last - _ROW) : last]


def _candidates(sentence: Sentence, phrase: Phrase, desk: Desk, here: Past) -> list[Person]:
    """Return who may be meant, likeliest first: earlier in the sentence, then subjects back, then others back."""
    earlier = _earlier(sentence, phrase)
    within = [*here.subjects, *here.clauses]
    found = [*within, *here.others] if earlier and earlier[0].kind != "quote" else within
    paragraph = sentence.paragraph
    near = [past for past in desk.past[-_BACK:][::-1] if past.paragraph >= paragraph - _PARAGRAPHS]
    for past in near:
        found.extend((*past.presented, *past.subjects, *past.clauses))
        if past.paragraph == paragraph:
            found.extend(reversed(past.others))
    for past in near:
        found.extend(reversed(past.others))
    return found


def mentioned(desk: Desk, row: tuple[Phrase, ...]) -> Past:
    """Return the persons a row mentions: who stands free, who is a clause's subject, who hangs on something."""
    past = Past(-1, [], [], [], [])
    listed = list(row)
    floor = 0
    for i, phrase in enumerate(row):
        if phrase.kind == "stop" and phrase.text in CLAUSE:
            floor = i + 1
        person = _person(desk, phrase)
        if person is None:
            continue
        under = any(p.kind in ("preposition", "verb") for p in row[max(0, i - 2) : i])
        if not (phrase.owned or past.subjects or under):
            past.subjects.append(person)
        elif _is_clauses_subject(listed, i, floor) or (phrase.owned and i == floor):
            past.clauses.append(person)
        else:
            past.others.append(person)
    return past


_CLAUSES = frozenset(("as", "after", "before", "when", "while", "where", "because", "since", "until", "that", "whose"))


def _is_clauses_subject(row: list[Phrase], i: int, floor: int) -> bool:
    """Tell whether a mention is the subject of a clause: "as Mr Gitari, 58, was carried down the steps"."""
    if row[i].owned or i <= floor or row[i - 1].text not in _CLAUSES:
        return False
    j = i + 1
    if j + 2 < len(row) and row[j].text == "," and row[j + 2].text == ",":
        j += 3
    return j < len(row) and (row[j].kind in ("auxiliary", "verb") or (row[j].kind == "word" and row[j].text.isalpha()))


def _person(desk: Desk, phrase: Phrase) -> Person | None:
    """Return the person whom a phrase mentions, if it's a name or a description of somebody."""
    if phrase.kind == "name" and phrase.what in ("person", "unknown"):
        person = desk.people.named(phrase)
        return person if person is not None and (person.sure or person.gender or person.roles) else None
    if phrase.kind == "noun" and not phrase.owned:
        return desk.people.described(phrase) or desk.strangers.get(phrase.start)
    return None
