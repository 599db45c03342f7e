"""US English sounds to British ones, in the letters that Kokoro and its G2P use for both.

A = eɪ, I = aɪ, W = aʊ, Y = ɔɪ, O = US oʊ, Q = British əʊ, T = a tapped t, ᵻ = a reduced ɪ; the stress stands before the
vowel. The rules follow Wells's lexical sets (Accents of English, 1982); where the spelling decides, they look at it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TypeAlias

from briefing.language.lexicons import words

Rule: TypeAlias = Callable[[str, str], str]
"""From sounds and the word in lower case to sounds."""

_VOWELS = "AIOQWYaæɑɒɔəɛɜɪʊʌiuᵻᵊ"
_BEFORE_VOWEL = rf"(?=[ˈˌ]?[{_VOWELS}])"
_LINK = "+"
"""Stands for a vowel at the beginning of the next word: an r before it is said."""

_ENDINGS = ("'s", "s", "es", "d", "ed", "ing", "r", "er", "rs", "ers", "ly", "ward", "wards", "y")


def british(sounds: str, word: str, following: str = "") -> str:
    """Return a word's US sounds as British ones; ``following`` are the sounds after it, where nothing parts them."""
    plain = word.lower().replace("’", "'")
    linked = re.match(rf"[ˈˌ]?[{_VOWELS}]", following) is not None
    if plain in _spoken():
        said = _spoken()[plain]
        return f"{said}ɹ" if linked and re.search(r"[əɜɔɑ]ː?$", said) and plain.endswith(("r", "re")) else said
    said = f"{sounds}ᵊ{_LINK}" if linked else sounds
    for rule in RULES:
        said = rule(said, plain)
    return said.removesuffix(f"ᵊ{_LINK}")


@cache
def _spoken() -> dict[str, str]:
    """Return the words that no rule finds."""
    pairs = (row.partition(" | ") for row in words("british_words"))
    return {word: said for word, _, said in pairs}


@cache
def _bath() -> frozenset[str]:
    return frozenset(words("british_bath"))


def _in_bath(word: str) -> bool:
    """Tell whether a word, or what it's a form of, is of the BATH set."""
    stems = {word} | {word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)}
    stems |= {f"{stem}e" for stem in stems}
    return not stems.isdisjoint(_bath())


def _always(pattern: str, replacement: str) -> Rule:
    """Return a rule that the spelling has no part in."""
    found = re.compile(pattern)
    return lambda sounds, _word: found.sub(replacement, sounds)


def _where(spelled: str, pattern: str, replacement: str) -> Rule:
    """Return a rule for words that are spelled so."""
    found, spelling = re.compile(pattern), re.compile(spelled)
    return lambda sounds, word: found.sub(replacement, sounds) if spelling.search(word) else sounds


def _trap(sounds: str, word: str) -> str:
    """BATH has ɑː, TRAP a: one vowel in American English."""
    if _in_bath(word):
        sounds = re.sub("(?<=[ˈˌ])æ", "ɑː", sounds) if "ˈæ" in sounds or "ˌæ" in sounds else sounds.replace("æ", "ɑː")
    return sounds.replace("æ", "a")


RULES: tuple[Rule, ...] = (
    _always("[Tʔ]", "t"),  # no taps
    _always("ᵻ", "ɪ"),
    # yod after t, d and n: Tuesday, duty, new
    _where("[tdn](u|ew|eu|iew)", r"([tdn])([ˈˌ]?)(?=u|ʊɹ)", r"\1j\2"),
    _trap,
    # r before a vowel colours the vowel before it otherwise than in America
    _where("arr", rf"[ɛæ]ɹ{_BEFORE_VOWEL}", "aɹ"),  # carry
    _where("ai?r(?!r)", rf"ɛɹ{_BEFORE_VOWEL}", "ɛːɹ"),  # area, parent
    _where("orr|or[iaey](t|c|g|n|d|l)", rf"[ɑɔ]ɹ{_BEFORE_VOWEL}", "ɒɹ"),  # sorry, authority
    _where("er|ear", rf"(?<=[ˈˌ])ɪɹ{_BEFORE_VOWEL}", "ɪəɹ"),  # period
    _always(rf"ʊɹ{_BEFORE_VOWEL}", "ʊəɹ"),  # during
    _always(rf"([ɑɔɜ])ɹ{_BEFORE_VOWEL}", r"\1ːɹ"),  # starring, story
    # and falls silent before anything else
    _always(r"ʊɹ", "ɔː"),  # your, tour
    _always(r"ɪɹ(?![ˈˌ]?[" + _VOWELS + "])", "ɪə"),  # here
    _always(r"ɛɹ(?![ˈˌ]?[" + _VOWELS + "])", "ɛː"),  # there
    _always(r"([ɑɔɜ])ɹ(?![ˈˌ]?[" + _VOWELS + "])", r"\1ː"),  # car, north, nurse
    _always(r"(?<=[" + _VOWELS + "ː])ɹ(?![ˈˌ]?[" + _VOWELS + "])", ""),  # better
    # LOT is ɒ, PALM ɑː; CLOTH is ɒ, THOUGHT ɔː: the spelling tells them apart
    _where("^(?!.*(au|aw|al|ough|oa)).*", r"ɔ(?!ː)", "ɒ"),
    _always(r"ɔ(?!ː)", "ɔː"),
    _where("o|wa|wha|qua", r"ɑ(?!ː)", "ɒ"),
    _always(r"ɑ(?!ː)", "ɑː"),
    _always("O", "Q"),  # GOAT
    _always(r"([ˈˌ])([iu])(?!ː)", r"\1\2ː"),  # FLEECE, GOOSE
    _always(r"u$", "uː"),
)
"""In this order: each works on what those before it have left."""
