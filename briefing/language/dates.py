"""Dates as sources state them: British, American and ISO order, in the languages that the house knows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container
from functools import cache

from briefing.language.lexicons import rows, words

MONTH_LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "nl")
"""The languages whose months are known; ``data/months_*.txt``."""

LONGEST = 200
"""A line longer than this isn't a date line; so many code points of a text are searched for a date."""

YEARS = range(1900, 2100)
MONTHS = 12

NUMERIC = r"(?<![\d./-])(\d{1,4})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d|[./-]\d)"
DAY_FIRST = (
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?\s+(?:of\s+|de\s+)?([^\W\d_]{3,10})\.?,?\s+(?:de\s+|del\s+)?"
    r"(\d{4})(?!\d{2})"
)
MONTH_FIRST = r"(?<![^\W\d_])([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d{2})"
RUN = r"[^\W\d_]+|\d+"
ZONE = (
    r"(\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?|\d{1,2}\s?[AaPp]\.?[Mm]\.?)[\s(]+[A-Z]{2,5}\b"
    r"|\b[A-Z]{2,5}\s(?=\d{1,2}[:.]\d\d\b)"
)
"""A time zone, known or not, is a few capitals beside a time of day (which group 1 holds when it comes first)."""


@cache
def months() -> dict[str, int]:
    """Return the number of the month for each of its names and short forms, in small letters."""
    return {
        name: number
        for code in reversed(MONTH_LANGUAGES)
        for number, row in enumerate(rows(f"months_{code}"), 1)
        for name in row.split()
    }


def date_in(text: str, language: str = "en") -> dt.date | None:
    """Return the first full date (day, month, year) in a line, or None.

    ``05/06/2021`` is read only where the order is sure: not in English, where it may be May or June.
    """
    line = text[:LONGEST]
    found = [
        (match.start(), day)
        for pattern, parse in ((DAY_FIRST, _day_first), (MONTH_FIRST, _month_first))
        for match in re.finditer(pattern, line)
        if (day := parse(match))
    ]
    found += [
        (match.start(), day)
        for match in re.finditer(NUMERIC, line)
        if (day := _numeric(match, american=language == "en"))
    ]
    return min(found)[1] if found else None


def is_date_line(text: str, also: Container[str] = ()) -> bool:
    """Tell whether a line holds nothing but a date or a time ("Updated 5 March 2021, 10:31 GMT", "3h ago").

    ``also`` are other words that it may hold, in small letters.
    """
    if len(text) > LONGEST or not any(map(str.isdigit, text)):
        return False
    known, named = words("timestamp_words"), months()
    tokens = re.findall(RUN, re.sub(ZONE, r"\1 ", text).lower())
    return all(token.isdigit() or token in known or token in named or token in also for token in tokens)


def is_time_only(text: str) -> bool:
    """Tell whether a date line is a time of day, as it heads the entries of a live report ("4:14 p.m.")."""
    tokens = re.findall(RUN, re.sub(ZONE, r"\1 ", text).lower())
    others = months().keys() | {"ago", "read", "reading"}
    return len(tokens) <= len(("10", "30", "p", "m", "gmt")) and not any(
        token in others or len(token) > len("pacific") or (token.isdigit() and len(token) > len("59"))
        for token in tokens
    )


def names_zone(text: str) -> bool:
    """Tell whether a time of day in the line stands with its zone, as no writer sets it at the head of a passage."""
    return re.search(ZONE, text) is not None


def _date(year: str, month: int, day: str) -> dt.date | None:
    whole = int(year) + (2000 if len(year) == len("21") else 0)
    if whole not in YEARS:
        return None
    try:
        return dt.date(whole, month, int(day))
    except ValueError:
        return None


def _day_first(match: re.Match[str]) -> dt.date | None:
    day, name, year = match.groups()
    month = months().get(name.lower())
    return _date(year, month, day) if month else None


def _month_first(match: re.Match[str]) -> dt.date | None:
    name, day, year = match.groups()
    month = months().get(name.lower())
    return _date(year, month, day) if month else None


def _numeric(match: re.Match[str], *, american: bool) -> dt.date | None:
    first, mark, second, third = match.groups()
    if len(first) == len("2021"):
        return _date(first, int(second), third) if len(third) <= len("31") else None
    if len(first) > len("31") or not int(second) > 0:
        return None
    if int(first) > MONTHS:
        return _date(third, int(second), first)
    if int(second) > MONTHS:
        return _date(third, int(first), second)
    if mark == "." or first == second or not american:
        return _date(third, int(second), first)
    return None
