"""The feed as one table, which its writer and its checker share: RSS 2.0 with the itunes and podcast namespaces.

Sources: the RSS 2.0 specification (rssboard.org), Apple's "A Podcaster's Guide to RSS", podcastindex.org/namespace/1.0.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}

MOST_DESCRIPTION = 4000
"""Bytes of a description (Apple)."""

MOST_NAME = 255
"""Bytes of a name (the W3C's feed validator)."""

MOST_PERSON = 128
"""Characters of a person's name, and of how often episodes come (podcastindex.org)."""

MOST_TEXT = 4000
"""Characters of free text for programs (podcastindex.org)."""

Kind: TypeAlias = Literal[
    "text", "html", "flag", "date", "seconds", "url", "language", "uuid", "empty", "yes or no", "type", "episode type"
]
"""What stands in an element: "text" is plain, "html" may hold the few tags that podcast apps show."""


@dataclass(frozen=True, slots=True)
class Tag:
    """An element of the feed: what it holds, whether it must be there, how often, with which attributes.

    ``limit`` is in bytes of UTF-8. ``urls`` are those of the attributes that hold an address; ``may`` names those that
    may be missing.
    """

    name: str
    kind: Kind = "text"
    required: bool = True
    many: bool = False
    attributes: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    limit: int = 0
    may: tuple[str, ...] = ()


CHANNEL = (
    Tag("title", limit=1000),
    Tag("link", "url"),
    Tag("description", limit=MOST_DESCRIPTION),
    Tag("language", "language"),
    Tag("atom:link", "empty", attributes=("href", "rel", "type"), urls=("href",), may=("title", "length", "hreflang")),
    Tag("lastBuildDate", "date", required=False),
    Tag("generator", required=False),
    Tag("copyright", required=False),
    Tag("itunes:owner", "empty", required=False),
    Tag("itunes:author", limit=MOST_NAME),
    Tag("itunes:image", "empty", attributes=("href",), urls=("href",)),
    Tag("itunes:category", "empty", attributes=("text",)),
    Tag("itunes:explicit", "flag"),
    Tag("itunes:type", "type", required=False),
    Tag("podcast:guid", "uuid"),
    Tag("podcast:locked", "yes or no", may=("owner",)),
    Tag("podcast:person", required=False, many=True, limit=MOST_PERSON, may=("role", "group", "img", "href")),
    Tag("podcast:txt", attributes=("purpose",), many=True, limit=MOST_TEXT),
    Tag("podcast:updateFrequency", attributes=("rrule",), limit=MOST_PERSON, may=("complete", "dtstart")),
)
"""The channel's elements, in the order in which they're written."""

ITEM = (
    Tag("title", limit=1000),
    Tag("link", "url", required=False),
    Tag("description", "html", limit=MOST_DESCRIPTION),
    Tag("guid", attributes=("isPermaLink",)),
    Tag("pubDate", "date"),
    Tag("enclosure", "empty", attributes=("url", "length", "type"), urls=("url",)),
    Tag("itunes:duration", "seconds"),
    Tag("itunes:explicit", "flag"),
    Tag("itunes:episodeType", "episode type", required=False),
    Tag("podcast:transcript", "empty", attributes=("url", "type"), urls=("url",), many=True, may=("language", "rel")),
    Tag("podcast:chapters", "empty", attributes=("url", "type"), urls=("url",)),
    Tag("podcast:person", attributes=("role",), many=True, limit=MOST_PERSON, may=("group", "img", "href")),
)
"""An item's elements, in the order in which they're written."""

NESTED = {"itunes:category": ("itunes:category",), "itunes:owner": ("itunes:name", "itunes:email")}
"""Elements that hold others."""


@cache
def qualified(name: str) -> str:
    """Return an element's name as lxml writes it: ``{namespace}name``."""
    prefix, _, local = name.rpartition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if prefix else local
