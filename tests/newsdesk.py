"""Small articles, casts and scripts for the tests."""

from __future__ import annotations

import datetime as dt
import hashlib

from briefing.values import Article, Cast, CastVoice, Span, Voice

DAY = dt.date(2026, 5, 4)

STORY = """Harbour bridge to close for a year

The harbour bridge will close for a year from June, the city council said on Monday.

“We have put this off for too long, and the steel will not wait,” the council's chief engineer, Maria Lindqvist, said.

Traders on the quay say that they were told nothing of it before the weekend.

“My shop lives on the people who walk over that bridge,” said Tom Okafor, a baker.

The work costs 12 million pounds and ends in May of next year.
"""


def article(text: str = STORY, source: str = "bridge.txt", **fields: object) -> Article:
    """Return an article whose paragraphs are the text's, the first of them the title."""
    body = []
    start = 0
    for paragraph in text.split("\n\n"):
        if stripped := paragraph.strip():
            begin = text.index(stripped, start)
            body.append(Span(begin, begin + len(stripped)))
            start = begin + len(stripped)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    values: dict[str, object] = {"title": body[0].of(text), "heading": body[0], "published": DAY} | fields
    return Article(source, sha256, text, tuple(body), **values)  # type: ignore[arg-type] # fields by name


def cast() -> Cast:
    """Return a cast of four for the tone engine and for pyttsx3."""
    genders = {"anchor": "f", "quote-1": "m", "quote-2": "f", "quote-3": "m"}
    return Cast(
        "test",
        tuple(
            CastVoice(
                name,
                "f" if gender == "f" else "m",
                (("tone", Voice(name, f"tone-{place}")), ("pyttsx3", Voice(name, "en-us", pitch=float(place)))),
            )
            for place, (name, gender) in enumerate(genders.items())
        ),
    )
