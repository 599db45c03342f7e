"""A person's surname: what a newsreader says at second mention (S14)."""

from __future__ import annotations

import re

from briefing.language.lexicons import words
from briefing.language.people import is_full_name


def surname(name: str) -> str:
    """Return a name's last part with its particles ("van der Berg"); the whole name where that can't be told."""
    parts = name.split()
    while len(parts) > 1 and parts[-1].lower().rstrip(",") in words("name_suffixes"):
        parts.pop()
    if len(parts) < len(("first", "last")) or parts[0].lower() in words("surname_first"):
        return name
    start = len(parts) - 1
    while start > 1 and parts[start - 1].lower() in words("surname_particles"):
        start -= 1
    return " ".join(parts[start:]).rstrip(",")


def together(name: str) -> str:
    """Return the surnames of persons who speak together: "Lee and Roe" for "Ann Lee and Bob Roe"; else ""."""
    parts = re.split(r"(, | and )", name)
    people = [part.split() for part in parts[::2]]
    if len(people) < len(("Lee", "Roe")) or not all(map(is_full_name, people)):
        return ""
    return "".join(surname(part) if place % 2 == 0 else part for place, part in enumerate(parts))
