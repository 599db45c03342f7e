"""When it was published: what the page states as a full date, best evidence first."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from briefing.language.dates import YEARS, date_in
from briefing.reading.html.said import Said, marked
from briefing.reading.html.tree import BLOCKS, runs, shown

if TYPE_CHECKING:
    from lxml.html import HtmlElement

META = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "og:published_time",
    "og:pubdate",
    "parsely-pub-date",
    "pub_date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "prism.publicationdate",
    "citation_publication_date",
    "citation_date",
    "cxenseparse:recs:publishtime",
    "sailthru.date",
    "rnews:datepublished",
    "datecreated",
    "date",
)
"""Meta tags that state the day, best first."""

CHANGED = ("og:article:modified_time", "article:modified_time", "og:updated_time", "datemodified")
"""Meta tags that state the day of a change: it counts where there is no other."""

CLASSES = re.compile(
    r"(?i)(?:^|[\s_-])(?:date-?published|datepublished|pub-?date|publish(?:ed)?|post-?date|date(?:line)?|timestamp|posted(?:-on)?"
    r"|entry-date|datetime|post-?time|time|byline|meta|details|author)(?:$|[\s_-])"
)
"""Classes of an element that shows the day."""

LATER = re.compile(r"(?i)\b(?:updated|modified|edited|aktualisiert)\b|datemodified")
ISO = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(?!\d)")
PACKED = re.compile(r"\s*(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}Z?)?\s*$")
PATH = re.compile(r"[/-](20\d\d|19\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:[/?#-]|$)")
ENDING = re.compile(r"[/_-](20\d\d)(\d\d)(\d\d)(?:[/?#.]|$)")
STATED = re.compile(
    r"(?i)\b(?:(?:first|last|originally)\s+)?(?:published|posted|edited|updated|modified|reviewed|released"
    r"|veröffentlicht|veröffentlichung|publié|publicado|pubblicato|gepubliceerd)\b[^\w]{0,20}(?:on|am|le|el|il|op)?\s[^\n]{6,60}"
)
"""How a page tells its day in words."""

MOST = 20
LONGEST = 160
"""A longer text (code points) isn't where a page shows its date."""


def day_of(tree: HtmlElement, said: Said, title: HtmlElement | None, language: str) -> dt.date | None:
    """Return the day of publication, None where no full date is stated."""
    return next(_days(tree, said, title, language), None)


def _days(tree: HtmlElement, said: Said, title: HtmlElement | None, language: str) -> Iterator[dt.date]:
    addressed = list(_addressed(said, title))
    stated = (*(one.published for one in said.described if one.published), *said.of(*META))
    for day in _read(stated, language):
        # A time in UTC may fall on another day where the page was written; its address tells which.
        yield next((near for near in addressed if abs(near - day).days == 1), day)
    shows = list(_shown(tree, title))
    yield from _read((text for text, later in shows if not later), language)
    yield from addressed
    yield from _read((text for text, later in shows if later), language)
    yield from _read(said.of(*CHANGED), language)
    yield from _read(_told(tree), language)


def _addressed(said: Said, title: HtmlElement | None) -> Iterator[dt.date]:
    """Yield the days in the page's address, or in that to which its title leads, as blogs have it."""
    links = () if title is None else (link.get("href") or "" for link in title.iter("a"))
    for address in (said.address or "", *links):
        match = PATH.search(address) or ENDING.search(address)
        if match and (day := _date(*match.groups())):
            yield day


def _told(tree: HtmlElement) -> Iterator[str]:
    """Yield what the page tells of its day in words, in a line that is no sentence ("last edited 2019-11-10")."""
    lines = (line.strip() for _, text in runs(tree, BLOCKS) for line in text.split("\v") if len(line) <= 2 * LONGEST)
    told = (match[0] for line in lines if line[-1:] not in {".", "”", '"'} and (match := STATED.search(line)))
    yield from islice(told, MOST)


def _read(texts: Iterator[str] | tuple[str, ...], language: str) -> Iterator[dt.date]:
    for text in texts:
        match = ISO.match(text) or PACKED.match(text)
        day = _date(*match.groups()) if match else date_in(text, language)
        if day:
            yield day


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day)) if int(year) in YEARS else None
    except ValueError:
        return None


def _shown(tree: HtmlElement, title: HtmlElement | None) -> Iterator[tuple[str, bool]]:
    """Yield the texts that show a day, and whether each is that of a change: times, then what looks like dates."""
    elements = marked(tree, CLASSES, frozenset(("time",)), title)
    for element in sorted(elements, key=lambda one: one.tag != "time"):
        text = shown(element)
        if len(text) > LONGEST:
            continue
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        first = "publish" in marks or "entry-date" in marks
        later = not first and LATER.search(f"{marks} {text}") is not None
        for stated in (element.get("datetime"), element.get("content"), element.get("title"), text):
            if stated:
                yield stated, later
