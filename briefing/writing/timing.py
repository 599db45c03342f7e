"""How long a script will take to say, before a voice has said it: words and the voice's measured rate.

A dry run must show the script that is spoken, so a target length is met by planning, not by listening.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from briefing.values import Direction, Heading, Item, Line

LETTERS_A_WORD = 5.9
"""Letters and gaps to a word of English news: the measure behind a voice's words a minute."""

EDGES_S = 0.17
"""What a line takes beside its words, in seconds: the silence that a clip keeps around them, and starting to speak."""

PAUSES_S = {"line": 0.35, "voice": 0.7, "item": 0.25, "chapter": 0.9, "music": 0.3}
"""The pauses that stand after a line, in seconds, by what comes next; the rundown sets them."""

DIRECTIONS_S = {"pause": 0.0, "beat": 0.25, "sting": 1.3, "open": 2.8, "music": 3.3}
"""Seconds that a direction takes with the pause after it, beside a pause's own; "music" is any but the opening."""


@cache
def _letters(text: str, language: str) -> int:
    if text.isascii() and not any(char.isdigit() or char in "$%&@#/+" for char in text):
        return len(text)  # nothing in it is said otherwise than it's written
    from briefing.language.spoken import spoken

    return len(spoken(text, language).text)


def seconds(items: Iterable[Item], language: str, wpm: int) -> float:
    """Return how long the items take, in seconds, at ``wpm`` words a minute, with the pause after the last."""
    total, chapter = 0.0, False
    before: Line | None = None
    for item in items:
        if isinstance(item, Heading):
            chapter = True
            continue
        if before is not None:
            total += _pause(before, item, chapter=chapter)
        chapter = False
        if isinstance(item, Line):
            total += _letters(item.text, language) / LETTERS_A_WORD * 60 / wpm + EDGES_S
        else:
            kind = "open" if item.cue == "open" else item.kind
            total += DIRECTIONS_S[kind] + (item.ms or 0) / 1000
        before = item if isinstance(item, Line) else None
    return total + (_pause(before, None, chapter=False) if before is not None else 0.0)


def _pause(before: Line, after: Line | Direction | None, *, chapter: bool) -> float:
    if isinstance(after, Direction):
        return 0.0 if after.kind in {"pause", "beat"} else PAUSES_S["music"]
    if chapter:
        return PAUSES_S["chapter"]
    if before.verbatim or (after is not None and after.verbatim):
        return PAUSES_S["voice"]
    return PAUSES_S["item" if before.beat else "line"]
