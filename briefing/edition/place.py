"""Where a show stands: its file, its state, its lock. Cheap to import: the lock is tried before anything else.

A show file in the user's configuration folder keeps its episodes and state in the user's data folder; any other keeps
them beside itself. The working directory is no guide: cron's is another one.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from briefing.edges import places
from briefing.errors import NoInputError, Problem

DEFAULT = "show.toml"


@dataclass(frozen=True, slots=True)
class Place:
    """A show's file (an absolute path), the folder that holds what becomes of it, and the show's short name."""

    file: str
    home: str
    name: str

    @property
    def folder(self) -> str:
        """Return where episodes and feed go when the show file names no folder."""
        return places.join(self.home, self.name)

    @property
    def state(self) -> str:
        """Return the folder of what was told, the index and the lock; it isn't for the public."""
        return places.join(self.home, f".{self.name}")

    @property
    def lock(self) -> str:
        """Return the path of the lock."""
        return places.join(self.state, "lock")

    def beside(self, name: str) -> str:
        """Return a path that the show file names; "~" is the user's home."""
        return places.join(places.folder_of(self.file), os.path.expanduser(name))  # noqa: PTH111


def find(name: str | None) -> Place:
    """Return where a show stands: a path, a name in the configuration folder, or None for ``show.toml`` in it.

    NoInputError when there is no such file.
    """
    config = places.config_folder()
    if name is None:
        file = places.join(config, DEFAULT)
    elif os.sep in name or "/" in name or os.path.isfile(name):  # noqa: PTH113 - pathlib costs a start more
        file = os.path.abspath(name)  # noqa: PTH100 - a link's own place counts, not its target's
    else:
        file = places.join(config, name if name.endswith(".toml") else f"{name}.toml")
    if not os.path.isfile(file):  # noqa: PTH113
        todo = "write one with `briefing show new`" if name is None else "check the name, or `briefing show new` it"
        raise NoInputError(Problem("", f"there is no show file {file}", todo))
    folder = places.folder_of(file)
    home = places.data_folder() if places.same(folder, config) else folder
    return Place(file, home, places.name_of(file).removesuffix(".toml"))
