"""What a person sets: the show, the cast, the lexicon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefing.values.speech import Voice


@dataclass(frozen=True, slots=True)
class CastVoice:
    """A voice of the cast: what it is for each engine. ``gender`` helps to choose it for a quoted speaker."""

    name: str
    gender: Literal["f", "m"] | None
    engines: tuple[tuple[str, Voice], ...]

    def on(self, engine: str) -> Voice | None:
        """Return the voice for the engine of that name."""
        return next((voice for name, voice in self.engines if name == engine), None)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who gets which voice: the anchor's, and those for the people quoted."""

    name: str
    voices: tuple[CastVoice, ...]

    def voice(self, name: str) -> CastVoice | None:
        """Return the cast's voice of that name."""
        return next((voice for voice in self.voices if voice.name == name), None)


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """An entry of the lexicon: how a word (or a run of words) is said. ``ipa`` or ``say`` or both are set."""

    word: str
    say: str | None = None
    ipa: str | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How words are said, looked up as they are written."""

    entries: tuple[Pronunciation, ...] = ()


@dataclass(frozen=True, slots=True)
class Show:
    """A podcast or programme: its name and its wording.

    ``sign_on`` and ``sign_off`` may hold ``{day}``, ``{show}`` and ``{sources}``. ``art`` is a path or None.
    ``time_zone`` is an IANA name and decides what "today" is.
    """

    name: str = "Briefing"
    author: str = "briefing"
    language: str = "en-GB"
    time_zone: str = "UTC"
    sign_on: str = "It's {day}. Here is your briefing."
    sign_off: str = "That's your briefing. {sources} It was read by synthetic voices."
    art: str | None = None
