"""What the W3C's feed validator finds in a podcast's feed beside what the table says, as rules of our own.

Source: the documentation of its messages (validator.w3.org/feed/docs) and the RSS profile (rssboard.org/rss-profile).
Each rule names its message there: UndefinedElement, UnexpectedAttribute, MisplacedItem, NotUTF8, InvalidContact,
InvalidHttpGUID, NotSufficientlyUnique, ImplausibleDate.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.publishing.beside import Findings
from briefing.publishing.kinds import KINDS, moment
from briefing.publishing.table import CHANNEL, ITEM, MOST_NAME, NESTED, Tag, qualified

if TYPE_CHECKING:
    from lxml import etree

EARLIEST = 1990
"""There were no feeds before."""

_RSS_CHANNEL = (
    "title link description language copyright managingEditor webMaster pubDate lastBuildDate category generator docs "
    "cloud ttl image rating textInput skipHours skipDays item"
)
_RSS_ITEM = "title link description author category comments enclosure guid pubDate source"

FEWEST_DIGITS = 9
"""A guid of fewer digits alone may well be somebody else's."""


def profile(channel: etree._Element, items: Sequence[etree._Element]) -> Findings:
    """Yield what the table's rules don't see, with the line of each."""
    if (encoding := channel.getroottree().docinfo.encoding or "UTF-8").upper() not in {"UTF-8", "UTF8"}:
        yield 1, "F22", f"the feed is in {encoding}", "write it in UTF-8"
    yield from _known(channel, _RSS_CHANNEL, CHANNEL)
    yield from _misplaced(channel)
    yield from _owner(channel)
    for item in items:
        yield from _known(item, _RSS_ITEM, ITEM)
        yield from _guid(item)
        when = moment(item.findtext("pubDate") or "")
        if when is not None and when.year < EARLIEST:
            yield item.sourceline or 1, "F19", f"{when} is before there were feeds", "set the clock, and make it again"


def _known(parent: etree._Element, names: str, table: Sequence[Tag]) -> Findings:
    """Yield elements that RSS doesn't have, and attributes that an element of the table doesn't have."""
    rss, tags = set(names.split()), {qualified(tag.name): tag for tag in table}
    for element in parent.iterchildren("*"):
        name, line = str(element.tag), element.sourceline or 1
        if "{" not in name and name not in rss:
            yield line, "F22", f"<{name}> is no element of RSS", "check its spelling, or take it out"
        if tag := tags.get(name):
            known = {*tag.attributes, *tag.may, "text"} if tag.name in NESTED else {*tag.attributes, *tag.may}
            for odd in [key for key in map(str, element.attrib) if "{" not in key and key not in known]:
                yield line, "F22", f"{tag.name} has no attribute {odd}", "take it out"


def _misplaced(channel: etree._Element) -> Findings:
    first = channel.find("item")
    after = first.itersiblings() if first is not None else ()
    for element in after:
        if isinstance(element.tag, str) and element.tag != "item":
            yield element.sourceline or 1, "F22", "what is said of the show stands below an episode", "put it above all"
            return


def _owner(channel: etree._Element) -> Findings:
    for owner in channel.findall(qualified("itunes:owner")):
        line = owner.sourceline or 1
        email = (owner.findtext(qualified("itunes:email")) or "").strip()
        if not EMAIL.fullmatch(email):
            yield line, "F04", f"itunes:email is {email[:60]!r}", "write an address such as desk@example.org"
        if len((owner.findtext(qualified("itunes:name")) or "").encode()) > MOST_NAME:
            yield line, "F07", "itunes:name is too long", f"shorten it to {MOST_NAME} bytes"


EMAIL = re.compile(r"[A-Za-z0-9_%+.'\-]+@([A-Za-z0-9\-]+\.)+[A-Za-z0-9][A-Za-z0-9\-]*", re.ASCII)
"""An address that the W3C's validator and Apple take."""


def _guid(item: etree._Element) -> Findings:
    for element in item.findall("guid"):
        text, line = (element.text or "").strip(), element.sourceline or 1
        link = element.get("isPermaLink", "true")
        if link not in {"true", "false"}:
            yield line, "F04", f"isPermaLink is {link!r}", "write true or false"
        elif link == "true" and KINDS["url"](text):
            yield line, "F04", f"the guid {text[:60]!r} isn't a page's address", 'write isPermaLink="false"'
        elif text.isdigit() and len(text) < FEWEST_DIGITS:
            yield line, "F04", f"the guid {text!r} may be another episode's, too", "write one that is nobody else's"
