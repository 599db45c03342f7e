"""Small sure tests on words: which is a sentence's own verb, whether a clause stands on its own, who its subject is."""

from __future__ import annotations

import re
from functools import cache

from briefing.language.lexicons import rows, words
from briefing.language.people import role_of
from briefing.writing.turning.page import ending, is_quotation

PRONOUNS = frozenset(("he", "she", "it", "they", "we", "i", "you", "there"))
_NOT_FINITE = frozenset(("be", "been", "being"))
_OBJECTS = frozenset(
    ("the", "a", "an", "his", "her", "their", "its", "him", "them", "it", "that", "this", "these", "up", "out",
     "more", "fewer", "less")
)  # fmt: skip
_DAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
JOINERS = frozenset(
    ("and", "or", "but", "nor", "who", "whom", "whose", "which", "that", "to", "if", "when", "while", "as", "than",
     "because", "where", "after", "before", "since", "until", "unless", "whether", "how", "why", "what", "not", "so")
)  # fmt: skip
_ADVERBS = frozenset(("also", "now", "still", "then", "later", "often", "never", "once", "soon", "already", "even"))
SUBJECT_WORDS = 9
"""A subject longer than this isn't sure to be one."""


@cache
def _helpers() -> frozenset[str]:
    every = words("auxiliaries")
    return (every | {word.replace("'", "’") for word in every}) - _NOT_FINITE


@cache
def _spoken() -> frozenset[str]:
    """Return the present and past forms of the verbs that report, those that are as often nouns left out."""
    return frozenset(form for row in rows("speech_verbs") for form in row.split()[1:-1]) - words("speech_nouns")


@cache
def reporting() -> frozenset[str]:
    """Return the forms with which a clause with "that" may be reported."""
    return frozenset(form for row in rows("turning_that_verbs") for form in row.split())


@cache
def scopes() -> frozenset[str]:
    """Return the words after which a clause may still be somebody's claim, or a condition."""
    return words("turning_scopes") | reporting() | frozenset(row.split()[0] for row in rows("turning_saying"))


def is_helper(word: str) -> bool:
    """Tell whether a word is a finite auxiliary."""
    return ending(word).lower() in _helpers()


def is_adverb(word: str) -> bool:
    """Tell whether a word may stand between a subject and its verb."""
    low = ending(word).lower()
    return low in _ADVERBS or (word[:1].islower() and low.endswith("ly") and len(low) > len("only"))


def is_finite(word: str, following: str = "") -> bool:
    """Tell whether a word behind a subject is sure to be its verb."""
    low = ending(word).lower()
    if word[:1].isupper() or low != word.rstrip(",.;:").lower():
        return False
    if low == "ruled":
        return following != "by"
    if low in _helpers() or low in words("turning_pasts") or low in words("turning_presents") or low in _spoken():
        return True
    if f"{low} {ending(following).lower()}" in words("turning_second_verbs"):
        return True
    regular = low.endswith("ed") and len(low) > len("need") and low not in words("naming_verbs") | {"named", "titled"}
    if not regular and low not in words("turning_either"):
        return False
    opens = following[:1].isupper() and ending(following).lower() not in _DAYS and following != "I"
    object_ = ending(following).lower()
    return (
        object_ in _OBJECTS or object_ in words("determiners") or (following[:1] in "$£€" and bool(following)) or opens
    )


def plain_past(word: str) -> bool:
    """Tell whether a verb's form is a past: regular, or one of those that are listed."""
    low = ending(word).lower()
    return low in words("turning_pasts") or low in words("lint_past") or (low.endswith("ed") and not is_helper(word))


def may_be_finite(word: str, following: str) -> bool:
    """Tell whether a word is a verb where only a verb can stand, as after an aside behind the subject."""
    low = ending(word).lower()
    if word[:1].isupper():
        return False
    return is_finite(word, following) or low in words("lint_past") or (low.endswith("ed") and low.isalpha())


def verb_at(parts: list[str], start: int = 0, most: int = SUBJECT_WORDS) -> int:
    """Return the place of the verb of the clause whose subject begins at ``start``, or -1 where none is sure."""
    if start >= len(parts):
        return -1
    first = ending(parts[start]).lower()
    low = first.partition("'")[0].partition("’")[0]
    if low in PRONOUNS:
        return _after_pronoun(parts, start, first, low)
    if not _opens_subject(parts[start]):
        return -1
    if start + 1 < len(parts) and _is_bare(parts[start]) and _starts_object(parts[start + 1]):
        return -1  # "alleviates some of the strain"
    return _verb_behind(parts, start, most)


def _joins_names(parts: list[str], place: int) -> bool:
    """Tell whether "and" stands between two names, or between two roles of one: "Ann Lee and Bob Roe", "lawyer and"."""
    before, after = parts[place - 1], parts[place + 1 : place + 7]
    if not after or ending(before) != before or parts[place].lower() != "and":
        return False
    if before[:1].isupper() and after[0][:1].isupper():
        return True
    named = next((i for i, part in enumerate(after) if part[:1].isupper()), 0)
    return named > 0 and role_of(before) is not None and role_of(ending(after[named - 1])) is not None


def _acts(parts: list[str], place: int) -> bool:
    """Tell whether a regular past behind a name has an object: "Bruce Lee expressed confidence"."""
    low, following = parts[place].lower(), parts[place + 1] if place + 1 < len(parts) else ""
    named = parts[place - 1][:1].isupper() and ending(parts[place - 1]) == parts[place - 1]
    if not (named and low.endswith("ed") and low.isalpha() and parts[place].islower()) or low in _ADJECTIVES:
        return False
    plain = following.isalpha() and following.islower() and not is_adverb(following) and not is_finite(following, "")
    return plain and not {following} & (words("prepositions") | JOINERS | words("calendar_words") | _ADVERBS)


_ADJECTIVES = frozenset(("based", "listed", "owned", "backed", "controlled", "funded", "named", "called", "aged",
                         "related", "sponsored", "armed", "allied", "aligned", "inspired", "occupied"))  # fmt: skip


def _verb_behind(parts: list[str], start: int, most: int) -> int:
    """Return the place of the first sure verb behind a noun, or -1 where something else stands between."""
    most += sum(_joins_names(parts, i) for i in range(start + 1, min(len(parts), start + most))) * 4
    adjective = ending(parts[start]).lower() in words("determiners")
    for place in range(start + 1, min(len(parts), start + most + 1)):
        word = parts[place]
        if word == "to" or parts[place - 1] == "to":
            continue  # "efforts to fight the virus failed"
        if place == start + 1 and adjective and not is_helper(word):
            continue
        titled = len(word) == 1 and place + 1 < len(parts) and is_helper(parts[place + 1])  # "the film “Q” was"
        if parts[place - 1].endswith((",", ";", ":")) or (is_quotation(word[:1]) and not titled):
            return -1
        if is_finite(word, parts[place + 1] if place + 1 < len(parts) else ""):
            return -1 if _follows_preposition(parts, place) else place
        if _acts(parts, place):
            return place
        low = ending(word).lower()
        if low in JOINERS and not _joins_names(parts, place):
            break
    return -1


def _is_bare(word: str) -> bool:
    return word.islower() and ending(word) not in words("determiners") and "'" not in word and "’" not in word


def _starts_object(word: str) -> bool:
    low = ending(word).lower()
    return low in words("determiners") or low in {"him", "them", "it", "us", "me"} or word[:1].isdigit()


def _after_pronoun(parts: list[str], start: int, first: str, low: str) -> int:
    if first != low:
        return start  # he's, they'll
    place = start + 1
    while place < len(parts) and is_adverb(parts[place]):
        place += 1
    if place >= len(parts) or parts[start].endswith(","):
        return -1
    word = ending(parts[place]).lower()
    following = parts[place + 1] if place + 1 < len(parts) else ""
    sure = is_finite(parts[place], following) or (word.endswith("ed") and low not in {"it", "you", "there"})
    if low == "there":
        sure = is_helper(parts[place])
    if low in {"it", "you"}:
        sure = sure and word != "to"
    return place if sure else -1


def _opens_subject(word: str) -> bool:
    low = ending(word).lower()
    if low in words("prepositions") or low in JOINERS or is_adverb(word):
        return False
    if low in words("determiners") or word[:1].isupper() or word[:1].isdigit() or low in _QUANTITIES:
        return True
    return word.endswith(("’s", "'s", "s’", "s'")) or (low.endswith("s") and low.isalpha() and len(low) > len("his "))


_QUANTITIES = frozenset(("about", "nearly", "almost", "more", "less", "fewer", "police", "people", "no", "none", "all",
                         "others", "those", "critics"))  # fmt: skip


def _follows_preposition(parts: list[str], place: int) -> bool:
    return ending(parts[place - 1]).lower() in words("prepositions")


def holds_verb(text: str) -> bool:
    """Tell whether a text holds a word that is sure to be a verb, and not that of "who", "which" or "that"."""
    parts = text.partition(" whether ")[0].split()
    return any(
        may_be_finite(part, parts[i + 1] if i + 1 < len(parts) else "") and parts[i - 1] not in {"who", "which", "that"}
        for i, part in enumerate(parts)
        if i
    )


def has_verb(text: str) -> bool:
    """Tell whether a text is a clause of its own: it opens with a subject that has a verb."""
    return verb_at(text.split()) >= 0


def is_question(text: str) -> bool:
    """Tell whether a sentence asks."""
    return text.rstrip("\"'”’)").endswith("?")


_SPACE = r" {2,}"


def tidy(text: str) -> str:
    """Return a text with single spaces, none before a comma or a stop, and no comma before a stop."""
    text = re.sub(_SPACE, " ", text).strip()
    text = text.replace(" ,", ",").replace(" .", ".").replace(",,", ",")
    return text.replace(",.", ".").replace(",;", ";")


def closed(text: str) -> str:
    """Return a clause as a sentence: a capital first, a full stop last."""
    text = text.strip().rstrip(",;:—–- ")
    if not text:
        return text
    text = text if text.rstrip("\"'”’)").endswith((".", "!", "?", "…")) else f"{text}."
    return text[0].upper() + text[1:]
