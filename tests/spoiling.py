"""Files spoiled by chance that can be repeated: pieces put in, left out, doubled, swapped, and files run together."""

from __future__ import annotations

import random
from collections.abc import Sequence

from strategies import SNIPPETS

MOST_BYTES = 20_000
"""Of a spoiled file: larger ones only take longer."""

MARKUP = (
    *("<p>", "</p>", "<div>", "</div>", "<br/>", "<h1>", "<title>", "<table><tr><td>", "<ul><li>", "<script>"),
    *('<script type="application/ld+json">', '{"@type":"NewsArticle","headline":"', '"}', "<!--", "-->", "<![CDATA["),
    *('<meta charset="utf-16">', '<meta name="author" content="', '">', "<time datetime=2024-03-05>", "<p hidden>"),
    *("<rss version='2.0'>", "<channel>", "<item>", "</item>", "<link>", "<pubDate>", "<guid>", "<enclosure "),
    *("<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "<content type='html'>", "<summary>", "<updated>"),
    *("<!DOCTYPE x [<!ENTITY a 'b'>]>", "&a;", "&#0;", "&#x110000;", "xml:base='http://['", "xmlns:a='b'", "a:"),
)
SETTINGS = (
    *("[podcast]\n", "[daily]\n", "[voices.anchor]\n", "[words]\n", "[people]\n", "[[daily]]\n", "\nx = ", "\n"),
    *("true", "false", "0", "-1", "1e999", "nan", "inf", "-inf", "9" * 30, "1979-05-27", "07:32:00", '""', "''"),
    *("[]", "{}", "[1, 2]", '["a", ""]', "{ a = 1 }", '"""', "'''", '"\\uD800"', '"\\u0000"', "a.b.c = 1\n", "=", "#"),
)
DATA = (
    *("null", "true", "-0", "1e400", "NaN", "Infinity", "[]", "{}", '""', '"\\ud800"', ":", ",", "9" * 400, "1E-400"),
    *('"edition"', '"files"', '"pubDate"', '"revision"', "0001-01-01", "9999-12-31T23:59:59-23:59", "2026-W01-1"),
)
NUMBERS = ("00:00:00.000 --> 00:00:01.000", "99:99:99.999", "bytes=0-", "-1", "=", "0-0,", "range:", "if-range:", "\n")
NESTED = ("[" * 3000, "{" * 3000, "(" * 3000, "<b>" * 1500, '{"a":' * 2000, "> " * 1500, "a." * 2000, "“" * 1500)
BYTES = (b"\x00", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\x93", b"\x94", b"\xc3", b"\x1b$B", b"\r")

PIECES: tuple[bytes, ...] = (
    *(piece.encode("utf-8", "surrogatepass") for piece in (*SNIPPETS, *MARKUP, *SETTINGS, *DATA, *NUMBERS)),
    *BYTES,
)
"""What means something in one kind of file or another."""

DEEP = tuple(piece.encode() for piece in NESTED)


def spoiled(cases: Sequence[bytes], chance: random.Random) -> bytes:
    """Return one of the cases with up to sixty changes made to it; now and then nothing but pieces."""
    if chance.random() < 0.05:
        return b"".join(chance.choices(PIECES, k=chance.randint(1, 60)))
    data = chance.choice(cases)[:MOST_BYTES]
    for _ in range(chance.choice((1, 1, 2, 5, 20, 60))):
        data = _changed(data, cases, chance)
    return data[:MOST_BYTES]


def _changed(data: bytes, cases: Sequence[bytes], chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    end = min(len(data), at + chance.choice((0, 1, 5, 40)))
    kind = chance.random()
    if kind < 0.5:
        return data[:at] + chance.choice(PIECES) + data[end if chance.random() < 0.5 else at :]
    if kind < 0.7:
        return data[:at] + data[at:end] * chance.choice((0, 0, 2)) + data[end:]
    if kind < 0.8:
        return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
    if kind < 0.9:
        start = chance.randint(0, len(data))
        return data[:at] + data[start : start + chance.randint(1, 60)] + data[at:]
    if kind < 0.98:
        other = chance.choice(cases)
        return data[:at] + other[chance.randint(0, len(other)) :]
    return data[:at] + chance.choice(DEEP) + data[at:]
