"""The batch: killed, interrupted, robbed of its workers; nothing lost, nothing done twice, nothing half."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import Desk, Ended, Here

from briefing.batch import work
from briefing.drafts import Draft
from briefing.edges import crews, locks

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at /proc for orphans"),
]

MARK = "BRIEFING_TEST_MARK"
NAMES = ("alder", "birch", "cedar")
TONE = ("--engine", "tone:Tone", "--date", "2026-05-04", "--length", "20s")
OFFENDER = """
import os, signal
from tone import Tone
class Offender(Tone):
    def synthesize(self, utterance, voice):
        if "poison" in utterance.text.lower():
            os.kill(os.getpid(), signal.SIGKILL)
        if "robbery" in utterance.text.lower() and not os.path.exists("robbed"):
            open("robbed", "w").close()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().synthesize(utterance, voice)
"""


def story(title: str) -> str:
    return f"{title}\n\nThe council of {title.lower()} opened a bridge on Monday.\n"


Run = Callable[..., Ended]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "desk")
    tests = str(Path(__file__).parent.parent)
    made.environment |= {MARK: str(tmp_path), "PYTHONPATH": os.pathsep.join((tests, str(made.folder)))}
    (made.folder / "in").mkdir()
    made.write("offender.py", OFFENDER)
    for name in NAMES:
        made.write(f"in/{name}.txt", story(f"Town of {name.title()} opens bridge"))
    return made


@pytest.fixture
def here(desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in this process, on threads: no worker has to start where none is to die."""
    monkeypatch.setattr(crews, "local", crews.threads)
    return Here(desk.folder, monkeypatch, capsys).run


def lines(ended: Ended) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ended.out.splitlines()]


def episodes(desk: Desk) -> dict[str, int]:
    """Return the MP3s and when they were made."""
    return {path.name: path.stat().st_mtime_ns for path in (desk.folder / "out").glob("*.mp3")}


def half(desk: Desk) -> list[str]:
    """Return the files of the output that no record lists, and the listed ones that aren't there."""
    out = desk.folder / "out"
    known: set[str] = set()
    for record in out.glob("*.json"):
        if not record.name.endswith(".chapters.json"):
            known |= {record.name, *(entry["name"] for entry in json.loads(record.read_text())["files"])}
    there = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()} - {".batch/lock"}
    return sorted(known ^ there)


def living(mark: str) -> Iterator[str]:
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"{MARK}={mark}".encode() in (process / "environ").read_bytes().split(b"\0"):
                yield (process / "cmdline").read_text()


def gone(mark: str, seconds: float = 15) -> bool:
    until = time.monotonic() + seconds
    while list(living(mark)) and time.monotonic() < until:
        time.sleep(0.05)
    return not list(living(mark))


def test_each_source_gets_an_episode_one_that_fails_stops_nothing_and_a_second_run_makes_only_what_is_new(
    desk: Desk, here: Run
) -> None:
    desk.write("empty.txt", "  \n")
    first = here("batch", "-", "-o", "out", *TONE, "--jobs", "2", data=b"none.txt\nin\nempty.txt\n")
    assert first.code == 66
    assert {line["source"]: line["error"]["code"] for line in lines(first) if "error" in line} == {
        "none.txt": 66,
        "empty.txt": 65,
    }
    for name, code in (("none.txt", 66), ("empty.txt", 65)):
        assert [line for line in first.err.splitlines() if line.endswith(f"(exit {code})") and name in line]
    made = episodes(desk)
    assert not half(desk)
    outputs = {line["source"]: line["output"] for line in lines(first) if "output" in line}
    assert outputs == {f"in/{name}.txt": f"out/2026-05-04-town-of-{name}-opens-bridge.mp3" for name in NAMES}
    again = here("batch", "in/*.txt", "-o", "out", *TONE, "--jobs", "1")
    assert again.code == 0
    assert [line.get("done") for line in lines(again)] == ["before"] * 3
    assert sorted(line["output"] for line in lines(again)) == sorted(outputs.values())
    assert episodes(desk) == made
    # An edited script is the user's; a lost file and another text are work to do.
    alder = desk.folder / "out/2026-05-04-town-of-alder-opens-bridge.script.md"
    alder.write_text(alder.read_text() + "\nANCHOR: And more.\n")
    (desk.folder / "out/2026-05-04-town-of-birch-opens-bridge.mp3").unlink()
    desk.write("in/cedar.txt", story("Town of Cedar opens bridge") + "\nNobody came.\n")
    third = here("batch", "in", "-o", "out", *TONE)
    assert [line["source"] for line in lines(third) if "done" in line] == ["in/alder.txt"]
    assert episodes(desk).keys() == made.keys()
    assert alder.read_text().endswith("And more.\n")


def test_other_options_are_other_work_and_replace_the_episode(desk: Desk, here: Run) -> None:
    for options in ((), ("--rate", "120"), ("--no-music",)):
        ended = here("batch", "in/alder.txt", "-o", "out", *TONE, *options, "-q")
        assert ["done" in line for line in lines(ended)] == [False]
        assert ended.err == ""
    assert len(episodes(desk)) == 1
    assert not half(desk)


def test_sources_of_one_stem_are_numbered_in_the_order_given(
    desk: Desk, here: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in range(3):
        (desk.folder / f"{place}").mkdir()
        desk.write(f"{place}/elm.txt", story("Town of Elm opens bridge") + f"\nBridge {place} is open.")
    read = work.draft

    def slowly(source: str, task: work.Task) -> Draft:
        time.sleep(0.2 if "/0/" in source else 0)  # the first takes longest to read
        return read(source, task)

    monkeypatch.setattr(work, "draft", slowly)
    names = [f"{place}/elm.txt" for place in range(3)]
    stem = "out/2026-05-04-town-of-elm-opens-bridge"
    wanted = dict(zip(names, [f"{stem}.mp3", *(f"{stem}-{number}.mp3" for number in (2, 3))], strict=True))
    for _ in range(2):
        ended = here("batch", *names, "-o", "out", *TONE, "-q", "--jobs", "3")
        assert {line["source"]: line["output"] for line in lines(ended)} == wanted


def test_one_core_or_many_give_the_bytes_that_make_gives(desk: Desk, here: Run) -> None:
    assert desk.run("batch", "in", "-o", "out", *TONE, "-q", "--jobs", "3").code == 0
    few = [f"in/{name}.txt" for name in NAMES[:2]]
    assert here("batch", *few, "-o", "other", *TONE, "-q", "--jobs", "1", "--force").code == 0
    assert len([path for path in (desk.folder / "out").glob("*") if path.is_file()]) == 3 * 5
    files = sorted(path for path in (desk.folder / "other").glob("*") if path.is_file())
    assert len(files) == 2 * 5
    for path in files:
        assert path.read_bytes() == (desk.folder / "out" / path.name).read_bytes()
    alder = next(path for path in files if "alder" in path.name and path.suffix == ".mp3")
    assert here("make", "in/alder.txt", "-o", f"made/{alder.name}", *TONE).code == 0
    assert (desk.folder / "made" / alder.name).read_bytes() == alder.read_bytes()


def test_what_a_dead_worker_held_is_done_again_and_a_source_that_kills_its_workers_is_given_up(desk: Desk) -> None:
    desk.write("in/birch.txt", story("The robbery of Birch"))
    desk.write("in/cedar.txt", story("The poison of Cedar"))
    ended = desk.run("batch", "in", "-o", "out", *TONE, "--engine", "offender:Offender", "--jobs", "2")
    assert (desk.folder / "robbed").exists()
    assert ended.code == 69
    assert [line["source"] for line in lines(ended) if "error" in line] == ["in/cedar.txt"]
    assert "its worker died 2 times" in ended.err
    assert len(episodes(desk)) == 2
    assert not half(desk)


def test_a_missing_engine_ends_the_batch_before_it_begins(here: Run) -> None:
    ended = here("batch", "in", "-o", "out", "--engine", "nobody")
    assert (ended.code, ended.out) == (69, "")


def test_two_batches_at_once_in_a_folder_are_one_too_many(desk: Desk, here: Run) -> None:
    with locks.held(str(desk.folder / "out/.batch/lock"), "a batch"):
        ended = here("batch", "in", "-o", "out", *TONE)
    assert ended.code == 75


def first_line(child: subprocess.Popen[bytes]) -> None:
    assert child.stdout is not None
    assert child.stdout.readline()


@pytest.mark.parametrize(
    ("kind", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -signal.SIGKILL)]
)
def test_a_batch_that_is_ended_leaves_no_process_and_nothing_half_and_goes_on_from_there(
    desk: Desk, here: Run, kind: signal.Signals, code: int
) -> None:
    desk.write("in/dogwood.txt", story("Town of Dogwood opens bridge"))
    child = desk.start("batch", "in", "-o", "out", *TONE, "--jobs", "2")
    first_line(child)
    child.send_signal(kind)
    child.communicate(timeout=30)
    assert child.returncode == code
    assert gone(desk.environment[MARK])
    assert not half(desk)
    before = episodes(desk)
    assert 1 <= len(before) < 4
    ended = here("batch", "in", "-o", "out", *TONE, "--jobs", "2")
    assert ended.code == 0, ended.err
    after = episodes(desk)
    assert len(after) == 4
    assert {name: after[name] for name in before} == before
    assert sum("done" in line for line in lines(ended)) == len(before)
    assert not half(desk)
