"""The last check: what the rules made has the source's numbers, names and negations, and no word of its own."""

from __future__ import annotations

import re
from collections import Counter

from briefing.language.lexicons import rows, words

_NUMBER = r"\d+(?:[.,:]\d+)*"
_WORD = r"[^\W\d_]+(?:['’][^\W\d_]+)*"
_DROPPING = frozenset(("dateline off", "brackets off", "middle initial off", "aside left out"))
_DAYS = frozenset(("day named",))


def numbers(text: str) -> Counter[str]:
    """Return the numbers of a text, as often as they stand there."""
    return Counter(re.findall(_NUMBER, text))


def negations(text: str) -> int:
    """Return how many words of a text say no."""
    return sum(
        word.lower() in words("turning_negations") or word.lower().replace("’", "'").endswith("n't")
        for word in re.findall(_WORD, text)
    )


def kept(source: str, said: str, used: tuple[str, ...]) -> bool:
    """Tell whether a turned sentence says what the source says, as far as a program can tell."""
    dropped = any(rule in _DROPPING for rule in used)
    had, has = numbers(source), numbers(said)
    if "number rounded" in used:
        return negations(source) == negations(said)
    if has - had or (had - has and not dropped):
        return False
    if negations(source) != negations(said):
        return False
    return dropped or not _lost(source, said)


def _lost(source: str, said: str) -> set[str]:
    """Return the words of the source that are gone, those left out that a division makes needless."""
    gone = {word.lower() for word in re.findall(_WORD, source)} - {word.lower() for word in re.findall(_WORD, said)}
    joining = {
        "and",
        "but",
        "which",
        "who",
        "while",
        "so",
        "that",
        "although",
        "though",
        "even",
        "a",
        "an",
        "with",
        "who's",
    }
    joining |= {row.split()[0] for row in (*rows("turning_saying"), *rows("turning_doings"), *rows("turning_effects"))}
    joining |= {"yesterday", "today", "tomorrow", "tonight", "last", "this", "earlier", "later"}
    return gone - joining
