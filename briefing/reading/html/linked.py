"""JSON-LD: what a page's publisher says of its article to search engines (https://schema.org/Article)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

ARTICLES = ("article", "posting", "report", "review", "story", "recipe", "creativework", "newsarticle")
"""Types that end so are articles; a live report is a LiveBlogPosting."""

PAGES = ("webpage", "itempage", "aboutpage")
"""Types that describe the page; what they say of its title and date counts where no article does."""

LONGEST = 2_000_000
"""A longer block (code points) holds no article's description."""

MOST = 5_000
"""So many objects are looked at; a page describes fewer."""

STRING = r'"((?:[^"\\]|\\.){1,400})"'
FIELDS = {
    "headline": re.compile(r'"headline"\s*:\s*' + STRING),
    "datePublished": re.compile(r'"datePublished"\s*:\s*' + STRING),
    "author": re.compile(
        r'"author"\s*:\s*[\[{\s]{0,20}(?:"@?[a-z]+"\s*:\s*"[^"]{0,60}"\s*,\s*){0,4}"name"\s*:\s*' + STRING
    ),
}


@dataclass(frozen=True, slots=True)
class Described:
    """What one object says: ``rank`` is 0 for an article, 1 for the page around it; names and dates as written."""

    rank: int
    headline: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    publisher: str | None = None
    body: str | None = field(default=None, repr=False)


def described(blocks: Iterator[str]) -> tuple[Described, ...]:
    """Return what a page's JSON-LD blocks say of its article, the article's own object first."""
    found: list[Described] = []
    for block in blocks:
        if len(block) > LONGEST:
            continue
        value = _loaded(block)
        if value is None:
            found.extend(_torn(block))
            continue
        objects = list(_objects(value))
        people = {str(one["@id"]): one for one in objects if "@id" in one and "name" in one}
        found.extend(one for thing in objects if (one := _described(thing, people)))
    return tuple(sorted(found, key=lambda one: one.rank))


def _loaded(block: str) -> object:
    """Read JSON as it's found on pages: in comments, with semicolons, trailing commas or escaped quotes."""
    text = (
        re.sub(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*$", "", block.strip()).strip().rstrip(";")
    )
    for form in (text, re.sub(r",(\s*[\]}])", r"\1", text), html.unescape(text)):
        try:
            return json.loads(form, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _torn(block: str) -> Iterator[Described]:
    """Read the fields that can still be told in JSON that is broken."""
    values = {name: match[1] for name, pattern in FIELDS.items() if (match := pattern.search(block))}
    if "headline" in values or "datePublished" in values:
        author = values.get("author")
        yield Described(
            0,
            _unescaped(values.get("headline")),
            (_unescaped(author) or "",) if author else (),
            values.get("datePublished"),
        )


def _unescaped(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        loaded = json.loads(f'"{text}"', strict=False)
    except ValueError:
        return text
    return str(loaded)


def _objects(value: object) -> Iterator[dict[str, object]]:
    """Yield all objects within a value, the outer before the inner, without recursion."""
    waiting = [value]
    seen = 0
    while waiting and seen < MOST:
        one = waiting.pop()
        if isinstance(one, dict):
            seen += 1
            yield one
            waiting.extend(reversed([inner for inner in one.values() if isinstance(inner, dict | list)]))
        elif isinstance(one, list):
            waiting.extend(reversed([inner for inner in one[:MOST] if isinstance(inner, dict | list)]))


def _described(thing: dict[str, object], people: dict[str, dict[str, object]]) -> Described | None:
    kinds = [kind.lower().rpartition("/")[2] for kind in _strings(thing.get("@type"))]
    rank = 0 if any(kind.endswith(ARTICLES) for kind in kinds) else 1 if any(kind in PAGES for kind in kinds) else None
    if rank is None:
        return None
    headline = next(iter(_strings(thing.get("headline")) or (_strings(thing.get("name")) if rank else [])), None)
    return Described(
        rank,
        headline and html.unescape(headline),
        tuple(_names(thing.get("author"), people) or _names(thing.get("creator"), people)),
        next(iter(_strings(thing.get("datePublished")) or _strings(thing.get("dateCreated"))), None),
        next(iter(_strings(thing.get("inLanguage"))), None),
        next(iter(_names(thing.get("publisher"), people)), None),
        next(iter(_strings(thing.get("articleBody"))), None),
    )


def _names(value: object, people: dict[str, dict[str, object]]) -> list[str]:
    """Return the names in an author's field (strings, objects, references): persons', or else bodies'."""
    persons: list[str] = []
    bodies: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            persons.append(one)
        elif isinstance(one, dict):
            named = one if "name" in one else people.get(str(one.get("@id")), {})
            kind = " ".join(_strings(named.get("@type"))).lower()
            (bodies if "organization" in kind or "corporation" in kind else persons).extend(_strings(named.get("name")))
    return [html.unescape(name) for name in persons or bodies]


def _strings(value: object) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [one.strip() for one in listed if isinstance(one, str) and one.strip()]
