from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.edges.cache import ClipStore, default_clip_folder
from briefing.errors import CantWriteError
from briefing.values import Audio, WordTime

KEY = "ab" + "0" * 62
OTHER = "cd" + "0" * 62
AUDIO = Audio(bytes(range(256)) * 40, 22_050)
WORDS = (WordTime("One", 0), WordTime("“two”\ud800", 300))
DAY = 86_400


@pytest.fixture
def store(tmp_path: Path) -> ClipStore:
    return ClipStore(str(tmp_path / "clips"), keep=True)


def files(store: ClipStore) -> list[Path]:
    return sorted(path for path in Path(store.folder).rglob("*") if path.is_file() and path.name != ".pruned")


def test_a_clip_is_found_again_as_it_was_stored(store: ClipStore, tmp_path: Path) -> None:
    stored = store.store(KEY, AUDIO, WORDS[:1])
    found = ClipStore(str(tmp_path / "clips"), keep=True).find(KEY)
    assert found == stored
    assert Path(stored.file).read_bytes() == AUDIO.pcm
    assert (stored.frames, stored.sample_rate, stored.words) == (AUDIO.frames, 22_050, WORDS[:1])
    assert store.find(OTHER) is None


def entry(store: ClipStore) -> Path:
    return next(path for path in files(store) if path.suffix == ".json")


def sound(store: ClipStore) -> Path:
    return next(path for path in files(store) if path.suffix == ".pcm")


def edited(**changes: object) -> Callable[[ClipStore], object]:
    def edit(store: ClipStore) -> None:
        about = json.loads(entry(store).read_text(encoding="utf-8"))
        entry(store).write_text(json.dumps({**about, **changes}), encoding="utf-8")

    return edit


def folder_in_its_place(store: ClipStore) -> None:
    place = entry(store)
    place.unlink()
    place.mkdir()


DAMAGE: dict[str, Callable[[ClipStore], object]] = {
    "no sound": lambda store: sound(store).unlink(),
    "no entry": lambda store: entry(store).unlink(),
    "truncated sound": lambda store: sound(store).write_bytes(AUDIO.pcm[:-2]),
    "longer sound": lambda store: sound(store).write_bytes(AUDIO.pcm + b"\0\0"),
    "one bit": lambda store: sound(store).write_bytes(b"\1" + AUDIO.pcm[1:]),
    "empty sound": lambda store: sound(store).write_bytes(b""),
    "truncated entry": lambda store: entry(store).write_bytes(entry(store).read_bytes()[:-9]),
    "empty entry": lambda store: entry(store).write_bytes(b""),
    "binary entry": lambda store: entry(store).write_bytes(b"\xff\x00" * 50),
    "nested entry": lambda store: entry(store).write_text("[" * 100_000, encoding="utf-8"),
    "a list": lambda store: entry(store).write_text("[1, 2]", encoding="utf-8"),
    "a folder": folder_in_its_place,
    "another format": edited(clip=99),
    "no rate": edited(sample_rate=None),
    "an impossible rate": edited(sample_rate=0),
    "other frames": edited(frames=3),
    "odd words": edited(words=[1, 2]),
    "endless number": edited(frames=float("inf")),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_entry_counts_as_none_and_is_made_again(store: ClipStore, damage: str) -> None:
    store.store(KEY, AUDIO, WORDS)
    DAMAGE[damage](store)
    assert store.find(KEY) is None
    again = store.store(KEY, AUDIO, WORDS[:1])
    assert Path(again.file).read_bytes() == AUDIO.pcm
    if damage != "a folder":
        assert store.find(KEY) == again


def test_no_part_of_a_clip_that_failed_to_be_written_stays(store: ClipStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(CantWriteError, match="no space left"):
        store.store(KEY, AUDIO, WORDS)
    assert files(store) == []
    store.close()


def test_a_clip_that_another_process_replaces_keeps_its_file(store: ClipStore) -> None:
    mine = store.store(KEY, AUDIO, ())
    theirs = store.store(KEY, Audio(AUDIO.pcm[::-1], 22_050), ())
    assert Path(mine.file).read_bytes() == AUDIO.pcm
    assert store.find(KEY) == theirs


@pytest.mark.parametrize("place", ["file", "below a file", "read-only"])
def test_a_folder_that_cannot_be_written_gives_way_to_a_temporary_one(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    folder = {"file": tmp_path / "file", "below a file": tmp_path / "file" / "clips", "read-only": tmp_path / "locked"}
    if place == "read-only":
        if os.name == "nt" or os.geteuid() == 0:
            pytest.skip("nothing is read-only to root")
        folder[place].mkdir(mode=0o500)
    store = ClipStore(str(folder[place]), keep=True)
    assert store.find(KEY) is None
    stored = store.store(KEY, AUDIO, ())
    assert store.find(KEY) == stored
    assert str(tmp_path) not in stored.file
    store.close()
    assert not Path(stored.file).exists()


def test_a_store_that_is_not_kept_leaves_the_folder_alone_and_nothing_behind(tmp_path: Path) -> None:
    kept = ClipStore(str(tmp_path), keep=True)
    kept.store(KEY, AUDIO, ())
    forced = ClipStore(str(tmp_path), keep=False)
    assert forced.find(KEY) is None
    stored = forced.store(KEY, AUDIO, ())
    assert Path(stored.file).is_file()
    forced.close()
    assert not Path(stored.file).exists()
    assert kept.find(KEY) is not None


def test_the_least_recently_used_go_first_and_none_of_the_last_day(store: ClipStore) -> None:
    keys = [f"{number:02x}" + "0" * 62 for number in range(4)]
    now = time.time()
    for number, key in enumerate(keys):
        store.store(key, AUDIO, ())
        for file in Path(store.folder, key[:2]).iterdir():
            os.utime(file, (now - 9 * DAY + number,) * 2)
    assert store.find(keys[0])  # which is a use of it
    size = store.holds().size
    assert store.prune(size) == 0
    assert store.prune(size // 2) >= size // 4
    assert [store.find(key) is not None for key in keys] == [True, False, False, True]
    assert store.prune(0) == 0  # all used today
    assert store.prune(0, now=now + 2 * DAY) > 0
    assert files(store) == []


def test_what_stays_of_broken_entries_is_swept(store: ClipStore) -> None:
    stored = store.store(KEY, AUDIO, ())
    Path(store.folder, "ab", f"{KEY}.json").unlink()
    assert store.prune(now=time.time() + 2 * DAY) == len(AUDIO.pcm)
    assert not Path(stored.file).exists()


def test_it_tells_what_it_holds(store: ClipStore) -> None:
    store.store(KEY, AUDIO, ())
    store.store(OTHER, AUDIO, ())
    holding = store.holds()
    assert (holding.folder, holding.clips) == (store.folder, 2)
    assert holding.seconds == pytest.approx(2 * AUDIO.frames / 22_050)
    assert holding.size > 2 * len(AUDIO.pcm)


def test_closing_prunes_at_most_once_a_day(store: ClipStore, monkeypatch: pytest.MonkeyPatch) -> None:
    pruned: list[ClipStore] = []

    def prune(store: ClipStore) -> None:
        pruned.append(store)

    monkeypatch.setattr(ClipStore, "prune", prune)
    store.close()
    assert pruned == []
    store.store(KEY, AUDIO, ())
    store.close()
    store.close()
    assert pruned == [store]


def test_the_users_clips_have_a_folder_of_their_own() -> None:
    assert Path(default_clip_folder()).name == "clips"
    assert "briefing" in default_clip_folder()


def test_a_clip_that_comes_after_the_end_brings_no_folder_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    store = ClipStore(None, keep=False)
    store.close()
    with pytest.raises(CantWriteError):
        store.store("ab" * 32, Audio(b"\0\0", 22050), ())
    assert list(tmp_path.iterdir()) == []
