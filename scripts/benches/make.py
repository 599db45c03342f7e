"""The main job: `make` beside the shell line, a dry run and `--help` beside their imports, an edited line, growth.

The baseline is what a user would type instead: espeak-ng, two-pass loudnorm and an MP3 encoder, given exactly the
words that the script speaks. It needs Debian's `espeak-ng`; its ffmpeg is the one from the wheel, as ours is. CPU
seconds are user + system of a command and of all its children; memory is that of the largest single process.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benches.articles import golden, spoken
from benches.figures import Figure, Missing
from benches.measuring import BASELINE, Run, briefing, ffmpeg, in_turn, median, needed, output, run

EDITED_WORD = "reportedly"
FEW, MANY = 6, 60


class Bench:
    """The measurements, each in a folder of its own, with caches of their own."""

    def __init__(self, article: Path, folder: Path, runs: int, quick_runs: int) -> None:
        """Take an article, and how often what is slow and what is quick is run."""
        self.article, self.folder, self.runs, self.quick_runs = article, folder, runs, quick_runs
        self.cache = str(folder / "cache")

    def make(self, *arguments: str, cold: bool = True) -> Run:
        """Run `briefing make`, with an empty clip cache when ``cold``."""
        if cold:
            shutil.rmtree(self.cache, ignore_errors=True)
        return run(briefing("make", *arguments), self.folder, XDG_CACHE_HOME=self.cache)

    def main_job(self) -> Iterator[Figure]:
        """Measure `make` against espeak-ng, two-pass loudnorm and MP3 of the same words."""
        what, against = "make, cold", "espeak-ng, loudnorm, MP3"
        try:
            needed("espeak-ng")
        except Missing as missing:
            yield Figure(f"{what}: CPU", ratio=True, at_most=0.7, skipped=str(missing))
            yield Figure(f"{what}: wall time", ratio=True, at_most=0.55, skipped=str(missing))
            return
        self.make(str(self.article), "-o", "warm.mp3")
        (self.folder / "words.txt").write_text(spoken(self.folder / "warm.json"), encoding="utf-8")
        line = [*BASELINE, ffmpeg(), "words.txt", "baseline.mp3"]
        ours, theirs = in_turn(
            self.runs, lambda: self.make(str(self.article), "-o", "cold.mp3"), lambda: run(line, self.folder)
        )
        yield Figure(f"{what}: CPU", ours.cpu, "s", theirs.cpu, against, at_most=0.7, ratio=True)
        yield Figure(f"{what}: wall time", ours.wall, "s", theirs.wall, against, at_most=0.55, ratio=True)

    def start_up(self) -> Iterator[Figure]:
        """Measure `--dry-run` and `--help` against the imports that they can't do without."""
        dry = briefing("make", "--dry-run", str(self.article))
        for what, command, imports, reach in (
            ("make --dry-run", dry, "import typer, markdown_it", 2.0),
            ("--help", briefing("--help"), "import typer", 1.4),
        ):
            ours, theirs = in_turn(
                self.quick_runs,
                partial(run, command, self.folder),
                partial(run, [sys.executable, "-c", imports], self.folder),
            )
            yield Figure(f"{what}: wall time", ours.wall, "s", theirs.wall, imports, at_most=reach, ratio=True)

    def edited(self) -> Iterator[Figure]:
        """Measure `make` after one line of the script was edited, against a cold run of the same script."""
        script = self.folder / "edited.script.md"
        run(briefing("make", "--dry-run", str(self.article), "-o", str(script)), self.folder)
        text = script.read_text(encoding="utf-8")
        made = ("make", str(script), "-o", str(self.folder / "edited.mp3"))
        clips: list[dict[str, int]] = []

        def edit() -> Run:
            self.make(*made[1:])
            once = f"\nANCHOR: As {EDITED_WORD} {len(clips)}, "
            script.write_text(text.replace("\nANCHOR: ", once, 1), encoding="utf-8")
            took = self.make(*made[1:], cold=False)
            again = once.replace(EDITED_WORD, "said")  # what the same edit makes anew, counted apart from the time
            script.write_text(text.replace("\nANCHOR: ", again, 1), encoding="utf-8")
            clips.append(json.loads(output(briefing(*made, "--json"), XDG_CACHE_HOME=self.cache))["clips"])
            script.write_text(text, encoding="utf-8")
            return took

        ours, theirs = in_turn(self.runs, edit, lambda: self.make(*made[1:]))
        yield Figure("one line edited: wall time", ours.wall, "s", theirs.wall, "cold", at_most=0.8, ratio=True)
        last = clips[-1]
        anew = last["total"] - last["cached"]
        yield Figure("one line edited: clips made anew", anew, at_most=1, note=f"of {last['total']}")

    def growth(self) -> Iterator[Figure]:
        """Measure an episode of many articles against one of few."""
        texts = [path.read_bytes() for path in sorted(golden())]
        names = []
        for place in range(MANY):
            path = self.folder / f"article-{place:02}.txt"
            # The same six again and again, each with a line of its own: ten times the work, not other work.
            path.write_bytes(texts[place % FEW] + f"\n\nThe paper has the number {place + 2} in the files.\n".encode())
            names.append(str(path))
        few, many = (
            median([self.make(*names[:count], "-o", "long.mp3", "--force") for _ in range(self.runs)])
            for count in (FEW, MANY)
        )
        what, against = f"{MANY} articles", f"{FEW} articles"
        yield Figure(f"{what}: peak memory", many.peak, "MB", few.peak, against, at_most=1.5, ratio=True)
        yield Figure(f"{what}: wall time", many.wall, "s", few.wall, against, at_most=12.0, ratio=True)


QUICK = {"runs": 1, "quick_runs": 1}


def options(parser: argparse.ArgumentParser) -> None:
    """Add what this benchmark can be told."""
    parser.add_argument("article", type=Path, nargs="?", help="else the golden article nearest to 300 words")
    parser.add_argument("--runs", type=int, default=3, help="counted runs of what takes over a second")
    parser.add_argument("--quick-runs", type=int, default=11, help="counted runs of the rest")


def measure(given: argparse.Namespace) -> Iterator[Figure]:
    """Measure everything."""
    with tempfile.TemporaryDirectory() as folder:
        article = (given.article or golden(1)[0]).resolve()
        bench = Bench(article, Path(folder), given.runs, given.quick_runs)
        yield from bench.start_up()
        yield from bench.main_job()
        yield from bench.edited()
        yield from bench.growth()
