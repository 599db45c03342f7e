"""Nothing is made up: quotes and fragments against the article's text."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace

import pytest

from briefing.values import Cite, Line, Piece, Reader, Script, Source, Span
from briefing.writing.verify import WARNINGS, verify

TEXT = """Minister “Set To Resign” Over Budget

“We will go on,\u00a0and we will
win,” Anna Berg told reporters. She called the plan “bold” and a “first step [1] to peace”.

“It is over. It is done.” Later Berg said that “we will go on”, and left. The workers’ union agreed.
"""


def span(words: str, after: int = 0) -> Span:
    at = TEXT.index(words, after)
    return Span(at, at + len(words))


def script(*lines: Line, text: str = TEXT, title: str | None = "Minister 'Set To Resign' Over Budget") -> Script:
    readers = (Reader("ANCHOR", "anchor"), Reader("BERG", "quote-1", "Anna Berg"), Reader("QUOTE", "quote-2"))
    source = Source("a", "my a.txt", hashlib.sha256(text.encode()).hexdigest(), title)
    return Script("x", dt.date(2021, 12, 28), "en-GB", readers, (source,), lines)


def quote(words: str, *spans: Span, who: str = "Anna Berg, minister", label: str = "BERG") -> Line:
    return Line(label, (Piece(words),), cite=Cite("a", spans, who), verbatim=True, at=9)


def own(words: str, *spans: Span) -> Line:
    return Line("ANCHOR", (Piece(words),), cite=Cite("a", spans) if spans else None, at=9)


def codes(*lines: Line, text: str = TEXT) -> list[str]:
    found = verify(script(*lines, text=text), {"a": text})
    return [problem.code for problem in found if problem.code not in WARNINGS]


GO_ON = span("We will go on,\u00a0and we will\nwin")


@pytest.mark.parametrize(
    "words",
    [
        "We will go on, and we will win",
        "We will go on, and we will win.",
        "“We will go on,  and we will win,”",
        "“We will go on, and we will win.”",
        "We will\u200b go on, and we will win",
    ],
)
def test_white_space_outer_marks_and_the_final_comma_or_stop_may_differ(words: str) -> None:
    assert codes(quote(words, GO_ON)) == []
    assert codes(quote(words, Span(GO_ON.start - 1, GO_ON.end + 2))) == []


@pytest.mark.parametrize(
    "words",
    [
        "We will go on and we will win",
        "We will go on, and we will win!",
        "we will go on, and we will win",
        "We will go on, and we'll win",
        "We will go on",
        "We will go on, and we will win and win",
        "We “will” go on, and we will win",
        "We will go on, andwe will win",
        "We will go on, and we will win..",
        "",
        "”",
    ],
)
def test_nothing_else_of_a_quote_may_differ(words: str) -> None:
    assert codes(quote(words, GO_ON)) == ["Q05"]


def test_a_mark_within_the_quote_may_end_it_with_a_stop_on_either_side() -> None:
    text = "“He calls it ‘mine,’” Anna Berg said."
    line = quote("He calls it ‘mine,’.", Span(1, 19))
    assert text[1:19] == "He calls it ‘mine,"
    for end in (19, 20):
        assert codes(quote("He calls it ‘mine,’.", Span(1, end)), text=text) == []
    assert codes(quote("He calls it ‘mine,.", Span(1, 20)), text=text) == ["Q05"]
    assert codes(line, text=text.replace("mine", "yours")) == ["Q05"]


def test_ranges_are_joined_by_elisions() -> None:
    first, last = span("We will go on"), span("win,”").start
    parts = (first, Span(last, last + 3))
    assert codes(quote("We will go on […] win", *parts)) == []
    assert codes(quote("We will go on […]win.", *parts)) == []
    assert codes(quote("We will go on win", *parts)) == ["Q05"]
    assert codes(quote("We will go on […] win", GO_ON)) == ["Q05"]


def test_a_mistyped_range_gets_the_nearest_one_with_those_words() -> None:
    near = span("we will go on”")
    right = Span(near.start, near.end - 1)
    wrong = quote("we will go on", Span(right.start - 2, right.end - 2))
    (problem,) = verify(script(wrong), {"a": TEXT})
    assert (problem.code, problem.line) == ("Q05", 9)
    assert problem.todo == f"the words stand at my%20a.txt#{right.fragment}"
    (problem,) = verify(script(quote("We will go on, and we will win.", Span(0, 10**6))), {"a": TEXT})
    assert (problem.code, problem.todo) == ("Q04", f"the words stand at my%20a.txt#{GO_ON.fragment}")


def test_a_range_of_an_invented_quote_gets_no_offer() -> None:
    (problem,) = verify(script(quote("We give up", GO_ON)), {"a": TEXT})
    assert problem.todo == "write the article's own words, or mend the range"


def test_a_source_that_changed_is_told_with_the_place_where_the_words_stand_now() -> None:
    found = verify(script(quote("We will go on, and we will win", GO_ON)), {"a": f"New. {TEXT}"})
    assert [problem.code for problem in found] == ["Q03", "Q05"]
    assert found[0].what == "my a.txt has changed since the script was written"
    assert found[1].todo == f"the words stand at my%20a.txt#{Span(GO_ON.start + 5, GO_ON.end + 5).fragment}"


def test_a_source_without_its_text_and_one_that_is_unknown_are_told() -> None:
    line = Line("ANCHOR", (Piece("x"),), cite=Cite("b", (Span(0, 1),)))
    assert [problem.code for problem in verify(script(own("x", Span(0, 1)), line), {})] == ["Q02", "Q01"]


def test_a_range_after_the_end_of_the_text_is_told() -> None:
    assert codes(own("x", Span(5, len(TEXT) + 1))) == ["Q04"]
    assert codes(own("x", Span(5, len(TEXT)))) == []


def test_a_quote_without_a_cite_and_a_reader_who_is_unknown_are_told() -> None:
    assert codes(Line("WHO", (Piece("x"),), verbatim=True)) == ["Q08", "Q09"]


def test_a_quote_given_to_somebody_else_is_told() -> None:
    words = "We will go on, and we will win"
    assert codes(quote(words, GO_ON, who="Dmitry Peskov")) == ["Q10"]
    assert codes(quote(words, GO_ON, who="the article", label="QUOTE")) == []
    other = script(quote(words, GO_ON, who="Anna Borg"))
    borg = Script(other.title, other.date, "en", (Reader("BERG", "v", "Anna Borg"),), other.sources, other.items)
    assert [problem.code for problem in verify(borg, {"a": TEXT})] == ["Q11"]


SENTENCE = span("She called the plan “bold” and a “first step [1] to peace”.")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("She calls it “bold”.", []),
        ('She calls it "Bold".', []),
        ("She calls it ‘bold’.", []),
        ("It's a “first step to peace”, she says.", []),
        ("It's a “first step [1] to peace,” she says.", []),
        ("She calls it “bolder”.", ["Q06"]),
        ("She calls it “bol”.", ["Q06"]),
        ("She calls it 'old'.", ["Q06"]),
        ("She calls it “bold” and “reckless”.", ["Q06"]),
        ("She calls it “a disgrace", ["Q06"]),
        ("She calls it “we will go on”.", ["Q06"]),
        ("The workers' plan is 6'2\" of '90s rock 'n' roll.", []),
    ],
)
def test_a_fragment_stands_word_for_word_in_the_cited_range(words: str, expected: list[str]) -> None:
    assert codes(own(words, SENTENCE)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("It's a “disgrace”.", ["Q07"]),
        ("The source was the article \"Minister 'Set To Resign' Over Budget\".", []),
        ("Here's “Minister 'Set To Resign' Over Budget”, and it's “bold”.", ["Q07"]),
        ("Minister “set to resign” over budget", []),
        ("It's the workers' day.", []),
    ],
)
def test_quoted_words_without_a_source_are_a_title_or_a_mistake(words: str, expected: list[str]) -> None:
    assert codes(own(words)) == expected


def test_a_text_of_marks_and_a_long_text_are_checked_in_linear_time() -> None:
    text = "“a” " * 20_000 + "x" * 200_000 + "\u00ad\n" * 50_000 + "the end"
    lines = (quote("the end.", Span(0, 3)), own("“a” " * 20_000, Span(0, len(text))))
    assert [problem.code for problem in verify(script(*lines, text=text), {"a": text})] == ["Q05", "Q11"]


@pytest.mark.parametrize("digit", "0f")
def test_a_text_that_was_edited_is_told_whatever_its_old_digest(digit: str) -> None:
    given = script(quote("We will go on, and we will win", GO_ON))
    old = replace(given, sources=(replace(given.sources[0], sha256=digit * 64),))
    assert [problem.code for problem in verify(old, {"a": TEXT})] == ["Q03"]


def test_a_text_that_could_not_be_read_is_told_and_its_quotes_are_not_called_wrong_for_it() -> None:
    found = verify(script(quote("We will go on, and we will win", GO_ON)), {})
    assert [problem.code for problem in found if problem.code not in WARNINGS] == ["Q02"]
