"""What lies beside the MP3: the transcript (WebVTT) and the chapters (JSON), read off the same rundown."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from itertools import accumulate

from briefing.values import Chapter, Line, Reader, Rundown, Slot, WordTime

LINE_LENGTH = 65
"""The longest line of a cue, in characters (Apple Podcasts cuts longer ones)."""

CUE_LINES = 2
"""Lines of a cue; a longer line of the script becomes several cues."""

CHAPTERS_VERSION = "1.2.0"
"""The version of the JSON chapters format (podcastindex.org)."""


LOOKAHEAD = 6
"""So many words are looked over for one that is said as it's written: figures and signs are said in several."""


def vtt(
    rundown: Rundown, readers: Sequence[Reader], heard: Sequence[Sequence[WordTime]] = (), *, words: bool = False
) -> str:
    """Return the transcript: a cue, or several, for each line, with the speaker's full name, in written form.

    ``heard`` has the times of each line's words as the engine gave them (by letters where it gave none). With ``words``
    each word has its own time stamp in the cue.
    """
    names = {reader.label: _name(reader) for reader in readers}
    slots = [slot for slot in rundown.slots if isinstance(slot.item, Line)]
    cues = [
        f"{_time(start)} --> {_time(end)}\n<v {_escape(names[reader])}>{text}\n"
        for place, slot in enumerate(slots)
        if isinstance(slot.item, Line)
        for start, end, reader, text in _cues(
            rundown, slot, slot.item, heard[place] if place < len(heard) else (), words=words
        )
    ]
    return "\n".join(["WEBVTT\n", *cues])


def _name(reader: Reader) -> str:
    """Return a reader's full name in one line, without what nobody can see."""
    kept = "".join(char if char.isprintable() else " " if char.isspace() else "" for char in reader.name or "")
    return " ".join(kept.split()) or reader.label.title()


def _cues(
    rundown: Rundown, slot: Slot, line: Line, heard: Sequence[WordTime], *, words: bool
) -> Iterator[tuple[float, float, str, str]]:
    """Yield start and end in seconds, reader and text."""
    rows = textwrap.wrap(line.text, LINE_LENGTH, break_on_hyphens=False) or [""]
    start, end = rundown.seconds(slot.start), rundown.seconds(slot.end)
    said = [(word.text, start + word.ms / 1000) for word in heard]
    written = [word for row in rows for word in row.split()]
    times = [min(max(time, start), end) for time in word_times(written, said, start, end)] or [start]
    done = 0
    for place in range(0, len(rows), CUE_LINES):
        group = rows[place : place + CUE_LINES]
        count = sum(len(row.split()) for row in group)
        until = times[done + count] if done + count < len(times) else end
        stamps = iter(times[done : done + count])
        begin = times[done] if done else start
        shown = [" ".join(_stamped(word, next(stamps), begin, words=words) for word in row.split()) for row in group]
        yield begin, until, line.reader, "\n".join(shown)
        done += count


def _stamped(word: str, time: float, begin: float, *, words: bool) -> str:
    """Return a word as it stands in a cue, with its time where that lies within the cue."""
    return f"<{_time(time)}>{_escape(word)}" if words and time > begin else _escape(word)


def word_times(written: Sequence[str], said: Sequence[tuple[str, float]], start: float, end: float) -> list[float]:
    """Return when each written word begins: where it's said as it's written, and by letters in between.

    ``said`` are the spoken words with their times in seconds, ascending; the result ascends too.
    """
    known: list[tuple[int, float]] = [(0, start)]  # letters before a word, and its time
    letters = [0, *accumulate(len(word) + 1 for word in written)]
    at = 0
    for place, word in enumerate(written):
        plain = _plain(word)
        near = range(at, min(at + LOOKAHEAD, len(said)))
        found = next((one for one in near if plain and _plain(said[one][0]) == plain), None)
        if found is not None and said[found][1] >= known[-1][1]:
            known.append((letters[place], said[found][1]))
            at = found + 1
    known.append((letters[-1], max(end, known[-1][1])))
    times, span = [], 0
    for place in range(len(written)):
        while known[span + 1][0] <= letters[place] and span < len(known) - 2:
            span += 1
        (before, early), (after, late) = known[span], known[span + 1]
        times.append(early + (late - early) * (letters[place] - before) / max(after - before, 1))
    return times


def _plain(word: str) -> str:
    return "".join(char for char in word if char.isalnum()).casefold()


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _time(seconds: float) -> str:
    """Return a time as WebVTT wants it: 00:01:02.345."""
    ms = round(seconds * 1000)
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"


def chapters_json(chapters: Sequence[Chapter], rundown: Rundown) -> str:
    """Return the chapters as ``application/json+chapters``: times in seconds, ascending."""
    entries = [{"startTime": round(rundown.seconds(chapter.start), 3), "title": chapter.title} for chapter in chapters]
    return json.dumps({"version": CHAPTERS_VERSION, "chapters": entries}, ensure_ascii=False, indent=2) + "\n"


def description(chapters: Sequence[Chapter], rundown: Rundown, sources: Sequence[str]) -> str:
    """Return the episode's description: its chapters with time stamps (the first 00:00:00) and its sources."""
    stamps = [f"{_time(rundown.seconds(chapter.start))[:8]} {chapter.title}" for chapter in chapters]
    return "\n".join([*stamps, "", "Sources: " + "; ".join(sources), "Read by synthetic voices."])
