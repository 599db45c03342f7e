"""Readers' levels: how loud each voice reads, and the gain that makes all of them equal."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Sequence

from briefing.edges import files
from briefing.errors import OutputError, Problem
from briefing.mastering.samples import audioop
from briefing.values import Clip

READER_LUFS = -30.0
"""The level to which each reader is brought: low enough for the peaks of speech to stay below full scale."""

_MOST_GAIN_DB = 30.0
_HEADROOM = 0.9  # of full scale, that no reader's peaks exceed
_CREST_DB = 10.5  # of an ordinary voice, over 20 ms
_CREST_SHARE = 1.5  # dB for each dB of crest: what compressor and limiter will take from a peaky voice, and no other
_SHELF_HZ = 2113.0  # a one-pole shelf that has half its 4 dB where BS.1770's has it, at 1681 Hz
_SHELF = 10 ** (4 / 20)
_LEAST_LUFS, _GATE_LU = -70.0, -10.0  # the two gates of BS.1770


def gains(clips: Iterable[Clip]) -> dict[str, float]:
    """Return the gain in dB for each voice that makes the readers equally loud in the finished programme.

    A voice is judged by all its clips together, so that a line said softly stays soft.
    """
    readings: dict[str, Reading] = {}
    beside: dict[str, float] = {}
    for clip in clips:
        beside[clip.voice] = clip.level
        readings.setdefault(clip.voice, Reading()).hear(read(clip), clip.sample_rate)
    return {voice: reading.gain(beside[voice]) for voice, reading in readings.items()}


def read(clip: Clip) -> bytes:
    """Return a clip's PCM (OutputError when it isn't as long as the clip says)."""
    pcm = files.read(clip.file)
    if len(pcm) != 2 * clip.frames:
        what = f"the sound of {clip.line.text[:40]!r} has {len(pcm) // 2} frames, not {clip.frames}"
        raise OutputError(Problem("", what, "make it again with --force"))
    return pcm


class Reading:
    """What was heard of one voice so far."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._powers = array("d")  # of 400 ms each, one every 100 ms
        self._peak = 0
        self._peaks_squared = self._squares = 0  # summed over 20 ms each

    def hear(self, pcm: bytes, sample_rate: int) -> None:
        """Listen to a clip: 16-bit mono PCM."""
        self._powers.extend(powers(pcm, sample_rate))
        for part in _parts(pcm, sample_rate // 50):
            peak = audioop.max(part, 2)
            self._peak = max(self._peak, peak)
            self._peaks_squared += peak**2
            self._squares += audioop.rms(part, 2) ** 2

    def gain(self, beside: float = 0.0) -> float:
        """Return the gain in dB, to so many dB beside the others' level; 0 for a voice that was never heard."""
        loudness = gated(self._powers)
        if loudness is None or self._squares == 0:
            return 0.0
        crest = 10 * math.log10(self._peaks_squared / self._squares)
        wanted = READER_LUFS + _CREST_SHARE * (crest - _CREST_DB) - loudness + beside
        return min(wanted, _MOST_GAIN_DB, 20 * math.log10(_HEADROOM * 32767 / self._peak))


def _parts(pcm: bytes, frames: int) -> Iterator[memoryview]:
    """Yield PCM in parts of so many frames, the last one shorter, without copying it."""
    view = memoryview(pcm)
    return (view[start : start + 2 * frames] for start in range(0, len(view), 2 * frames))


def powers(pcm: bytes, sample_rate: int) -> Iterator[float]:
    """Yield the weighted mean square of 400 ms blocks, one every 100 ms; a shorter clip is one block."""
    smooth = 1 - math.exp(-2 * math.pi * _SHELF_HZ / sample_rate)
    low, _ = audioop.ratecv(pcm, 2, 1, sample_rate, sample_rate, None, round(1000 * smooth), round(1000 * (1 - smooth)))
    # BS.1770's weighting, nearly: the highs raised by 4 dB; at half level, so that nothing overflows.
    weighted = audioop.add(audioop.mul(pcm, 2, _SHELF / 2), audioop.mul(low, 2, (1 - _SHELF) / 2), 2)
    steps = [audioop.rms(part, 2) ** 2 for part in _parts(weighted, sample_rate // 10)]
    for place in range(max(1, len(steps) - 3)):
        block = steps[place : place + 4]
        if block:
            yield 4 * sum(block) / len(block)


def gated(powers: Sequence[float]) -> float | None:
    """Return the gated loudness of blocks in LUFS after BS.1770, None where all is silent."""
    loud = [power for power in powers if _lufs(power) > _LEAST_LUFS]
    if not loud:
        return None
    gate = _lufs(sum(loud) / len(loud)) + _GATE_LU
    kept = [power for power in loud if _lufs(power) > gate]
    return _lufs(sum(kept) / len(kept))


def _lufs(power: float) -> float:
    return -0.691 + 10 * math.log10(power / 32768**2) if power > 0 else -math.inf
