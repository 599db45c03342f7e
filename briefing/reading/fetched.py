"""From an address to an article: what the server says that it sends, checked against what can be read."""

from __future__ import annotations

from briefing.edges import web
from briefing.errors import BadInputError, Problem

FORMATS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "md",
    "text/x-markdown": "md",
}
"""What a media type says of the format; plain text may be anything, and is looked at."""

GUESSED = frozenset(
    ("", "text/plain", "application/octet-stream", "binary/octet-stream", "application/xml", "text/xml")
)
FEEDS = frozenset(("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"))
TOP = {"image": "an image", "audio": "a recording", "video": "a film", "font": "a font"}
"""What a media type's first part says."""

FEED_STARTS = (b"<rss", b"<feed", b"<rdf:RDF")


def fetched(url: str, limits: web.Limits = web.STANDARD) -> tuple[web.Page, str | None]:
    """Return a page and its format, None where that has to be guessed.

    BadInputError when it isn't text; otherwise as ``edges.web.get``.
    """
    page = web.get(url, limits=limits)
    kind = page.type
    head = page.body[:1000]
    if kind in FEEDS or (kind in GUESSED and any(mark in head for mark in FEED_STARTS)):
        todo = "give the address of one of its articles, or the feed as a source of a daily show"
        raise BadInputError(Problem("", f"{page.url} is a feed, not an article", todo))
    if kind not in FORMATS and kind not in GUESSED and not kind.startswith("text/"):
        what = TOP.get(kind.partition("/")[0], "not a page")
        raise BadInputError(Problem("", f"{page.url} is {what} ({kind})", "give the address of a page or a text"))
    named = page.url.partition("?")[0].lower().endswith((".md", ".markdown"))
    return page, FORMATS.get(kind) or ("md" if named and kind != "application/xml" else None)
