"""A transcript by a Python that has faster-whisper, for bench voice: `transcribe.py MODEL SOUND OUT.txt`."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def main(model: str, sound: str, out: str) -> None:
    """Write what is heard."""
    whisper = import_module("faster_whisper").WhisperModel(model, device="cpu", compute_type="int8")
    heard, _ = whisper.transcribe(sound, language="en", beam_size=5)
    Path(out).write_text(" ".join(part.text.strip() for part in heard), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
