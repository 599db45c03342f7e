"""What stands in a batch's folder: the episodes that are done, by the work that made them, and which names are free."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from briefing.drafts import SCRIPT_SUFFIX, Draft, script_stem
from briefing.edges import folders, places, stores
from briefing.publishing.names import Names, episode_stem, numbered

CHAPTERS_SUFFIX = ".chapters.json"


class Shelf:
    """A folder of episodes."""

    def __init__(self, folder: str) -> None:
        """Look which work's episodes stand there, by their records."""
        self.folder = folder
        self._sizes = {name: held.size for name, held in folders.listing(folder).items()}
        self._done: dict[str, dict[str, Any]] = {}
        self._taken: set[str] = set()
        names = [name for name in self._sizes if name.endswith(".json") and not name.endswith(CHAPTERS_SUFFIX)]
        for name, data in folders.contents(folder, names):  # a store that fails says so: else all would be made again
            record = _record(data)
            key = record["options"].get("inputs") if record else None
            if record and isinstance(key, str) and self._is_whole(record):
                told = {entry: record.get(entry) for entry in ("duration_s", "loudness")}
                self._done[key] = {**told, "stem": name.removesuffix(".json")}

    def _is_whole(self, record: Mapping[str, Any]) -> bool:
        """Tell whether an episode's files are there as they were written; a script may have been edited since."""
        try:
            return all(
                self._sizes.get(one["name"]) == one["size"]
                or (one["name"].endswith(SCRIPT_SUFFIX) and one["name"] in self._sizes)
                for one in record["files"]
            )
        except (KeyError, TypeError, AttributeError):
            return False

    def done(self, key: str) -> dict[str, Any] | None:
        """Return what there is to tell of the episode that this work made: its ``stem``, ``duration_s``, ``loudness``.

        None where there's none.
        """
        if told := self._done.get(key):
            self._taken.add(told["stem"])
        return told

    def name(self, made: Draft) -> Names:
        """Return the names for an episode and keep them for it: its last version's, else free ones."""
        names = self._names(made)
        self._taken.add(names.stem)
        return names

    def _names(self, made: Draft) -> Names:
        hashes = [source.sha256 for source in made.script.sources]
        # In a store's records the sources stand by address.
        whence = map(places.address, made.whence) if stores.is_store(self.folder) else made.whence
        sources = list(zip(whence, hashes, strict=True))
        if made.file is None:
            wished = Names(self.folder, episode_stem(made.script.title, made.script.date))
            # Without its record a store's episode is one that was cut off on its way there: it's replaced.
            new = (
                stores.is_store(self.folder)
                and f"{wished.stem}.json" not in self._sizes
                and wished.stem not in self._taken
            )
            return wished if new else numbered(wished, sources, self._taken)
        wished = Names(self.folder, script_stem(made.file))
        own = places.same(made.file, wished.path(SCRIPT_SUFFIX))  # edited where it stands: its episode is replaced
        return wished if own and wished.stem not in self._taken else numbered(wished, sources, self._taken)


def _record(data: bytes) -> dict[str, Any] | None:
    """Return a record, None for what is none."""
    try:
        record = json.loads(data)
        whole = isinstance(record["files"], list) and isinstance(record["options"], dict)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return record if whole else None
