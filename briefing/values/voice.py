"""How somebody sounds: the cast has it, and an engine is given it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Voice:
    """How somebody sounds in one engine: the engine's own voice name, the rate and the pitch.

    ``wpm`` is words a minute as they come out (the engine turns it into its own dial), ``pitch`` is in semitones from
    the voice's own. ``level`` (dB beside the other readers) and ``pause`` (a factor of the silences after its lines)
    are for the master and no engine's affair.
    """

    name: str
    engine_voice: str
    wpm: int = 160
    pitch: float = 0.0
    level: float = 0.0
    pause: float = 1.0
