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


def now() -> dt.datetime:
    """Return the time in UTC, to the second: no feed counts finer."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def wait(pause: float) -> None:
    """Wait so many seconds."""
    time.sleep(pause)
