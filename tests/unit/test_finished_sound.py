"""The finished MP3 as a player decodes it: no clicks where clips are joined, no long silences, beds under speech."""

from __future__ import annotations

import datetime as dt
import math
import re
import subprocess
from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from briefing.edges import ffmpeg
from briefing.mastering import desk, lay_out, mp3, sound
from briefing.mastering.targets import TARGETS
from briefing.values import Clip, Direction, Heading, Item, Line, Piece, Rundown, Tags

pytestmark = pytest.mark.engine

RATE = 22_050
DECODED = 44_100
LONGEST_S = 1.2
QUIET = 10 ** (-50 / 20) * 32_767
TAGS = Tags("T", "S", "A", dt.date(2024, 5, 6), "en-GB", "")
OPEN, STING, CLOSE = Direction("music", cue="open"), Direction("sting"), Direction("music", cue="close")
PAUSE = Direction("pause", ms=2500)
EDGE = 0.006
"""Seconds on either side of a join in which a click would lie; MP3 smears it a little."""


@cache
def voice(hz: float, seconds: float, loud: float = 0.25) -> bytes:
    """A voice that begins and ends in the middle of its wave, as if it had been cut off there."""
    wave = array("h")
    for at in range(round(seconds * RATE)):
        phase = 2 * math.pi * hz * at / RATE
        swell = 0.6 + 0.4 * math.sin(2 * math.pi * 3.1 * at / RATE)
        wave.append(round(32_767 * loud * swell * (math.cos(phase) + 0.4 * math.cos(2 * phase)) / 1.4))
    return wave.tobytes()


def line(reader: str, *, verbatim: bool = False, beat: bool = False) -> Line:
    return Line(reader, (Piece("Words."),), verbatim=verbatim, beat=beat)


STORIES: list[Item] = [
    Heading("Headlines"),
    OPEN,
    line("ANCHOR"),
    line("ANCHOR", beat=True),
    line("ANCHOR", beat=True),
    PAUSE,
    Heading("First"),
    line("ANCHOR"),
    line("ONE", verbatim=True),
    line("ANCHOR"),
    STING,
    Heading("Second"),
    line("ANCHOR"),
    line("TWO", verbatim=True),
    Direction("pause", ms=0),
    line("ANCHOR"),
    Heading("Sign-off"),
    line("ANCHOR"),
    CLOSE,
]
BARE = [item for item in STORIES if item not in {OPEN, STING, CLOSE}]
HERTZ = {"ANCHOR": (130, 0.3), "ONE": (210, 0.04), "TWO": (95, 0.6)}


def clips(items: Sequence[Item], folder: Path) -> list[Clip]:
    """A clip for each line, each voice with a level of its own."""
    made = []
    for place, item in enumerate(item for item in items if isinstance(item, Line)):
        hz, loud = HERTZ[item.reader]
        file = folder / f"{place}.pcm"
        file.write_bytes(voice(hz, 0.9 + 0.37 * (place % 4), loud))
        made.append(Clip(item, item.reader.lower(), str(file), file.stat().st_size // 2, RATE))
    return made


def decoded(file: str) -> array[int]:
    command = [ffmpeg.binary(), "-v", "error", "-i", file, "-f", "s16le", "-ac", "1", "-ar", str(DECODED), "-"]
    return array("h", subprocess.run(command, capture_output=True, check=True).stdout)


def mastered(items: Sequence[Item], folder: Path, target: str = "podcast") -> tuple[Rundown, array[int]]:
    parts = clips(items, folder)
    made = lay_out(items, parts)
    file, _ = desk.master(made, parts, lambda: TAGS, folder=str(folder), target=target)
    return made, decoded(file)


def clicks(made: Rundown, wave: array[int]) -> Iterator[tuple[float, float]]:
    """Yield each join with a click: where it is (s), and how far its sharpest bend stands above its surroundings'."""
    joins = {frame for slot in made.slots for frame in (slot.start, slot.end) if slot.start < slot.end}
    for join in sorted(joins):
        at, edge = round(join / made.sample_rate * DECODED), round(EDGE * DECODED)
        begin = max(0, at - 12 * edge)
        part = wave[begin : at + 12 * edge]
        bends = [abs(after - 2 * here + before) for before, here, after in zip(part, part[1:], part[2:], strict=False)]
        middle = at - begin
        near = bends[max(0, middle - edge) : middle + edge]
        around = bends[: max(0, middle - edge)] + bends[middle + edge :]
        above = max(near, default=0) / max(*around, 60)
        if above > 1.5:
            yield join / made.sample_rate, above


def silences(wave: array[int]) -> Iterator[tuple[float, float]]:
    """Yield start and length, in seconds, of what is silent for longer than a tenth of a second."""
    block = DECODED // 100
    loud = [max(map(abs, wave[at : at + block])) > QUIET for at in range(0, len(wave), block)]
    for found in re.finditer(r"0{11,}", "".join("01"[one] for one in loud)):
        yield found.start() / 100, len(found[0]) / 100


def rms(wave: array[int], start: float, end: float) -> float:
    part = wave[round(start * DECODED) : round(end * DECODED)]
    return math.sqrt(sum(value * value for value in part) / len(part))


@pytest.mark.parametrize("items", [STORIES, BARE], ids=["music", "no music"])
def test_nothing_clicks_and_nothing_is_silent_for_long_unless_the_script_asks(
    items: list[Item], tmp_path: Path
) -> None:
    made, wave = mastered(items, tmp_path)
    assert not list(clicks(made, wave))
    asked = next(slot for slot in made.slots if slot.item == PAUSE)
    long = [(start, length) for start, length in silences(wave) if length > LONGEST_S]
    assert len(long) == 1
    start, length = long[0]
    assert start == pytest.approx(asked.start / RATE, abs=0.1)
    assert length == pytest.approx(2.5, abs=0.1)


def test_a_join_that_isnt_faded_is_heard_as_a_click(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The measure above must be able to fail."""
    monkeypatch.setattr(sound, "_faded", lambda pcm, _rate: pcm)
    made, wave = mastered(BARE, tmp_path)
    assert len(list(clicks(made, wave))) > len(made.slots) // 2


@pytest.mark.parametrize("target", sorted(set(TARGETS) - {"apple"}))  # Apple's is the usual one
def test_every_target_is_met_with_music_voices_of_all_levels_and_pauses(target: str, tmp_path: Path) -> None:
    parts = clips(STORIES, tmp_path)
    made = lay_out(STORIES, parts)
    file, told = desk.master(made, parts, lambda: TAGS, folder=str(tmp_path), target=target)
    found = mp3.measure(ffmpeg.binary(), file, told.seconds)
    assert abs(found.lufs - TARGETS[target].lufs) <= TARGETS[target].tolerance
    assert found.true_peak <= TARGETS[target].true_peak
    assert (found.lufs, found.true_peak) == (told.lufs, told.true_peak)
    assert told.seconds == pytest.approx(made.seconds(made.frames), abs=0.1)


def test_a_bed_goes_down_under_speech_and_speech_stands_far_above_it(tmp_path: Path) -> None:
    """Opening and closing in the MP3: what is heard of them in a pause of the speech against what is heard alone."""
    hushed: list[Item] = [OPEN, line("ANCHOR"), Direction("pause", ms=700), line("ANCHOR"), CLOSE]
    made, wave = mastered(hushed, tmp_path)
    opening, first, pause, last, closing = made.slots
    alone = rms(wave, 0.9, opening.end / RATE - 0.65)
    under = rms(wave, pause.start / RATE + 0.15, pause.end / RATE - 0.05)
    speech = rms(wave, first.start / RATE + 0.2, first.end / RATE - 0.1)
    assert under < 0.5 * alone  # at least 6 dB down
    assert under > QUIET / 4  # but still there
    assert speech > 5.6 * under  # 15 dB above it even here, where the compressor lets it up
    assert rms(wave, closing.start / RATE + 1, closing.end / RATE - 1) > 0.5 * alone
    assert last.end < closing.start
