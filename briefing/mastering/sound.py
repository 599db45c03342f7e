"""Stitching: clips brought to one level, faded at their edges, joined with silence and music, a piece at a time."""

from __future__ import annotations

import warnings
from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from briefing.errors import OutputError, Problem
from briefing.mastering import levels, music
from briefing.values import Clip, Direction, Line, Rundown

_FADE_IN_MS, _FADE_OUT_MS = 4, 10
_SILENCE = bytes(1 << 16)


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
    segment = _segment()(data=levels.read(clip), sample_width=2, frame_rate=clip.sample_rate, channels=1)
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
