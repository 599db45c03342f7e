"""The way to the child process that speaks with eSpeak (``espeak_child.py``): finding the library, asking for clips."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from briefing.edges import process
from briefing.errors import EngineError, Problem, UnavailableError

_PATIENCE = 5.0
"""Seconds beyond a clip's own time-out before the whole child is given up."""


@dataclass(frozen=True, slots=True)
class Library:
    """Where the parts stand: the folder of pyttsx3, eSpeak's library and data (empty: the system's), the versions."""

    site: str
    library: str
    data: str
    version: str

    @property
    def variants(self) -> str:
        """Return the folder of the voices' variants (``f2`` in ``en-us+f2``)."""
        return str(Path(self.data, "voices", "!v"))


@dataclass(frozen=True, slots=True)
class Answer:
    """A clip as the child gave it: PCM, sample rate, and of each word (part of the request, offset in it, ms)."""

    pcm: bytes
    sample_rate: int
    words: tuple[tuple[int, int, int], ...]


def _folder(package: str) -> Path | None:
    """Return where an installed package stands, without importing it."""
    spec = find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


def _version(folder: Path, package: str) -> str:
    """Return a package's version: its dist-info's name, for importlib.metadata costs three times a clip."""
    marks = (path.name for path in folder.parent.glob(f"{package}-*.dist-info"))
    return next((mark.removesuffix(".dist-info").rpartition("-")[2] for mark in marks), "of unknown version")


def locate() -> Library:
    """Return where pyttsx3 and eSpeak stand (EngineError when they aren't installed)."""
    driver = _folder("pyttsx3")
    if driver is None:
        raise EngineError(Problem("", "the speech engine pyttsx3 isn't installed", "pip install pyttsx3"))
    mine = f"pyttsx3 {_version(driver, 'pyttsx3')}"
    wheel = _folder("espeakng_loader")
    if wheel is None:
        data = next((place for place in _SYSTEM_DATA if Path(place).is_dir()), "")
        return Library(str(driver.parent), "", data, f"{mine}, the system's eSpeak NG")
    # libespeak-ng.so.1.52.0 beside libespeak-ng.so
    numbers = max((path.name.partition(".so.")[2] for path in wheel.glob("libespeak-ng.so.*")), key=len, default="")
    version = f"{mine}, espeakng-loader {_version(wheel, 'espeakng_loader')}, eSpeak NG {numbers}"
    return Library(str(driver.parent), str(wheel / "libespeak-ng.so"), str(wheel / "espeak-ng-data"), version)


_SYSTEM_DATA = (
    "/usr/lib/x86_64-linux-gnu/espeak-ng-data",
    "/usr/lib/aarch64-linux-gnu/espeak-ng-data",
    "/usr/share/espeak-ng-data",
    "/usr/lib/espeak-ng-data",
    "/usr/local/share/espeak-ng-data",
)


def languages(library: Library) -> tuple[str, ...]:
    """Return the voices without variant, in eSpeak's names ("en-us"), sorted."""
    return tuple(sorted({path.name.lower() for path in Path(library.data, "lang").rglob("*") if path.is_file()}))


def variants(library: Library) -> tuple[str, ...]:
    """Return the names of the variants, sorted."""
    folder = Path(library.variants)
    return tuple(sorted(path.name for path in folder.iterdir())) if folder.is_dir() else ()


class Child:
    """The child process, started when it's first needed and again after it has died. Any thread may ask it."""

    def __init__(self, command: Sequence[str] | None = None) -> None:
        """Take the command that starts the child; its own when none is given."""
        self._command = command
        self._lock = threading.Lock()
        self._running: tuple[subprocess.Popen[bytes], socket.socket] | None = None
        self._errors = -1

    def start(self) -> None:
        """Start the child, if it isn't there, and return at once (EngineError)."""
        with self._lock:
            self._control()

    def ask(self, request: Mapping[str, object], timeout: float) -> Answer:
        """Have one clip spoken; the child gives it up after ``timeout`` seconds (EngineError)."""
        mine, theirs = socket.socketpair()
        with mine:
            with theirs, self._lock:
                self._hand_over(theirs)
            try:
                answer = _talk(mine, json.dumps({**request, "timeout": timeout}).encode(), timeout + _PATIENCE)
            except TimeoutError as error:
                self.close()
                what = f"eSpeak gave no clip within {timeout:.0f} seconds"
                raise EngineError(Problem("", what, "try again; `briefing doctor` checks the engine")) from error
        return self._read(answer)

    def close(self) -> None:
        """End the child and all that it started."""
        with self._lock:
            self._end()

    def _hand_over(self, end: socket.socket) -> None:
        """Give the child its end of a socket pair; one that has died is started again. The lock is held."""
        try:
            socket.send_fds(self._control(), [b"c"], [end.fileno()])
        except OSError:
            self._end()
            try:
                socket.send_fds(self._control(), [b"c"], [end.fileno()])
            except OSError as error:
                raise self._failure(str(error)) from error

    def _control(self) -> socket.socket:
        """Return the way to the living child; the lock is held."""
        if self._running and self._running[0].poll() is None:
            return self._running[1]
        self._end()
        mine, theirs = socket.socketpair()
        try:
            with theirs, tempfile.TemporaryFile() as errors:
                child = process.start(self._command or _command(), stdin=theirs.fileno(), stderr=errors.fileno())
                self._errors = os.dup(errors.fileno())
        except UnavailableError as error:
            mine.close()
            raise EngineError(*error.problems) from error
        self._running = child, mine
        return mine

    def _end(self) -> None:
        """End the child, if there is one; the lock is held."""
        running, self._running = self._running, None
        if running:
            running[1].close()
            process.kill(running[0])
        if self._errors >= 0:
            os.close(self._errors)
            self._errors = -1

    def _read(self, answer: bytes) -> Answer:
        """Check an answer."""
        head, _, pcm = answer.partition(b"\n")
        try:
            values = json.loads(head)
            if "error" in values:
                raise EngineError(Problem("", values["error"], "`briefing voices` lists what there is"))
            frames, sample_rate, words = values["frames"], values["sample_rate"], values["words"]
        except (ValueError, KeyError, TypeError):
            raise self._failure("its answer makes no sense" if answer else "it died") from None
        if len(pcm) != 2 * frames:
            what = f"eSpeak gave {len(pcm) // 2} of {frames} frames"
            raise EngineError(Problem("", what, "try again; `briefing doctor` checks the engine"))
        return Answer(pcm, sample_rate, tuple(tuple(word) for word in words))

    def _failure(self, how: str) -> EngineError:
        """Return the error for a child that doesn't do its part, with its own last words."""
        running = self._running
        with contextlib.suppress(OSError):
            size = os.fstat(self._errors).st_size
            how = process.last_words(os.pread(self._errors, 4000, max(0, size - 4000))) or how
        if how == "it died" and running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                how = process.ending(running[0].wait(0.2))
        return EngineError(Problem("", f"eSpeak's process failed: {how}", "`briefing doctor` tells what is missing"))


def _command() -> list[str]:
    """Return the command of the child: the same Python, isolated and without site, which halves its start."""
    library = locate()
    # The kernel ties a child to the thread that started it: only the main thread lives as long as the program.
    tied = "1" if threading.current_thread() is threading.main_thread() else "0"
    program = str(Path(__file__).with_name("espeak_child.py"))
    places = (library.site, library.library, library.data, library.variants)
    return [sys.executable, "-I", "-S", program, tied, *places]


def _talk(way: socket.socket, request: bytes, timeout: float) -> bytes:
    """Send a request and return what comes until the other end closes or dies (TimeoutError)."""
    end = time.monotonic() + timeout
    parts: list[bytes] = []
    with contextlib.suppress(ConnectionError):  # who dies before it has read everything resets the connection
        way.settimeout(timeout)
        way.sendall(request)
        way.shutdown(socket.SHUT_WR)
        while part := way.recv(1 << 20):
            parts.append(part)
            way.settimeout(max(0.01, end - time.monotonic()))
    return b"".join(parts)
