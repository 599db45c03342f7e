"""Options as a person types them, turned into values; each mistake is one line that says what to type."""

from __future__ import annotations

import datetime as dt
import re

from briefing.errors import Problem, UsageError

LANGUAGES = ("en-GB", "en-US")
FORMATS = ("txt", "md", "html")
ORDERS = ("given", "newest", "longest")
"""How the stories of a programme can be put in order; the first is the usual one."""

TARGETS = ("podcast", "apple", "spotify", "alexa", "aes")
"""The platforms that a programme can be mastered for, as ``mastering.targets`` has them; the first is the usual one."""

SLOWEST, FASTEST = 80, 400
"""Words a minute that can still be understood."""

SHORTEST_S, LONGEST_S = 20, 6 * 3600
"""Lengths that a programme can be asked for, in seconds."""


def length(text: str | None) -> int | str | None:
    """Return a length in seconds from "90s", "2m" or "1m30s", or "full" (UsageError otherwise)."""
    if text is None or text == "full":
        return text
    match = re.fullmatch(r"(?:(\d{1,4})m)?(?:(\d{1,5})s)?", text)
    seconds = int(match[1] or 0) * 60 + int(match[2] or 0) if match else 0
    if not SHORTEST_S <= seconds <= LONGEST_S:
        todo = "give 90s, 2m, 1m30s or full (20s at least, 360m at most)"
        raise UsageError(Problem("", f"--length {text} isn't a length", todo))
    return seconds


def date(text: str | None) -> dt.date | None:
    """Return a date from its ISO form (UsageError otherwise)."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(Problem("", f"--date {text} isn't a date", "give it as 2021-12-28")) from error


def one_of(option: str, text: str | None, known: tuple[str, ...]) -> str | None:
    """Return the text when it's among the known ones or None (UsageError otherwise)."""
    if text is not None and text not in known:
        raise UsageError(Problem("", f"{option} {text} isn't known", f"give {' or '.join(known)}"))
    return text


def rate(number: int | None) -> int | None:
    """Return a rate in words a minute (UsageError when nobody could follow it)."""
    if number is not None and not SLOWEST <= number <= FASTEST:
        todo = f"give words a minute from {SLOWEST} to {FASTEST}"
        raise UsageError(Problem("", f"--rate {number} can't be understood", todo))
    return number
