"""Folders: what is in them, by size and time; files taken out of them; what a pattern finds."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from glob import glob, has_magic
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from briefing.edges import stores
from briefing.edges.files import read, reason, writing
from briefing.errors import BadInputError, NoInputError, Problem


class Held(NamedTuple):
    """A file in a folder: its size in bytes and the time of its last change, in ns since 1970."""

    size: int
    changed: int


def listing(folder: str, sure: Mapping[str, Held] = MappingProxyType({})) -> dict[str, Held]:
    """Return the files of a folder by name, hidden ones too; none where there is no such folder (NoInputError else).

    Those in ``sure`` are known not to have changed and aren't looked at again.
    """
    if stores.is_store(folder):
        return {name: Held(size, 0) for name, size in stores.listing(folder).items()}
    found: dict[str, Held] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                with contextlib.suppress(FileNotFoundError):  # gone since
                    if entry.name in sure:
                        found[entry.name] = sure[entry.name]
                    elif entry.is_file():
                        about = entry.stat()
                        found[entry.name] = Held(about.st_size, about.st_mtime_ns)
    except FileNotFoundError:
        return {}
    except OSError as error:
        what = f"{folder} can't be read: {reason(error)}"
        raise NoInputError(Problem("", what, "change its permissions, or name another folder")) from error
    return found


def about(path: str) -> Held:
    """Return a file's size and time (NoInputError when it isn't there)."""
    try:
        found = Path(path).stat()
    except (OSError, ValueError) as error:
        raise NoInputError(Problem("", f"there is no file {path}", "check the name")) from error
    return Held(found.st_size, found.st_mtime_ns)


def is_pattern(name: str) -> bool:
    """Tell a pattern (``*``, ``?``, ``[…]``) from a name."""
    return has_magic(name)


def matching(pattern: str) -> list[str] | None:
    """Return the files that a pattern (``*``, ``?``, ``[…]``, ``**``) finds, by name; None where it's no pattern."""
    if stores.is_store(pattern):
        return stores.matching(pattern)
    if not has_magic(pattern):
        return None
    found = glob(pattern, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute pattern
    return sorted(path for path in found if Path(path).is_file())


def contents(folder: str, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield a folder's files of those names and what is in them; those that can't be read are left out."""
    if stores.is_store(folder):
        yield from stores.read_all(folder, names).items()
        return
    for name in names:
        with contextlib.suppress(NoInputError, BadInputError):
            yield name, read(str(Path(folder, name)))


def inside(path: str, folder: str) -> bool:
    """Tell whether a path lies in a folder, at any depth."""
    real, home = os.path.realpath(path), os.path.realpath(folder)
    return real.startswith(home.rstrip(os.sep) + os.sep)


def remove(folder: str, names: Iterable[str]) -> None:
    """Take files out of a folder, in this order; those that aren't there are gone already (CantWriteError)."""
    with writing(folder):
        for name in names:
            Path(folder, name).unlink(missing_ok=True)


def sweep(folder: str) -> None:
    """Remove what killed runs left in a folder: their workshops and half-written parts."""
    with contextlib.suppress(OSError):
        for path in Path(folder).glob(".*"):
            if path.name.startswith(".briefing-") and path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name.endswith(".part"):
                path.unlink(missing_ok=True)


def settle(folder: str) -> None:
    """Put a folder's names on the disk, so that a power cut can't undo a rename that was made before another."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def make(folder: str) -> None:
    """Make a folder where there is none (CantWriteError)."""
    with writing(folder):
        Path(folder).mkdir(parents=True, exist_ok=True)


def drop(folder: str) -> None:
    """Remove a folder with all that is in it; one that isn't there is gone already."""
    shutil.rmtree(folder, ignore_errors=True)
