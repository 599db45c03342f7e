"""What stands above a story: its title, who wrote it, when it was published."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from briefing.language.dates import date_in, is_date_line, is_time_only
from briefing.language.lexicons import words
from briefing.reading.bylines import byline_names, name_of, names_in
from briefing.reading.endnotes import is_note
from briefing.reading.paragraphs import Paragraph
from briefing.reading.signatures import is_affiliation, signed
from briefing.values import Span

REACH = 60
"""The title stands no more paragraphs above the story than this."""

NEAR = 12
"""From so many paragraphs above the story on, each further one speaks against a title."""

LONGEST_TITLE = 32
USUAL_TITLE = range(4, 23)
"""In words."""

PROSE = 8
"""So many words make a paragraph of the story; the masthead ends at the second."""

SHORT_LINE = 16
"""A line that tells the date has no more words than this."""

SHORT_NAME = range(2, 5)
"""A name that stands alone has so many words."""

OPENING = 4_000
"""So many code points of the story tell which headline is the story's."""

TELLING = 5
"""A headline has about so many words of four letters or more; the share of fewer says less."""

SHARED = 0.2
"""A headline shares this much of its words with the story's beginning."""

CLOSE = 6
"""The first paragraph of a text is its headline if the story begins no further down than this."""

STEM = 6
"""Words with the same first letters are taken for the same."""

WORD = re.compile(r"[^\W_]{4,}")
SITE = re.compile(r"\s(?:[|»]|[-–—])\s+([^|»–—]{2,40})$")
BREAK = re.compile(r"\s+[-–—|•/]\s+")
BEFORE_DATE = re.compile(r"\s+[-–—|•/]\s+|,\s|\s(?=\d|(?:on\s)?[A-Z][a-z]+\.?\s\d)")
NAME_PART = re.compile(r"[^\W\d_][\w.'-]*")
TRAIL = re.compile(r"\w (?:>|/|›|»|\|) \w")
STATED = ("published", "first published", "updated", "last updated", "posted", "issued", "veröffentlicht", "publié", "publicado")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the page says of the story: ``place`` is the title's paragraph, ``taken`` are those of byline and date."""

    title: str | None = None
    heading: Span | None = None
    place: int | None = None
    byline: tuple[str, ...] = ()
    published: dt.date | None = None
    taken: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Page:
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


def masthead(page: Page) -> Masthead:
    """Return title, byline and date of a story."""
    if not page.story:
        return Masthead()
    place = _title_place(page)
    heading = None if place is None else _without_site(page.text, page.paragraphs[place].span)
    title = " ".join(heading.of(page.text).split()) if heading else None
    lines = dict(_above(page, place))
    bylines = {at: names for at, line in lines.items() if (names := byline_names(line.text)) is not None}
    dates = {
        at: day
        for at, line in lines.items()
        if (at in bylines or _states_date(line)) and (day := date_in(line.text, page.language))
    }
    names = next((names for names in bylines.values() if names), ())
    if not names:
        below = [(at, line) for at, line in lines.items() if place is not None and at > place]
        found = _dated_name(page.paragraphs, dates) or signed(below, _told(page))
        bylines, names = (bylines | {found[0]: found[1]}, found[1]) if found else (bylines, names)
    taken = {at for at in dates if _is_stamp(page.paragraphs[at])} | bylines.keys() | set(_affiliations(page, bylines))
    if place is not None:
        key = page.paragraphs[place].key
        taken |= {at for at in range(place) if is_kicker(page.paragraphs[at])}
        taken |= {at for at, line in lines.items() if line.key == key and not line.prose}  # the title a second time
    return Masthead(title, heading, place, names, _published(page, dates), frozenset(taken))


def is_section(paragraph: Paragraph) -> bool:
    """Tell the name of a section or a site ("World news", "The Herald")."""
    known = words("section_words") | words("site_words")
    return 0 < len(paragraph.key) < OPENING and all(word in known for word in paragraph.key.split())


def is_kicker(paragraph: Paragraph) -> bool:
    """Tell what stands above a headline: a section's name or the trail that leads to it ("METRO", "News > Council")."""
    if paragraph.ended or paragraph.words > SHORT_LINE:
        return False
    capitals = paragraph.text.isupper() and paragraph.words < SHORT_NAME.stop
    return capitals or paragraph.words == 1 or is_section(paragraph) or TRAIL.search(paragraph.text) is not None


def _above(page: Page, place: int | None) -> Iterator[tuple[int, Paragraph]]:
    """Yield the lines around the title: a few above it, and those down to the second paragraph of the story."""
    begin = place if place is not None else max(0, page.first - REACH)
    prose = 0
    for at in range(begin, min(len(page.paragraphs), begin + 2 * REACH)):
        if at != place:
            yield at, page.paragraphs[at]
            prose += page.paragraphs[at].prose and page.paragraphs[at].words >= PROSE and at >= page.first
        if prose > 1:
            break
    yield from ((at, page.paragraphs[at]) for at in range(max(0, begin - 3), begin))


def _title_place(page: Page) -> int | None:
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
        if trail or score > best + 0.3 * (chosen is not None and at - chosen < SHORT_NAME.stop):
            best, chosen = score, at
    return chosen


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
    return {word[:STEM] for word in WORD.findall(paragraph.key)}


def _may_head(paragraphs: Sequence[Paragraph], at: int, first: int) -> bool:
    """Tell whether a line can be a headline at all."""
    paragraph = paragraphs[at]
    text = paragraph.text
    if not 1 < paragraph.words <= LONGEST_TITLE or text.startswith(("http", "www.", "@", "©", "(")) or text[-1] == ":":
        return False
    if byline_names(text) is not None or is_date_line(text) or is_section(paragraph):
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
    signed = any(byline_names(line.text) is not None or is_date_line(line.text) for line in below)
    score = 4 * shared + 0.8 * (paragraph.words in USUAL_TITLE) + 1.5 * leading + 0.7 * signed
    score += 0.4 * paragraph.gap + 0.4 * (bool(below) and below[0].gap)
    score -= 1.5 * paragraph.listed + 0.06 * max(0, page.first - at - NEAR)
    return score if shared > SHARED or leading else score - 2


def _in_capitals(paragraph: Paragraph) -> bool:
    """Tell Title Case."""
    long = [word.lstrip("‘“'\"(") for word in paragraph.text.split() if WORD.search(word)]
    return len(long) > 1 and sum(word[:1].isupper() for word in long) * 4 >= len(long) * 3


def _without_site(text: str, span: Span) -> Span:
    """Cut the site's name off the end of a title ("… | BBC News", "… - The Times")."""
    shown = span.of(text)
    match = SITE.search(shown)
    if match is None or match.start() == 0:
        return span
    name = match[1].casefold().replace("’", "'").split()
    sure = shown[match.start() :].lstrip()[0] in "|»"
    return Span(span.start, span.start + match.start()) if sure or set(name) & words("site_words") else span


def _states_date(paragraph: Paragraph) -> bool:
    """Tell a line that says when the story was published, alone or after a name ("Chris Davies - Nov 19, 2019")."""
    if paragraph.words > SHORT_LINE or is_time_only(paragraph.text):
        return False
    if _is_stamp(paragraph):
        return True
    before = BEFORE_DATE.split(paragraph.text, maxsplit=1)[0]
    known = any(word.lower() in words("byline_words") for word in before.split())
    return not paragraph.ended and (name_of(before) is not None or known)


def _is_stamp(paragraph: Paragraph) -> bool:
    """Tell a line that holds a date and at most a paper's name besides, or that begins with "Published"."""
    stated = paragraph.key.startswith(STATED) and not paragraph.ended
    return stated or is_date_line(paragraph.text, words("byline_words") | words("site_words"))


def _published(page: Page, dates: dict[int, dt.date]) -> dt.date | None:
    """Return the date nearest below the title, else above it, else below the story where it says "published"."""
    if dates:
        return next(iter(dates.values()))
    for paragraph in islice(page.paragraphs, page.story[-1] + 1, page.story[-1] + 6):
        if paragraph.key.startswith(STATED) and (day := date_in(paragraph.text, page.language)):
            return day
    return None


def _dated_name(paragraphs: Sequence[Paragraph], dates: dict[int, dt.date]) -> tuple[int, tuple[str, ...]] | None:
    """Find a name before the date in its line ("Chris Davies - Nov 19, 2019")."""
    for at in dates:
        pieces = BREAK.split(paragraphs[at].text, maxsplit=1)
        names = names_in(pieces[0]) if len(pieces) > 1 and not is_date_line(paragraphs[at].text) else ()
        if names and " " in names[0]:
            return at, names
    return None


def _told(page: Page) -> set[str]:
    """Return the words of the story's beginning, notes on its author left out."""
    found: set[str] = set()
    size = 0
    for at in page.story:
        paragraph = page.paragraphs[at]
        if at >= page.first and paragraph.prose and not is_note(paragraph):
            found.update(word.removesuffix("'s") for word in NAME_PART.findall(paragraph.key))
            size += len(paragraph.key)
        if size > OPENING:
            break
    return found


def _affiliations(page: Page, bylines: Collection[int]) -> Iterator[int]:
    """Yield the lines below a byline that tell the author's post or paper."""
    for at in bylines:
        for below in range(at + 1, min(at + SHORT_NAME.stop, len(page.paragraphs), max(page.first, at + 2))):
            if not is_affiliation(page.paragraphs[below]):
                break
            yield below
