"""The programme's own music: an opening, a sting and a closing, made of soft bell tones.

Pure and deterministic; a few tens of milliseconds for all three.
"""

from __future__ import annotations

import cmath
import math
from array import array
from dataclasses import dataclass
from functools import lru_cache

from briefing.values import Direction


@dataclass(frozen=True, slots=True)
class Note:
    """A bell tone: pitch in Hz, when it's struck and how fast it dies away, both in seconds; how loud, from 0 to 1."""

    hz: float
    at: float
    decay: float
    level: float


@dataclass(frozen=True, slots=True)
class Sound:
    """A piece of music: its length in seconds and its notes."""

    seconds: float
    notes: tuple[Note, ...]


_A3, _D4, _E4, _FIS4, _A4, _B4, _D5, _E5, _FIS5 = 220.0, 293.66, 329.63, 369.99, 440.0, 493.88, 587.33, 659.26, 739.99

SOUNDS = {
    "open": Sound(
        2.5,
        (
            Note(_D4, 0.0, 0.9, 0.8),
            Note(_A4, 0.22, 0.7, 0.8),
            Note(_D5, 0.44, 0.7, 0.9),
            Note(_FIS5, 0.66, 0.55, 1.0),
            Note(_A3, 0.66, 0.6, 0.7),
        ),
    ),
    "sting": Sound(1.0, (Note(_A4, 0.0, 0.28, 1.3), Note(_E5, 0.14, 0.26, 1.4))),
    "close": Sound(
        3.0,
        (
            Note(_FIS5, 0.0, 0.6, 0.9),
            Note(_D5, 0.24, 0.7, 0.9),
            Note(_A4, 0.48, 0.8, 0.9),
            Note(_D4, 0.80, 0.75, 1.0),
            Note(_A3, 0.80, 0.75, 0.8),
        ),
    ),
}
"""What a direction can call for."""

PEAK = 0.0089
"""A note's highest sample at level 1, of full scale: so low because what follows compresses speech and not music."""

_ATTACK_SECONDS = 0.012
_FADE_SECONDS = 0.25
_FULL_SCALE = 2**31 - 1


def sound_of(direction: Direction) -> str:
    """Return the name of the sound that a direction calls for; a cue that isn't ours gets the sting."""
    return direction.cue if direction.kind == "music" and direction.cue in SOUNDS else "sting"


def frames(sound: str, sample_rate: int) -> int:
    """Return a sound's length in frames at ``sample_rate`` Hz."""
    return round(SOUNDS[sound].seconds * sample_rate)


@lru_cache(maxsize=8)
def pcm(sound: str, sample_rate: int) -> bytes:
    """Return a sound as 16-bit mono PCM at ``sample_rate`` Hz."""
    from briefing.mastering.samples import audioop

    length = frames(sound, sample_rate)
    mix = bytes(4 * length)
    for note in SOUNDS[sound].notes:
        # An octave above, softer and shorter: the bell in the tone.
        bell = Note(2 * note.hz, note.at, note.decay / 2, note.level / 4)
        mix = audioop.add(mix, _tone(note, length, sample_rate), 4)
        mix = audioop.add(mix, _tone(bell, length, sample_rate), 4)
    return audioop.lin2lin(_faded(mix, sample_rate), 4, 2)


def _tone(note: Note, length: int, sample_rate: int) -> bytes:
    """Return a dying sine as 32-bit PCM, ``length`` frames from the programme's start.

    The first few milliseconds are computed; then what there is is turned, shrunk and appended, until it's long enough.
    """
    from briefing.mastering.samples import audioop

    size = round(_ATTACK_SECONDS * sample_rate)
    step = complex(-1 / note.decay, 2 * math.pi * note.hz) / sample_rate
    first = [cmath.exp(step * place) * (PEAK * note.level * _FULL_SCALE) for place in range(size)]
    rising = array("i", [round(value.imag * place / size) for place, value in enumerate(first)]).tobytes()
    sine = array("i", [round(value.imag) for value in first]).tobytes()
    cosine = array("i", [round(value.real) for value in first]).tobytes()
    start = round(note.at * sample_rate)
    while len(sine) < 4 * (length - start):
        turn = cmath.exp(step * (len(sine) // 4))
        by_cosine, by_sine = audioop.mul(cosine, 4, turn.imag), audioop.mul(sine, 4, -turn.imag)
        sine += audioop.add(audioop.mul(sine, 4, turn.real), by_cosine, 4)
        cosine += audioop.add(audioop.mul(cosine, 4, turn.real), by_sine, 4)
    return (bytes(4 * start) + rising + sine[len(rising) :])[: 4 * length]


def _faded(mix: bytes, sample_rate: int) -> bytes:
    """Return 32-bit PCM with its last quarter of a second faded to silence, in steps too small to hear."""
    from briefing.mastering.samples import audioop

    steps = round(_FADE_SECONDS * 1000)
    size = 4 * (sample_rate // 1000)
    body = len(mix) - steps * size
    parts = (mix[body + step * size : body + (step + 1) * size] for step in range(steps))
    return mix[:body] + b"".join(audioop.mul(part, 4, 1 - (step + 1) / steps) for step, part in enumerate(parts))
