"""What the page shows of an episode, from its record. Pure; whatever a record lacks or has wrong is left out."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

TYPES = {
    ".mp3": "audio/mpeg",
    ".vtt": "text/vtt; charset=utf-8",
    ".chapters.json": "application/json+chapters; charset=utf-8",
    ".script.md": "text/markdown; charset=utf-8",
    ".source.txt": "text/plain; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/rss+xml; charset=utf-8",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
}
"""Media types by suffix: never what a record claims. Nothing else is handed out."""

RECORD_FILES = (".mp3", ".vtt", ".chapters.json", ".script.md", ".source.txt")
"""What a record may name."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter and where it starts, in seconds."""

    title: str
    start: float


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the transcript: who says what, from when to when (seconds); ``origin`` is where a quote stands."""

    kind: str
    who: str
    text: str
    start: float
    end: float
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Programme:
    """An episode as listed: ``files`` are the names that its record gives, by suffix where there's one of a kind."""

    stem: str
    record: str
    guid: str
    revision: int
    title: str
    show: str
    day: dt.date
    published: dt.datetime
    edition: str
    held: bool
    seconds: float
    language: str
    chapters: tuple[Chapter, ...]
    files: tuple[str, ...]
    people: tuple[str, ...] = ()

    def file(self, suffix: str) -> str | None:
        """Return the name of the file with the suffix."""
        return next((name for name in self.files if name.endswith(suffix)), None)

    @property
    def mp3(self) -> str:
        """Return the name of the sound."""
        return self.file(".mp3") or ""


def kind_of(name: str) -> str | None:
    """Return a file's media type by its name, None for what isn't handed out."""
    return next((kind for suffix, kind in TYPES.items() if name.lower().endswith(suffix)), None)


def is_plain(name: str) -> bool:
    """Tell whether a name is that of a file in its own folder, and not a hidden one."""
    return name.isprintable() and not name.startswith(".") and not set(name) & set("/\\:")


def programme(name: str, data: bytes) -> Programme | None:
    """Return the episode of a record; None where the file is no record of an episode with a sound."""
    content = _loaded(data)
    if content.get("record") != 1:
        return None
    entries = [str(entry.get("name")) for entry in _dicts(content.get("files"))]
    files = tuple(entry for entry in entries if is_plain(entry) and entry.endswith(RECORD_FILES))
    if not any(file.endswith(".mp3") for file in files):
        return None
    published = _moment(content.get("pubDate"))
    return Programme(
        stem=name.removesuffix(".json"),
        record=name,
        guid=_text(content.get("guid")) or name,
        revision=int(_number(content.get("revision"))),
        title=_text(content.get("title")) or name.removesuffix(".json"),
        show=_text(content.get("show")),
        day=_day(content.get("day")) or published.date(),
        published=published,
        edition=_text(content.get("edition")),
        held=content.get("held") is True,
        seconds=_number(content.get("duration_s")),
        language=_text(content.get("language")) or "en",
        chapters=tuple(
            Chapter(_text(one.get("title")), _number(one.get("start"))) for one in _dicts(content.get("chapters"))
        ),
        files=files,
        people=tuple(filter(None, (_text(one.get("name")) for one in _dicts(content.get("persons"))))),
    )


def transcript(data: bytes) -> tuple[Said, ...]:
    """Return a record's spoken lines and headings, in order."""
    content = _loaded(data)
    names = {
        _text(one.get("label")): _text(one.get("name")) or _text(one.get("label")).title()
        for one in _dicts(content.get("voices"))
    }
    return tuple(_said(item, names) for item in _dicts(content.get("items")) if _is_shown(item))


def sources(data: bytes) -> tuple[tuple[str, str], ...]:
    """Return the titles of a record's sources, each with its web address where it has one."""
    found = []
    for one in _dicts(_loaded(data).get("sources")):
        origin = _text(one.get("origin")) or _text(one.get("file"))
        address = origin if origin.lower().startswith(("https://", "http://")) else ""
        found.append((_text(one.get("title")) or origin, address))
    return tuple(found)


def on_air(programmes: Iterator[Programme]) -> tuple[Programme, ...]:
    """Return the newest revision of each episode, newest episode first."""
    newest: dict[str, Programme] = {}
    for one in programmes:
        other = newest.setdefault(one.guid, one)
        if (one.revision, one.record) > (other.revision, other.record):
            newest[one.guid] = one
    return tuple(sorted(newest.values(), key=lambda one: (one.published, one.day, one.record), reverse=True))


def _is_shown(item: dict[str, Any]) -> bool:
    return item.get("kind") in {"heading", "line", "quote"} and bool(_text(item.get("text")))


def _said(item: dict[str, Any], names: dict[str, str]) -> Said:
    label = _text(item.get("reader"))
    cite = item.get("cite")
    origin = _text(cite.get("who")) if isinstance(cite, dict) else ""
    start = _number(item.get("start"))
    end = max(start, _number(item.get("end")))
    return Said(_text(item["kind"]), names.get(label, label.title()), _text(item["text"]), start, end, origin)


def _loaded(data: bytes) -> dict[str, Any]:
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _dicts(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _number(value: object) -> float:
    known = isinstance(value, int | float) and abs(value) <= 1e9 and math.isfinite(value)  # noqa: PLR2004 - seconds
    return max(0.0, float(value)) if known and isinstance(value, int | float) else 0.0


def _moment(value: object) -> dt.datetime:
    try:
        found = dt.datetime.fromisoformat(_text(value))
    except ValueError:
        return dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def _day(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(_text(value))
    except ValueError:
        return None
