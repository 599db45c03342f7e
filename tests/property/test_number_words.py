"""Numbers in words, beside those of num2words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from briefing.language.spoken.words import cardinal, ordinal

LONGEST = 10**39
"""A number in the news has no more digits: longer ones are said digit by digit."""

numbers = st.one_of(st.integers(0, 1100), st.integers(0, 39).map(lambda power: 10**power), st.integers(0, LONGEST))


@given(numbers)
def test_numbers_are_said_as_others_say_them(n: int) -> None:
    said = str(num2words(n, lang="en")).replace(",", "")
    assert cardinal(n, "GB") == said
    assert cardinal(n, "US") == said.replace(" and ", " ")
    assert ordinal(n, "GB") == str(num2words(n, lang="en", to="ordinal")).replace(",", "")


@given(st.integers(LONGEST, LONGEST**3))
def test_numbers_without_a_name_are_said_all_the_same(n: int) -> None:
    assert cardinal(n, "GB").replace("-", " ").replace(" ", "").isalpha()
