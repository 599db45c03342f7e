"""Stitching: clips brought to one level, faded at their edges, joined with silence and music, a piece at a time."""

from __future__ import annotations

import math
import warnings
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from briefing.edges import files
from briefing.errors import OutputError, Problem
from briefing.mastering import music
from briefing.mastering.samples import audioop
from briefing.values import Clip, Direction, Line, Rundown

READER_LUFS = -26.0
"""The level to which each reader is brought: low enough for the peaks of speech to stay below full scale."""

_MOST_GAIN_DB = 30.0
_HEADROOM = 0.9  # of full scale, that no reader's peaks exceed
_FADE_IN_MS, _FADE_OUT_MS = 4, 10
_SILENCE = bytes(1 << 16)
_SHELF_HZ = 2113.0  # a one-pole shelf that has half its 4 dB where BS.1770's has it, at 1681 Hz
_SHELF = 10 ** (4 / 20)
_LEAST_LUFS, _GATE_LU = -70.0, -10.0  # the two gates of BS.1770


def levels(clips: Iterable[Clip]) -> dict[str, float]:
    """Return the gain in dB that brings each voice's reading, all its clips together, to READER_LUFS."""
    powers: dict[str, array[float]] = defaultdict(lambda: array("d"))
    peaks: dict[str, int] = defaultdict(int)
    for clip in clips:
        pcm = read(clip)
        powers[clip.voice].extend(_powers(pcm, clip.sample_rate))
        peaks[clip.voice] = max(peaks[clip.voice], audioop.max(pcm, 2))
    return {voice: _gain(_loudness(powers[voice]), peaks[voice]) for voice in powers}


def read(clip: Clip) -> bytes:
    """Return a clip's PCM (OutputError when it isn't as long as the clip says)."""
    pcm = files.read(clip.file)
    if len(pcm) != 2 * clip.frames:
        what = f"the sound of {clip.line.text[:40]!r} has {len(pcm) // 2} frames, not {clip.frames}"
        raise OutputError(Problem("", what, "make it again with --no-cache"))
    return pcm


def _powers(pcm: bytes, sample_rate: int) -> Iterator[float]:
    """Yield the weighted mean square of 400 ms blocks, one every 100 ms; a shorter clip is one block."""
    smooth = 1 - math.exp(-2 * math.pi * _SHELF_HZ / sample_rate)
    low, _ = audioop.ratecv(pcm, 2, 1, sample_rate, sample_rate, None, round(1000 * smooth), round(1000 * (1 - smooth)))
    # BS.1770's weighting, nearly: the highs raised by 4 dB; at half level, so that nothing overflows.
    weighted = audioop.add(audioop.mul(pcm, 2, _SHELF / 2), audioop.mul(low, 2, (1 - _SHELF) / 2), 2)
    size = 2 * (sample_rate // 10)
    view = memoryview(weighted)
    steps = [audioop.rms(view[start : start + size], 2) ** 2 for start in range(0, len(view), size)]
    for place in range(max(1, len(steps) - 3)):
        block = steps[place : place + 4]
        if block:
            yield 4 * sum(block) / len(block)


def _loudness(powers: Sequence[float]) -> float | None:
    """Return the gated loudness of blocks in LUFS after BS.1770, None where all is silent."""
    loud = [power for power in powers if _lufs(power) > _LEAST_LUFS]
    if not loud:
        return None
    gate = _lufs(sum(loud) / len(loud)) + _GATE_LU
    kept = [power for power in loud if _lufs(power) > gate]
    return _lufs(sum(kept) / len(kept))


def _lufs(power: float) -> float:
    return -0.691 + 10 * math.log10(power / 32768**2) if power > 0 else -math.inf


def _gain(loudness: float | None, peak: int) -> float:
    """Return the gain in dB for a voice of that loudness and peak."""
    if loudness is None or peak == 0:
        return 0.0
    return min(READER_LUFS - loudness, _MOST_GAIN_DB, 20 * math.log10(_HEADROOM * 32767 / peak))


def programme(rundown: Rundown, clips: Sequence[Clip], gains: Mapping[str, float]) -> Iterator[bytes]:
    """Yield the whole programme as PCM, a clip or a silence at a time; ``clips`` have the rundown's sample rate.

    OutputError when a clip doesn't fit its slot.
    """
    waiting = iter(clips)
    now = 0
    for slot in rundown.slots:
        if isinstance(slot.item, Line):
            pcm = clip_pcm(next(waiting), gains)
        elif isinstance(slot.item, Direction) and slot.item.kind in {"sting", "music"}:
            pcm = music.pcm(music.sound_of(slot.item), rundown.sample_rate)
        else:
            continue
        if len(pcm) != 2 * (slot.end - slot.start):
            what = f"{len(pcm) // 2} frames of sound for a slot of {slot.end - slot.start}"
            raise OutputError(Problem("", what, "this is a fault of briefing's own: please report it"))
        yield from _silence(slot.start - now)
        yield pcm
        now = slot.end
    yield from _silence(rundown.frames - now)


def clip_pcm(clip: Clip, gains: Mapping[str, float]) -> bytes:
    """Return a clip at its reader's level, faded at its edges, as long as it was."""
    segment = _segment()(data=read(clip), sample_width=2, frame_rate=clip.sample_rate, channels=1)
    pcm: bytes = segment.apply_gain(gains[clip.voice]).raw_data
    return _faded(pcm, clip.sample_rate)


def _faded(pcm: bytes, sample_rate: int) -> bytes:
    """Return a clip that begins and ends in silence (pydub's own fades change the number of frames)."""
    wave = array("h", pcm)
    rising = min(_FADE_IN_MS * sample_rate // 1000, len(wave) // 2)
    falling = min(_FADE_OUT_MS * sample_rate // 1000, len(wave) // 2)
    for place in range(rising):
        wave[place] = wave[place] * place // rising
    for place in range(falling):
        wave[-1 - place] = wave[-1 - place] * place // falling
    return wave.tobytes()


def _silence(frames: int) -> Iterator[bytes]:
    """Yield so many frames of silence, in pieces."""
    left = 2 * frames
    while left > 0:
        yield _SILENCE[:left]
        left -= len(_SILENCE)


@lru_cache(maxsize=1)
def _segment() -> Any:  # noqa: ANN401  # pydub has no types
    """Return pydub's AudioSegment; at import it warns that it finds no ffmpeg, which it's never asked for."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pydub import AudioSegment
    return AudioSegment
