"""The files behind a feed's addresses: the sound, the artwork, the transcript, the chapters."""

from __future__ import annotations

import hashlib
import io
import json
import math
import re
import warnings
from collections.abc import Callable, Iterator
from itertools import pairwise, starmap
from operator import lt
from typing import Protocol, TypeAlias

from briefing.errors import BriefingError

Finding: TypeAlias = tuple[str, str, str]
"""A code, what is wrong, what to do."""

Findings: TypeAlias = Iterator[tuple[int, str, str, str]]
"""Findings with the feed's line before each."""

SMALLEST, LARGEST = 1400, 3000
"""Pixels of the artwork's side (Apple)."""

MOST_ART = 512 * 1024
"""Bytes of the artwork."""

SLACK_S = 1.5
"""A duration in whole seconds, and players that count padding."""

AGAIN = "make the episode again, or remove it: briefing feed remove GUID"

_CUE = re.compile(
    r"(?:(\d{2,9}):)?(\d{2}):(\d{2})\.(\d{3}) --> (?:(\d{2,9}):)?(\d{2}):(\d{2})\.(\d{3})(?: .*)?", re.ASCII
)


class Real(Protocol):
    """The real files: content, known hashes, playing time."""

    @property
    def read(self) -> Callable[[str], bytes]:
        """Return what gives a file's content."""

    @property
    def hashes(self) -> dict[str, str]:
        """Return the SHA-256 that the records know, by name."""

    @property
    def seconds(self) -> Callable[[str], float | None]:
        """Return what gives an MP3's playing time."""


def sound(name: str, length: str, kind: str, told: float | None, real: Real) -> Iterator[Finding]:
    """Yield what is wrong with an enclosure: its file, length, type and duration."""
    try:
        data = real.read(name)
    except BriefingError as error:
        yield "F10", error.problems[0].what, AGAIN
        return
    if length != str(len(data)):
        yield "F11", f"{name} has {len(data)} bytes, the enclosure says {length}", "build the feed again"
    if name in real.hashes and hashlib.sha256(data).hexdigest() != real.hashes[name]:
        yield "F11", f"{name} isn't what was made: its content has changed", AGAIN
    if kind != "audio/mpeg" or not name.endswith(".mp3"):
        yield "F12", f"{name} has the type {kind!r}", "an MP3 is audio/mpeg, and its name ends in .mp3"
    seconds = real.seconds(name)
    if seconds is None:
        yield "F12", f"{name} isn't an MP3", AGAIN
    elif told is not None and abs(seconds - told) > SLACK_S:
        yield "F13", f"{name} plays {seconds:.0f} s, itunes:duration says {told:.0f}", "build the feed again"


def artwork(name: str, read: Callable[[str], bytes]) -> Iterator[Finding]:
    """Yield what is wrong with the artwork."""
    from PIL import Image, UnidentifiedImageError

    todo = f"give a square JPEG or PNG, RGB, {SMALLEST} to {LARGEST} pixels, at most 512 KB"
    try:
        data = read(name)
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as image:
            kind, mode, size = image.format, image.mode, image.size
    except BriefingError as error:
        yield "F15", error.problems[0].what, todo
        return
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        yield "F15", f"{name} isn't a picture", todo
        return
    if kind not in {"JPEG", "PNG"} or not name.lower().endswith((".jpg", ".jpeg", ".png")):
        yield "F15", f"{name} is a {kind}", todo
    if mode != "RGB":
        yield "F15", f"{name} has the colours {mode}", todo
    if size[0] != size[1] or not SMALLEST <= size[0] <= LARGEST:
        yield "F15", f"{name} is {size[0]} by {size[1]} pixels", todo
    if len(data) > MOST_ART:
        yield "F15", f"{name} has {len(data)} bytes", todo


def transcript(name: str, data: bytes, told: float | None) -> Iterator[Finding]:
    """Yield what is wrong with a transcript: it must be WebVTT, its times ascending, within the episode."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    lines = text.splitlines()
    if not lines or not re.match(r"WEBVTT(?:[ \t]|$)", lines[0]):
        yield "F16", f"{name} isn't WebVTT", AGAIN
        return
    last, cues = 0.0, 0
    for place, line in enumerate(lines, 1):
        if "-->" not in line:
            continue
        match = _CUE.fullmatch(line.strip())
        cues += 1
        if not match:
            yield "F16", f"line {place} of {name} isn't a cue's time", AGAIN
            continue
        start, end = _seconds(match.groups()[:4]), _seconds(match.groups()[4:])
        if start < last or end <= start or (told is not None and end > told + SLACK_S):
            yield "F16", f"line {place} of {name}: the times don't ascend within the episode", AGAIN
        last = start
    if not cues:
        yield "F16", f"{name} has no cue", AGAIN


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, ms = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + ms / 1000


def chapters(name: str, data: bytes, told: float | None) -> Iterator[Finding]:
    """Yield what is wrong with the chapters: JSON chapters 1.2, ascending, within the episode, with titles."""
    try:
        content = json.loads(data)
        times = [float(one["startTime"]) for one in content["chapters"]]
        titles = [one["title"].strip() for one in content["chapters"]]
        version = str(content["version"])
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        yield "F17", f"{name} isn't a file of chapters", AGAIN
        return
    if not version.startswith("1.") or not times or not all(titles):
        yield "F17", f"{name} has no chapters, one without a title, or the version {version!r}", AGAIN
    elif not all(starmap(lt, pairwise(times))) or not 0 <= times[0] <= times[-1] < math.inf:
        yield "F17", f"the times in {name} don't ascend", AGAIN
    elif told is not None and times[-1] >= told + SLACK_S:
        yield "F17", f"{name} has a chapter at {times[-1]:.0f} s, after the end", AGAIN
