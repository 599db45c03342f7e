"""The ear: words cut out of episodes on purpose that `briefing listen` finds, and findings in good episodes.

The environment must hold the extra `listen`. Each episode is made twice, as it is and with words of one line cut out
of its sound: three to five in a row, or two to four at the line's beginning or end. A cut counts as found when a
finding is about its line.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benches.articles import golden, written
from benches.figures import Figure, Missing
from benches.measuring import briefing, note, private

LENGTHS = ("30s", "45s", "60s")
KINDS = ("in a row", "end", "in a row", "beginning")
TRIES = 6
LEAST_WORDS = 8


@dataclass(frozen=True)
class Cut:
    """An episode with a cut: its record, the line's text, the words that are gone, where they stood."""

    record: Path
    line: str
    words: str
    kind: str


class Bench:
    """Episodes in a folder, made by the project's own command."""

    def __init__(self, folder: Path, engine: str, jobs: int) -> None:
        """Take a folder for the episodes, the engine that speaks and how many listen at once."""
        self.folder, self.engine, self.jobs = folder, engine, jobs
        # The user's own home: Kokoro is installed in it.
        kept = {name: value for name, value in private(folder).items() if name != "HOME"}
        self.environ = {**os.environ, **kept}

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run the command; its exit code is the caller's to judge."""
        command, environ = briefing(*arguments), self.environ | variables
        return subprocess.run(command, capture_output=True, text=True, check=False, env=environ)

    def make(self, article: Path, length: str, stem: str, engine: str, **variables: str) -> Path:
        """Make an episode and return its record; a failure ends the benchmark."""
        mp3 = self.folder / f"{stem}.mp3"
        options = ("--length", length, "--date", "2026-05-04", "--engine", engine, "--jobs", str(self.jobs), "-q")
        done = self.run("make", str(article), *options, "-o", str(mp3), **variables)
        if done.returncode:
            raise ValueError(f"make {article.name} ended with {done.returncode}: {done.stderr[-400:]}")
        return mp3.with_suffix(".json")

    def cut(self, article: Path, length: str, good: Path, number: int) -> Cut | None:
        """Make the episode again with a cut, None where no line has a place for one."""
        dice = random.Random(number)  # noqa: S311 - which words are cut is no secret
        kind = KINDS[number % len(KINDS)]
        lines = [line for line in written(good) if len(line.split()) >= LEAST_WORDS]
        for line in dice.sample(lines, min(TRIES, len(lines))):
            said = self.run("spoken", line).stdout.rstrip("\n")
            log = self.folder / f"{number}.cut.txt"
            log.unlink(missing_ok=True)
            first, count = _place(kind, len(said.split()), dice)
            plan = {"engine": self.engine, "line": said, "first": first, "count": count, "log": str(log)}
            stem = f"{number:02}-cut"
            record = self.make(article, length, stem, "benches.dropping:Dropping", BENCH_DROP=json.dumps(plan))
            if log.exists():
                return Cut(record, line, log.read_text(encoding="utf-8"), kind)
        return None

    def listen(self, records: Sequence[Path]) -> dict[Path, list[dict[str, Any]]]:
        """Listen to episodes and return what is found in each."""
        done = self.run("listen", "--json", "--jobs", str(self.jobs), *map(str, records))
        if done.returncode not in {0, 74}:
            raise ValueError(f"listen ended with {done.returncode}: {done.stderr[-400:]}")
        found: dict[Path, list[dict[str, Any]]] = {record: [] for record in records}
        for row in map(json.loads, done.stdout.splitlines()):
            found[Path(row["file"])].append(row)
        return found


def _place(kind: str, words: int, dice: random.Random) -> tuple[int, int]:
    """Return the first word to be cut (negative: from the end) and how many."""
    if kind == "in a row":
        count = dice.randint(3, 5)
        return dice.randint(1, max(1, words - count - 1)), count
    count = dice.randint(2, 4)
    return (0 if kind == "beginning" else -count), count


QUICK = {"episodes": 3}


def options(parser: argparse.ArgumentParser) -> None:
    """Add what this benchmark can be told."""
    parser.add_argument("articles", type=Path, nargs="*", help="else the golden ones")
    parser.add_argument("--episodes", type=int, default=50, help="so many good ones, and as many with a cut")
    parser.add_argument("--engine", default="pyttsx3", help="pyttsx3 or kokoro")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="threads; else one for each core")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the episodes there")


def measure(given: argparse.Namespace) -> Iterator[Figure]:
    """Make the episodes, listen to them, count what was found."""
    if find_spec("faster_whisper") is None:
        raise Missing("needs the extra listen (pip install '.[listen]')")
    articles = given.articles or golden()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        bench = Bench(folder, given.engine, given.jobs)
        good: list[Path] = []
        cuts: list[Cut] = []
        for number in range(given.episodes):
            article = articles[number % len(articles)].resolve()
            length = LENGTHS[number // len(articles) % len(LENGTHS)]
            good.append(bench.make(article, length, f"{number:02}", given.engine))
            if made := bench.cut(article, length, good[-1], number):
                cuts.append(made)
        heard = bench.listen([*good, *(cut.record for cut in cuts)])
    yield from _figures(good, cuts, heard)


def _figures(good: Sequence[Path], cuts: Sequence[Cut], heard: Mapping[Path, list[dict[str, Any]]]) -> Iterator[Figure]:
    """Say what was missed and what was found for nothing, and yield how often."""
    missed = [cut for cut in cuts if all(row["text"] != cut.line for row in heard[cut.record])]
    for cut in missed:
        note(f"missed, {cut.kind}: {cut.words!r} in {cut.line!r} ({cut.record.stem})")
    wrong = [record for record in good if heard[record]]
    for record in wrong:
        note("\n".join(f"for nothing: {row['code']} {row['what']} ({record.stem})" for row in heard[record]))
    found = 100 * (len(cuts) - len(missed)) / max(1, len(cuts))
    yield Figure("words cut out of an episode that are found", found, "%", at_least=95, note=f"of {len(cuts)}")
    nothing = 100 * len(wrong) / max(1, len(good))
    yield Figure("good episodes with any finding", nothing, "%", at_most=4, note=f"of {len(good)}")
