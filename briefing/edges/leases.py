"""A lock in a store, where the system has none: an object that says who holds it, and that it's still held."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import threading
import time
import uuid
from collections.abc import Iterator

from briefing.edges import stores
from briefing.errors import BriefingError, LockedError, Problem

RENEWED_S, LOST_S = 20.0, 90.0
"""A lease is renewed so often; one that hasn't been for so long belongs to a run that has ended."""

_LIMIT = 10_000


@contextlib.contextmanager
def held(folder: str, what: str) -> Iterator[None]:
    """Hold the lease in a store's folder, or raise LockedError at once, saying ``what`` is already running.

    A run that was killed on this machine gives its lease up at once, on another within a minute and a half. Two that
    begin in the same second on two machines may both get it: what each puts there is whole all the same.
    """
    place = stores.joined(folder, "lock")
    mine = {"host": socket.gethostname(), "pid": os.getpid(), "run": uuid.uuid4().hex}
    theirs = _read(place)
    if theirs and _is_alive(theirs):
        what = f"{what} is already running on {theirs.get('host')}"
        todo = f"wait until it has ended, or for {LOST_S:.0f} s if it was killed"
        raise LockedError(Problem("", what, todo))
    _write(folder, mine)
    ended = threading.Event()
    thread = threading.Thread(target=_renew, args=(folder, mine, ended), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(RENEWED_S)
        with contextlib.suppress(BriefingError):
            if (now := _read(place)) and now.get("run") == mine["run"]:
                stores.remove(folder, ["lock"])


def _renew(folder: str, mine: dict[str, object], ended: threading.Event) -> None:
    while not ended.wait(RENEWED_S):
        with contextlib.suppress(BriefingError):
            _write(folder, mine)


def _write(folder: str, mine: dict[str, object]) -> None:
    stores.put(folder, {"lock": json.dumps({**mine, "time": time.time()}).encode()})


def _read(place: str) -> dict[str, object] | None:
    """Return what a lease says, None where there's none or it makes no sense."""
    try:
        said = json.loads(stores.read(place, _LIMIT)) if stores.exists(place) else None
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _is_alive(lease: dict[str, object]) -> bool:
    """Tell whether the run that holds a lease is still at work."""
    at, pid = lease.get("time"), lease.get("pid")
    if not isinstance(at, int | float) or abs(time.time() - at) > LOST_S:
        return False
    if lease.get("host") != socket.gethostname() or not isinstance(pid, int) or os.name == "nt":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True
