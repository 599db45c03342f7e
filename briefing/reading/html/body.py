"""The article's own text on a page, as blocks: trafilatura finds it, the page's own words check it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING

from briefing.reading.html.tree import BLOCKS, runs, shown

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

LARGEST = 40_000
"""A tree of more elements than this is read block by block: trafilatura would take minutes."""

FEWEST_WORDS = 25
"""A page of which fewer words are found is read again, block by block."""

LONGEST_CELL = 60
"""A table's row whose cells are all this short (code points) is a line of data, no text in columns."""

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
SKIPPED = frozenset(("nav", "aside", "footer", "form", "button", "head", "title", "figcaption", "pre", "label"))
"""What the plain way leaves out: it's never the story's."""


CAPTIONED = frozenset(("div", "p", "td", "center", "figure", "dt", "dd"))
NEAR = 3
"""A caption stands in one of so many blocks around its picture."""

LONGEST_CAPTION = 200
"""A longer text beside a picture (code points) is the story's."""

ENDS = frozenset('.!?:;…"”’»)')
"""What may end a line before a break."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a page: its text in one line, and what it is."""

    text: str
    heading: bool = False
    listed: bool = False


def found(tree: HtmlElement, described: str | None = None) -> tuple[Block, ...]:
    """Return the article's blocks, empty where the page holds none.

    ``described`` is the article's text as the page's JSON-LD gives it, for pages that show none without scripts.
    """
    tree = deepcopy(tree)
    _uncaptioned(tree)
    blocks = _extracted(tree) if sum(1 for _ in tree.iter()) <= LARGEST else ()
    if _words(blocks) >= FEWEST_WORDS:
        return blocks
    told = tuple(Block(" ".join(line.split())) for line in (described or "").split("\n") if line.strip())
    if _words(told) > max(_words(blocks), FEWEST_WORDS):
        return told
    plain = tuple(_plain(tree))
    return plain if _words(plain) > _words(blocks) else blocks


def _uncaptioned(tree: HtmlElement) -> None:
    """Take the captions out: the few words in one block with a picture that are no sentence."""
    seen: dict[HtmlElement, str | None] = {}
    for picture in list(tree.iter("img", "picture")):
        for block in islice((one for one in picture.iterancestors() if one.tag in BLOCKS), NEAR):
            if block not in seen:
                seen[block] = _few_words(block)
            text = seen[block]
            if text and text[-1] not in ENDS and block.tag in CAPTIONED and block.getparent() is not None:
                block.drop_tree()
            if text != "":
                break


def _few_words(block: HtmlElement) -> str | None:
    """Return a block's text, None where it's longer than a caption."""
    found = ""
    for text in block.itertext():
        found += text
        if len(found) > 2 * LONGEST_CAPTION:
            return None
    line = " ".join(found.split())
    return line if len(line) <= LONGEST_CAPTION else None


def _words(blocks: tuple[Block, ...]) -> int:
    return sum(len(block.text.split()) for block in blocks)


def _extracted(tree: HtmlElement) -> tuple[Block, ...]:
    import trafilatura

    try:
        document = trafilatura.bare_extraction(tree, favor_precision=True, include_comments=False)
    except Exception:  # noqa: BLE001 - the border of foreign code: a page that it can't take is read the plain way
        return ()
    found_body = getattr(document, "body", None)
    return () if found_body is None else tuple(_blocks(found_body))


def _blocks(body: _Element) -> Iterator[Block]:
    """Yield the blocks of what trafilatura found, in its own tags (head, p, list, item, quote, table, lb …)."""
    found_runs = runs(body, frozenset(("p", "head", "item", "quote", "cell", "div", "body", "list", "code", "row")))
    for row, cells in groupby(found_runs, key=lambda run: next(run[0].iterancestors("row"), None)):
        found = [(element, line) for element, text in cells for line in _lines(text) if not _is_code(element, text)]
        if row is not None and all(len(line) <= LONGEST_CELL for _, line in found):
            yield Block(", ".join(line for _, line in found), listed=True)
            continue
        for element, line in found:
            yield Block(line, element.tag == "head", element.tag == "item")


def _is_code(element: _Element, text: str) -> bool:
    return element.tag == "code" and "\n" in text


def _lines(text: str) -> Iterator[str]:
    """Yield a block's paragraphs: a break ends one, unless the sentence goes on in small letters."""
    kept = ""
    for part in text.split("\v"):
        line = " ".join(part.split())
        if not line:
            if kept:
                yield kept
            kept = ""
        elif kept and line[0].islower() and kept[-1] not in ENDS:
            kept = f"{kept} {line}"
        else:
            if kept:
                yield kept
            kept = line
    if kept:
        yield kept


def _plain(tree: HtmlElement) -> Iterator[Block]:
    """Yield every block of the page but menus and the like, as a reader sees it."""
    for element in list(tree.iter(*SKIPPED)):
        if element.getparent() is not None and len(shown(element)) < LARGEST:
            element.drop_tree()
    for block, text in runs(tree, BLOCKS):
        for line in _lines(text):
            yield Block(line, block.tag in HEADINGS, block.tag == "li")
