"""One form for what was to be said and what was heard: spoken words, and how alike two of them sound.

A recogniser writes as it likes ("£1.2bn", "colour", "Dmitry"). Numbers, dates, money and abbreviations become words by
the rules that the reader follows; the rest is compared by sound, roughly, so that a spelling is never a finding.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from briefing.language.spoken import spoken

ALIKE = 0.7
"""How alike two words must sound to count as the same."""

_SHORT = 3
"""Letters up to which a word counts only as itself: "at" and "as" are one sound apart."""

_WORD = re.compile(r"[a-z]+|[0-9]")
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:kn|gn)", "n"),
        (r"^wr", "r"),
        (r"^wh", "w"),
        (r"^x", "s"),
        (r"ph", "f"),
        (r"tch|sch|ch", "S"),
        (r"[st](?=i[aoe])|sh", "S"),
        (r"dge|j|g(?=[ei])", "S"),
        (r"gh", ""),
        (r"th", "t"),
        (r"mb$", "m"),
        (r"c(?=[eiy])", "s"),
        (r"ck|c|q", "k"),
        (r"x", "ks"),
        (r"z", "s"),
        (r"[vw]", "v"),
        (r"(?<=[aeiou])[yr](?![aeiou])", ""),
        (r"e$", ""),
        (r"[aeiouy]+", "a"),
        (r"h", ""),
        (r"(.)\1+", r"\1"),
    )
)


def words(text: str, language: str = "en-GB") -> tuple[str, ...]:
    """Return a text's words as they're said: lower case, ASCII letters, numbers in words."""
    said = spoken(text, language).text
    plain = unicodedata.normalize("NFKD", said.casefold()).replace("’", "").replace("'", "")
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = plain.replace("per cent", "percent")  # one word or two, by the paper
    return tuple(_DIGITS[int(word)] if word.isdigit() else word for word in _WORD.findall(plain))


@lru_cache(maxsize=1 << 14)
def sound(word: str) -> str:
    """Return roughly how a word sounds: its consonants by class, its vowels all alike."""
    for pattern, to in _SOUNDS:
        word = pattern.sub(to, word)
    return word


@lru_cache(maxsize=1 << 18)
def alike(one: str, other: str) -> float:
    """Return how alike two words sound, from 0 to 1 (the same)."""
    if one == other:
        return 1.0
    first, second = sound(one), sound(other)
    longest = max(len(first), len(second))
    return 1.0 - _distance(first, second) / longest if longest else 0.0


def same(one: str, other: str) -> bool:
    """Tell whether two words count as the same word."""
    if min(len(one), len(other)) <= _SHORT:
        return one == other or (sound(one) == sound(other) and one[0] == other[0])
    return alike(one, other) >= ALIKE


def _distance(one: str, other: str) -> int:
    """Return how many sounds are changed, lost or added."""
    row = list(range(len(other) + 1))
    for place, char in enumerate(one, 1):
        last, row[0] = row[0], place
        for at, found in enumerate(other, 1):
            last, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, last + (char != found))
    return row[-1]
