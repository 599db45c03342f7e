"""Kokoro's takes: whether one can be right, and a line made of several, with the times of its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.speaking.splitting import Piece, Token

_LETTERS_S = 0.075
"""Seconds of speech to a sound of average weight at the model's own speed."""

_SLACK_S = 0.6
_SHORT, _LONG = 0.5, 2.0
_STRAY_S, _GAP_S = 0.12, 0.25
_BEFORE_S, _AFTER_S = 0.02, 0.06
_FADE = 96  # frames: 4 ms

# How long a sound takes, an average consonant being 1.
_WEIGHTS = {
    **dict.fromkeys("AIOQWY", 2.2), **dict.fromkeys("aæɑɒɔɛɜiu", 1.6), **dict.fromkeys("əɪʊʌᵻᵊ", 1.0),
    "ː": 0.7, "ʧ": 1.4, "ʤ": 1.4, "s": 1.3, "ʃ": 1.3, " ": 0.1, "ˈ": 0.4, "ˌ": 0.2,
    ",": 3.0, ";": 4.0, ":": 4.0, "—": 4.0, ".": 5.0, "?": 5.0, "!": 5.0, "…": 5.0,
}  # fmt: skip
_USUAL = 1.0


@dataclass(frozen=True, slots=True)
class Take:
    """A piece as it was said: PCM, its sample rate in Hz, where there's speech in it (frames), at which speed."""

    piece: Piece
    pcm: bytes
    rate: int
    speech: tuple[tuple[int, int], ...]
    speed: float

    @property
    def whole(self) -> tuple[int, int]:
        """Return the first and the last frame of the speech; a stray noise after it isn't part of it."""
        kept = list(self.speech)
        while len(kept) > 1 and _stray(kept[-2], kept[-1], self.rate):
            kept.pop()
        return kept[0][0], kept[-1][1]


def _stray(before: tuple[int, int], last: tuple[int, int], rate: int) -> bool:
    """Tell whether the last stretch is a short noise, long after the end of what is said."""
    return last[1] - last[0] < _STRAY_S * rate and last[0] - before[1] > _GAP_S * rate


def weight(sounds: str) -> float:
    """Return how long sounds take, in those of an average consonant."""
    return sum(_WEIGHTS.get(sound, _USUAL) for sound in sounds)


def flaw(take: Take) -> str:
    """Return why a take can't be right, or nothing: silent, cut off, far too short or long for its sounds."""
    frames = len(take.pcm) // 2
    if not take.speech:
        return "a silent clip"
    start, end = take.whole
    if end > frames - _FADE:
        return "a clip that breaks off in the middle of a sound"
    seconds = (end - start) / take.rate
    expected = weight(take.piece.sounds) * _LETTERS_S / take.speed
    if seconds < _SHORT * expected - _SLACK_S / take.speed:
        return f"a clip of {seconds:.1f} s where about {expected:.1f} s were to be expected"
    if seconds > _LONG * expected + _SLACK_S / take.speed:
        return f"a clip of {seconds:.1f} s where only about {expected:.1f} s were to be expected"
    return ""


def joined(takes: Sequence[Take], speed: float) -> tuple[bytes, int, list[tuple[Token, int]]]:
    """Return the takes as one sound, its sample rate, and the time of each word in ms.

    Pauses are those of the pieces, shorter where the speech is faster.
    """
    sound = bytearray()
    times: list[tuple[Token, int]] = []
    for place, take in enumerate(takes):
        first, last = place == 0, place == len(takes) - 1
        start, end = take.whole
        # The ends of the line stay as they came: they are trimmed with the clip.
        begin = 0 if first else max(0, start - round(_BEFORE_S * take.rate))
        stop = end + round(_AFTER_S * take.rate)
        offset = len(sound) // 2 - begin
        times += ((token, (offset + frame) * 1000 // take.rate) for token, frame in _words(take, start, end))
        sound += _faded(take.pcm[2 * begin : 2 * stop])
        if not last:
            sound += bytes(2 * round(take.piece.pause / speed * take.rate))
    return bytes(sound), takes[0].rate, times


def _words(take: Take, start: int, end: int) -> Iterator[tuple[Token, int]]:
    """Yield the piece's words at their frames: by the weight of their sounds, since the model tells no times."""
    marks, at = [], 0.0
    for token in take.piece.tokens:
        if any(char.isalnum() for char in token.written):
            marks.append((token, at))
        at += weight(token.sounds + " " * token.gap)
    spoken = at - _trailing(take.piece.tokens)
    gaps = [(a[1], b[0]) for a, b in pairwise(take.speech) if b[0] - a[1] > _BEFORE_S * take.rate]
    for token, mark in marks:
        yield token, _snapped(start + round(min(mark / max(spoken, 1.0), 1.0) * (end - start)), gaps)


def _trailing(tokens: Sequence[Token]) -> float:
    """Return the weight of the marks at the end, which take no time of the speech."""
    total = 0.0
    for token in reversed(tokens):
        if any(char.isalpha() for char in token.sounds):
            break
        total += weight(token.sounds + " " * token.gap)
    return total


def _snapped(frame: int, gaps: Sequence[tuple[int, int]]) -> int:
    """Return a word's frame; one that falls into silence begins where that ends."""
    return next((end for start, end in gaps if start <= frame < end), frame)


def _faded(pcm: bytes) -> bytes:
    """Return a sound whose ends rise from and fall to nothing: no click where it's joined."""
    fade = min(_FADE, len(pcm) // 4)
    head = b"".join(_scaled(pcm, frame, frame / fade) for frame in range(fade))
    frames = len(pcm) // 2
    tail = b"".join(_scaled(pcm, frame, (frames - 1 - frame) / fade) for frame in range(frames - fade, frames))
    return head + pcm[2 * fade : 2 * (frames - fade)] + tail


def _scaled(pcm: bytes, frame: int, part: float) -> bytes:
    """Return one sample, a part of itself."""
    value = int.from_bytes(pcm[2 * frame : 2 * frame + 2], "little", signed=True)
    return round(value * part).to_bytes(2, "little", signed=True)
