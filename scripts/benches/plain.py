"""The story told from the page around it in plain text, line by line, beside a rule of thumb.

A folder with a ``manifest.jsonl`` holds pages; a row names its ``file`` and the numbers (from 1) of the lines to
``keep``. A folder without one holds clean articles (.txt): every line with a word in it is to be kept.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import environment

from benches.articles import folders_of, inspected_files, jsonl
from benches.figures import Figure, Missing
from benches.measuring import note

CLEAN = environment.ROOT / "tests/golden/clean"
REACH = 0.85
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

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        total = 2 * self.right + self.wrong + self.lost
        return 2 * self.right / total if total else 1.0

    def part(self, others: int) -> float:
        """Return the rightly kept lines as a part of them and the others: precision or recall."""
        return self.right / max(1, self.right + others)


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
    for row in jsonl(manifest):
        path = folder / row["file"]
        yield path, set(row["keep"]) & lines(path).keys()


def kept(paths: Sequence[Path]) -> list[set[int]]:
    """Return the lines of each page of which half or more stands in the story."""
    rows, _ = inspected_files(paths)
    return [set(_lines_in(row["text"], row["body"])) if "error" not in row else set() for row in rows]


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


def options(parser: argparse.ArgumentParser) -> None:
    """Add what this benchmark can be told."""
    parser.add_argument("folders", type=Path, nargs="*", metavar="DIR", help="else `plain` in --data, and our own")
    parser.add_argument("--show", action="store_true", help="list each line that was lost")


def measure(given: argparse.Namespace) -> Iterator[Figure]:
    """Score every folder."""
    for folder in [*([] if given.folders else [CLEAN]), *folders_of(given.folders, given.data, "plain")]:
        found = list(pages(folder))
        if not found:
            raise Missing(f"there's no page in the folder {folder.name}")
        counts = [Count(), *(Count() for _ in BASELINES)]
        for (path, true), mine in zip(found, kept([path for path, _ in found]), strict=True):
            words = lines(path)
            ours = mine & words.keys()
            counts[0].add(ours, true)
            for count, (_, takes) in zip(counts[1:], BASELINES, strict=True):
                count.add({n for n, line in words.items() if takes(line)}, true)
            if given.show:
                note("\n".join(f"lost: {path.name}:{n}: {words[n][:100]}" for n in sorted(true - ours)))
        yield from scored(folder, len(found), counts)


def scored(folder: Path, many: int, counts: Sequence[Count]) -> Iterator[Figure]:
    """Yield one folder's figures; of clean articles no line may be lost."""
    ours, *baselines = counts
    if not (folder / "manifest.jsonl").exists():
        yield Figure(f"{folder.name}: lines lost", ours.lost, at_most=0, note=f"{many} articles")
        return
    best, name = max((count.f1, name) for count, (name, _) in zip(baselines, BASELINES, strict=True))
    yield Figure(f"{folder.name}: line F1", ours.f1, "", best, name, at_least=REACH, note=f"{many} pages")
    yield Figure(f"{folder.name}: precision", ours.part(ours.wrong))
    yield Figure(f"{folder.name}: recall", ours.part(ours.lost))
