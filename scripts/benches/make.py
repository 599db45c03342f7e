"""Measure the main job beside its baselines, in one run, and print the ratios.

The baseline is what a user would type instead: espeak-ng, two-pass loudnorm and an MP3 encoder, given exactly the
words that the script speaks. It needs Debian's `espeak-ng`; its ffmpeg is the one from the wheel, as ours is. CPU
seconds are user + system of a command and of all its children; memory is that of the largest single process.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import environment

from benches.measuring import Row, Run, in_turn, median, report, run

QUICK_RUNS = 11
EDITED_WORD = "reportedly"
FEW, MANY = 6, 60


class Bench:
    """The measurements, each in a folder of its own, with caches of their own."""

    def __init__(self, article: Path, folder: Path, runs: int) -> None:
        """Take the installed command of the project's environment."""
        self.article, self.folder, self.runs = article, folder, runs
        self.python = environment.python("requirements.txt")
        self.briefing = str(self.python.with_name("briefing"))
        find = "import imageio_ffmpeg; print(imageio_ffmpeg.get_ffmpeg_exe())"
        self.ffmpeg = subprocess.run(
            [str(self.python), "-c", find], capture_output=True, text=True, check=True
        ).stdout.strip()

    def make(self, *arguments: str, cold: bool = True) -> Run:
        """Run `briefing make`, with an empty clip cache when ``cold``."""
        cache = self.folder / "cache"
        if cold:
            shutil.rmtree(cache, ignore_errors=True)
        return run([self.briefing, "make", *arguments], self.folder, XDG_CACHE_HOME=str(cache))

    def main_job(self) -> list[Row]:
        """Measure `make` against espeak-ng, two-pass loudnorm and MP3 of the same words."""
        self.make(str(self.article), "-o", "warm.mp3")
        words = self.folder / "words.txt"
        record = json.loads((self.folder / "warm.json").read_text(encoding="utf-8"))
        written = "\n".join(item["text"] for item in record["items"] if item.get("kind") in {"line", "quote"})
        done = subprocess.run([self.briefing, "spoken"], input=written, capture_output=True, text=True, check=True)
        words.write_text(done.stdout, encoding="utf-8")
        ours, theirs = in_turn(self.runs, lambda: self.make(str(self.article), "-o", "cold.mp3"), self.baseline)
        return [
            Row("make, cold: CPU", ours.cpu, theirs.cpu, "s", 0.7),
            Row("make, cold: wall time", ours.wall, theirs.wall, "s", 0.55),
        ]

    def baseline(self) -> Run:
        """Say words.txt with espeak-ng, level it with two-pass loudnorm, encode it."""
        script = str(Path(__file__).with_name("baseline.py"))
        return run([sys.executable, "-S", script, self.ffmpeg, "words.txt", "baseline.mp3"], self.folder)

    def start_up(self) -> list[Row]:
        """Measure `--dry-run` and `--help` against the imports that they can't do without."""
        python = str(self.python)
        dry = [self.briefing, "make", "--dry-run", str(self.article)]
        rows = []
        for what, command, imports, reach in (
            ("make --dry-run", dry, "import typer, markdown_it", 2.0),
            ("--help", [self.briefing, "--help"], "import typer", 1.4),
        ):
            ours, theirs = in_turn(
                QUICK_RUNS,
                partial(run, command, self.folder),
                partial(run, [python, "-c", imports], self.folder),
            )
            rows.append(Row(f"{what}, against `{imports}`: wall time", ours.wall, theirs.wall, "s", reach))
        return rows

    def edited(self) -> tuple[list[Row], str]:
        """Measure `make` after one line of the script was edited, against a cold run of the same script."""
        script = self.folder / "edited.script.md"
        run([self.briefing, "make", "--dry-run", str(self.article), "-o", str(script)], self.folder)
        text = script.read_text(encoding="utf-8")
        seen: list[str] = []

        def edit() -> Run:
            self.make(str(script), "-o", "edited.mp3")
            script.write_text(
                text.replace("\nANCHOR: ", f"\nANCHOR: As {EDITED_WORD} {len(seen)}, ", 1), encoding="utf-8"
            )
            took = self.make(str(script), "-o", "edited.mp3", "--json", cold=False)
            seen.append("edited")
            script.write_text(text, encoding="utf-8")
            return took

        ours, theirs = in_turn(self.runs, edit, lambda: self.make(str(script), "-o", "edited.mp3"))
        return [
            Row("make after one line was edited, against cold: wall time", ours.wall, theirs.wall, "s", 0.8)
        ], self.count(script, text)

    def count(self, script: Path, text: str) -> str:
        """Return how many clips an edited line makes anew."""
        self.make(str(script), "-o", "edited.mp3")
        script.write_text(text.replace("\nANCHOR: ", f"\nANCHOR: As was {EDITED_WORD} said, ", 1), encoding="utf-8")
        environ = {**os.environ, "XDG_CACHE_HOME": str(self.folder / "cache")}
        command = [self.briefing, "make", str(script), "-o", "edited.mp3", "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=self.folder, env=environ)
        clips = json.loads(done.stdout)["clips"]
        return f"one line edited: {clips['total'] - clips['cached']} of {clips['total']} clips were synthesized"

    def growth(self) -> list[Row]:
        """Measure an episode of many articles against one of few."""
        golden = sorted((environment.ROOT / "tests/golden/articles").glob("*.txt"))
        texts = [path.read_bytes() for path in golden]
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
        return [
            Row(f"{MANY} articles against {FEW}: peak memory", many.peak, few.peak, "MB", 1.5),
            Row(f"{MANY} articles against {FEW}: wall time", many.wall, few.wall, "s", 12.0),
        ]


def main(arguments: Sequence[str]) -> int:
    """Measure everything and print the table."""
    parser = argparse.ArgumentParser(prog="scripts/bench make", description=__doc__)
    parser.add_argument("article", type=Path)
    parser.add_argument("--runs", type=int, default=3, help="counted runs of what takes over a second")
    parser.add_argument("--json", type=Path, help="write the figures here, too")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(given.article.resolve(), Path(folder), given.runs)
        rows = bench.start_up()
        if shutil.which("espeak-ng"):
            rows += bench.main_job()
        else:
            print("skipped: the baseline needs espeak-ng (Debian: apt-get install espeak-ng)", file=sys.stderr)
        edited, counted = bench.edited()
        rows += edited + bench.growth()
    report(rows, given.json)
    print(counted)
    return 0
