"""A lock that one run holds: tried at once, gone with the process. Cheap to import, so that it can be tried first."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator

from briefing.errors import CantWriteError, LockedError, Problem


@contextlib.contextmanager
def held(path: str, what: str) -> Iterator[None]:
    """Hold the lock of that name, or raise LockedError at once, saying ``what`` is already running.

    The file stays; the system's lock on it ends with the process that holds it, however that ends.
    """
    with contextlib.ExitStack() as stack:
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - pathlib costs a start more
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            said = (error.strerror or str(error)).lower()
            raise CantWriteError(Problem("", f"{path} can't be written: {said}", "change its permissions")) from error
        stack.callback(os.close, handle)
        try:
            _lock(handle)
        except OSError as error:
            raise LockedError(Problem("", f"{what} is already running", "wait until it has ended")) from error
        yield


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
