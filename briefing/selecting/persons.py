"""A person whom an article mentions, and how parts of a name fit the whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from briefing.language.people import WORDS_KEPT, Gender, folded, is_family_name_first, is_first_name
from briefing.values import Span

Words: TypeAlias = tuple[str, ...]
_CHILD_OF = frozenset(("bin", "bint", "ibn", "ben", "binti"))
"""What stands before a father's name: "Basma bint Khalil al-Obeidi" isn't Khalil al-Obeidi."""
_GENERATIONS = frozenset(("jr", "sr", "ii", "iii", "iv"))
ELDER = frozenset(("elder", "older", "father", "mother"))
YOUNGER = frozenset(("younger", "son", "daughter"))
"""Words in a role that tell which of two of one surname is meant by "the elder" or "the younger"."""


@dataclass(slots=True, eq=False)
class Person:
    """Somebody whom the article mentions: what is gathered about them while it's read.

    ``name`` is the fullest form; ``said`` the gender that Mr, Ms, he or she say, ``guess`` what the role or the
    first name suggests. ``roles`` are the nouns and adjectives of the roles, ``role`` the first role's range, ``title``
    the range of the words before the name, ``does`` that of a clause after it ("who runs the bakery"). ``unnamed`` are
    the words for somebody who has no name ("a detective").
    """

    name: Words
    key: Words
    first: int
    sure: bool = False
    said: Gender | None = None
    guess: Gender | None = None
    role: Span | None = None
    title: Span | None = None
    does: Span | None = None
    roles: set[str] = field(default_factory=set)
    times: int = 0
    unnamed: str = ""

    @property
    def gender(self) -> Gender | None:
        """Return the gender that is said, else the one that is likely."""
        return self.said or self.guess

    def may_be(self, gender: Gender | None) -> bool:
        """Tell whether nothing speaks against the gender."""
        return gender is None or self.gender is None or self.gender == gender


def key_of(name: Words) -> Words:
    """Return a name's words as they're compared: without accents, marks, capitals and generations."""
    return tuple(key for word in name if (key := _key(word)) is not None)


@lru_cache(maxsize=WORDS_KEPT)
def _key(word: str) -> str | None:
    if word.lower().rstrip(".") in _GENERATIONS:
        return None
    return folded(word).replace("’", "'").strip("“”‘\"'.")


def same(a: Words, b: Words) -> bool:
    """Tell whether two full names are one person's: first and last words agree ("Hillary Rodham Clinton")."""
    short, whole = sorted((a, b), key=len)
    if len(short) > 1 and whole[-len(short) :] == short:
        return len(short) == len(whole) or whole[-len(short) - 1] not in _CHILD_OF
    if a[-1] != b[-1]:
        return False
    if a[0] != b[0]:
        return a[0][:1] == b[0][:1] and 1 in (len(a[0]), len(b[0])) and len(short) == len(("initial", "surname"))
    middle, other = a[1:-1], b[1:-1]
    return not middle or not other or set(middle) & set(other) != set() or middle[0][:1] == other[0][:1]


def goes_by_first(person: Person) -> bool:
    """Tell whether the first word of somebody's name may stand for them."""
    return person.sure or is_first_name(person.name[0]) or is_family_name_first(person.name[0])


def fits(whole: Words, part: Words) -> bool:
    """Tell whether words can be somebody's name in part, in order."""
    if len(part) == 1:
        return part[0] in whole
    rest = iter(whole)
    return all(word in rest for word in part) or (part[0] == whole[0] and part[-1] == whole[-1])


def is_whole(whole: Words, part: Words) -> bool:
    """Tell whether words are the whole name, but for those in the middle."""
    return whole == part or (len(part) > 1 and whole[0] == part[0] and whole[-1] == part[-1])


def is_surname(whole: Words, part: Words) -> bool:
    """Tell whether words are the end of a name."""
    return whole[-len(part) :] == part


def is_first(whole: Words, part: Words) -> bool:
    """Tell whether words are the beginning of a name."""
    return whole[: len(part)] == part
