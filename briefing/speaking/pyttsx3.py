"""The default engine: pyttsx3.

On Linux its eSpeak driver runs in a child process that gives the same bytes for the same line; on macOS and Windows
the system's own voices are used through pyttsx3's public interface (``system_voices.py``).
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from briefing.speaking.ipa import to_espeak
from briefing.values import Audio, Engine, Speech, SpokenPiece, Utterance, Voice, WordTime

if TYPE_CHECKING:
    from briefing.edges.espeak import Child, Library

_RECIPE = 3
"""To be raised with each change here that changes the sound, so that old clips aren't taken for new ones."""

# eSpeak's rate dial and the words a minute (of 5.9 letters and gaps) that come out, over 30 sentences of news.
_DIAL = (80, 100, 120, 140, 160, 180, 200, 220, 250, 300, 350, 400, 450)
_WPM = (92.8, 109.6, 130.5, 152.3, 172.8, 193.5, 213.3, 233.2, 260.1, 305.1, 353.4, 399.5, 461.1)

# How much faster than en-us a voice comes out at the same dial.
_PACE = {
    "en-gb-scotland": 1.04,
    "en-us-nyc": 1.02,
    "en-gb-x-gbcwmd": 0.985,
    "f2": 0.985,
    "m3": 1.02,
    "belinda": 1.015,
    "Lee": 0.975,
    "Reed": 1.015,
    "caleb": 1.02,
    "david": 1.02,
    "anika": 1.2,
    "Alicia": 0.868,
    "announcer": 0.967,
}

_PITCH_STEPS = 50 / 12
"""Steps of eSpeak's pitch dial to a semitone: 50 above the middle is an octave."""

_RANGE = {"bright": 12, "warm": 4, "grave": -10}
"""What a word of the delivery adds to eSpeak's pitch range, which is 50 where nothing is asked."""

_ENGLISH = "en"

_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")


def pyttsx3() -> Engine:
    """Return pyttsx3 as it works on this platform (EngineError when it isn't installed)."""
    drivers = {"darwin": "nsss", "win32": "sapi5"}
    if sys.platform in drivers:
        from briefing.speaking.system_voices import SystemVoices

        return SystemVoices(drivers[sys.platform])
    return Espeak()


class Espeak:
    """pyttsx3 with eSpeak NG, in a child process."""

    name = "pyttsx3"

    def __init__(self, child: Child | None = None) -> None:
        """Find the library; ``child`` is another way to it (EngineError when pyttsx3 isn't installed)."""
        from briefing.edges import espeak

        self._library: Library = espeak.locate()
        self._child = child or espeak.Child()

    @cached_property
    def version(self) -> str:
        """Return the versions of pyttsx3, of the library and of what is asked of them."""
        return f"{self._library.version}, recipe {_RECIPE}"

    def start(self) -> None:
        """Start the child in the background."""
        self._child.start()

    def close(self) -> None:
        """End the child."""
        self._child.close()

    def voices(self) -> tuple[str, ...]:
        """Return eSpeak's voices, one for each language and accent, and en-us and en-gb-x-rp with each variant.

        Any other voice takes the variants too: ``de+f2``.
        """
        from briefing.edges import espeak

        plain = espeak.languages(self._library)
        variants = espeak.variants(self._library)
        return plain + tuple(f"{voice}+{variant}" for voice in ("en-us", "en-gb-x-rp") for variant in variants)

    def lacks(self, voice: str) -> Iterator[tuple[str, str]]:
        """Yield what a voice's name has that eSpeak doesn't (it would speak all the same), and what there is."""
        from briefing.edges import espeak

        base, plus, variant = voice.partition("+")
        if base.lower() not in (known := espeak.languages(self._library)):
            yield f"eSpeak has no voice {base}", f"choose of: {', '.join(known)}"
        if plus and variant not in (known := espeak.variants(self._library)):
            yield f"eSpeak has no variant {variant}", f"choose of: {', '.join(known)}"

    def synthesize(self, utterance: Utterance, voice: Voice) -> Speech:
        """Say the utterance (EngineError)."""
        parts = tuple(_part(piece) for piece in utterance.pieces)
        request = {
            "parts": parts,
            "voice": _in_language(voice.engine_voice, utterance.language),
            **_dials(utterance, voice),
        }
        answer = self._child.ask(request, timeout_s(utterance.text))
        return Speech(Audio(answer.pcm, answer.sample_rate), tuple(word_times(answer.words, utterance)))


def timeout_s(text: str) -> float:
    """Return the seconds that a clip gets: a thousand times what eSpeak needs."""
    return 20 + len(text) / 20


def _in_language(voice: str, language: str) -> str:
    """Return the voice for a language: a programme in German is read by German voices of the same variants."""
    base, plus, variant = voice.partition("+")
    wanted = language.partition("-")[0].lower()
    # A cast's foreign voice is somebody's choice: an accent.
    return f"{wanted}{plus}{variant}" if base.partition("-")[0] == _ENGLISH != wanted else voice


def _dials(utterance: Utterance, voice: Voice) -> dict[str, int]:
    """Return eSpeak's parameters."""
    delivery = utterance.delivery
    return {
        "rate": dial(voice.engine_voice, voice.wpm * delivery.rate),
        "pitch": round(min(max(50 + (voice.pitch + delivery.pitch) * _PITCH_STEPS, 0), 99)),
        "range": 50 + sum(_RANGE.get(word, 0) for word in delivery.words),
        "volume": round(min(max(100 * 10 ** (delivery.level / 20), 5), 150)),
    }


def dial(voice: str, wpm: float) -> int:
    """Return eSpeak's rate for words a minute in a voice."""
    base, _, variant = voice.partition("+")
    wanted = wpm / (_PACE.get(base, 1.0) * _PACE.get(variant, 1.0))
    index = min(max(bisect_left(_WPM, wanted), 1), len(_WPM) - 1)
    low, high = _WPM[index - 1], _WPM[index]
    steps = _DIAL[index] - _DIAL[index - 1]
    rate = _DIAL[index - 1] + steps * (wanted - low) / (high - low)
    return round(min(max(rate, _DIAL[0]), _DIAL[-1]))


def _part(piece: SpokenPiece) -> tuple[str, str]:
    """Return what eSpeak is given for a piece, and what that is."""
    if piece.ipa and (sounds := to_espeak(piece.ipa)):
        return "phonemes", sounds
    if piece.respelling:
        return "respelling", harmless(piece.respelling)
    return "text", harmless(piece.text)


def harmless(text: str) -> str:
    """Return a text without anything that eSpeak takes for a command, each sign replaced by a space."""
    # \x01 begins a command to eSpeak, NUL ends its text, [[ begins phonemes; a lone surrogate can't be encoded.
    return "".join(" " if char in "[]<>" or not (char.isprintable() or char.isspace()) else char for char in text)


def word_times(marks: Iterable[tuple[int, int, int]], utterance: Utterance) -> Iterator[WordTime]:
    """Yield the utterance's words at the times of eSpeak's marks, which also stand within words and repeat.

    A mark is (piece, offset in it, ms). What was set by hand is marked where its piece begins.
    """
    text = utterance.text
    starts = (0, *accumulate(len(piece.text) for piece in utterance.pieces))
    words = [match.span() for match in _WORD.finditer(text)]
    ends = [end for _, end in words]
    last = -1
    for part, offset, ms in marks:
        piece = utterance.pieces[part]
        place = starts[part] + (0 if piece.ipa or piece.respelling else offset)
        index = bisect_right(ends, place)
        if last < index < len(words):
            last = index
            yield WordTime(text[slice(*words[index])], ms)
