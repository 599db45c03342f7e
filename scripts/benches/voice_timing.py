"""Time and memory for bench voice: `make` with Kokoro beside the bare model on the same sounds, and one line edited."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from benches.figures import Figure
from benches.measuring import Run, briefing, held_mb, in_turn, output, run
from benches.voice_desk import HERE

SAMPLE_S = 0.5
MOST_MB = 1200.0

EDITED_PART, EDIT_WORDS = 0.05, 5
"""Of a programme's words so many are edited at most; so many are added."""


class Bench:
    """An article's programme with Kokoro, in a folder of its own."""

    def __init__(self, article: Path, folder: Path) -> None:
        """Write the article's script, and what its lines are for the model."""
        self.folder = folder
        self.script = folder / "bench.script.md"
        self.cache = folder / "cache"
        find = "from briefing.edges.kokoro import locate; print(locate().folder)"
        self.kokoro = output([sys.executable, "-c", find]).strip()
        run(briefing("make", "--dry-run", "--length", "2m", str(article), "-o", str(self.script)), folder)
        run([sys.executable, "-P", str(HERE / "kokoro_pieces.py"), str(self.script), "pieces.json"], folder)
        self.pieces = json.loads((folder / "pieces.json").read_text(encoding="utf-8"))
        self.peak = 0.0

    def make(self, engine: str = "kokoro", *, cold: bool = True) -> Run:
        """Run `briefing make`, with an empty clip cache when ``cold``; note the memory of all its processes."""
        if cold:
            shutil.rmtree(self.cache, ignore_errors=True)
        command = briefing("make", str(self.script), "--engine", engine, "--jobs", "2", "-o", f"{engine}.mp3")
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
            [sys.executable, "-P", str(HERE / "bare_kokoro.py"), self.kokoro, "pieces.json", "bare.json"], self.folder
        )

    def edited(self, again: int) -> Run:
        """Run `make` after a few words of one line were changed; the rest is in the cache."""
        text = self.script.read_text(encoding="utf-8")
        said = f"\nANCHOR: {self._short(text)}"
        new = said.replace("ANCHOR: ", f"ANCHOR: As was said {again} times, ")
        self.script.write_text(text.replace(said, new, 1), "utf-8")
        try:
            return self.make(cold=False)
        finally:
            self.script.write_text(text, encoding="utf-8")

    def _short(self, script: str) -> str:
        """Return the longest of the anchor's lines that, once edited, has at most 5% of the programme's words."""
        record = json.loads((self.folder / "kokoro.json").read_text(encoding="utf-8"))
        lines: list[str] = [item["text"] for item in record["items"] if item["kind"] in {"line", "quote"}]
        most = EDITED_PART * sum(len(line.split()) for line in lines) - EDIT_WORDS
        short = [line for line in lines if len(line.split()) <= most and f"\nANCHOR: {line}" in script]
        return max(short, key=lambda line: len(line.split()))

    def seconds(self, engine: str = "kokoro") -> float:
        """Return the programme's length."""
        record = json.loads((self.folder / f"{engine}.json").read_text(encoding="utf-8"))
        return float(record["duration_s"] if "duration_s" in record else record["seconds"])


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
    return held_mb(below - {root})


def figures(article: Path, folder: Path, runs: int) -> Iterator[Figure]:
    """Yield what a programme of about two minutes takes with Kokoro, cold and with one line edited."""
    bench = Bench(article.resolve(), folder)
    ours, bare = in_turn(runs, bench.make, bench.bare)
    length = bench.seconds()
    what, of = "Kokoro: make, cold", f"{length:.0f} s of sound"
    yield Figure(f"{what}: wall time for a second of sound", ours.wall / length, "s/s", at_most=0.48, note=of)
    against = "the bare model, 2 threads"
    yield Figure(f"{what}: wall time", ours.wall, "s", bare.wall, against, at_most=1.0, ratio=True)
    yield Figure("Kokoro: peak memory of all processes", bench.peak, "MB", at_most=MOST_MB)
    edited = statistics.median(bench.edited(again).wall for again in range(runs))
    yield Figure("Kokoro: one line edited, wall time", edited, "s", ours.wall, "cold", at_most=0.15, ratio=True)
