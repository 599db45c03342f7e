"""The child process that speaks with Piper: a program of its own, started by path. It imports nothing of the package.

A request is a line of JSON on standard input: ``text`` (phonemes of IPA in ``[[…]]``), ``voice`` (a model's path),
``length`` (of a sound, as a factor), ``volume``. The answer: a line of JSON with ``rate`` and ``bytes``, or ``error``;
then so many bytes of sound, signed 16-bit, little-endian.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from functools import cache
from typing import Any


def main() -> None:
    """Answer requests until input ends."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whoever prints, prints to stderr
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(requests,), daemon=True).start()
    while True:
        try:
            head, sound = _answer(json.loads(requests.get()))
        except Exception as error:  # noqa: BLE001 (whatever Piper raises is an answer)
            head, sound = {"error": f"{type(error).__name__}: {error}"}, b""
        out.write(json.dumps({**head, "bytes": len(sound)}).encode() + b"\n" + sound)
        out.flush()


def _read(requests: queue.SimpleQueue[bytes]) -> None:
    """Take requests from standard input; its end is the end of this process."""
    for line in sys.stdin.buffer:
        requests.put(line)
    os._exit(0)


@cache
def _voice(path: str) -> Any:  # noqa: ANN401 (Piper's own class)
    from piper import PiperVoice

    return PiperVoice.load(path)


def _answer(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Speak a text; without noise the same words give the same bytes."""
    from piper import SynthesisConfig

    dials = SynthesisConfig(
        length_scale=request["length"], noise_scale=0.0, noise_w_scale=0.0, volume=request["volume"]
    )
    voice = _voice(request["voice"])
    sound = b"".join(chunk.audio_int16_bytes for chunk in voice.synthesize(request["text"], dials))
    return {"rate": voice.config.sample_rate}, sound


if __name__ == "__main__":
    main()
