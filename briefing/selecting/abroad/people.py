"""Who is named in the article: people by title, role or first name, and what is said of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from briefing.language.people import folded
from briefing.language.tongues import Gender, Tongue
from briefing.selecting.abroad.wording import Row
from briefing.values import Span

MOST_WORDS = 5
"""A name has no more words."""

ROLE_WORDS = 14
"""What somebody is takes no more words."""

FULL = 2


class Name(NamedTuple):
    """A name in a row: where it begins and ends, its words, what was found before it, whether it's sure a person's."""

    first: int
    end: int
    words: tuple[str, ...]
    gender: Gender | None = None
    titled: bool = False
    person: bool = False


@dataclass(slots=True)
class Person:
    """Somebody whom the article names: at their fullest, with what it says of them."""

    name: tuple[str, ...]
    said: Gender | None = None
    guess: Gender | None = None
    role: Span | None = None
    holds: set[str] = field(default_factory=set)

    @property
    def gender(self) -> Gender | None:
        """Return the gender that the article says, else the one that the first name suggests."""
        return self.said or self.guess


def _is_initialism(word: str) -> bool:
    letters = word.replace(".", "")
    return len(letters) > 1 and letters.isupper()


def _may_name(row: Row, i: int, tongue: Tongue) -> bool:
    """Tell whether the word can be part of a name: a capital, and neither a title, a role nor a plain word."""
    word = row[i]
    if not word.capital or word.text in tongue.not_names or word.lower in tongue.titles:
        return False
    plain = word.lower in tongue.articles or word.lower in tongue.prepositions or word.lower in tongue.joining
    if plain or word.lower in tongue.pronouns or word.lower in tongue.nobody or word.lower in tongue.leaning:
        return False
    return tongue.noun(word.text) is None or (i > 0 and tongue.is_first_name(row[i - 1].text))


def name_at(row: Row, i: int, tongue: Tongue) -> Name | None:
    """Return the name that begins at a place of the row, titles before it included, or None."""
    begin, gender, titled = i, None, False
    while i < len(row) and row[i].sort == "word" and row[i].lower in tongue.titles:
        gender, titled = gender or tongue.titles[row[i].lower], True
        i += 1
        i += i < len(row) and row[i].text == "."
    if i >= len(row) or not _may_name(row, i, tongue):
        return None
    end = i + 1
    while end < len(row) and end - i < MOST_WORDS:
        step = _goes_on(row, i, end, tongue)
        if not step:
            break
        end += step
    i = _first_name(row, i, end, tongue)
    words = tuple(word.text for word in row[i:end])
    first = tongue.is_first_name(words[0]) or (words[0].endswith(".") and not _is_initialism(words[0]))
    person = titled or (len(words) > 1 and first and not any(_is_initialism(word) for word in words))
    return Name(begin if titled else i, end, words, gender, titled, person)


def _first_name(row: Row, begin: int, end: int, tongue: Tongue) -> int:
    """Return where the name begins after a word that only presents it: "Lektorin Kamilla Rode"."""
    if tongue.is_first_name(row[begin].text) or row[begin].text.endswith("."):
        return begin
    return next((at for at in range(begin + 1, end - 1) if tongue.is_first_name(row[at].text)), begin)


def _goes_on(row: Row, begin: int, at: int, tongue: Tongue) -> int:
    """Return how many words the name goes on with."""
    if row[at].start > row[at - 1].end + 1:
        return 0
    fore = all(tongue.is_first_name(word.text) or word.text.endswith(".") for word in row[begin:at])
    if row[at].lower in tongue.particles:
        if row[at].lower in tongue.articles:
            return 0  # "den", "la": only after another particle
        last = at
        while last < len(row) and row[last].lower in tongue.particles and last - at < FULL:
            last += 1
        alone = fore or at - begin == 1
        return last - at + 1 if alone and last < len(row) and _may_name(row, last, tongue) else 0
    if not _may_name(row, at, tongue):
        return 0
    # Where every noun has a capital, a name ends with the surname that follows the first names.
    return 0 if "nouns-capitalised" in tongue.traits and not fore and tongue.is_first_name(row[begin].text) else 1


class People:
    """Everybody whom the article names."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.every: list[Person] = []
        self.by_last: dict[str, list[Person]] = {}

    def meet(self, name: Name, tongue: Tongue) -> Person:
        """Return the person with that name, who may be new."""
        person = self.known(name)
        if person is None:
            person = Person(name.words)
            self.every.append(person)
            self.by_last.setdefault(folded(name.words[-1]), []).append(person)
        elif len(name.words) > len(person.name) and not person.name[-1].endswith("."):
            person.name = name.words
        if len(name.words) > 1 and tongue.is_first_name(name.words[0]):
            person.guess = person.guess or tongue.gender_of(name.words[0])
        person.said = person.said or name.gender
        return person

    def known(self, name: Name) -> Person | None:
        """Return the only person so far whom the name can mean."""
        wanted = [folded(word) for word in name.words]
        found = [one for one in self.by_last.get(wanted[-1], ()) if _fits(one, name, wanted)]
        if len(found) > 1:
            found = [one for one in found if [folded(word) for word in one.name] == wanted]
        return found[0] if len(found) == 1 else None

    def is_known(self, name: Name) -> bool:
        """Tell whether somebody with that surname has been met, be it several."""
        return folded(name.words[-1]) in self.by_last


def _fits(person: Person, name: Name, wanted: list[str]) -> bool:
    has = [folded(word) for word in person.name]
    if name.gender is not None and person.gender not in (None, name.gender):
        return False
    shorter, longer = sorted((wanted, has), key=len)
    rest = iter(longer)
    return all(any(word == other for other in rest) for word in shorter)
