"""`--length` against the length of the finished sound, from a minute to ten, on sources that are long enough."""

from __future__ import annotations

import argparse
import itertools
import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benches.articles import golden
from benches.figures import Figure
from benches.measuring import briefing, output

WITHIN = 10.0
"""Per cent of what is asked for."""

WORDS_A_SECOND = 2.7
ENOUGH = 2.5
"""So many times the words that are told must stand in the sources: part of every article is left out."""


def sources(every: Sequence[Path], seconds: int) -> list[Path]:
    """Return the longest of the articles, as many as have enough to tell."""
    longest = sorted(every, key=_words, reverse=True)
    words = list(itertools.accumulate(map(_words, longest)))
    return longest[: 1 + sum(one < _enough(seconds) for one in words)]


QUICK = {"seconds": "60,120"}


def options(parser: argparse.ArgumentParser) -> None:
    """Add what this benchmark can be told."""
    parser.add_argument("articles", type=Path, nargs="*", help="else the golden ones")
    parser.add_argument("--engine", default="pyttsx3")
    parser.add_argument("--seconds", default="60,90,120,300,600", help="the lengths, with commas between")


def measure(given: argparse.Namespace) -> Iterator[Figure]:
    """Make a programme of each length, and one of each article that is long enough for the shortest."""
    every = given.articles or golden()
    lengths = sorted(map(int, given.seconds.split(",")))
    alone = [[path] for path in every if _words(path) >= _enough(lengths[0])]
    with tempfile.TemporaryDirectory() as folder:
        off = [_off(one, lengths[0], given.engine, Path(folder)) for one in alone]
        what = f"{lengths[0]} s of one article: the furthest off"
        yield Figure(
            what, max(off, key=abs, default=0.0), "%", at_least=-WITHIN, at_most=WITHIN, note=f"{len(off)} made"
        )
        for seconds in lengths:
            chosen = sources(every, seconds)
            made = _off(chosen, seconds, given.engine, Path(folder))
            of = f"{len(chosen)} articles"
            yield Figure(f"{seconds} s of sound: off", made, "%", at_least=-WITHIN, at_most=WITHIN, note=of)


def _words(path: Path) -> int:
    return len(path.read_bytes().split())


def _enough(seconds: int) -> float:
    return ENOUGH * WORDS_A_SECOND * seconds


def _off(articles: Sequence[Path], seconds: int, engine: str, folder: Path) -> float:
    """Make a programme and return by how many per cent of what was asked for it's longer."""
    words = ("--length", f"{seconds}s", "--engine", engine, "--json", "--quiet", "-o", str(folder / "e.mp3"))
    said = output(briefing("make", *map(str, articles), *words), XDG_CACHE_HOME=str(folder / "cache"))
    return 100 * (float(json.loads(said)["duration_s"]) / seconds - 1)
