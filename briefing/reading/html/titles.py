"""The title: what the page shows above the story, where what it says of itself bears it out."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from briefing.language.lexicons import words
from briefing.reading.html.said import Said, key
from briefing.reading.html.tree import shown

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST = 50
"""So many headings and so many claims are looked at."""

LONGEST = 300
"""No title is longer (code points)."""

ALIKE = 0.5
"""Two wordings of a title share so much of the shorter one's and the longer one's words together."""

SAME = 0.9
"""From here on two wordings are the same but for a mark or a word."""

TELLING = 4
"""A heading of so many words is a title even where nothing bears it out."""

BREAK = re.compile(r"\s+[|»«›·•–—:-]+\s+|\s*[|»›]\s*|:\s+|\s+/\s+")
DASH = re.compile(r"\s+[–—-]\s+(?!.*\s[–—-]\s)")
SURE = re.compile(r"\s*[|»]\s*")


def title_of(tree: HtmlElement, said: Said) -> tuple[str | None, HtmlElement | None]:
    """Return the title and the element that shows it, where one does."""
    claims = _claims(said)
    series = _series(tree, said)
    if series and series not in map(key, claims):
        said = replace(said, sites=said.sites | {series})
        claims = _claims(said)
    headings = [(element, text) for element in islice(tree.iter("h1"), MOST) if (text := _heading(element, said))]
    best = max(headings, key=lambda one: _borne_out(one[1], claims), default=None)
    sure = _borne_out(best[1], claims) if best else 0
    if best and sure >= ALIKE:
        lesser = _lesser(tree, said, frozenset(map(key, claims))) if sure < SAME else None
        return lesser or (best[1], best[0])
    alone = [(text, element) for element, text in headings if len(text.split()) >= TELLING]
    if len(alone) == len(headings) == 1:
        return alone[0]
    told = next(iter(claims), None)
    parts = frozenset(key(max(BREAK.split(claim), key=len)) for claim in (*claims, said.title))
    return _lesser(tree, said, parts.union(map(key, claims))) or (
        (told, None) if told else next(iter(alone), (None, None))
    )


def _series(tree: HtmlElement, said: Said) -> str | None:
    """Return the key of a site's or series' heading: a page's title ends in it, after another heading ("A - B")."""
    *first, last = map(key, BREAK.split(said.title))
    shows = {key(shown(element)) for element in islice(tree.iter("h1"), MOST)} - {""}
    return last if last in shows and not shows.isdisjoint(first) else None


def _lesser(tree: HtmlElement, said: Said, known: frozenset[str]) -> tuple[str, HtmlElement] | None:
    """Return a lesser heading that says just what the page calls itself."""
    for element in islice(tree.iter("h2", "h3"), MOST):
        text = _heading(element, said)
        if text and key(text) in known and len(text.split()) > 1:
            return text, element
    return None


def _heading(element: HtmlElement, said: Said) -> str | None:
    """Return what a heading shows, None when it's the site's name or nothing."""
    text = shown(element)
    if not text or len(text) > LONGEST or key(text) in said.sites or not key(text):
        return None
    return without_site(text, said)


def _claims(said: Said) -> list[str]:
    """Return the titles that the page gives itself, without the site's name, best evidence first."""
    articles = [one.headline for one in said.described if one.headline and one.rank == 0]
    meta = said.of("og:title", "twitter:title", "twitter:text:title", "parsely-title", "sailthru.title", "dc.title")
    plain = [without_site(" ".join(claim.split()), said) for claim in (*articles, *meta)]
    titles = [_cut(without_site(said.title, said), plain)] if said.title else []
    claims = dict.fromkeys((*plain, *titles))
    return [claim for claim in claims if claim and len(claim) <= LONGEST and key(claim) not in said.sites][:MOST]


def _cut(title: str, plain: list[str]) -> str:
    """Cut what seems to be the site's name off the page's own title, where nothing else names the story."""
    if plain:
        return title
    told = max(SURE.split(title), key=len)
    head, _, tail = DASH.sub("\n", told, count=1).partition("\n")
    return head if tail and all(word[0].isupper() for word in tail.split()) else told


def _borne_out(text: str, claims: list[str]) -> float:
    return max((_alike(text, claim) for claim in claims), default=0.0)


def _alike(one: str, other: str) -> float:
    mine, theirs = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return len(mine & theirs) / max(len(mine | theirs), 1)


def without_site(text: str, said: Said) -> str:
    """Cut the site's name off a title's end or beginning ("… | The Herald", "The Herald: …")."""
    while True:
        breaks = list(BREAK.finditer(text))
        last = breaks[-1] if breaks else None
        first = breaks[0] if breaks else None
        if last and last.start() and _is_site(text[last.end() :], said):
            text = text[: last.start()]
        elif first and first.start() and _is_site(text[: first.start()], said):
            text = text[first.end() :]
        else:
            return text.strip()


def _is_site(part: str, said: Said) -> bool:
    """Tell the site's name: as it calls itself, as its host is called, or nothing but words of such names."""
    name = key(part)
    named = name in said.sites or name.removeprefix("the") in said.sites
    return not name or named or all(word in words("site_words") for word in part.casefold().split())
