"""What stands in a batch's folder: the episodes that are done, by the work that made them, and which names are free."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from briefing.drafts import SCRIPT_SUFFIX, Draft, script_stem
from briefing.edges import files, folders, places
from briefing.errors import BriefingError
from briefing.publishing.names import Names, episode_stem, numbered

CHAPTERS_SUFFIX = ".chapters.json"


class Shelf:
    """A folder of episodes."""

    def __init__(self, folder: str) -> None:
        """Look which work's episodes stand there, by their records."""
        self.folder = folder
        self._sizes = {name: held.size for name, held in folders.listing(folder).items()}
        self._stems: dict[str, str] = {}
        self._taken: set[str] = set()
        for name in self._sizes:
            if name.endswith(".json") and not name.endswith(CHAPTERS_SUFFIX):
                record = self._record(name)
                key = record.get("options", {}).get("inputs") if record else None
                if record and isinstance(key, str) and self._is_whole(record):
                    self._stems[key] = name.removesuffix(".json")

    def _record(self, name: str) -> dict[str, Any] | None:
        """Return a record, None for what is none."""
        try:
            record = json.loads(files.read(places.join(self.folder, name)))
            whole = isinstance(record["files"], list) and isinstance(record["options"], dict)
        except (BriefingError, ValueError, KeyError, TypeError, RecursionError):
            return None
        return record if whole else None

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
        """Return the record of the episode that this work made, with its stem as ``stem``; None where there's none."""
        stem = self._stems.get(key)
        record = self._record(f"{stem}.json") if stem is not None else None
        if stem is None or record is None:
            return None
        self._taken.add(stem)
        return {**record, "stem": stem}

    def name(self, made: Draft) -> Names:
        """Return the names for an episode and keep them for it: its last version's, else free ones."""
        names = self._names(made)
        self._taken.add(names.stem)
        return names

    def _names(self, made: Draft) -> Names:
        hashes = [source.sha256 for source in made.script.sources]
        sources = list(zip(made.whence, hashes, strict=True))
        if made.file is None:
            return numbered(Names(self.folder, episode_stem(made.script.title, made.script.date)), sources, self._taken)
        wished = Names(self.folder, script_stem(made.file))
        own = places.same(made.file, wished.path(SCRIPT_SUFFIX))  # edited where it stands: its episode is replaced
        return wished if own and wished.stem not in self._taken else numbered(wished, sources, self._taken)
