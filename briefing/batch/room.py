"""Where a batch works: a folder or a store that it has to itself, and a place for what isn't whole."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from briefing.edges import addresses, folders, leases, locks, places, stores
from briefing.errors import Problem, UsageError

STATE = ".batch"
"""The folder, in the output's, for the lock and for what isn't whole."""


@contextlib.contextmanager
def held(folder: str, clips: str | None, cluster: str | None) -> Iterator[str | None]:
    """Hold the output for one batch and yield the folder for what isn't whole; None where each worker has its own.

    LockedError when another batch works there; CantWriteError, UnavailableError or UsageError when nothing can be put
    there or into the shared ``clips``, before anything is made.
    """
    _check(folder, clips, cluster)
    state = places.join(folder, STATE)
    what = f"a batch in {addresses.masked(folder)}"
    if stores.is_store(folder):
        with leases.held(state, what):
            yield None
        return
    with locks.held(places.join(state, "lock"), what):
        parts = places.join(state, "parts")
        folders.drop(parts)  # what a killed run left
        folders.make(parts)
        yield parts


def clear(parts: str | None) -> None:
    """Take away the folder for what isn't whole."""
    if parts is not None:
        folders.drop(parts)


def _check(folder: str, clips: str | None, cluster: str | None) -> None:
    if stores.is_own(folder) and cluster and not cluster.startswith("inproc://"):
        what = f"{folder} is in this process's memory, where no worker of a cluster finds it"
        raise UsageError(Problem("", what, "give a shared folder, or an address: s3://BUCKET/FOLDER"))
    for place in filter(None, (folder, clips)):
        if stores.is_store(place):
            stores.check(place)
