"""Names, titles, roles and genders: what a capitalised run of words in an article is the name of."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple, TypeAlias

from briefing.language.lexicons import rows, words

_FULL = 2  # words of a name that has a first name
_INITIALISM = 6  # letters: longer ones are words in capitals
WORDS_KEPT = 4096
"""Of so many words what they are is kept in mind: more than an article has, fewer than a flood of nonsense."""
Gender: TypeAlias = Literal["f", "m"]
NameKind: TypeAlias = Literal["person", "organisation", "place", "unknown"]


class Role(NamedTuple):
    """A noun for what somebody is: its singular, the gender it says, whether it heads a state, whether it's plural."""

    noun: str
    gender: Gender | None = None
    chief: bool = False
    plural: bool = False


class Reading(NamedTuple):
    """How a capitalised run reads: the words from ``first`` to ``last`` (excluded) are the name, those before the role.

    ``first == last`` means that the run is a title or role alone ("the Prime Minister").
    """

    kind: NameKind
    first: int
    last: int
    gender: Gender | None = None


@lru_cache(maxsize=WORDS_KEPT)
def folded(word: str) -> str:
    """Return a word in lower case without accents, so that "López" and "Lopez" are one."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


@lru_cache(maxsize=WORDS_KEPT)
def plural(noun: str) -> str:
    """Return a noun's plural, by the rules that cover the lexicon."""
    if noun.endswith(("woman", "man")):
        return noun[:-2] + "en"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def _gender(word: str) -> Gender | None:
    return "f" if word == "f" else "m" if word == "m" else None


@cache
def _roles() -> dict[str, Role]:
    found: dict[str, Role] = {}
    for row in rows("roles"):
        noun, *marks = row.split()
        role = Role(noun, _gender(marks[-1]) if marks and marks[-1] != "+" else None, "+" in marks)
        found[noun] = role
        found.setdefault(plural(noun), Role(noun, role.gender, role.chief, plural=True))
    found["people"] = Role("person", plural=True)
    found["children"] = Role("child", plural=True)
    return found


@cache
def _titles() -> dict[str, Gender | None]:
    return {word: _gender(mark) for word, _, mark in (row.partition(" ") for row in rows("titles"))}


@cache
def _bodies() -> frozenset[str]:
    nouns = words("organisation_nouns")
    return nouns | {plural(noun) for noun in nouns}


@cache
def _first_names() -> dict[str, Gender | None]:
    women, men = words("first_names_f"), words("first_names_m")
    found: dict[str, Gender | None] = {folded(name): "m" for name in men}
    for name in women:
        found[folded(name)] = None if name in men else "f"
    return found


_LEARNED = ("ologist", "ographer", "onomist", "atrician", "therapist")
"""What the nouns for those who study or practise something end with."""


@lru_cache(maxsize=WORDS_KEPT)
def role_of(word: str) -> Role | None:
    """Return the role that a word names, or None ("spokesmen" gives the spokesman, in the plural)."""
    lower = word.lower()
    role = _roles().get(lower)
    if role is None and "-" in lower:
        role = _roles().get(lower.rpartition("-")[2])
    if role is None and lower.rstrip("s").endswith(_LEARNED):
        role = Role(lower.rstrip("s"), plural=lower.endswith("s"))
    return role


def is_body(word: str) -> bool:
    """Tell whether a noun is an organisation's or a paper's ("ministry", "statement")."""
    return word.lower() in _bodies()


@lru_cache(maxsize=WORDS_KEPT)
def is_title(word: str) -> bool:
    """Tell whether a word stands before names as a title."""
    lower = word.lower().rstrip(".")
    head, dash, tail = lower.rpartition("-")
    return (head if dash and tail in ("elect", "designate") else lower) in _titles()


def title_gender(word: str) -> Gender | None:
    """Return the gender that a title says ("Mrs")."""
    return _titles().get(word.lower().rstrip("."))


@lru_cache(maxsize=WORDS_KEPT)
def is_first_name(word: str) -> bool:
    """Tell whether a word is known as a first name."""
    return folded(word) in _first_names()


def is_full_name(name: Sequence[str]) -> bool:
    """Tell a first name with more after it: "Ann Lee", but not "Lee" and not "Marks Brothers"."""
    return len(name) > 1 and is_first_name(name[0])


def is_family_name_first(word: str) -> bool:
    """Tell whether a word is a family name that stands first ("Xi Jinping")."""
    return word in words("family_names_first")


def first_name_gender(word: str) -> Gender | None:
    """Return the gender that a first name suggests; None where it's borne by both or unknown."""
    return _first_names().get(folded(word))


@lru_cache(maxsize=WORDS_KEPT)
def is_demonym(word: str) -> bool:
    """Tell whether a word is an adjective of a nation, a party or a faith."""
    return word.lower() in words("demonyms")


@lru_cache(maxsize=WORDS_KEPT)
def is_place(word: str) -> bool:
    """Tell whether a word is a country's, a state's or a big city's name."""
    return word.lower() in words("places")


def _is_initialism(word: str) -> bool:
    letters = word.replace(".", "").replace("&", "")
    return 1 < len(letters) <= _INITIALISM and letters.isupper()


def _last_role(run: tuple[str, ...]) -> int:
    """Return the place of the last title or role in the run, or -1; with "of" and what it's of ("of State")."""
    for i in range(len(run) - 1, -1, -1):
        word = run[i]
        if (is_title(word) or role_of(word)) and not (i and i == len(run) - 1 and _is_surname(run[i - 1], word)):
            return _past_of(run, i)
    return -1


def _is_surname(before: str, word: str) -> bool:
    """Tell whether a role's word ends a name: after a first name or an initial, or as a common surname."""
    if is_first_name(before) or (before.endswith(".") and len(before) == len("A.")):
        return True
    return word.lower() in words("surnames_like_roles") and not (is_title(before) or role_of(before))


def _past_of(run: tuple[str, ...], role: int) -> int:
    if role + 1 >= len(run) or run[role + 1].lower() not in ("of", "for"):
        return role
    for i in range(role + 3, len(run) - 1):
        if is_first_name(run[i]):
            return i - 1
    if run[-_FULL].lower() in ("of", "for"):
        return len(run) - 1  # "Secretary of State for Wales"
    longest = len(run) - _FULL - 1  # "Secretary of Health and Human Services Alex Azar"
    return max(role + 2, longest) if longest > role + 1 else len(run) - 1


def _start_of_name(run: tuple[str, ...]) -> int:
    """Return where the name begins after what often stands before it: a party, a nation, a paper."""
    start = 0
    while start < len(run) - 1 and (is_demonym(run[start]) or is_place(run[start])) and not is_first_name(run[start]):
        start += 1
    if start and start == len(run) - 1:
        return 0 if not is_demonym(run[0]) else start
    if start == 0 and len(run) > _FULL + 1 and not is_first_name(run[0]):
        return next((i for i in range(1, len(run) - 1) if is_first_name(run[i])), 0)
    return start


def _bodied(run: tuple[str, ...]) -> bool:
    if len(run) == _FULL and is_first_name(run[0]) and run[1].lower() in words("surnames_like_bodies"):
        return False
    return any(word.lower() in words("organisation_names") for word in run)


def read_name(run: tuple[str, ...]) -> Reading:
    """Read a capitalised run of words, without possessives: which of them are the name, and whose.

    ``run`` holds at least one word; titles and roles may stand before the name.
    """
    if len(run) > 1 and run[-1].lower().rstrip(".") in ("jr", "sr"):
        named = read_name(run[:-1])
        first = named.first if named.first < named.last else named.first - 1  # "King Sr" is no monarch
        return Reading("person", first, len(run), named.gender)
    role = _last_role(run)
    gender = next((g for word in run[: role + 1] if (g := title_gender(word))), None)
    if role == len(run) - 1:
        return Reading("unknown", len(run), len(run), gender)
    rest = run[role + 1 :]
    start = 0 if role >= 0 else _start_of_name(run)
    name = rest[start:]
    first = role + 1 + start
    if any(word.lower() in ("of", "and", "for", "&") for word in name) or _bodied(name):
        return Reading("organisation", 0 if role < 0 else first, len(run))
    if role >= 0 and not is_place(name[0]):
        return Reading("person", first, len(run), gender)
    kind = _kind(name)
    return Reading(kind, first if kind in ("person", "unknown") or len(name) == 1 else 0, len(run))


def _kind(name: tuple[str, ...]) -> NameKind:
    """Return what a name without a role is the name of, as far as its words show."""
    if len(name) > 1 and (is_first_name(name[0]) or name[0].endswith(".")):
        return "person"
    if len(name) == _FULL and name[0].lower() in words("initials") and name[0].isupper() and not name[1].isupper():
        return "person"
    if any(_is_initialism(word) for word in name):
        return "organisation"
    return (
        "place" if is_place(" ".join(name)) or all(is_place(word) or is_demonym(word) for word in name) else "unknown"
    )
