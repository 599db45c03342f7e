"""Which part of a file a request asks for, and whether its sender has it already (RFC 9110). Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import formatdate, parsedate_to_datetime
from typing import Literal, NamedTuple

_SPEC = re.compile(r"(\d{0,19})-(\d{0,19})", re.ASCII)

MOST_PARTS = 20
"""A request for more ranges gets the whole file."""


class Version(NamedTuple):
    """What tells one version of a file from another."""

    etag: str
    modified: str


class Part(NamedTuple):
    """What to send: the status, and the range of the file, half-open."""

    status: Literal[200, 206, 304, 412, 416]
    start: int
    end: int


def version(size: int, changed: int) -> Version:
    """Return the version of a file of that size, changed then (ns since 1970)."""
    return Version(f'"{size:x}-{changed:x}"', formatdate(changed // 1_000_000_000, usegmt=True))


def part(headers: Mapping[str, str], size: int, current: Version) -> Part:
    """Return what a GET or HEAD with these headers (names in small letters) gets of a file."""
    match = headers.get("if-match")
    if match is not None and match.strip() != "*" and current.etag not in _tags(match):
        return Part(412, 0, 0)
    if _has_it(headers, current):
        return Part(304, 0, 0)
    wanted = headers.get("range")
    if wanted is None or not _same_version(headers.get("if-range"), current):
        return Part(200, 0, size)
    return _ranged(wanted, size)


def _has_it(headers: Mapping[str, str], current: Version) -> bool:
    none = headers.get("if-none-match")
    if none is not None:
        return none.strip() == "*" or current.etag in _tags(none.replace("W/", ""))
    since = headers.get("if-modified-since")
    if since is None:
        return False
    try:
        return parsedate_to_datetime(since) >= parsedate_to_datetime(current.modified)
    except (ValueError, TypeError, OverflowError):
        return False


def _tags(text: str) -> list[str]:
    return [tag.strip() for tag in text.split(",")]


def _same_version(condition: str | None, current: Version) -> bool:
    return condition is None or condition.strip() in {current.etag, current.modified}


def _ranged(wanted: str, size: int) -> Part:
    """Return the one range that is asked for; several of them, or what can't be read, get the whole file."""
    unit, _, text = wanted.partition("=")
    specs = [spec.strip() for spec in text.split(",", MOST_PARTS) if spec.strip()]
    if unit.strip().lower() != "bytes" or len(specs) != 1:
        return Part(200, 0, size)
    found = _SPEC.fullmatch(specs[0])
    first, last = (found[1], found[2]) if found else ("", "")
    if (not first and not last) or (first and last and int(first) > int(last)):
        return Part(200, 0, size)
    if not first:
        start, end = max(size - int(last), 0), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
    return Part(206, start, end) if start < end else Part(416, 0, 0)
