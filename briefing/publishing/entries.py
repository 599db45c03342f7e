"""From a record to what the feed says of an episode."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from briefing.values import Entry, Release


def entry(name: str, data: bytes) -> Entry | None:
    """Return what the feed knows of a record's episode; None where the record is no podcast episode's.

    ValueError when it isn't a whole record.
    """
    try:
        content = json.loads(data)
        return _entry(name, content) if "edition" in content else None
    except (KeyError, TypeError, AttributeError, OverflowError, RecursionError, StopIteration) as error:
        msg = f"it isn't a whole record ({type(error).__name__}: {error})"
        raise ValueError(msg) from error


def _entry(name: str, content: Mapping[str, Any]) -> Entry:
    published = dt.datetime.fromisoformat(content["pubDate"])
    release = Release(
        str(content["guid"]),
        int(content["revision"]),
        published if published.tzinfo else published.replace(tzinfo=dt.UTC),
        dt.date.fromisoformat(content["day"]),
        str(content["edition"]),
        str(content["inputs"]),
        bool(content["held"]),
    )
    files = tuple((str(file["name"]), int(file["size"]), str(file["sha256"])) for file in content["files"])
    made = Entry(
        record=name,
        release=release,
        title=str(content["title"]),
        description=str(content["description"]),
        language=str(content["language"]),
        seconds=float(content["duration_s"]),
        mp3=next(name for name, _, _ in files if name.endswith(".mp3")),
        files=files,
        sources=tuple(
            (str(source["sha256"]), str(source.get("origin") or source["file"])) for source in content["sources"]
        ),
    )
    if any("/" in name or "\\" in name or name.startswith(".") for name, _, _ in files):
        msg = "it names a file outside its folder"
        raise ValueError(msg)
    return made


def packed(one: Entry) -> list[Any]:
    """Return an entry as JSON's own values, for the index."""
    r = one.release
    release = [r.guid, r.revision, r.published.isoformat(), r.day.isoformat(), r.edition, r.inputs, r.held]
    return [release, one.title, one.description, one.language, one.seconds, one.mp3, one.files, one.sources]


def unpacked(record: str, packed: list[Any]) -> Entry:
    """Return the entry that was packed (ValueError, TypeError or IndexError for anything else)."""
    (guid, revision, published, day, edition, inputs, held), title, about, language, seconds, mp3, names, told = packed
    release = Release(
        guid,
        revision,
        dt.datetime.fromisoformat(published),
        dt.date.fromisoformat(day),
        edition,
        inputs,
        held,
    )
    files = tuple((name, size, digest) for name, size, digest in names)
    sources = tuple((digest, whence) for digest, whence in told)
    return Entry(record, release, title, about, language, seconds, mp3, files, sources)
