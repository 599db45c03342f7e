from __future__ import annotations

import errno
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from briefing.edges import files, folders, leases, stores
from briefing.errors import LockedError, UnavailableError

HOME = "memory://desk"


@pytest.fixture(autouse=True)
def memory() -> Iterator[Any]:
    from fsspec.implementations.memory import MemoryFileSystem

    yield MemoryFileSystem
    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]


def lease(**changes: object) -> None:
    """Leave the lease of a run behind that never gave it up."""
    with leases.held(HOME, "a batch"):
        (name,) = folders.listing(HOME)
        said = json.loads(files.read(f"{HOME}/{name}"))
    stores.put(HOME, {name: json.dumps({**said, **changes}).encode()})


def is_held() -> bool:
    try:
        with leases.held(HOME, "a batch"):
            return False
    except LockedError:
        return True


def test_a_lease_is_one_runs_and_ends_with_it() -> None:
    with (
        leases.held(HOME, "a batch"),
        pytest.raises(LockedError, match="already running"),
        leases.held(HOME, "another"),
    ):
        pass
    assert folders.listing(HOME) == {}


@pytest.mark.parametrize(
    ("changes", "held"),
    [
        ({"host": "elsewhere"}, True),
        ({"host": "elsewhere", "time": time.time() - 1000}, False),
        ({"pid": 2**22 + 1}, False),
        ({"pid": 2**80}, False),
        ({"time": "now"}, False),
    ],
)
def test_a_lease_of_a_run_that_has_ended_is_given_up_and_swept_away(changes: dict[str, object], held: bool) -> None:  # noqa: FBT001 - a case
    lease(**changes)
    assert is_held() == held
    assert len(folders.listing(HOME)) == held


@pytest.mark.parametrize("spoilt", [b"", b"[]", b"[" * 9000, b"\xff"])
def test_a_lease_that_makes_no_sense_is_nobodys(spoilt: bytes) -> None:
    stores.put(HOME, {"lock-1": spoilt})
    assert not is_held()


def test_of_runs_that_begin_at_once_exactly_one_gets_the_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = 4
    before, after = threading.Barrier(runs), threading.Barrier(runs)
    first = threading.local()
    look = stores.listing

    def together(folder: str) -> dict[str, int]:
        found = look(folder)
        if not hasattr(first, "seen"):  # all of them have looked before any of them writes
            first.seen = True
            before.wait(5)
        return found

    def one(_: int) -> bool:
        try:
            with leases.held(HOME, "a batch"):
                after.wait(5)
                return True
        except LockedError:
            after.wait(5)
            return False

    monkeypatch.setattr(stores, "listing", together)
    monkeypatch.setattr(leases, "PAUSE_S", 0.01)
    with ThreadPoolExecutor(runs) as pool:
        assert sorted(pool.map(one, range(runs))) == [False] * (runs - 1) + [True]


def busy(*_: object, **__: object) -> None:
    raise OSError(errno.EBUSY, "slow down")


def test_a_lease_that_cannot_be_read_is_not_taken_for_none(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN401 - fsspec is untyped
    lease(host="elsewhere")
    monkeypatch.setattr(memory, "cat_file", busy)
    with pytest.raises(UnavailableError, match="slow down"), leases.held(HOME, "a batch"):
        pytest.fail("it's somebody's")
