"""Files: read with a limit, written whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefing.edges import stopping, stores
from briefing.errors import BadInputError, CantWriteError, NoInputError, Problem

MAX_INPUT_BYTES = 50_000_000
"""The largest source that is read: 50 MB, so that a wrong file can't fill the memory."""


def read(path: str, limit: int = MAX_INPUT_BYTES) -> bytes:
    """Return a file's content.

    NoInputError when it isn't there, isn't a file or can't be read; BadInputError when it's larger than ``limit``
    bytes.
    """
    if stores.is_store(path):
        return stores.read(path, limit)
    file = Path(path)
    try:
        if file.is_dir():
            raise NoInputError(Problem("", f"{path} is a folder", "name a file"))
        with file.open("rb") as handle:
            data = handle.read(limit + 1)
    except FileNotFoundError as error:
        raise NoInputError(Problem("", f"there is no file {path}", "check the name")) from error
    except PermissionError as error:
        raise NoInputError(Problem("", f"{path} can't be read: no permission", "change its permissions")) from error
    except (OSError, ValueError) as error:
        raise NoInputError(Problem("", f"{path} can't be read: {reason(error)}", "check the name")) from error
    if len(data) > limit:
        size = f"larger than the limit of {limit // 1_000_000} MB (MAX_INPUT_BYTES)"
        raise BadInputError(Problem("", f"{path} is {size}", "give a smaller file"))
    return data


def reason(error: OSError | ValueError) -> str:
    """Return the system's own words for an error, without the path."""
    return (getattr(error, "strerror", None) or str(error)).lower()


def exists(path: str) -> bool:
    """Tell whether there is a file of that name."""
    if stores.is_store(path):
        return stores.exists(path)
    with contextlib.suppress(OSError):
        return Path(path).is_file()
    return False


def is_folder(path: str) -> bool:
    """Tell whether there is a folder of that name."""
    if stores.is_store(path):
        return stores.is_folder(path)
    with contextlib.suppress(OSError):
        return Path(path).is_dir()
    return False


@contextlib.contextmanager
def writing(path: str) -> Iterator[None]:
    """Turn the system's errors into CantWriteError, naming the path."""
    try:
        yield
    except OSError as error:
        what = f"{error.filename or path} can't be written: {reason(error)}"
        raise CantWriteError(Problem("", what, "free some space or choose another place with -o")) from error


def write(path: str, data: bytes, *, keep: bool = False) -> None:
    """Write a file whole or not at all: beside it, flushed to disk, then renamed (CantWriteError).

    A link's target is what is written; a device or a pipe is written into. ``keep`` leaves a file its permissions.
    """
    target = Path(os.path.realpath(path))
    with writing(path):
        if target.exists() and not target.is_file():
            target.write_bytes(data)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            publish(name, str(target), keep=keep)
        except BaseException:  # no half-written part is left, whatever ends the write
            Path(name).unlink(missing_ok=True)
            raise


def publish(part: str, path: str, *, keep: bool = False) -> None:
    """Give a finished temporary file its final name.

    It has the permissions that a new file would have, or with ``keep`` those of the file that stands there.
    """
    with writing(path):
        mask = os.umask(0)
        os.umask(mask)
        Path(part).chmod(Path(path).stat().st_mode & 0o7777 if keep and Path(path).exists() else 0o666 & ~mask)
        Path(part).replace(path)


@contextlib.contextmanager
def workshop(folder: str | None = None) -> Iterator[str]:
    """Yield a temporary folder (below ``folder``, made when it's missing), gone at the end whatever happens."""
    with writing(folder or tempfile.gettempdir()):
        if folder is not None:
            Path(folder).mkdir(parents=True, exist_ok=True)
        made = tempfile.mkdtemp(prefix=".briefing-", dir=folder)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def publish_all(made: Mapping[str, str], texts: Mapping[str, bytes], *, staging: str, folder: str) -> None:
    """Give a set of files their final names in ``folder``, once all of them are whole and on the disk.

    ``made`` are finished files (name: path), ``texts`` the contents of others by name; both are put on the disk in
    ``staging`` first, so that what can fail fails before the first rename. Their order is kept.
    """
    with writing(folder):
        parts = dict(made)
        for name, data in texts.items():
            parts[name] = str(Path(staging, name))
            Path(parts[name]).write_bytes(data)
        for part in parts.values():
            with Path(part).open("rb+") as file:
                os.fsync(file.fileno())
    stopping.heed()
    with _undisturbed():
        for name, part in parts.items():
            publish(part, str(Path(folder, name)))


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM wait until the body has ended; only the main thread is ever told of them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    numbers = [number for name in names if (number := getattr(signal, name, None)) and signal.getsignal(number)]
    waiting: list[int] = []
    before = {number: signal.signal(number, lambda number, _: waiting.append(number)) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in waiting:
            signal.raise_signal(number)


def check_writable(folder: str) -> None:
    """Raise CantWriteError when no file can be made in the folder, or the folder itself can't."""
    place = Path(folder)
    with writing(folder):
        while not place.exists():
            place = place.parent
        with tempfile.TemporaryFile(dir=place):
            pass


@contextlib.contextmanager
def alone(folder: str) -> Iterator[None]:
    """Hold the folder's lock, so that two runs at once can't take the same names in it; it ends with the process."""
    key = hashlib.sha256(os.path.realpath(folder).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    owner = getattr(os, "getuid", int)()
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):  # no place for a lock is no reason to make no episode
            handle = stack.enter_context(Path(tempfile.gettempdir(), f"briefing-{owner}-{key}.lock").open("ab"))
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
            else:
                import fcntl

                fcntl.flock(handle, fcntl.LOCK_EX)
        yield
