"""Write scripts from many articles and check their style, and that turning a sentence lost nothing of it.

Give folders or files: texts (.txt, .md, .html) and .jsonl with a "text" in each row. What was lost is found by a check
of its own, which knows nothing of the rules: it compares each turned sentence with the range that it cites.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.values import Line, Script

DAY = dt.date(2026, 5, 4)
ARTICLES = 100
LONGEST = 25
MOST_LONG = 0.03
SHOWN = 12

_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NO = re.compile(
    r"(?:no|not|never|none|nor|neither|nobody|nothing|nowhere|cannot|without|hardly|barely)\Z|.*n['’]t\Z", re.IGNORECASE
)
_BRACKET = re.compile(r"\(([^()]*)\)")
_DATELINE = re.compile(r"\A[A-Z].{0,60}?(?:[—–]|--| - ) ?")
_INITIAL = re.compile(r"(?<=[a-z]) [A-Z]\.(?= [A-Z])")
_RELATIVE = re.compile(
    r"\b(?:yesterday|today|tomorrow|tonight|this (?:morning|afternoon|evening)|last night)\b", re.IGNORECASE
)
_DAYS = frozenset(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))


@dataclass
class Tally:
    """What was counted over all scripts."""

    scripts: int = 0
    refused: int = 0
    sentences: int = 0
    told: int = 0
    long: int = 0
    turned: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    unverified: list[str] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def sources(given: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield the articles in the files and folders given: name and content."""
    for path in given:
        files = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        for file in files:
            if file.name == "manifest.jsonl":
                continue
            if file.suffix == ".jsonl":
                for number, row in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                    yield f"{file.stem}-{number}.txt", json.loads(row)["text"].encode()
            elif file.suffix in {".txt", ".md", ".html"}:
                yield file.name, file.read_bytes()


def chosen(given: Sequence[Path], most: int) -> list[tuple[str, bytes]]:
    """Return so many articles, taken evenly from all that there are."""
    every = list(sources(given))
    return [every[place * len(every) // most] for place in range(most)] if len(every) > most else every


def losses(source: str, said: str, heard: str) -> tuple[list[str], list[str]]:
    """Return what a turned sentence lost or changed of its source, and what was dropped whole.

    ``heard`` is what the script has said before: a first name in it needn't be said again.
    """
    there = set(_WORD.findall(said)) | set(_FIGURE.findall(said))
    dropped = [f"({one})" for one in _BRACKET.findall(source) if not _all_there(one, there) and f"({one})" not in said]
    place = _DATELINE.match(source)
    dropped += [place[0]] if place and said[1:12] == source[place.end() + 1 : place.end() + 12] else []
    dropped += [one for one in _INITIAL.findall(source) if one not in said]
    kept = source
    for one in dropped:
        kept = kept.replace(one, " ")
    found = [f"number {one}" for one in _changed(Counter(_FIGURE.findall(kept)), Counter(_FIGURE.findall(said)))]
    had = sum(bool(_NO.match(word)) for word in _WORD.findall(kept))
    has = sum(bool(_NO.match(word)) for word in _WORD.findall(said))
    found += [f"negation: {had} before, {has} after"] if had != has else []
    names = _names(kept, said)
    again = [one for one in names if one.endswith(" gone") and one.split()[1] in heard]
    return found + [one for one in names if one not in again], [*dropped, *(one.split()[1] for one in again)]


def _all_there(text: str, there: set[str]) -> bool:
    """Tell whether all of an aside's words and figures, initials left out, are in what is said."""
    return {word for word in _WORD.findall(text) if len(word) > 1} | set(_FIGURE.findall(text)) <= there


def _changed(had: Counter[str], has: Counter[str]) -> list[str]:
    """Return numbers that are gone or new, but for one that was rounded to two figures."""
    gone, new = list((had - has).elements()), list((has - had).elements())
    for number in list(gone):
        digits = number.replace(",", "")
        if digits.isdigit() and len(digits) > len("9999"):
            power = 10 ** (len(digits) - 2)
            rounded = f"{round(int(digits) / power) * power:,}"
            if rounded in new:
                gone.remove(number)
                new.remove(rounded)
    return gone + new


def _names(source: str, said: str) -> list[str]:
    """Return capitalised words that are gone or new; a sentence's first word may lose its capital or get one."""
    had, has = set(_WORD.findall(source)), set(_WORD.findall(said))
    small = {word.lower() for word in had | has}
    days = _DAYS if _RELATIVE.search(source) else frozenset()
    gone = [word for word in had - has if word[0].isupper() and word.lower() not in {one.lower() for one in has}]
    new = [
        word for word in has - had if word[0].isupper() and word not in days and word.lower() not in small & _low(had)
    ]
    opening = {match[0] for match in re.finditer(r"(?:\A|[.?!]['”’\"]? )[^\W\d_]+", said)}
    starts = {word.split()[-1].lstrip("“‘\"'") for word in opening}
    new = [word for word in new if word.replace("’", "'") not in {"That's", "It's"}]  # "That's because …"
    joining = {"And", "But", "While", "Although", "Though", "Even", "Yesterday", "Today", "Tomorrow", "Tonight"}
    return [f"name {word} gone" for word in gone if word not in joining] + [
        f"name {word} new" for word in new if word not in starts
    ]


def _low(words: set[str]) -> set[str]:
    return {word.lower() for word in words}


def check(name: str, script: Script, text: str, tally: Tally) -> None:
    """Count what a script's lines show."""
    from briefing.writing.lint import is_error, lint
    from briefing.writing.lint.sheet import sheet, words
    from briefing.writing.verify import WARNINGS, verify

    texts = {source.key: text for source in script.sources}
    tally.scripts += 1
    tally.unverified += [f"{name}: {problem}" for problem in verify(script, texts) if problem.code not in WARNINGS]
    for finding in lint(script, texts):
        if is_error(finding):
            tally.errors.append(f"{name}: {finding}")
        else:
            tally.warnings[finding.code] += 1
    heard = ""
    for row in sheet(script, None).lines:
        if row.own:
            lengths = [len(words(sentence)) for sentence in row.sentences]
            tally.sentences += len(lengths)
            tally.told += len(lengths) if row.told and not row.line.beat else 0
            tally.long += sum(length > LONGEST for length in lengths)
            if row.told and not row.line.beat:
                compare(name, row.line, text, heard, tally)
        heard += f"{row.line.text} "


def compare(name: str, line: Line, text: str, heard: str, tally: Tally) -> None:
    """Compare a line with the range that it cites."""
    source = " ".join(" ".join(span.of(text) for span in line.cite.spans).split()) if line.cite else ""
    tally.turned += bool(line.rules)
    tally.rules.update(line.rules)
    lost, dropped = losses(source, line.text, heard)
    tally.losses += [f"{name}: {one}\n    {source}\n    {line.text}" for one in lost]
    tally.dropped += dropped


def main(arguments: Sequence[str]) -> int:
    """Write the scripts and print what was counted; return 1 where a figure isn't reached."""
    parser = argparse.ArgumentParser(prog="scripts/bench scripts", description=__doc__)
    parser.add_argument("source", type=Path, nargs="+")
    parser.add_argument("--articles", type=int, default=ARTICLES, help="how many, taken evenly from all that are given")
    parser.add_argument("--length", default=None, help='seconds, or "full"')
    parser.add_argument("--all", action="store_true", help="list everything that was found")
    given = parser.parse_args(arguments)
    length = int(given.length) if given.length and given.length.isdigit() else given.length
    tally = Tally()
    for name, data in chosen(given.source, given.articles):
        try:
            script, text = written(name, data, length)
        except ValueError as error:
            tally.refused += 1
            print(f"{name}: {error}", file=sys.stderr)
            continue
        check(name, script, text, tally)
    report(tally, SHOWN if not given.all else sys.maxsize)
    share = tally.long / max(tally.sentences, 1)
    return int(bool(tally.errors or tally.unverified or tally.losses) or share > MOST_LONG)


def written(name: str, data: bytes, length: int | str | None) -> tuple[Script, str]:
    """Return an article's script and its text; ValueError where the article can't be used."""
    from briefing.errors import BriefingError
    from briefing.reading import read_bytes
    from briefing.selecting import select
    from briefing.settings import read_cast
    from briefing.values import Show
    from briefing.writing.running_order import write

    try:
        article = read_bytes(data, source=name, format=None)
    except BriefingError as error:
        raise ValueError(str(error)) from error
    return write([select(article)], show=Show(), date=DAY, cast=read_cast(), length=length), article.text


def report(tally: Tally, shown: int) -> None:
    """Print the table and what was found."""
    share = tally.long / max(tally.sentences, 1)
    print(f"| {tally.scripts} scripts ({tally.refused} articles refused) | ours | reach |\n|---|---|---|")
    print(f"| lint errors | {len(tally.errors)} | 0 |")
    print(f"| sentences of the anchor over {LONGEST} words (S05) | {share:.1%} of {tally.sentences} | ≤ 3% |")
    print(f"| the same, of those told from the article | {tally.long / max(tally.told, 1):.1%} of {tally.told} | – |")
    print(f"| quotes that don't verify | {len(tally.unverified)} | 0 |")
    print(f"| numbers, names, negations lost or changed | {len(tally.losses)} | 0 |")
    print(f"| lines turned for the ear | {tally.turned} | – |")
    print(f"| asides dropped whole | {len(tally.dropped)} | – |")
    print("rules:", ", ".join(f"{rule} {count}" for rule, count in tally.rules.most_common()))
    print("warnings:", ", ".join(f"{code} {count}" for code, count in tally.warnings.most_common()))
    print("dropped:", ", ".join(f"{one} {count}" for one, count in Counter(tally.dropped).most_common(shown)))
    for what, every in (("error", tally.errors), ("unverified", tally.unverified), ("lost", tally.losses)):
        for one in every[:shown]:
            print(f"{what}: {one}")
