"""Whose words a quote is given to, and what a cited line says, against the article."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace

import pytest

from briefing.errors import Problem
from briefing.values import Cite, Line, Piece, Quote, Reader, Script, Source, Span, Speaker
from briefing.writing import claims, markdown
from briefing.writing.lint import is_error
from briefing.writing.verify import verify
from briefing.writing.whose import compared

TEXT = """Bridge to close

The bridge will close for a year, and 1,234 people will have to walk, the council said.

“The steel will not wait,” the chief engineer, Maria Lindqvist, said.

“My shop lives on it,” said Tom Okafor, a baker. “Nobody asked us.”

A note on the door said: “Closed.” The mayor, Ann Wu, does not agree. It costs $12.5 million.
"""


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


STEEL, SHOP, ASKED, CLOSED = (
    span(words) for words in ("The steel will not wait", "My shop lives on it", "Nobody asked us.", "Closed.")
)
QUOTES = {
    "a": (
        Quote(STEEL, Speaker("Maria Lindqvist", role="chief engineer")),
        Quote(SHOP, Speaker("Tom Okafor", role="a baker")),
        Quote(ASKED, Speaker("Tom Okafor", role="a baker")),
        Quote(CLOSED),
    )
}
READERS = (
    Reader("ANCHOR", "anchor"),
    Reader("LINDQVIST", "quote-1", "Maria Lindqvist"),
    Reader("OKAFOR", "quote-2", "Tom Okafor"),
    Reader("QUOTE", "quote-3"),
)
SOURCE = Source("a", "a.txt", hashlib.sha256(TEXT.encode()).hexdigest(), "Bridge to close")


def found(*lines: Line) -> list[Problem]:
    script = Script("x", dt.date(2026, 5, 4), "en-GB", READERS, (SOURCE,), lines)
    return list(verify(script, {"a": TEXT}, QUOTES))


def quote(label: str, who: str, *spans: Span, checked: str = "") -> Line:
    words = " […] ".join(span.of(TEXT).rstrip(".") for span in spans)
    return Line(label, (Piece(f"{words}."),), cite=Cite("a", spans, who, checked), verbatim=True, at=9)


def own(words: str, *spans: Span, checked: str = "") -> Line:
    return Line("ANCHOR", (Piece(words),), cite=Cite("a", spans, checked=checked) if spans else None, at=9)


# --- Whose words -----------------------------------------------------------------------------------------------------


def test_a_quote_under_its_speakers_name_is_right() -> None:
    assert found(quote("LINDQVIST", "Maria Lindqvist", STEEL), quote("OKAFOR", "Tom Okafor", SHOP, ASKED)) == []
    assert found(quote("QUOTE", "the article", STEEL)) == []


def test_label_name_and_attribution_changed_together_are_noticed() -> None:
    (problem,) = found(quote("OKAFOR", "Tom Okafor", STEEL))
    assert problem.code == "Q12"
    assert is_error(problem)
    assert problem.what == "the article gives these words to Maria Lindqvist, not to Tom Okafor"
    assert '(a.txt#char=107,130 "checked: YOUR NAME")' in problem.todo


def test_words_of_two_people_joined_are_noticed() -> None:
    assert [problem.code for problem in found(quote("OKAFOR", "Tom Okafor", STEEL, SHOP))] == ["Q12"]


@pytest.mark.parametrize("words", [CLOSED, span("The bridge will close for a year")])
def test_words_that_the_article_gives_to_nobody_are_a_warning(words: Span) -> None:
    (problem,) = found(quote("OKAFOR", "Tom Okafor", words))
    assert problem.code == "Q13"
    assert not is_error(problem)


def test_a_person_may_vouch_for_what_the_text_does_not_show() -> None:
    assert found(quote("OKAFOR", "Tom Okafor", STEEL, checked="Jane Roe")) == []
    assert found(own("In 1999 Boris was there.", STEEL, checked="Jane Roe")) == []


def test_a_voucher_is_a_links_title_and_is_written_back() -> None:
    line = quote("OKAFOR", "Tom Okafor", STEEL, checked='Jane "JR" Roe\\')
    script = Script("x", dt.date(2026, 5, 4), "en-GB", READERS, (SOURCE,), (line,))
    text = markdown.format(script)
    assert r'(a.txt#char=107,130 "checked: Jane \"JR\" Roe\\")' in text
    assert markdown.parse(text) == script


@pytest.mark.parametrize(
    ("name", "who", "speaker", "verdict"),
    [
        ("Joe Biden", "", Speaker("Joe Biden"), "same"),
        ("Biden", "Joe Biden", Speaker("Joe Biden"), "same"),
        ("Joseph R. Biden", "", Speaker("Joseph Biden"), "same"),
        ("J. Biden", "", Speaker("Joe Biden"), "same"),
        ("Carlos Raúl", "", Speaker("Carlos Raul"), "same"),
        ("Mr Okafor", "", Speaker("Tom Okafor"), "same"),
        ("Hillary Clinton", "", Speaker("Bill Clinton"), "other"),
        ("Tom Okafor", "", Speaker("Ann Wu"), "other"),
        ("The Foreign Ministry", "", Speaker("the foreign ministry", "organisation"), "same"),
        ("Tom Okafor", "", Speaker("the ministry", "organisation"), "unsure"),
        ("Tom Okafor", "Tom Okafor, a spokesman", Speaker("a spokesman", "role"), "same"),
        ("The council", "", Speaker("Ann Wu", role="leader of the council"), "unsure"),
    ],
)
def test_one_person_has_many_names(name: str, who: str, speaker: Speaker, verdict: str) -> None:
    assert compared(name, who, speaker) == verdict


# --- What the anchor says --------------------------------------------------------------------------------------------

COSTS = span("It costs $12.5 million.")
WALK = span("The bridge will close for a year, and 1,234 people will have to walk, the council said.")
WU = span("The mayor, Ann Wu, does not agree.")


@pytest.mark.parametrize(
    ("words", "cited", "codes"),
    [
        ("It costs $12.5 million.", COSTS, []),
        ("It costs about 12 million dollars.", COSTS, []),
        ("It costs 12,500,000 dollars.", COSTS, []),
        ("It costs twelve and a half million.", COSTS, ["Q14"]),
        ("It costs 15 million dollars.", COSTS, ["Q14"]),
        ("About 1,200 people will have to walk.", WALK, []),
        ("About 1,300 people will have to walk.", WALK, ["Q14"]),
        ("It costs $12.5 million, Lindqvist says.", COSTS, []),
        ("It costs $12.5 million, Lindqvist told Reuters on Monday.", COSTS, ["Q15"]),
        ("Boris thinks so.", COSTS, []),
        ("Boris Johnson thinks so.", COSTS, ["Q15", "Q15"]),
        ("The baker Tom Okafor is there.", COSTS, []),
        ("The senator Tom Okafor is there.", COSTS, ["Q16"]),
        ("The mayor, Ann Wu, does agree.", WU, ["Q17"]),
        ("The mayor, Ann Wu, doesn't agree.", WU, []),
        ("The bridge won't close for a year and 1,234 people will have to walk.", WALK, ["Q17"]),
    ],
)
def test_numbers_names_roles_and_denials_stand_in_the_source(words: str, cited: Span, codes: list[str]) -> None:
    problems = found(own(words, cited))
    assert [problem.code for problem in problems] == codes
    assert not any(is_error(problem) for problem in problems)


def test_a_sentence_told_in_two_lines_keeps_its_denial() -> None:
    assert found(own("This is about the mayor, Ann Wu.", WU), own("She does not agree.", WU)) == []


def test_a_denial_that_stands_beside_the_likest_sentence_is_the_sources_own() -> None:
    assert not claims.turned(
        "In false colour, 2004. (Space Science Institute)", "In false colour, 2004. (Space Science Institute)"
    )


def test_a_lead_in_is_held_against_the_source_of_its_quote() -> None:
    line = quote("OKAFOR", "Tom Okafor", SHOP)
    assert found(own("The baker Tom Okafor says:"), line) == []
    assert [problem.code for problem in found(own("The senator Tom Okafor says:"), line)] == ["Q16"]
    assert [problem.code for problem in found(own("Tom Okafor says to Boris:"), line)] == ["Q15"]
    assert [problem.code for problem in found(own("Hello from Boris."), own("Boris says:"), line)] == []
    assert [problem.code for problem in found(own("Hello."), own("It costs 15 million, he says:"), line)] == ["Q14"]


def test_a_lead_in_that_denies_what_the_article_says_elsewhere_is_no_warning() -> None:
    line = quote("OKAFOR", "Tom Okafor", SHOP)
    assert found(own("The mayor, Ann Wu, does agree:"), line) == []


def test_a_quote_is_no_lead_in_to_the_one_after_it() -> None:
    wrong = Line("LINDQVIST", (Piece("It was in 1999."),), cite=Cite("a", (STEEL,)), verbatim=True)
    assert [problem.code for problem in found(wrong, quote("OKAFOR", "Tom Okafor", SHOP))] == ["Q05"]


def test_lines_from_one_range_are_told_of_at_the_first_of_them() -> None:
    (problem,) = found(replace(own("It costs 15 million.", COSTS), at=3), replace(own("Dollars.", COSTS), at=4))
    assert (problem.code, problem.line) == ("Q14", 3)


def test_a_vouched_line_does_not_vouch_for_the_next() -> None:
    vouched = own("In 1999 it was so.", STEEL, checked="Jane Roe")
    assert [problem.code for problem in found(vouched, own("It costs 15 million dollars.", COSTS))] == ["Q14"]


def test_a_line_of_an_unknown_source_is_told_of_once_and_the_next_is_checked() -> None:
    unknown = Line("ANCHOR", (Piece("In 1999 it was so."),), cite=Cite("b", (STEEL,)))
    lines = (unknown, own("It costs 15 million.", COSTS))
    script = Script("x", dt.date(2026, 5, 4), "en-GB", READERS, (SOURCE,), lines)
    assert [problem.code for problem in verify(script, {"a": TEXT, "b": TEXT})] == ["Q01", "Q14"]


def test_a_name_may_be_a_readers() -> None:
    readers = (*READERS, Reader("BORIS", "quote-1", "Boris Vane"))
    lines = (own("The plan is Boris's own.", COSTS),)
    script = Script("x", dt.date(2026, 5, 4), "en-GB", readers, (SOURCE,), lines)
    assert verify(script, {"a": TEXT}) == ()


@pytest.mark.parametrize(("title", "codes"), [("Boris and the bridge", []), ("A bridge", ["Q15"]), (None, ["Q15"])])
def test_a_name_may_stand_in_a_sources_title(title: str | None, codes: list[str]) -> None:
    lines = (own("The plan is Boris's own.", COSTS),)
    script = Script("x", dt.date(2026, 5, 4), "en-GB", READERS, (replace(SOURCE, title=title),), lines)
    assert [problem.code for problem in verify(script, {"a": TEXT})] == codes


def test_numbers_are_read_in_figures_and_words() -> None:
    text = "1.5m people, 2,000 dogs, twenty-two cats, three hundred and $1.2bn"
    assert sorted(value for _, value in claims.numbers(text)) == [22, 300, 2000, 1.5e6, 1.2e9]


# --- What to do about it ---------------------------------------------------------------------------------------------


def test_a_quote_with_a_slip_is_offered_the_nearest_words() -> None:
    words = "My shop lives off it"
    line = Line("OKAFOR", (Piece(words),), cite=Cite("a", (STEEL,), "Tom Okafor"), verbatim=True)
    problem = next(one for one in found(line) if one.code == "Q05")
    assert problem.todo == f"the nearest is “My shop lives on it” at a.txt#{SHOP.fragment}"
