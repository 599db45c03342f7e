"""A script's file patched in place: what is there is replaced, what isn't there as it's written is left alone."""

from __future__ import annotations

import pytest

from briefing.values import Span
from briefing.writing.lint import patching

QUOTE = """> LINDQVIST: We have put this off for too long, and the \\*steel\\* will not wait.
> — [Maria Lindqvist](bridge.txt#char=123,186) [more](bridge.txt#char=12,1860)
"""


def rows(text: str) -> list[str]:
    return patching.lines_of(text)


def test_words_are_replaced_though_they_are_escaped_and_nothing_else_changes() -> None:
    old = "We have put this off for too long, and the *steel* will not wait."
    new = "We have put this off for too long; and the *steel* will not wait."
    made = patching.words(rows(QUOTE), 1, old, new)
    assert made
    assert "".join(made) == QUOTE.replace("long,", "long;")


def test_words_are_replaced_in_a_quote_that_goes_on_in_the_next_line() -> None:
    wrapped = QUOTE.replace("too long, and", "too long,\n> and")
    old = "We have put this off for too long, and the *steel* will not wait."
    made = patching.words(rows(wrapped), 1, old, old.replace("wait.", "wait!"))
    assert made
    assert "".join(made) == wrapped.replace("wait.", "wait!")


@pytest.mark.parametrize("old", ["We have put that off", "not wait. And more of it than there is", "Zebra"])
def test_words_that_do_not_stand_there_are_not_replaced(old: str) -> None:
    assert patching.words(rows(QUOTE), 1, old, old.upper()) is None


def test_words_are_found_after_a_beginning_that_only_looks_like_theirs() -> None:
    made = patching.words(rows("> A: will, then will not.\n"), 1, "will not", "will Not")
    assert made == ["> A: will, then will Not.\n"]


def test_ranges_are_replaced_in_their_order_and_only_whole_ones() -> None:
    moved = [(Span(123, 186), Span(9, 72)), (Span(12, 1860), Span(80, 90))]
    made = patching.ranges(rows(QUOTE), 1, moved)
    assert made
    assert made[-1] == "> — [Maria Lindqvist](bridge.txt#char=9,72) [more](bridge.txt#char=80,90)\n"
    assert patching.ranges(rows(QUOTE), 1, [(Span(12, 186), Span(9, 72))]) is None  # the beginning of another
    assert patching.ranges(rows(QUOTE), 1, moved[::-1]) is None


def test_a_hash_is_replaced_where_it_stands_once_near_its_source() -> None:
    lines = rows("---\nsources:\n  a: {file: a.txt, sha256: 0aa}\n---\n" + "text\n" * 9 + "0bb\n")
    made = patching.digest(lines, 3, "0aa", "1cc")
    assert made
    assert made[2] == "  a: {file: a.txt, sha256: 1cc}\n"
    assert patching.digest(lines, 3, "0bb", "1cc") is None  # far from its source
    assert patching.digest(rows("a: 0aa 0aa\n"), 1, "0aa", "1cc") is None  # which of them?


def test_a_voice_goes_below_the_others_as_they_are_indented() -> None:
    made = patching.voice(rows("---\nvoices:\n    A: {voice: a}\n\nsources: {}\n---\n"), "B: {voice: b}")
    assert made
    assert "".join(made) == "---\nvoices:\n    A: {voice: a}\n    B: {voice: b}\n\nsources: {}\n---\n"


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\n---\nvoices:\n  A: {voice: a}\n",
        "---\nvoices: {A: {voice: a}}\n---\n",
        "---\nvoices:\ntitle: A\n---\n",
        "---\ntitle: A\n",
    ],
)
def test_where_voices_are_no_table_of_lines_none_is_added(text: str) -> None:
    assert patching.voice(rows(text), "B: {voice: b}") is None
