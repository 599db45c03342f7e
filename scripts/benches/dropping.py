"""An engine that drops words on purpose, for bench listen: another engine's sound with a stretch of words cut out.

``BENCH_DROP`` is JSON: ``engine``, ``line`` (the spoken text of the line), ``first`` and ``count`` (words), ``log`` (a
file that gets the words that were cut). Without it nothing is cut.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from briefing.speaking.engine import find
from briefing.values import Audio, Speech, Utterance, Voice, WordTime


class Dropping:
    """The engine; it passes on what it's asked, and cuts one stretch of one line."""

    def __init__(self) -> None:
        """Make the engine that really speaks."""
        self._plan = json.loads(os.environ["BENCH_DROP"])
        self._engine = find(self._plan["engine"])
        self.name = self._engine.name
        cut = "{line} {first} {count}".format(**self._plan)
        self.version = f"{self._engine.version}, {cut}"  # a clip that is kept is cut as planned, or not at all

    def close(self) -> None:
        """End the engine's children."""
        if close := getattr(self._engine, "close", None):
            close()

    def voices(self) -> tuple[str, ...]:
        """Return the engine's voices."""
        return self._engine.voices()

    def synthesize(self, utterance: Utterance, voice: Voice) -> Speech:
        """Say the utterance, and cut it where it's the line."""
        speech = self._engine.synthesize(utterance, voice)
        if " ".join(utterance.text.split()) != " ".join(self._plan["line"].split()) or not speech.words:
            return speech
        marks = [word.ms for word in speech.words]
        first = self._plan["first"] % len(marks)
        last = min(first + self._plan["count"], len(marks))
        begin, end = (_byte(speech.audio, marks[at]) if at < len(marks) else None for at in (first, last))
        if begin is None:
            return speech
        cut = speech.words[first:last]
        Path(self._plan["log"]).write_text(" ".join(word.text for word in cut), encoding="utf-8")
        pcm = speech.audio.pcm
        gone = marks[last] - marks[first] if last < len(marks) else 0
        words = (*speech.words[:first], *(WordTime(word.text, word.ms - gone) for word in speech.words[last:]))
        rest = pcm[end:] if end is not None else b""
        return Speech(Audio(pcm[:begin] + rest, speech.audio.sample_rate), words)


def _byte(audio: Audio, ms: int) -> int:
    return min(len(audio.pcm), ms * audio.sample_rate // 1000 * 2)
