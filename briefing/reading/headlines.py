"""The headline: which line above a story is its title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from briefing.language.dates import is_date_line
from briefing.language.lexicons import words
from briefing.reading.bylines import byline_names
from briefing.reading.paragraphs import Paragraph
from briefing.values import Span

REACH = 60
"""The title stands no more paragraphs above the story than this."""

NEAR = 12
"""From so many paragraphs above the story on, each further one speaks against a title."""

LONGEST_TITLE = 32
USUAL_TITLE = range(4, 23)
"""In words."""

OPENING = 4_000
"""So many code points of the story tell which headline is the story's."""

TELLING = 5
"""A headline has about so many words of four letters or more; the share of fewer says less."""

SHARED = 0.2
"""A headline shares this much of its words with the story's beginning."""

CLOSE = 6
"""The first paragraph of a text is its headline if the story begins no further down than this."""

HEADED = 5
BELOW = 2
STANDFIRST = 2.4
"""A much longer line so near below one of at least so many words must look that much more like a headline."""

STEM = 6
"""Words with the same first letters are taken for the same."""

WORD = r"[^\W_]{4,}"
ENTRY = r"\d{1,2}(?::\d\d|\.\d\d\s?(?:[ap]m|[A-Z]{3,4})\b)"
"""16:55 Man rescued from river: an entry of a live report, which no story is called."""
SITE_MARKS = frozenset("|»-–—")
SITE = r"\s(?:[|»]|[-–—])\s+([^|»–—]{2,40})$"


class Page(NamedTuple):
    """What is known before the masthead is read.

    ``story`` are the places of the paragraphs that were kept, ``first`` is where the prose begins, ``dropped`` are the
    places that a rule for furniture took.
    """

    text: str
    paragraphs: Sequence[Paragraph]
    story: Sequence[int]
    first: int
    dropped: frozenset[int]
    language: str = "en"


def is_section(paragraph: Paragraph, *also: str) -> bool:
    """Tell the name of a section or a site ("World news", "The Herald"); ``also`` are other lists to look in."""
    known = words("section_words").union(words("site_words"), *map(words, also))
    return 0 < len(paragraph.key) < OPENING and all(word in known for word in paragraph.key.split())


def title_place(page: Page) -> int | None:
    """Return the place of the headline: the line above the story that says most of what its beginning says."""
    marked = next((at for at in page.story[:CLOSE] if page.paragraphs[at].heading), None)
    if marked is not None:
        return marked
    opening = _opening(page)
    last = min(page.first + 1, len(page.paragraphs))
    keys = Counter(page.paragraphs[at].key for at in range(last))
    best, chosen = 0.0, None
    for at in range(max(0, page.first - REACH), last):
        if at in page.dropped or not _may_head(page.paragraphs, at, page.first):
            continue
        score = _score(page, at, opening) + 0.5 * (keys[page.paragraphs[at].key] > 1)
        above = page.paragraphs[chosen].key if chosen is not None else ""
        trail = above.endswith(page.paragraphs[at].key) and score > 0  # "Home > News > Headline" above the headline
        if trail or score > best + _lead_of(page, chosen, at):
            best, chosen = score, at
    return chosen


def _lead_of(page: Page, above: int | None, at: int) -> float:
    """Return by how much a line must look more like the headline than the best one above: a standfirst often does."""
    if above is None or at - above >= CLOSE - 1:
        return 0.0
    upper, lower = page.paragraphs[above], page.paragraphs[at]
    under = at - above <= BELOW and upper.words >= HEADED and 2 * lower.words >= 3 * upper.words and not upper.listed
    return STANDFIRST if under else 0.3


def _opening(page: Page) -> frozenset[str]:
    """Return the stems of the story's first sentences, a first line that may be the headline left out."""
    found: set[str] = set()
    size = 0
    for at in page.story:
        paragraph = page.paragraphs[at]
        headline = at == page.story[0] and paragraph.words < LONGEST_TITLE and len(page.story) > 1
        if at < page.first or not paragraph.prose or headline:
            continue
        found |= _stems(paragraph)
        size += len(paragraph.key)
        if size > OPENING:
            break
    return frozenset(found)


def _stems(paragraph: Paragraph) -> set[str]:
    return {word[:STEM] for word in re.findall(WORD, paragraph.key)}


def _may_head(paragraphs: Sequence[Paragraph], at: int, first: int) -> bool:
    """Tell whether a line can be a headline at all."""
    paragraph = paragraphs[at]
    text = paragraph.text
    if not 1 < paragraph.words <= LONGEST_TITLE or text.startswith(("http", "www.", "@", "©", "(")) or text[-1] == ":":
        return False
    if byline_names(text) is not None or is_date_line(text) or is_section(paragraph) or re.match(ENTRY, text):
        return False
    if at == 0:
        return (at != first and not paragraph.ended) or _heads(paragraphs)
    quoted = text[0] in "“\"‘'" and text[-1] in "”\"’'"
    return at != first and text[-1] not in ".;," and not quoted


def _heads(paragraphs: Sequence[Paragraph]) -> bool:
    """Tell whether a text's first line is shorter than what it heads, as a headline is."""
    own = paragraphs[0].words
    return own in range(USUAL_TITLE.stop + 2) and any(below.words > own for below in paragraphs[1:5])


def _score(page: Page, at: int, opening: frozenset[str]) -> float:
    """Return how much a line looks like the headline; below 0 it doesn't."""
    paragraph = page.paragraphs[at]
    own = _stems(paragraph)
    shared = len(own & opening) / max(len(own), TELLING)
    leading = at == 0 and page.first < CLOSE
    if leading and paragraph.text[-1] in ".;" and shared <= SHARED and not _in_capitals(paragraph):
        return -1
    below = page.paragraphs[at + 1 : at + 4]
    signs = [byline_names(line.text) is not None or is_date_line(line.text) for line in below]
    score = 4 * shared + 0.8 * (paragraph.words in USUAL_TITLE) + 0.7 * any(signs) + 0.9 * any(signs[:1])
    score += (0.5 if paragraph.ended else 1.5) * leading
    score += 0.4 * paragraph.gap + 0.4 * (bool(below) and below[0].gap)
    score -= 1.5 * paragraph.listed + 0.06 * max(0, page.first - at - NEAR)
    return score if shared > SHARED or leading else score - 2


def _in_capitals(paragraph: Paragraph) -> bool:
    """Tell Title Case."""
    long = [word.lstrip("‘“'\"(") for word in paragraph.text.split() if re.search(WORD, word)]
    return len(long) > 1 and sum(word[:1].isupper() for word in long) * 4 >= len(long) * 3


def without_site(text: str, span: Span) -> Span:
    """Cut the site's name off the end of a title ("… | BBC News", "… - The Times")."""
    shown = span.of(text)
    match = re.search(SITE, shown) if not SITE_MARKS.isdisjoint(shown) else None
    if match is None or match.start() == 0:
        return span
    name = match[1].casefold().replace("’", "'").split()
    sure = shown[match.start() :].lstrip()[0] in "|»"
    return Span(span.start, span.start + match.start()) if sure or set(name) & words("site_words") else span
