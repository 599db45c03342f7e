"""What the child process that hears with Whisper answers; ``child.py`` runs it. It imports nothing of the package.

Its arguments: a folder with the model, and how many threads. A request has ``sound`` (a file of signed 16-bit
little-endian mono PCM at 16 kHz), ``start`` and ``end`` (s), ``language``, ``beam``, ``stamps`` (whether times are
decoded with the words), ``stretch`` (a factor of its length); its answer ``text``.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import Any

RATE = 16_000


def answer(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return what is heard."""
    return {"text": _hear(_model(), request)}, b""


@cache
def _model() -> Any:  # noqa: ANN401 (faster-whisper's own class)
    folder, threads = sys.argv[1:3]
    os.environ.update(OMP_NUM_THREADS=threads, HF_HUB_OFFLINE="1")
    from faster_whisper import WhisperModel

    return WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=int(threads), local_files_only=True)


def _hear(model: Any, request: dict[str, Any]) -> str:  # noqa: ANN401 (faster-whisper's own class)
    """Return what is heard in a stretch of the sound."""
    import numpy as np

    first, last = (max(0, round(request[key] * RATE)) for key in ("start", "end"))
    with open(request["sound"], "rb") as file:  # noqa: PTH123 (nothing but the sound is read)
        file.seek(first * 2)
        wave = np.frombuffer(file.read(max(0, last - first) * 2), "<i2").astype(np.float32) / 32768
    if request["stretch"] != 1.0:
        # The sound is slowed down, pitch and all: enough for other errors than before.
        wave = np.interp(np.arange(0, len(wave), 1 / request["stretch"]), np.arange(len(wave)), wave)
        wave = wave.astype(np.float32)
    parts, _ = model.transcribe(
        wave,
        language=request["language"],
        beam_size=request["beam"],
        temperature=0.0,
        without_timestamps=not request["stamps"],
        condition_on_previous_text=False,  # what was misheard once isn't heard on and on
        no_speech_threshold=None,  # nothing is passed over as silence
        log_prob_threshold=None,
    )
    return " ".join(part.text.strip() for part in parts)
