"""The child process that speaks with pyttsx3's eSpeak driver on Linux: a program of its own, started by path.

It loads the library once, never speaks itself, and forks for each clip: the fork's state is always fresh, so the same
request gives the same bytes. It imports nothing of the package and little else, for it starts with every programme.

On its standard input is a Unix socket. Each message there is one byte and one end of a socket pair; on that pair comes
a request (JSON) and goes the answer: a line of JSON (``frames``, ``sample_rate``, ``words`` as [part, offset, ms];
or ``error``), then the frames, signed 16-bit. End of input, or the death of
the parent, ends everything.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import socket
import sys
from bisect import bisect_right
from collections.abc import Sequence
from contextlib import suppress
from itertools import accumulate
from types import FrameType, ModuleType
from typing import Any, Protocol

_PR_SET_PDEATHSIG = 1
_BUFFER_MS = 1000
_WORD = 1  # eSpeak's event at the start of a word
_PITCH_RANGE = 4  # eSpeak's parameter, named differently by its versions

_NO_MARKS = str.maketrans("", "", ",%=_ ")  # eSpeak's other stresses and separators

_clips: dict[int, int] = {}
"""The forks that are speaking: pid to the socket that waits for the answer."""


class _Event(Protocol):
    """An event of eSpeak's, as far as it matters here."""

    type: int
    text_position: int
    audio_position: int


def main(folder: str, library: str, data: str, variants: str) -> None:
    """Serve clips until standard input ends."""
    if data:
        os.environ["ESPEAK_DATA_PATH"] = data
    if library:
        ctypes.CDLL(library, ctypes.RTLD_GLOBAL)
    sys.path.append(folder)
    from pyttsx3.drivers import _espeak

    sample_rate = _espeak.Initialize(_espeak.AUDIO_OUTPUT_SYNCHRONOUS, _BUFFER_MS, None, 0)
    if sample_rate <= 0:
        sys.exit("eSpeak found no data")
    # The usual dictionary, loaded once for all forks; each sets its own voice.
    _espeak.SetVoiceByName(b"en-us")
    signal.signal(signal.SIGCHLD, _bury)
    with socket.socket(fileno=0) as control:
        while True:
            message, handles, _, _ = socket.recv_fds(control, 1, 1)
            if not message:
                break
            for handle in handles:
                _fork(_espeak, handle, variants, sample_rate)
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)


def _fork(espeak: ModuleType, handle: int, variants: str, sample_rate: int) -> None:
    """Leave a clip to a fork."""
    # The child's end is noted before it can be buried.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    pid = os.fork()
    if pid:
        _clips[pid] = handle
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        return
    try:
        die_with_parent()
        # The other forks' sockets must end when they do, so this one keeps none of them.
        for other in (0, *_clips.values()):
            os.close(other)
        with socket.socket(fileno=handle) as answer, answer.makefile("rb") as stream:
            answer.sendall(_answer(espeak, json.loads(stream.read()), variants, sample_rate))
        os._exit(0)
    except BaseException as error:  # noqa: BLE001 (a fork must never return into the server's loop)
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
        os._exit(1)


def _bury(_signal: int, _frame: FrameType | None) -> None:
    """Wait for the forks that have ended; one that failed has its answer given here."""
    while _clips:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        handle = _clips.pop(pid)
        if status:
            code = os.waitstatus_to_exitcode(status)
            how = f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
            how = "it took too long" if code == -signal.SIGALRM else how
            with suppress(OSError):  # the parent may have lost interest
                os.write(handle, json.dumps({"error": f"eSpeak ended without a clip: {how}"}).encode() + b"\n")
        os.close(handle)


def _answer(espeak: ModuleType, request: dict[str, Any], variants: str, sample_rate: int) -> bytes:
    """Speak one request."""
    # The end of a clip that hangs, inside the C library too.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, request["timeout"])
    error = _prepare(espeak, request, variants)
    sound: list[bytes] = []
    words: list[tuple[int, int, int]] = []
    if not error:
        error = _speak(espeak, request, sound, words)
    if error:
        return json.dumps({"error": error}).encode() + b"\n"
    pcm = b"".join(sound)
    head = {"frames": len(pcm) // 2, "sample_rate": sample_rate, "words": words}
    return json.dumps(head).encode() + b"\n" + pcm


def _prepare(espeak: ModuleType, request: dict[str, Any], variants: str) -> str:
    """Set the voice and its dials; return what is wrong with them."""
    voice = request["voice"]
    variant = voice.partition("+")[2]
    # eSpeak takes any variant and speaks without it.
    if variant and variant not in os.listdir(variants):  # noqa: PTH208 (pathlib would double the start)
        return f"eSpeak has no voice {voice}: no variant {variant}"
    if not voice.isprintable() or espeak.SetVoiceByName(voice.encode()):
        return f"eSpeak has no voice {voice}"
    for parameter, value in (
        (espeak.RATE, request["rate"]),
        (espeak.PITCH, request["pitch"]),
        (_PITCH_RANGE, request["range"]),
        (espeak.VOLUME, request["volume"]),
    ):
        espeak.SetParameter(parameter, value, 0)
    return ""


def _speak(espeak: ModuleType, request: dict[str, Any], sound: list[bytes], words: list[tuple[int, int, int]]) -> str:
    """Collect the sound and the words' times; return what went wrong."""
    parts = [_part(espeak, kind, text) for kind, text in request["parts"]]
    starts = [1, *accumulate((len(part) for part in parts), initial=1)][1:]

    def collect(wave: int, frames: int, events: Sequence[_Event]) -> int:
        if frames:
            sound.append(ctypes.string_at(wave, frames * 2))
        index = 0
        while events[index].type:
            if events[index].type == _WORD:
                place = events[index].text_position
                part = max(bisect_right(starts, place) - 1, 0)
                words.append((part, place - starts[part], events[index].audio_position))
            index += 1
        return 0

    # The clock seeds breath and flutter: other bytes each time. Old libraries take the C library's seed.
    seed = getattr(espeak.dll, "espeak_ng_SetRandSeed", None) or ctypes.CDLL(None).srand
    seed(ctypes.c_long(1))
    espeak.SetSynthCallback(collect)
    marked = any(kind != "text" for kind, _ in request["parts"])
    flags = espeak.CHARS_UTF8 | espeak.ENDPAUSE | (espeak.PHONEMES if marked else 0)
    code = espeak.Synth("".join(parts), flags=flags)
    return f"eSpeak answered with code {code}" if code else ""


def _part(espeak: ModuleType, kind: str, text: str) -> str:
    """Return a part of the text as eSpeak takes it: as it is, or as phonemes in brackets."""
    if kind == "respelling":
        return _respelled(espeak, text)
    return f"[[{text}]]" if kind == "phonemes" else text


def _respelled(espeak: ModuleType, text: str) -> str:
    """Return a respelling ("rah-EE-see") as phonemes: each syllable as eSpeak reads it, stressed where it's capital."""
    if text == text.lower():
        return text
    words = ("".join(_syllable(espeak, part) for part in word.split("-") if part) for word in text.split())
    return " ".join(f"[[{word}]]" for word in words)


def _syllable(espeak: ModuleType, text: str) -> str:
    """Return a syllable as phonemes; the stress (a mark before the vowel) stays where it's in capitals."""
    before, mark, after = _phonemes(espeak, text.lower()).translate(_NO_MARKS).partition("'")
    after = after.replace("'", "")
    if not text.isupper():
        return before + after
    return f"{before}'{after}" if mark else f"'{before}"


def _phonemes(espeak: ModuleType, text: str) -> str:
    """Return a text in eSpeak's phonemes."""
    translate = espeak.dll.espeak_TextToPhonemes
    translate.restype = ctypes.c_char_p
    buffer = ctypes.create_string_buffer(text.encode())
    place = ctypes.c_void_p(ctypes.addressof(buffer))
    found = []
    while place.value:
        found.append((translate(ctypes.byref(place), espeak.CHARS_UTF8, 0) or b"").decode())
    return "".join(found)


def die_with_parent() -> None:
    """Have the kernel end this process when the thread that started it ends."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


if __name__ == "__main__":
    if sys.argv[1] == "1":
        die_with_parent()
    main(*sys.argv[2:6])
