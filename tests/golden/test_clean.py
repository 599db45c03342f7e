"""Nothing is lost from an article that has no page around it, however its lines are set."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.reading import read_text
from briefing.selecting import select

FOLDER = Path(__file__).parent / "clean"
NAMES = sorted(path.name for path in FOLDER.glob("*.txt"))
CROSSHEADS = ("Comments", "Latest", "Share", "Related", "Video", "Newsletter")


def lost(text: str) -> list[str]:
    """Return the lines with a word in them of which less than half stands in the story."""
    body = read_text(text).body
    gone: list[str] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        kept = sum(max(0, min(end, span.end) - max(start, span.start)) for span in body)
        if re.search(r"\w", line) and kept * 2 < len(line.strip()):
            gone.append(line)
        start = end + 1
    return gone


def as_it_is(text: str) -> str:
    return text


def without_blank_lines(text: str) -> str:
    return re.sub(r"\n\n+", "\n", text)


def hard_wrapped(text: str) -> str:
    return "\n\n".join(part if "\n" in part else textwrap.fill(part, 72) for part in text.split("\n\n"))


def with_windows_lines(text: str) -> str:
    return text.replace("\n", "\r\n")


@pytest.mark.parametrize("setting", [as_it_is, without_blank_lines, hard_wrapped, with_windows_lines])
@pytest.mark.parametrize("name", NAMES)
def test_no_line_of_a_clean_article_is_lost(name: str, setting: Callable[[str], str]) -> None:
    text = setting((FOLDER / name).read_text(encoding="utf-8"))
    assert lost(text.replace("\r\n", "\n")) == []


@pytest.mark.parametrize("crosshead", CROSSHEADS)
@pytest.mark.parametrize("name", ["arson-court.txt", "theatre-review.txt", "mine-statement.txt"])
def test_a_crosshead_that_reads_like_a_button_loses_nothing(name: str, crosshead: str) -> None:
    parts = (FOLDER / name).read_text(encoding="utf-8").rstrip().split("\n\n")
    parts.insert(len(parts) - 3, crosshead)
    assert lost("\n\n".join(parts) + "\n") == []


NOTES = (
    "This article was amended on 4 May 2024 to correct the spelling of a name.",
    "Correction: an earlier version of this story gave the wrong age for Mr Dell.",
    "Clarification (4 May 2024): This article has been changed to say who paid.",
    "• This article was amended on 4 May 2024. An earlier version said that nine people had left.",
    "(Reporting by Ana Lima; editing by Bo Chen)",
)


@pytest.mark.parametrize("note", NOTES)
def test_a_note_on_the_article_is_not_the_story(note: str) -> None:
    text = (FOLDER / "arson-court.txt").read_text(encoding="utf-8")
    assert lost(f"{text}\n{note}\n") == [note]


def test_a_correction_within_the_news_is_news() -> None:
    text = (
        "Ministry corrects its figures for the harvest\n\n"
        "The farm ministry corrected its figures for the harvest on Monday, and cut them by a fifth.\n\n"
        "Correction of the figures took three weeks, the ministry said, since 40 districts had to count again.\n\n"
        "Farmers say that the first figures were never believed.\n"
    )
    assert lost(text) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_of_article_gives_a_headline_and_something_to_tell(name: str) -> None:
    found = select(read_text((FOLDER / name).read_text(encoding="utf-8")))
    first = (FOLDER / name).read_text(encoding="utf-8").partition("\n")[0]
    assert found.headline is not None
    assert found.headline.of(found.article.text) == first
    assert found.points or any(quote.key for quote in found.quotes) or found.sentences
