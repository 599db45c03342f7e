"""In which encoding a page is: by its own bytes first, else by what the server or the page says of it."""

from __future__ import annotations

import codecs
import re

from briefing.reading.decoding import MARKS, decode, kind_of

HEAD = 8_192
"""A page says so within its first bytes."""

CLAIM = re.compile(
    rb"(?i)<meta\b[^<>]{0,400}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{2,40})"
    rb"|<\?xml\b[^<>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{2,40})"
)
"""How a page says so."""

KNOWN = re.compile(
    r"(?:iso-?8859|iso8859|latin|l[1-9]$|windows-|cp|x-cp|koi8|shift|sjis|ms_kanji|euc|gb|big5|mac|tis|us-ascii$|ascii$"
    r"|iso-?2022|ks_c|hz|johab|ptcp)"
)
"""What may be claimed; Python also knows codecs that no page is written in (rot13, unicode_escape)."""

WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "tis-620": "cp874",
}
"""What browsers read instead (https://encoding.spec.whatwg.org/#names-and-labels)."""

SPOILED = 100
"""A claim is believed when no more than one character in so many can't be read by it."""


def decode_page(data: bytes, source: str, claimed: str | None = None) -> tuple[str, str]:
    """Return a page's text, with newlines as LF, and the name of its encoding; ``claimed`` is what the server says.

    BadInputError when it isn't text, with what it seems to be. A page that is whole UTF-8 is that, whatever is claimed.
    """
    if kind_of(data) is None and not data.startswith(tuple(mark for mark, _ in MARKS)) and not _is_utf8(data):
        for label in (claimed, _claim(data)):
            text = _read(data, _codec(label))
            if text is not None:
                return text.replace("\r\n", "\n").replace("\r", "\n"), _codec(label) or ""
    return decode(data, source)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _claim(data: bytes) -> str | None:
    match = CLAIM.search(data[:HEAD])
    return (match[1] or match[2]).decode("ascii", "replace") if match else None


def _codec(label: str | None) -> str | None:
    """Return the codec for a label, None when it names none that a page is written in."""
    name = label.strip().lower() if label else ""
    if not KNOWN.match(name):
        return None
    try:
        found = codecs.lookup(name.removeprefix("x-")).name
    except (LookupError, ValueError):
        return None
    return WIDER.get(found, found)


def _read(data: bytes, codec: str | None) -> str | None:
    """Return the text in an encoding, None when it can't be the one."""
    if codec is None or data.count(0) * 5 > len(data):
        return None
    try:
        text = data.decode(codec, "replace")
    except (LookupError, ValueError, UnicodeError):
        return None
    return text if text.count("\ufffd") * SPOILED <= len(text) else None
