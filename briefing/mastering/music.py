"""The programme's own music: an opening, a sting and a closing, made of soft bell tones over a held chord.

Opening and closing are beds: they go on under the first words, and begin under the last ones, well below the voice.
Pure and deterministic; some hundredths of a second for all three.
"""

from __future__ import annotations

import cmath
import math
from array import array
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from briefing.values import Direction


@dataclass(frozen=True, slots=True)
class Note:
    """A bell tone: pitch in Hz, when it's struck and how fast it dies away, both in seconds; how loud, from 0 to 1.

    ``swell`` is how long it takes to come up, in seconds; 0 is a stroke.
    """

    hz: float
    at: float
    decay: float
    level: float
    swell: float = 0.0


@dataclass(frozen=True, slots=True)
class Sound:
    """A piece of music: how long it plays alone and under the speech before and after, in seconds; its notes.

    The notes' times count from where it begins under speech.
    """

    seconds: float
    notes: tuple[Note, ...]
    before: float = 0.0
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Take:
    """A sound ready to be mixed in: 16-bit mono PCM.

    Of its frames ``lead`` play under what stands before, ``alone`` have the programme to themselves, the rest plays
    under what comes after.
    """

    pcm: bytes
    lead: int
    alone: int


_D3, _FIS3, _A3, _D4, _E4, _FIS4, _A4, _B4, _D5, _E5, _FIS5 = (
    146.83,
    185.0,
    220.0,
    293.66,
    329.63,
    369.99,
    440.0,
    493.88,
    587.33,
    659.26,
    739.99,
)

SOUNDS = {
    "open": Sound(
        2.5,
        (
            Note(_D4, 0.0, 0.9, 0.8),
            Note(_A4, 0.22, 0.7, 0.8),
            Note(_D5, 0.44, 0.7, 0.9),
            Note(_FIS5, 0.66, 0.55, 1.0),
            Note(_A3, 0.66, 0.6, 0.7),
            Note(_D3, 0.3, 9.0, 0.5, swell=1.2),
            Note(_FIS3, 0.3, 9.0, 0.25, swell=1.6),
            Note(_A3, 0.3, 9.0, 0.4, swell=1.4),
        ),
        after=5.0,
    ),
    "sting": Sound(1.0, (Note(_A4, 0.0, 0.28, 1.3), Note(_E5, 0.14, 0.26, 1.4))),
    "close": Sound(
        3.0,
        (
            Note(_D3, 0.0, 9.0, 0.5, swell=2.5),
            Note(_FIS3, 0.0, 9.0, 0.25, swell=2.5),
            Note(_A3, 0.0, 9.0, 0.4, swell=2.5),
            Note(_FIS5, 4.0, 0.6, 0.9),
            Note(_D5, 4.24, 0.7, 0.9),
            Note(_A4, 4.48, 0.8, 0.9),
            Note(_D4, 4.80, 0.75, 1.0),
            Note(_A3, 4.80, 0.75, 0.8),
        ),
        before=4.0,
    ),
}
"""What a direction can call for."""

PEAK = 0.0089
"""A note's highest sample at level 1, of full scale: so low because what follows compresses speech and not music."""

UNDER = 0.35
"""How loud a bed is under speech, of what it is alone (-9 dB); while somebody speaks the compressor takes more."""

_ATTACK_SECONDS = 0.012
_FADE_SECONDS = 0.25
_TURN_SECONDS = 0.6
"""How long a bed takes to go under speech or to come up from it."""
_FULL_SCALE = 2**31 - 1
_DECAYS = 8
"""After so many times its decay a note is below a tenth of a 16-bit step."""


def sound_of(direction: Direction) -> str:
    """Return the name of the sound that a direction calls for; a cue that isn't ours gets the sting."""
    return direction.cue if direction.kind == "music" and direction.cue in SOUNDS else "sting"


def frames(sound: str, sample_rate: int) -> int:
    """Return how long a sound has the programme to itself, in frames at ``sample_rate`` Hz."""
    return round(SOUNDS[sound].seconds * sample_rate)


@lru_cache(maxsize=8)
def take(sound: str, sample_rate: int) -> Take:
    """Return one of our own sounds at ``sample_rate`` Hz."""
    from briefing.mastering.samples import audioop

    made = SOUNDS[sound]
    lead, alone = round(made.before * sample_rate), frames(sound, sample_rate)
    length = lead + alone + round(made.after * sample_rate)
    mix = bytes(4 * length)
    for note in made.notes:
        mix = audioop.add(mix, _swelled(_tone(note, length, sample_rate), note, sample_rate), 4)
        if not note.swell:
            # An octave above, softer and shorter: the bell in the tone.
            bell = Note(2 * note.hz, note.at, note.decay / 2, note.level / 4)
            mix = audioop.add(mix, _tone(bell, length, sample_rate), 4)
    shape = envelope(made.before, made.seconds, made.after)
    return Take(audioop.lin2lin(shaped(mix, shape, sample_rate, 4), 4, 2), lead, alone)


def envelope(before: float, alone: float, after: float) -> list[tuple[float, float]]:
    """Return how loud a bed is: (seconds, factor), straight lines between; soft under speech, gone at its end."""
    points = (
        [(0.0, 0.0), (0.4 * before, UNDER), (before, UNDER), (before + _TURN_SECONDS, 1.0)] if before else [(0.0, 1.0)]
    )
    end = before + alone
    if after:
        return [*points, (end - _TURN_SECONDS, 1.0), (end, UNDER), (end + after / 2, UNDER), (end + after, 0.0)]
    return [*points, (end - _FADE_SECONDS, 1.0), (end, 0.0)]


def shaped(pcm: bytes, points: list[tuple[float, float]], sample_rate: int, width: int) -> bytes:
    """Return PCM of ``width`` bytes a sample brought to a level that changes in steps of 1 ms, too small to hear."""
    from briefing.mastering.samples import audioop

    size = width * (sample_rate // 1000)
    parts, place = [], 0
    for (start, low), (end, high) in pairwise(points):
        begin, until = round(start * sample_rate) * width, round(end * sample_rate) * width
        if low == high:
            parts.append(audioop.mul(pcm[begin:until], width, low) if low != 1.0 else pcm[begin:until])
        else:
            for at in range(begin, until, size):
                level = low + (high - low) * (at - begin) / (until - begin)
                parts.append(audioop.mul(pcm[at : min(at + size, until)], width, level))
        place = until
    return b"".join(parts) + bytes(max(0, len(pcm) - place))


def _swelled(tone: bytes, note: Note, sample_rate: int) -> bytes:
    """Return a note that comes up slowly."""
    if not note.swell:
        return tone
    whole = len(tone) / 4 / sample_rate
    return shaped(tone, [(0.0, 0.0), (note.at, 0.0), (note.at + note.swell, 1.0), (whole, 1.0)], sample_rate, 4)


def _tone(note: Note, length: int, sample_rate: int) -> bytes:
    """Return a dying sine as 32-bit PCM, ``length`` frames from the programme's start.

    The first few milliseconds are computed; then what there is is turned, shrunk and appended, until it's long enough
    or can't be heard.
    """
    from briefing.mastering.samples import audioop

    size = round(_ATTACK_SECONDS * sample_rate)
    step = complex(-1 / note.decay, 2 * math.pi * note.hz) / sample_rate
    first = [cmath.exp(step * place) * (PEAK * note.level * _FULL_SCALE) for place in range(size)]
    rising = array("i", [round(value.imag * place / size) for place, value in enumerate(first)]).tobytes()
    sine = array("i", [round(value.imag) for value in first]).tobytes()
    cosine = array("i", [round(value.real) for value in first]).tobytes()
    start = round(note.at * sample_rate)
    end = 4 * min(length - start, round(_DECAYS * note.decay * sample_rate))
    while (missing := end - len(sine)) > 0:
        turn = cmath.exp(step * (len(sine) // 4))
        by_cosine, by_sine = audioop.mul(cosine[:missing], 4, turn.imag), audioop.mul(sine[:missing], 4, -turn.imag)
        more = audioop.add(audioop.mul(sine[:missing], 4, turn.real), by_cosine, 4)
        cosine += audioop.add(audioop.mul(cosine[:missing], 4, turn.real), by_sine, 4)
        sine += more
    sounding = rising + sine[len(rising) : end]
    return bytes(4 * start) + sounding + bytes(4 * (length - start) - len(sounding))
