"""A lock in a store, where the system has none: an object that says who holds it, and that it's still held."""

from __future__ import annotations

import contextlib
import json
import os
import random
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from briefing.edges import stores
from briefing.errors import BriefingError, LockedError, Problem

RENEWED_S, LOST_S = 20.0, 90.0
"""A lease is renewed so often; one that hasn't been for so long belongs to a run that has ended."""

TRIES, PAUSE_S = 5, 0.5
"""So often runs that begin at once stand back for each other, for a random time of up to so long, then twice that …"""

_PREFIX = "lock"


@dataclass(frozen=True, slots=True)
class Lease:
    """Who holds a store's folder. Each run has an object of its own, so that none can write over another's."""

    host: str
    pid: int
    run: str

    @property
    def name(self) -> str:
        """Return the name of its object."""
        return f"{_PREFIX}-{self.run}"


@contextlib.contextmanager
def held(folder: str, what: str) -> Iterator[None]:
    """Hold the lease in a store's folder, or raise LockedError, saying ``what`` is already running.

    A run that was killed on this machine gives its lease up at once, on another within a minute and a half.
    """
    mine = Lease(socket.gethostname(), os.getpid(), uuid.uuid4().hex)
    try:
        dead = _got(folder, mine, what)
        ended = threading.Event()
        thread = threading.Thread(target=_renew, args=(folder, mine, ended), daemon=True)
        thread.start()
        try:
            with contextlib.suppress(BriefingError):
                stores.remove(folder, dead)
            yield
        finally:
            ended.set()
            thread.join(RENEWED_S)
    finally:
        with contextlib.suppress(BriefingError):
            stores.remove(folder, [mine.name])


def _got(folder: str, mine: Lease, what: str) -> list[str]:
    """Get the lease and return those of runs that have ended; LockedError when somebody else has it.

    Each run first puts its own object there, then looks for others: whoever sees none is the only one, since whoever
    comes later sees his. Two that see each other both stand back and try again.
    """
    others: list[dict[str, object]] = []
    for number in range(TRIES):
        others, _ = _found(folder, mine)
        if others:
            break
        _write(folder, mine)
        others, dead = _found(folder, mine)
        if not others:
            return dead
        stores.remove(folder, [mine.name])
        time.sleep(random.uniform(0, PAUSE_S * 2**number))  # noqa: S311 - no secret
    todo = f"wait until it has ended, or for {LOST_S:.0f} s if it was killed"
    raise LockedError(Problem("", f"{what} is already running on {others[0].get('host')}", todo))


def _renew(folder: str, mine: Lease, ended: threading.Event) -> None:
    while not ended.wait(RENEWED_S):
        with contextlib.suppress(BriefingError):
            _write(folder, mine)


def _write(folder: str, mine: Lease) -> None:
    stores.put(folder, {mine.name: json.dumps({**asdict(mine), "time": time.time()}).encode()})


def _found(folder: str, mine: Lease) -> tuple[list[dict[str, object]], list[str]]:
    """Return what the leases of runs at work say, and the names of the others; one's own isn't among them."""
    names = [name for name in stores.listing(folder) if name.startswith(_PREFIX) and name != mine.name]
    said = {name: _read(data) for name, data in stores.read_all(folder, names).items()}
    alive = {name: lease for name, lease in said.items() if lease and _is_alive(lease)}
    return list(alive.values()), [name for name in said if name not in alive]


def _read(data: bytes) -> dict[str, object] | None:
    """Return what a lease says, None where it makes no sense."""
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
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
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        pass
    return True
