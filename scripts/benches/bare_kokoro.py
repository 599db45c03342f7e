"""The model alone, one session of two threads, for bench voice: `bare_kokoro.py FOLDER PIECES.json OUT.json`."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def main(folder: str, pieces: str, out: str) -> None:
    """Load the model, speak the pieces one after another, write the seconds of sound and of loading."""
    sys.path.append(f"{folder}/packages")
    import numpy as np
    import onnxruntime

    begin = time.monotonic()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    session = onnxruntime.InferenceSession(f"{folder}/model/model.onnx", options, providers=["CPUExecutionProvider"])
    loaded = time.monotonic() - begin
    known = json.loads(Path(folder, "model", "vocab.json").read_text(encoding="utf-8"))["vocab"]
    frames = 0
    for request in json.loads(Path(pieces).read_text(encoding="utf-8"))["requests"]:
        numbers = [known[sound] for sound in request["sound"] if sound in known]
        voice = np.fromfile(f"{folder}/model/voices/{request['voice'][0][0]}.bin", np.float32).reshape(-1, 1, 256)
        given = {
            "tokens": np.array([[0, *numbers, 0]], np.int64),
            "style": voice[len(numbers) - 1],
            "speed": np.array([request["speed"]], np.float32),
        }
        frames += session.run(None, given)[0].size
    Path(out).write_text(json.dumps({"seconds": frames / 24_000, "load": loaded}), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
