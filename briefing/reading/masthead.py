"""What stands above a story: title, byline, date; and the dateline at the head of its first sentence."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from briefing.language.dates import date_in, is_date_line, is_time_only, months
from briefing.language.lexicons import words
from briefing.reading.paragraphs import Paragraph
from briefing.values import Span

REACH = 60
"""The title stands no more paragraphs above the story than this."""

TELLING = 5
"""A headline has about so many words of four letters or more; the share of fewer says less."""

LONGEST_TITLE = 32
LONGEST_BYLINE = 30
"""In words."""

OPENING = 4_000
"""So many code points of the story tell which headline is the story's."""

BY = re.compile(
    r"(?:(?:written|story|words|reported|report|posted|published|reviewed|analysis|edited|text)\s+)?"
    r"(?:by|von|par|por|di|da|door|af|av)\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
NAME = re.compile(r"[^\W\d_a-z][\w.'’-]*")
CUT = re.compile(
    r"\s*(?:[|•·@\d\[(\n]|\s[-–—]+(?:\s|$)|,?\s(?:in|for|at|from|on|is|updated|published|posted|of)\s)", re.IGNORECASE
)
BETWEEN = re.compile(r"\s*(?:,\s*(?:and\s)?|;|\s(?:and|und|et|y|e|en|with|&)\s|\s/\s)\s*", re.IGNORECASE)
PARTICLES = frozenset("van von de der den del della di da dos du la le el al bin ibn ben ter ten y".split())
WORD = re.compile(r"[^\W_]{4,}")
SITE = re.compile(r"\s(?:[|»]|[-–—])\s+([^|»–—]{2,40})$")

SEPARATOR = r"\s*(?:[—–―]|--?|‑)\s*|\s?:\s+"
PLACE = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’ /-]*[A-ZÀ-ÖØ-Þ.]"
DATELINE = re.compile(
    rf"(?P<place>{PLACE})"
    r"(?P<rest>(?:,?\s(?:[A-ZÀ-Þ][\w.'’-]*\.?)){0,4}(?:,\s[^\W\d_]{3,9}\.?\s\d{1,2}(?:,?\s\d{4})?|,\s\d{1,2}\s[^\W\d_]{3,9}\.?(?:\s\d{4})?)?)"
    r"(?P<agency>\s?\([^()]{2,40}\))?"
    rf"(?P<separator>{SEPARATOR})(?=[\"'“‘«„¿¡]?[A-ZÀ-ÖØ-Þ0-9$£€])"
)
"""LONDON (Reuters) — · NAIROBI, Kenya, 12 March - · NEW DELHI: """

AGENCY = re.compile(
    r"(?P<place>[A-ZÀ-ÖØ-Þ][\w.'’-]*(?:[ ,]+[A-ZÀ-ÖØ-Þ][\w.'’-]*){0,4})(?:,\s[^()\n]{3,20})?\s?"
    r"\((?:AP|AFP|Reuters|REUTERS|UPI|PA|PA Media|CNN|Bloomberg|dpa|DPA|ANSA|EFE|Xinhua|PTI|ANI|IANS|NAN|TASS|RFE/RL|VOA|"
    rf"AFP-[\w-]+|AP/[\w-]+|Thomson Reuters Foundation)\)\s*(?:[—–―:]|--?)\s*"
)
"""Berlin (dpa) - """


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the page says of the story; places are those of the paragraphs."""

    title: str | None = None
    heading: Span | None = None
    place: int | None = None
    byline: tuple[str, ...] = ()
    published: dt.date | None = None
    taken: frozenset[int] = frozenset()


def masthead(
    text: str, paragraphs: Sequence[Paragraph], story: Sequence[int], first: int, dropped: frozenset[int], language: str
) -> Masthead:
    """Return title, byline and date of a story.

    ``story`` are the places of the paragraphs that were kept, ``first`` is where the stretch of prose begins, and
    ``dropped`` are the places that a rule for furniture took.
    """
    if not story:
        return Masthead()
    place = _title_place(paragraphs, story, first, dropped)
    heading = None if place is None else _without_site(text, paragraphs[place].span)
    begin = place if place is not None else max(0, first - REACH)
    around = range(begin, min(len(paragraphs), max(first, begin) + 8))
    bylines = {at: names for at in around if at != place and (names := byline_names(paragraphs[at].text)) is not None}
    names = next((names for names in bylines.values() if names), ())
    dates = {
        at: day
        for at in (*around, *range(max(0, begin - 3), begin))
        if at != place and (at in bylines or _states_date(paragraphs[at])) and (day := date_in(paragraphs[at].text, language))
    }
    signed = dict(_signed(paragraphs, dates)) if not names else {}
    if signed:
        names = next(iter(signed.values()))
    published = next(iter(dates.values()), None) or _stated_below(paragraphs, story[-1], language)
    title = " ".join(heading.of(text).split()) if heading else None
    taken = frozenset(bylines) | frozenset(at for at in dates if is_date_line(paragraphs[at].text) or at in signed) | frozenset(signed)
    return Masthead(title, heading, place, names, published, taken)


def _title_place(
    paragraphs: Sequence[Paragraph], story: Sequence[int], first: int, dropped: frozenset[int]
) -> int | None:
    """Return the place of the headline: the line above the story that says most of what its beginning says."""
    marked = next((at for at in story[:REACH] if paragraphs[at].heading), None)
    if marked is not None:
        return marked if marked == story[0] or paragraphs[marked].words > 1 else None
    opening = _opening(paragraphs, story, first)
    window = range(max(0, first - REACH), min(first + 1, len(paragraphs)))
    keys = Counter(paragraphs[at].key for at in range(min(first + 1, len(paragraphs))))
    best, chosen = 0.0, None
    for at in window:
        if at in dropped:
            continue
        score = _headline_score(paragraphs, at, first, opening) + 0.5 * (keys[paragraphs[at].key] > 1)
        if score > best + 0.3 * (chosen is not None and at - chosen < 4):
            best, chosen = score, at
    return chosen


def _opening(paragraphs: Sequence[Paragraph], story: Sequence[int], first: int) -> frozenset[str]:
    found: set[str] = set()
    size = 0
    for at in story:
        paragraph = paragraphs[at]
        if at < first or not paragraph.prose or (at == story[0] and paragraph.words < LONGEST_TITLE and len(story) > 1):
            continue
        found |= {word[:6] for word in WORD.findall(paragraph.key)}
        size += len(paragraph.key)
        if size > OPENING:
            break
    return frozenset(found)


def _headline_score(paragraphs: Sequence[Paragraph], at: int, first: int, opening: frozenset[str]) -> float:
    paragraph = paragraphs[at]
    if not 1 < paragraph.words <= LONGEST_TITLE or paragraph.text.startswith(("http", "www.", "@", "©", "(")):
        return 0
    if byline_names(paragraph.text) is not None or is_date_line(paragraph.text) or ":" == paragraph.text[-1]:
        return 0
    own = {word[:6] for word in WORD.findall(paragraph.key)}
    shared = len(own & opening) / max(len(own), TELLING) if own else 0.0
    alone = at == first == 0 or at == 0
    if paragraph.text[-1] in ".;," and not (alone and _follows_longer(paragraphs, at) and (shared > 0.3 or _capitals(paragraph))):
        return 0
    if at == first and not (alone and _follows_longer(paragraphs, at)):
        return 0
    if paragraph.text[0] in "“\"‘'" and paragraph.text[-1] in "”\"’'" and not alone:
        return 0
    score = 4 * shared + (0.8 if 4 <= paragraph.words <= 22 else 0) - 0.06 * max(0, first - at - 12) + (1.5 if alone and first < 4 else 0)
    score -= 1.5 * paragraph.listed
    near = paragraphs[at + 1 : at + 4]
    score += 0.7 * any(byline_names(below.text) is not None or is_date_line(below.text) for below in near)
    score += 0.4 * paragraph.gap + 0.4 * (at + 1 < len(paragraphs) and paragraphs[at + 1].gap)
    return score if shared > 0.2 or (alone and first < 6) else score - 2


def _follows_longer(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """Tell whether a longer paragraph stands below: a headline is shorter than what it heads."""
    return any(below.words > paragraphs[at].words for below in paragraphs[at + 1 : at + 5]) and paragraphs[at].words < 25


def _capitals(paragraph: Paragraph) -> bool:
    """Tell Title Case."""
    long = [word for word in paragraph.text.split() if len(word.strip("‘’“”'\".,:;")) > 3]
    return len(long) > 1 and sum(word.lstrip("‘“'\"(")[:1].isupper() for word in long) * 4 >= len(long) * 3


def _without_site(text: str, span: Span) -> Span:
    """Cut the site's name off the end of a title ("… | BBC News", "… - The Times")."""
    shown = span.of(text)
    match = SITE.search(shown)
    if match is None or match.start() == 0:
        return span
    name = match[1].casefold().replace("’", "'").split()
    sure = shown[match.start() :].lstrip()[0] in "|»"
    return Span(span.start, span.start + match.start()) if sure or set(name) & words("site_words") else span


def byline_names(line: str) -> tuple[str, ...] | None:
    """Return the names in a byline, None when the line isn't one; a byline may name nobody ("By our staff")."""
    if len(line) > 250:
        return None
    match = BY.match(line)
    if match is None or len(line.split()) > LONGEST_BYLINE:
        return None
    rest = line[match.end() :]
    if rest[-1:] in "!?…:" or (rest[-1:] == "." and not re.search(r"\b[A-Z]\.$|\b(?:Jr|Sr)\.$", rest)) or not _opens_name(rest):
        return None
    return names_in(rest)


def _opens_name(rest: str) -> bool:
    """Tell whether a name follows "By", and no sentence: no small word but particles before the first break."""
    head = BETWEEN.split(CUT.split(rest, maxsplit=1)[0], maxsplit=1)[0].split()
    small = [word for word in head if word.islower() and word not in PARTICLES and word not in words("byline_words")]
    return bool(head) and not small and (NAME.match(head[0]) is not None or head[0].lower() in words("byline_words") or len(head) == 1)


def names_in(line: str) -> tuple[str, ...]:
    """Return the people's names in what follows "By"; posts, papers and agencies are left out."""
    found: list[str] = []
    cut = CUT.split(line.strip(), maxsplit=1)[0]
    head, _, tail = cut.rpartition(" ")
    if tail.lower().strip(".") in months() and line.strip() != cut:
        cut = head
    for part in BETWEEN.split(cut):
        name = _name(part)
        if name and (len(name.split()) > 1 or not found) and name not in found:
            found.append(name)
    return tuple(found)


def _name(part: str) -> str | None:
    kept: list[str] = []
    for word in part.split():
        if word.strip(".,:").lower() in words("byline_words"):
            break
        if NAME.fullmatch(word.strip(",:")) is None and word.lower() not in PARTICLES:
            return None
        kept.append(word.strip(",:"))
    name = " ".join(kept)
    if not kept or len(kept) > 5 or kept[-1].lower() in PARTICLES:
        return None
    return name.title() if name.isupper() and len(name) > 3 else name


def _states_date(paragraph: Paragraph) -> bool:
    """Tell a line that says when the story was published, alone or after a name ("Chris Davies - Nov 19, 2019")."""
    if paragraph.words > 16 or len(paragraph.text) > 150 or is_time_only(paragraph.text):
        return False
    if is_date_line(paragraph.text):
        return True
    lead = paragraph.key.split(maxsplit=1)[:1]
    if lead and lead[0].strip(":") in {"published", "updated", "posted", "first", "last", "veröffentlicht", "publié", "publicado"}:
        return True
    before = re.split(r"\s+[-–—|•/]\s+|,\s|\s(?=\d|(?:on\s)?[A-Z][a-z]+\.?\s\d)", paragraph.text, maxsplit=1)[0]
    return not paragraph.ended and (_name(before) is not None or any(word.lower() in words("byline_words") for word in before.split()))


def _signed(paragraphs: Sequence[Paragraph], dates: dict[int, dt.date]) -> list[tuple[int, tuple[str, ...]]]:
    """Find a name without "By": before the date in its line, or alone in the line above it."""
    for at in dates:
        text = paragraphs[at].text
        if not is_date_line(text):
            names = names_in(re.split(r"\s+[-–—|•/]\s+", text, maxsplit=1)[0])
            if names and len(names[0].split()) > 1 and re.search(r"\s[-–—|•/]\s", text):
                return [(at, names)]
        above = paragraphs[at - 1].text if at else ""
        if len(above) < 60 and 1 < len(above.split()) <= 4 and not paragraphs[at - 1].ended:
            name = _name(above)
            if name and len(name.split()) == len(above.split()) and _looks_personal(name):
                return [(at - 1, (name,))]
    return []


def _looks_personal(name: str) -> bool:
    return all(len(word) > 1 and word[0].isupper() and not word.isupper() for word in name.split()) and "'" not in name


def _stated_below(paragraphs: Sequence[Paragraph], last: int, language: str) -> dt.date | None:
    for paragraph in islice(paragraphs, last + 1, last + 6):
        if paragraph.key.startswith(("published", "first published", "posted on")) and (
            day := date_in(paragraph.text, language)
        ):
            return day
    return None


def dateline_in(text: str, span: Span) -> Span | None:
    """Return the range of the dateline at the head of a paragraph, separator included, or None."""
    head = text[span.start : min(span.end, span.start + 120)]
    match = DATELINE.match(head)
    if match is not None and _is_place(match["place"], sure=match["agency"] is not None, colon=":" in match["separator"]):
        return Span(span.start, span.start + match.end()) if span.start + match.end() < span.end else None
    match = AGENCY.match(head)
    return Span(span.start, span.start + match.end()) if match and span.start + match.end() < span.end else None


def _is_place(place: str, *, sure: bool, colon: bool) -> bool:
    name = place.lower().strip()
    if sum(map(str.isalpha, name)) < len("Ely") or name in words("not_datelines"):
        return False
    return sure or not colon or len(name.split()) <= 3
