"""What lies beside the MP3: the transcript (WebVTT) and the chapters (JSON), read off the same rundown."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence

from briefing.values import Chapter, Line, Reader, Rundown, Slot

LINE_LENGTH = 65
"""The longest line of a cue, in characters (Apple Podcasts cuts longer ones)."""

CUE_LINES = 2
"""Lines of a cue; a longer line of the script becomes several cues."""

CHAPTERS_VERSION = "1.2.0"
"""The version of the JSON chapters format (podcastindex.org)."""


def vtt(rundown: Rundown, readers: Sequence[Reader]) -> str:
    """Return the transcript: a cue, or several, for each line, with the speaker's full name, in written form."""
    names = {reader.label: reader.name or reader.label.title() for reader in readers}
    cues = [
        f"{_time(start)} --> {_time(end)}\n<v {_escape(names[reader])}>{text}\n"
        for slot in rundown.slots
        if isinstance(slot.item, Line)
        for start, end, reader, text in _cues(rundown, slot, slot.item)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def _cues(rundown: Rundown, slot: Slot, line: Line) -> Iterator[tuple[float, float, str, str]]:
    """Yield start and end in seconds, reader and text; a long line's time is shared out by letters."""
    rows = textwrap.wrap(line.text, LINE_LENGTH, break_on_hyphens=False) or [""]
    groups = [rows[place : place + CUE_LINES] for place in range(0, len(rows), CUE_LINES)]
    letters = [sum(map(len, group)) for group in groups]
    start, end = rundown.seconds(slot.start), rundown.seconds(slot.end)
    done = 0
    for group, count in zip(groups, letters, strict=True):
        begin = start + (end - start) * done / max(sum(letters), 1)
        done += count
        until = start + (end - start) * done / max(sum(letters), 1)
        yield begin, until, line.reader, "\n".join(map(_escape, group))


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
