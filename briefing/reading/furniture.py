"""Where the story stands on the page: the stretch with the most prose, and what within it is furniture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from briefing.language.lexicons import words
from briefing.reading import crossheads, endnotes, liveblogs, masthead, rules
from briefing.reading.headlines import Page
from briefing.reading.paragraphs import Paragraph, paragraphs
from briefing.reading.rules import Hit
from briefing.values import Span

PROSE = 8
"""A paragraph of at least so many words can't belong to a section of links."""

EVIDENCE = 2
"""So many hits around the story say that there is a page around it."""

SECTION = 30
"""A section of links within the story has no more lines than this."""

ENOUGH = 20
"""After so many words of prose in a stretch a section of the page may be the end of the story."""

STORY = 100
"""So many words of prose, wherever they stand, may have been the story: less may be a notice above it."""

WORDS_COUNTED = 50
"""A long paragraph counts no more than this, so that one wall of text doesn't outweigh a story."""

NEAR = 8
"""A list that belongs to a story is headed no more lines below its last sentence."""

TEASER = 20
"""A line without a full stop is prose, and no headline, from so many words on."""

WEIGHTS = {"aside": 0.0, "line": -10.0, "opens": -25.0, "comments": -40.0}
"""What a hit says against a stretch of the page being the story, in words of prose."""


class Story(NamedTuple):
    """Which paragraphs are the story's (their places, in order) and by which rule each of the others was dropped.

    ``first`` is where the prose begins; ``told`` are those dropped for what they say, not for where they stand.
    """

    kept: tuple[int, ...]
    dropped: tuple[tuple[int, str], ...]
    first: int
    told: frozenset[int]


def weight(paragraph: Paragraph, hit: Hit | None) -> float:
    """Return how much a paragraph says for (+) or against (-) standing in the story, in words of prose."""
    words = float(min(paragraph.words, WORDS_COUNTED))
    if hit is not None:
        return WEIGHTS[hit.force]
    if paragraph.prose:
        return max(words - 4, 1)
    if paragraph.heading:
        return 0
    if paragraph.ended:
        return words / 2 if words >= PROSE else -2
    return words - 15 if words >= TEASER else -9


def find(parts: tuple[Paragraph, ...], *, marked: bool = False) -> Story:
    """Tell the story from the page around it.

    ``marked`` says that the source marks its structure (Markdown): then only named rules drop anything.
    """
    hits = liveblogs.softened(parts, crossheads.cleared(parts, [rules.hit(parts, at) for at in range(len(parts))]))
    first, last = _stretch(parts, hits)
    first = _reach(parts, hits, first)
    reasons = {at: hit.rule for at, hit in enumerate(hits) if hit is not None}
    told = frozenset(reasons)
    if not marked and _is_page(hits[:first], hits[last:]):
        reasons = dict.fromkeys(range(first), "before the story") | reasons
    _tail(parts, hits, reasons, last, marked=marked)
    _sections(parts, hits, reasons, last)
    kept = tuple(at for at in range(len(parts)) if at not in reasons)
    return Story(kept, tuple(sorted(reasons.items())), first, told)


def dropped(text: str) -> tuple[tuple[Span, str], ...]:
    """Return what isn't the story's in a plain text: each paragraph's range and the rule that dropped it, in order."""
    parts = paragraphs(text)
    story = find(parts)
    head = masthead.masthead(Page(text, parts, story.kept, story.first, story.told))
    notes = endnotes.notes(parts, story.kept, head.byline)
    reasons = dict.fromkeys(notes, "note") | dict.fromkeys(head.taken, "byline or date") | dict(story.dropped)
    return tuple((parts[at].span, rule) for at, rule in sorted(reasons.items()) if at != head.place)


def _is_page(above: Sequence[Hit | None], below: Sequence[Hit | None]) -> bool:
    """Tell whether there is a page around the story, by what stands above it and, if anything does, below."""
    strong = sum(hit is not None and hit.force != "aside" for hit in above)
    return strong > 0 and strong + sum(hit is not None and hit.force != "aside" for hit in below) >= EVIDENCE


def _reach(paragraphs: Sequence[Paragraph], hits: Sequence[Hit | None], first: int) -> int:
    """Reach back over a list or table to the prose before it, as long as nothing of the page stands between."""
    reached = first
    for at in range(first - 1, max(first - SECTION, 0) - 1, -1):
        if hits[at] is not None:
            break
        if paragraphs[at].prose and paragraphs[at].words > 2 * PROSE:
            reached = at
    return reached


def _stretch(paragraphs: Sequence[Paragraph], hits: Sequence[Hit | None]) -> tuple[int, int]:
    """Return the stretch with the greatest sum of weights: its first place and the one after its last."""
    best, span = 0.0, (0, len(paragraphs))
    total, start, share = 0.0, 0, 1.0
    for at, (paragraph, hit) in enumerate(zip(paragraphs, hits, strict=True)):
        value = weight(paragraph, hit)
        if hit is not None and (
            total > ENOUGH or best > STORY
        ):  # readers' letters are prose as well, and so are teasers
            share *= {"comments": 0.1, "opens": 0.6}.get(hit.force, 1)
        total += value * share if value > 0 else value
        if total <= 0:
            total, start = 0.0, at + 1
        elif total > best:
            best, span = total, (start, at + 1)
    return span


def _tail(
    paragraphs: Sequence[Paragraph], hits: Sequence[Hit | None], reasons: dict[int, str], last: int, *, marked: bool
) -> None:
    """Drop what follows the story, from the first thing that can't be the story's."""
    last = last if marked else _with_lists(paragraphs, hits, last)
    ends = {"opens", "comments"} if marked else {"line", "opens", "comments"}
    size = len(paragraphs)
    cut = next((at for at in range(last, size) if (hit := hits[at]) is not None and hit.force in ends), size)
    if cut == size:
        return
    for at in range(cut if marked else _end(paragraphs, last, cut), size):
        reasons.setdefault(at, "after the story")


def _end(paragraphs: Sequence[Paragraph], last: int, cut: int) -> int:
    """Return where the story ends between its last long prose and the first furniture: after a sentence or a list."""
    end = last
    listing = last
    while listing < cut and (paragraphs[listing].listed or (listing == last and not paragraphs[listing].ended)):
        listing += 1
    if listing > last + 2 and paragraphs[listing - 1].listed:
        end = listing
    for at in range(last, cut):
        if paragraphs[at].prose and not rules.is_author_note(paragraphs[at]):
            end = at + 1
    return end


def _with_lists(paragraphs: Sequence[Paragraph], hits: Sequence[Hit | None], last: int) -> int:
    """Return where the story ends with the lists that belong to it: "Ingredients", "Results"."""
    at = last
    while at < min(last + NEAR, len(paragraphs)):
        hit = hits[at]
        if hit is not None and hit.force in {"opens", "comments"}:
            break
        end = _listed(paragraphs, at + 1, len(paragraphs)) if paragraphs[at].key in words("list_headings") else 0
        last = max(last, end)
        at = max(at + 1, end)
    return last


def _listed(paragraphs: Sequence[Paragraph], start: int, cut: int) -> int:
    """Return where the list below a heading ends, 0 when there is none."""
    end = start
    while end < cut and (paragraphs[end].listed or paragraphs[end].text[0].isdigit()):
        end += 1
    return end if end > start + 1 else 0


def _sections(paragraphs: Sequence[Paragraph], hits: Sequence[Hit | None], reasons: dict[int, str], last: int) -> None:
    """Drop the links below a heading such as "Related stories" within the story."""
    left = 0
    for at in range(last):
        hit = hits[at]
        if hit is not None and hit.force in {"opens", "comments"}:
            left = SECTION
        elif left and not (paragraphs[at].prose and paragraphs[at].words >= PROSE) and not paragraphs[at].heading:
            reasons.setdefault(at, "section of links")
            left -= 1
        else:
            left = 0
