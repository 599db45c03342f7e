"""Items of RSS and Atom feeds: address, date, title, and their own text where they carry it whole."""

from __future__ import annotations

import calendar
import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from briefing.errors import BadInputError, Problem

MOST_ITEMS = 300
"""So many items of a feed are looked at, from its beginning."""

FEWEST_WORDS = 80
"""An item's own text of fewer words is a teaser, not the story."""

_TEASER = re.compile(r"(\[?(…|\.\.\.)\]?|read more\W*|continue reading\W*)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An item: the address of its page ("" for none), when it appeared (UTC), its title, its whole text as HTML."""

    link: str
    when: dt.datetime | None
    title: str
    content: str


def items(data: bytes, source: str, base: str) -> tuple[FeedItem, ...]:
    """Return a feed's items, in its order; relative links lead from ``base``. BadInputError when it isn't a feed."""
    import feedparser

    parsed: Any = {}
    try:
        parsed = feedparser.parse(io.BytesIO(data))  # given bytes it would take them for a file's name
        why = parsed.get("bozo_exception")
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:  # its parsers let them through
        why = error
    if not parsed.get("version"):
        said = f" ({type(why).__name__}: {' '.join(str(why).split())[:120]})" if why else ""
        raise BadInputError(Problem("", f"{source} isn't a feed that can be read{said}", "check its address"))
    return tuple(_items(parsed.entries[:MOST_ITEMS], base))


def _items(entries: list[Any], base: str) -> Iterator[FeedItem]:
    for entry in entries:
        link = _address(str(entry.get("link") or ""), base)
        content = _whole(entry)
        if link or content:
            yield FeedItem(link, _when(entry), " ".join(_text(str(entry.get("title") or "")).split()), content)


def _address(link: str, base: str) -> str:
    """Return an item's address; "" for anything that isn't a page: a feed must not lead to this machine's files."""
    try:
        address = urljoin(base, link.strip())
        parts = urlsplit(address)
        return address.partition("#")[0] if parts.scheme in {"http", "https"} and parts.hostname else ""
    except ValueError:
        return ""


def _when(entry: Any) -> dt.datetime | None:  # noqa: ANN401 - feedparser's own dictionary
    for key in ("published_parsed", "updated_parsed"):
        try:
            if parsed := dict.get(entry, key):  # its own get takes one date for the other
                return dt.datetime.fromtimestamp(calendar.timegm(parsed), dt.UTC)
        except (ValueError, OverflowError, OSError, TypeError):
            continue
    return None


def _whole(entry: Any) -> str:  # noqa: ANN401 - feedparser's own dictionary
    """Return the item's own text, the longest that it has, where it seems to be the whole story."""
    texts = [str(part.get("value") or "") for part in entry.get("content") or ()]
    texts.append(str(entry.get("summary") or ""))
    longest = max(texts, key=len)
    plain = _text(longest).strip()
    return longest if len(plain.split()) >= FEWEST_WORDS and not _TEASER.search(plain[-60:]) else ""


def _text(markup: str) -> str:
    """Return what is left of HTML without its tags, good enough to count words."""
    import html

    return html.unescape(re.sub(r"<[^<>]*>", " ", markup))
