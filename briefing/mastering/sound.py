"""Stitching: clips brought to one level, faded at their edges, joined with silence and music, a piece at a time."""

from __future__ import annotations

import warnings
from array import array
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from briefing.errors import OutputError, Problem
from briefing.mastering import levels, music
from briefing.mastering.music import Take
from briefing.mastering.samples import audioop
from briefing.values import Clip, Direction, Line, Rundown

_FADE_IN_MS, _FADE_OUT_MS = 4, 10
_SILENCE = bytes(1 << 16)
_OURS: Mapping[str, Take] = {}


def programme(
    rundown: Rundown, clips: Sequence[Clip], gains: Mapping[str, float], takes: Mapping[str, Take] = _OURS
) -> Iterator[bytes]:
    """Yield the whole programme as PCM, a clip or a silence at a time; ``clips`` have the rundown's sample rate.

    Music is laid over it, under the speech on its either side; ``takes`` are the user's own sounds, by cue.
    OutputError when a clip doesn't fit its slot.
    """
    return _with(_music(rundown, takes), _speech(rundown, clips, gains))


def _speech(rundown: Rundown, clips: Sequence[Clip], gains: Mapping[str, float]) -> Iterator[bytes]:
    """Yield the speech, with silence where there's music."""
    waiting = iter(clips)
    now = 0
    for slot in rundown.slots:
        if not isinstance(slot.item, Line):
            continue
        pcm = clip_pcm(next(waiting), gains)
        if len(pcm) != 2 * (slot.end - slot.start):
            what = f"{len(pcm) // 2} frames of sound for a slot of {slot.end - slot.start}"
            raise OutputError(Problem("", what, "this is a fault of briefing's own: please report it"))
        yield from _silence(slot.start - now)
        yield pcm
        now = slot.end
    yield from _silence(rundown.frames - now)


def _music(rundown: Rundown, takes: Mapping[str, Take]) -> list[tuple[int, bytes]]:
    """Return where each sound begins, in frames, and its PCM: it never outlasts the programme."""
    found = []
    for slot in rundown.slots:
        if isinstance(slot.item, Direction) and slot.item.kind in {"sting", "music"}:
            sound = music.sound_of(slot.item)
            take = takes[sound] if sound in takes else music.take(sound, rundown.sample_rate)
            found.append((slot.start - take.lead, take.pcm))
    return found


def _with(sounds: Sequence[tuple[int, bytes]], pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield a programme's pieces with sounds laid over them, each from its own frame on."""
    waiting = deque(sorted(sounds, key=itemgetter(0)))
    sounding: list[tuple[int, bytes]] = []
    now = 0
    for piece in pieces:
        end = now + len(piece) // 2
        while waiting and waiting[0][0] < end:
            sounding.append(waiting.popleft())
        mixed = piece
        for start, pcm in sounding:
            mixed = _laid_over(mixed, pcm, start - now)
        yield mixed
        now = end
        sounding = [(start, pcm) for start, pcm in sounding if start + len(pcm) // 2 > now]


def _laid_over(piece: bytes, pcm: bytes, at: int) -> bytes:
    """Return a piece with a sound added from frame ``at`` on, which may stand before its start."""
    begin, end = max(at, 0), min(at + len(pcm) // 2, len(piece) // 2)
    both = audioop.add(piece[2 * begin : 2 * end], pcm[2 * (begin - at) : 2 * (end - at)], 2)
    return piece[: 2 * begin] + both + piece[2 * end :]


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
