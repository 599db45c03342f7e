"""The ear: a finished MP3 is heard by a recogniser, and what it hears is compared with what was to be said.

The whole is heard once, in windows that end in the pauses between lines. A recogniser drops, repeats and invents words
of its own; so each line in which something seems wrong is heard again by itself, in several ways, and only what is
wrong every time is a finding.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

from briefing.edges import files, places
from briefing.edges.whisper import Way
from briefing.errors import BadInputError, NoInputError, OutputError, Problem
from briefing.proofing.findings import Finding, Spoken, find, problem
from briefing.proofing.normal import words
from briefing.values import Line, Rundown

WINDOW_S = 28.0
"""The longest window that holds several lines: Whisper hears 30 seconds at a time."""

_FIRST = Way(beam=1)
_AGAIN = ((Way(), 0.15), (Way(stretch=1.12), 0.3), (Way(beam=3, stretch=0.92), 0.1))
"""How a suspect line is heard again, and with how much of the pauses around it (s)."""

_SAME_S = 0.3
"""Seconds by which the sound may be longer or shorter than the record says and still be as it was made."""


class Recogniser(Protocol):
    """What hears a sound: ``seconds`` is its length, ``hear`` returns the words between two times in s."""

    @property
    def seconds(self) -> float:
        """Return the sound's length."""

    def hear(self, start: float, end: float, way: Way) -> str:
        """Return what is said there, in any spelling."""


@dataclass(frozen=True, slots=True)
class Programme:
    """An episode as its record tells it: the MP3's path, its length in s, its language (BCP 47), its lines."""

    mp3: str
    seconds: float
    language: str
    lines: tuple[Spoken, ...]


Progress = Callable[[float], None]
"""Called with how much is done, from 0 to 1."""


def _quiet(_part: float) -> None:
    """Show no progress."""


# --- What was to be said -------------------------------------------------------------------------------------------


def read(episode: str) -> Programme:
    """Return what an episode was to say: an MP3 with its record beside it, or the record (``.json``).

    NoInputError when either isn't there, BadInputError when the record isn't one.
    """
    stem, dot, suffix = episode.rpartition(".")
    if not dot or suffix.lower() not in {"mp3", "json"}:
        what = f"{episode} is no episode" if files.exists(episode) else f"there is no file {episode}"
        raise NoInputError(Problem("", what, "name an episode's MP3, or its record (.json)"))
    record = episode if suffix.lower() == "json" else f"{stem}.json"
    if record != episode:
        if not files.exists(episode):
            raise NoInputError(Problem("", f"there is no file {episode}", "check the name"))
        if not files.exists(record):
            what = f"{episode} has no record ({places.name_of(record)}) beside it"
            raise NoInputError(Problem("", what, "make it again with `briefing make`, or put its record beside it"))
    try:
        content = json.loads(files.read(record))
        programme = _programme(content, record, None if record == episode else episode)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        what = f"{record} is no record of an episode"
        raise BadInputError(Problem("", what, "name an episode's MP3, or make it again")) from error
    if not files.exists(programme.mp3):
        raise NoInputError(Problem("", f"there is no file {programme.mp3}", "put the MP3 beside its record"))
    return programme


def _programme(content: dict[str, Any], record: str, mp3: str | None) -> Programme:
    language = str(content["language"])
    named = next((str(file["name"]) for file in content["files"] if str(file["name"]).endswith(".mp3")), "")
    lines = [
        Spoken(words(str(item["text"]), language), float(item["start"]), float(item["end"]), str(item["text"]))
        for item in content["items"]
        if item["kind"] in {"line", "quote"}
    ]
    beside = places.join(places.folder_of(record), places.name_of(named))
    return Programme(mp3 or beside, float(content["duration_s"]), language, tuple(line for line in lines if line.words))


def programme(mp3: str, rundown: Rundown, language: str) -> Programme:
    """Return what a programme that was just made is to say."""
    spoken = (
        Spoken(words(slot.item.text, language), rundown.seconds(slot.start), rundown.seconds(slot.end), slot.item.text)
        for slot in rundown.slots
        if isinstance(slot.item, Line)
    )
    return Programme(mp3, rundown.seconds(rundown.frames), language, tuple(line for line in spoken if line.words))


# --- What is heard -------------------------------------------------------------------------------------------------


def listen(made: Programme, recogniser: Recogniser, progress: Progress = _quiet) -> list[Finding]:
    """Return what is wrong with a finished programme, in order."""
    heard: list[str] = []
    times: list[float] = []
    windows = list(_windows(made.lines, recogniser.seconds))
    for number, (start, end) in enumerate(windows):
        found = words(recogniser.hear(start, end, _FIRST), made.language)
        heard += found
        times += (start + (end - start) * (place + 0.5) / len(found) for place in range(len(found)))
        progress(0.8 * (number + 1) / len(windows))
    doubts = find(made.lines, heard, list(_places(made.lines, times)), doubts=True)
    suspects = sorted({doubt.line for doubt in doubts})
    sure: list[Finding] = []
    for number, line in enumerate(suspects):
        sure += _again(line, made, recogniser)
        progress(0.8 + 0.2 * (number + 1) / len(suspects))
    return sure


def _windows(lines: Sequence[Spoken], seconds: float) -> Iterator[tuple[float, float]]:
    """Yield the stretches that are heard at once: as many lines as fit, cut in the middle of the pauses."""
    start = 0.0
    for line, following in pairwise(lines):
        if following.end - start > WINDOW_S:
            cut = min((line.end + following.start) / 2, seconds)
            if cut > start:
                yield start, cut
                start = cut
    if seconds > start:
        yield start, seconds


def _places(lines: Sequence[Spoken], times: Sequence[float]) -> Iterator[int]:
    """Yield for each word about where among the heard ones it should be, by its time; they ascend."""
    at = 0
    for line in lines:
        for word in range(len(line.words)):
            when = line.when(word)
            while at < len(times) and times[at] <= when:
                at += 1
            yield at


def _again(number: int, made: Programme, recogniser: Recogniser) -> list[Finding]:
    """Return what is wrong with a line when it's heard by itself, in every way of hearing it."""
    moved = recogniser.seconds - made.seconds
    moved = 0.0 if abs(moved) < _SAME_S else moved  # somebody cut the MP3: the record's times are off by so much
    near = range(max(0, number - 1), min(len(made.lines), number + 2)) if moved else range(number, number + 1)
    lines = [made.lines[one] for one in near]
    line = made.lines[number]
    left: list[Finding] | None = None
    for way, pad in _AGAIN:
        start = max(0.0, line.start + min(moved, 0) - pad)
        end = min(recogniser.seconds, line.end + max(moved, 0) + pad)
        found = find(lines, words(recogniser.hear(start, end, way), made.language))
        own = [Finding(one.code, number, one.words) for one in found if one.line == number - near.start]
        left = [one for one in own if left is None or any(one.meets(other) for other in left)]
        if not left:
            break
    return left or []


def problems(
    made: Programme,
    findings: Sequence[Finding],
    file: str,
    todo: str = "listen there; `briefing make --force` speaks every line again",
) -> list[Problem]:
    """Return findings for a person, each with its time and what to do about it."""
    return [problem(finding, made.lines[finding.line], file, todo) for finding in findings]


def insist(made: Programme, file: str, jobs: int = 0, progress: Progress = _quiet) -> None:
    """Listen to a programme before it's published as ``file`` (OutputError with all that is wrong)."""
    from briefing.edges import whisper

    with whisper.opened(whisper.locate(), jobs) as opened, opened(made.mp3, made.language) as recogniser:
        findings = listen(made, recogniser, progress)
    if findings:
        todo = "make it again with --force; without --listen it's published, to be heard by a person"
        raise OutputError(*problems(made, findings, file, todo))
