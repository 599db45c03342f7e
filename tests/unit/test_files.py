"""Files: read with a limit, written whole or not at all, the system's errors told in words."""

from __future__ import annotations

import errno
import os
import re
import signal
import stat
import tempfile
import threading
from pathlib import Path

import pytest

from briefing.edges import files
from briefing.errors import BadInputError, CantWriteError, NoInputError


def test_a_file_of_exactly_the_limit_is_read_and_one_more_byte_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"12345")
    assert files.read(str(file), limit=5) == b"12345"
    assert files.read(str(file), limit=6) == b"12345"
    with pytest.raises(BadInputError, match="larger than the limit"):
        files.read(str(file), limit=4)


@pytest.mark.parametrize(("limit", "told"), [(2_999_999, 2), (3_000_000, 3)])
def test_the_limit_is_told_in_megabytes(tmp_path: Path, limit: int, told: int) -> None:
    file = tmp_path / "a.txt"
    with file.open("wb") as handle:
        handle.truncate(3_000_001)
    with pytest.raises(BadInputError, match=f"the limit of {told} MB"):
        files.read(str(file), limit=limit)


def test_what_isnt_a_file_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NoInputError, match="is a folder"):
        files.read(str(tmp_path))
    with pytest.raises(NoInputError, match="there is no file"):
        files.read(str(tmp_path / "none"))
    with pytest.raises(NoInputError, match="can't be read: "):
        files.read("a\0b")
    with pytest.raises(NoInputError, match="can't be read: file name too long"):
        files.read("x" * 5000)


def test_a_reason_is_the_systems_own_words_in_small_letters() -> None:
    assert files.reason(OSError(errno.ENOSPC, "No Space Left", "/a/path")) == "no space left"
    assert files.reason(ValueError("Embedded Null")) == "embedded null"


def test_files_and_folders_are_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.touch()
    assert files.exists(str(file))
    assert not files.exists(str(tmp_path))
    assert files.is_folder(str(tmp_path))
    assert not files.is_folder(str(file))
    assert not files.exists("x" * 5000)
    assert not files.is_folder("x" * 5000)


def test_a_file_is_written_with_its_folder_and_nothing_else_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "new"
    files.write(str(folder / "a.txt"), b"one")
    files.write(str(folder / "a.txt"), b"two")
    assert [(file.name, file.read_bytes()) for file in folder.iterdir()] == [("a.txt", b"two")]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
@pytest.mark.parametrize(("keep", "mode"), [({}, 0o644), ({"keep": False}, 0o644), ({"keep": True}, 0o601)])
def test_a_file_keeps_its_permissions_only_when_asked(tmp_path: Path, keep: dict[str, bool], mode: int) -> None:
    file = tmp_path / "a.txt"
    file.touch()
    file.chmod(0o601)
    before = os.umask(0o022)
    try:
        files.write(str(file), b"x", **keep)
        files.write(str(tmp_path / "new.txt"), b"x", **keep)
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == mode
    assert stat.S_IMODE((tmp_path / "new.txt").stat().st_mode) == 0o644


def test_a_links_target_is_what_is_written(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    files.write(str(tmp_path / "link"), b"x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"x"


def test_a_device_is_written_into() -> None:
    files.write(os.devnull, b"x")
    assert not Path(os.devnull).is_file()


def test_a_write_that_fails_leaves_the_old_file_and_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CantWriteError, match=r"a\.txt can't be written: no space left on device"):
        files.write(str(file), b"new")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("a.txt", b"old")]


def test_a_set_that_fails_is_published_not_even_in_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    staging, folder = tmp_path / "staging", tmp_path / "out"
    staging.mkdir()
    folder.mkdir()
    (staging / "a.part").write_bytes(b"sound")
    left = [2]

    def full(_: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    texts = {"b.txt": b"text", "c.txt": b"text"}
    with pytest.raises(CantWriteError):
        files.publish_all({"a.mp3": str(staging / "a.part")}, texts, staging=str(staging), folder=str(folder))
    assert not list(folder.iterdir())


def test_a_set_stands_whole_under_its_names(tmp_path: Path) -> None:
    with files.workshop(str(tmp_path / "out")) as staging:
        assert Path(staging).parent == tmp_path / "out"
        part = Path(staging, "x.part")
        part.write_bytes(b"sound")
        files.publish_all({"a.mp3": str(part)}, {"b.txt": b"text"}, staging=staging, folder=str(tmp_path / "out"))
    found = {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()}
    assert found == {"a.mp3": b"sound", "b.txt": b"text"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_a_published_file_has_a_new_files_permissions(tmp_path: Path) -> None:
    for name in ("part", "a", "new"):
        (tmp_path / name).touch()
    (tmp_path / "a").chmod(0o601)
    files.publish(str(tmp_path / "part"), str(tmp_path / "a"))
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "new").stat().st_mode


@pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
def test_a_signal_waits_until_a_set_is_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    real = files.publish

    def publish(part: str, path: str, *, keep: bool = False) -> None:
        if not done:
            signal.raise_signal(signal.SIGINT)
        real(part, path, keep=keep)
        done.append(Path(path).name)

    monkeypatch.setattr(files, "publish", publish)
    with pytest.raises(KeyboardInterrupt):
        files.publish_all({}, {"a": b"1", "b": b"2"}, staging=str(tmp_path), folder=str(tmp_path))
    assert done == ["a", "b"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_set_is_published_from_another_thread_too(tmp_path: Path) -> None:
    def publish() -> None:
        files.publish_all({}, {"a": b"1"}, staging=str(tmp_path), folder=str(tmp_path))

    thread = threading.Thread(target=publish)
    thread.start()
    thread.join(10)
    assert (tmp_path / "a").read_bytes() == b"1"


def test_a_workshop_is_gone_whatever_happens(tmp_path: Path) -> None:
    def fail() -> None:
        with files.workshop(str(tmp_path / "deep" / "made")) as shop:
            Path(shop, "a").touch()
            raise KeyError(shop)

    with pytest.raises(KeyError):
        fail()
    assert not list((tmp_path / "deep" / "made").iterdir())


def test_a_workshop_may_be_in_a_folder_that_is_there_and_may_be_taken_away(tmp_path: Path) -> None:
    with files.workshop(str(tmp_path)) as shop:
        Path(shop).rmdir()
    assert not list(tmp_path.iterdir())


def test_a_workshop_that_cannot_be_made_is_told_with_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    with pytest.raises(CantWriteError, match=re.escape(f"{tmp_path} can't be written")), files.workshop(str(tmp_path)):
        pytest.fail("there is no room")


def test_a_folder_that_cant_be_made_is_told_before_anything_is_done(tmp_path: Path) -> None:
    files.check_writable(str(tmp_path / "not" / "yet"))
    assert not list(tmp_path.iterdir())
    (tmp_path / "file").touch()
    with pytest.raises(CantWriteError):
        files.check_writable(str(tmp_path / "file" / "below"))


@pytest.mark.skipif(os.name == "nt", reason="fcntl's lock")
def test_a_folder_is_held_by_one_at_a_time_however_its_named(tmp_path: Path) -> None:
    second = threading.Event()

    def take() -> None:
        with files.alone(f"{tmp_path}/."):
            second.set()

    thread = threading.Thread(target=take)
    with files.alone(str(tmp_path)), files.alone(str(tmp_path / "other")):
        thread.start()
        assert not second.wait(0.1)
    assert second.wait(10)
    thread.join(10)
