"""A Kokoro for tests: an installed folder without a model, and children that answer as the real one does."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from briefing.edges import kokoro
from briefing.edges.crew import Crew

CHILD = """
import array, json, math, sys, time
def answer(head, sound=b""):
    sys.stdout.buffer.write(json.dumps({**head, "bytes": len(sound)}).encode() + b"\\n" + sound)
    sys.stdout.buffer.flush()
for line in sys.stdin:
    asked = json.loads(line)
    if "tokens" in asked:
        texts = [text.replace(".", " .").replace(",", " ,") for text in asked["tokens"]]
        answer({"tokens": [[[word, word, " "] for word in text.split()] for text in texts]})
    elif "sound" in asked:
        BEHAVIOUR
        frames = int(24000 * 0.09 * len(asked["sound"]) / asked["speed"])
        wave = array.array("h", (int(8000 * math.sin(at / 20)) for at in range(frames))).tobytes()
        gap = bytes(4800)
        answer({"rate": 24000, "speech": [[2400, 2400 + frames]]}, gap + wave + gap)
    else:
        answer({})
"""


def folder(data: Path) -> Path:
    """Lay out what an installation leaves, below the user's data folder."""
    place = data / "briefing" / "kokoro"
    (place / "model" / "voices").mkdir(parents=True)
    (place / "packages").mkdir()
    (place / "model" / "model.onnx").write_bytes(b"no model")
    for name in ("af_heart", "bf_emma"):
        (place / "model" / "voices" / f"{name}.bin").write_bytes(bytes(4))
    about = {"kokoro": kokoro.FORMAT, "version": "test", **kokoro.fits()}
    (place / kokoro.RECORD).write_text(json.dumps(about), encoding="utf-8")
    return place


def crew(behaviour: str = "pass", members: int = 1) -> Crew:
    """Return children that do something before they give a sound."""
    return Crew("kokoro", [sys.executable, "-c", CHILD.replace("BEHAVIOUR", behaviour)], members)
