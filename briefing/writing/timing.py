"""How long a script will take to say, before a voice has said it: words and the voice's measured rate.

A dry run must show the script that is spoken, so a target length is met by planning, not by listening.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from briefing.values import Direction, Heading, Item, Line

LETTERS_A_WORD = 5.9
"""Letters and gaps to a word of English news: the measure behind a voice's words a minute."""

PAUSE_S = 0.45
"""The pause after a line, in seconds, over a programme."""

DIRECTIONS_S = {"pause": 0.0, "beat": 0.25, "sting": 1.2, "music": 2.8}
"""Seconds that a direction takes, beside a pause's own."""


@cache
def _letters(text: str, language: str) -> int:
    if text.isascii() and not any(char.isdigit() or char in "$%&@#/+" for char in text):
        return len(text)  # nothing in it is said otherwise than it's written
    from briefing.language.spoken import spoken

    return len(spoken(text, language).text)


def seconds(items: Iterable[Item], language: str, wpm: int) -> float:
    """Return how long the items take, in seconds, at ``wpm`` words a minute."""
    total = 0.0
    for item in items:
        match item:
            case Line():
                total += _letters(item.text, language) / LETTERS_A_WORD * 60 / wpm + PAUSE_S
            case Direction():
                total += DIRECTIONS_S[item.kind] + (item.ms or 0) / 1000
            case Heading():
                total += 0.0
    return total
