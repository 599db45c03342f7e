"""From Markdown to the plain text that a reader would see, and what its front matter says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefing.language.dates import date_in
from briefing.reading.bylines import byline_names, names_in
from briefing.reading.paragraphs import Paragraph, look, paragraphs
from briefing.values import Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LONGEST_FRONT = 20_000
"""Front matter is no longer than this (code points)."""

LONGEST_BYLINE = 250
"""No list of authors is longer (code points)."""

DEEPEST = 50
"""Lists and mappings in front matter are nested no deeper in brackets."""

MOST_LINKS = 100
"""A portion with more brackets than this has no links: each bracket may cost a walk to the portion's end."""

MOST_MARKS = 250
"""A portion with more marks than this is left as it stands, since each mark may look for all the others."""

MOST_MARKED = 10_000
"""After so many paragraphs with marks the rest are left as they stand."""

MOST_LINES = 250_000
"""A source of more lines is read as plain text: each of its blocks would cost a kilobyte."""

MARKS = re.compile(r"[*_`~\[\]<>&\\!]")
"""Without one of these, and in one line, a paragraph is what it looks like."""

LONGEST_INLINE = 4_000
"""A longer paragraph is parsed in portions of this size (code points)."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says of the article; None or empty where it says nothing."""

    title: str | None = None
    byline: tuple[str, ...] = ()
    published: dt.date | None = None
    language: str | None = None


def plain(source: str) -> tuple[str, tuple[Paragraph, ...], FrontMatter]:
    """Return the text that is read out, its paragraphs, and the front matter.

    Headings, paragraphs, list items and block quotes are paragraphs, with a blank line between; code, tables, images,
    raw HTML and the targets of links are left out.
    """
    front, rest = _split(source)
    if rest.count("\n") > MOST_LINES:
        return rest, paragraphs(rest), front
    pieces: list[str] = []
    parts: list[Paragraph] = []
    at = 0
    for shown, heading, listed in _blocks(rest):
        text = " ".join(shown.split())
        part = look(text, Span(0, len(text)), gap=True, heading=heading, listed=listed) if text else None
        if part is None:
            continue
        pieces.append(text)
        parts.append(part._replace(span=Span(at + part.span.start, at + part.span.end)))
        at += len(text) + len("\n\n")
    return "\n\n".join(pieces), tuple(parts), front


def _blocks(source: str) -> Iterator[tuple[str, bool, bool]]:
    """Yield each block's text, whether it's a heading and whether it's a list item."""
    from markdown_it import MarkdownIt

    blocks = MarkdownIt("commonmark").enable("table").disable("inline")
    inlines = MarkdownIt("commonmark").enable("strikethrough")
    linkless = MarkdownIt("commonmark").enable("strikethrough").disable(["link", "image"])
    lists = tables = marked = 0
    heading = False
    for token in blocks.parse(source):
        lists += token.nesting * (token.type in {"list_item_open", "list_item_close"})
        tables += token.nesting * (token.type in {"table_open", "table_close"})
        heading = token.type == "heading_open" or (heading and token.type != "heading_close")
        if token.type == "inline" and not tables:
            content = token.content
            plain = "\n" not in content and MARKS.search(content) is None
            marked += not plain
            shown = content if plain or marked > MOST_MARKED else _inline(inlines, linkless, content)
            yield shown, heading, lists > 0


def _inline(inlines: MarkdownIt, linkless: MarkdownIt, content: str) -> str:
    struck = 0
    shown: list[str] = []
    for piece in _portions(content):
        if len(MARKS.findall(piece)) > MOST_MARKS:
            shown.append(piece)
            continue
        parser = inlines if piece.count("[") < MOST_LINKS else linkless
        for token in (child for block in parser.parseInline(piece) for child in block.children or ()):
            struck += token.nesting * (token.type in {"s_open", "s_close"})
            shown.append("" if struck else _seen(token))
        struck = 0
    return "".join(shown)


def _portions(content: str) -> Iterator[str]:
    """Cut a paragraph longer than any article's: looking for its marks may take the square of its length."""
    start = 0
    while start < len(content):
        end = start + LONGEST_INLINE
        if end < len(content):
            end = max(content.rfind(" ", start, end), content.rfind(". ", start, end) + 1, start) + 1
            end = end if end > start + 1 else start + LONGEST_INLINE
        yield content[start:end]
        start = end


def _seen(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    return token.content if token.type in {"text", "text_special", "code_inline"} else ""


def _split(source: str) -> tuple[FrontMatter, str]:
    """Split the front matter off: between two lines of three hyphens, the first of them the file's first line."""
    if not source.startswith("---\n"):
        return FrontMatter(), source
    head = source[:LONGEST_FRONT]
    ends = [end for mark in ("\n---\n", "\n...\n") if (end := head.find(mark, 3)) >= 0]
    if not ends:
        return FrontMatter(), source
    values = _mapping(source[4 : min(ends) + 1])
    if values is None:
        return FrontMatter(), source
    return _front(values), source[min(ends) + 5 :]


def _mapping(text: str) -> dict[str, object] | None:
    """Read YAML with each scalar as a string; None when it's no mapping or no YAML."""
    import yaml

    class Shallow(yaml.BaseLoader):
        def fetch_flow_collection_start(self, token: Any) -> None:  # noqa: ANN401 - PyYAML's own
            if self.flow_level >= DEEPEST:  # each bracket looks at all those before it: 3,000 of them take 3 s
                raise RecursionError
            super().fetch_flow_collection_start(token)

    try:
        loader = Shallow(text)
        found = loader.get_single_data()
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    if found is None:
        return {}
    return {str(key).lower(): value for key, value in found.items()} if isinstance(found, dict) else None


def _front(values: dict[str, object]) -> FrontMatter:
    written = _strings(values, "date", "published", "publishdate", "datepublished", "created")
    titles = _strings(values, "title", "headline")
    names = [name for value in _strings(values, "author", "authors", "byline", "by") for name in _names(value)]
    languages = _strings(values, "lang", "language", "locale")
    return FrontMatter(
        title=" ".join(titles[0].split()) or None if titles else None,
        byline=tuple(dict.fromkeys(names)),
        published=next((day for value in written if (day := date_in(value))), None),
        language=languages[0] if languages else None,
    )


def _names(value: str) -> tuple[str, ...]:
    line = value[:LONGEST_BYLINE]
    return byline_names(line) or names_in(line)


def _strings(values: dict[str, object], *keys: str) -> list[str]:
    """Return the strings under the first of the keys that has one, a list's or a person's name among them."""
    for key in keys:
        value = values.get(key)
        listed = value if isinstance(value, list) else [value]
        found = [item.get("name") if isinstance(item, dict) else item for item in listed]
        strings = [item.strip() for item in found if isinstance(item, str) and item.strip()]
        if strings:
            return strings
    return []
