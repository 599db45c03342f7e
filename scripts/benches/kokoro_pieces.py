"""What a script's lines become for Kokoro's model: `kokoro_pieces.py SCRIPT OUT.json ARTICLE…`.

It runs the program's own way up to the model, which isn't asked: its place takes what notes the requests.
"""

from __future__ import annotations

import json
import re
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefing import pipeline, settings, speaking
from briefing.edges.cache import ClipStore
from briefing.edges.crew import Crew
from briefing.edges.kokoro import locate
from briefing.speaking import casting
from briefing.speaking.kokoro import Kokoro
from briefing.speaking.phonemes import from_ipa, from_respelling
from briefing.speaking.utterances import utterance
from briefing.values import Delivery, Pronunciation

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benches.voice_words import people as people_in

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


def main(script: str, out: str, *articles: str) -> None:
    """Note a script's requests; and of each article how people's names arrive that the lexicon has."""
    notes = Notes()
    engine = Kokoro((Crew("kokoro", locate().command, 1), notes))
    requests: list[dict[str, object]] = []
    if script != "-":
        made = pipeline.draft([script], settings.Settings())
        speaking.speak(
            made.script,
            engine,
            settings.read_cast(),
            settings.read_lexicon(None),
            clips=ClipStore(None, keep=False),
            jobs=1,
            rate=None,
            progress=lambda _done, _of: None,
        )
        requests = list(notes.asked)
    wrong: list[str] = []
    known = sum(_names(article, engine, notes, wrong) for article in articles)
    engine.close()
    Path(out).write_text(json.dumps({"requests": requests, "known": known, "wrong": wrong}), encoding="utf-8")


def _names(article: str, engine: Kokoro, notes: Notes, wrong: list[str]) -> int:
    """Return how often the lexicon's names are spoken in an article's programme; those said otherwise go to wrong."""
    made = pipeline.draft([article], settings.Settings(length="full"))
    lexicon, cast = settings.read_lexicon(None), settings.read_cast()
    voices = casting.voices(made.script, cast, engine, None)
    people = frozenset(people_in(Path(article).read_text(encoding="utf-8")))
    entries = {entry.word: entry for entry in lexicon.entries if people & set(entry.word.split()) and not entry.after}
    if not entries:
        return 0
    # The longest form wins, as in the program.
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(entries, key=len, reverse=True))) + r")(?!\w)")
    known = 0
    for line in made.script.lines:
        words = pattern.findall(line.text)
        if not words:
            continue
        notes.asked.clear()
        engine.synthesize(utterance(line, lexicon, made.script.language, Delivery()), voices[line.reader])
        said = " ".join(str(request["sound"]) for request in notes.asked)
        known += len(words)
        wrong += (word for word in words if not any(sounds in said for sounds in _ways(entries[word])))
    return known


def _ways(entry: Pronunciation) -> list[str]:
    """Return an entry's sounds, American and British."""
    ways = [
        from_ipa(entry.ipa, gb=gb) if entry.ipa else from_respelling(entry.say or "", gb=gb) for gb in (False, True)
    ]
    return [way for way in ways if way]


if __name__ == "__main__":
    main(*sys.argv[1:])
