"""Files of one folder, handed out in parts: opened by plain name, no link followed, nothing but ordinary files."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from briefing.errors import NoInputError, Problem

_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

_SAFE = hasattr(os, "O_NOFOLLOW")
"""Whether the system itself refuses to open a link."""


class Reel(NamedTuple):
    """An open file: its handle, size in bytes, time of its last change in ns since 1970."""

    handle: int
    size: int
    changed: int

    def part(self, start: int, length: int) -> bytes:
        """Return so many bytes from a place on; fewer where the file ends."""
        if hasattr(os, "pread"):
            return os.pread(self.handle, length, start)
        os.lseek(self.handle, start, os.SEEK_SET)
        return os.read(self.handle, length)


@contextlib.contextmanager
def reel(folder: str, name: str) -> Iterator[Reel]:
    """Open a file of the folder (NoInputError for a link, a folder, a device, a name that leads elsewhere)."""
    with contextlib.ExitStack() as stack:
        try:
            path = os.path.join(folder, name)  # noqa: PTH118 - pathlib costs more than opening does
            if os.path.basename(path) != name or (not _SAFE and Path(path).is_symlink()):  # noqa: PTH119
                raise _missing(name)
            handle = os.open(path, _FLAGS)
            stack.callback(os.close, handle)
            found = os.fstat(handle)
        except (OSError, ValueError) as error:
            raise _missing(name) from error
        if not stat.S_ISREG(found.st_mode):
            raise _missing(name)
        yield Reel(handle, found.st_size, found.st_mtime_ns)


def _missing(name: str) -> NoInputError:
    return NoInputError(Problem("", f"there is no file {name} to hand out", "check the name"))


def own(package: str, name: str) -> bytes:
    """Return a data file that stands in one of the program's own packages."""
    return resources.files(package).joinpath(name).read_bytes()
