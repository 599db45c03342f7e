"""What the child process that speaks with Piper answers; ``child.py`` runs it. It imports nothing of the package.

A request has ``text`` (phonemes of IPA in ``[[…]]``), ``voice`` (a model's path), ``length`` (of a sound, as a factor),
``volume``; its answer ``rate`` and sound, signed 16-bit, little-endian.
"""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def _voice(path: str) -> Any:  # noqa: ANN401 (Piper's own class)
    from piper import PiperVoice

    return PiperVoice.load(path)


def answer(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Speak a text; without noise the same words give the same bytes."""
    from piper import SynthesisConfig

    dials = SynthesisConfig(
        length_scale=request["length"], noise_scale=0.0, noise_w_scale=0.0, volume=request["volume"]
    )
    voice = _voice(request["voice"])
    sound = b"".join(chunk.audio_int16_bytes for chunk in voice.synthesize(request["text"], dials))
    return {"rate": voice.config.sample_rate}, sound
