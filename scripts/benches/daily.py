"""The daily run: killed at random moments, started many times at once, with a feed of years."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benches.articles import town
from benches.figures import Figure
from benches.measuring import briefing, note, private, run

WARM = 5
"""Runs before the first that is killed; a kill falls into the median time of so many whole runs."""

MOST_RUNS = 4
"""Runs for each that is to be killed: some end before."""

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


class Bench:
    """A show in a folder of its own, spoken by the tests' tone engine."""

    def __init__(self, folder: Path, keep: int = 5) -> None:
        """Write the show; nothing in it is told yet."""
        self.folder = folder
        (folder / "articles").mkdir(parents=True)
        self.show = folder / "bench.toml"
        self.show.write_text(SHOW.format(keep=keep), encoding="utf-8")
        self.out, self.state = folder / "bench", folder / ".bench"
        self.private = private(folder)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a command of the program."""
        command, pipe = briefing(*words, "--show", str(self.show)), subprocess.PIPE
        return subprocess.Popen(command, env=os.environ | self.private, cwd=self.folder, stdout=pipe, stderr=pipe)

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
        (self.folder / "articles" / f"{number:04}.txt").write_text(town(number, more), encoding="utf-8")

    def broken(self, *, ended: bool) -> list[str]:
        """Return what is wrong with what is public: the feed, its files; after a whole run, what is left over."""
        feed = self.out / "feed.xml"
        if not feed.exists():
            return ["no feed"] if ended else []
        from briefing.edition import checking, place, showfile

        faults = [str(one) for one in checking.check(showfile.read(place.find(str(self.show))), None)]
        if ended:
            known = {"feed.xml"} | {path.name for path in self.out.glob("art-*")}
            for record in self.out.glob("????-??-??*.json"):
                if not record.name.endswith(".chapters.json"):
                    content = json.loads(record.read_text(encoding="utf-8"))
                    known |= {record.name, *(entry["name"] for entry in content["files"])}
            faults += [f"left over: {path.name}" for path in self.out.iterdir() if path.name not in known]
        return faults


def killed(count: int, seed: int) -> Iterator[Figure]:
    """Kill so many runs at random moments, each on a new day with a new story; run again; look at what is public."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as place:
        bench = Bench(Path(place) / "show")
        took: list[float] = []
        for number in range(WARM):  # the first has clips and artwork to make
            bench.article(number)
            took.append(bench.run("daily", "--date", _day(number))[3])
        faults: list[str] = []
        caught = number = 0
        while caught < count and number < MOST_RUNS * count:
            number += 1
            bench.article(number + WARM)
            found, was_killed = _kill(bench, number, chance.uniform(0.05, median(took[-WARM:])), took)
            caught += was_killed
            faults += [f"{number}: {fault}" for fault in found]
            if number % 50 == 0:
                note(f"{number} runs, {caught} killed, {len(faults)} faults")
    note("\n".join(faults[:20]))
    yield Figure("killed at a random moment before the end", caught, at_least=count, note=f"of {number} runs")
    yield Figure("after the kills: broken, missing, twice or left over", len(faults), at_most=0)


def _kill(bench: Bench, number: int, moment: float, took: list[float]) -> tuple[list[str], bool]:
    """Run on a day of its own, kill it then, run again; return what is wrong, and whether it was killed."""
    day = _day(number + WARM)
    child = bench.start("daily", "--date", day)
    time.sleep(moment)
    child.send_signal(signal.SIGKILL)
    child.communicate()
    found = bench.broken(ended=False)
    code, _, err, again = bench.run("daily", "--date", day)
    was_killed = child.returncode == -signal.SIGKILL
    if was_killed:
        took.append(again)
    found += bench.broken(ended=True) + ([f"exit {code}: {err}"] if code else [])
    guids = (bench.out / "feed.xml").read_text(encoding="utf-8").count(f"bench/{day}<")
    stories = list(bench.out.glob(f"{day}*.mp3"))
    if guids != 1 or len(stories) != 1:
        found.append(f"{day}: {guids} items, {[path.name for path in stories]}")
    return found, was_killed


def _day(number: int) -> str:
    return (dt.date(2020, 1, 1) + dt.timedelta(days=number)).isoformat()


def at_once(count: int) -> Iterator[Figure]:
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
    note("\n".join(faults))
    about = f"{codes.count(75)} ended with 75"
    yield Figure(f"{count} at once: runs that work", codes.count(0), at_least=1, at_most=1, note=about)
    others = count - codes.count(0) - codes.count(os.EX_TEMPFAIL)
    yield Figure(f"{count} at once: other ends, and faults", others + len(faults), at_most=0)
    yield Figure("from trying a held lock to the end", tried * 1000, "ms", at_most=50, note="median of 9")


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
            command = [sys.executable, "-c", code, str(bench.show)]
            done = subprocess.run(command, env=os.environ | bench.private, capture_output=True, text=True, check=False)
            took.append(time.time() - float(done.stdout.split()[0]))
            if done.returncode != os.EX_TEMPFAIL:
                raise ValueError(done.stderr)
    return median(took)


def years(count: int, runs: int) -> Iterator[Figure]:
    """Give a show so many episodes; measure a run with nothing new, one more episode, `feed build` and its memory."""
    with tempfile.TemporaryDirectory() as place:
        small, large = Bench(Path(place) / "small", 100_000), Bench(Path(place) / "large", 100_000)
        for bench in (small, large):
            bench.article(1)
            bench.run("daily", "--date", "2026-01-01")
        _multiply(large, count)
        built = run(briefing("feed", "build", "--show", str(large.show)), large.folder, **large.private)
        what, about = f"feed build, {count} episodes, no index", "the first run"
        yield Figure(f"{what}: wall time", built.wall, "s", at_most=3.0, note=about)
        yield Figure(f"{what}: peak memory", built.peak, "MB", at_most=150)
        shutil.rmtree(large.state)
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
    for what, one, many in (("nothing new", idle1, idle2), ("one new", more1, more2)):
        about = f"{one:.2f} s with 1 episode, {many:.2f} s with {count}"
        yield Figure(
            f"daily with {count} episodes, {what}: more time than with 1", many - one, "s", at_most=0.3, note=about
        )


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


QUICK = {"kills": 4, "at_once": 5, "episodes": 50, "runs": 1}


def options(parser: argparse.ArgumentParser) -> None:
    """Add what this benchmark can be told."""
    parser.add_argument("--kills", type=int, default=200, help="0: without this part, as with the next two")
    parser.add_argument("--at-once", type=int, default=20)
    parser.add_argument("--episodes", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)


def measure(given: argparse.Namespace) -> Iterator[Figure]:
    """Measure what is asked for."""
    if given.at_once:
        yield from at_once(given.at_once)
    if given.episodes:
        yield from years(given.episodes, given.runs)
    if given.kills:
        yield from killed(given.kills, given.seed)
