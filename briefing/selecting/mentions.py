"""Who is who in an article: every person with the fullest name, the roles, the gender; surnames and descriptions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from briefing.language.lexicons import rows as lines
from briefing.language.lexicons import words
from briefing.language.people import first_name_gender, is_demonym, is_first_name, is_title, role_of
from briefing.selecting.bodies import Bodies
from briefing.selecting.persons import (
    ELDER,
    YOUNGER,
    Person,
    fits,
    goes_by_first,
    is_first,
    is_surname,
    is_whole,
    key_of,
    same,
)
from briefing.selecting.phrases import Phrase
from briefing.values import Span

_MOST = 24
"""Persons of one surname or role that are kept apart: so the work stays linear in any article."""
_AGES = frozenset(("elder", "older", "younger"))
_COMPLEMENTS = frozenset(("of", "for", "at", "in", "from", "with", "to", "on", "who"))


def _file(index: dict[str, list[Person]], word: str, person: Person) -> None:
    """Add a person to an index, once; more than can be told apart aren't kept."""
    found = index.setdefault(word, [])
    if len(found) < _MOST and not any(known is person for known in found):
        found.append(person)


class People:
    """The persons of one article, and the bodies that it names."""

    __slots__ = ("_by_role", "_by_word", "_text", "apposed", "bodies", "everyone")

    def __init__(self, text: str) -> None:
        """Begin without anybody."""
        self._text = text
        self._by_word: dict[str, list[Person]] = {}
        self._by_role: dict[str, list[Person]] = {}
        self.everyone: list[Person] = []
        self.bodies = Bodies(text)
        self.apposed: dict[int, Person] = {}

    def meet(self, phrase: Phrase, *, sure: bool) -> None:
        """Take in a full name (two words or more, or a name after a title)."""
        key = key_of(phrase.name)
        if not key:
            return
        person = next((p for p in self._by_word.get(key[-1], ()) if same(p.key, key)), None)
        if person is None:
            person = Person(phrase.name, key, phrase.start)
            person.guess = first_name_gender(phrase.name[0])
            self.everyone.append(person)
            for word in dict.fromkeys(key):
                _file(self._by_word, word, person)
        elif len(key) > len(person.key):
            for word in key:
                _file(self._by_word, word, person)
            person.name, person.key = phrase.name, key
        person.times += 1
        person.sure = person.sure or sure or phrase.what == "person"
        self.note(person, phrase)

    def introduce(self, name: Phrase, role: Span | None) -> Person | None:
        """Take in somebody whom a clause names ("a nurse who gave her name as Amina"), with the role if it's one's."""
        person = self.named(name)
        if person is None:
            self.meet(name, sure=True)
            person = self.named(name)
        if person is not None and role is not None:
            self.describe(person, role)
        return person

    def complete(self, within: Span) -> None:
        """Look up the first names of those whom the sentences name by one word only (headings and quotations too)."""
        short = {p.key[0]: p for p in self.everyone if len(p.key) == 1}
        last: re.Match[str] | None = None
        for hit in _capitals().finditer(self._text, within.start, within.end) if short else ():
            gap = self._text[last.end() : hit.start()] if last else ""
            word = hit[0].removesuffix("’s").removesuffix("'s").rstrip("’'.")
            person = short.get(key_of((word,))[0]) if last and gap == " " and key_of((word,)) else None
            if person is not None and last and is_first_name(last[0]) and person.may_be(first_name_gender(last[0])):
                del short[person.key[0]]
                person.name = (last[0], word)
                person.key = key_of(person.name)
                person.guess = person.guess or first_name_gender(last[0])
                _file(self._by_word, person.key[0], person)
            last = hit

    def note(self, person: Person, phrase: Phrase) -> None:
        """Keep what a mention says about a person: the title's gender, the role."""
        if phrase.gender:
            person.said = person.said or phrase.gender
        if phrase.role is not None:
            person.title = person.title or phrase.role
            self.describe(person, phrase.role)

    def describe(self, person: Person, role: Span) -> None:
        """Add a role that stands beside the person's name."""
        spoken = [word.strip(".,’'") for word in role.of(self._text).replace("-", " ").replace("’s", "").split()]
        lower = [word.lower() for word in spoken]
        if not lower or lower[-1] in _AGES:
            return
        head = _head(lower)
        extra = [word for word in _title_roles().get(lower[-1], ()) if is_title(lower[-1])]
        person.roles.update(lower, extra)
        for word in (*lower, *extra):
            if (known := role_of(word)) is not None:
                _file(self._by_role, "+" if known.chief else word, person)
                _file(self._by_role, word, person)
        plain = [word for word in lower if not (is_title(word) and role_of(word) is None)]
        if any(role_of(word) for word in plain) or (is_title(head) and "of" in lower):  # "Director of Age Action"
            person.role = person.role or role
        known = role_of(head)
        if known and known.gender:
            person.guess = known.gender

    def named(self, phrase: Phrase, *, before: int | None = None) -> Person | None:
        """Return whom a name means, or None where nobody or several come into question."""
        key = key_of(phrase.name)
        if not key:
            return None
        found = [p for p in self._by_word.get(key[-1], ()) if fits(p.key, key) and p.may_be(phrase.gender)]
        known = [p for p in found if p.first <= (phrase.start if before is None else before)] or found
        for rank in (is_whole, is_surname, is_first):
            hits = [p for p in known if rank(p.key, key) and (rank is not is_first or goes_by_first(p))]
            if hits:
                return hits[0] if len(hits) == 1 else self._likeliest(hits, phrase)
        return known[0] if len(known) == 1 and known[0].sure else None

    def of_age(self, phrase: Phrase) -> bool:
        """Tell whether a name stands after "the elder" or "the younger": somebody's who is named elsewhere."""
        return phrase.role is not None and not _AGES.isdisjoint(phrase.role.of(self._text).lower().split())

    def _likeliest(self, hits: list[Person], phrase: Phrase) -> Person | None:
        """Choose among persons of one surname: by title, by the gender that's said, then whom the article is about."""
        if phrase.role is not None:
            roles = {word.lower().strip(".") for word in phrase.role.of(self._text).split()}
            if roles & _AGES:
                return _of_age(hits, elder="younger" not in roles)
            fitting = [p for p in hits if roles & p.roles and ("former" in roles) == ("former" in p.roles)]
            if len(fitting) == 1:
                return fitting[0]
        if phrase.gender is not None:
            said = [p for p in hits if p.gender == phrase.gender]
            hits = said or hits
        hits = [p for p in hits if "late" not in p.roles] or hits
        ranked = sorted(hits, key=lambda p: (-p.times, p.first))
        if len(ranked) > 1 and ranked[0].times == ranked[1].times and ranked[0].times > 1 and len(phrase.name) > 1:
            return None
        return ranked[0]

    def described(self, phrase: Phrase) -> Person | None:
        """Return the one person whom a definite description fits ("the Iranian head of state"), or None."""
        if phrase.start in self.apposed:
            return self.apposed[phrase.start]
        role = role_of(phrase.text)
        if phrase.role is None or role is None or phrase.plural or role.plural:
            return None
        lower = phrase.role.of(self._text).lower().replace("’s", "").split()
        if lower[0] != "the" or any(word in lower for word in ("former", "vice", "deputy", "ex", "own")):
            return None
        nations = {word for word in lower if is_demonym(word)}
        others = {
            word
            for word in lower[1:]
            if word not in nations and word != phrase.text and word not in ("head", "of", "state")
        }
        holders = self._by_role.get("+" if role.chief else phrase.text, ())
        known = [p for p in holders if p.first < phrase.start and _has_role(p, phrase.text, chief=role.chief)]
        known = [p for p in known if p.may_be(role.gender)]
        if nations:
            own = [p for p in known if nations & p.roles]
            known = own or [p for p in known if not any(is_demonym(word) for word in p.roles)]
        if others:
            known = [p for p in known if others <= p.roles]
        return known[0] if len(known) == 1 else None


@cache
def _title_roles() -> dict[str, list[str]]:
    return {title: nouns for title, *nouns in (line.split() for line in lines("title_roles"))}


def _head(lower: list[str]) -> str:
    """Return the noun of a role: the word before what it's of."""
    cut = next((i for i, word in enumerate(lower) if i and word in _COMPLEMENTS), len(lower))
    return lower[cut - 1]


def _of_age(hits: list[Person], *, elder: bool) -> Person | None:
    """Return the elder or the younger of two, where a role says which is which."""
    marked, against = (ELDER, YOUNGER) if elder else (YOUNGER, ELDER)
    own = [p for p in hits if marked & p.roles]
    rest = [p for p in hits if not against & p.roles]
    if len(own) == 1:
        return own[0]
    return rest[0] if len(hits) == len(("elder", "younger")) and len(rest) == 1 else None


def _has_role(person: Person, noun: str, *, chief: bool) -> bool:
    if "former" in person.roles or "vice" in person.roles or "candidate" in person.roles or "spokesman" in person.roles:
        return noun in person.roles and noun not in ("president", "minister", "secretary", "leader")
    if noun in person.roles:
        return True
    return chief and any((known := role_of(word)) is not None and known.chief for word in person.roles)


def people_of(text: str, within: Span, rows: Iterable[list[Phrase]], speaking: frozenset[int]) -> People:
    """Gather the persons of an article, or of its part ``within``.

    ``speaking`` holds where the subjects of verbs of speech begin.
    """
    people = People(text)
    sentences = list(rows)
    people.bodies.gather(sentences)
    shown = frozenset(start for row in sentences for start in _shown(row))
    names = [phrase for row in sentences for phrase in row if phrase.kind == "name"]
    lone = Counter(key_of(p.name)[-1] for p in names if len(p.name) == 1 and key_of(p.name))
    for phrase in names:
        if len(phrase.name) > 1 and phrase.what in ("person", "unknown") and not people.bodies.is_whole(phrase):
            key = key_of(phrase.name)
            known = phrase.start in speaking or phrase.start in shown or bool(key and lone[key[-1]])
            people.meet(phrase, sure=known)
    for phrase in names:
        if len(phrase.name) == 1 and phrase.what in ("person", "unknown"):
            person = people.named(phrase)
            if person is not None:
                people.note(person, phrase)
            elif people.of_age(phrase):
                continue
            elif phrase.what == "person" or phrase.start in shown or _speaks_as_person(people, phrase, speaking):
                people.meet(phrase, sure=True)
    people.complete(within)
    return people


def _speaks_as_person(people: People, phrase: Phrase, speaking: frozenset[int]) -> bool:
    lower = phrase.name[0].lower()
    if phrase.start not in speaking or people.bodies.whole(phrase) or lower in words("platforms"):
        return False
    if len(lower) == 1 or any(char.isdigit() or char in "/@&_" for char in lower):
        return False  # "Zzz-1", "HTTP/2", "Q"
    return lower not in words("organisation_names") and not role_of(lower) and not is_title(lower)


def _shown(row: list[Phrase]) -> Iterator[int]:
    """Yield where names begin that an age or "who" shows to be somebody's: "Des Halloran, 71,"; "Des Halloran, who"."""
    for i, (name, comma, after) in enumerate(zip(row, row[1:], row[2:], strict=False)):
        place = len(name.name) == 1 and i > 0 and row[i - 1].kind == "preposition"  # "of Campinas, who"
        if name.kind == "name" and comma.text == "," and ((after.text == "who" and not place) or _is_age(after)):
            yield name.start
        kin = name.kind == "noun" and comma.text == "," and after.kind == "name" and role_of(name.text) is not None
        if kin and len(after.name) == 1 and is_first_name(after.name[0]):
            yield after.start


def _is_age(phrase: Phrase) -> bool:
    return phrase.kind == "word" and phrase.text.isdigit() and len(phrase.text) < len("100")


@cache
def _capitals() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_a-z][\w\u0300-\u036f\ufffd’'-]*\.?")
