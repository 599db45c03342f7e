"""Spoken forms against other people's tests, by category, beside num2words with plain patterns; and the speed."""

from __future__ import annotations

import argparse
import csv
import os
import re
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import environment

LINES = 50_000
"""Lines of the speed test: the sentences of the golden articles, again and again."""

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
    command = [str(Path(sys.executable).with_name("briefing")), "spoken"]
    done = subprocess.run(command, input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    said = done.stdout.split("\n")[:-1]
    if len(said) != len(lines):
        sys.exit(f"{len(lines)} lines in, {len(said)} out")
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
    """Return for each category, and for all, which cases were right."""
    right: dict[str, list[bool]] = {}
    for case, line in zip(cases, said, strict=True):
        good = folded(line) in map(folded, case.said)
        right.setdefault(case.category, []).append(good)
        right.setdefault("all", []).append(good)
    return right


def speed(say: Callable[[Sequence[str]], list[str]]) -> str:
    """Return lines a second on sentences of news, start-up included: by the clock, and of CPU (a busy machine's)."""
    golden = sorted((environment.ROOT / "tests/golden/articles").glob("*.txt"))
    texts = [path.read_bytes().decode("utf-8", "ignore") for path in golden]
    text = "\n".join(text for text in texts if "\0" not in text)  # some test other encodings
    sentences = [line for line in re.split(r"\n|(?<=[.!?])\s", text) if line.strip()]
    lines = [sentences[place % len(sentences)] for place in range(LINES)]
    begun, used = time.monotonic(), sum(os.times()[:4])
    say(lines)
    wall, cpu = time.monotonic() - begun, sum(os.times()[:4]) - used
    return f"{LINES / wall:,.0f} lines/s ({LINES / cpu:,.0f} a second of CPU)"


def main(arguments: Sequence[str]) -> int:
    """Print the scores and the speed."""
    if find_spec("num2words") is None:  # the baseline needs it: on with the project's own Python
        python = str(environment.python("requirements.txt"))
        return subprocess.run([python, sys.argv[0], "spoken", *arguments], check=False).returncode
    parser = argparse.ArgumentParser(prog="scripts/bench spoken", description=__doc__)
    parser.add_argument("tsv", type=Path, help="columns category, written, spoken (forms joined by |)")
    parser.add_argument("--fails", action="store_true", help="print the cases that fail, too")
    given = parser.parse_args(arguments)
    cases = read(given.tsv)
    written = [case.written for case in cases]
    said = ours(written)
    mine, baseline = scores(cases, said), scores(cases, theirs(written))
    print("| category | cases | ours, % | num2words and patterns, % |\n|---|---|---|---|")
    for name in sorted(mine, key=lambda name: (name == "all", name)):
        shares = (100 * sum(right[name]) / len(right[name]) for right in (mine, baseline))
        print(f"| {name} | {len(mine[name])} | " + " | ".join(f"{share:.1f}" for share in shares) + " |")
    print(f"{LINES} lines of news: ours {speed(ours)}, patterns {speed(theirs)}")
    for case, line in zip(cases, said, strict=True):
        if given.fails and folded(line) not in map(folded, case.said):
            print(f"{case.category}: {case.written!r} -> {line!r}, not {' | '.join(case.said)!r}")
    return 0
