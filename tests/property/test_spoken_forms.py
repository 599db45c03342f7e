from __future__ import annotations

import itertools
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.language.spoken import spoken

LANGUAGES = st.sampled_from(["en-GB", "en-US"])
SCRAPS = (
    *[
        "0",
        "1",
        "2",
        "5",
        "12",
        "007",
        "1,000",
        "2022",
        "1999",
        "3.5",
        ".5",
        "$",
        "£",
        "€",
        "¥",
        "US$",
        "A$",
        "%",
        "pc",
        "bn",
        "m",
        "tn",
        "k",
        "p",
        "am",
        "p.m.",
        "GMT",
        "km",
        "kg",
        "°",
        "C",
        "F",
        "st",
        "nd",
        "th",
        "28",
    ],
    *[
        "-",
        "–",
        "—",
        "/",
        ":",
        ".",
        ",",
        ";",
        "'",
        "’",
        "“",
        "”",
        "(",
        ")",
        "[",
        "]",
        "[1]",
        "…",
        "...",
        "&",
        "@",
        "#",
        "+",
        "=",
        "*",
        "½",
        "²",
        "\u200b",
        "\u202e",
        "\ud800",
        "\x00",
        "🙂",
        "é",
        "ſ",
        "K",
    ],
    *[
        "Mr",
        "Dr.",
        "St.",
        "No.",
        "Jan.",
        "May",
        "Sept",
        "December",
        "FBI",
        "NATO",
        "U.S.",
        "II",
        "XIV",
        "V",
        "A",
        "B",
        "C/",
        "F-16",
        "A350",
        "COVID-19",
        "10-year-old",
    ],
    *["Charles", "King", "War", "www.", ".com", "http://", "a@b.org", "the", "a", "of", "win", "voted", "people"],
    *'"\u00a0\u2003\n\t',
)
NEWS = st.lists(st.sampled_from([*SCRAPS, " ", " ", " "]), max_size=24).map("".join)


def check(text: str, language: str) -> str:
    form = spoken(text, language)
    ends = [0, *itertools.chain.from_iterable((change.start, change.end) for change in form.changes), len(text)]
    assert ends == sorted(ends)
    at, pieces = 0, []
    for change in form.changes:
        assert change.spoken != text[change.start : change.end]
        assert change.rule
        pieces += [text[at : change.start], change.spoken]
        at = change.end
    assert "".join([*pieces, text[at:]]) == form.text
    assert not set('%$£€&@#/°"“”') & set(form.text)
    return form.text


@settings(max_examples=250, deadline=None)
@given(NEWS, LANGUAGES)
def test_scraps_of_news_in_any_order_are_said_without_signs(text: str, language: str) -> None:
    check(text, language)


@settings(max_examples=120, deadline=None)
@given(st.text(st.characters(exclude_categories=())), LANGUAGES)
def test_any_text_is_said(text: str, language: str) -> None:
    check(text, language)


@settings(max_examples=120, deadline=None)
@given(st.integers(min_value=0, max_value=10**40), LANGUAGES)
def test_a_number_leaves_no_digit(number: int, language: str) -> None:
    for written in (str(number), f"{number:,}", f"£{number}m", f"{number}%", f"{number / 7:.2f}km"):
        assert not any(sign.isdigit() for sign in spoken(f"It was {written}.", language).text)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=5, max_size=12), max_size=12), LANGUAGES)
def test_words_stay_as_they_are(words: list[str], language: str) -> None:
    text = " ".join(words)
    assert spoken(text, language).text == text


@settings(max_examples=120, deadline=None)
@given(NEWS, LANGUAGES)
def test_every_spoken_word_leads_to_a_written_range_and_back(text: str, language: str) -> None:
    form = spoken(text, language)
    for change in form.changes:
        start, end = form.spoken_range(change.start, change.end)
        assert form.text[start:end] == change.spoken
        if change.spoken:
            assert form.written_range(start, end) == (change.start, change.end)
    for word in re.finditer(r"\S+", form.text):
        start, end = form.written_range(*word.span())
        assert 0 <= start < end <= len(text)
        back = form.spoken_range(start, end)
        assert back[0] <= word.start() < word.end() <= back[1]


@settings(max_examples=100, deadline=None)
@given(NEWS, LANGUAGES)
def test_text_that_stays_leads_to_itself(text: str, language: str) -> None:
    form = spoken(text, language)
    changed = {place for change in form.changes for place in range(change.start, change.end)}
    for place in range(len(text)):
        if place not in changed:
            start, end = form.spoken_range(place, place + 1)
            assert form.text[start:end] == text[place]
            assert form.written_range(start, end) == (place, place + 1)
