"""Transcripts by a Python that has faster-whisper, for bench voice: `transcribe.py MODEL OUT.json SOUND…`."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path


def main(model: str, out: str, *sounds: str) -> None:
    """Write what is heard in each sound."""
    whisper = import_module("faster_whisper").WhisperModel(model, device="cpu", compute_type="int8")
    heard = {}
    for sound in sounds:
        parts, _ = whisper.transcribe(sound, language="en", beam_size=5, condition_on_previous_text=False)
        heard[sound] = " ".join(part.text.strip() for part in parts)
    Path(out).write_text(json.dumps(heard, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
