"""Ctrl-C and kill at any moment: no file under its final name, none left behind, no orphan."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from desk import Desk
from newsdesk import STORY

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at /proc for orphans"),
]

MARK = "BRIEFING_TEST_MARK"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "desk")
    made.write("bridge.txt", STORY)
    made.environment[MARK] = str(tmp_path)
    made.environment["TMPDIR"] = str(tmp_path)
    return made


def living(mark: str) -> list[str]:
    """Return the processes that carry the mark in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"{MARK}={mark}".encode() in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_text())
    return found


def gone(mark: str, seconds: float) -> bool:
    """Wait until no process carries the mark any more."""
    until = time.monotonic() + seconds
    while living(mark) and time.monotonic() < until:
        time.sleep(0.05)
    return not living(mark)


def stop(child: subprocess.Popen[bytes], kind: signal.Signals) -> int:
    child.send_signal(kind)
    child.communicate(timeout=20)
    return child.returncode


@pytest.mark.parametrize(("kind", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("delay", [0.25, 0.4, 0.6, 0.8])
def test_a_signal_leaves_no_file_and_no_process(desk: Desk, kind: signal.Signals, code: int, delay: float) -> None:
    child = desk.start("make", "bridge.txt", "--length", "full", "--force")
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(delay)
    mark = desk.environment[MARK]
    finished = child.poll() is not None
    # Before the program has set itself up, Python dies of the signal itself: a shell tells that as the same code.
    assert stop(child, kind) in ({0} if finished else {code, -kind})
    if not finished:
        assert desk.made() == ["bridge.txt"]
    assert gone(mark, 5)
    # A lock file is empty and belongs to the folder, not to the run.
    assert not [path for path in Path(mark).iterdir() if path.name != "desk" and path.suffix != ".lock"]


def test_kill_9_leaves_no_process_and_nothing_under_a_final_name(desk: Desk) -> None:
    names = [f"bridge-{number}.txt" for number in range(12)]  # long enough to be caught in the middle
    for number, name in enumerate(names):
        desk.write(name, f"{STORY}\nThe council has put aside {number + 2} million pounds for it.\n")
    child = desk.start("make", *names, "--force")
    time.sleep(1.2)
    assert stop(child, signal.SIGKILL) == -signal.SIGKILL
    assert gone(desk.environment[MARK], 5)
    assert not [name for name in desk.made() if name.endswith((".mp3", ".vtt", ".json")) and "/.briefing-" not in name]


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written_is_73(desk: Desk) -> None:
    (desk.folder / "output").mkdir(mode=0o500)
    ended = desk.run("make", "bridge.txt")
    assert ended.code == 73
    assert "output" in ended.lines[0]


def test_a_full_disk_is_73_and_the_old_episode_still_stands(desk: Desk) -> None:
    assert desk.run("make", "bridge.txt", "-o", "a.mp3").code == 0
    before = (desk.folder / "a.mp3").read_bytes()
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000));"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "from briefing.__main__ import run; sys.exit(run(['make', 'bridge.txt', '-o', 'a.mp3', '--length', 'full']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=desk.folder, env=desk.environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 73, done.stderr
    assert (desk.folder / "a.mp3").read_bytes() == before
    assert not list(desk.folder.glob(".briefing-*"))
