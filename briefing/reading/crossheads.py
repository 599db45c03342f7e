"""Headings within a story that read like a page's furniture ("Comments", "Latest", "Share")."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.reading.paragraphs import Paragraph
from briefing.reading.rules import Hit

MOST_HITS = 2
"""A text with more furniture than this is a page."""

LONGEST = 2
"""A crosshead that could be taken for furniture has no more words."""

PROSE = 12
"""What stands below a crosshead is prose of so many words."""


def cleared(parts: Sequence[Paragraph], hits: Sequence[Hit | None]) -> list[Hit | None]:
    """Return the hits without the crossheads of a text that shows no other sign of a page around it."""
    strong = [at for at, hit in enumerate(hits) if hit is not None and hit.force != "aside"]
    if len(strong) > MOST_HITS or not all(_is_crosshead(parts, hits, at) for at in strong):
        return list(hits)
    return [None if at in strong else hit for at, hit in enumerate(hits)]


def _is_crosshead(parts: Sequence[Paragraph], hits: Sequence[Hit | None], at: int) -> bool:
    """Tell a word or two between paragraphs of prose; below what may head the readers' letters two must follow."""
    if not 0 < at < len(parts) - 1 or parts[at].words > LONGEST or parts[at].ended or parts[at].listed:
        return False
    hit, above, below = hits[at], parts[at - 1], parts[at + 1]
    plain = hit is not None and hit.rule == "phrase" and hits[at - 1] is None and hits[at + 1] is None
    more = hit is None or hit.force != "comments" or (at + 2 < len(parts) and _is_told(parts[at + 2]))
    return plain and more and above.prose and _is_told(below) and parts[at].gap == above.gap


def _is_told(paragraph: Paragraph) -> bool:
    return paragraph.prose and paragraph.words >= PROSE
