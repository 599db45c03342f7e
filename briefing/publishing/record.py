"""The record: what stays of an episode, as JSON. Its keys only grow.

``record`` (1), ``guid``, ``revision``, ``pubDate`` (ISO 8601), ``title``, ``show``, ``language``, ``description``,
``files`` (name, type, size in bytes, sha256), ``chapters`` (title, start in s), ``persons`` (name), ``sources`` (key,
file, origin, sha256, title), ``voices`` (label, name, voice), ``engine`` and ``engine_version``, ``options``,
``loudness`` (LUFS and dBTP), ``duration_s`` and ``items``: text, reader, cite, start and end in s. A podcast's episode
also has ``day`` and ``edition``, ``inputs`` (a hash of the settings) and ``held`` (true: not in the feed yet). The
``options`` of an episode made by ``batch`` have ``inputs`` (a hash of source and settings) too.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from briefing.values import Chapter, Item, Line, Master, Release, Rundown, Script

TYPES = {
    ".mp3": "audio/mpeg",
    ".vtt": "text/vtt",
    ".chapters.json": "application/json+chapters",
    ".script.md": "text/markdown",
    ".source.txt": "text/plain",
}
"""Media types by suffix."""


def record(  # noqa: PLR0913 - one argument for each part of the record, all by name
    *,
    script: Script,
    rundown: Rundown,
    chapters: Sequence[Chapter],
    master: Master,
    texts: Mapping[str, bytes],
    mp3: str,
    description: str,
    engine: tuple[str, str],
    options: Mapping[str, Any],
    release: Release | None = None,
) -> str:
    """Return the record. ``texts`` are the files beside the MP3, by name; ``mp3`` is its name."""
    stem = mp3.removesuffix(".mp3")
    content = {
        "record": 1,
        "guid": f"tag:briefing.invalid,{script.date.isoformat()}:{stem}",
        "revision": 1,
        "pubDate": dt.datetime.combine(script.date, dt.time(), dt.UTC).isoformat(),
        "title": script.title,
        "show": script.show,
        "language": script.language,
        "description": description,
        "files": [_file(mp3, master.size, master.sha256)]
        + [_file(name, len(data), hashlib.sha256(data).hexdigest()) for name, data in texts.items()],
        "chapters": [{"title": c.title, "start": _s(rundown, c.start)} for c in chapters],
        "persons": [{"name": reader.name} for reader in script.readers if reader.name],
        "sources": [
            _filled(key=s.key, file=s.file, origin=s.origin, sha256=s.sha256, title=s.title) for s in script.sources
        ],
        "voices": [_filled(label=r.label, name=r.name, voice=r.voice) for r in script.readers],
        "engine": engine[0],
        "engine_version": engine[1],
        "options": dict(options),
        "loudness": {"lufs": master.lufs, "true_peak_dbtp": master.true_peak},
        "duration_s": round(master.seconds, 3),
        "items": [_item(rundown, slot.item, slot.start, slot.end) for slot in rundown.slots],
    }
    if release:
        content |= released(release)
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def released(release: Release) -> dict[str, Any]:
    """Return what the record of a podcast's episode says of its release."""
    return {
        "guid": release.guid,
        "revision": release.revision,
        "pubDate": release.published.isoformat(),
        "day": release.day.isoformat(),
        "edition": release.edition,
        "inputs": release.inputs,
        "held": release.held,
    }


def _file(name: str, size: int, sha256: str) -> dict[str, Any]:
    kind = next((kind for suffix, kind in TYPES.items() if name.endswith(suffix)), "application/octet-stream")
    return {"name": name, "type": kind, "size": size, "sha256": sha256}


def _item(rundown: Rundown, item: Item, start: int, end: int) -> dict[str, Any]:
    times = {"start": _s(rundown, start), "end": _s(rundown, end)}
    if not isinstance(item, Line):
        return {"kind": type(item).__name__.lower(), "text": getattr(item, "text", getattr(item, "kind", "")), **times}
    cite = item.cite and _filled(
        source=item.cite.source, ranges=[s.fragment for s in item.cite.spans], who=item.cite.who
    )
    kind = "quote" if item.verbatim else "line"
    return _filled(kind=kind, reader=item.reader, text=item.text, cite=cite) | times


def _s(rundown: Rundown, frames: int) -> float:
    return round(rundown.seconds(frames), 3)


def _filled(**entries: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON is what it is
    return {key: value for key, value in entries.items() if value}
