"""Who wrote it: what the page says of its author, else the byline that it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from briefing.language.lexicons import words
from briefing.reading.bylines import byline_names, names_in
from briefing.reading.html.said import Said, key, marked
from briefing.reading.html.tree import BLOCKS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

META = (
    "article:author",
    "article:author_name",
    "author",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "byl",
    "cxenseparse:author",
)
"""Meta tags that name the author, best first."""

CLASSES = re.compile(
    r"(?i)(?:^|[\s_-])(?:by-?lines?|authors?|author-?names?|writers?|reporter|contributor|columnist)(?:$|[\s_-])"
)
"""Classes, itemprop and rel of an element that shows the author."""

LABEL = re.compile(
    r"(?i)^\s*(?:(?:posted|written|published|reported|words|story|text|publié|escrito|geschrieben)\s+)?"
    r"(?:(?:by|von|par|por|di|door)\b\s*:?|authors?\s*:|autor(?:in)?\s*:|auteur\s*:|by(?=[A-Z]))\s*"
)
LONGEST = 160
"""A longer text (code points) is no byline."""

MOST_WORDS = 5
NOBODY = frozenset(
    ("admin", "administrator", "unknown", "anonymous", "editor", "staff", "guest", "webmaster", "author", "none")
)
HANDLE = re.compile(r"@\w+|https?:\S*|\S+@\S+|\b\S+\.(?:com|org|net|de|co|uk|fr)\b\S*")


def authors_of(tree: HtmlElement, said: Said, title: HtmlElement | None) -> tuple[str, ...]:
    """Return the authors' names, persons before anybody else; empty where the page names nobody."""
    described = [one for one in said.described if one.authors]
    claims = [one.authors for one in described]
    claims += [(content,) for content in said.of(*META) if not content.startswith(("http", "/"))]
    found = [people(names, said.sites) for names in claims]
    best = next((names for names in found if names), ())
    best = next((names for names in found if set(names) > set(best)), best)
    if best:
        return best
    seen = [_line(element) for element in marked(tree, CLASSES, frozenset(("address",)), title)]
    lines = [line for line in seen if 0 < len(line) <= LONGEST]
    best = next((names for line in lines if (names := people((line,), said.sites))), ())
    return best or next((names for names in map(_anybody, (*claims, *((line,) for line in lines))) if names), ())


def people(texts: Iterable[str], sites: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the people named in what states the author ("By Jane Doe, Political Editor", "Jane Doe; John Roe")."""
    found: list[str] = []
    for text in texts:
        line = _bare(text)
        if 0 < len(line) <= LONGEST and key(line) not in sites:
            names = names_in(line) or byline_names(text) or ()
            alone = " " not in line  # one word of several is a place's or a paper's name
            found.extend(name for name in names if " " in name or (alone and key(name) not in words("places")))
    return tuple(dict.fromkeys(name for name in found if key(name) not in NOBODY))


def _line(element: HtmlElement) -> str:
    """Return what a byline shows, a bar where a block or a break stands, or where two elements touch."""
    from lxml import etree

    pieces: list[str] = []
    for event, one in etree.iterwalk(element, events=("start", "end")):
        if one.tag in BLOCKS or one.tag == "br":
            pieces.append("\n")
        text = one.text if event == "start" else "" if one is element else one.tail
        if text:
            touching = bool(pieces) and pieces[-1][-1].isalnum() and (text[0].isupper() or text[0].isdigit())
            pieces.append(("\n" if touching else "") + re.sub(r"\s+", " ", text))
    return " | ".join(" ".join(line.split()) for line in "".join(pieces).split("\n") if line.strip())


def _bare(text: str) -> str:
    return " ".join(HANDLE.sub(" ", LABEL.sub("", text.replace("_", " "))).split()).strip(" ,;:|-–—•·")


def _anybody(texts: Iterable[str]) -> tuple[str, ...]:
    """Return what states the author as it stands: one name in small letters, a desk, an agency."""
    lines = [_bare(text) for text in texts]
    return tuple(
        dict.fromkeys(
            line
            for line in lines
            if 0 < len(line.split()) <= MOST_WORDS and key(line) not in NOBODY and not any(map(str.isdigit, line))
        )
    )
