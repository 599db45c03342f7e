"""What a speech engine gets and gives, and the protocol that it follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from briefing.values.voice import Voice


@dataclass(frozen=True, slots=True)
class SpokenPiece:
    """A run of words in spoken form, with IPA or a respelling where the lexicon or the script sets one."""

    text: str
    ipa: str | None = None
    respelling: str | None = None
    stress: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a line is to be said: factors and differences that each engine turns into its own.

    ``rate`` multiplies the voice's words a minute, ``pitch`` is in semitones, ``level`` in dB, ``words`` are the
    words of the label for engines that know more.
    """

    rate: float = 1.0
    pitch: float = 0.0
    level: float = 0.0
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Utterance:
    """What an engine gets: a line in spoken form, its language (BCP 47) and its delivery."""

    pieces: tuple[SpokenPiece, ...]
    language: str = "en-GB"
    delivery: Delivery = Delivery()

    @property
    def text(self) -> str:
        """Return the spoken form, without IPA and respellings."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Audio:
    """Sound: signed 16-bit little-endian mono PCM and its sample rate in Hz."""

    pcm: bytes
    sample_rate: int

    @property
    def frames(self) -> int:
        """Return the length in frames."""
        return len(self.pcm) // 2


@dataclass(frozen=True, slots=True)
class WordTime:
    """When a word of the utterance begins, in ms from the start of the clip."""

    text: str
    ms: int


@dataclass(frozen=True, slots=True)
class Speech:
    """What an engine gives: the sound, and the times of the words where it knows them."""

    audio: Audio
    words: tuple[WordTime, ...] = ()


class Engine(Protocol):
    """A speech engine. It raises :class:`briefing.errors.EngineError` and nothing else.

    ``version`` is part of each clip's key in the cache: it must change whenever the sound may. ``synthesize`` may be
    called from several threads at once. An engine that takes no IPA says the respelling, else the text.
    """

    @property
    def name(self) -> str:
        """Return the engine's name, as ``--engine`` takes it."""

    @property
    def version(self) -> str:
        """Return the version of everything that shapes the sound."""

    def voices(self) -> tuple[str, ...]:
        """Return the names that ``Voice.engine_voice`` can have."""

    def synthesize(self, utterance: Utterance, voice: Voice) -> Speech:
        """Say the utterance."""
