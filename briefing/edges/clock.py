"""The clock: what day it is, and how long something took."""

from __future__ import annotations

import datetime as dt
import time


def today(zone: str) -> dt.date:
    """Return the day in an IANA time zone."""
    from zoneinfo import ZoneInfo

    return dt.datetime.now(ZoneInfo(zone)).date()


def seconds() -> float:
    """Return a count of seconds that only goes forward."""
    return time.monotonic()
