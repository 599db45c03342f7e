from __future__ import annotations

import datetime as dt

import pytest

from briefing.reading import markdown, read_text

SOURCE = """---
title: NO
author: [Jane Doe, {name: John Roe}]
date: 2021-05-06
lang: en-GB
---
# Harbour *to* close

The [harbour](https://example.org/h "a title") will close for **two** weeks,
the `council` said.<br>![a boat](boat.png)

## What now?

- The quay
- Two ~~old~~ cranes
  1. First the red one

> “We had no choice,” said Ann Field.

```
code()
```

| a | b |
|---|---|
| 1 | 2 |

<div>raw</div>

Short.
"""

SEEN = [
    "Harbour to close",
    "The harbour will close for two weeks, the council said.",
    "What now?",
    "The quay",
    "Two cranes",
    "First the red one",
    "“We had no choice,” said Ann Field.",
    "Short.",
]


def test_the_text_is_what_a_reader_sees() -> None:
    article = read_text(SOURCE, format="md")
    assert article.text == "\n\n".join(SEEN)
    assert [span.of(article.text) for span in article.body] == SEEN


def test_front_matter_says_title_byline_date_and_language() -> None:
    article = read_text(SOURCE, format="md", source="a.md")
    assert article.title == "NO"
    assert article.heading is not None
    assert article.heading.of(article.text) == "Harbour to close"
    assert article.byline == ("Jane Doe", "John Roe")
    assert (article.published, article.language, article.format) == (dt.date(2021, 5, 6), "en", "md")


ODD = {
    "not YAML": "---\n: : [\n---\n",
    "no mapping": "---\n- a\n- b\n---\n",
    "nested": "---\n" + "[" * 5000 + "\n---\n",
    "unhashable": "---\n? [a, b]\n: c\n---\n",
    "never closed": "---\ntitle: x\n",
    "numbers": "---\ntitle: 12\nauthor: {x: [y]}\ndate: yes\nlang: !!int x\n---\n",
    "empty": "---\n---\n",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_front_matter_is_no_error(name: str) -> None:
    assert "It was noon, he said." in read_text(f"{ODD[name]}\n\nIt was noon, he said.\n", format="md").text


def test_furniture_is_dropped_from_markdown_too() -> None:
    source = "# Harbour to close\n\nIt was noon, he said.\n\nAdvertisement\n\nThen it was one.\n\n"
    source += "## Related stories\n\n- [A quay](x)\n"
    article = read_text(source, format="md")
    assert [span.of(article.text) for span in article.body] == [
        "Harbour to close",
        "It was noon, he said.",
        "Then it was one.",
    ]


def test_the_words_of_a_very_long_paragraph_are_all_there() -> None:
    words = [f"*word{n}*" for n in range(3000)]
    text = read_text(" ".join(words) + ".", format="md").text
    assert text.replace("*", "").split() == [word.strip("*") for word in words[:-1]] + ["word2999."]


def test_a_paragraph_of_nothing_but_marks_is_left_as_it_stands() -> None:
    text = "*a [b " * 1000 + "it was noon, he said."
    assert " ".join(read_text(text, format="md").text.split()) == " ".join(text.split())


def test_only_so_many_paragraphs_are_searched_for_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "MOST_MARKED", 1)
    article = read_text("It was *noon*, he said.\n\nIt was plain.\n\nIt was *one*, she said.", format="md")
    assert article.text == "It was noon, he said.\n\nIt was plain.\n\nIt was *one*, she said."


def test_a_source_of_too_many_lines_is_read_as_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "MOST_LINES", 3)
    text = "# Noon\n\nIt was *noon*, he said.\n\nThen it was one.\n"
    assert read_text(text, format="md").text == text


@pytest.mark.parametrize("line", ["*By Jane Doe, 4 May 2024*", "**Jane Doe**, Chief Reporter  \n4 May 2024"])
def test_a_byline_below_a_heading_is_told(line: str) -> None:
    story = "It was noon when the boats came in, said the harbour master, and nobody was on the quay to see them."
    article = read_text(f"# Boats come in at noon\n\n{line}\n\n{story}\n\n{story}", format="md")
    assert (article.byline, article.published) == (("Jane Doe",), dt.date(2024, 5, 4))
    assert [span.of(article.text) for span in article.body] == ["Boats come in at noon", story, story]
