from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from briefing import reading
from briefing.selecting.quotes import quotations
from briefing.values import Quote

ARTICLES = Path(__file__).parent / "articles"
EXPECTED = sorted(ARTICLES.glob("*.expected.json"))
NAMES = [path.name.removesuffix(".expected.json") for path in EXPECTED]
Found: TypeAlias = dict[str, Quote]

KNOWN: dict[tuple[str, str], str] = {
    ("boat-builder-obituary", "never forget the men of"): "expected nobody, but the article has a role: The minister",
}
"""Article and first five words of quotations whose speaker isn't the expected one yet, and why."""


def plain(text: str) -> str:
    return " ".join(text.split())


@cache
def wanted(name: str) -> dict[str, Any]:
    path = ARTICLES / f"{name}.expected.json"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


@cache
def found(name: str) -> Found:
    article = reading.read(str(ARTICLES / wanted(name)["file"]))
    return {plain(quote.span.of(article.text)): quote for quote in quotations(article)}


def start(text: str) -> str:
    return " ".join(text.split()[:5])


def is_right(name: str, quote: dict[str, Any]) -> bool:
    speaker = found(name)[plain(quote["text"])].speaker
    said = speaker.name if speaker else None
    return (said or "").lower() == (quote["speaker"] or "").lower()


def present(name: str) -> list[dict[str, Any]]:
    """Return the expected quotations that were found, so that each test fails for its own reason only."""
    return [quote for quote in wanted(name)["quotes"] if plain(quote["text"]) in found(name)]


@pytest.mark.parametrize("name", NAMES)
def test_every_quotation_is_found_word_for_word(name: str) -> None:
    texts = [plain(quote["text"]) for quote in wanted(name)["quotes"] if not quote.get("optional")]
    assert [text for text in texts if text not in found(name)] == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_else_in_marks_has_a_speaker(name: str) -> None:
    others = {plain(text) for text in wanted(name)["not_quotes"]}
    assert [text for text, quote in found(name).items() if text in others and quote.speaker] == []


@pytest.mark.parametrize("name", NAMES)
def test_nobodys_words_are_given_to_another_person(name: str) -> None:
    wrong = []
    for quote in present(name):
        speaker = found(name)[plain(quote["text"])].speaker
        if speaker and speaker.kind == "person" and not is_right(name, quote):
            wrong.append((speaker.name, quote["speaker"], start(quote["text"])))
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_the_speaker_is_named_as_a_careful_reader_would(name: str) -> None:
    wrong = [start(quote["text"]) for quote in present(name) if not is_right(name, quote)]
    assert wrong == [words for article, words in KNOWN if article == name]


@pytest.mark.parametrize("name", NAMES)
def test_a_speaker_is_told_as_what_they_are(name: str) -> None:
    for quote in present(name):
        speaker = found(name)[plain(quote["text"])].speaker
        if speaker and is_right(name, quote):
            assert (speaker.name, speaker.kind) == (speaker.name, quote["kind"])


@pytest.mark.parametrize("name", NAMES)
def test_a_fragment_is_told_from_a_whole_quotation(name: str) -> None:
    quotes = present(name)
    assert [found(name)[plain(q["text"])].partial for q in quotes] == [q["partial"] for q in quotes]
