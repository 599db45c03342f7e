"""A web page as the reading room needs it: its article's text, and title, byline, date and language by evidence."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.reading.html import body
from briefing.reading.html.authors import authors_of
from briefing.reading.html.body import Block
from briefing.reading.html.days import day_of
from briefing.reading.html.languages import language_in
from briefing.reading.html.said import key, said
from briefing.reading.html.titles import TELLING, title_of
from briefing.reading.html.tree import parse, without_unseen
from briefing.reading.markdown import FrontMatter
from briefing.reading.paragraphs import Paragraph, look
from briefing.values import Span


def plain(source: str, address: str | None = None) -> tuple[str, tuple[Paragraph, ...], FrontMatter]:
    """Return the article's text, its paragraphs (the title first, as a heading), and what the page says of it.

    ``address`` is where the page was found. The text is empty where the page holds none; scripts, menus, comments and
    what nobody sees are left out.
    """
    tree = parse(source)
    if tree is None:
        return "", (), FrontMatter()
    about = said(tree, address)
    without_unseen(tree)
    title, element = title_of(tree, about)
    names = authors_of(tree, about, element)
    described = next((one.body for one in about.described if one.body), None)
    blocks = body.found(tree, described)
    if element is None and blocks and blocks[0].heading and len((title or "").split()) < TELLING:
        title = blocks[0].text  # all that the page calls itself is a path or a name
    text, parts = _laid_out(_titled(title, blocks))
    language = language_in(about, text)
    return text, parts, FrontMatter(title, names, day_of(tree, about, element, language), language)


def _titled(title: str | None, blocks: tuple[Block, ...]) -> list[Block]:
    """Put the title first, where it isn't already; the story begins below it."""
    if not title or not blocks:
        return list(blocks)
    rest = list(blocks)
    at = next((at for at, block in enumerate(rest[:3]) if key(block.text) == key(title)), None)
    if at is not None:
        del rest[at]
    return [Block(title, heading=True), *rest]


def _laid_out(blocks: Iterable[Block]) -> tuple[str, tuple[Paragraph, ...]]:
    """Return the text of the blocks, a blank line between them, and the paragraphs."""
    pieces: list[str] = []
    parts: list[Paragraph] = []
    at = 0
    for block in blocks:
        span = Span(0, len(block.text))
        part = look(block.text, span, gap=True, heading=block.heading, listed=block.listed)
        if part is None:
            continue
        pieces.append(block.text)
        parts.append(part._replace(span=Span(at + part.span.start, at + part.span.end)))
        at += len(block.text) + len("\n\n")
    return "\n\n".join(pieces), tuple(parts)
