"""Piper as an engine: quick on slow machines, one male voice from a package, any other model in the data folder.

It's here as an engine of one file as well: all that an engine needs is below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.errors import EngineError, Problem
from briefing.speaking.pyttsx3 import harmless
from briefing.values import Audio, Speech, SpokenPiece, Utterance, Voice

if TYPE_CHECKING:
    from briefing.edges.crew import Crew

_RECIPE = 1
_WPM = 215.0
"""Words a minute of the voice joe at its own length of sounds."""

_LONGEST, _SHORTEST = 2.5, 0.4


class Piper:
    """Piper, in child processes of its own (its licence is the GPL)."""

    name = "piper"

    def __init__(self, crew: Crew | None = None) -> None:
        """Find what is installed (EngineError); ``crew`` are other children."""
        from briefing.edges import piper
        from briefing.edges.crew import Crew

        installed = piper.locate()
        self._models = dict(installed.voices)
        self._crew = crew or Crew("piper", installed.command)
        self.version = f"{installed.version}, recipe {_RECIPE}"

    def prepare(self, jobs: int, clips: int) -> None:
        """Have so many clips made at once, of so many."""
        self._crew.limit(min(jobs, clips))

    def close(self) -> None:
        """End the children."""
        self._crew.close()

    def voices(self) -> tuple[str, ...]:
        """Return the names of the models."""
        return tuple(self._models)

    def synthesize(self, utterance: Utterance, voice: Voice) -> Speech:
        """Say the utterance (EngineError); its pitch is the voice's own."""
        if voice.engine_voice not in self._models:
            what = f"the engine piper has no voice {voice.engine_voice}"
            raise EngineError(Problem("", what, f"choose of: {', '.join(self._models)}"))
        length = _WPM / (voice.wpm * utterance.delivery.rate)
        request = {
            "text": "".join(map(_said, utterance.pieces)),
            "voice": self._models[voice.engine_voice],
            "length": round(min(max(length, _SHORTEST), _LONGEST), 4),
            "volume": round(0.7 * 10 ** (utterance.delivery.level / 20), 4),
        }
        head, pcm = self._crew.ask(request, 60 + len(utterance.text))
        return Speech(Audio(pcm, int(head["rate"])))


def _said(piece: SpokenPiece) -> str:
    """Return a piece as Piper takes it: IPA in double brackets, else words."""
    if piece.ipa and piece.ipa.strip("/[] "):
        before, after = (" " if side.isspace() else "" for side in (piece.text[:1], piece.text[-1:]))
        return f"{before}[[{piece.ipa.strip('/[] ')}]]{after}"
    return harmless(piece.respelling or piece.text)
