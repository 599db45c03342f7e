"""Days as a newsreader says them (S10)."""

from __future__ import annotations

import datetime as dt

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
TEENS = (11, 12, 13)


def ordinal(number: int) -> str:
    """Return a number from 1 to 31 with its English ending: 1st, 2nd, 13th, 28th."""
    ending = "th" if number in TEENS else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def day(date: dt.date, language: str) -> str:
    """Return a date for the sign-on: "Tuesday, the 28th of December", in American English "Tuesday, December 28th"."""
    weekday, month, number = DAYS[date.weekday()], MONTHS[date.month - 1], ordinal(date.day)
    return f"{weekday}, {month} {number}" if language == "en-US" else f"{weekday}, the {number} of {month}"
