"""Spoken forms against other people's tests, by category, beside num2words with plain patterns; and the speed."""

from __future__ import annotations

import argparse
import csv
import re
import statistics
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benches.articles import folder_of, golden
from benches.figures import Figure
from benches.measuring import briefing, note, output

LINES = 50_000
"""Lines of the speed test: the sentences of the golden articles, again and again."""

LINES_A_SECOND = 10_000
OF_THE_NEWS = frozenset(
    ("cardinal", "date", "decimal", "fraction", "measure", "money", "ordinal", "range", "roman", "time", "whitelist",
     "word", "year", "number", "sentence", "normalize_with_audio")
)  # fmt: skip
"""The categories that news is full of: more of them has to be right than of all."""

REACH = {"all": 75.0, "of the news": 85.0}
"""Right answers to reach, in per cent."""

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_UNITS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_DAY = (
    rf"(?:twenty |thirty )?(?:{_UNITS})|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|"
    "eighteenth|nineteenth|twentieth|thirtieth"
)
# House styles that are equally right, each folded into one.
_FOLDED = (
    (r"[-\u2010-\u2015]", " "),
    (r"(?<=\b[a-z])\.(?=[a-z]\b)", ""),
    (r"[^\w\s']", " "),
    (r"(?<!\w)'|'(?!\w)", " "),
    (r"\s+", " "),
    (r"\band\b ?", ""),
    (r"\bnegative\b", "minus"),
    (r"\b(?:oh|o)\b(?!')", "zero"),
    (rf"\bthe ({_DAY}) of ({_MONTHS})\b", r"\2 \1"),
    (rf"\b({_MONTHS}) the ({_DAY})\b", r"\1 \2"),
    (r"\bo'clock\b", ""),
    (r"\b(?:us|u s|united states) dollar", "dollar"),
    (r"\b(?:pounds? sterling|british pounds?)\b", "pounds"),
    (r"\bper cent\b", "percent"),
    (r"\b(?:one|a) (?=(?:half|quarter|hundred|thousand)\b)", ""),
    (r"\b([a-z]) (?=[a-z]\b)", r"\1"),
)


@dataclass(frozen=True)
class Case:
    """A written form and the ways in which it may be said."""

    category: str
    written: str
    said: tuple[str, ...]


def folded(text: str) -> str:
    """Return a spoken form without case, punctuation and house style."""
    text = unicodedata.normalize("NFKC", text).lower().replace("\u2019", "'")
    for pattern, replacement in _FOLDED:
        text = re.sub(pattern, replacement, text)
    return " ".join(text.split())


def read(file: Path) -> list[Case]:
    """Return the cases of a file with the columns category, written, spoken (forms joined by a bar)."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Case(row["category"], row["written"], tuple(row["spoken"].split("|"))) for row in rows]


def plain_patterns(text: str) -> str:
    """Return a text with its numbers by num2words: the patterns that everybody writes first."""
    from num2words import num2words

    def money(match: re.Match[str]) -> str:
        unit = {"$": "dollars", "£": "pounds", "€": "euros"}[match[1]]
        return f"{num2words(float(match[2].replace(',', '')))} {unit}".replace(" point zero", "")

    def number(match: re.Match[str]) -> str:
        plain = match[0].replace(",", "")
        return str(num2words(float(plain) if "." in plain else int(plain)))

    text = re.sub(r"([$£€])(\d[\d,]*(?:\.\d+)?)", money, text)
    text = re.sub(r"\b(\d+)(?:st|nd|rd|th)\b", lambda match: str(num2words(int(match[1]), to="ordinal")), text)
    text = re.sub(r"\b(1[1-9]\d\d|20\d\d)\b(?![,.]\d)", lambda match: str(num2words(int(match[1]), to="year")), text)
    return re.sub(r"\d[\d,]*(?:\.\d+)?", number, text.replace("%", " percent"))


def ours(lines: Sequence[str]) -> list[str]:
    """Return the lines as `briefing spoken` says them, in one process."""
    said = output(briefing("spoken"), "\n".join(lines) + "\n").split("\n")[:-1]
    if len(said) != len(lines):
        raise ValueError(f"{len(lines)} lines in, {len(said)} out")
    return said


def theirs(lines: Sequence[str]) -> list[str]:
    """Return the lines by the plain patterns; a line that they fail at stays as it is."""
    said = []
    for line in lines:
        try:
            said.append(plain_patterns(line))
        except (ValueError, OverflowError):
            said.append(line)
    return said


def scores(cases: Sequence[Case], said: Sequence[str]) -> dict[str, list[bool]]:
    """Return for each category, those of the news, and all, which cases were right."""
    right: dict[str, list[bool]] = {}
    for case, line in zip(cases, said, strict=True):
        good = folded(line) in map(folded, case.said)
        for name in (case.category, "all", *(["of the news"] if case.category in OF_THE_NEWS else [])):
            right.setdefault(name, []).append(good)
    return right


def speed(say: Callable[[Sequence[str]], list[str]], runs: int) -> float:
    """Return lines a second on sentences of news, start-up included; the median, one run before isn't counted."""
    texts = [path.read_bytes().decode("utf-8", "ignore") for path in golden()]
    text = "\n".join(text for text in texts if "\0" not in text)  # some test other encodings
    sentences = [line for line in re.split(r"\n|(?<=[.!?])\s", text) if line.strip()]
    lines = [sentences[place % len(sentences)] for place in range(LINES)]
    took = []
    for _ in range(runs + 1):
        begin = time.monotonic()
        say(lines)
        took.append(time.monotonic() - begin)
    return LINES / statistics.median(took[1:] or took)


QUICK = {"runs": 0}


def options(parser: argparse.ArgumentParser) -> None:
    """Add what this benchmark can be told."""
    parser.add_argument("tsv", type=Path, nargs="?", help="columns category, written, spoken (forms joined by |)")
    parser.add_argument("--fails", action="store_true", help="list the cases that fail")
    parser.add_argument("--runs", type=int, default=3, help="counted runs of the speed")


def measure(given: argparse.Namespace) -> Iterator[Figure]:
    """Measure the speed and, where there are cases, the scores."""
    rates = [speed(say, given.runs) for say in (ours, theirs)]
    yield Figure("lines of news", rates[0], "lines/s", rates[1], "plain patterns", at_least=LINES_A_SECOND)
    cases = read(folder_of(given.tsv, given.data, "spoken/tn-dev.tsv"))
    written = [case.written for case in cases]
    said = ours(written)
    mine, baseline = scores(cases, said), scores(cases, theirs(written))
    for name in sorted(mine, key=lambda name: (name not in REACH, name)):
        share, other = (100 * sum(right[name]) / len(right[name]) for right in (mine, baseline))
        cited = f"{len(mine[name])} cases"
        yield Figure(name, share, "%", other, "num2words and patterns", at_least=REACH.get(name), note=cited)
    for case, line in zip(cases, said, strict=True):
        if given.fails and folded(line) not in map(folded, case.said):
            note(f"{case.category}: {case.written!r} -> {line!r}, not {' | '.join(case.said)!r}")
