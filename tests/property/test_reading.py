from __future__ import annotations

import contextlib
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import BadInputError
from briefing.reading import read_bytes, read_text
from briefing.reading.furniture import dropped
from briefing.values import Article

LINES = st.sampled_from(
    (
        "",
        "",
        "Home",
        "Share this",
        "By Jane Doe",
        "5 March 2021",
        "LONDON (Reuters) - It rained, officials said.",
        "The harbour will close in May, the council said on Monday.",
        "“No,” he said.",
        "# Head",
        "* item",
        "---",
        "title: x",
        "\x00\u200b",
        "\u202e",
        "Comments",
        "Photo: AP",
        "> quote",
        "```",
        "|",
        "[a](b)",
        "1. one",
        "…",
    )
)


def check(article: Article) -> None:
    assert article.body
    for span in (*article.body, article.heading, article.dateline):
        assert span is None or (span.end <= len(article.text) and span.of(article.text).strip())
    assert all(one.end <= two.start for one, two in pairwise(article.body))
    assert article.heading is None or article.heading in article.body
    assert article.dateline is None or any(span.covers(article.dateline) for span in article.body)


@settings(max_examples=120, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([None, "txt", "md"]))
def test_any_bytes_give_an_article_or_a_problem(data: bytes, kind: str | None) -> None:
    with contextlib.suppress(BadInputError):
        check(read_bytes(data, source="x", format=kind))


@settings(max_examples=120, deadline=None)
@given(st.lists(LINES | st.text(max_size=40), max_size=25), st.sampled_from(["txt", "md"]))
def test_any_lines_give_an_article_or_a_problem(lines: list[str], kind: str) -> None:
    text = "\n".join(lines)
    with contextlib.suppress(BadInputError):
        check_whole(read_text(text, format=kind), text, kind)


def check_whole(article: Article, text: str, kind: str) -> None:
    check(article)
    if kind == "txt" and "\r" not in text and not text.startswith("\ufeff"):
        assert len(article.text) == len(text)
        spans = {span for span, _ in dropped(article.text)}
        assert not any(span.meets(other) for span in spans for other in article.body)
