"""The sound of a programme: clips, rundown, master, episode."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from briefing.values.script import Item, Line, Script
from briefing.values.speech import WordTime


@dataclass(frozen=True, slots=True)
class Clip:
    """One line's sound, on disk: ``file`` holds raw PCM as in :class:`Audio`, ``frames`` of it at ``sample_rate`` Hz.

    The path is a string: a clip is a value, and only ``edges`` opens files. ``level`` and ``pause`` are the voice's.
    """

    line: Line
    voice: str
    file: str
    frames: int
    sample_rate: int
    words: tuple[WordTime, ...] = ()
    cached: bool = False
    level: float = 0.0
    pause: float = 1.0


@dataclass(frozen=True, slots=True)
class Slot:
    """An item of the running order with its place in the programme: frames at the programme's sample rate."""

    item: Item
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rundown:
    """The running order with times."""

    slots: tuple[Slot, ...]
    sample_rate: int
    frames: int

    def seconds(self, frames: int) -> float:
        """Return a position in seconds."""
        return frames / self.sample_rate


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the finished programme: title, start and end in frames at the rundown's sample rate."""

    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tags:
    """What the MP3 says of itself. ``art`` is a JPEG or PNG file's content; ``language`` is BCP 47."""

    title: str
    show: str
    author: str
    date: dt.date
    language: str
    description: str
    art: bytes | None = None


@dataclass(frozen=True, slots=True)
class Master:
    """What was measured on the finished MP3, decoded: ITU-R BS.1770-4 loudness (LUFS), true peak (dBTP), seconds."""

    lufs: float
    true_peak: float
    seconds: float
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Episode:
    """The finished programme: its files (paths as strings), the script that was spoken and its times.

    ``notes`` are for a person to read.
    """

    script: Script
    rundown: Rundown
    master: Master
    output: str
    script_file: str
    transcript: str
    chapters: str
    record: str
    clips: int
    cached: int
    notes: tuple[str, ...] = ()
