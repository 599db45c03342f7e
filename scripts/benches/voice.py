"""Measure the natural voice: `make` with Kokoro beside the bare model on the same sounds; words and names, if asked.

Kokoro must be installed (`briefing voices install kokoro`). `--ear PYTHON MODEL` takes a Python that has
faster-whisper and a folder with a Whisper model, and tells the word error rate of each MP3.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

import environment

from benches.measuring import Row, Run, in_turn, report, run

HERE = Path(__file__).parent
SAMPLE_S = 0.5
MOST_MB = 1200.0


class Bench:
    """An article's programme with Kokoro, in a folder of its own."""

    def __init__(self, article: Path, folder: Path) -> None:
        """Take the installed command of the project's environment; write the article's script."""
        self.folder = folder
        self.python = str(environment.python("requirements.txt"))
        self.briefing = str(Path(self.python).with_name("briefing"))
        self.script = folder / "bench.script.md"
        self.cache = folder / "cache"
        find = "from briefing.edges.kokoro import locate; print(locate().folder)"
        self.kokoro = self._output([self.python, "-c", find])
        run([self.briefing, "make", "--dry-run", str(article), "-o", str(self.script)], folder)
        run([self.python, "-P", str(HERE / "kokoro_pieces.py"), str(self.script), "pieces.json"], folder)
        self.pieces = json.loads((folder / "pieces.json").read_text(encoding="utf-8"))
        self.peak = 0.0

    def _output(self, command: Sequence[str], given: str | None = None) -> str:
        done = subprocess.run(command, input=given, capture_output=True, text=True, check=True, cwd=self.folder)
        return done.stdout.strip()

    def make(self, engine: str = "kokoro", *, cold: bool = True) -> Run:
        """Run `briefing make`, with an empty clip cache when ``cold``; note the memory of all its processes."""
        if cold:
            shutil.rmtree(self.cache, ignore_errors=True)
        command = [self.briefing, "make", str(self.script), "--engine", engine, "--jobs", "2", "-o", f"{engine}.mp3"]
        over = threading.Event()
        watch = threading.Thread(target=self._watch, args=(over,))
        watch.start()
        try:
            return run(command, self.folder, XDG_CACHE_HOME=str(self.cache))
        finally:
            over.set()
            watch.join()

    def _watch(self, over: threading.Event) -> None:
        """Keep the largest sum of what this process's descendants hold, shared pages by their share, in MB."""
        while not over.wait(SAMPLE_S):
            self.peak = max(self.peak, _descendants_mb(os.getpid()))

    def bare(self) -> Run:
        """Run the model alone, with two threads, on the same sounds."""
        return run(
            [self.python, "-P", str(HERE / "bare_kokoro.py"), self.kokoro, "pieces.json", "bare.json"], self.folder
        )

    def edited(self, again: int) -> Run:
        """Run `make` after a few words of one line were changed; the rest is in the cache."""
        text = self.script.read_text(encoding="utf-8")
        self.script.write_text(text.replace("\nANCHOR: ", f"\nANCHOR: As was said {again} times, ", 1), "utf-8")
        try:
            return self.make(cold=False)
        finally:
            self.script.write_text(text, encoding="utf-8")

    def seconds(self, engine: str = "kokoro") -> float:
        """Return the programme's length."""
        record = json.loads((self.folder / f"{engine}.json").read_text(encoding="utf-8"))
        return float(record["duration_s"] if "duration_s" in record else record["seconds"])

    def errors(self, engine: str, ear: Sequence[str]) -> float:
        """Return the word error rate of a finished MP3 in per cent, numbers in spoken form on both sides."""
        python, model = ear
        command = [python, "-P", str(HERE / "transcribe.py"), model, f"{engine}.mp3", "heard.txt"]
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder)
        record = json.loads((self.folder / f"{engine}.json").read_text(encoding="utf-8"))
        written = " ".join(item["text"] for item in record["items"] if item.get("kind") in {"line", "quote"})
        heard = (self.folder / "heard.txt").read_text(encoding="utf-8")
        said, got = (_words(self._output([self.briefing, "spoken"], text)) for text in (written, heard))
        return 100 * _distance(said, got) / len(said)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower().replace("’", "").replace("'", ""))


def _distance(said: list[str], heard: list[str]) -> int:
    """Return how many words were changed, lost or added."""
    row = list(range(len(heard) + 1))
    for place, word in enumerate(said, 1):
        last, row[0] = row[0], place
        for other, found in enumerate(heard, 1):
            last, row[other] = row[other], min(row[other] + 1, row[other - 1] + 1, last + (word != found))
    return row[-1]


def _descendants_mb(root: int) -> float:
    """Return the proportional memory of all processes below one (Linux; else 0)."""
    parents: dict[int, int] = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(place.name)] = int((place / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
    below = {root}
    while more := {child for child, parent in parents.items() if parent in below} - below:
        below |= more
    return sum(map(_pss_mb, below - {root}))


def _pss_mb(process: int) -> float:
    try:
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def main(arguments: Sequence[str]) -> int:
    """Measure everything and print the table."""
    parser = argparse.ArgumentParser(prog="scripts/bench voice", description=__doc__)
    parser.add_argument("article", type=Path)
    parser.add_argument("--runs", type=int, default=3, help="counted runs")
    parser.add_argument("--ear", nargs=2, metavar=("PYTHON", "MODEL"), help="tell the word error rates, too")
    parser.add_argument("--json", type=Path, help="write the figures here, too")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(given.article.resolve(), Path(folder))
        ours, bare = in_turn(given.runs, bench.make, bench.bare)
        length = bench.seconds()
        rows = [
            Row("make with Kokoro, cold, against the bare model with 2 threads: wall", ours.wall, bare.wall, "s", 1.0),
            Row("make with Kokoro, cold, against the length of the sound: wall", ours.wall, length, "s", 0.48),
            Row("peak memory of all processes, against 1.2 GB", bench.peak, MOST_MB, "MB", 1.0),
        ]
        edited = [bench.edited(again) for again in range(given.runs)]
        rows.append(
            Row(
                "one line edited, against cold: wall",
                sorted(e.wall for e in edited)[len(edited) // 2],
                ours.wall,
                "s",
                0.15,
            )
        )
        kept, known = bench.pieces["kept"], bench.pieces["known"]
        print(f"{length:.0f} s of sound; words of the lexicon that are said as it says: {kept} of {known}")
        report(rows, given.json)
        if given.ear:
            bench.make("pyttsx3")
            for engine in ("kokoro", "pyttsx3"):
                print(f"word error rate, {engine}: {bench.errors(engine, given.ear):.1f}%")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
