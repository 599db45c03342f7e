"""What a page says of itself: JSON-LD, meta tags, its title, its headings; and where its bylines and dates stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefing.reading.html.linked import Described, described
from briefing.reading.html.tree import shown

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONGEST = 500
"""What a page says in a longer string (code points) is no title, name or date."""

LONGEST_SITE = 5
"""No site goes by more words: what says so is an article's title in the wrong place."""

MOST = 2_000
"""So many meta tags or elements of a kind are looked at."""

ASIDES = re.compile(
    r"(?i)(?:^|[\s_-])(?:comments?|commentlist|disqus|respond|replies|related|recommend\w*|sidebar|widget|promo|teasers?"
    r"|most-?(?:read|popular)|popular|trending|newsletter|more-?(?:from|stories|news)|read-?(?:more|next)|latest)(?:$|[\s_-])"
)
"""Classes of what stands around an article and has bylines and dates of its own."""

ASIDE_TAGS = frozenset(("aside", "nav", "footer"))


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says of itself, as it says it.

    ``meta`` holds the contents of its meta tags by name in small letters; ``sites`` are the keys of the site's names.
    """

    described: tuple[Described, ...]
    meta: dict[str, tuple[str, ...]]
    title: str
    language: str | None
    address: str | None
    sites: frozenset[str]

    def of(self, *names: str) -> Iterator[str]:
        """Yield the contents of the meta tags of these names, in the order of the names."""
        for name in names:
            yield from self.meta.get(name, ())


def said(tree: HtmlElement, found_at: str | None = None) -> Said:
    """Return what a page says in its head and in its JSON-LD; ``found_at`` is its own address where that's known."""
    meta = _meta(tree)
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    address = next((href for href in (found_at, *links, *meta.get("og:url", ())) if href and _host(href)), None)
    blocks = (script.text or "" for script in tree.iter("script") if "ld+json" in (script.get("type") or "").lower())
    title = next((shown(element) for element in tree.iter("title") if not _within(element, "svg")), "")[:LONGEST]
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang")
    about = described(blocks)
    named = [one.publisher for one in about if one.publisher]
    named += [name for tag in ("og:site_name", "application-name", "publisher") for name in meta.get(tag, ())]
    named = [name for name in named if len(name.split()) <= LONGEST_SITE]
    labels = _host(address or "").split(".")[:-1]
    sites = {key(name) for name in (*named, _host(address or "").removeprefix("www."), *labels)} - {"", "www", "co"}
    return Said(about, meta, title, language, address, frozenset(sites))


def _meta(tree: HtmlElement) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for element, _ in zip(tree.iter("meta"), range(MOST), strict=False):
        content = " ".join((element.get("content") or "").split())
        names = {(element.get(name) or "").strip().lower() for name in ("property", "name", "itemprop", "http-equiv")}
        for name in names - {""} if 0 < len(content) <= LONGEST else ():
            found.setdefault(name, []).append(content)
    return {name: tuple(values) for name, values in found.items()}


def _host(address: str) -> str:
    """Return an address's host in small letters, "" where it isn't an address."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def key(text: str) -> str:
    """Return a name in small letters and digits alone, to compare it by."""
    return "".join(char for char in text.casefold() if char.isalnum())


def _within(element: HtmlElement, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None


def marked(
    tree: HtmlElement, pattern: re.Pattern[str], tags: frozenset[str], title: HtmlElement | None
) -> list[HtmlElement]:
    """Return the elements whose class, itemprop or rel matches, or of these tags, outside what stands around the story.

    Those after the title's element come first, then those before it, the nearest first.
    """
    early: list[HtmlElement] = []
    late: list[HtmlElement] = []
    spine = _spine(tree, title)
    passed = title is None
    for element in tree.iter():
        passed = passed or element is title
        names = " ".join(element.get(name) or "" for name in ("class", "itemprop", "rel"))
        if element.tag in tags or pattern.search(names):
            (late if passed else early).append(element)
            if len(late) + len(early) > MOST:
                break
    return [element for element in (*late, *reversed(early)) if not _is_aside(element, spine)]


def _spine(tree: HtmlElement, title: HtmlElement | None) -> frozenset[HtmlElement]:
    """Return what holds the story: all that stands around its title and its longest paragraph."""
    longest = max(tree.iter("p"), key=lambda one: len(one.text or ""), default=None)
    return frozenset(around for one in (title, longest) if one is not None for around in one.iterancestors())


def _is_aside(element: HtmlElement, spine: frozenset[HtmlElement]) -> bool:
    """Tell whether an element stands beside the article: in its comments, among its teasers, in a footer."""
    return any(
        one.tag in ASIDE_TAGS or ASIDES.search(f"{one.get('class') or ''} {one.get('id') or ''}")
        for one in (element, *element.iterancestors())
        if one not in spine
    )
