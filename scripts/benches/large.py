"""Texts of 10 MB and other sizes that nobody expects: read, in linear time and bounded memory, or refused by name."""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benches.figures import Figure
from benches.measuring import briefing, median, run

MB = 1_000_000
SENTENCE = "The council said on Monday that the harbour bridge, number {n}, will close for a year from June. "
QUOTE = "“We have put this off for {n} years,” said the engineer, Maria Lindqvist.\n\n"
S_PER_MB, LEAST_S, REACH_MB, TOO_LARGE = 1.0, 1.0, 400.0, 50
EX_DATAERR = 65


def filled(piece: str, size: int) -> str:
    """Return a text of so many bytes, of a piece again and again, each time with another number."""
    every = len(piece.encode()) + len(str(size))
    return "".join(piece.format(n=number) for number in range(2 * size // every))[:size]


TEXTS: dict[str, Callable[[int], str]] = {
    "10 MB of text": lambda part: filled(SENTENCE * 3 + "\n\n", 10 * MB // part),
    "one line of 5 MB": lambda part: filled(SENTENCE, 5 * MB // part),
    "100,000 paragraphs": lambda part: "".join(SENTENCE.format(n=n) + "\n\n" for n in range(100_000 // part)),
    "200,000 quotation marks": lambda part: "".join(QUOTE.format(n=n) for n in range(100_000 // part)),
    "10 MB of quotations": lambda part: filled(QUOTE, 10 * MB // part),
    "5 MB of unpaired quotation marks": lambda part: filled("“The bridge {n} is closed, he said. ", 5 * MB // part),
}
QUICK = {"part": 20, "runs": 0}


def options(parser: argparse.ArgumentParser) -> None:
    """Add what this benchmark can be told."""
    parser.add_argument("--part", type=int, default=1, help="a so many times smaller text")
    parser.add_argument("--runs", type=int, default=1, help="counted runs")


def measure(given: argparse.Namespace) -> Iterator[Figure]:
    """Inspect each text."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "large.txt"
        for what, text in TEXTS.items():
            path.write_text(f"Harbour bridge to close\n\n{text(given.part)}", encoding="utf-8")
            size = path.stat().st_size / MB
            command = briefing("inspect", "--json", str(path))
            runs = [run(command, folder) for _ in range(given.runs + 1)]
            took = median(runs[1:] or runs)
            most = max(LEAST_S, S_PER_MB * size)
            yield Figure(
                f"{what}: wall time", took.wall, "s", at_most=most, note=f"{size:.1f} MB, CPU {took.cpu:.1f} s"
            )
            yield Figure(f"{what}: peak memory", took.peak, "MB", at_most=REACH_MB)
        path.write_bytes(b"x" * (TOO_LARGE * MB + 10 * MB))
        done = subprocess.run(briefing("inspect", str(path)), capture_output=True, text=True, check=False, cwd=folder)
        named = done.returncode == EX_DATAERR and f"{TOO_LARGE} MB" in done.stderr
        about = done.stderr.replace(str(folder), "").strip()[:80]
        yield Figure("60 MB: refused with the limit's name", int(named), at_least=1, note=f"{done.returncode}: {about}")
