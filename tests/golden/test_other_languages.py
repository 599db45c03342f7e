"""Quotations of French, German and Spanish articles, and whose words they are."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from briefing import reading, selecting
from briefing.values import Selection

FOLDER = Path(__file__).parent / "abroad"
Wanted = list[tuple[str, str, str]]


@cache
def cases() -> dict[str, tuple[str, Wanted]]:
    """Return each article and its rows: a quotation's first words, the speaker, the kind."""
    found: dict[str, tuple[str, Wanted]] = {}
    for path in sorted(FOLDER.glob("*.txt")):
        for case in path.read_text(encoding="utf-8").split("=== ")[1:]:
            name, rest = case.split("\n", 1)
            text, rows = rest.split("\n---\n")
            found[f"{path.stem} {name}"] = text, [row_of(row) for row in rows.strip().splitlines()]
    return found


def row_of(row: str) -> tuple[str, str, str]:
    start, _, who = row.partition(" => ")
    name, _, kind = who.partition(" (")
    return start, name, "" if name == "nobody" else kind.rstrip(")") or "person"


@cache
def selection(name: str) -> Selection:
    return selecting.select(reading.read_text(cases()[name][0]))


def taken(name: str) -> Wanted:
    text = selection(name).article.text
    return [
        (
            " ".join(quote.span.of(text).split()),
            quote.speaker.name if quote.speaker else "nobody",
            quote.speaker.kind if quote.speaker else "",
        )
        for quote in selection(name).quotes
    ]


NAMES = sorted(cases())


@pytest.mark.parametrize("name", NAMES)
def test_the_language_of_a_short_article_is_told(name: str) -> None:
    assert selection(name).article.language == name[:2]


@pytest.mark.parametrize("name", NAMES)
def test_every_quotation_is_found_and_belongs_to_who_said_it(name: str) -> None:
    found, wanted = taken(name), cases()[name][1]
    assert [(one[0][: len(row[0])], *one[1:]) for one, row in zip(found, wanted, strict=False)] == wanted
    assert len(found) == len(wanted), found[len(wanted) :]
