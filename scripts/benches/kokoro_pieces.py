"""What a script's lines become for Kokoro's model: `kokoro_pieces.py SCRIPT OUT.json`. For scripts/bench voice.

It runs the program's own way up to the model, which isn't asked: its place takes what notes the requests.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefing import pipeline, settings, speaking
from briefing.edges.cache import ClipStore
from briefing.edges.crew import Crew
from briefing.edges.kokoro import locate
from briefing.speaking.kokoro import Kokoro
from briefing.speaking.phonemes import from_ipa, from_respelling, is_respelling

RATE = 24_000


class Notes(Crew):
    """Children that note what they are asked and answer with a tone of a likely length."""

    def __init__(self) -> None:
        """Start nothing."""
        super().__init__("notes", ["true"])
        self.asked: list[dict[str, object]] = []
        self._noting = threading.Lock()

    def start(self, request: Mapping[str, object], members: int = 1) -> None:
        """Start nothing."""

    def ask(self, request: Mapping[str, object], timeout: float) -> tuple[dict[str, Any], bytes]:  # noqa: ARG002
        """Note the request; answer with what passes every check."""
        with self._noting:
            self.asked.append(dict(request))
        frames = round(0.075 * RATE * len(str(request["sound"])) / float(str(request["speed"])))
        sound = bytes(2400) + b"\x00\x10\x00\xf0" * (frames // 2) + bytes(2400)
        return {"rate": RATE, "speech": [[1200, 1200 + frames // 2 * 2]]}, sound


def main(script: str, out: str) -> None:
    """Note a script's requests, and how many of the lexicon's words in it arrive with their sounds."""
    notes = Notes()
    engine = Kokoro((Crew("kokoro", locate().command, 1), notes))
    made = pipeline.draft([script], settings.Settings())
    lexicon = settings.read_lexicon(None)
    speaking.speak(
        made.script,
        engine,
        settings.read_cast(),
        lexicon,
        clips=ClipStore(None, keep=False),
        jobs=1,
        rate=None,
        progress=lambda _done, _of: None,
    )
    engine.close()
    said = " ".join(str(request["sound"]) for request in notes.asked)
    text = " ".join(line.text for line in made.script.lines)
    entries = [entry for entry in lexicon.entries if entry.word in text]
    wanted = [
        [from_ipa(entry.ipa, gb=gb) if entry.ipa else from_respelling(entry.say or "", gb=gb) for gb in (False, True)]
        for entry in entries
        if entry.ipa or (entry.say and is_respelling(entry.say))
    ]
    kept = sum(any(sounds and sounds in said for sounds in ways) for ways in wanted)
    about = {"requests": notes.asked, "known": len(wanted), "kept": kept}
    Path(out).write_text(json.dumps(about), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
