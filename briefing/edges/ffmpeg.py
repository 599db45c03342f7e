"""ffmpeg: the one place where it is found and started."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from briefing.edges import process
from briefing.edges.files import writing
from briefing.errors import CantWriteError, Problem, UnavailableError

_QUIET = ("-nostdin", "-hide_banner", "-nostats")
_CHUNK_BYTES = 1 << 18
_WRITE_FAILURES = ("no space left", "permission denied", "read-only file system", "disk quota", "file too large")
_FILE_TOO_LARGE = -getattr(signal, "SIGXFSZ", 0) or None  # a limit on file sizes (ulimit -f) was met
_REMEDY = "reinstall imageio-ffmpeg, or name an ffmpeg of your own in BRIEFING_FFMPEG"


def binary() -> str:
    """Return the path of ffmpeg: ``BRIEFING_FFMPEG`` where it's set, else the wheel's.

    UnavailableError when there is none.
    """
    named = os.environ.get("BRIEFING_FFMPEG")
    if named:
        found = shutil.which(named)
        if found is None:
            what = f"there is no program {named}, which BRIEFING_FFMPEG names"
            raise UnavailableError(Problem("", what, "correct BRIEFING_FFMPEG or unset it"))
        return found
    try:
        import imageio_ffmpeg

        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except (ImportError, RuntimeError) as error:
        raise UnavailableError(Problem("", "there is no ffmpeg", _REMEDY)) from error


def version() -> str:
    """Return the version of the ffmpeg that is used, and show by it that it runs (UnavailableError)."""
    program = binary()
    done = process.run([program, "-version"], timeout=20)
    if done.code:
        raise UnavailableError(Problem("", f"{program} doesn't run: {done.words}", _REMEDY))
    return done.out.decode("utf-8", "replace").partition("Copyright")[0].strip()


def run(program: str, arguments: Sequence[str], feed: Iterable[bytes], *, seconds: float) -> str:
    """Run ffmpeg with ``feed`` as its standard input and return what it wrote on standard error.

    It is killed after ``seconds``, and on any exception, also one that ``feed`` raises. If this process dies, its
    input ends and so does ffmpeg: nothing is left behind. UnavailableError when it can't be started, fails or takes
    too long; CantWriteError when it can't write its file.
    """
    late = threading.Event()
    with tempfile.TemporaryFile() as log:
        child = process.start([program, *_QUIET, *arguments], stdin=subprocess.PIPE, stderr=log.fileno())
        watch = threading.Timer(seconds, _stop, (child, late))
        watch.daemon = True
        try:
            watch.start()
            _pour(child, feed)
            code = child.wait()
        finally:
            watch.cancel()
            process.kill(child)
            _close(child)
        log.seek(0)
        said = log.read().decode("utf-8", "replace")
    if late.is_set():
        raise UnavailableError(Problem("", f"ffmpeg didn't end within {seconds:.0f} seconds", "try again"))
    if code != 0:
        raise _failure(said, code)
    return said


def _stop(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    """End a child that takes too long; its death ends the writing and the waiting."""
    late.set()
    child.kill()


def _pour(child: subprocess.Popen[bytes], feed: Iterable[bytes]) -> None:
    """Write everything to the child's input and close it; why a child stops reading, its exit code tells."""
    if child.stdin is None:
        return
    for piece in feed:
        try:
            child.stdin.write(piece)
        except OSError:
            break
    _close(child)


def _close(child: subprocess.Popen[bytes]) -> None:
    """Close the child's input, whether or not it still reads."""
    if child.stdin is not None:
        with contextlib.suppress(OSError):
            child.stdin.close()


def _failure(said: str, code: int) -> UnavailableError | CantWriteError:
    """Return the error for a run that failed, with ffmpeg's own last line."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    last = lines[-1] if lines else process.ending(code)
    if code == _FILE_TOO_LARGE or any(words in said.lower() for words in _WRITE_FAILURES):
        return CantWriteError(Problem("", f"the MP3 can't be written: {last}", "free some space or choose another -o"))
    return UnavailableError(Problem("", f"ffmpeg failed: {last}", _REMEDY))


def pieces(path: str) -> Iterator[bytes]:
    """Yield a file in pieces of 256 KB, so that a long one needs no memory (CantWriteError when it's gone)."""
    with writing(path), Path(path).open("rb") as file:
        while piece := file.read(_CHUNK_BYTES):
            yield piece
