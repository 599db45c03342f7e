"""Cases in ``cases/quotes``: a title, the story ("¶" parts its paragraphs, "⏎" its lines), a line for each quotation.

What stands on the line: in ranges.txt the words; in parts.txt whether it's a whole quotation, a part of the writer's
sentence, or more of the one before; in all other files the speaker's name, kind and role, as far as they matter ("-" is
nobody, or no role).
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

import pytest
from timing import is_linear

from briefing.selecting.quotes import quotations
from briefing.selecting.sheets import ARTICLE, BOOK
from briefing.values import Article, Quote, Span

CASES = Path(__file__).parent / "cases" / "quotes"
RANGES, PARTS = "ranges", "parts"


class Case(NamedTuple):
    title: str
    text: str
    expected: list[str]


def cases(file: str) -> list[Case]:
    found = []
    for block in (CASES / f"{file}.txt").read_text(encoding="utf-8").strip("\n").split("\n\n"):
        title, story, *expected = block.split("\n")
        text = story.replace(" ¶ ", "\n\n").replace(" ⏎ ", "\n")
        found.append(Case(f"{file}: {title}", text, [line.removeprefix("> ") for line in expected]))
    return found


SPEAKERS = [
    case for file in sorted(CASES.glob("*.txt")) if file.stem not in {RANGES, PARTS} for case in cases(file.stem)
]


def article(text: str, *, heading: bool = False) -> Article:
    spans: list[Span] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    first = spans[0] if heading else None
    return Article("case.txt", hashlib.sha256(text.encode()).hexdigest(), text, tuple(spans), heading=first)


def told(quote: Quote, like: str) -> str:
    """Return a quotation's speaker with as much as the expected line tells."""
    if quote.speaker is None:
        return "-"
    whole = (quote.speaker.name, quote.speaker.kind, quote.speaker.role or "-")
    return " | ".join(whole[: like.count(" | ") + 1])


@pytest.mark.parametrize("case", SPEAKERS, ids=[case.title for case in SPEAKERS])
def test_words_are_given_to_whoever_said_them_and_to_nobody_where_that_is_not_sure(case: Case) -> None:
    found = quotations(article(case.text))
    likes = [*case.expected, *[""] * len(found)]
    assert [told(quote, like) for quote, like in zip(found, likes, strict=False)] == case.expected


@pytest.mark.parametrize("case", cases(RANGES), ids=[case.title for case in cases(RANGES)])
def test_quotations_are_found_and_nothing_else_is(case: Case) -> None:
    assert [quote.span.of(case.text) for quote in quotations(article(case.text))] == case.expected


@pytest.mark.parametrize("case", cases(PARTS), ids=[case.title for case in cases(PARTS)])
def test_a_fragment_and_the_rest_of_an_interrupted_quotation_are_told_from_a_whole_one(case: Case) -> None:
    found = quotations(article(case.text))
    kinds = ["part" if quote.partial else "more" if quote.continues else "whole" for quote in found]
    assert [f"{kind} | {q.span.of(case.text)}" for kind, q in zip(kinds, found, strict=True)] == case.expected


def test_the_heading_is_left_out() -> None:
    text = "“We Are Ready,” Says Mayor\n\n“We are ready,” Anna Roth said."
    assert [quote.span.start for quote in quotations(article(text, heading=True))] == [text.rindex("We are")]


def test_the_mention_is_what_stands_beside_the_verb() -> None:
    text = "Anna Roth, the mayor, came.\n\n“We are ready,” Roth said. “Go on,” she said."
    assert [q.mention.of(text) for q in quotations(article(text)) if q.mention] == ["Roth", "she"]


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("“It is so,” Mrs Roth said.", "f"),
        ("Anna Roth came. “It is so,” she said.", "f"),
        ("“It is so,” Anna Roth said.", None),
    ],
)
def test_a_gender_is_known_only_where_the_article_says_it(text: str, gender: str | None) -> None:
    speaker = quotations(article(text))[0].speaker
    assert speaker is not None
    assert speaker.gender == gender


@pytest.mark.parametrize(
    "piece",
    ['"', "“", "“a b c,” he said. ", "it's ' ", "John Smith said no. ", "“One two.\n", "Mr. ", "x, "],
)
def test_a_long_text_is_read_in_linear_time(piece: str) -> None:
    assert is_linear(lambda count: quotations(article(piece * count)), 500)


PAGE = "So it went on" + "-on" * 300 + ".\n\n"
"""Many characters and few words, which are quick to read."""


def test_a_quotation_far_down_in_a_book_is_found_with_its_speaker() -> None:
    text = PAGE * 900 + "Anna Roth, the mayor, came in.\n\n“We are ready,” she said.\n\n" + PAGE
    assert ARTICLE < len(text) < BOOK
    assert [(q.span.of(text), q.speaker and q.speaker.name) for q in quotations(article(text))] == [
        ("We are ready,", "Anna Roth")
    ]


def test_a_quotation_in_the_second_million_characters_is_found_and_is_nobodys() -> None:
    text = PAGE * 1_100 + "“We are ready for it,” Anna Roth said."
    assert len(text) > BOOK
    assert [(q.span.of(text), q.speaker) for q in quotations(article(text))] == [("We are ready for it,", None)]


def test_a_sentence_without_an_end_is_never_cut_inside_a_quotation() -> None:
    text = "and so on " * 800 + "Anna Roth said: “" + "we go on and on " * 500 + "to the end” " + "and so on " * 800
    quotes = quotations(article(text))
    assert [len(quote.span.of(text).split()) for quote in quotes] == [2503]


def test_what_is_told_inside_an_endless_quotation_gives_nobody_the_words_after_it() -> None:
    told = "we go on and on " * 400 + "and Bo Lind said to us " + "to go on " * 10 + "to the end"
    text = "and so on " * 800 + f"Anna Roth said: “{told}” and “then we stop for good” " + "and so on " * 800
    assert [quote.speaker and quote.speaker.name for quote in quotations(article(text))] == ["Anna Roth", None]
