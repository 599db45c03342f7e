"""The golden articles: what a careful reader takes from each, beside what the reading stage takes."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from briefing.reading import read
from briefing.values import Article

FOLDER = Path(__file__).parent / "articles"
NAMES = sorted(path.name.removesuffix(".expected.json") for path in FOLDER.glob("*.expected.json"))

KNOWN: dict[tuple[str, str], str] = {}
"""What the program can't do yet: article and aspect, and why. A row whose aspect works fails, so rows only go."""


@cache
def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.expected.json").read_text(encoding="utf-8"))
    return found


@cache
def article(name: str) -> Article:
    return read(str(FOLDER / expected(name)["file"]))


def plain(text: str) -> str:
    """Return a piece of Markdown, or of text, as it would be read: no marks, no targets of links, single spaces."""
    shown = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text) if "](" in text else text
    return " ".join(shown.replace("*", "").split())


def body(name: str) -> list[str]:
    return [" ".join(span.of(article(name).text).split()) for span in article(name).body]


def dateline(text: str | None) -> str | None:
    return text.strip(" —–-:") if text else None


def title_is_right(name: str) -> bool:
    return bool(article(name).title == expected(name)["title"])


def byline_is_right(name: str) -> bool:
    return [one.casefold() for one in article(name).byline] == [one.casefold() for one in expected(name)["byline"]]


def dateline_is_right(name: str) -> bool:
    span = article(name).dateline
    return dateline(span.of(article(name).text) if span else None) == dateline(expected(name)["dateline"])


def published_is_right(name: str) -> bool:
    day = article(name).published
    return bool((day.isoformat() if day else None) == expected(name)["published"])


def language_is_right(name: str) -> bool:
    return bool(article(name).language == expected(name)["language"])


def furniture_is_gone(name: str) -> bool:
    pieces = [plain(piece) for piece in expected(name)["furniture"]]
    return not [
        (piece, line) for line in body(name) for piece in pieces if piece in line and len(piece) * 2 > len(line)
    ]


def story_is_whole(name: str) -> bool:
    text, at = "\n".join(body(name)), 0
    for start in expected(name)["body_starts"]:
        at = text.find(plain(start), at)
        if at < 0:
            return False
    return True


ASPECTS = {
    "title": title_is_right,
    "byline": byline_is_right,
    "dateline": dateline_is_right,
    "published": published_is_right,
    "language": language_is_right,
    "furniture": furniture_is_gone,
    "story": story_is_whole,
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("aspect", ASPECTS)
def test_an_article_is_read_as_a_careful_reader_would(name: str, aspect: str) -> None:
    right = ASPECTS[aspect](name)
    if (name, aspect) in KNOWN:
        assert not right, f"works now: take the row out of KNOWN ({KNOWN[name, aspect]})"
    else:
        assert right


def test_there_are_articles_and_what_is_known_to_fail_is_among_them() -> None:
    assert len(NAMES) > 1
    assert KNOWN.keys() <= {(name, aspect) for name in NAMES for aspect in ASPECTS}
