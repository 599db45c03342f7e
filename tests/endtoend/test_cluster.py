"""A batch on a Dask cluster: a scheduler and two workers, in processes of their own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from desk import Desk

from briefing import __main__, __version__
from briefing.edges import crews
from briefing.errors import UnavailableError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ends a worker by SIGKILL")

TONE = ("--date", "2026-05-04", "--length", "20s", "-q")
NAMES, MORE = ("alder", "birch"), ("cedar", "dogwood", "elm")
STORY = "The robbery of {name}\n\nThe council of {name} opened a bridge on Monday.\n"
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
    made.write("offender.py", OFFENDER)
    for folder, names in (("in", NAMES), ("more", MORE)):
        (made.folder / folder).mkdir()
        for name in names:
            made.write(f"{folder}/{name}.txt", STORY.format(name=name))
    return made


def begun(desk: Desk, *words: str) -> subprocess.Popen[str]:
    """Start a part of the cluster."""
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *words, "--no-dashboard"],
        cwd=desk.folder.parent,  # a worker's folder is its own affair
        env=desk.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def cluster(desk: Desk) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = f"tcp://127.0.0.1:{port}"
    parts = [begun(desk, "scheduler", "--host", "127.0.0.1", "--port", str(port))]
    try:
        parts.append(begun(desk, "worker", place, "--nthreads", "1", "--nworkers", "2"))
        yield place, parts
    finally:
        for child in parts:
            child.kill()  # a nanny's workers go with it
            child.communicate(timeout=20)


def wait_for(parts: list[subprocess.Popen[str]]) -> None:
    for child in parts:
        assert child.stderr is not None
        assert any("Scheduler at:" in line or "Starting established connection" in line for line in child.stderr)


def test_a_cluster_gives_the_bytes_of_one_machine_though_a_worker_dies_and_its_scheduler_is_missed(
    desk: Desk, cluster: tuple[str, list[subprocess.Popen[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, parts = cluster
    monkeypatch.chdir(desk.folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(desk.folder / "here"))
    monkeypatch.setattr(crews, "local", crews.threads)
    assert __main__.run(("batch", "in", "-o", "local", *TONE, "--engine", "tone:Tone")) == 0  # while the parts start
    wait_for(parts)
    common = ("-o", "out", *TONE, "--engine", "offender:Offender", "--clips", "shared")
    ended = desk.run("batch", "in", *common, "--executor", "dask", "--dask", address)
    assert ended.code == 0, ended.err
    assert Path(desk.environment["ROBBED"]).exists()
    assert list((desk.folder / "shared").rglob("*.pcm"))
    made = sorted(path.name for path in (desk.folder / "out").iterdir() if path.is_file())
    assert len(made) == 5 * len(NAMES)
    for name in made:
        if name.endswith((".mp3", ".vtt", ".md")):
            assert (desk.folder / "out" / name).read_bytes() == (desk.folder / "local" / name).read_bytes()
    # The scheduler dies in the middle of another run: that is told, and the next run makes the rest.
    desk.environment["DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT"] = "5s"
    child = desk.start("batch", "in", "more", *common, "--dask", address)
    assert child.stdout is not None
    first = [json.loads(child.stdout.readline()) for _ in range(len(NAMES) + 1)]
    assert [line.get("done") for line in first] == ["before"] * len(NAMES) + [None]
    assert "output" in first[-1], first
    parts[0].kill()
    _, err = child.communicate(timeout=60)
    assert child.returncode == 69
    assert b"Traceback" not in err
    assert b"again" in err
    rest = desk.run("batch", "in", "more", *common, "--jobs", "1")
    assert rest.code == 0, rest.err
    assert sum("done" in json.loads(line) for line in rest.out.splitlines()) > len(NAMES)


class Client:
    """A client of Dask's as it is once its scheduler is lost."""

    status = "closed"
    workers: ClassVar[dict[str, object]] = {}

    def __init__(self, *_: object, **__: object) -> None: ...

    def wait_for_workers(self, *_: object, **__: object) -> None: ...

    def run(self, *_: object, **__: object) -> dict[str, object]:
        return self.workers

    def get_executor(self) -> None: ...

    def close(self, **_: object) -> None:
        raise TimeoutError


def test_a_scheduler_that_is_lost_is_told_and_no_other_error_is_taken_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import distributed
    from distributed.client import ClosedClientError
    from distributed.comm import CommClosedError

    monkeypatch.setattr(distributed, "Client", Client)
    for error in (ClosedClientError("closed"), CommClosedError("closed"), RuntimeError("closed")):
        with pytest.raises(UnavailableError, match="was lost; start it"), crews.dask("tcp://lost:1"):
            raise error
    with pytest.raises(KeyError), crews.dask("tcp://lost:1"):
        raise KeyError
    monkeypatch.setattr(Client, "status", "running")
    monkeypatch.setattr(Client, "close", lambda _: None)
    with pytest.raises(RuntimeError), crews.dask("tcp://there:1"):
        raise RuntimeError


@pytest.mark.parametrize(
    ("theirs", "said"), [(ModuleNotFoundError(), "has no briefing;"), ("0.0.9", "has briefing 0.0.9, this is")]
)
def test_a_worker_that_cannot_do_the_work_is_told_before_it_dies_of_it(
    theirs: object, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import distributed

    monkeypatch.setattr(distributed, "Client", Client)
    monkeypatch.setattr(
        Client, "workers", {"tcp://good:1": __version__, "tcp://busy:1": OSError(), "tcp://bad:1": theirs}
    )
    with pytest.raises(UnavailableError, match=f"the worker at tcp://bad:1 {said}"):
        crews.dask("tcp://there:1").__enter__()


def test_a_scheduler_without_workers_is_told_with_what_starts_some(monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed import LocalCluster

    monkeypatch.setattr(crews, "_CONNECT_S", 1)
    with LocalCluster(processes=False, n_workers=0, dashboard_address="127.0.0.1:0") as cluster:
        address = cluster.scheduler_address
        with pytest.raises(UnavailableError, match=f"no workers; start some.* dask worker {address}"):
            crews.dask(address).__enter__()


def test_a_scheduler_that_is_not_there_is_69(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "_CONNECT_S", 0.5)
    with pytest.raises(UnavailableError, match="dask scheduler"), crews.dask("tcp://127.0.0.1:1"):
        pytest.fail("nobody is there")
