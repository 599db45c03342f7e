"""Measure the daily run: killed at random moments, started many times at once, with a feed of years."""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import environment

SHOW = """
name = "The Bench"
author = "Bench"
[daily]
sources = ["articles"]
engine = "tone:Tone"
length = "30s"
max_stories = 3
keep_episodes = {keep}
[podcast]
base_url = "https://example.org/bench/"
"""

STORY = """Town {number} opens bridge {number}

The council of town {number} opened bridge {number} on Monday after {number} days of work, it said in a statement.

“We waited {number} years for bridge {number},” said the mayor of town {number}, Maria Lindqvist.

{more}
"""


class Bench:
    """A show in a folder of its own, spoken by the tests' tone engine."""

    def __init__(self, folder: Path, keep: int = 5) -> None:
        """Write the show; nothing in it is told yet."""
        self.folder = folder
        (folder / "articles").mkdir(parents=True)
        self.show = folder / "bench.toml"
        self.show.write_text(SHOW.format(keep=keep), encoding="utf-8")
        self.out, self.state = folder / "bench", folder / ".bench"
        self.python = environment.python("requirements.txt")
        self.environ = {
            **os.environ,
            "PYTHONPATH": str(environment.ROOT / "tests"),
            "HOME": str(folder),
            "XDG_CACHE_HOME": str(folder / "cache"),
        }

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a command of the program."""
        command = [str(self.python), "-m", "briefing", *words, "--show", str(self.show)]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=self.environ, cwd=self.folder, stdout=pipe, stderr=pipe)

    def run(self, *words: str) -> tuple[int, str, str, float]:
        """Run a command; return its code, stdout, stderr and wall time."""
        begin = time.perf_counter()
        child = self.start(*words)
        out, err = child.communicate(timeout=120)
        return child.returncode, out.decode(), err.decode(), time.perf_counter() - begin

    def article(self, number: int) -> None:
        """Write an article that is like no other."""
        words = random.Random(number)  # noqa: S311 - no secret
        more = " ".join(f"{words.choice('abcdefgh')}{words.randrange(10**6)} goes on." for _ in range(30))
        text = STORY.format(number=number, more=more)
        (self.folder / "articles" / f"{number:04}.txt").write_text(text, encoding="utf-8")

    def broken(self, *, ended: bool) -> list[str]:
        """Return what is wrong with what is public: the feed, its files; after a whole run, what is left over."""
        feed = self.out / "feed.xml"
        if not feed.exists():
            return ["no feed"] if ended else []
        code, out, err, _ = self.run("feed", "check")
        faults = [] if code == 0 else [out + err]
        if ended:
            known = {"feed.xml"} | {path.name for path in self.out.glob("art-*.png")}
            for record in self.out.glob("????-??-??*.json"):
                if not record.name.endswith(".chapters.json"):
                    content = json.loads(record.read_text(encoding="utf-8"))
                    known |= {record.name, *(entry["name"] for entry in content["files"])}
            faults += [f"left over: {path.name}" for path in self.out.iterdir() if path.name not in known]
        return faults


def killed(count: int, seed: int) -> int:
    """Kill a run at random moments, each time on a new day with a new story; run again; look at what is public."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as place:
        bench = Bench(Path(place) / "show")
        bench.article(0)
        _, _, _, whole = bench.run("daily", "--date", "2020-01-01")
        print(f"a whole run takes {whole:.2f} s")
        faults: list[str] = []
        caught = 0
        for number in range(1, count + 1):
            bench.article(number)
            day = f"{2020 + number // 336}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
            child = bench.start("daily", "--date", day)
            time.sleep(chance.uniform(0.1, whole))
            child.send_signal(signal.SIGKILL)
            child.communicate()
            caught += child.returncode == -signal.SIGKILL
            found = bench.broken(ended=False)
            code, _, err, _ = bench.run("daily", "--date", day)
            found += bench.broken(ended=True) + ([f"exit {code}: {err}"] if code else [])
            guids = (bench.out / "feed.xml").read_text(encoding="utf-8").count(f"bench/{day}<")
            stories = list(bench.out.glob(f"{day}*.mp3"))
            if guids != 1 or len(stories) != 1:
                found.append(f"{day}: {guids} items, {[path.name for path in stories]}")
            faults += [f"{number}: {fault}" for fault in found]
            if number % 50 == 0:
                print(f"{number} runs, {caught} killed, {len(faults)} faults", flush=True)
    print(f"killed {caught} of {count} runs; {len(faults)} faults")
    print("\n".join(faults[:20]))
    return len(faults)


def at_once(count: int) -> int:
    """Start runs at once: one works, the others end with 75."""
    with tempfile.TemporaryDirectory() as place:
        bench = Bench(Path(place) / "show")
        bench.article(1)
        children = [bench.start("daily") for _ in range(count)]
        codes = []
        for child in children:
            child.communicate(timeout=120)
            codes.append(child.returncode)
        faults = bench.broken(ended=True)
        tried = _lock_time(bench)
    print(f"{count} at once: {codes.count(0)} worked, {codes.count(75)} ended with 75; {len(faults)} faults")
    print(f"from trying a held lock to the end of the process: {tried * 1000:.0f} ms (median of 9)")
    return abs(codes.count(0) - 1) + len(faults)


def _lock_time(bench: Bench) -> float:
    """Return the seconds from the system's call for the lock to the end of a process that doesn't get it."""
    code = (
        "import fcntl, sys, time\n"
        "real = fcntl.flock\n"
        "def flock(*words):\n"
        "    print(time.time(), len(sys.modules), flush=True)\n"
        "    return real(*words)\n"
        "fcntl.flock = flock\n"
        "from briefing.__main__ import main\n"
        "sys.argv[1:] = ['daily', '--show', sys.argv[1]]\n"
        "main()\n"
    )
    took = []
    import fcntl

    with (bench.state / "lock").open("rb") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        for _ in range(9):
            command = [str(bench.python), "-c", code, str(bench.show)]
            done = subprocess.run(command, env=bench.environ, capture_output=True, text=True, check=False)
            took.append(time.time() - float(done.stdout.split()[0]))
            if done.returncode != os.EX_TEMPFAIL:
                raise SystemExit(done.stderr)
    return median(took)


def years(count: int, runs: int) -> int:
    """Give a show so many episodes; measure a run with nothing new, one more episode, `feed build` and its memory."""
    with tempfile.TemporaryDirectory() as place:
        small, large = Bench(Path(place) / "small", 100_000), Bench(Path(place) / "large", 100_000)
        for bench in (small, large):
            bench.article(1)
            bench.run("daily", "--date", "2026-01-01")
        _multiply(large, count)
        code, out, err, first = large.run("feed", "build")
        print(f"feed build, {count} episodes, no index: {first:.2f} s{'' if code == 0 else out + err}")
        shutil.rmtree(large.state)
        peak = _peak(large, "feed", "build")
        rows = []
        for bench in (small, large):
            bench.run("daily", "--date", "2026-01-01")
            idle, more = [], []
            for number in range(runs):
                idle.append(bench.run("daily", "--date", "2026-01-01")[3])
                bench.article(100 + number)
                more.append(bench.run("daily", "--date", f"2026-02-{number + 1:02}")[3])
            rows.append((min(idle), min(more)))
    (idle1, more1), (idle2, more2) = rows
    print(f"feed build: peak memory {peak:.0f} MB")
    print(f"daily, nothing new: {idle1:.2f} s with 1 episode, {idle2:.2f} s with {count}: {idle2 - idle1:+.2f} s")
    print(f"daily, one new: {more1:.2f} s with 1 episode, {more2:.2f} s with {count}: {more2 - more1:+.2f} s")
    return 0


def _multiply(bench: Bench, count: int) -> None:
    """Make copies of the one episode, each with a day, guid and time of its own."""
    record = json.loads((bench.out / "2026-01-01.json").read_text(encoding="utf-8"))
    text = json.dumps(record)
    for number in range(1, count):
        day = f"{2001 + number // 336}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
        for name in [entry["name"] for entry in record["files"]]:
            os.link(bench.out / name, bench.out / name.replace("2026-01-01", day))
        copied = json.loads(text.replace("2026-01-01", day))
        copied["pubDate"] = f"{day}T06:00:00+00:00"
        (bench.out / f"{day}.json").write_text(json.dumps(copied), encoding="utf-8")


def _peak(bench: Bench, *words: str) -> float:
    """Return the peak memory of a command in MB."""
    import resource

    command = [str(bench.python), "-m", "briefing", *words, "--show", str(bench.show)]
    subprocess.run(command, env=bench.environ, capture_output=True, check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main(arguments: Sequence[str]) -> int:
    """Measure what is asked for and return 1 when something is broken."""
    parser = argparse.ArgumentParser(prog="scripts/bench daily", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--at-once", type=int, default=20)
    parser.add_argument("--episodes", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    bad = 0
    if given.at_once:
        bad += at_once(given.at_once)
    if given.episodes:
        bad += years(given.episodes, given.runs)
    if given.kills:
        bad += killed(given.kills, given.seed)
    sys.stdout.flush()
    return min(bad, 1)
