"""The show file of a podcast: the show itself, ``[podcast]`` and ``[daily]``, as values.

Every mistake is a BadConfigError (exit code 78) that names the file and what it may hold; all are told at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from briefing import settings, tables
from briefing.edges import places
from briefing.edges.addresses import is_address, is_elsewhere
from briefing.edition.place import Place
from briefing.errors import BadConfigError, Problem
from briefing.publishing.categories import CATEGORIES
from briefing.publishing.kinds import KINDS
from briefing.publishing.profile import EMAIL
from briefing.values import Daily, Podcast, Show

ORDERS = ("given", "newest", "longest")
MOST_STORIES = 100
SHORTEST_S, LONGEST_S = 20, 6 * 3600


@dataclass(frozen=True, slots=True)
class ShowFile:
    """A show, what its feed says, how its daily episode is made; where all of it stands."""

    place: Place
    show: Show
    podcast: Podcast
    daily: Daily

    @property
    def folder(self) -> str:
        """Return the folder of episodes and feed: everything in it is for the public."""
        return self.place.beside(self.daily.folder) if self.daily.folder else self.place.folder

    @property
    def feed(self) -> str:
        """Return the path of the feed."""
        return places.join(self.folder, "feed.xml")


def read(place: Place) -> ShowFile:
    """Return what a show file says; BadConfigError tells all its mistakes."""
    show, problems = settings.show_in(place.file)
    content = tables.load(place.file)
    read_tables: list[dict[str, Any]] = []
    for name, rules in (("podcast", PODCAST), ("daily", DAILY)):
        values, wrong = _table(content.get(name, {}), name, rules, place.file)
        read_tables.append(values)
        problems += wrong
    least, most = (read_tables[1].get(key, getattr(Daily(), key)) for key in ("min_stories", "max_stories"))
    if least > most:
        what = f"[daily] has min_stories = {least}, but max_stories = {most}"
        problems.append(Problem("", what, "make it as many at most", place.file))
    if problems:
        raise BadConfigError(*problems)
    return ShowFile(place, show, replace(Podcast(), **read_tables[0]), replace(Daily(), **read_tables[1]))


class WrongError(ValueError):
    """A value that can't be used; the message says what is right."""


Rule = Callable[[Any], Any]
"""Turns a TOML value into the setting, or raises WrongError."""


def _table(table: object, name: str, rules: Mapping[str, Rule], file: str) -> tuple[dict[str, Any], list[Problem]]:
    if not isinstance(table, dict):
        return {}, [Problem("", f"{name} isn't a table", f"write [{name}]", file)]
    values: dict[str, Any] = {}
    problems = []
    for key, value in table.items():
        if key not in rules:
            what = f"[{name}] has an unknown key {key!r}"
            problems.append(Problem("", what, f"it may have {', '.join(rules)}", file))
            continue
        try:
            values[key] = rules[key](value)
        except WrongError as wrong:
            problems.append(Problem("", f"[{name}] has {key} = {value!r}", str(wrong), file))
    return values, problems


def _text(value: object) -> str:
    if not isinstance(value, str):
        msg = "write it in quotes"
        raise WrongError(msg)
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        msg = "write true or false"
        raise WrongError(msg)
    return value


def _number(least: int, most: int) -> Rule:
    def rule(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            msg = f"write a whole number from {least} to {most}"
            raise WrongError(msg)
        return value

    return rule


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(
        isinstance(one, str) and one.strip() and "\0" not in one for one in value
    ):
        msg = 'write a list of texts in quotes: ["articles", "https://example.org/feed.xml"]'
        raise WrongError(msg)
    return tuple(value)


def _sources(value: object) -> tuple[str, ...]:
    if odd := [one for one in _texts(value) if is_elsewhere(one) and not is_address(one)]:
        msg = f"{odd[0]} can't be fetched: name files, folders, and addresses of http:// or https://"
        raise WrongError(msg)
    return _texts(value)


def _order(value: object) -> str:
    if value not in ORDERS:
        raise WrongError("write " + " or ".join(f'"{order}"' for order in ORDERS))
    return str(value)


def _length(value: object) -> int | str:
    """Return a length in seconds, or "full"."""
    match = re.fullmatch(r"(?:(\d{1,4})m)?(?:(\d{1,5})s)?", value) if isinstance(value, str) else None
    seconds = int(match[1] or 0) * 60 + int(match[2] or 0) if match else 0
    if value != "full" and not SHORTEST_S <= seconds <= LONGEST_S:
        msg = 'write "90s", "2m", "1m30s" or "full"'
        raise WrongError(msg)
    return seconds or "full"


def age(value: object) -> float:
    """Return an age in hours."""
    match = re.fullmatch(r"(\d{1,5})([hd])", value) if isinstance(value, str) else None
    if not match or not int(match[1]):
        msg = 'write hours or days: "36h" or "7d"'
        raise WrongError(msg)
    return float(match[1]) * (24 if match[2] == "d" else 1)


def _edition(value: object) -> str:
    if not isinstance(value, str) or not EDITION.fullmatch(value):
        msg = 'write a short name in small letters, such as "morning"'
        raise WrongError(msg)
    return value


EDITION = re.compile(r"(?:(?!r\d+$)[a-z][a-z0-9]{0,19})?", re.ASCII)
"""A name that fits into a file's; "r2" is a revision's."""


def _folder(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or "\0" in value:
        msg = "name a folder, as seen from the show file"
        raise WrongError(msg)
    return value


def _url(value: object) -> str:
    """Return an address in ASCII that podcast apps can fetch."""
    msg = 'write an address in ASCII such as "https://example.org/briefing/"'
    if not isinstance(value, str) or KINDS["url"](value):
        raise WrongError(msg)
    try:
        parts = urlsplit(value)
        good = bool(parts.hostname) and parts.port != 0 and not parts.username
    except ValueError:
        good = False
    if not good:
        raise WrongError(msg)
    return value


def _base(value: object) -> str:
    url = _url(value)
    if "?" in url or "#" in url:
        msg = "leave out the query and the fragment"
        raise WrongError(msg)
    return url.rstrip("/") + "/"


def _category(value: object) -> tuple[str, ...]:
    names = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else ()
    top = next((name for name in names[:1] if isinstance(name, str)), "")
    if top not in CATEGORIES or len(names) > 2:  # noqa: PLR2004 - a category and its subcategory
        msg = f"write one of Apple's categories, such as {', '.join(list(CATEGORIES)[:4])}, with its subcategory"
        raise WrongError(msg)
    if names[1:] and names[1] not in CATEGORIES[top]:
        raise WrongError(
            f"{top} may have {', '.join(CATEGORIES[top])}" if CATEGORIES[top] else f"{top} has no subcategory"
        )
    return names


def _email(value: object) -> str:
    if not isinstance(value, str) or not EMAIL.fullmatch(value):
        msg = 'write an address such as "desk@example.org"'
        raise WrongError(msg)
    return value


def _uuid(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value):
        msg = "write the podcast's UUID, in small letters"
        raise WrongError(msg)
    return value


def _command(value: object) -> str | tuple[str, ...]:
    return _text(value) if isinstance(value, str) else _texts(value)


PODCAST: Mapping[str, Rule] = {
    "base_url": _base,
    "link": _url,
    "description": _text,
    "category": _category,
    "explicit": _flag,
    "owner": _text,
    "email": _email,
    "copyright": _text,
    "guid": _uuid,
    "locked": _flag,
}
"""What ``[podcast]`` may hold."""

DAILY: Mapping[str, Rule] = {
    "sources": _sources,
    "max_stories": _number(1, MOST_STORIES),
    "min_stories": _number(1, MOST_STORIES),
    "order": _order,
    "max_age": age,
    "edition": _edition,
    "length": _length,
    "engine": _text,
    "rate": _number(settings.WPM_RANGE.start, settings.WPM_RANGE.stop - 1),
    "folder": _folder,
    "keep_episodes": _number(1, 100_000),
    "keep_days": _number(1, 36_500),
    "after_publish": _command,
}
"""What ``[daily]`` may hold."""
