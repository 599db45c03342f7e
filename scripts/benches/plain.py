"""Score how the story is told from the page in plain text, line by line: `plain DIR...`.

A folder with a ``manifest.jsonl`` holds pages; a row names its ``file`` and the numbers (from 1) of the lines to
``keep``. A folder without one holds clean articles (.txt): every line with a word in it is to be kept.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import environment

BATCH = 50
LONG = 15
"""Words of a line that the baseline takes for prose."""

Lines = dict[int, str]


@dataclass
class Count:
    """Lines kept rightly, wrongly, and lost."""

    right: int = 0
    wrong: int = 0
    lost: int = 0

    def add(self, kept: set[int], true: set[int]) -> None:
        """Count a page."""
        self.right += len(kept & true)
        self.wrong += len(kept - true)
        self.lost += len(true - kept)

    def row(self, what: str) -> str:
        """Return a row of the table."""
        total = 2 * self.right + self.wrong + self.lost
        f1 = 2 * self.right / total if total else 1.0
        precision, recall = (self.right / max(1, self.right + x) for x in (self.wrong, self.lost))
        return f"| {what} | {f1:.3f} | {precision:.3f} | {recall:.3f} | {self.lost} |"


def lines(path: Path) -> Lines:
    """Return the lines with a word in them, by their number from 1."""
    text = path.read_text(encoding="utf-8-sig")
    return {n: line for n, line in enumerate(text.split("\n"), 1) if re.search(r"\w", line)}


def pages(folder: Path) -> Iterator[tuple[Path, set[int]]]:
    """Yield each page with the lines to keep."""
    manifest = folder / "manifest.jsonl"
    if not manifest.exists():
        yield from ((path, set(lines(path))) for path in sorted(folder.glob("*.txt")))
        return
    for row in map(json.loads, manifest.read_text(encoding="utf-8").splitlines()):
        path = folder / row["file"]
        yield path, set(row["keep"]) & lines(path).keys()


def kept(paths: Sequence[Path], briefing: str) -> dict[str, set[int]]:
    """Return the lines of each page of which half or more stands in the story."""
    found: dict[str, set[int]] = {}
    for at in range(0, len(paths), BATCH):
        command = [briefing, "inspect", "--json", *map(str, paths[at : at + BATCH])]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        for row in map(json.loads, done.stdout.splitlines()):
            found[row["source"]] = set(_lines_in(row["text"], row["body"])) if "error" not in row else set()
    return found


def _lines_in(text: str, body: Sequence[dict[str, int]]) -> Iterator[int]:
    start = 0
    for n, line in enumerate(text.split("\n"), 1):
        end = start + len(line)
        shared = sum(max(0, min(end, span["end"]) - max(start, span["start"])) for span in body)
        if line.strip() and shared * 2 >= len(line.strip()):
            yield n
        start = end + 1


BASELINES: tuple[tuple[str, Callable[[str], bool]], ...] = (
    (f"lines of {LONG} words or more", lambda line: len(line.split()) >= LONG),
    ("everything", lambda _line: True),
)


def main(arguments: Sequence[str]) -> int:
    """Score every folder and print a table for each; ``--show`` lists what was lost."""
    parser = argparse.ArgumentParser(prog="scripts/bench plain", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", metavar="DIR")
    parser.add_argument("--briefing", help="the command to ask; else the one of the project's environment")
    parser.add_argument("--show", action="store_true", help="list each line that was lost")
    given = parser.parse_args(arguments)
    briefing = given.briefing or str(environment.python("requirements.txt").with_name("briefing"))
    for folder in given.folders:
        found = list(pages(folder))
        if not found:
            sys.exit(f"no page in {folder}")
        ours = kept([path for path, _ in found], briefing)
        counts = [Count(), *(Count() for _ in BASELINES)]
        for path, true in found:
            words = lines(path)
            mine = ours.get(str(path), set()) & words.keys()
            counts[0].add(mine, true)
            for count, (_, takes) in zip(counts[1:], BASELINES, strict=True):
                count.add({n for n, line in words.items() if takes(line)}, true)
            if given.show:
                print(*(f"lost: {path.name}:{n}: {words[n][:100]}" for n in sorted(true - mine)), sep="\n")
        print(f"{folder}: {len(found)} pages\n| lines kept | F1 | precision | recall | lost |\n|---|---|---|---|---|")
        for what, count in zip(("briefing", *(name for name, _ in BASELINES)), counts, strict=True):
            print(count.row(what))
    return 0
