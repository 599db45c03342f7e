"""Numbers rounded and days named, where that can't mislead (S07, S21)."""

from __future__ import annotations

import datetime as dt
import re

from briefing.writing.days import DAYS
from briefing.writing.turning.page import Page, ending

_NUMBER = r"(?<![\w,.$£€-])([$£€]?)(\d{1,3}(?:,\d{3})+)(?![\w,-]|\.\d)"
SIGNIFICANT = 5
"""A number with fewer significant figures is left as it is."""
_MONEY_FROM = 100_000
_ALREADY = frozenset(("about", "around", "roughly", "approximately", "nearly", "almost", "some"))
_BOUNDS = frozenset(
    ("than", "over", "under", "least", "most", "exactly", "precisely", "to", "between", "and", "from",
     "the", "his", "her", "its", "their", "these", "those", "no", "number", "a", "section", "only",
     "all", "as", "was", "were", "is", "or", "above", "below", "past", "beyond", "record", "just", "another", "minus",
     "plus")
)  # fmt: skip

_SHARE = r"%|\bper ?cent\b|\dpc\b|\bpercentage\b"

_DAY = (
    r"(?i)\b(?:(yesterday|tomorrow)(?: (morning|afternoon|evening))?|(last night|tonight)|"
    r"this (morning|afternoon|evening)|"
    r"(?:earlier |later )?(today))\b(?!['’-])"
)
_PARTS = ("yesterday", "today", "tomorrow", "night", "this ")
_WITHOUT_ON = frozenset(("since", "until", "till", "from", "by", "of", "for", "before", "after", "than"))
_EVENTS = r"\b(?:said|announced|reported|will|was|were|told|published|released|revealed|confirmed)\b"


def rounded(sentence: str, _page: Page) -> list[str] | None:
    """Round "239,812 votes" to "about 240,000 votes"; the exact number stays in the source that is cited (S07)."""
    if not any(part[:1].isdigit() for part in sentence.split(",")[1:]):
        return None
    found = list(re.finditer(_NUMBER, sentence))
    if len(found) != 1 or re.search(_SHARE, sentence):  # two of them are there to be compared
        return None
    match = found[0]
    digits = match[2].replace(",", "")
    before = sentence[: match.start()].split()
    last = ending(before[-1]).lower() if before else ""
    if len(digits.rstrip("0")) < SIGNIFICANT or last in _BOUNDS or last.isdigit():
        return None
    if (match[1] and int(digits) < _MONEY_FROM) or any(
        char.isdigit() for char in sentence[match.end() : match.end() + 6]
    ):
        return None
    power = 10 ** (len(digits) - 2)
    about = f"{match[1]}{round(int(digits) / power) * power:,}"
    about = about if last in _ALREADY else f"{'about' if before else 'About'} {about}"
    return [sentence[: match.start()] + about + sentence[match.end() :]]


def days_named(sentence: str, page: Page) -> list[str] | None:
    """Give "yesterday" its day's name, where the article's own date is known (S21)."""
    date = page.known.published
    if date is None or not any(part in sentence.lower() for part in _PARTS):
        return None
    text = re.sub(_DAY, lambda match: _day(match, sentence, date), sentence)
    return [text] if text != sentence else None


def _day(match: re.Match[str], sentence: str, date: dt.date) -> str:
    shift, part = 0, match[2] or match[4] or ""
    word = (match[1] or match[3] or match[5] or "").lower()
    if word == "yesterday":
        shift = -1
    elif word == "tomorrow":
        shift = 1
    elif word == "last night":
        shift, part = -1, "night"
    elif word == "tonight":
        part = "night"
    elif word == "today" and not re.search(_EVENTS, sentence[max(0, match.start() - 40) : match.end() + 40]):
        return match[0]
    name = DAYS[(date + dt.timedelta(days=shift)).weekday()]
    if sentence[match.end() : match.end() + 20].split()[:1] and _is_named(sentence, match, name):
        return match[0]
    before = sentence[: match.start()].split()
    last = ending(before[-1]).lower() if before else ""
    on = "" if last in _WITHOUT_ON else "on "
    said = f"{on}{name}{f' {part}' if part else ''}"
    return said if before and not before[-1].endswith((".", "!", "?")) else said[0].upper() + said[1:]


def _is_named(sentence: str, match: re.Match[str], name: str) -> bool:
    """Tell whether the sentence says the day itself ("today, Tuesday")."""
    return any(day in sentence[max(0, match.start() - 24) : match.end() + 24] for day in (name, *DAYS))
