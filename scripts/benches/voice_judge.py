"""Two judges for bench voice, by a Python that has distillmos and resemblyzer: `voice_judge.py ASKED.json OUT.json`.

Asked is ``{"mos": [PCM, …], "voices": [[PCM, [[START, END], …]], …], "dials": [[PCM, [START, END]], …]}``: 16-bit files
at 16 kHz and ranges of frames. The answer has a predicted score for each of mos, the cosine of each pair of voices, and
for each of dials the pitch (semitones above 1 Hz) and the level (dB).
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

RATE = 16_000


def main(asked: str, out: str) -> None:
    """Judge what is asked."""
    question = json.loads(Path(asked).read_text(encoding="utf-8"))
    answer: dict[str, Any] = {}
    if sounds := question.get("mos"):
        answer["mos"] = _scores(sounds)
    if voices := question.get("voices"):
        answer["cosines"] = _cosines(voices)
    if stretches := question.get("dials"):
        answer["dials"] = [_dials(_wave(sound)[start:end]) for sound, (start, end) in stretches]
    Path(out).write_text(json.dumps(answer), encoding="utf-8")


def _wave(pcm: str) -> Any:  # noqa: ANN401 - numpy isn't the project's own
    np = import_module("numpy")
    return np.frombuffer(Path(pcm).read_bytes(), "<i2").astype(np.float32) / 32768


def _scores(sounds: list[str]) -> list[float]:
    """Return DistillMOS of each sound."""
    torch = import_module("torch")
    sys.modules.setdefault("torchaudio", ModuleType("torchaudio"))  # only its own command reads files with it
    model = import_module("distillmos").ConvTransformerSQAModel()
    model.eval()
    with torch.no_grad():
        return [float(model(torch.from_numpy(_wave(sound).copy())[None]).item()) for sound in sounds]


def _cosines(voices: list[tuple[str, list[tuple[int, int]]]]) -> list[list[float]]:
    """Return the cosine of each pair of voices by resemblyzer's embeddings, each of all that the voice says."""
    np, resemblyzer = import_module("numpy"), import_module("resemblyzer")
    encoder = resemblyzer.VoiceEncoder("cpu", verbose=False)
    waves = {sound: _wave(sound) for sound, _ in voices}
    found = []
    for sound, ranges in voices:
        said = np.concatenate([waves[sound][start:end] for start, end in ranges])
        found.append(encoder.embed_utterance(resemblyzer.preprocess_wav(said, source_sr=RATE)))
    each = np.array(found)
    each /= np.linalg.norm(each, axis=1, keepdims=True)
    cosines: list[list[float]] = (each @ each.T).round(4).tolist()
    return cosines


def _dials(wave: Any) -> tuple[float, float]:  # noqa: ANN401 - numpy isn't the project's own
    """Return the median pitch by autocorrelation of 40 ms, where there is a voice, and the level of what is loud."""
    np = import_module("numpy")
    blocks = wave[: len(wave) // 640 * 640].reshape(-1, 640)
    power = (blocks**2).mean(axis=1)
    loud = power > power.max() / 100
    low, high = RATE // 400, RATE // 60
    lags = []
    for block in blocks[loud]:
        shaped = (block - block.mean()) * np.hanning(640)
        same = np.fft.irfft(np.abs(np.fft.rfft(shaped, 2048)) ** 2)[: high + 1]
        lag = low + int(same[low:].argmax())
        if same[lag] > same[0] / 4:
            lags.append(lag)
    pitch = 12 * float(np.log2(RATE / np.median(lags))) if lags else 0.0
    return pitch, 10 * float(np.log10(power[loud].mean()))


if __name__ == "__main__":
    main(*sys.argv[1:])
