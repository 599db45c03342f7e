"""A sentence's subject: who or what it is, and how a second sentence calls it again."""

from __future__ import annotations

import re
from typing import NamedTuple

from briefing.language.lexicons import words
from briefing.language.people import is_place, is_title, read_name, role_of
from briefing.language.surnames import surname
from briefing.writing.turning.grammar import JOINERS, PRONOUNS, is_adverb
from briefing.writing.turning.page import ending


class Subject(NamedTuple):
    """A sentence's subject: its words, how a second sentence calls it again, and whether it's more than one."""

    text: str
    again: str
    plural: bool
    person: bool = False


def subject(text: str) -> Subject | None:
    """Return the subject as a second sentence can call it: the surname, "The bill", a pronoun; None where unsure."""
    parts = re.sub(_DAY_LAST, "", text).split()
    while len(parts) > 1 and is_adverb(parts[-1]):
        parts.pop()  # "the bill still must"
    if any(part.endswith("ing") and part.islower() and part not in _ING_NOUNS for part in parts):
        return None  # "teachers wearing red"
    if parts and parts[0] in {"The", "A", "An", "His", "Her", "Their", "Its", "This", "That", "One", "Another"}:
        parts[0] = parts[0].lower()
    if (two := _two(parts)) is not None:
        return two
    if not parts or any(ending(part).lower() in JOINERS for part in parts if part.lower() != "to") or "," in text:
        return None
    if len(parts) == 1 and parts[0].lower() in PRONOUNS - {"there", "it", "i", "you", "we"}:
        return Subject(text, parts[0].capitalize(), parts[0].lower() == "they")
    person = _person(parts)
    if person:
        return Subject(text, person, plural=False, person=True)
    return _thing(parts) or _body(parts) or _lone(parts)


def _lone(parts: list[str]) -> Subject | None:
    """Return a subject that's one capitalised word, or a place's or a company's name: it's called so again."""
    word, named = parts[0], " ".join(parts)
    if any(not part[:1].isupper() for part in parts if part != "the") or named.endswith((".", "'s", "’s", "s'", "s’")):
        return None
    if len(parts) == 1:
        low = word.lower()
        known = low in words("function_words") | words("determiners") | words("not_names") | words(
            "turning_plain_words"
        )
        alone = word.isalpha() and len(word) > len("it") and not low.endswith(("s", "ing", "ed", "ly", "er"))
        alone = alone and not known and role_of(low) is None
        return Subject(named, named, plural=False) if alone else None
    bare = " ".join(parts[1:] if word == "the" else parts)
    place = is_place(bare) or parts[-1].lower() in words("company_names")
    again = " ".join(parts[:-1]) if ending(parts[-1]).lower() in _FORMS and len(parts) > 1 else named
    return Subject(named, again[0].upper() + again[1:], plural=False) if place else None


_FORMS = frozenset(("corp", "inc", "ltd", "plc", "llc", "limited", "corporation"))


def _two(parts: list[str]) -> Subject | None:
    """Return two people who are a subject together ("They"), or one with two roles ("lawyer and activist Ann Lee")."""
    if parts.count("and") != 1:
        return None
    at = parts.index("and")
    one, two = parts[:at], parts[at + 1 :]
    if not one or not two or "," in " ".join(parts):
        return None
    if (last := _person(two)) and (first := _person(one)) and first != last:
        return Subject(" ".join(parts), "They", plural=True)
    role = role_of(ending(one[-1]))
    joined = last and two[0].islower() and role is not None and not role.plural
    return Subject(" ".join(parts), last, plural=False, person=True) if joined else None


_DAY_LAST = (
    r"(?: (?:late|early|earlier))?(?: on)? (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"(?: (?:morning|afternoon|evening|night))?$"
)
_ING_NOUNS = frozenset(("king", "morning", "evening", "building", "meeting", "hearing", "spring", "thing", "ring",
                        "wing", "ruling", "shooting", "filing", "briefing", "leading", "outgoing", "ongoing",
                        "governing", "existing", "remaining", "growing", "housing", "string", "funding"))  # fmt: skip


def _person(parts: list[str]) -> str:
    """Return the surname of the person that a subject ends with, or nothing."""
    if parts[-1].lower() in words("name_suffixes"):
        return ""
    start = len(parts)
    while start and (
        parts[start - 1][:1].isupper()
        or (parts[start - 1].lower() in words("surname_particles") and start < len(parts))
    ):
        start -= 1
    run = tuple(part for part in parts[start:])
    if not run or any(part.endswith(("'s", "’s", "s'", "s’")) for part in run[-1:]):
        return ""
    if start and not _leads_to_name(parts[:start]):
        return ""
    reading = read_name(run)
    name = run[reading.first : reading.last]
    if reading.kind != "person" or not name:
        return ""
    titled = reading.first > 0 and is_title(run[reading.first - 1])
    if len(name) == 1 and not titled and reading.first == 0:
        return ""
    mister = run[reading.first - 1].rstrip(".") if titled else ""
    whole = " ".join(name)
    last = whole if name[0].lower() in words("surname_particles") else surname(whole)
    if mister in {"Mr", "Mrs", "Ms", "Lord", "Lady"}:
        last = f"{run[reading.first - 1]} {last}"
    return f"{mister} {name[0]}" if mister in {"Sir", "Dame"} else last


def _leads_to_name(before: list[str]) -> bool:
    """Tell whether the words before a name are a role ("the union's leader", "actor")."""
    return role_of(ending(before[-1])) is not None and not any(
        ending(word).lower() in words("prepositions") for word in before
    )


def _thing(parts: list[str]) -> Subject | None:
    """Return a subject that's a thing or a role: "A senior official" is "The official" again."""
    low = parts[0].lower()
    owner = next(
        (place for place, part in enumerate(parts[:-1]) if part.endswith(("'s", "’s")) and part[0].isupper()), 0
    )
    if owner and not any(ending(part).lower() in words("prepositions") for part in parts[:owner]):
        parts, low = ["the", *parts[owner + 1 :]], "the"  # "Ted Cruz's preferred candidates"
    owned = low.endswith(("'s", "’s")) and low[:-2] not in PRONOUNS | {"that", "this", "what", "who", "here", "let"}
    if not owned and low not in {"the", "a", "an", "his", "her", "their", "its", "this", "that", "one", "another"}:
        return None
    head = len(parts)
    for place, part in enumerate(parts[1:], 1):
        if ending(part).lower() in words("prepositions"):
            head = place
            break
    noun = parts[head - 1]
    if (
        head < len(("the", "bill"))
        or not noun.replace("-", "").isalpha()
        or noun[0].isupper()
        or noun.lower().endswith(("ed", "ing"))
    ):
        return None
    if noun.lower() in NO_HEADS:
        return None
    plural = noun.endswith("s") and not noun.endswith(("ss", "us", "is", "news"))
    return Subject(" ".join(parts), f"The {noun}", plural or noun in {"people", "police", "children", "women", "men"})


def _body(parts: list[str]) -> Subject | None:
    """Return a subject that's one body with a name: "The Illinois Board of Elections" is called so again."""
    named = parts[1:] if parts[0] == "the" else parts
    if not 1 < len(parts) <= _BODY_WORDS or not named or any(part.endswith(("'s", "’s", "s’", ".")) for part in named):
        return None
    if not all(part[0].isupper() or part == "of" for part in named) or named[-1] == "of" or not named[0][0].isupper():
        return None
    whole = {part.lower() for part in named}
    if not whole & words("organisation_nouns") or named[0].lower() in {"mr", "mrs", "ms", "president", "senator"}:
        return None
    if read_name(tuple(named)).kind == "person" or ("of" not in whole and named[-1].endswith("s")):
        return None
    again = " ".join(parts)
    return Subject(again, again[0].upper() + again[1:], plural=False)


_BODY_WORDS = 7

NO_HEADS = frozenset(
    ("number", "majority", "group", "lot", "pair", "series", "couple", "handful", "kind", "sort", "part", "some",
     "most", "half", "rest", "dozen", "hundred", "thousand", "million", "total", "percent", "one", "two", "day",
     "week", "month", "year", "first", "second", "third", "same", "other", "former", "latter", "fact", "way", "idea",
     "top", "best", "worst", "more", "former", "least", "likes", "range", "variety", "spokesperson's", "end")
)  # fmt: skip
