"""Who is who in an article: every person with the fullest name, the roles, the gender; surnames and descriptions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import TypeAlias

from briefing.language.lexicons import words
from briefing.language.people import (
    Gender,
    first_name_gender,
    folded,
    is_demonym,
    is_family_name_first,
    is_first_name,
    is_title,
    role_of,
)
from briefing.selecting.phrases import Phrase
from briefing.values import Span

Words: TypeAlias = tuple[str, ...]
_MOST = 24
"""Persons of one surname or role that are kept apart: so the work stays linear in any article."""


@dataclass(slots=True, eq=False)
class Person:
    """Somebody whom the article names: what is gathered about them while it's read.

    ``name`` is the fullest form; ``said`` the gender that Mr, Ms, he or she say, ``guess`` what the role or the
    first name suggests. ``roles`` are the nouns and adjectives of the roles, ``role`` the first role's range.
    """

    name: Words
    key: Words
    first: int
    sure: bool = False
    said: Gender | None = None
    guess: Gender | None = None
    role: Span | None = None
    roles: set[str] = field(default_factory=set)
    times: int = 0

    @property
    def gender(self) -> Gender | None:
        """Return the gender that is said, else the one that is likely."""
        return self.said or self.guess

    def may_be(self, gender: Gender | None) -> bool:
        """Tell whether nothing speaks against the gender."""
        return gender is None or self.gender is None or self.gender == gender


def _file(index: dict[str, list[Person]], word: str, person: Person) -> None:
    """Add a person to an index, once; more than can be told apart aren't kept."""
    found = index.setdefault(word, [])
    if len(found) < _MOST and not any(known is person for known in found):
        found.append(person)


def _key(name: Words) -> Words:
    return tuple(
        folded(word).replace("’", "'").rstrip(".")
        for word in name
        if word.lower().rstrip(".") not in ("jr", "sr", "ii", "iii", "iv")
    )


def _same(a: Words, b: Words) -> bool:
    """Tell whether two full names are one person's: first and last words agree ("Hillary Rodham Clinton")."""
    short, whole = sorted((a, b), key=len)
    if len(short) > 1 and whole[-len(short) :] == short:
        return True
    if a[0] != b[0] or a[-1] != b[-1]:
        return False
    middle, other = a[1:-1], b[1:-1]
    return not middle or not other or set(middle) & set(other) != set() or middle[0][0] == other[0][0]


class People:
    """The persons of one article."""

    __slots__ = ("_by_role", "_by_word", "_text", "everyone")

    def __init__(self, text: str) -> None:
        """Begin without anybody."""
        self._text = text
        self._by_word: dict[str, list[Person]] = {}
        self._by_role: dict[str, list[Person]] = {}
        self.everyone: list[Person] = []

    def meet(self, phrase: Phrase, *, sure: bool) -> None:
        """Take in a full name (two words or more, or a name after a title)."""
        key = _key(phrase.name)
        if not key:
            return
        person = next((p for p in self._by_word.get(key[-1], ()) if _same(p.key, key)), None)
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

    def complete(self) -> None:
        """Look up the first names of those whom the sentences name by one word only (headings and quotations too)."""
        short = {p.key[0]: p for p in self.everyone if len(p.key) == 1}
        last: re.Match[str] | None = None
        for hit in _capitals().finditer(self._text) if short else ():
            gap = self._text[last.end() : hit.start()] if last else ""
            word = hit[0].removesuffix("’s").removesuffix("'s").rstrip("’'.")
            person = short.get(_key((word,))[0]) if last and gap == " " and _key((word,)) else None
            if person is not None and last and is_first_name(last[0]) and person.may_be(first_name_gender(last[0])):
                del short[person.key[0]]
                person.name = (last[0], word)
                person.key = _key(person.name)
                person.guess = person.guess or first_name_gender(last[0])
                _file(self._by_word, person.key[0], person)
            last = hit

    def note(self, person: Person, phrase: Phrase) -> None:
        """Keep what a mention says about a person: the title's gender, the role."""
        if phrase.gender:
            person.said = person.said or phrase.gender
        if phrase.role is not None:
            self.describe(person, phrase.role)

    def describe(self, person: Person, role: Span) -> None:
        """Add a role that stands beside the person's name."""
        spoken = [word.strip(".,’'") for word in role.of(self._text).replace("-", " ").replace("’s", "").split()]
        lower = [word.lower() for word in spoken]
        person.roles.update(lower)
        for word in lower:
            if (known := role_of(word)) is not None:
                _file(self._by_role, "+" if known.chief else word, person)
                _file(self._by_role, word, person)
        plain = [word for word in lower if not (is_title(word) and role_of(word) is None)]
        if any(role_of(word) for word in plain):
            person.role = person.role or role
        for word in lower:
            known = role_of(word)
            if known and known.gender and person.guess is None:
                person.guess = known.gender

    def named(self, phrase: Phrase, *, before: int | None = None) -> Person | None:
        """Return whom a name means, or None where nobody or several come into question."""
        key = _key(phrase.name)
        if not key:
            return None
        found = [p for p in self._by_word.get(key[-1], ()) if _fits(p.key, key) and p.may_be(phrase.gender)]
        known = [p for p in found if p.first <= (phrase.start if before is None else before)] or found
        for rank in (_is_whole, _is_surname, _is_first):
            hits = [p for p in known if rank(p.key, key) and (rank is not _is_first or _goes_by_first(p))]
            if hits:
                return hits[0] if len(hits) == 1 else self._likeliest(hits, phrase)
        return known[0] if len(known) == 1 and known[0].sure else None

    def _likeliest(self, hits: list[Person], phrase: Phrase) -> Person | None:
        """Choose among persons of one surname: by title, by the gender that's said, then whom the article is about."""
        if phrase.role is not None:
            roles = {word.lower().strip(".") for word in phrase.role.of(self._text).split()}
            fitting = [p for p in hits if roles & p.roles and ("former" in roles) == ("former" in p.roles)]
            if len(fitting) == 1:
                return fitting[0]
        if phrase.gender is not None:
            said = [p for p in hits if p.gender == phrase.gender]
            hits = said or hits
        ranked = sorted(hits, key=lambda p: (-p.times, p.first))
        if len(ranked) > 1 and ranked[0].times == ranked[1].times and ranked[0].times > 1 and len(phrase.name) > 1:
            return None
        return ranked[0]

    def described(self, phrase: Phrase) -> Person | None:
        """Return the one person whom a definite description fits ("the Iranian head of state"), or None."""
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


def _has_role(person: Person, noun: str, *, chief: bool) -> bool:
    if "former" in person.roles or "vice" in person.roles or "candidate" in person.roles or "spokesman" in person.roles:
        return noun in person.roles and noun not in ("president", "minister", "secretary", "leader")
    if noun in person.roles:
        return True
    return chief and any((known := role_of(word)) is not None and known.chief for word in person.roles)


def _goes_by_first(person: Person) -> bool:
    return person.sure or is_first_name(person.name[0]) or is_family_name_first(person.name[0])


def _fits(whole: Words, part: Words) -> bool:
    if len(part) == 1:
        return part[0] in whole
    rest = iter(whole)
    return all(word in rest for word in part) or (part[0] == whole[0] and part[-1] == whole[-1])


def _is_whole(whole: Words, part: Words) -> bool:
    return whole == part or (len(part) > 1 and whole[0] == part[0] and whole[-1] == part[-1])


def _is_surname(whole: Words, part: Words) -> bool:
    return whole[-len(part) :] == part


def _is_first(whole: Words, part: Words) -> bool:
    return whole[: len(part)] == part


def people_of(text: str, rows: Iterable[list[Phrase]], speaking: frozenset[int]) -> People:
    """Gather the persons of an article. ``speaking`` holds where the subjects of verbs of speech begin."""
    people = People(text)
    names = [phrase for row in rows for phrase in row if phrase.kind == "name"]
    lone = Counter(_key(p.name)[-1] for p in names if len(p.name) == 1 and _key(p.name))
    for phrase in names:
        if len(phrase.name) > 1 and phrase.what in ("person", "unknown"):
            key = _key(phrase.name)
            people.meet(phrase, sure=phrase.start in speaking or bool(key and lone[key[-1]]))
    for phrase in names:
        if len(phrase.name) == 1 and phrase.what in ("person", "unknown"):
            person = people.named(phrase)
            if person is not None:
                people.note(person, phrase)
            elif phrase.what == "person" or (phrase.start in speaking and _may_be_surname(phrase.name[0])):
                people.meet(phrase, sure=True)
    people.complete()
    return people


def _may_be_surname(word: str) -> bool:
    lower = word.lower()
    return lower not in words("organisation_names") and not role_of(lower) and not is_title(lower)


@cache
def _capitals() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_a-z][\w’'-]*\.?")
