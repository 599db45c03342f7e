"""Scripts of many articles: their style, and that turning a sentence lost nothing of it.

Give folders or files: texts (.txt, .md, .html) and .jsonl with a "text" in each row. What was lost is found by a check
of its own, which knows nothing of the rules: it compares each turned sentence with the range that it cites.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benches.articles import contents, folders_of
from benches.figures import Figure
from benches.measuring import note

if TYPE_CHECKING:
    from briefing.values import Line, Script

DAY = dt.date(2026, 5, 4)
ARTICLES = 100
LONGEST = 25
MOST_LONG = 3.0
"""Per cent of the anchor's sentences."""

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


def chosen(given: Sequence[Path], most: int) -> list[tuple[str, bytes]]:
    """Return so many articles, taken evenly from all that there are."""
    every = list(contents(given))
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


QUICK = {"articles": 20}


def options(parser: argparse.ArgumentParser) -> None:
    """Add what this benchmark can be told."""
    parser.add_argument("source", type=Path, nargs="*", help="else `plain` and `quotes` in --data")
    parser.add_argument("--articles", type=int, default=ARTICLES, help="how many, taken evenly from all that are given")
    parser.add_argument("--length", default=None, help='seconds, or "full"')
    parser.add_argument("--all", action="store_true", help="list everything that was found")


def measure(given: argparse.Namespace) -> Iterator[Figure]:
    """Write the scripts and count what they show."""
    length = int(given.length) if given.length and given.length.isdigit() else given.length
    tally = Tally()
    for name, data in chosen(folders_of(given.source, given.data, "plain", "quotes"), given.articles):
        try:
            script, text = written(name, data, length)
        except ValueError as error:
            tally.refused += 1
            note(f"{name}: {error}")
            continue
        check(name, script, text, tally)
    report(tally, SHOWN if not given.all else sys.maxsize)
    long, of = 100 * tally.long / max(tally.sentences, 1), f"{tally.scripts} scripts"
    yield Figure("lint errors", len(tally.errors), at_most=0, note=of)
    yield Figure(f"anchor's sentences over {LONGEST} words", long, "%", at_most=MOST_LONG, note=f"of {tally.sentences}")
    told = 100 * tally.long / max(tally.told, 1)
    yield Figure("the same, of those told from the article", told, "%", note=f"of {tally.told}")
    yield Figure("quotes that don't verify", len(tally.unverified), at_most=0, note=of)
    yield Figure("numbers, names, negations lost or changed", len(tally.losses), at_most=0, note=of)
    yield Figure("lines turned for the ear", tally.turned)
    yield Figure("asides dropped whole", len(tally.dropped))
    yield Figure("articles that are refused", tally.refused, note=f"of {tally.scripts + tally.refused}")


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
    """Say what was found."""
    counts = {"rules": tally.rules, "warnings": tally.warnings, "dropped": Counter(tally.dropped)}
    for what, counted in counts.items():
        note(f"{what}: " + ", ".join(f"{one} {count}" for one, count in counted.most_common(max(shown, 40))))
    for what, every in (("error", tally.errors), ("unverified", tally.unverified), ("lost", tally.losses)):
        for one in every[:shown]:
            note(f"{what}: {one}")
