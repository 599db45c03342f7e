"""What may stand in an element of the feed, by kind: each rule says what is right where a value is wrong."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping

from briefing.publishing.table import Kind

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = re.compile(r"(\w{3}), (\d{2}) (\w{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})", re.ASCII)


def moment(text: str) -> dt.datetime | None:
    """Return a date of RFC 2822 as feeds write it, None for anything else and for a wrong weekday."""
    match = _DATE.fullmatch(text.strip())
    if not match or match[3] not in _MONTHS:
        return None
    try:
        offset = dt.timedelta(hours=int(match[9]), minutes=int(match[10])) * (-1 if match[8] == "-" else 1)
        when = dt.datetime(
            int(match[4]),
            _MONTHS.index(match[3]) + 1,
            int(match[2]),
            int(match[5]),
            int(match[6]),
            int(match[7]),
            tzinfo=dt.timezone(offset),
        )
    except (ValueError, OverflowError):
        return None
    return when.astimezone(dt.UTC) if when.year > 1 and _DAYS[when.weekday()] == match[1] else None


def _matching(pattern: str, todo: str) -> Callable[[str], str]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda text: "" if compiled.fullmatch(text) else todo


TAGS = frozenset({"p", "br", "a", "b", "i", "em", "strong", "ul", "ol", "li"})
"""The tags that podcast apps show in a description (Apple, and the W3C's list of safe ones)."""

_TAG = re.compile(r"</?([a-zA-Z][^\s/>]*)\s*([^>]*)>?")
_LINK = re.compile(r"""href=(?:"(?:https?:|mailto:)[^"<>]*"|'(?:https?:|mailto:)[^'<>]*')\s*/?""", re.ASCII)
_LOST = re.compile("[\x80-\x9f\ufffd]")
"""What stands where a letter was lost (the W3C's BadCharacters)."""


def _plain(text: str) -> str:
    if not text:
        return "write something"
    if _TAG.search(text):
        return "write it without tags"
    return "write the letters that were lost" if _LOST.search(text) else ""


def _html(text: str) -> str:
    for tag in _TAG.finditer(text):
        name, rest = tag[1].lower(), tag[2].strip().removesuffix("/")
        if name not in TAGS or (rest and not (name == "a" and _LINK.fullmatch(rest))):
            return f"only {', '.join(sorted(TAGS))} are shown, and of links the address"
    return "write the letters that were lost" if _LOST.search(text) else ""


KINDS: Mapping[Kind, Callable[[str], str]] = {
    "text": _plain,
    "html": lambda text: _html(text) if text else "write something",
    "type": _matching("episodic|serial", "write episodic or serial"),
    "episode type": _matching("full|trailer|bonus", "write full, trailer or bonus"),
    "flag": _matching("true|false", "write true or false"),
    "yes or no": _matching("yes|no", "write yes or no"),
    "date": lambda text: "" if moment(text) else "write it as Mon, 04 May 2026 06:00:00 +0000, with the right weekday",
    "seconds": _matching("[1-9][0-9]{0,6}", "write whole seconds"),
    "url": _matching(
        r"https?://[a-zA-Z0-9.\-\[\]:]+(/[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]*)?", "write an absolute address in ASCII"
    ),
    "language": _matching("[a-z]{2,3}(-[a-zA-Z0-9]{2,8})*", "write a code such as en-gb"),
    "uuid": _matching("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "write a UUID"),
    "empty": lambda _: "",
}
"""By kind, what to do about a text, "" for one that is right."""
