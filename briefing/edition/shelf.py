"""The shelf: the episodes in a show's folder, by their records, with an index so that a record is read once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from briefing.edges import files, folders, places
from briefing.edges.folders import Held
from briefing.errors import BriefingError
from briefing.publishing.entries import entry, packed, unpacked
from briefing.values import Entry

NAME = "index.json"
FORMAT = 1
LINE = 3
"""Parts of a record's line: size, time, entry."""

Tell = Callable[[str], None]
"""Called with a line for a person."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder's files by name, and the episodes that its records tell of, of all revisions.

    ``index`` holds size, time and packed entry of each record; ``written`` tells whether it's on the disk like this.
    """

    files: dict[str, Held]
    episodes: tuple[Entry, ...]
    index: dict[str, list[Any]]
    written: bool = False

    def newest(self, edition: str) -> Entry | None:
        """Return the newest revision of an edition, held or not."""
        found = [one for one in self.episodes if edition_of(one) == edition]
        return max(found, key=lambda one: one.release.revision, default=None)

    def on_air(self) -> tuple[Entry, ...]:
        """Return what belongs in the feed: of each edition the newest revision that isn't held and has its MP3."""
        newest: dict[str, Entry] = {}
        for one in self.episodes:
            if not one.release.held and self.is_whole(one):
                other = newest.setdefault(edition_of(one), one)
                if one.release.revision > other.release.revision:
                    newest[edition_of(one)] = one
        return tuple(newest.values())

    def is_whole(self, one: Entry) -> bool:
        """Tell whether the MP3 and what the feed names beside it are there, in their sizes."""
        named = [(name, size) for name, size, _ in one.files if name.endswith((".mp3", ".vtt", ".chapters.json"))]
        return all(name in self.files and self.files[name].size == size for name, size in named)


def edition_of(one: Entry) -> str:
    """Return an episode's edition: its day and the edition's name, "2026-05-04/morning"."""
    return f"{one.release.day.isoformat()}/{one.release.edition}"


def load(folder: str, state: str, tell: Tell) -> Shelf:
    """Return what stands in the folder; records that can't be read are told and left alone.

    A record is read again when its size or time has changed.
    """
    return _look(folders.listing(folder), folder, _index(state), {}, tell)


def again(there: Shelf, folder: str, tell: Tell) -> Shelf:
    """Return what stands in the folder now; only records are ever rewritten."""
    sure = {name: held for name, held in there.files.items() if not name.endswith(".json")}
    known = {one.record: one for one in there.episodes}
    return _look(folders.listing(folder, sure), folder, there.index, known, tell)


def _look(
    there: dict[str, Held], folder: str, known: dict[str, list[Any]], unpacked_before: dict[str, Entry], tell: Tell
) -> Shelf:
    index: dict[str, list[Any]] = {}
    episodes = []
    for name, held in there.items():
        if not name.endswith(".json") or name.endswith(".chapters.json") or name.startswith("."):
            continue
        line = known.get(name)
        if isinstance(line, list) and line[:2] == [held.size, held.changed]:
            one = unpacked_before.get(name) or _unpacked(name, line)
        else:
            one, line = None, []
        if not line or (one is None and line[2] is not None):
            one = _read(folder, name, tell)
            line = [held.size, held.changed, json.loads(json.dumps(packed(one))) if one else None]
        index[name] = line
        if one is not None:
            episodes.append(one)
    return Shelf(there, tuple(episodes), index, written=index == known)


def _unpacked(name: str, line: list[Any]) -> Entry | None:
    """Return an entry of the index; None for a record that's no episode's, or a line that isn't as it was written."""
    try:
        return unpacked(name, line[2]) if line[2] is not None else None
    except (ValueError, TypeError, IndexError, AttributeError):
        return None


def _read(folder: str, name: str, tell: Tell) -> Entry | None:
    """Return a record's entry; None where it's no podcast episode's, or can't be read, which is told."""
    path = places.join(folder, name)
    try:
        return entry(name, files.read(path))
    except (BriefingError, ValueError) as error:
        tell(f"{path}: {error}; the episode is left out of the feed: make it again, or remove the file")
        return None


def save(there: Shelf, state: str) -> None:
    """Write the index, where it isn't there like this already (CantWriteError)."""
    if not there.written:
        content = json.dumps({"index": FORMAT, "records": there.index})
        files.write(places.join(state, NAME), content.encode("utf-8", "replace"))


def _index(state: str) -> dict[str, list[Any]]:
    """Return the index; nothing where there is none, or one that can't be read."""
    try:
        content = json.loads(files.read(places.join(state, NAME), limit=500_000_000))
        records = content["records"].items() if content["index"] == FORMAT else ()
    except (BriefingError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
    return {name: line for name, line in records if isinstance(line, list) and len(line) == LINE}


def names(episodes: Iterable[Entry]) -> list[str]:
    """Return the files of episodes in the order in which they go: the record first, the MP3 last."""
    found: list[str] = []
    for one in episodes:
        found.append(one.record)
        found += [name for name, _, _ in reversed(one.files) if name not in {one.record, one.mp3}]
        found.append(one.mp3)
    return found
