"""What stands above a story: its title, who wrote it, when it was published."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from briefing.language.dates import date_in, is_date_line, is_time_only
from briefing.language.lexicons import words
from briefing.reading.bylines import byline_names, name_of, names_in
from briefing.reading.endnotes import is_note
from briefing.reading.headlines import CLOSE, Page, is_section, title_place, without_site
from briefing.reading.paragraphs import Paragraph
from briefing.reading.signatures import is_affiliation, is_house, signed
from briefing.values import Span

REACH = 120
"""The masthead has no more lines than this."""

PROSE = 8
"""So many words make a paragraph of the story; the masthead ends at the second."""

SHORT_LINE = 16
"""A line that tells the date has no more words than this."""

SHORT_NAME = range(2, 5)
"""A name that stands alone has so many words."""

BEFORE_DATE = r"\s+[-–—|•/]\s+|,\s|\s(?=\d|(?:on\s)?[A-Z][a-z]+\.?\s\d)"
NAME_PART = r"[^\W\d_][\w.'-]*"
TRAIL = r"\w (?:>|/|›|»|\|) \w"
OPENING = 4_000
"""So many code points of the story tell whom it is about."""

STATED = (
    "published",
    "first published",
    "updated",
    "last updated",
    "posted",
    "issued",
    "veröffentlicht",
    "publié",
    "publicado",
)


class Masthead(NamedTuple):
    """What the page says of the story: ``place`` is the title's paragraph, ``taken`` are those of byline and date."""

    title: str | None = None
    heading: Span | None = None
    place: int | None = None
    byline: tuple[str, ...] = ()
    published: dt.date | None = None
    taken: frozenset[int] = frozenset()


def masthead(page: Page) -> Masthead:
    """Return title, byline and date of a story."""
    if not page.story:
        return Masthead()
    place = title_place(page)
    heading = None if place is None else without_site(page.text, page.paragraphs[place].span)
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
    taken = (
        {at for at in dates if _tells_date(page.paragraphs[at])} | bylines.keys() | set(_affiliations(page, bylines))
    )
    if place is not None:
        key = page.paragraphs[place].key
        taken |= {at for at in range(place) if is_kicker(page.paragraphs[at])}
        around = (*range(max(0, place - 3), place), *range(place + 1, page.first))
        taken |= {at for at in around if is_house(page.paragraphs[at]) or _tells_date(page.paragraphs[at])}
        if place < CLOSE and not taken.isdisjoint(range(place + 1, place + 3)):  # a picture's caption, a teaser
            taken |= set(range(place))
        taken |= {at for at, line in lines.items() if line.key == key and not line.prose}  # the title a second time
    return Masthead(title, heading, place, names, _published(page, dates), frozenset(taken))


def is_kicker(paragraph: Paragraph) -> bool:
    """Tell what stands above a headline: a section's name or the trail that leads to it ("METRO", "News > Council")."""
    if paragraph.ended or paragraph.words > SHORT_LINE:
        return False
    capitals = paragraph.text.isupper() and paragraph.words < SHORT_NAME.stop
    return (
        capitals
        or paragraph.words == 1
        or is_section(paragraph, "places", "place_openers")
        or re.search(TRAIL, paragraph.text) is not None
    )


def _above(page: Page, place: int | None) -> Iterator[tuple[int, Paragraph]]:
    """Yield the lines around the title: a few above it, and those down to the second paragraph of the story."""
    begin = place if place is not None else max(0, page.first - REACH // 2)
    prose = 0
    for at in range(begin, min(len(page.paragraphs), begin + REACH)):
        if at != place:
            yield at, page.paragraphs[at]
            prose += page.paragraphs[at].prose and page.paragraphs[at].words >= PROSE and at >= page.first
        if prose > 1:
            break
    yield from ((at, page.paragraphs[at]) for at in range(max(0, begin - 3), begin))


def _states_date(paragraph: Paragraph) -> bool:
    """Tell a line that says when the story was published, alone or after a name ("Chris Davies - Nov 19, 2019")."""
    if not any(map(str.isdigit, paragraph.text)) or is_time_only(paragraph.text):
        return False
    if _tells_date(paragraph) or paragraph.words > SHORT_LINE:
        return paragraph.words <= 2 * SHORT_LINE and _tells_date(paragraph)
    before = re.split(BEFORE_DATE, paragraph.text, maxsplit=1)[0]
    known = any(word.lower() in words("byline_words") for word in before.split())
    return not paragraph.ended and (name_of(before) is not None or known)


def _is_stated(text: str) -> bool:
    """Tell a line that holds a date and at most a paper's name and a place besides."""
    known = ("byline_words", "site_words", "places", "place_openers")
    return is_date_line(text, frozenset().union(*map(words, known)))


def _tells_date(paragraph: Paragraph) -> bool:
    """Tell a line with nothing but the date, or one that begins with "Published"."""
    stated = paragraph.key.startswith(STATED) and not paragraph.ended and paragraph.words <= SHORT_LINE
    return stated or _is_stated(paragraph.text)


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
        text = paragraphs[at].text
        before = re.split(BEFORE_DATE, text, maxsplit=1)[0]
        names = names_in(before) if not is_date_line(before) and _is_stated(text[len(before) :]) else ()
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
            found.update(word.removesuffix("'s") for word in re.findall(NAME_PART, paragraph.key))
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
