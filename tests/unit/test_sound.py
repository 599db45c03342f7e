from __future__ import annotations

import math
import subprocess
import sys
from array import array
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from briefing.errors import OutputError
from briefing.mastering import lay_out, levels, music, sound
from briefing.values import Clip, Direction, Line, Piece, Rundown

RATE = 22_050


def tone(seconds: float, level: float = 0.3, hz: float = 220.0) -> bytes:
    """A full-bodied tone that neither begins nor ends at zero."""
    frames = range(round(seconds * RATE))
    return array("h", (round(level * 32767 * math.cos(2 * math.pi * hz * at / RATE)) for at in frames)).tobytes()


@pytest.fixture
def clip(tmp_path: Path) -> Callable[..., Clip]:
    def make(pcm: bytes, voice: str = "anchor") -> Clip:
        file = tmp_path / f"{len(list(tmp_path.iterdir()))}.pcm"
        file.write_bytes(pcm)
        return Clip(Line("ANCHOR", (Piece("Words."),)), voice, str(file), len(pcm) // 2, RATE)

    return make


def samples(pcm: bytes) -> array[int]:
    return array("h", pcm)


def stitched(*clips: Clip, gains: dict[str, float] | None = None) -> tuple[Rundown, bytes]:
    made = lay_out([clip.line for clip in clips], clips)
    unchanged = {clip.voice: 0.0 for clip in clips}
    return made, b"".join(sound.programme(made, clips, gains or unchanged))


def test_the_programme_is_as_long_as_its_rundown_to_the_frame(clip: Callable[..., Clip]) -> None:
    clips = [clip(tone(1.0)[: 2 * frames]) for frames in (1, 2, 50, 441, 1001, 22_049)]
    made, pcm = stitched(*clips)
    assert len(pcm) == 2 * made.frames


def test_each_clip_stands_in_its_slot_and_silence_between(clip: Callable[..., Clip]) -> None:
    made, pcm = stitched(clip(tone(0.5)), clip(tone(0.3)))
    first, second = made.slots
    assert not any(pcm[2 * first.end : 2 * second.start])
    assert not any(pcm[2 * second.end :])
    middle = samples(pcm)[second.start + 2000 : second.start + 4000]
    assert middle == samples(tone(0.3))[2000:4000]


def test_a_clip_begins_and_ends_without_a_click(clip: Callable[..., Clip]) -> None:
    _, pcm = stitched(clip(tone(0.5, level=0.9)))
    wave = samples(pcm)
    steps = [abs(after - before) for before, after in pairwise(wave)]
    inside = max(steps[3000:6000])
    assert max(steps) <= inside * 1.05


def test_a_loud_and_a_soft_voice_come_to_one_level(clip: Callable[..., Clip]) -> None:
    gains = levels.gains([clip(tone(1.0, 0.5), "loud"), clip(tone(1.0, 0.05), "soft")])
    assert gains["soft"] - gains["loud"] == pytest.approx(20, abs=0.2)


def test_a_voice_is_judged_by_all_its_clips_so_that_a_soft_line_stays_soft(clip: Callable[..., Clip]) -> None:
    loud, soft = clip(tone(2.0, 0.3), "one"), clip(tone(2.0, 0.15), "one")
    _, pcm = stitched(loud, soft, gains=levels.gains([loud, soft]))
    wave = samples(pcm)
    first, second = max(wave[5000:40_000]), max(wave[60_000:90_000])
    assert first / second == pytest.approx(2, rel=0.01)


def test_no_gain_takes_a_voice_over_full_scale(clip: Callable[..., Clip]) -> None:
    spiky = bytes(2 * RATE) + tone(0.001, 0.9) + tone(0.5, 0.001)
    gain = levels.gains([clip(spiky)])["anchor"]
    assert 0.9 * 10 ** (gain / 20) < 1


@pytest.mark.parametrize("pcm", [b"", bytes(2), bytes(2 * RATE)])
def test_a_silent_voice_is_left_alone(clip: Callable[..., Clip], pcm: bytes) -> None:
    assert levels.gains([clip(pcm)]) == {"anchor": 0.0}


@pytest.mark.parametrize(("hz", "weight"), [(100, -1.7), (1000, 0.0), (6000, 3.3)])
def test_loudness_is_weighted_nearly_as_bs_1770_does(clip: Callable[..., Clip], hz: float, weight: float) -> None:
    plain = levels.gains([clip(tone(1.0, hz=1000))])["anchor"]
    assert plain - levels.gains([clip(tone(1.0, hz=hz))])["anchor"] == pytest.approx(weight, abs=1.3)


def test_a_pause_in_the_reading_does_not_make_it_count_as_softer(clip: Callable[..., Clip]) -> None:
    spoken = levels.gains([clip(tone(2.0))])["anchor"]
    assert levels.gains([clip(tone(1.0) + bytes(4 * RATE) + tone(1.0))])["anchor"] == pytest.approx(spoken, abs=1)


def test_one_clip_at_a_time_is_read(clip: Callable[..., Clip], monkeypatch: pytest.MonkeyPatch) -> None:
    clips = [clip(tone(0.2)) for _ in range(5)]
    opened: list[str] = []
    read = levels.read

    def counted(item: Clip) -> bytes:
        opened.append(item.file)
        return read(item)

    monkeypatch.setattr(levels, "read", counted)
    pieces = sound.programme(lay_out([item.line for item in clips], clips), clips, {"anchor": 0.0})
    next(pieces)
    assert opened == [clips[0].file]


def test_a_long_silence_needs_no_memory() -> None:
    made = lay_out([Direction("pause", ms=3_600_000)], [])
    assert max(len(piece) for piece in sound.programme(made, [], {})) < 100_000


def test_a_clip_shorter_than_it_says_is_refused(clip: Callable[..., Clip]) -> None:
    whole = clip(tone(0.2))
    Path(whole.file).write_bytes(tone(0.1))
    with pytest.raises(OutputError, match="2205 frames, not 4410"):
        levels.gains([whole])


@pytest.mark.parametrize("name", list(music.SOUNDS))
def test_music_is_as_long_as_it_says_soft_and_ends_in_silence(name: str) -> None:
    take = music.take(name, RATE)
    wave = samples(take.pcm)
    made = music.SOUNDS[name]
    assert len(wave) == pytest.approx((made.before + made.seconds + made.after) * RATE, abs=2)
    assert (take.lead, take.alone) == (made.before * RATE, music.frames(name, RATE))
    assert 500 < max(map(abs, wave)) < 2000
    assert max(abs(wave[0]), abs(wave[-1])) <= 1
    assert max(abs(after - before) for before, after in pairwise(wave)) < 400


def test_pydub_neither_warns_nor_looks_for_ffmpeg_when_clips_are_stitched(clip: Callable[..., Clip]) -> None:
    item = clip(tone(0.1))
    code = (
        "from briefing.mastering import sound; from briefing.values import *;"
        f"sound.clip_pcm(Clip(Line('A', ()), 'v', {item.file!r}, {item.frames}, {RATE}), {{'v': -6.0}})"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    # What was there before is another's: whoever measures this Python loads much of it.
    code = "import sys; before = {*sys.modules}; import briefing.mastering as m; m.lay_out"
    code = f"{code}; print(*({{*sys.modules}} - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    loaded = set(done.stdout.split())
    assert "briefing.mastering" in loaded
    assert not loaded & {"pydub", "mutagen", "audioop", "imageio_ffmpeg", "subprocess", "hashlib"}
