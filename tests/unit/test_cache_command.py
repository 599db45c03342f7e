"""`briefing cache`: what is kept, and less of it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from briefing.__main__ import run
from briefing.edges.cache import ClipStore, default_clip_folder
from briefing.values import Audio

RATE = 10_000
OLD = 1_700_000_000  # the 14th of November 2023, anywhere on earth or a day beside it


@pytest.fixture(autouse=True)
def _a_cache_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def keep(key: str, minutes: int, used: float | None = None) -> Path:
    """Keep a clip that was used at a time, and return its sound."""
    stored = ClipStore(default_clip_folder(), keep=True).store(key * 64, Audio(bytes(120 * RATE * minutes), RATE), ())
    sound = Path(stored.file)
    for path in sound.parent.iterdir():
        os.utime(path, (used or time.time(),) * 2)
    return sound


def test_an_empty_cache_says_where_it_is_and_that_it_is_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["cache"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"folder  {tmp_path}/briefing/clips",
        "clips   0, 0 min of speech",
        "size    0.0 MB, pruned above 1000 MB",
        "oldest  (none)",
    ]


def test_the_clips_are_counted_with_their_length_size_and_age(capsys: pytest.CaptureFixture[str]) -> None:
    keep("a", 1)
    keep("b", 2, OLD)
    assert run(["cache"]) == 0
    _, clips, size, oldest = capsys.readouterr().out.splitlines()
    assert clips == "clips   2, 3 min of speech"
    assert size == "size    3.6 MB, pruned above 1000 MB"
    assert oldest.startswith("oldest  2023-11-1")


@pytest.mark.parametrize("to", ["0", "1 mb", "2MB"])
def test_the_clips_used_longest_ago_go_until_the_rest_fits(to: str, capsys: pytest.CaptureFixture[str]) -> None:
    fresh, old = keep("a", 1), keep("b", 2, OLD)
    assert run(["cache", "prune", "--to", to]) == 0
    assert (fresh.exists(), old.exists()) == (True, False)  # of the last day all stay, however little may
    assert capsys.readouterr().out == "2.4 MB freed, 1.2 MB stay\n"


def test_without_a_size_a_cache_below_the_limit_stays_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    old = keep("b", 1, OLD)
    assert run(["cache", "prune"]) == 0
    assert old.exists()
    assert capsys.readouterr().out == "0.0 MB freed, 1.2 MB stay\n"


def test_all_clips_go_when_all_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    sounds = keep("a", 1), keep("b", 2, OLD)
    assert run(["cache", "prune", "--all"]) == 0
    assert not any(sound.exists() for sound in sounds)
    assert capsys.readouterr().out == "3.6 MB freed, 0.0 MB stay\n"


@pytest.mark.parametrize("to", ["lots", "-1", "1GB", "٢٠٠"])
def test_what_is_no_size_is_a_usage_error_and_nothing_goes(to: str, capsys: pytest.CaptureFixture[str]) -> None:
    old = keep("b", 1, OLD)
    assert run(["cache", "prune", "--to", to]) == 2
    assert capsys.readouterr().err == f"briefing: --to {to} isn't a size; give MB, such as 200 or 200MB\n"
    assert old.exists()


def test_all_and_a_size_are_one_too_many(capsys: pytest.CaptureFixture[str]) -> None:
    old = keep("b", 1, OLD)
    assert run(["cache", "prune", "--all", "--to", "0"]) == 2
    assert capsys.readouterr().err == "briefing: --all doesn't go with --to; leave one of them out\n"
    assert old.exists()
