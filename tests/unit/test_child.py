"""The child process that answers requests: what stands on its output, and what ends it."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from briefing.edges import child

PROGRAM = """
import os, time
def answer(request):
    print("whoever prints spoils nothing", flush=True)
    if request["text"] == "slow":
        os.write(2, b"at work\\n")
        time.sleep(60)
    return {"words": len(request["text"].split())}, request["text"].encode()
"""


@contextlib.contextmanager
def started(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    program = folder / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    command = [sys.executable, "-P", child.__file__, str(program)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, **pipes) as one:  # type: ignore[call-overload] # the three pipes by name
        try:
            yield one
        finally:
            one.kill()


def ask(one: subprocess.Popen[bytes], line: bytes) -> tuple[dict[str, object], bytes]:
    """Send a line, and return the answer's head and what follows it."""
    assert one.stdin
    assert one.stdout
    one.stdin.write(line + b"\n")
    one.stdin.flush()
    head = json.loads(one.stdout.readline())
    return head, one.stdout.read(head["bytes"])


def test_one_request_after_another_is_answered_until_the_input_ends(tmp_path: Path) -> None:
    with started(tmp_path) as one:
        assert ask(one, b'{"text": "one two"}') == ({"words": 2, "bytes": 7}, b"one two")
        assert ask(one, b"{}") == ({"error": "KeyError: 'text'", "bytes": 0}, b"")
        head, _ = ask(one, b"no JSON")
        assert str(head["error"]).startswith("JSONDecodeError: ")
        assert ask(one, b'{"text": ""}') == ({"words": 0, "bytes": 0}, b"")
        out, err = one.communicate(timeout=10)
        assert (one.returncode, out) == (0, b"")
        assert err.count(b"whoever prints") == 3


def test_the_end_of_the_input_ends_it_in_the_middle_of_an_answer(tmp_path: Path) -> None:
    with started(tmp_path) as one:
        assert one.stdin
        assert one.stderr
        one.stdin.write(b'{"text": "slow"}\n')
        one.stdin.flush()
        while one.stderr.readline() != b"at work\n":
            pass
        out, _ = one.communicate(timeout=10)
        assert (one.returncode, out) == (0, b"")
