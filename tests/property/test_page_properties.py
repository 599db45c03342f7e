"""Whatever a page holds, it's read or refused."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import BadInputError
from briefing.reading import read_bytes, read_text

PIECES = (
    *(
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<br>",
        "<b>",
        "</b>",
        "<table><tr><td>",
        "</table>",
        "<ul><li>",
        "</ul>",
        "<img src=a>",
    ),
    *(
        "<script>",
        "</script>",
        '<script type="application/ld+json">',
        '{"@type":"Article","headline":"',
        '"}',
        "<!--",
        "-->",
    ),
    *(
        "<h1>",
        "</h1>",
        "<title>",
        "</title>",
        '<meta name="author" content="',
        '">',
        '<time datetime="2024-03-05">',
        "</time>",
    ),
    *(
        '<p class="byline">By Ada Quill</p>',
        "<svg>",
        "<p hidden>",
        "&amp;",
        "&#0;",
        "&bogus;",
        "\0",
        "\x1b",
        "\ufffe",
        "<",
        ">",
    ),
    *(
        "The bridge will close in May, the port said on Tuesday.",
        "“It must,” said Mara Venn.",
        "Read more",
        "漢字",
        "\n\n",
    ),
)
pages = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=40).map("".join)


@settings(max_examples=40, deadline=None)
@given(pages)
def test_any_page_is_read_or_refused_and_no_range_leaves_its_text(page: str) -> None:
    try:
        article = read_text(page, format="html")
    except BadInputError:
        return
    assert all(0 <= span.start < span.end <= len(article.text) for span in article.body)
    assert article.heading is None or article.heading.of(article.text).strip()
    assert read_text(page, format="html") == article


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        article = read_bytes(b"<html><body><p>It was noon, he said on Tuesday.</p>" + data, source="page")
    except BadInputError:
        return
    assert article.text
