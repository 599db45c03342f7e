"""Measure the batch: against the shell line under xargs, on a cluster, killed at random moments, over thousands.

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
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import environment

from benches.measuring import Row, Run, in_turn, report, run

AT_ONCE = "2"
WORDS = 300
DAY = ("--date", "2026-05-04")
TONE = ("--engine", "tone:Tone", "--length", "20s", *DAY)
ADDRESS = "tcp://127.0.0.1:8797"
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)

STORY = """Town {number} opens bridge {number}

The council of town {number} opened bridge {number} on Monday after {number} days of work, it said in a statement.

“We waited {number} years for bridge {number},” said the mayor of town {number}, Maria Lindqvist.
"""


class Bench:
    """A folder with articles, an output and caches of its own."""

    def __init__(self, folder: Path, python: str) -> None:
        """Take the Python that has the project."""
        self.folder, self.python = folder, python
        (folder / "in").mkdir()
        self.environ = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join((str(environment.ROOT), str(environment.ROOT / "tests"))),
            "HOME": str(folder),
            "XDG_CACHE_HOME": str(folder / "cache"),
        }

    def command(self, *words: str) -> list[str]:
        """Return the words of a batch over the folder's articles."""
        return [self.python, "-m", "briefing", "batch", "in", "-o", "out", "--jobs", AT_ONCE, *words]

    def cold(self, *words: str) -> Run:
        """Run a batch with nothing done and no clip kept."""
        for name in ("out", "cache"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        kept = {name: self.environ[name] for name in ("PYTHONPATH", "HOME", "XDG_CACHE_HOME")}
        return run(self.command(*words), self.folder, **kept)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a batch in a process group of its own."""
        return subprocess.Popen(
            self.command(*words),
            env=self.environ,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def towns(self, count: int) -> None:
        """Write short articles, each like no other."""
        for number in range(count):
            (self.folder / f"in/{number:05}.txt").write_text(STORY.format(number=number), encoding="utf-8")

    def golden(self, count: int) -> int:
        """Write the golden articles nearest to 300 words; return the median of their words."""
        paths = (environment.ROOT / "tests/golden/articles").glob("*.txt")
        words = {path: len(path.read_bytes().split()) for path in paths}
        chosen = sorted(words, key=lambda path: abs(words[path] - WORDS))[:count]
        for path in chosen:
            shutil.copy(path, self.folder / "in")
        return round(statistics.median(words[path] for path in chosen))

    def records(self) -> dict[str, tuple[int, list[str]]]:
        """Return the records in the output: the time they were written, and the files they list."""
        found = {}
        for path in (self.folder / "out").glob("*.json"):
            if not path.name.endswith(".chapters.json"):
                files = json.loads(path.read_text(encoding="utf-8"))["files"]
                found[path.name] = path.stat().st_mtime_ns, [entry["name"] for entry in files]
        return found


# --- Speed -------------------------------------------------------------------------------------------------------


def speed(bench: Bench, count: int, runs: int) -> list[Row]:
    """Measure articles a minute against the shell line under xargs."""
    median = bench.golden(count)
    count = len(list((bench.folder / "in").iterdir()))
    engine = ("--engine", "pyttsx3", *DAY)
    bench.cold(*engine)
    words = bench.folder / "words"
    words.mkdir()
    for name in bench.records():
        items = json.loads((bench.folder / "out" / name).read_text(encoding="utf-8"))["items"]
        written = "\n".join(item["text"] for item in items if item.get("kind") in {"line", "quote"})
        spoken = [bench.python, "-m", "briefing", "spoken"]
        done = subprocess.run(
            spoken, input=written, capture_output=True, text=True, check=True, env=bench.environ
        ).stdout
        (words / f"{name}.txt").write_text(done, encoding="utf-8")
    find = "import imageio_ffmpeg; print(imageio_ffmpeg.get_ffmpeg_exe())"
    ffmpeg = subprocess.run([bench.python, "-c", find], capture_output=True, text=True, check=True).stdout.strip()
    script = Path(__file__).with_name("baseline.py")
    line = f"ls words/*.txt | xargs -P{AT_ONCE} -I@ {sys.executable} -S {script} {ffmpeg} @ @.mp3"
    ours, theirs = in_turn(runs, lambda: bench.cold(*engine), lambda: run(["sh", "-c", line], bench.folder))
    print(f"{count} articles, {median} words at the median: ", end="")
    print(f"{count * 60 / ours.wall:.0f} a minute against {count * 60 / theirs.wall:.0f}")
    return [Row(f"batch of {count}, pyttsx3, against the shell line: wall time", ours.wall, theirs.wall, "s", 0.67)]


def cluster(bench: Bench, count: int, runs: int) -> list[Row]:
    """Measure two Dask workers against two jobs."""
    bench.golden(count)
    engine = ("--engine", "pyttsx3", *DAY)
    with scheduled(bench):
        ours, theirs = in_turn(runs, lambda: bench.cold(*engine, "--dask", ADDRESS), lambda: bench.cold(*engine))
    return [Row("2 Dask workers against --jobs 2: wall time", ours.wall, theirs.wall, "s", 1.11)]


@contextlib.contextmanager
def scheduled(bench: Bench) -> Iterator[None]:
    """Run a scheduler and two workers, each a process of its own."""
    dask = [bench.python, "-m", "dask"]
    host, port = ADDRESS.removeprefix("tcp://").split(":")
    commands = [[*dask, "scheduler", "--host", host, "--port", port, "--no-dashboard"]]
    commands += 2 * [[*dask, "worker", ADDRESS, "--nthreads", "1", "--no-dashboard"]]
    nowhere = subprocess.DEVNULL
    children = [
        subprocess.Popen(one, env=bench.environ, cwd=bench.folder, stdout=nowhere, stderr=nowhere) for one in commands
    ]
    try:
        time.sleep(8)
        yield
    finally:
        for child in reversed(children):
            child.terminate()
            child.wait(20)


# --- Killed ------------------------------------------------------------------------------------------------------


def killed(bench: Bench, count: int, seed: int, articles: int = 3) -> int:
    """End a batch at random moments and in different ways, run it again, and look at what stands there."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    bench.towns(articles)
    whole = bench.cold(*TONE).wall
    print(f"a whole run takes {whole:.2f} s")
    faults: list[str] = []
    caught = kept = 0
    for number in range(count):
        for name in ("out", "cache"):
            shutil.rmtree(bench.folder / name, ignore_errors=True)
        child = bench.start(*TONE)
        time.sleep(chance.uniform(0.3, whole))
        number_of = SIGNALS[number % len(SIGNALS)]
        (os.killpg if number % 2 else os.kill)(child.pid, number_of)
        child.communicate(timeout=60)
        caught += child.returncode != 0
        before = bench.records()
        again = bench.start(*TONE)
        _, err = again.communicate(timeout=120)
        after = bench.records()
        kept += len(before)
        found = [f"exit {again.returncode}: {err.decode()}"] if again.returncode else []
        found += [f"lost: {len(after)} of {articles}"] if len(after) != articles else []
        found += [f"done twice: {name}" for name in before if after.get(name) != before[name]]
        faults += [f"{number}: {fault}" for fault in found + left_over(bench)]
        if number == count - 1 or not (number + 1) % 10:
            print(
                f"ended {caught} of {number + 1} runs; {kept} episodes were done before; {len(faults)} faults",
                flush=True,
            )
    print("\n".join(faults[:20]))
    return len(faults)


def left_over(bench: Bench) -> list[str]:
    """Return files in the output that no record lists, and listed ones that aren't there."""
    records = bench.records()
    known = {*records, *itertools.chain.from_iterable(files for _, files in records.values())}
    out = bench.folder / "out"
    there = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()} - {".batch/lock"}
    return [f"left over or missing: {name}" for name in sorted(known ^ there)]


# --- Growth ------------------------------------------------------------------------------------------------------


def growth(bench: Bench, count: int) -> int:
    """Make thousands of short episodes and print the memory and open files of all processes on the way."""
    bench.towns(count)
    child = bench.start(*TONE)
    begin = time.monotonic()
    seen = []
    for done, _ in enumerate(child.stdout or (), 1):
        if done % max(1, count // 20) == 0:
            seen.append((done, *held(child.pid)))
            print(
                f"{done:6} done, {time.monotonic() - begin:6.0f} s, {seen[-1][1]:.0f} MB, {seen[-1][2]} files",
                flush=True,
            )
    child.wait()
    early, late = seen[len(seen) // 4], seen[-2]
    print(f"from {early[0]} to {late[0]} episodes: {late[1] - early[1]:+.0f} MB, {late[2] - early[2]:+} open files")
    return child.returncode


def held(pid: int) -> tuple[float, int]:
    """Return the memory in MB (proportional shares) and the open files of a batch: itself and its workers."""
    memory, files = 0.0, 0
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError):
            if os.getsid(int(process.name)) == pid:
                text = (process / "smaps_rollup").read_text()
                memory += int(text.partition("\nPss:")[2].split()[0]) / 1024
                files += len(list((process / "fd").iterdir()))
    return memory, files


def main(arguments: Sequence[str]) -> int:
    """Run the parts that are asked for; without any, the speed."""
    parser = argparse.ArgumentParser(prog="scripts/bench batch", description=__doc__)
    parser.add_argument("--articles", type=int, default=16)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--cluster", action="store_true", help="two Dask workers against --jobs 2")
    parser.add_argument("--killed", type=int, metavar="N", help="end N runs at random moments")
    parser.add_argument("--growth", type=int, metavar="N", help="make N short episodes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--python", help="another Python that can import briefing's dependencies")
    parser.add_argument("--json", type=Path, help="write the figures here, too")
    given = parser.parse_args(arguments)
    python = given.python or str(environment.python("requirements.txt"))
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), python)
        if given.killed:
            return killed(bench, given.killed, given.seed)
        if given.growth:
            return growth(bench, given.growth)
        if given.cluster:
            rows = cluster(bench, given.articles, given.runs)
        elif shutil.which("espeak-ng"):
            rows = speed(bench, given.articles, given.runs)
        else:
            print("skipped: the baseline needs espeak-ng (Debian: apt-get install espeak-ng)", file=sys.stderr)
            return 0
    report(rows, given.json)
    return 0
