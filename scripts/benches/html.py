"""Web pages: body, title, author and date, beside trafilatura alone in the same run.

DIR holds `manifest.jsonl`, an object a line: `set`, `file` (a page below DIR), and what is known of it: `text` (the
whole article), `with` and `without` (passages that belong to it and that don't), `title`, `author`, `date`.

Body: four-word shingles in common; each page's hits, misses and extras as parts of one; F1 of the mean precision and
the mean recall (the arithmetic of the article-extraction-benchmark). Passages: F1 over all of them. Title, author,
date: right when equal but for case and marks, over the pages where they are known.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from benches.articles import folder_of, jsonl
from benches.figures import Figure

SHINGLE = 4
REACH = {"title": 90.0, "author": 75.0, "date": 92.0}
"""Right answers to reach, in per cent."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader made of a page."""

    body: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""


def ours(page: Path) -> Answer:
    """Read a page as `briefing` does; one that is refused counts as empty."""
    from briefing import BriefingError, read

    try:
        article = read(page)
    except BriefingError:
        return Answer()
    body = "\n".join(span.of(article.text) for span in article.body)
    return Answer(body, article.title or "", article.byline, article.published.isoformat() if article.published else "")


def trafilatura_alone(page: Path) -> Answer:
    """Read a page with trafilatura, at its most precise."""
    import trafilatura

    found = trafilatura.bare_extraction(
        page.read_bytes(), favor_precision=True, include_comments=False, with_metadata=True
    )
    if found is None:
        return Answer()
    values: dict[str, Any] = found if isinstance(found, dict) else found.as_dict()
    author = values.get("author")
    return Answer(
        values.get("text") or "", values.get("title") or "", (author,) if author else (), values.get("date") or ""
    )


def overlap(gold: str, found: str) -> tuple[float, float, float]:
    """Return hits, extras and misses of a body, as parts of one."""
    known, seen = (shingles(text) for text in (gold, found))
    hits = (known & seen).total()
    extras, misses = (seen - known).total(), (known - seen).total()
    whole = hits + extras + misses
    return (hits / whole, extras / whole, misses / whole) if whole else (0.0, 0.0, 0.0)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Count a text's runs of four words."""
    words = re.findall(r"\w+", text)
    runs = (tuple(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1)))
    return Counter(run for run in runs if run)


def part(hits: float, others: float) -> float:
    """Return the part of what was given that is right; nothing given and nothing wrong is right."""
    return hits / (hits + others) if hits + others else float(not others and not hits)


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def folded(text: str) -> str:
    """Return a text in small letters without marks."""
    return " ".join(re.sub(r"[^\w\s]", " ", unicodedata.normalize("NFKC", text).casefold()).split())


def names(texts: Sequence[str]) -> set[str]:
    """Return the names in an author's field."""
    parts = (one for text in texts for one in re.split(r"\s*(?:;|,|\||/|&|\band\b|\n)\s*", text))
    return {name for one in parts if (name := folded(re.sub(r"(?i)^\s*(?:written\s+)?by\b[:\s]*", "", one)))}


def right(item: dict[str, Any], answer: Answer) -> Iterator[tuple[str, bool]]:
    """Yield each of title, author and date that is known of a page, and whether it was found."""
    if folded(item.get("title") or ""):
        yield "title", folded(item["title"]) == folded(answer.title)
    if item.get("author"):
        listed = item["author"] if isinstance(item["author"], list) else [item["author"]]
        yield "author", names(listed) == names(answer.authors)
    if item.get("date"):
        yield "date", dt.date.fromisoformat(item["date"][:10]).isoformat() == answer.date[:10]


def score(items: Sequence[dict[str, Any]], folder: Path, reader: Callable[[Path], Answer]) -> dict[str, float]:
    """Read all pages and return the figures, in per cent."""
    bodies: list[tuple[float, float, float]] = []
    passages: Counter[str] = Counter()
    facts: dict[str, list[bool]] = {}
    begin = time.perf_counter()
    for item in items:
        answer = reader(folder / item["file"])
        if "text" in item:
            bodies.append(overlap(item["text"], answer.body))
        flat = " ".join(answer.body.split())
        for kind in ("with", "without"):
            held = [" ".join(passage.split()) in flat for passage in item.get(kind, ())]
            passages[f"{kind} in"] += sum(held)
            passages[f"{kind} out"] += len(held) - sum(held)
        for fact, found in right(item, answer):
            facts.setdefault(fact, []).append(found)
    figures: dict[str, float] = {}
    if bodies:
        precision = mean(part(hits, extras) for hits, extras, _ in bodies)
        recall = mean(part(hits, misses) for hits, _, misses in bodies)
        figures |= {"body F1": 100 * f1(precision, recall), "body precision": 100 * precision}
        figures["body recall"] = 100 * recall
    if passages["with in"]:
        precision = part(passages["with in"], passages["without in"])
        figures["passages F1"] = 100 * f1(precision, part(passages["with in"], passages["with out"]))
    figures |= {fact: 100 * mean(found) for fact, found in sorted(facts.items())}
    figures["pages a second"] = len(items) / (time.perf_counter() - begin)
    return figures


def options(parser: argparse.ArgumentParser) -> None:
    """Add what this benchmark can be told."""
    parser.add_argument("folder", type=Path, nargs="?", metavar="DIR")
    parser.add_argument("--set", action="append", dest="sets", help="only the pages of this set (may be given twice)")


def measure(given: argparse.Namespace) -> Iterator[Figure]:
    """Score the pages of each set, both readers'."""
    folder = folder_of(given.folder, given.data, "html")
    items = jsonl(folder / "manifest.jsonl")
    for name in given.sets or sorted({item["set"] for item in items}):
        chosen = [item for item in items if item["set"] == name]
        mine, theirs = (score(chosen, folder, reader) for reader in (ours, trafilatura_alone))
        for what, value in mine.items():
            least = theirs[what] if what == "body F1" else REACH.get(what)
            unit = "pages/s" if what == "pages a second" else "%"
            yield Figure(f"{name}: {what}", value, unit, theirs[what], "trafilatura alone", at_least=least)
