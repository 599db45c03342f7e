"""A batch on a Dask cluster: a scheduler and two workers, each a process of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import Desk

from briefing.edges import crews
from briefing.errors import UnavailableError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ends a worker by SIGKILL")

TONE = ("--date", "2026-05-04", "--length", "20s", "-q")
NAMES = ("alder", "birch", "cedar", "dogwood", "elm", "fir")
OFFENDER = """
import os, signal
from tone import Tone
class Offender(Tone):
    def synthesize(self, utterance, voice):
        if "robbery" in utterance.text.lower() and not os.path.exists(os.environ["ROBBED"]):
            open(os.environ["ROBBED"], "w").close()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().synthesize(utterance, voice)
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "desk")
    tests = str(Path(__file__).parent.parent)
    made.environment |= {"PYTHONPATH": os.pathsep.join((tests, str(made.folder))), "ROBBED": str(tmp_path / "robbed")}
    (made.folder / "in").mkdir()
    made.write("offender.py", OFFENDER)
    for name in NAMES:
        text = (
            f"The robbery of {name}\n\nThe council of {name} opened a bridge on Monday, it said. It cost a million.\n"
        )
        made.write(f"in/{name}.txt", text)
    return made


def started(desk: Desk, *words: str) -> subprocess.Popen[str]:
    """Start a part of the cluster; wait until it's there."""
    child = subprocess.Popen(
        [sys.executable, "-m", "dask", *words, "--no-dashboard"],
        cwd=desk.folder.parent,  # a worker's folder is its own affair
        env=desk.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stderr is not None
    for line in child.stderr:
        if "Scheduler at:" in line or "Starting established connection" in line:
            return child
    raise AssertionError


@pytest.fixture
def cluster(desk: Desk) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = f"tcp://127.0.0.1:{port}"
    parts = [started(desk, "scheduler", "--host", "127.0.0.1", "--port", str(port))]
    try:
        parts += [started(desk, "worker", place, "--nthreads", "1") for _ in range(2)]
        yield place, parts
    finally:
        for child in reversed(parts):
            child.terminate()
            child.communicate(timeout=20)


def test_a_cluster_gives_the_bytes_of_one_machine_though_a_worker_dies_and_its_scheduler_is_missed(
    desk: Desk, cluster: tuple[str, list[subprocess.Popen[str]]]
) -> None:
    address, parts = cluster
    assert desk.run("batch", "in", "-o", "local", *TONE, "--engine", "tone:Tone").code == 0
    engine = ("--engine", "offender:Offender", "--clips", "shared")
    ended = desk.run("batch", "in", "-o", "out", *TONE, *engine, "--executor", "dask", "--dask", address)
    assert ended.code == 0, ended.err
    assert Path(desk.environment["ROBBED"]).exists()
    assert list((desk.folder / "shared").rglob("*.pcm"))
    made = sorted(path.name for path in (desk.folder / "out").iterdir() if path.is_file())
    assert len(made) == 5 * len(NAMES)
    for name in made:
        if name.endswith((".mp3", ".vtt", ".md")):
            assert (desk.folder / "out" / name).read_bytes() == (desk.folder / "local" / name).read_bytes()
    again = desk.run("batch", "in", "-o", "out", *TONE, *engine, "--dask", address)
    assert [json.loads(line).get("done") for line in again.out.splitlines()] == ["before"] * len(NAMES)
    # The scheduler dies in the middle of another run: that is told, and the next run makes the rest.
    child = desk.start("batch", "in", "-o", "more", *TONE, "--engine", "tone:Tone", "--dask", address)
    assert child.stdout is not None
    assert child.stdout.readline()
    parts[0].kill()
    _, err = child.communicate(timeout=60)
    assert child.returncode == 69
    assert b"Traceback" not in err
    assert b"again" in err
    rest = desk.run("batch", "in", "-o", "more", *TONE, "--engine", "tone:Tone")
    assert rest.code == 0
    assert sum("done" in json.loads(line) for line in rest.out.splitlines()) >= 1


def test_a_scheduler_that_is_not_there_is_69(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "_CONNECT_S", 0.5)
    with pytest.raises(UnavailableError, match="dask scheduler"), crews.dask("tcp://127.0.0.1:1"):
        pytest.fail("nobody is there")
