"""Growth: an episode of 500 stories beside one of 5, a batch of 2,000 articles; time, memory and open files on the way.

Memory is that of a command and all its children at one moment, shared pages by their share, looked at four times a
second; time is CPU seconds of all of them, which a busy machine changes least.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from benches.articles import town
from benches.figures import Figure, Missing
from benches.measuring import briefing, held_mb, note, private
from briefing.mastering.playing import playing_time

DAY = ("--date", "2026-05-04")
TONE = ("--engine", "tone:Tone", "--length", "20s", *DAY)
LOOK_S = 0.25
NO_PROC = "needs Linux's /proc to see the memory of children"
ROUNDING_S, DRIFT_S, TAIL_S = 0.002, 0.1, 2.0
MORE = """The {thing} of town {number} took ${number} million and serves {number} people, {name} said.

“Nobody here believed that it would ever be finished,” said {name}, who keeps the {thing}.
"""
THINGS = ("library", "school", "market", "harbour", "museum", "clinic", "garden")
NAMES = ("Jonas Okafor", "Priya Moreno", "Samuel Harding", "Aisha Sandhu", "Tomas Petrov", "Helen Ashcroft")


def story(number: int) -> str:
    """Return a short article that is like no other, told in some thirty seconds."""
    thing, name = THINGS[number % len(THINGS)], NAMES[number % len(NAMES)]
    return town(number, MORE.format(number=number + 2, thing=thing, name=name))


# --- What is looked at ---------------------------------------------------------------------------------------------


def family(pid: int) -> list[int]:
    """Return a process and all that descend from it, whatever sessions they are in."""
    children: dict[int, list[int]] = {}
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            parent = int((process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(process.name))
    found = [pid]
    for one in found:  # it grows on the way
        found += children.get(one, [])
    return found


def open_files(processes: list[int]) -> int:
    """Return how many files processes hold open."""
    count = 0
    for process in processes:
        with contextlib.suppress(OSError):
            count += len(os.listdir(f"/proc/{process}/fd"))  # noqa: PTH208 - names are all that is wanted
    return count


@dataclass
class Watch:
    """What a running command came to: the most memory (MB) and files that it and its children held at one moment."""

    pid: int
    peak: float = 0.0
    files: int = 0

    def until(self, over: threading.Event) -> None:
        """Look again and again until it's over."""
        while not over.wait(LOOK_S):
            processes = family(self.pid)
            self.peak, self.files = max(self.peak, held_mb(processes)), max(self.files, open_files(processes))


class Desk:
    """A folder with articles, outputs and caches of its own."""

    def __init__(self, folder: Path, given: argparse.Namespace) -> None:
        """Write as many articles as the largest part needs."""
        self.folder, self.given = folder, given
        self.environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self.environ |= private(folder)
        (folder / "in").mkdir()

    def articles(self, count: int) -> list[str]:
        """Return the names of so many articles, written where they aren't there yet."""
        names = [f"in/{number:05}.txt" for number in range(count)]
        for number, name in enumerate(names):
            if not (self.folder / name).exists():
                (self.folder / name).write_text(story(number), encoding="utf-8")
        return names

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start a command of the program."""
        with (self.folder / "stderr.txt").open("w", encoding="utf-8") as errors:
            return subprocess.Popen(
                briefing(*words), cwd=self.folder, env=self.environ, stdout=subprocess.PIPE, stderr=errors, text=True
            )

    def fail(self, child: subprocess.Popen[str]) -> NoReturn:
        """End the benchmark with the last that a command said."""
        said = (self.folder / "stderr.txt").read_text(encoding="utf-8")[-400:]
        sys.exit(f"{child.args!r} ended with {child.returncode}: {said}")


# --- One long episode ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Made:
    """An episode: CPU seconds, the most memory and files of all processes, what ``make --json`` said."""

    cpu: float
    watch: Watch
    said: dict[str, object]


def make(desk: Desk, count: int) -> Made:
    """Make an episode of so many stories, each clip spoken anew."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    output = f"out-{count}/episode.mp3"
    child = desk.start("make", *desk.articles(count), *DAY, "--engine", "pyttsx3", "--force", "--json", "-o", output)
    watch, over = Watch(child.pid), threading.Event()
    watching = threading.Thread(target=watch.until, args=(over,))
    watching.start()
    said, _ = child.communicate()
    over.set()
    watching.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if child.returncode:
        desk.fail(child)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    made = Made(cpu, watch, json.loads(said))
    note(
        f"{count} stories: {cpu:.1f} s CPU, {watch.peak:.0f} MB, {watch.files} files, {made.said['duration_s']} s long"
    )
    return made


def episode(desk: Desk) -> Iterator[Figure]:
    """Measure episodes of more and more stories, and look into the longest."""
    made = {count: make(desk, count) for count in sorted(desk.given.stories)}
    few, most = min(made), max(made)
    each = {count: one.cpu / count for count, one in made.items()}
    hours = float(str(made[most].said["duration_s"])) / 3600
    about = f"{hours:.1f} hours; " + ", ".join(f"{count}: {took:.2f} s" for count, took in each.items())
    yield Figure(
        f"CPU for each of {most} stories", each[most], "s", each[few], f"of {few}", at_most=1.1, ratio=True, note=about
    )
    about = ", ".join(f"{count}: {one.watch.peak:.0f} MB" for count, one in made.items())
    yield Figure(f"episode of {most} stories: peak memory", made[most].watch.peak, "MB", at_most=300, note=about)
    few_files, files = made[few].watch.files, made[most].watch.files
    yield Figure(f"episode of {most} stories: open files", files, "", few_files, f"with {few}", at_most=60)
    loudness = float(str(made[most].said["lufs"]))
    yield Figure(f"episode of {most} stories: loudness", loudness, "LUFS", at_least=-16.5, at_most=-15.5)
    peak = float(str(made[most].said["true_peak_dbtp"]))
    yield Figure(f"episode of {most} stories: true peak", peak, "dBTP", at_most=-2)
    faults = list(wrong(desk.folder / f"out-{most}", most))
    note("\n".join(faults))
    yield Figure(f"episode of {most} stories: faults in chapters, transcript, length", len(faults), at_most=0)


def wrong(folder: Path, stories: int) -> Iterator[str]:
    """Yield what is wrong with an episode's chapters and times, read back from its files."""
    record = json.loads((folder / "episode.json").read_text(encoding="utf-8"))
    yield from _chapters(folder, stories)
    playing = playing_time(str(folder / "episode.mp3")) or 0.0
    end = record["items"][-1]["end"]
    if abs(playing - record["duration_s"]) > DRIFT_S or not 0 <= record["duration_s"] - end < TAIL_S:
        yield f"{playing:.2f} s of MP3, {record['duration_s']} s in the record, the last item to {end} s"
    text = (folder / "episode.vtt").read_text(encoding="utf-8")
    times = re.findall(r"^(\d\S+) --> (\d\S+)$", text, re.MULTILINE)
    cues = [(_seconds(start), _seconds(stop)) for start, stop in times]
    yield from (f"a cue from {start} to {stop} s" for start, stop in cues if start >= stop)
    yield from (f"a cue at {late[0]} s before {early[1]} s" for early, late in pairwise(cues) if late[0] < early[1])
    spoken = max(item["end"] for item in record["items"] if item.get("reader"))
    if abs(cues[-1][1] - spoken) > ROUNDING_S:
        yield f"the last cue ends at {cues[-1][1]} s, the last line at {spoken} s"


def _chapters(folder: Path, stories: int) -> Iterator[str]:
    """Yield where the MP3's chapters, in the order of its tables, aren't those of the JSON."""
    from mutagen import id3

    listed = json.loads((folder / "episode.chapters.json").read_text(encoding="utf-8"))["chapters"]
    tag: Any = id3.ID3(folder / "episode.mp3")  # type: ignore[no-untyped-call] # mutagen is typed in part only
    marks = {frame.element_id: frame for frame in tag.getall("CHAP")}
    tables = {frame.element_id: frame.child_element_ids for frame in tag.getall("CTOC")}
    order = [leaf for name in tables["toc"] for leaf in (tables.get(name) or [name])]
    if len(listed) != stories + len(("headlines", "sign-off")) or set(order) != set(marks) or len(order) != len(listed):
        yield f"{len(listed)} chapters in JSON, {len(order)} in the table, {len(marks)} marks for {stories} stories"
    for name, entry in zip(order, listed, strict=False):
        start, title = marks[name].start_time / 1000, str(marks[name].sub_frames.getall("TIT2")[0])
        if abs(start - entry["startTime"]) > ROUNDING_S or title != entry["title"]:
            yield f"a chapter “{title}” at {start} s in the MP3, “{entry['title']}” at {entry['startTime']} s in JSON"
    if any(marks[early].end_time != marks[late].start_time for early, late in pairwise(order)):
        yield "chapters in the MP3 with a gap between them"


def _seconds(time: str) -> float:
    hours, minutes, seconds = time.split(":")
    return 3600 * int(hours) + 60 * int(minutes) + float(seconds)


# --- A long batch --------------------------------------------------------------------------------------------------


def batch(desk: Desk) -> Iterator[Figure]:
    """Make many short episodes and look at all processes on the way: a quarter in, and at the end."""
    count = desk.given.episodes
    desk.articles(count)
    child = desk.start("batch", "in", "-o", "out", "--jobs", "2", *TONE)
    quarter, step, seen = max(1, count // 4), max(1, count // 20), {0: (0.0, 0)}
    for done, _ in enumerate(child.stdout or (), 1):
        if done % step == 0 or done == quarter:
            processes = family(child.pid)
            seen[done] = held_mb(processes), open_files(processes)
            note(f"{done:6} done, {seen[done][0]:.0f} MB, {seen[done][1]} files")
    if child.wait():
        desk.fail(child)
    late = [at for at in seen if at > count - 3 * step - 1 and at < count]  # the last workers may be gone
    memory, files = (min(seen[at][kind] for at in late or seen) for kind in (0, 1))
    about = f"{count} episodes, 2 workers"
    early = seen[quarter]
    grown = memory - early[0]
    yield Figure(f"batch from {quarter} to {count} episodes: growth", grown, "MB", at_most=8, note=f"{memory:.0f} MB")
    yield Figure(
        f"batch of {count}: open files", files, "", early[1], f"after {quarter}", at_most=early[1] + 8, note=about
    )


PARTS = {"episode": episode, "batch": batch}
QUICK = {"stories": [2, 8], "episodes": 40}


def options(parser: argparse.ArgumentParser) -> None:
    """Add what this benchmark can be told."""
    parser.add_argument("--only", choices=PARTS, action="append", help="a part of it (may be given twice)")
    parser.add_argument("--stories", type=int, nargs="+", default=[5, 50, 500], help="stories of the long episodes")
    parser.add_argument("--episodes", type=int, default=2000, help="short episodes of the batch")


def measure(given: argparse.Namespace) -> Iterator[Figure]:
    """Run the parts."""
    if not Path("/proc/self/smaps_rollup").exists():
        raise Missing(NO_PROC)
    for name in given.only or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            yield from PARTS[name](Desk(Path(folder), given))
