"""Child processes: with a time-out, killed with all that they started, never left behind."""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.errors import Problem, UnavailableError

_GRACE = 5.0
"""Seconds that a killed child gets to be gone."""

_NEW_GROUP = 0x200  # CREATE_NEW_PROCESS_GROUP, which subprocess names on Windows only

_living: dict[subprocess.Popen[bytes], int] = {}
"""The children that nobody has waited for yet, each with the process that started it."""


@dataclass(frozen=True, slots=True)
class Done:
    """A child process that has ended: exit code (negative: the signal that killed it), stdout and stderr."""

    code: int
    out: bytes
    err: bytes

    @property
    def words(self) -> str:
        """Return its last words: the last line of stderr that isn't empty, else how it ended."""
        return last_words(self.err) or ending(self.code)


def last_words(err: bytes) -> str:
    """Return the last line of what a child wrote on stderr, at most 300 characters of it."""
    lines = err[-4000:].decode("utf-8", "replace").split("\n")
    return next((line.strip()[:300] for line in reversed(lines) if line.strip()), "")


def ending(code: int) -> str:
    """Return how a child ended, in words."""
    if code < 0:
        with contextlib.suppress(ValueError):
            return f"killed by {signal.Signals(-code).name}"
    return f"exit code {code}"


def start(
    command: Sequence[str],
    *,
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.DEVNULL,
    stderr: int = subprocess.DEVNULL,
    env: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child in a process group of its own; ``env`` is added to the environment.

    It's the caller's to end with ``kill``; what is still there when this process ends is killed (UnavailableError when
    it can't be started).
    """
    # A session of its own: Ctrl-C reaches this process alone, which then ends its children in order.
    windows = sys.platform == "win32"
    try:
        child = subprocess.Popen(  # noqa: S603 (the command is this package's own, never a shell's)
            list(command),
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            env={**os.environ, **(env or {})},
            start_new_session=not windows,
            creationflags=_NEW_GROUP if windows else 0,
        )
    except (OSError, ValueError) as error:
        what = f"{command[0]} can't be started: {error}"
        raise UnavailableError(Problem("", what, "`briefing doctor` tells what is missing")) from error
    _living[child] = os.getpid()
    return child


@atexit.register
def _end() -> None:
    """Kill what is still there when this process ends (a fork of it leaves its parent's children alone)."""
    for child, owner in tuple(_living.items()):
        if owner == os.getpid():
            kill(child)


def kill(child: subprocess.Popen[bytes]) -> None:
    """Kill a child and all that it started, and wait until it's gone; one that has ended is left alone."""
    if child.poll() is not None:
        pass
    elif sys.platform == "win32":
        with contextlib.suppress(OSError):
            # Windows has no signal for a group.
            subprocess.run(  # noqa: S603 (a fixed command)
                ["taskkill", "/F", "/T", "/PID", str(child.pid)],  # noqa: S607 (part of Windows)
                check=False,
                capture_output=True,
            )
    else:
        with contextlib.suppress(OSError):
            os.killpg(child.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(_GRACE)
    _living.pop(child, None)


def run(
    command: Sequence[str],
    *,
    timeout: float,
    data: bytes = b"",
    env: Mapping[str, str] | None = None,
) -> Done:
    """Run a command to its end, ``data`` on its stdin, and return what it wrote.

    UnavailableError when it can't be started or takes longer than ``timeout`` seconds; an exit code is returned, not
    judged. Whatever happens here, Ctrl-C included, the child and all that it started are gone afterwards.
    """
    child = start(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
    try:
        out, err = child.communicate(data, timeout)
    except subprocess.TimeoutExpired as error:
        what = f"{command[0]} gave no answer within {timeout:.0f} seconds"
        raise UnavailableError(Problem("", what, "try again; --verbose tells more")) from error
    finally:
        kill(child)
        for stream in (child.stdin, child.stdout, child.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
    return Done(child.returncode, out, err)
