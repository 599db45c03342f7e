"""How long a script will take to say, before a voice has said it: words and the voice's measured rate.

A dry run must show the script that is spoken, so a target length is met by planning, not by listening.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from briefing.values import LONGEST_PAUSE_MS, PAUSES, Direction, Heading, Item, Line

LETTERS_A_WORD = 5.9
"""Letters and gaps to a word of English news: the measure behind a voice's words a minute."""

TEXTS_KEPT = 4096
"""So many lines' lengths are kept: a programme is planned again and again, and a batch has no end."""

EDGES_S = 0.17
"""What a line takes beside its words, in seconds: the silence that a clip keeps around them, and starting to speak."""

SOUNDS_S = {"open": 2.5, "sting": 1.0, "close": 3.0}
"""Seconds that our own music has to itself; a cue that isn't ours gets the sting."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a programme goes: for each label the words a minute and the factor of the silences after its lines.

    ``pauses`` are in ms, by the keys of ``PAUSES``; ``sounds`` are the seconds that the user's own music has to itself,
    by cue. ``wpm`` is for labels that nobody knows.
    """

    wpm: float
    readers: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    pauses: Mapping[str, int] = field(default_factory=lambda: PAUSES)
    sounds: Mapping[str, float] = field(default_factory=dict)


@lru_cache(maxsize=TEXTS_KEPT)
def _letters(text: str, language: str) -> int:
    if text.isascii() and not any(char.isdigit() or char in "$%&@#/+" for char in text):
        return len(text)  # nothing in it is said otherwise than it's written
    from briefing.language.spoken import spoken

    return len(spoken(text, language).text)


def seconds(items: Iterable[Item], language: str, pace: Pace) -> float:
    """Return how long the items take, in seconds, with the pause after the last; the rundown lays them out alike."""
    total, factor, chapter = 0.0, 1.0, False
    before: Item | None = None  # the last sound, when no silence stands after it yet
    for item in items:
        if isinstance(item, Heading):
            chapter = True
            continue
        silent = isinstance(item, Direction) and item.kind in {"pause", "beat"}
        if before is not None and not silent:
            total += _pause(before, item, pace, factor, chapter=chapter)
        chapter, factor = False, 1.0
        if isinstance(item, Line):
            wpm, factor = pace.readers.get(item.reader, (pace.wpm, 1.0))
            total += _letters(item.text, language) / LETTERS_A_WORD * 60 / wpm + EDGES_S
        else:
            total += _direction(item, pace, silent=silent)
        before = None if silent else item
    return total + (_pause(before, None, pace, factor, chapter=False) if before is not None else 0.0)


def _direction(item: Direction, pace: Pace, *, silent: bool) -> float:
    """Return the length of a silence or a sound, in seconds."""
    if silent:
        return max(0, pace.pauses[item.kind] if item.ms is None else item.ms) / 1000
    cue = item.cue if item.kind == "music" and item.cue in SOUNDS_S else "sting"
    return pace.sounds.get(cue, SOUNDS_S[cue])


def _pause(before: Item, after: Item | None, pace: Pace, factor: float, *, chapter: bool) -> float:
    """Return the usual silence between two sounds, or after the last, in seconds."""
    if not isinstance(before, Line) or isinstance(after, Direction):
        kind = "music" if after is not None else "tail"
    elif chapter:
        kind = "story"
    elif not isinstance(after, Line):
        kind = "quote" if before.verbatim else "item" if before.beat else "paragraph"
    elif before.verbatim != after.verbatim:
        kind = "quote"
    elif before.reader != after.reader:
        kind = "reader"
    else:
        kind = "item" if before.beat else "paragraph"
    return min(round(factor * pace.pauses[kind]), LONGEST_PAUSE_MS) / 1000
