"""The feed: a show and its episodes as RSS. The same show and episodes give the same bytes."""

from __future__ import annotations

import datetime as dt
import html
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import quote, urlsplit

from briefing.publishing.table import CHANNEL, ITEM, MOST_DESCRIPTION, MOST_NAME, MOST_PERSON, NAMESPACES, Tag
from briefing.values import Entry, Podcast, Show

NAME = "feed.xml"
"""The feed's file name."""

PODCASTS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The namespace of podcast:guid (podcastindex.org)."""

AI_CONTENT = "The voices are synthetic. Every quotation is verbatim from the article that is named as its source."

_FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f\ufffd\ufdd0-\ufdef\u202a-\u202e\u2066-\u2069]|["
    + "".join(chr(plane + last) for plane in range(0x10000, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
    + "]"
)
"""What XML or HTML can't hold, what stands for a letter that was lost, what turns the text around it."""


_NOTHING: Mapping[str, Any] = {}


class Element(NamedTuple):
    """What stands in one element: text, attributes, elements within it."""

    text: str = ""
    attributes: Mapping[str, str] = _NOTHING
    within: Mapping[str, Element] = _NOTHING


Content: TypeAlias = dict[str, list[Element]]
"""What is written for each element of the table, by name."""


def feed(show: Show, podcast: Podcast, entries: Sequence[Entry], image: str) -> bytes:
    """Return the feed, newest episode first. ``image`` is the file name of the artwork beside it ("" for none)."""
    ordered = sorted(entries, key=lambda one: (one.release.published, one.release.guid), reverse=True)
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<rss{spaces} version="2.0">', "<channel>"]
    lines += _written(CHANNEL, _channel(show, podcast, ordered, image))
    for one in ordered:
        lines += ["<item>", *_written(ITEM, _item(one, show, podcast)), "</item>"]
    lines += ["</channel>", "</rss>", ""]
    return "\n".join(lines).encode()


def _written(table: Sequence[Tag], content: Content) -> Iterator[str]:
    """Yield the elements in the table's order; plain text: building a tree first takes five times as long."""
    for tag in table:
        for element in content.get(tag.name, ()):
            yield _markup(tag.name, element)


def _markup(name: str, element: Element) -> str:
    attributes = "".join(f' {key}="{_escaped(text)}"' for key, text in element.attributes.items())
    within = "".join(_markup(inner, one) for inner, one in element.within.items())
    return f"<{name}{attributes}>{_escaped(element.text)}{within}</{name}>"


def _escaped(text: str) -> str:
    """Return a text as it stands between tags or in quotes."""
    # In numbers, as the RSS profile (rssboard.org) has it: so it's plain text to readers that look for HTML in titles.
    escaped = plain(text).replace("&", "&#x26;").replace("<", "&#x3C;").replace(">", "&#x3E;")
    return escaped.replace('"', "&#x22;").replace("\t", " ")


def plain(text: str) -> str:
    """Return a text without what XML can't hold."""
    if text.isprintable() and "\ufffd" not in text:  # most are, and none of these characters is
        return text
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n"))


def one_line(text: str) -> str:
    """Return a title on one line; nothing in it looks like a tag to a reader that takes titles for HTML."""
    return " ".join(untagged(text).split()) or "Untitled"


def untagged(text: str) -> str:
    """Return a text in which nothing looks like a tag: the W3C's validator wants none outside of descriptions."""
    return re.sub(r"<(?=[A-Za-z/!?])", "‹", plain(text))


def _channel(show: Show, podcast: Podcast, entries: Sequence[Entry], image: str) -> Content:
    base = podcast.base_url
    content: Content = {
        "title": [Element(cut(one_line(show.name), 1000))],
        "link": [Element(podcast.link or base or NAME)],
        "description": [Element(cut(untagged(podcast.description).strip() or one_line(show.name), MOST_DESCRIPTION))],
        "language": [Element(show.language.lower())],
        "generator": [Element("briefing")],
        "itunes:author": [Element(cut(one_line(show.author), MOST_NAME))],
        "itunes:category": [_category(podcast.category)],
        "itunes:explicit": [Element(_flag(podcast.explicit))],
        "itunes:type": [Element("episodic")],
        "podcast:locked": [
            Element("yes" if podcast.locked else "no", {"owner": podcast.email} if podcast.email else {})
        ],
        "podcast:person": [_host(show)],
        "podcast:txt": [Element(AI_CONTENT, {"purpose": "ai-content"})],
        "podcast:updateFrequency": [Element("Daily", {"rrule": "FREQ=DAILY"})],
    }
    if entries:  # what the feed says last, not when it was written: the same episodes give the same bytes
        content["lastBuildDate"] = [Element(rfc2822(entries[0].release.published))]
    if base:
        content["atom:link"] = [Element("", {"href": base + NAME, "rel": "self", "type": "application/rss+xml"})]
        content["podcast:guid"] = [Element(podcast.guid or guid(base + NAME))]
    if image:
        content["itunes:image"] = [Element("", {"href": address(base, image)})]
    if podcast.copyright:
        content["copyright"] = [Element(one_line(podcast.copyright))]
    if podcast.email:
        name = Element(cut(one_line(podcast.owner or show.author), MOST_NAME))
        content["itunes:owner"] = [Element("", {}, {"itunes:name": name, "itunes:email": Element(podcast.email)})]
    return content


def _item(one: Entry, show: Show, podcast: Podcast) -> Content:
    base = podcast.base_url
    content: Content = {
        "title": [Element(cut(one_line(one.title), 1000))],
        "description": [Element(about(one.description))],
        "guid": [Element(one.release.guid, {"isPermaLink": "false"})],
        "pubDate": [Element(rfc2822(one.release.published))],
        "enclosure": [
            Element("", {"url": address(base, one.mp3), "length": str(one.size), "type": "audio/mpeg"}),
        ],
        "itunes:duration": [Element(str(max(1, round(one.seconds))))],
        "itunes:explicit": [Element(_flag(podcast.explicit))],
        "itunes:episodeType": [Element("full")],
        "podcast:person": [_host(show)],
    }
    if base:  # a page of its own for each: where the show's page tells the days apart, its part of it
        content["link"] = [Element(f"{(podcast.link or base).partition('#')[0]}#{one.mp3.removesuffix('.mp3')}")]
    if transcript := one.file(".vtt"):
        attributes = {"url": address(base, transcript), "type": "text/vtt", "language": one.language.lower()}
        content["podcast:transcript"] = [Element("", attributes)]
    if chapters := one.file(".chapters.json"):
        attributes = {"url": address(base, chapters), "type": "application/json+chapters"}
        content["podcast:chapters"] = [Element("", attributes)]
    return content


def _category(names: Sequence[str]) -> Element:
    within = {"itunes:category": Element("", {"text": names[1]})} if names[1:] else {}
    return Element("", {"text": names[0]}, within)


def _host(show: Show) -> Element:
    return Element(cut(one_line(show.author), MOST_PERSON), {"role": "host"})


def _flag(value: bool) -> str:  # noqa: FBT001 - a flag is what it writes
    return "true" if value else "false"


def address(base: str, name: str) -> str:
    """Return a file's address, in ASCII: absolute, or relative to the feed where the show has no base_url."""
    return base + quote(name)


def guid(url: str) -> str:
    """Return a podcast's GUID, made of its feed's address without scheme and trailing slash (podcastindex.org)."""
    return str(uuid.uuid5(PODCASTS, url.partition("://")[2].rstrip("/")))


def tag_uri(podcast: Podcast, show: str, day: dt.date, edition: str) -> str:
    """Return an episode's guid: a tag URI (RFC 4151), which stays when the podcast moves."""
    authority = urlsplit(podcast.base_url).hostname or "briefing.invalid"
    name = re.sub(r"[^a-z0-9]+", "-", show.lower()).strip("-") or "show"
    return f"tag:{authority},{day.isoformat()}:{name}/{day.isoformat()}" + (f"/{edition}" if edition else "")


def rfc2822(moment: dt.datetime) -> str:
    """Return a time as RSS wants it, in UTC."""
    from email.utils import format_datetime

    return format_datetime(moment.astimezone(dt.UTC))


def about(description: str) -> str:
    """Return a description as readers show it, which is HTML: its paragraphs, as many lines as fit 4000 bytes."""
    return "".join(_paragraphs(plain(description).strip().split("\n")))


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Yield the pieces of the description while there's room; a line that doesn't fit is cut at a character."""
    room = MOST_DESCRIPTION - len("<p></p>")
    start = "<p>"
    for line in lines:
        if not line.strip():
            start = "</p><p>" if start != "<p>" else start
            continue
        piece = start + html.escape(line.strip(), quote=False)
        if len(piece.encode()) > room:
            yield start + _cut_html(line.strip(), room - len(start))
            break
        room -= len(piece.encode())
        yield piece
        start = "<br>"
    yield "</p>"


def _cut_html(line: str, room: int) -> str:
    """Return a line's beginning, escaped, in so many bytes: an entity is whole or absent."""
    kept = []
    room -= len("…".encode())
    for char in line:
        escaped = html.escape(char, quote=False)
        room -= len(escaped.encode())
        if room < 0:
            break
        kept.append(escaped)
    return "".join(kept) + "…" if kept else ""


def cut(text: str, most: int) -> str:
    """Return a text in at most so many bytes of UTF-8, cut at a character."""
    data = text.encode()
    return text if len(data) <= most else data[: most - 3].decode("utf-8", "ignore") + "…"
