from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing.edges import addresses, files, folders, places, stores
from briefing.edges.shared_clips import SharedClips, clip_store
from briefing.errors import (
    BadInputError,
    BriefingError,
    CantWriteError,
    NoInputError,
    UnavailableError,
    UsageError,
)
from briefing.values import Audio, WordTime

HOME = "memory://desk"
KEY = "ab" + "0" * 62
AUDIO = Audio(bytes(range(256)) * 40, 22_050)
WORDS = (WordTime("One", 0), WordTime("“two”", 300))


@pytest.fixture(autouse=True)
def memory() -> Iterator[Any]:
    from fsspec.implementations.memory import MemoryFileSystem

    yield MemoryFileSystem
    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]


def test_an_address_is_told_from_a_path() -> None:
    assert stores.is_store("s3://b/x")
    assert stores.is_store("memory://x")
    for other in ("https://a.example/x", "file:///x", "C:\\x", "c:/x", "in/a:b.txt", "a//b", "-"):
        assert not stores.is_store(other), other


@pytest.mark.skipif(os.name == "nt", reason="paths of this system")
def test_a_file_address_is_its_path() -> None:
    for address in ("file:///x/a%20b", "file:/x/a b", "FILE://localhost/x/a b"):
        assert places.absolute(address) == "/x/a b"
    assert stores.plain(places.address("/x/a b?#%.txt")) == "/x/a b?#%.txt"


def test_paths_of_a_store_are_addresses() -> None:
    assert places.join("s3://b/x", "a.mp3") == "s3://b/x/a.mp3"
    assert places.join("in", "s3://b/x") == "s3://b/x"
    assert (places.folder_of("s3://b/x/a.mp3"), places.name_of("s3://b/x/a.mp3")) == ("s3://b/x", "a.mp3")
    assert places.same("s3://b/x", "s3://b/x")
    assert not places.same("s3://b/x", "s3:/b/x")


def test_what_is_put_is_found_read_and_taken_away() -> None:
    stores.put(HOME, {"a.txt": b"one", "sub/b.txt": b"two"})
    assert files.read(f"{HOME}/a.txt") == b"one"
    assert {name: held.size for name, held in folders.listing(HOME).items()} == {"a.txt": 3}
    assert folders.matching(f"{HOME}/**/*.txt") == ["memory:///desk/a.txt", "memory:///desk/sub/b.txt"]
    assert dict(folders.contents(HOME, ["a.txt", "sub/b.txt", "none"])) == {"a.txt": b"one", "sub/b.txt": b"two"}
    assert files.exists(f"{HOME}/a.txt")
    assert files.is_folder(f"{HOME}/sub")
    stores.remove(HOME, ["a.txt", "none"])
    assert not files.exists(f"{HOME}/a.txt")
    assert folders.listing("memory://nowhere") == {}


def test_what_cannot_be_read_says_so() -> None:
    stores.put(HOME, {"a.txt": b"one"})
    with pytest.raises(NoInputError, match="no such"):
        files.read(f"{HOME}/none.txt")
    with pytest.raises(NoInputError, match="is a folder"):
        files.read(HOME)
    with pytest.raises(BadInputError, match="limit"):
        files.read(f"{HOME}/a.txt", limit=2)


def failing(error: Exception) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(errno.EBUSY, "slow down"), UnavailableError),
        (OSError(errno.EIO, "broken inside"), UnavailableError),
        (ConnectionResetError("gone"), UnavailableError),
        (type("HTTPClientError", (Exception,), {})("cut off"), UnavailableError),
        (OSError(errno.EINVAL, "malformed"), NoInputError),
        (PermissionError("no"), NoInputError),
    ],
)
def test_a_store_that_fails_is_told_from_an_object_that_cannot_be_read_and_neither_from_one_that_is_not_there(
    error: Exception,
    kind: type[BriefingError],
    memory: Any,  # noqa: ANN401 - fsspec is untyped
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stores.put(HOME, {"a.json": b"{}"})
    assert stores.read_all(HOME, ["a.json", "none"]) == {"a.json": b"{}"}
    monkeypatch.setattr(memory, "cat_file", failing(error))
    for ask in (lambda: stores.read_all(HOME, ["a.json"]), lambda: files.read(f"{HOME}/a.json")):
        with pytest.raises(kind) as caught:
            ask()
        assert type(caught.value) is kind


def test_an_answer_that_was_called_off_is_no_content(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN401 - fsspec is untyped
    stores.put(HOME, {"a.json": b"{}"})
    monkeypatch.setattr(memory, "cat_file", lambda *_, **__: None)  # what fsspec gives for a cancelled coroutine
    for ask in (lambda: stores.read_all(HOME, ["a.json"]), lambda: files.read(f"{HOME}/a.json")):
        with pytest.raises(UnavailableError):
            ask()


def test_a_record_is_put_last_and_never_stands_beside_files_that_it_does_not_list(memory: Any) -> None:  # noqa: ANN401 - fsspec is untyped
    stores.publish(HOME, {"a.json": b"{}", "a.mp3": b"old"}, "a.json")
    seen: list[tuple[str, bool]] = []
    put = memory.pipe_file

    def watched(self: Any, path: str, *rest: Any, **more: Any) -> None:  # noqa: ANN401 - fsspec is untyped
        seen.append((path.rpartition("/")[2], "/desk/a.json" in memory.store))
        put(self, path, *rest, **more)

    memory.pipe_file = watched
    try:
        stores.publish(HOME, {"a.json": b"{}", "a.mp3": b"new"}, "a.json")
    finally:
        memory.pipe_file = put
    assert seen == [("a.mp3", False), ("a.json", False)]


def test_elsewhere_than_in_an_object_store_nothing_has_its_name_before_it_is_whole(
    memory: Any,  # noqa: ANN401 - fsspec is untyped
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stores, "OBJECT_STORES", set())
    stores.put(HOME, {"a.mp3": b"old"})
    seen: list[str] = []

    def torn(self: Any, path: str, value: bytes, **_: Any) -> None:  # noqa: ANN401 - fsspec is untyped
        seen.append(path)
        with self.open(path, "wb") as file:
            file.write(value[:1])
        raise OSError(28, "no space left")

    monkeypatch.setattr(memory, "pipe_file", torn)
    with pytest.raises(CantWriteError, match="no space left"):
        stores.put(HOME, {"a.mp3": b"new"})
    assert len(seen) == 1
    assert seen[0].startswith("/desk/.a.mp3.")
    assert folders.listing(HOME).keys() == {"a.mp3"}
    assert files.read(f"{HOME}/a.mp3") == b"old"


def test_a_kind_of_address_that_nobody_knows_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="nobodys: is no kind of address"):
        stores.check("nobodys://b/x")


@pytest.mark.parametrize(("address", "missing"), [("s3://b/x", "s3fs"), ("memory://x", "fsspec")])
def test_what_is_missing_is_told_with_the_one_command(
    address: str, missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == missing]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(UnavailableError, match=r"pip install 'briefing\[cluster\]'"):
        stores.check(address)


def test_no_secret_is_in_an_error(monkeypatch: pytest.MonkeyPatch, memory: Any) -> None:  # noqa: ANN401 - fsspec is untyped
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hush-hush")

    def refused(*_: object, **__: object) -> None:
        msg = "signature of hush-hush refused at https://me:pass@word@store.example/x"
        raise RuntimeError(msg)

    monkeypatch.setattr(memory, "pipe_file", refused)
    with pytest.raises(CantWriteError) as caught:
        stores.check("memory://user:pa/ss@desk/x")
    assert "hush" not in str(caught.value)
    assert "word" not in str(caught.value)
    assert addresses.masked("s3://user:p@ss@desk/x") == "s3://desk/x"


# --- Clips -------------------------------------------------------------------------------------------------------


def far(folder: Path) -> SharedClips:
    return SharedClips(f"{HOME}/clips", own=str(folder))


def test_what_one_machine_has_spoken_another_finds(tmp_path: Path) -> None:
    one, other = far(tmp_path / "one"), far(tmp_path / "other")
    assert one.find_all([KEY]) == {}
    stored = one.store(KEY, AUDIO, WORDS)
    one.close()
    found = other.find_all([KEY, "cd" + KEY[2:]])
    assert found.keys() == {KEY}
    assert Path(found[KEY].file).read_bytes() == AUDIO.pcm
    assert (found[KEY].frames, found[KEY].words) == (stored.frames, WORDS)
    stores.remove(f"{HOME}/clips", [f"ab/{KEY}.clip"])
    assert other.find(KEY) == found[KEY]  # its own by now


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "cut short": lambda data: data[:-1],
    "one bit": lambda data: data[:-1] + b"\x01",
    "no head": lambda data: data.partition(b"\n")[2],
    "empty": lambda _: b"",
    "a list": lambda data: b"[]\n" + data.partition(b"\n")[2],
    "nested": lambda _: b"[" * 100_000,
}


@pytest.mark.parametrize("kind", SPOILT)
def test_a_clip_that_is_not_as_it_was_written_counts_as_none(tmp_path: Path, kind: str) -> None:
    one = far(tmp_path / "one")
    one.store(KEY, AUDIO, WORDS)
    one.close()
    place = f"ab/{KEY}.clip"
    stores.put(f"{HOME}/clips", {place: SPOILT[kind](files.read(f"{HOME}/clips/{place}"))})
    assert far(tmp_path / "other").find(KEY) is None


def test_a_store_that_fails_costs_the_clips_in_it_and_not_the_episode(tmp_path: Path) -> None:
    clips = SharedClips("nobodys://x", own=str(tmp_path))
    assert clips.find_all([KEY]) == {}
    assert Path(clips.store(KEY, AUDIO, WORDS).file).read_bytes() == AUDIO.pcm
    clips.close()


def test_only_an_address_shares_its_clips(tmp_path: Path) -> None:
    assert isinstance(clip_store(HOME, keep=True), SharedClips)
    for folder, keep in ((str(tmp_path), True), (HOME, False)):
        assert not isinstance(clip_store(folder, keep=keep), SharedClips)
