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


@pytest.mark.parametrize("words", ["", "”", "."])
def test_a_range_of_marks_and_white_space_is_no_quote(words: str) -> None:
    assert codes(quote(words, Span(GO_ON.start - 2, GO_ON.start))) == ["Q05"]


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


def test_each_part_of_a_quote_in_parts_is_offered_from_where_the_one_before_ends() -> None:
    text = "A yes, a no. Then a yes, then a no, Anna Berg said."
    (problem,) = verify(script(quote("yes […] no", Span(19, 22), Span(2, 5)), text=text), {"a": text})
    assert problem.what == "the quote isn't what stands in my%20a.txt#char=19,22: ye […] yes"
    assert problem.todo == "the words stand at my%20a.txt#char=20,23 my%20a.txt#char=32,34"


def test_an_elision_of_the_articles_own_is_offered_in_one_range() -> None:
    text = "“We go on […] we win,” Anna Berg said."
    (problem,) = verify(script(quote("We go on […] we win", Span(0, 8)), text=text), {"a": text})
    assert problem.todo == "the words stand at my%20a.txt#char=1,20"


def test_two_hundred_wrong_quotes_are_looked_for_and_no_more() -> None:
    text = "Anna Berg"
    found = verify(script(*[quote("No", Span(0, 4))] * 201, text=text), {"a": text})
    assert [problem.todo for problem in found] == [
        *["write the article's own words, or mend the range"] * 200,
        "correct the words or the range",
    ]


def test_what_stands_there_is_told_without_what_nobody_sees_and_on_a_terminals_line() -> None:
    text = "We\u00ad go now, " + "all of us, " * 9 + "Anna Berg said"
    seen = "We go now, " + "all of us, " * 6
    (problem,) = verify(script(quote(text.replace("now", "soon"), Span(0, len(text))), text=text), {"a": text})
    assert problem.what == f"the quote isn't what stands in my%20a.txt#{Span(0, len(text)).fragment}: {seen}…"
    assert problem.todo == f"the nearest is “{seen}…” at my%20a.txt#{Span(0, len(text)).fragment}"


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
    (problem,) = verify(script(own("x", Span(1, 2), Span(5, 999), Span(3, 4))), {"a": TEXT})
    assert problem.what == f"my%20a.txt#char=5,999 ends after the text, which has {len(TEXT)} characters"
    assert problem.todo == "mend the range"


def test_a_quote_may_end_where_the_text_ends() -> None:
    text = "Anna Berg: I go"
    assert codes(quote("I go", Span(11, 15)), text=text) == []
    assert codes(quote("I go", Span(11, 16)), text=text) == ["Q04"]
    (problem,) = verify(script(quote("I go […] I go", Span(11, 15), Span(11, 16)), text=text), {"a": text})
    assert problem.what == "my%20a.txt#char=11,16 ends after the text, which has 15 characters"


def test_a_quote_without_a_cite_and_a_reader_who_is_unknown_are_told() -> None:
    found = verify(script(Line("WHO", (Piece("x"),), verbatim=True)), {"a": TEXT})
    assert [(problem.code, problem.line) for problem in found] == [("Q08", None), ("Q09", None)]
    assert codes(quote("We will go on, and we will win", GO_ON, label="WHO")) == ["Q08"]


def test_a_source_that_changed_is_told_though_nothing_is_cited_from_it() -> None:
    assert [problem.code for problem in verify(script(), {"a": f"New. {TEXT}"})] == ["Q03"]


def test_a_quote_given_to_somebody_else_is_told() -> None:
    words = "We will go on, and we will win"
    assert codes(quote(words, GO_ON, who="Dmitry Peskov")) == ["Q10"]
    assert codes(quote(words, GO_ON, who="the article", label="QUOTE")) == []
    assert codes(quote(words, GO_ON, who="")) == []
    assert codes(quote(words, GO_ON, who="Anna\u00a0Be\u200brg")) == []
    other = script(quote(words, GO_ON, who="Anna Borg"))
    borg = Script(other.title, other.date, "en", (Reader("BERG", "v", "Anna Borg"),), other.sources, other.items)
    (problem,) = verify(borg, {"a": TEXT})
    assert str(problem) == "9: Q11 the name Anna Borg doesn't stand in my a.txt; write it as the article does"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Berg said.", []),
        ("ANNA BERG SAID.", []),
        ("Be\u00adrg said.", []),
        ("Berg’s man said.", []),
        ("A man of Bergen said.", ["Q11"]),
        ("Iceberg said.", ["Q11"]),
    ],
)
def test_a_name_stands_in_the_article_as_a_word_of_its_own(said: str, expected: list[str]) -> None:
    made = script(quote("We go", Span(1, 6)), text=f"“We go,” {said}")
    for name in ("Anna Berg", "Anna Be\u00adrg"):
        named = replace(made, readers=(Reader("BERG", "quote-1", name),))
        assert [problem.code for problem in verify(named, {"a": f"“We go,” {said}"})] == expected


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
        ("She calls it “bold", []),
        ("She calls it a “step […] to”.", ["Q06"]),
        ("“A disgrace”, she calls it.", ["Q06"]),
        ('She calls it "', []),
        ("", []),
        ("She calls it “we will go on”.", ["Q06"]),
        ("The workers' plan is 6'2\" of '90s rock 'n' roll.", []),
    ],
)
def test_a_fragment_stands_word_for_word_in_the_cited_range(words: str, expected: list[str]) -> None:
    assert codes(own(words, SENTENCE)) == expected


@pytest.mark.parametrize("words", ["It's “a disgrace", "It's “ a  disgrace\n", "It's “a disgrace” and “a disgrace”."])
def test_words_that_do_not_stand_there_are_told_once_with_the_first_range(words: str) -> None:
    (problem,) = verify(script(own(words, SENTENCE, GO_ON)), {"a": TEXT})
    assert problem.what == f"“a disgrace” doesn't stand in my%20a.txt#{SENTENCE.fragment}"


@pytest.mark.parametrize(
    ("words", "told"), [("x" * 80, "x" * 80), ("x" * 81, f"{'x' * 77}…"), ("x y " * 99, f"{'x y ' * 19}x…")]
)
def test_words_are_told_on_a_terminals_line_and_links_whole(words: str, told: str) -> None:
    made = script(own(f"It's “{words}”.", SENTENCE))
    named = replace(made, sources=(replace(made.sources[0], file="a" * 100),))
    (problem,) = verify(named, {"a": TEXT})
    assert problem.what == f"“{told}” doesn't stand in {'a' * 100}#{SENTENCE.fragment}"


@pytest.mark.parametrize("words", ["“go on, and we will win”", "“we will go on, and”"])
def test_a_fragment_may_run_over_the_texts_white_space(words: str) -> None:
    assert codes(own(f"She said {words}.", GO_ON)) == []


def test_a_fragment_may_have_the_articles_own_elision_with_other_spaces() -> None:
    assert codes(own("It's “on […] win”.", Span(0, 13)), text="We on […]win.") == []


def test_twenty_wrong_fragments_of_a_line_are_told_and_no_more() -> None:
    assert codes(own(" ".join(f"“a{number}”" for number in range(21)), SENTENCE)) == ["Q06"] * 20


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", []),
        ("It's a “disgrace”.", ["Q07"]),
        ("The source was the article \"Minister 'Set To Resign' Over Budget\".", []),
        ("Here's “Minister 'Set To Resign' Over Budget”, and it's “bold”.", ["Q07"]),
        ("Minister “set to resign” over budget", []),
        ("It's the workers' day.", []),
    ],
)
def test_quoted_words_without_a_source_are_a_title_or_a_mistake(words: str, expected: list[str]) -> None:
    assert codes(own(words)) == expected


@pytest.mark.parametrize(
    ("title", "words", "told"),
    [
        ("Say “no more to boats", 'The source was "Say “no more to boats", by Jane Roe.', []),
        ('Say "no more to boats', 'The source was “Say "no more to boats”, by Jane Roe.', []),
        ("Say “no more to boats", 'The source was "Say “no more", by Jane Roe.', []),
        ("Say ‘no’ to “big boats", 'The sources were "Say ‘no’", "to “big boats", by Jane Roe.', []),
        ("Say “no more to boats", '"Say “no boats", by Jane Roe.', ["no boats", 'Say “no boats", by Jane Roe.']),
        ("Say “no more to boats", 'The source was "Say “no more to boats", a "lie".', ["lie"]),
        ("Say “no more to boats", 'It was "Say “no more," by Jane Roe.', []),
        ("Say no to boats", "“Say no,” it said.", []),
        ("Say\u00a0no to boats", "“Say no” it said.", []),
        ("Say no […]to boats", "“Say no […] to” it said.", []),
        ("Say ‘no’ to boats", 'It was "Say" ‘no’ "lie".', ["lie"]),
        ("Board of 5 says no", 'The 5" board "lies".', ["lies"]),
        (None, "The source was “the article”.", ["the article"]),
    ],
)
def test_a_title_with_marks_of_its_own_may_be_quoted_whole_or_cut(
    title: str | None, words: str, told: list[str]
) -> None:
    found = verify(script(own(words), title=title), {"a": TEXT})
    assert [problem.what for problem in found] == [f"“{one}” is quoted without a source" for one in told]


def test_a_persons_nickname_in_marks_is_no_quotation() -> None:
    made = script(own('Anna "Iron" Berg says:'), own('Anna "Steel" Berg says:'))
    named = replace(made, readers=(*made.readers, Reader("IRON", "quote-3", 'Anna "Iron" Berg')))
    (problem,) = verify(named, {"a": TEXT})
    assert problem.what == "“Steel” is quoted without a source"


def test_a_text_of_marks_and_a_long_text_are_checked_in_linear_time() -> None:
    text = "“a” " * 5_000 + "x" * 50_000 + "\u00ad\n" * 12_000 + "the end"
    lines = (quote("the end.", Span(0, 3)), own("“a” " * 5_000, Span(0, len(text))))
    assert [problem.code for problem in verify(script(*lines, text=text), {"a": text})] == ["Q05", "Q11"]


@pytest.mark.parametrize("digit", "0f")
def test_a_text_that_was_edited_is_told_whatever_its_old_digest(digit: str) -> None:
    given = script(quote("We will go on, and we will win", GO_ON))
    old = replace(given, sources=(replace(given.sources[0], sha256=digit * 64),))
    assert [problem.code for problem in verify(old, {"a": TEXT})] == ["Q03"]


def test_a_text_that_could_not_be_read_is_told_and_its_quotes_are_not_called_wrong_for_it() -> None:
    found = verify(script(quote("We will go on, and we will win", GO_ON)), {})
    assert [problem.code for problem in found if problem.code not in WARNINGS] == ["Q02"]
