"""Live reports: entries below each other, each headed by the time it was written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from briefing.language.dates import is_date_line, names_zone
from briefing.reading.paragraphs import Paragraph
from briefing.reading.rules import Hit

FEWEST = 3
"""So many entries make a live report."""

ENTRY = 15
"""An entry has so many words of prose on the average: teasers with a time have fewer."""

LONGEST_STAMP = 40
"""In code points."""

SUMMARY = 200
"""No more words of prose stand above the first entry: below a whole story there are teasers with a time."""

TIME = r"\d{1,2}[:.]\d\d(?!\d)|\d\s?[ap]\.?m\b|\bago$"
HEADED = r"\d{1,2}[:.]\d\d(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s[A-Z]{2,5})?\s*(?:[-–—:|•]\s*)?[^\W\d]"


def is_stamp(paragraph: Paragraph) -> bool:
    """Tell a line with nothing but the time at which an entry was written."""
    text = paragraph.text
    digits = len(text) <= LONGEST_STAMP and any(map(str.isdigit, text))
    return digits and re.search(TIME, paragraph.key) is not None and is_date_line(text)


def _heads_entry(paragraph: Paragraph) -> bool:
    """Tell a time with an entry's heading behind it ("17:51 - Army sends engineers")."""
    return not paragraph.ended and paragraph.text[0].isdigit() and re.match(HEADED, paragraph.text) is not None


def softened(parts: Sequence[Paragraph], hits: Sequence[Hit | None]) -> list[Hit | None]:
    """Return the hits with the buttons between a live report's entries as asides, and the stamps with them.

    A stamp stays where nothing but the story is about it: so a chronicle heads its passages ("4:14 p.m.").
    """
    stamps = [at for at, part in enumerate(parts) if is_stamp(part)]
    span = _entries(parts, hits, sorted({*stamps, *(at for at, part in enumerate(parts) if _heads_entry(part))}))
    found = list(hits)
    bare = frozenset(stamps)
    buttons = any(hits[at] is not None and at not in bare for at in span)
    for at in span:
        if (hit := hits[at]) is not None and hit.force != "comments":
            found[at] = hit._replace(force="aside")
    for at in stamps:
        if found[at] is None and (names_zone(parts[at].text) or (at in span and buttons)):
            found[at] = Hit("time stamp", "aside")
    return found


def _entries(parts: Sequence[Paragraph], hits: Sequence[Hit | None], heads: Sequence[int]) -> range:
    """Return the places from the first entry's head to the last one's, an empty range where there is no live report."""
    if len(heads) < FEWEST or sum(part.words for part in parts[: heads[0]] if part.prose) > SUMMARY:
        return range(0)
    entries = sum(
        sum(part.words for part in parts[one + 1 : two] if part.prose) >= ENTRY for one, two in pairwise(heads)
    )
    return range(heads[0], _last(parts, hits, heads[-1]) + 1) if entries * 2 >= len(heads) - 1 else range(0)


def _last(parts: Sequence[Paragraph], hits: Sequence[Hit | None], stamp: int) -> int:
    """Return the place of the last button right below the last stamp."""
    at = stamp
    while at + 1 < len(parts) and hits[at + 1] is not None and not parts[at + 1].prose:
        at += 1
    return at
