"""The feed against every rule and the real files: what podcast apps and directories stumble over, told as findings.

F01 no feed · F02 an element is missing · F03 an element stands twice · F04 a value isn't of its kind · F05 an attribute
is missing · F06 an address isn't ASCII or leads elsewhere · F07 too long · F10 a file is missing · F11 its length or
content differs · F12 its type · F13 its duration · F15 artwork · F16 transcript · F17 chapters · F18 a guid or address
stands twice · F19 dates · F20 too old · F21 artificial voices undeclared · F22 what the format doesn't have.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from briefing.errors import BriefingError, Problem
from briefing.publishing.beside import Findings, artwork, chapters, sound, transcript
from briefing.publishing.kinds import KINDS, moment
from briefing.publishing.profile import profile
from briefing.publishing.table import CHANNEL, ITEM, Tag, qualified

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lxml import etree

FUTURE = dt.timedelta(minutes=5)
"""So far the clocks of two machines may differ."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a feed is checked against: its path, its files, the address of their folder, the time.

    ``read`` gives the content of a file beside the feed (BriefingError when it isn't there), ``hashes`` the SHA-256
    that the records know, ``seconds`` how long an MP3 plays (None when it's none).
    """

    file: str
    base_url: str
    now: dt.datetime
    read: Callable[[str], bytes]
    hashes: dict[str, str]
    seconds: Callable[[str], float | None]


def check(data: bytes, around: Around, max_age: dt.timedelta | None = None) -> tuple[Problem, ...]:
    """Return what is wrong with a feed, by line."""
    try:
        channel = _channel(data)
    except ValueError as error:
        return (
            Problem("F01", f"it isn't an RSS 2.0 feed ({error})", "build it again: briefing feed build", around.file),
        )
    items = channel.findall("item")
    found = [*_table(channel, CHANNEL, around), *_category(channel), *_declared(channel), *_image(channel, around)]
    for item in items:
        found += _table(item, ITEM, around)
        found += _files(item, around)
    found += profile(channel, items)
    found += _twice(items)
    found += _dates(items, around.now, max_age, channel)
    problems = (Problem(code, what, todo, around.file, line) for line, code, what, todo in found)
    return tuple(sorted(problems, key=lambda one: (one.line or 0, one.code)))


def _channel(data: bytes) -> etree._Element:
    """Return the feed's channel (ValueError when it has none); nothing outside the file is ever loaded."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    channel = root.find("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or channel is None:
        msg = f'it begins with <{root.tag!r}>, not <rss version="2.0"> with a channel'
        raise ValueError(msg)
    return channel


def _line(element: etree._Element) -> int:
    return element.sourceline or 1


def _table(parent: etree._Element, table: Sequence[Tag], around: Around) -> Findings:
    """Yield what the shared table finds: missing, twice, wrong kind, too long."""
    for tag in table:
        found = parent.findall(qualified(tag.name))
        if tag.required and not found:
            yield _line(parent), "F02", f"there is no {tag.name}", _mend(tag)
        if len(found) > 1 and not tag.many:
            yield _line(found[1]), "F03", f"{tag.name} stands {len(found)} times", "leave one"
        for element in found:
            yield from _element(element, tag, around)


def _mend(tag: Tag) -> str:
    if tag.name in {"atom:link", "podcast:guid"}:
        return "set base_url under [podcast] in the show file"
    return "add it" if tag.name != "itunes:image" else "name a square picture with `art` in the show file"


def _element(element: etree._Element, tag: Tag, around: Around) -> Findings:
    text = (element.text or "").strip()
    relative = not around.base_url and tag.kind == "url"  # told once, by the self link that is missing
    if tag.kind != "empty" and not relative and (said := KINDS[tag.kind](text)):
        yield _line(element), "F04", f"{tag.name} is {text[:60]!r}", said
    if tag.limit and len(text.encode()) > tag.limit:
        yield _line(element), "F07", f"{tag.name} has {len(text.encode())} bytes", f"shorten it to {tag.limit}"
    for name in tag.attributes:
        if not (element.get(name) or "").strip():
            yield _line(element), "F05", f"{tag.name} has no {name}", "add it"
    addresses = [element.get(name) or "" for name in tag.urls] + ([text] if tag.kind == "url" else [])
    for address in filter(None, addresses):
        if not around.base_url and "://" not in address:
            continue
        if said := KINDS["url"](address):
            yield _line(element), "F06", f"{tag.name} leads to {address[:80]!r}", said
        elif tag.urls and not address.startswith(around.base_url):
            todo = f"put it below {around.base_url}, or set base_url right"
            yield _line(element), "F06", f"{tag.name} leads to {address[:80]!r}", todo
        elif tag.urls and not _name(address, around):  # what isn't beside the feed can't be checked
            yield _line(element), "F06", f"{tag.name} leads to {address[:80]!r}", "put the file beside the feed"


def _category(channel: etree._Element) -> Findings:
    from briefing.publishing.categories import CATEGORIES

    for element in channel.findall(qualified("itunes:category")):
        top = element.get("text") or ""
        below = [one.get("text") or "" for one in element.findall(qualified("itunes:category"))]
        if top not in CATEGORIES or any(name not in CATEGORIES[top] for name in below):
            what = f"the category {' > '.join([top, *below])!r} isn't one of Apple's"
            yield _line(element), "F04", what, 'write it in exact case, such as ["News", "Daily News"]'


def _declared(channel: etree._Element) -> Findings:
    purposes = {element.get("purpose") for element in channel.findall(qualified("podcast:txt"))}
    if "ai-content" not in purposes:
        yield _line(channel), "F21", "the feed doesn't say that its voices are synthetic", "build it again"


def _image(channel: etree._Element, around: Around) -> Findings:
    element = channel.find(qualified("itunes:image"))
    if element is not None and (name := _name(element.get("href") or "", around)):
        yield from ((_line(element), *rest) for rest in artwork(name, around.read))


def _name(address: str, around: Around) -> str:
    """Return the name of the file behind an address, "" for one that isn't beside the feed."""
    name = unquote(address.removeprefix(around.base_url))
    return (
        "" if not address.startswith(around.base_url) or "/" in name or "\\" in name or name.startswith(".") else name
    )


def _files(item: etree._Element, around: Around) -> Findings:
    """Yield what is wrong with an item's files."""
    enclosure = item.find("enclosure")
    duration = item.findtext(qualified("itunes:duration")) or ""
    told = float(duration) if duration.isascii() and duration.isdigit() else None
    if enclosure is not None and (name := _name(enclosure.get("url") or "", around)):
        found = sound(name, enclosure.get("length") or "", enclosure.get("type") or "", told, around)
        yield from ((_line(enclosure), *rest) for rest in found)
    for tag, kind, look in (
        ("podcast:transcript", "text/vtt", transcript),
        ("podcast:chapters", "application/json+chapters", chapters),
    ):
        for element in item.findall(qualified(tag)):
            if element.get("type") != kind:
                yield _line(element), "F12", f"{tag} has the type {element.get('type')!r}", f"write {kind}"
            if name := _name(element.get("url") or "", around):
                try:
                    data = around.read(name)
                except BriefingError as error:
                    yield _line(element), "F10", error.problems[0].what, "make the episode again, or remove it"
                    continue
                yield from ((_line(element), *rest) for rest in look(name, data, told))


def _twice(items: Sequence[etree._Element]) -> Findings:
    def guid(item: etree._Element) -> str:
        return (item.findtext("guid") or "").strip()

    def url(item: etree._Element) -> str:
        enclosure = item.find("enclosure")
        return (enclosure.get("url") or "") if enclosure is not None else ""

    for what, value in (("guid", guid), ("enclosure", url)):
        counted = Counter(filter(None, map(value, items)))
        for item in items:
            if counted[value(item)] > 1:
                yield _line(item), "F18", f"the {what} {value(item)!r} stands in several items", "each needs its own"


def _dates(
    items: Sequence[etree._Element], now: dt.datetime, max_age: dt.timedelta | None, channel: etree._Element
) -> Findings:
    """Yield what is wrong with the episodes' times: descending down the feed, none to come, the newest young enough."""
    dated = [(item, when) for item in items if (when := moment(item.findtext("pubDate") or ""))]
    for (item, when), (_, above) in zip(dated[1:], dated, strict=False):
        if when >= above:
            yield (
                _line(item),
                "F19",
                f"the episode of {when} stands below that of {above}",
                "newest first; build it again",
            )
    for item, when in dated:
        if when > now + FUTURE:
            yield _line(item), "F19", f"{when} is still to come", "set the clock, and take the episode out"
    newest = max((when for _, when in dated), default=None)
    if max_age is not None and (newest is None or now - newest > max_age):
        hours = f"{max_age.total_seconds() / 3600:g} h"
        what = f"the newest episode is of {newest}, longer ago than {hours}" if newest else "there is no episode"
        yield _line(channel), "F20", what, "see why `briefing daily` made none"
