"""From a page's text to its tree, however broken, deep or large, without what nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

DEEPEST = 80
"""Elements that stand deeper are taken for their text: no page that is read nests so many."""

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"))
"""Elements without an end."""

OPEN = frozenset(("p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup"))
"""Elements whose end may be left out."""

CLOSED = frozenset(("script", "style"))
TAG = re.compile(r"<(/?)([A-Za-z][\w:-]{0,40})[^<>]*>")
CROWDED = re.compile(r"<([A-Za-z][\w:-]{0,40})[^<>]{8000,}>")
"""A tag with more in it than a page needs: each attribute would be compared with all the others."""

CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
    "|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|127)|[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]|7[fF]))(?![0-9a-fA-F]);?"
)
"""What no tree can hold, as it is or as a reference."""

UNSEEN = frozenset(
    (
        "script",
        "style",
        "noscript",
        "noframes",
        "template",
        "iframe",
        "frame",
        "object",
        "embed",
        "svg",
        "math",
        "canvas",
        "select",
        "option",
        "textarea",
        "input",
        "map",
        "dialog",
        "datalist",
    )
)
"""Elements whose text isn't the page's."""

BLOCKS = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "frameset",
        "noframes",
    )
)
"""Elements that stand on lines of their own."""

HIDES = re.compile(r"(?i)(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b")


def parse(page: str) -> HtmlElement | None:
    """Return a page's tree, None where there is nothing in it. Linear in the page's length."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    plain = CROWDED.sub(r"<\1>", CONTROLS.sub("", page))
    if _depth(plain) > DEEPEST:
        plain = _flattened(plain)
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(plain.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _tags(page: str) -> Iterator[tuple[re.Match[str], int]]:
    """Yield each tag with an end, and the level within it or around it; scripts are passed over."""
    level = at = 0
    endless: set[str] = set()
    while match := TAG.search(page, at):
        at = match.end()
        name = match[2].lower()
        if name in CLOSED and not match[1] and match[2] not in endless:
            end = page.find(f"</{match[2]}", at)
            at = end if end > 0 else at
            endless |= set() if end > 0 else {match[2]}
        if name in VOID or match[0].endswith("/>"):
            continue
        if name not in OPEN:
            level += -1 if match[1] and level else not match[1]
        yield match, level


def _depth(page: str) -> int:
    return max((level for _, level in _tags(page)), default=0)


def _flattened(page: str) -> str:
    """Leave out the tags that nest deeper than any page's; their text stays."""
    kept: list[str] = []
    at = 0
    for match, level in _tags(page):
        name = match[2].lower()
        if name != "p" and (level > DEEPEST or (level == DEEPEST and (match[1] or name in OPEN))):
            kept.append(page[at : match.start()])
            at = match.end()
    kept.append(page[at:])
    return " ".join(kept)


def without_unseen(tree: HtmlElement) -> None:
    """Take out of the tree what a reader of the page doesn't see: scripts, forms' choices, hidden elements."""
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and (element.tag in UNSEEN or _is_hidden(element)):
            element.drop_tree()


def _is_hidden(element: HtmlElement) -> bool:
    if element.tag in {"html", "body", "head"}:
        return False
    return (
        element.get("hidden") is not None
        or (element.get("aria-hidden") == "true" and len(element) == 0)
        or HIDES.search(element.get("style") or "") is not None
    )


def shown(element: HtmlElement) -> str:
    """Return an element's text in one line."""
    return " ".join(element.text_content().split())


def runs(root: _Element, blocks: frozenset[str]) -> Iterator[tuple[_Element, str]]:
    """Yield each run of text that stands in one block, with the block; a break within it is a vertical tab."""
    from lxml import etree

    stack = [root]
    pieces: list[str] = []

    def flush() -> Iterator[tuple[_Element, str]]:
        text = "".join(pieces)
        pieces.clear()
        if text.strip():
            yield stack[-1], text

    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            if element.tag in blocks:
                yield from flush()
                stack.append(element)
            elif element.tag in {"lb", "br"}:
                pieces.append("\v")
            pieces.append(element.text or "")
        else:
            if element.tag in blocks:
                yield from flush()
                stack.pop()
            if element is not root:
                pieces.append(element.tail or "")
