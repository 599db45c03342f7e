"""The batch: beside the shell line under xargs, on a cluster, killed at random moments.

The shell line is espeak-ng, two-pass loudnorm and an MP3 encoder (baseline.py), given exactly the words that the
scripts speak, two at once as the batch is. It needs Debian's `espeak-ng`; the cluster needs the extra `cluster`.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from benches.articles import golden, median_words, spoken, town
from benches.figures import Figure, Missing
from benches.measuring import BASELINE, Run, briefing, ffmpeg, in_turn, needed, note, private, run

AT_ONCE = "2"
DAY = ("--date", "2026-05-04")
ESPEAK = ("--engine", "pyttsx3", *DAY)
BRIEF = (*ESPEAK, "--length", "20s")
ADDRESS = "tcp://127.0.0.1:8797"
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)


class Bench:
    """A folder with articles, an output and caches of its own."""

    def __init__(self, folder: Path, given: argparse.Namespace) -> None:
        """Take a folder and what was asked for."""
        self.folder, self.given = folder, given
        (folder / "in").mkdir()
        self.private = private(folder)
        self.command = briefing("batch", "in", "-o", "out", "--jobs", AT_ONCE)

    def empty(self) -> None:
        """Forget what was done."""
        for name in ("out", "cache"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def cold(self, *words: str) -> Run:
        """Run a batch with nothing done and no clip kept."""
        self.empty()
        return run([*self.command, *words], self.folder, **self.private)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a batch in a process group of its own."""
        return subprocess.Popen(
            [*self.command, *words],
            env=os.environ | self.private,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def towns(self, count: int) -> None:
        """Write short articles, each like no other."""
        for number in range(count):
            (self.folder / f"in/{number:05}.txt").write_text(town(number), encoding="utf-8")

    def golden(self) -> str:
        """Copy golden articles, and say which."""
        chosen = golden(self.given.articles)
        for path in chosen:
            shutil.copy(path, self.folder / "in")
        return f"{len(chosen)} articles, {median_words(chosen)} words at the median"

    def records(self) -> dict[str, tuple[int, list[str]]]:
        """Return the records in the output: the time they were written, and the files they list."""
        found = {}
        for path in (self.folder / "out").glob("*.json"):
            if not path.name.endswith(".chapters.json"):
                files = json.loads(path.read_text(encoding="utf-8"))["files"]
                found[path.name] = path.stat().st_mtime_ns, [entry["name"] for entry in files]
        return found


# --- Speed -------------------------------------------------------------------------------------------------------


def speed(bench: Bench) -> Iterator[Figure]:
    """Measure articles a minute against the shell line under xargs."""
    what = "articles a minute, pyttsx3"
    needed("espeak-ng")
    about = bench.golden()
    count = len(list((bench.folder / "in").iterdir()))
    bench.cold(*ESPEAK)
    words = bench.folder / "words"
    words.mkdir()
    for name in bench.records():
        (words / f"{name}.txt").write_text(spoken(bench.folder / "out" / name), encoding="utf-8")
    line = f"ls words/*.txt | xargs -P{AT_ONCE} -I@ {' '.join(BASELINE)} {ffmpeg()} @ @.mp3"
    ours, theirs = in_turn(bench.given.runs, lambda: bench.cold(*ESPEAK), lambda: run(["sh", "-c", line], bench.folder))
    rates = [count * 60 / taken.wall for taken in (ours, theirs)]
    against = f"the shell line, xargs -P{AT_ONCE}"
    yield Figure(what, rates[0], "a minute", rates[1], against, at_least=1.5, ratio=True, note=about)


def cluster(bench: Bench) -> Iterator[Figure]:
    """Measure two Dask workers against two jobs."""
    if find_spec("distributed") is None:
        raise Missing("needs the extra cluster (pip install '.[cluster]')")
    about = bench.golden()
    count = len(list((bench.folder / "in").iterdir()))
    with scheduled(bench):
        ours, theirs = in_turn(
            bench.given.runs, lambda: bench.cold(*ESPEAK, "--dask", ADDRESS), lambda: bench.cold(*ESPEAK)
        )
    rates = [count * 60 / taken.wall for taken in (ours, theirs)]
    yield Figure("on 2 Dask workers", rates[0], "a minute", rates[1], "--jobs 2", at_least=0.9, ratio=True, note=about)


@contextlib.contextmanager
def scheduled(bench: Bench) -> Iterator[None]:
    """Run a scheduler and two workers, each a process of its own."""
    dask = [sys.executable, "-m", "dask"]
    host, port = ADDRESS.removeprefix("tcp://").split(":")
    commands = [[*dask, "scheduler", "--host", host, "--port", port, "--no-dashboard"]]
    commands += 2 * [[*dask, "worker", ADDRESS, "--nthreads", "1", "--no-dashboard"]]
    nowhere = subprocess.DEVNULL
    children = [
        subprocess.Popen(one, env=os.environ | bench.private, cwd=bench.folder, stdout=nowhere, stderr=nowhere)
        for one in commands
    ]
    try:
        time.sleep(8)
        yield
    finally:
        for child in reversed(children):
            child.terminate()
            child.wait(20)


# --- Killed ------------------------------------------------------------------------------------------------------


def killed(bench: Bench, articles: int = 3) -> Iterator[Figure]:
    """End a batch at random moments of its life and in different ways, run it again at once, and look what is there."""
    chance = random.Random(bench.given.seed)  # noqa: S311 - no secret
    bench.towns(articles)
    gaps = beats(bench)
    faults: list[str] = []
    caught, kept = 0, Counter[int]()
    for number in range(bench.given.kills):
        beat = chance.randrange(len(gaps))  # a busy machine makes a run longer, but no part of it goes unvisited
        ended, done, found = ended_and_again(bench, beat, chance.uniform(0, gaps[beat]), number)
        caught += ended
        kept[done] += ended
        faults += [f"{number}: {fault}" for fault in found]
        if not (number + 1) % 10:
            note(f"ended {caught} of {number + 1} runs of {sum(gaps):.1f} s, {spread(kept)}; {faults}")
    about = f"{bench.given.kills} runs, {caught} of them killed, {spread(kept)}"
    yield Figure("killed and resumed: lost, done twice or half", len(faults), at_most=0, note=about)
    note("\n".join(faults[:20]))


def beats(bench: Bench) -> list[float]:
    """Return the seconds in a whole run before each of its lines, and from the last one to its end."""
    bench.empty()
    times = [time.perf_counter()]
    child = bench.start(*BRIEF)
    times += [time.perf_counter() for _ in child.stdout or ()]
    child.communicate(timeout=60)
    times.append(time.perf_counter())
    return [after - before for before, after in itertools.pairwise(times)]


def ended_and_again(bench: Bench, beat: int, pause: float, number: int) -> tuple[bool, int, list[str]]:
    """End a run so many seconds after so many of its lines, run another, and tell what is wrong.

    Returned are whether there was a run left to be ended, the number of episodes that were done, and the faults.
    """
    bench.empty()
    child = bench.start(*BRIEF)
    for _ in range(beat):
        (child.stdout or BytesIO()).readline()
    time.sleep(pause)
    (os.killpg if number % 2 else os.kill)(child.pid, SIGNALS[number % len(SIGNALS)])
    child.wait(timeout=60)
    before = bench.records()
    again = bench.start(*BRIEF)  # not waiting for the workers of the first, which may have lost their driver
    _, err = again.communicate(timeout=120)
    child.communicate(timeout=60)
    after = bench.records()
    wanted = len(list((bench.folder / "in").iterdir()))
    found = [f"exit {again.returncode}: {err.decode()}"] if again.returncode else []
    found += [f"lost: {len(after)} of {wanted}"] if len(after) != wanted else []
    found += [f"done twice: {name}" for name in before if after.get(name) != before[name]]
    return child.returncode != 0, len(before), found + left_over(bench)


def spread(kept: Counter[int]) -> str:
    """Say how many episodes were done when runs were killed."""
    return "done by then: " + ", ".join(f"{done} ({kept[done]} ×)" for done in sorted(kept))


def left_over(bench: Bench) -> list[str]:
    """Return files in the output that no record lists, and listed ones that aren't there."""
    records = bench.records()
    known = {*records, *itertools.chain.from_iterable(files for _, files in records.values())}
    out = bench.folder / "out"
    there = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()} - {".batch/lock"}
    return [f"left over or missing: {name}" for name in sorted(known ^ there)]


PARTS = {"speed": speed, "cluster": cluster, "killed": killed}
QUICK = {"articles": 4, "runs": 1, "kills": 4}


def options(parser: argparse.ArgumentParser) -> None:
    """Add what this benchmark can be told."""
    parser.add_argument("--only", choices=PARTS, action="append", help="a part of it (may be given twice)")
    parser.add_argument("--articles", type=int, default=16, help="golden articles in the parts about speed")
    parser.add_argument("--runs", type=int, default=3, help="counted runs of them")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)


def measure(given: argparse.Namespace) -> Iterator[Figure]:
    """Run the parts."""
    for name in given.only or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            try:
                yield from PARTS[name](Bench(Path(folder), given))
            except Missing as missing:
                yield Figure(name, skipped=str(missing))
