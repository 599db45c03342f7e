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
WHOLE = ["chapters.json", "json", "mp3", "script.md", "vtt"]


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


def ready(child: subprocess.Popen[bytes]) -> None:
    """Wait until the program answers to SIGTERM: before that, Python itself is starting, and dies its own way."""
    bit = 1 << (signal.SIGTERM - 1)
    for _ in range(2000):
        with contextlib.suppress(OSError):
            status = Path(f"/proc/{child.pid}/status").read_text()
            if int(status.partition("SigCgt:")[2].split()[0], 16) & bit:
                return
        time.sleep(0.005)
    pytest.fail("the program never set itself up")


def stop(child: subprocess.Popen[bytes], kind: signal.Signals) -> int:
    child.send_signal(kind)
    child.communicate(timeout=20)
    return child.returncode


@pytest.mark.parametrize(("kind", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("delay", [0.0, 0.1, 0.3, 0.5])
def test_a_signal_leaves_no_file_and_no_process(desk: Desk, kind: signal.Signals, code: int, delay: float) -> None:
    child = desk.start("make", "bridge.txt", "--length", "full", "--force")
    ready(child)
    time.sleep(delay)
    mark = desk.environment[MARK]
    ended = stop(child, kind)
    # Where Ctrl-C meets code that Python makes from text, Python ends by the signal itself: a shell tells both as 130.
    assert ended in {0, code, -kind}
    made = sorted(name.partition(".")[2] for name in desk.made() if name != "bridge.txt")
    assert made in ([WHOLE] if ended == 0 else [[], WHOLE])  # a signal while it's published waits for its end
    assert gone(mark, 5)
    # A lock file is empty and belongs to the folder, not to the run.
    assert not [path for path in Path(mark).iterdir() if path.name != "desk" and path.suffix != ".lock"]


def test_a_signal_that_python_drops_is_heeded_before_anything_is_published(desk: Desk) -> None:
    code = (
        "import signal, weakref;"
        "from briefing.edges import files, stopping;"
        "stopping.answer();"
        "Dropped = type('Dropped', (), {});"
        "thing = Dropped();"
        "seen = weakref.ref(thing, lambda _: signal.raise_signal(signal.SIGTERM));"
        "del thing;"
        "print('still here', flush=True);"
        "files.publish_all({'a.txt': 'part'}, {}, staging='.', folder='.')"
    )
    (desk.folder / "part").write_text("whole")
    done = subprocess.run([sys.executable, "-c", code], cwd=desk.folder, capture_output=True, text=True, check=False)
    assert done.stdout == "still here\n"
    assert "Terminated" in done.stderr.splitlines()[-1]
    assert not (desk.folder / "a.txt").exists()


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
