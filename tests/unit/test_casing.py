"""A title in title case, said as a sentence."""

from __future__ import annotations

import pytest

from briefing.writing.casing import sentence_case

STORY = "The council closed the old bridge. “We can't wait,” said Ann Smith, who runs the harbour."


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Council Won't Close Salt-Water Bridge", "Council won't close salt-water bridge"),
        ("Council Closes NATO's Bridge As eBay Leaves", "Council closes NATO's bridge as eBay leaves"),
        ("Mayor Says: “Bridge Is Safe” In Harbour", "Mayor says: “Bridge is safe” in harbour"),
        ("Council Hires Ann Smith-Zebra For Old Bridge", "Council hires Ann Smith-Zebra for old bridge"),
        ("Council closes the old bridge", "Council closes the old bridge"),
    ],
)
def test_a_word_keeps_its_capital_only_as_a_name(title: str, said: str) -> None:
    assert sentence_case(title, STORY) == said
