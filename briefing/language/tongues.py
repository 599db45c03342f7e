"""Languages beside English in which it's told whose words a quotation is: lists of the same form for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, TypeAlias

from briefing.language.lexicons import rows, words
from briefing.language.people import WORDS_KEPT, first_name_gender, is_first_name

Gender: TypeAlias = Literal["f", "m"]
Kind: TypeAlias = Literal["role", "organisation", "paper"]

NAMES = {"en": "English", "fr": "French", "de": "German", "es": "Spanish", "it": "Italian", "pt": "Portuguese",
         "nl": "Dutch", "sv": "Swedish", "da": "Danish", "pl": "Polish", "tr": "Turkish", "ru": "Russian",
         "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "el": "Greek", "he": "Hebrew", "ar": "Arabic",
         "hi": "Hindi", "th": "Thai"}  # fmt: skip
"""The English names of the languages that are detected."""

SHORTEST_TAIL = 4
"""Letters: a shorter noun isn't looked for at the end of a compound."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun for who could speak: a role, an organisation, or a paper, behind which nobody is seen."""

    kind: Kind
    gender: Gender | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Tongue:
    """What is known of one language; every list stands in ``data/CODE/``, each word in small letters."""

    code: str
    verbs: frozenset[str]
    participles: frozenset[str]
    describing: frozenset[str]
    auxiliaries: frozenset[str]
    passives: frozenset[str]
    according: tuple[tuple[str, ...], ...]
    after_quotes: frozenset[str]
    adverbs: frozenset[str]
    clitics: frozenset[str]
    articles: Mapping[str, Gender | None]
    prepositions: frozenset[str]
    links: frozenset[str]
    joining: frozenset[str]
    negations: frozenset[str]
    pronouns: Mapping[str, Gender | None]
    inverted: frozenset[str]
    nobody: frozenset[str]
    elisions: frozenset[str]
    titles: Mapping[str, Gender | None]
    particles: frozenset[str]
    nouns: Mapping[str, Noun]
    tails: Mapping[str, Noun]
    first_names: Mapping[str, Gender | None]
    not_names: frozenset[str]
    hearers: frozenset[str]
    time_nouns: frozenset[str]
    likes: frozenset[str]
    oblique: Mapping[str, Gender | None]
    plural_endings: tuple[str, ...]
    verb_endings: tuple[str, ...]
    goes_on: tuple[str, ...]
    word_names: frozenset[str]
    back: frozenset[str]
    leaning: frozenset[str]
    traits: frozenset[str]

    def noun(self, word: str) -> Noun | None:
        """Return what a noun means, also as the last part of a compound."""
        return _noun(self, word.lower())

    def is_first_name(self, word: str) -> bool:
        """Tell whether a word is known as a first name; of a double one its first part tells."""
        return _is_first_name(self, word)

    def gender_of(self, first_name: str) -> Gender | None:
        """Return the gender that a first name suggests."""
        for one in (first_name, first_name.partition("-")[0]):
            if one.lower() in self.first_names:
                return self.first_names[one.lower()]
        return first_name_gender(first_name)


@lru_cache(maxsize=WORDS_KEPT)
def _noun(known: Tongue, lower: str) -> Noun | None:
    last = lower.rpartition("-")[2]
    found = known.nouns.get(lower) or known.nouns.get(last)
    if found is not None or not known.tails:
        return found
    places = range(1, len(last) - SHORTEST_TAIL + 1)
    return next((known.tails[last[at:]] for at in places if last[at:] in known.tails), None)


@lru_cache(maxsize=WORDS_KEPT)
def _is_first_name(known: Tongue, word: str) -> bool:
    return any(one.lower() in known.first_names or is_first_name(one) for one in (word, word.partition("-")[0]))


def covered(code: str) -> bool:
    """Tell whether it's told whose words a quotation in this language is."""
    return code == "en" or code in words("tongues")


def _gender(mark: str) -> Gender | None:
    return "f" if mark == "f" else "m" if mark == "m" else None


def _marked(code: str, name: str) -> dict[str, Gender | None]:
    """Return the words of a list with the gender that stands after each ("il m")."""
    found: dict[str, Gender | None] = {}
    for row in rows(f"{code}/{name}"):
        head, _, mark = row.rpartition(" ")
        found[head if head and mark in ("f", "m") else row] = _gender(mark) if head else None
    return found


def _nouns(code: str) -> tuple[dict[str, Noun], dict[str, Noun]]:
    plain: dict[str, Noun] = {}
    tails: dict[str, Noun] = {}
    kinds: tuple[tuple[str, Kind], ...] = (("papers", "paper"), ("bodies", "organisation"), ("roles", "role"))
    for name, kind in kinds:
        for word, gender in _marked(code, name).items():
            plain[word.lstrip("~")] = Noun(kind, gender)
            if word.startswith("~"):
                tails[word[1:]] = plain[word[1:]]
    return plain, tails


def _first_names(code: str) -> dict[str, Gender | None]:
    women, men = words(f"{code}/first_names_f"), words(f"{code}/first_names_m")
    return {
        name.lower(): None if name in women and name in men else "f" if name in women else "m" for name in women | men
    }


@cache
def tongue(code: str) -> Tongue | None:
    """Return what is known of a language, None for English, which has rules of its own, and for the others."""
    if code not in words("tongues"):
        return None
    plain, tails = _nouns(code)
    named = {
        field: words(f"{code}/{name}")
        for field, name in (
            ("verbs", "speech_verbs"), ("participles", "speech_participles"), ("describing", "describing_verbs"),
            ("auxiliaries", "auxiliaries"), ("passives", "passives"), ("after_quotes", "after_quotes"),
            ("adverbs", "adverbs"), ("clitics", "clitics"), ("prepositions", "prepositions"), ("links", "links"),
            ("joining", "joining_words"),
            ("negations", "negations"), ("inverted", "inverted_pronouns"), ("nobody", "nobody"),
            ("elisions", "elisions"), ("particles", "name_particles"), ("not_names", "not_names"),
            ("hearers", "hearers"), ("time_nouns", "time_nouns"), ("likes", "as_words"),
            ("word_names", "word_names"), ("back", "back_references"),
            ("leaning", "leaning_openers"), ("traits", "traits"),
        )
    }  # fmt: skip
    return Tongue(
        code=code,
        according=tuple(tuple(row.split()) for row in rows(f"{code}/according")),
        articles=_marked(code, "articles"),
        pronouns=_marked(code, "pronouns"),
        titles=_marked(code, "titles"),
        oblique=_marked(code, "oblique_pronouns"),
        plural_endings=rows(f"{code}/plural_endings"),
        verb_endings=rows(f"{code}/verb_endings"),
        goes_on=rows(f"{code}/goes_on"),
        nouns=plain,
        tails=tails,
        first_names=_first_names(code),
        **named,
    )
