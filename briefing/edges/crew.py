"""Child processes that stay: each answers one request after another, several side by side, any thread may ask.

A request is a line of JSON on a child's standard input; an answer is a line of JSON with ``bytes``, then so many bytes.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from briefing.edges import process
from briefing.errors import EngineError, Problem, UnavailableError

_REMEDY = "try again; `briefing doctor` checks the engine"


class Crew:
    """Up to ``members`` children of one command, started when they are needed and again after they have died."""

    def __init__(self, name: str, command: Sequence[str], members: int = 0) -> None:
        """Take the engine's name (for errors) and the children's command; 0 members: one for each core."""
        self._name, self._command = name, tuple(command)
        self._free: list[_Member] = []
        self._busy: set[_Member] = set()
        self._places = threading.Semaphore(members or os.cpu_count() or 1)
        self._lock = threading.Lock()

    def limit(self, members: int) -> None:
        """Have at most so many children from now on; 0: one for each core."""
        self._places = threading.Semaphore(members or os.cpu_count() or 1)

    def start(self, request: Mapping[str, object], members: int = 1) -> None:
        """Start so many children and give each a request whose answer nobody waits for (EngineError)."""
        with self._lock:
            for _ in range(members - len(self._free) - len(self._busy)):
                member = _Member(self._name, self._command)
                member.send(request)
                self._free.append(member)

    def ask(self, request: Mapping[str, object], timeout: float) -> tuple[dict[str, Any], bytes]:
        """Return a child's answer and the bytes after it.

        EngineError for an answer that says so, for a child that died, and for one that took longer than ``timeout``
        seconds, which is killed.
        """
        with self._places:
            with self._lock:
                member = self._free.pop() if self._free else _Member(self._name, self._command)
                self._busy.add(member)
            try:
                answer = member.ask(request, timeout)
            except BaseException:  # whatever happened, its next answer could be to this request; raised again
                member.close()
                raise
            finally:
                with self._lock:
                    self._busy.discard(member)
            with self._lock:
                self._free.append(member)
        head, sound = answer
        if "error" in head:
            raise EngineError(Problem("", f"{self._name} failed: {str(head['error'])[:300]}", _REMEDY))
        return head, sound

    def close(self) -> None:
        """End all children, also those that are at work."""
        with self._lock:
            members = (*self._free, *self._busy)
            self._free.clear()
        for member in members:
            member.close()


class _Member:
    """One child."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self._name = name
        self._waiting = 0
        try:
            self._errors = tempfile.TemporaryFile()  # noqa: SIM115 (it lives as long as the child)
        except OSError as error:
            what = f"{name} can't be started: {(error.strerror or str(error)).lower()}"
            raise EngineError(Problem("", what, "free some space for temporary files, and see to TMPDIR")) from error
        try:
            self._child = process.start(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors.fileno()
            )
        except UnavailableError as error:
            self._errors.close()
            raise EngineError(*error.problems) from error

    def send(self, request: Mapping[str, object]) -> None:
        """Send a request; its answer is passed over when the next one is asked for."""
        stdin = self._child.stdin
        if stdin:
            with contextlib.suppress(OSError):  # a child that has died is found when its answer is read
                stdin.write(json.dumps(request).encode() + b"\n")
                stdin.flush()
        self._waiting += 1

    def ask(self, request: Mapping[str, object], timeout: float) -> tuple[dict[str, Any], bytes]:
        """Return the answer to a request and the bytes after it (EngineError)."""
        late = threading.Event()

        def give_up() -> None:
            late.set()
            process.kill(self._child)

        clock = threading.Timer(timeout, give_up)
        clock.daemon = True
        clock.start()
        try:
            self.send(request)
            answer: tuple[dict[str, Any], bytes] = {}, b""
            while self._waiting:
                answer = self._receive()
                self._waiting -= 1
        except (ValueError, KeyError, TypeError, OSError) as error:
            if late.is_set():
                what = f"{self._name} gave no answer within {timeout:.0f} seconds"
                raise EngineError(Problem("", what, _REMEDY)) from error
            how = self._last_words()
            raise EngineError(Problem("", f"{self._name}'s process failed: {how}", _REMEDY)) from error
        finally:
            clock.cancel()
        return answer

    def _receive(self) -> tuple[dict[str, Any], bytes]:
        """Read one answer (ValueError when it's cut short or makes no sense)."""
        stdout = self._child.stdout
        head = json.loads(stdout.readline() if stdout else b"")
        if not isinstance(head, dict):
            msg = "its answer makes no sense"
            raise TypeError(msg)
        size = int(head["bytes"])
        sound = stdout.read(size) if stdout and size else b""
        if len(sound) != size:
            msg = "its answer is cut short"
            raise ValueError(msg)
        return head, sound

    def _last_words(self) -> str:
        """Return the child's last words, else how it ended."""
        with contextlib.suppress(OSError, ValueError):
            size = os.fstat(self._errors.fileno()).st_size
            self._errors.seek(max(0, size - 4000))
            if words := process.last_words(self._errors.read()):
                return words
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.ending(self._child.wait(0.2))
        return "its answer makes no sense"

    def close(self) -> None:
        """End the child and all that it started."""
        process.kill(self._child)
        for stream in (self._child.stdin, self._child.stdout, self._errors):
            if stream:
                with contextlib.suppress(OSError, ValueError):  # somebody may be reading from it right now
                    stream.close()
