"""The articles that benchmarks read: where they stand, what the program finds in them, what it says of them."""

from __future__ import annotations

import json
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benches.figures import Missing
from benches.measuring import GOLDEN, briefing, output

AT_ONCE = 84
"""Articles in one call of `inspect`."""

WORDS = 300
Row = dict[str, Any]

TOWN = """Town {number} opens bridge {number}

The council of town {number} opened bridge {number} on Monday after {number} days of work, it said in a statement.

“We waited {number} years for bridge {number},” said the mayor of town {number}, Maria Lindqvist.

{more}
"""


def town(number: int, more: str = "") -> str:
    """Return a short article that is like no other."""
    return TOWN.format(number=number, more=more)


def folder_of(given: Path | None, data: Path | None, name: str) -> Path:
    """Return the folder or file that a benchmark was given, else the one of its name in --data."""
    folder = given or (data / name if data else None)
    if folder is None or not folder.exists():
        raise Missing(f"needs the data `{name}`: " + ("give its folder, or --data" if folder is None else "not there"))
    return folder


def folders_of(given: Sequence[Path], data: Path | None, *names: str) -> list[Path]:
    """Return the folders that a benchmark was given, else those of these names in --data that are there."""
    folders = list(given) or [data / name for name in names if data and (data / name).exists()]
    if not folders:
        raise Missing(f"needs the data {' and '.join(f'`{name}`' for name in names)}: give folders, or --data")
    return folders


def golden(count: int | None = None) -> list[Path]:
    """Return the golden articles in plain text, the ones nearest to 300 words first."""
    words = {path: len(path.read_bytes().split()) for path in sorted(GOLDEN.glob("*.txt"))}
    return sorted(words, key=lambda path: abs(words[path] - WORDS))[:count]


def median_words(paths: Iterable[Path]) -> int:
    """Return the median of the articles' words."""
    return round(statistics.median(len(path.read_bytes().split()) for path in paths))


def contents(folders: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield the articles in folders and files, each with a name: .txt, .md, .html, and the `text` of .jsonl rows."""
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
            if path.suffix in {".txt", ".md", ".html"} and path.name != "README.md":
                yield path.name, path.read_bytes()
            elif path.suffix == ".jsonl":
                # A row with a file is a page's description, and the page stands beside it.
                texts = [row["text"] for row in jsonl(path) if isinstance(row.get("text"), str) and "file" not in row]
                yield from ((f"{path.stem}-{n}.txt", text.encode()) for n, text in enumerate(texts))


def jsonl(path: Path) -> list[Row]:
    """Return the objects of a file that has one in each line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def inspected(articles: Iterable[tuple[str, bytes]]) -> tuple[list[Row], float]:
    """Return what `inspect` finds in each article, and the seconds that it took, start-up included."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, (name, content) in enumerate(articles):
            paths.append(Path(folder) / f"{number:05}-{name}")
            paths[-1].write_bytes(content)
        return inspected_files(paths)


def inspected_files(paths: Sequence[Path]) -> tuple[list[Row], float]:
    """Return what `inspect` finds in each file, in their order, and the seconds that it took, start-up included."""
    rows: list[Row] = []
    spent = 0.0
    for at in range(0, len(paths), AT_ONCE):
        command = briefing("inspect", "--json", *map(str, paths[at : at + AT_ONCE]))
        begin = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        spent += time.perf_counter() - begin
        rows += map(json.loads, done.stdout.splitlines())
    if len(rows) != len(paths):
        raise ValueError(f"inspect answered for {len(rows)} of {len(paths)} articles")
    return rows, spent


def written(record: Path) -> list[str]:
    """Return the lines that an episode's record says were spoken, as they're written."""
    items = json.loads(record.read_text(encoding="utf-8"))["items"]
    return [item["text"] for item in items if item.get("kind") in {"line", "quote"}]


def spoken(record: Path) -> str:
    """Return exactly the words that an episode speaks."""
    return output(briefing("spoken"), "\n".join(written(record)))
