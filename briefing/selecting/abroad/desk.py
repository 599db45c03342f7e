"""What is kept in mind while an article is read: whom a mention means, whose voice was heard."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from briefing.language.tongues import Tongue
from briefing.selecting.abroad.nouns import Mention
from briefing.selecting.abroad.people import Name, People, Person, name_at
from briefing.selecting.abroad.saying import Verb, mentions_in, subject_of
from briefing.selecting.abroad.wording import Row
from briefing.values import Span, Speaker

Strength: TypeAlias = Literal["direct", "cued", "carried", "none"]

BACK = 4
"""So many sentences back a pronoun's person may be mentioned."""

MOST_PEOPLE = 200
"""Among so many people the one whom a role means is looked for."""

OPENING = 16
"""So many words of a sentence are looked at for whom it's about."""


class Who(NamedTuple):
    """Somebody who speaks: a person, or the words for a role or an organisation; and the words that decide it."""

    mention: Span
    person: Person | None = None
    words: Span | None = None
    sort: Literal["person", "role", "organisation"] = "person"
    gender: str | None = None


class Decision(NamedTuple):
    """What was decided for a quotation, and how strongly its sentence shows that it's somebody's words."""

    who: Who | None = None
    strength: Strength = "none"
    rule: str = ""


class Sentence(NamedTuple):
    """A sentence of the writer's: its range, the number of its paragraph, its row, its verbs of speech."""

    span: Span
    paragraph: int
    row: Row
    verbs: list[Verb]

    @property
    def quote_only(self) -> bool:
        """Tell whether nothing but quotations stands in it."""
        return all(word.sort != "word" for word in self.row)


class Past(NamedTuple):
    """Whom a sentence mentions: the subject, if it's a person, then everybody."""

    paragraph: int
    subject: Who | None
    people: tuple[Person, ...]
    voice: Who | None = None
    colon: bool = False
    quotes: bool = False
    whole: bool = False
    stranger: str | None = None


@dataclass(slots=True)
class Desk:
    """What is known while the article is read from top to bottom."""

    text: str
    tongue: Tongue
    people: People
    past: list[Past] = field(default_factory=list)

    def who(self, row: Row, mention: Mention | None, at: int) -> Who | None:
        """Return whom a mention means; ``at`` is where it stands, for a pronoun."""
        if mention is None or mention.sort == "nobody":
            return None
        span = Span(row[mention.first].start, row[mention.end - 1].end)
        if mention.sort == "pronoun":
            return self._meant(row, mention, at, span)
        if mention.name is not None:
            return self._by_name(row, mention.name, doubtful=mention.doubtful)
        words = Span(row[mention.first].start, row[_last(row, mention.end)].end)
        if mention.sort == "role":
            person = self._with_role(words, row, mention)
            return Who(words, person) if person else Who(words, None, words, "role", mention.gender)
        return Who(words, None, words, "organisation")

    def _by_name(self, row: Row, name: Name, *, doubtful: bool) -> Who | None:
        known = self.people.known(name)
        if known is None and (doubtful or self.people.is_known(name)):
            return None  # no name, or two with that surname
        here = Span(row[name.first].start, row[name.end - 1].end)
        if known is None and self._is_body(name.words):
            return Who(here, None, here, "organisation")
        return Who(here, known or self.people.meet(name, self.tongue))

    def _is_body(self, words: tuple[str, ...]) -> bool:
        capitals = any(len(word) > 1 and word.isupper() for word in words)
        noun = any((known := self.tongue.noun(word)) and known.kind == "organisation" for word in words)
        return capitals or noun

    def _with_role(self, words: Span, row: Row, mention: Mention) -> Person | None:
        """Return the only person of whom the article says the same: "la ministre" is whom it called one."""
        holds = {word.lower for word in row[mention.first : mention.end] if word.sort == "word"}
        holds -= self.tongue.articles.keys() | self.tongue.links | self.tongue.adverbs | self.tongue.prepositions
        one = row[mention.first].lower
        if not holds or one not in self.tongue.articles or words.end < 1:
            return None
        found = [p for p in self.people.every[:MOST_PEOPLE] if holds <= p.holds and mention.gender in (None, p.gender)]
        return found[0] if len(found) == 1 else None

    def _meant(self, row: Row, mention: Mention, at: int, span: Span) -> Who | None:
        """Return whom a pronoun means where that's sure: the only one of that gender who was mentioned last."""
        here = _named(row, 0, at, self)
        for number, past in enumerate([Past(-1, None, here), *reversed(self.past[-BACK:])]):
            if number and past.paragraph < self.past[-1].paragraph - 1:
                return None
            if past.stranger is not None and past.stranger == mention.gender and past.voice is None:
                return None
            for who in (past.voice, past.subject):
                if who is not None and _agrees(who, mention.gender) and not _rivals(who, past.people, mention.gender):
                    return who._replace(mention=span)
            fitting = [one for one in past.people if one.gender in (mention.gender, None)]
            if len(fitting) == 1 and fitting[0].gender is not None and mention.gender is not None:
                return Who(span, fitting[0])
            if len(fitting) > 0:
                alone = len({id(one) for sentence in self.past[-BACK:] for one in sentence.people}) == 1
                return Who(span, fitting[0]) if alone and not here else None
        return None

    def dropped(self, span: Span) -> Who | None:
        """Return whom a verb without a subject means: the voice, or the only one whom the last sentence is about."""
        for past in reversed(self.past[-2:]):
            who = past.voice or past.subject
            if who is None and past.stranger is not None:
                return None
            if who is not None:
                return None if len(past.people) > 1 and past.voice is None else who._replace(mention=span)
            if past.people:
                return Who(span, past.people[0]) if len(past.people) == 1 else None
        return None


def _last(row: Row, end: int) -> int:
    return end - 2 if row[end - 1].sort == "stop" and end > 1 else end - 1


def _agrees(who: Who, gender: str | None) -> bool:
    known = who.person.gender if who.person else who.gender
    return known is not None and (gender is None or known == gender) and who.sort != "organisation"


def _rivals(who: Who, people: tuple[Person, ...], gender: str | None) -> bool:
    return any(one is not who.person and one.gender in (gender, None) for one in people)


def _named(row: Row, begin: int, end: int, desk: Desk) -> tuple[Person, ...]:
    found: list[Person] = []
    for at in range(begin, end):
        name = name_at(row, at, desk.tongue) if row[at].capital or row[at].lower in desk.tongue.titles else None
        person = desk.people.known(name) if name is not None else None
        if person is not None and all(person is not one for one in found):
            found.append(person)
    return tuple(found)


def remember(desk: Desk, sentence: Sentence, decisions: list[Decision], *, whole: bool) -> None:
    """Keep in mind whom the sentence was about and whose voice was heard in it."""
    row = sentence.row
    voices = [one.who for one in decisions]
    voice = voices[-1] if voices else None
    subject: Who | None = None
    first = next(mentions_in(row, 0, min(len(row), OPENING), desk.tongue, spoken=False), None)
    if first is not None and first.sort in ("name", "pronoun", "role") and first.first == 0:
        subject = desk.who(row, first, 0)
    verbs = [verb for verb in sentence.verbs if verb.strong and not verb.mute]
    if subject is None and len(verbs) == 1 and not voices:
        subject = desk.who(row, subject_of(row, verbs[0], desk.tongue).mention, verbs[0].first)
    if subject is not None and subject.sort == "organisation":
        subject = None
    people = _named(row, 0, len(row), desk)
    if subject is not None and subject.person is not None and all(subject.person is not one for one in people):
        people = (*people, subject.person)
    stranger = row[0].lower if row and subject is None and row[0].lower in desk.tongue.articles else ""
    gender = desk.tongue.articles.get(stranger)
    colon = bool(row) and row[-1].text == ":"
    desk.past.append(Past(sentence.paragraph, subject, people, voice, colon, bool(decisions), whole, gender))


def speaker(text: str, who: Who) -> Speaker:
    """Return the speaker as the article names them at their fullest."""
    if who.person is not None:
        role = " ".join(who.person.role.of(text).split()) if who.person.role else None
        return Speaker(" ".join(who.person.name), "person", role, who.person.said)
    words = " ".join(who.words.of(text).split()) if who.words else ""
    return Speaker(words, "organisation" if who.sort == "organisation" else "role")
