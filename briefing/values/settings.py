"""What a person sets: the show, the cast, the lexicon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefing.values.voice import Voice

PAUSES = {
    "paragraph": 350,  # between two lines of one reader
    "reader": 700,  # between two readers
    "quote": 700,  # before and after a block quote
    "item": 250,  # after a headline
    "story": 900,  # before a chapter
    "music": 300,  # on either side of a sting or music, which fade by themselves
    "beat": 250,  # the direction (beat)
    "pause": 500,  # the direction (pause) that doesn't say how long
    "tail": 300,  # after the last sound
}
"""The silences of a programme in ms, by what they stand between."""

LONGEST_PAUSE_MS = 1050
"""No pause that the script doesn't ask for is longer: with what a clip keeps at its ends it's 1.2 s at most."""


@dataclass(frozen=True, slots=True)
class CastVoice:
    """A voice of the cast: what it is for each engine. ``gender`` helps to choose it for a quoted speaker.

    ``level`` is in dB beside the other readers, ``pause`` a factor of the silences after its lines.
    """

    name: str
    gender: Literal["f", "m"] | None
    engines: tuple[tuple[str, Voice], ...]
    level: float = 0.0
    pause: float = 1.0

    def on(self, engine: str) -> Voice | None:
        """Return the voice for the engine of that name."""
        return next((voice for name, voice in self.engines if name == engine), None)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who gets which voice: the anchor's, and those for the people quoted.

    ``people`` (name, voice) always get that voice; those in ``remembered`` had it before, and get it while it's free.
    ``second_anchor`` reads every second story. ``pauses`` (of which kind, ms) replace those of ``PAUSES``.
    """

    name: str
    voices: tuple[CastVoice, ...]
    people: tuple[tuple[str, str], ...] = ()
    second_anchor: str | None = None
    pauses: tuple[tuple[str, int], ...] = ()
    remembered: tuple[tuple[str, str], ...] = ()

    def voice(self, name: str) -> CastVoice | None:
        """Return the cast's voice of that name."""
        return next((voice for voice in self.voices if voice.name == name), None)

    def pause_table(self) -> dict[str, int]:
        """Return every silence in ms, the cast's own in place of the usual."""
        return PAUSES | dict(self.pauses)


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """An entry of the lexicon: how a word (or a run of words) is said. ``ipa`` or ``say`` or both are set.

    ``after``: only where one of these words stands before it ("in Nice"); ``inside``: not where a sentence begins
    ("Polish"). ``any_case``: in capitals or not. ``language``: only there (BCP 47). ``sure``: whether it was checked.
    """

    word: str
    say: str | None = None
    ipa: str | None = None
    after: tuple[str, ...] = ()
    inside: bool = False
    any_case: bool = False
    language: str | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How words are said, looked up as they are written; of two entries for a word the first counts."""

    entries: tuple[Pronunciation, ...] = ()

    def __hash__(self) -> int:
        """Return a hash that costs little: a lexicon holds a thousand entries and is asked for with every line."""
        return hash((len(self.entries), self.entries[:1], self.entries[-1:]))


@dataclass(frozen=True, slots=True)
class Show:
    """A podcast or programme: its name and its wording.

    ``sign_on`` and ``sign_off`` may hold ``{day}``, ``{show}`` and ``{sources}``. ``art`` is a path or None.
    ``time_zone`` is an IANA name and decides what "today" is. ``hand_overs`` open the second story and those after it,
    ``last_hand_over`` the last of three or more; where they're empty the programme's own are used. ``music`` stands for
    the opening, the stings and the closing, ``sounds`` (cue, path) are the user's own files for them; ``cast`` and
    ``lexicon`` name those of the show.
    """

    name: str = "Briefing"
    author: str = "briefing"
    language: str = "en-GB"
    time_zone: str = "UTC"
    sign_on: str = "It's {day}. Here is your briefing."
    sign_off: str = "That's your briefing. {sources} It was read by synthetic voices."
    art: str | None = None
    hand_overs: tuple[str, ...] = ()
    last_hand_over: str = ""
    music: bool = True
    cast: str | None = None
    lexicon: str | None = None
    sounds: tuple[tuple[str, str], ...] = ()
