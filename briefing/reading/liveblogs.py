"""Live reports: entries below each other, each headed by the time it was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from briefing.language.dates import is_date_line, is_time_only, names_zone
from briefing.reading.paragraphs import Paragraph
from briefing.reading.rules import Hit

FEWEST = 3
"""So many entries make a live report."""

ENTRY = 15
"""An entry has so many words of prose on the average: teasers with a time have fewer."""

LONGEST_STAMP = 40
"""In code points."""


def is_stamp(paragraph: Paragraph) -> bool:
    """Tell a time of day in a line of its own."""
    text = paragraph.text
    return len(text) <= LONGEST_STAMP and any(map(str.isdigit, text)) and is_date_line(text) and is_time_only(text)


def softened(parts: Sequence[Paragraph], hits: Sequence[Hit | None]) -> list[Hit | None]:
    """Return the hits with the buttons between a live report's entries as asides, and the stamps with them.

    A stamp stays where nothing but the story is about it: so a chronicle heads its passages ("4:14 p.m.").
    """
    stamps = [at for at, part in enumerate(parts) if is_stamp(part)]
    entries = sum(
        sum(part.words for part in parts[one + 1 : two] if part.prose) >= ENTRY for one, two in pairwise(stamps)
    )
    found = list(hits)
    live = len(stamps) >= FEWEST and entries * 2 >= len(stamps) - 1
    span = range(stamps[0], _last(parts, hits, stamps[-1]) + 1) if live else range(0)
    buttons = any(hits[at] is not None for at in span)
    for at in span:
        if (hit := hits[at]) is not None and hit.force != "comments":
            found[at] = replace(hit, force="aside")
    for at in stamps:
        if names_zone(parts[at].text) or (at in span and buttons):
            found[at] = Hit("time stamp", "aside")
    return found


def _last(parts: Sequence[Paragraph], hits: Sequence[Hit | None], stamp: int) -> int:
    """Return the place of the last button right below the last stamp."""
    at = stamp
    while at + 1 < len(parts) and hits[at + 1] is not None and not parts[at + 1].prose:
        at += 1
    return at
