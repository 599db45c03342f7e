"""The child process that speaks one clip through pyttsx3's public interface: a program of its own, started by path.

A request in JSON comes on standard input, an answer in JSON goes to standard output: ``voices`` (names), or ``file``,
or ``error``. pyttsx3 writes notes on standard output, so it gets another one.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

_STEP_S = 0.02
_QUIET_S = 2.0  # a file that hasn't grown for so long won't


def main() -> None:
    """Answer the request on standard input."""
    out = os.dup(1)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    try:
        answer = _answer(json.load(sys.stdin))
    except Exception as error:  # noqa: BLE001 (whatever a driver raises is an answer)
        answer = {"error": f"{type(error).__name__}: {error}"}
    with os.fdopen(out, "wb") as stream:
        stream.write(json.dumps(answer).encode())
        stream.flush()
        # Drivers leave threads behind that would keep this process.
        os._exit(0)


def _answer(request: dict[str, Any]) -> dict[str, object]:
    """Return the installed voices, or the file of a clip."""
    if request["library"] and sys.platform == "linux":
        ctypes.CDLL(request["library"], ctypes.RTLD_GLOBAL)
    import pyttsx3

    engine = pyttsx3.init(request["driver"])
    voices = [_described(voice) for voice in engine.getProperty("voices")]
    if request.get("list"):
        return {"voices": [voice["name"] for voice in voices]}
    errors: list[str] = []
    engine.connect("error", lambda name, exception: errors.append(str(exception)))  # noqa: ARG005 (pyttsx3's names)
    file = str(Path(request["folder"], "clip.aiff" if request["driver"] == "nsss" else "clip.wav"))
    engine.setProperty("voice", choose(voices, request["voices"], request["language"])["id"])
    engine.setProperty("rate", request["rate"])
    engine.setProperty("volume", request["volume"])
    engine.save_to_file(request["text"], file)
    engine.runAndWait()
    if errors:
        return {"error": errors[0]}
    # runAndWait may return before the file is there.
    return {"file": file} if _whole(file, request["timeout"]) else {"error": "it wrote no whole file"}


def _described(voice: Any) -> dict[str, str]:  # noqa: ANN401 (pyttsx3 has no types)
    """Return a voice's id, name, gender and language in one form for all drivers."""
    languages = voice.languages or [""]
    language = languages[0].decode("utf-8", "ignore") if isinstance(languages[0], bytes) else str(languages[0])
    gender = str(voice.gender or "").lower()
    return {
        "id": str(voice.id),
        "name": str(voice.name),
        "gender": "female" if "female" in gender else "male" if "male" in gender else "",
        "language": "".join(char for char in language.replace("_", "-").lower() if char.isprintable()),
    }


def choose(voices: list[dict[str, str]], wishes: list[str], language: str) -> dict[str, str]:
    """Return the first voice that a wish names, else the first of the language, else the first.

    A wish is an id, part of a name, or ``male`` or ``female`` with a number, which goes round where there are fewer.
    """
    primary = language.partition("-")[0].lower()
    local = [voice for voice in voices if voice["language"].partition("-")[0] == primary]
    # The language's own country first: a British programme is read by British voices.
    local.sort(key=lambda voice: voice["language"] != language.lower())
    for wish in wishes:
        gender, _, number = wish.lower().partition(" ")
        if gender in {"male", "female"}:
            fitting = [voice for voice in local if voice["gender"] == gender]
            if fitting:
                return fitting[(int(number) - 1 if number.isdigit() else 0) % len(fitting)]
            continue
        for voice in (*local, *voices):
            if wish and (wish.lower() in voice["name"].lower() or wish.lower() == voice["id"].lower()):
                return voice
    return (local or voices)[0]


def _whole(file: str, timeout: float) -> bool:
    """Wait until the file's length is the one that its header promises, or it has stopped growing."""
    path, end = Path(file), time.monotonic() + timeout
    size, since = -1, time.monotonic()
    while time.monotonic() < end:
        now = path.stat().st_size if path.is_file() else 0
        if now != size:
            size, since = now, time.monotonic()
        if now > 44:  # noqa: PLR2004 (the header of a WAV file)
            head = path.read_bytes()[:8]
            promised = int.from_bytes(head[4:8], "big" if head[:4] == b"FORM" else "little") + 8
            if now in {promised, promised + 1} or time.monotonic() - since > _QUIET_S:
                return True
        time.sleep(_STEP_S)
    return False


if __name__ == "__main__":
    main()
