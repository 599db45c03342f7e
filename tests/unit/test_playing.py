"""An MP3 played, and how long it plays."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest
from desk import ffmpeg
from tone import Tone

from briefing.__main__ import run
from briefing.mastering import tags
from briefing.mastering.playing import playing_time
from briefing.speaking import engine
from briefing.values import Tags


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that is all there is on PATH."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(engine, "find", lambda _name: Tone())
    return tmp_path / "bin"


def player(shelf: Path, name: str, code: int = 0) -> None:
    """Put a player there that notes what it's asked to play."""
    path = shelf / name
    path.write_text(f'#!/bin/sh\necho noise\necho "{name} $*" >>played\nexit {code}\n', encoding="utf-8")
    path.chmod(0o755)


unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows chooses the player itself")


@unix
def test_the_first_player_that_the_machine_has_plays_the_voice(shelf: Path, capfd: pytest.CaptureFixture[str]) -> None:
    player(shelf, "mpg123")
    player(shelf, "mpv")
    assert run(["voices", "try", "anchor", "Good evening.", "--play"]) == 0
    assert Path("played").read_text(encoding="utf-8") == "mpv --no-video --really-quiet output/voice-anchor.wav\n"
    assert capfd.readouterr() == ("output/voice-anchor.wav\n", "")  # a player's own words go nowhere


@unix
@pytest.mark.parametrize("there", [False, True])
def test_without_a_player_that_plays_it_the_file_is_named(
    shelf: Path, there: object, capsys: pytest.CaptureFixture[str]
) -> None:
    if there:
        player(shelf, "mpg123", code=1)
    assert run(["voices", "try", "anchor", "Good evening.", "--play"]) == 0
    assert capsys.readouterr().err == "briefing: no player was found to play it; open output/voice-anchor.wav\n"
    assert Path("output/voice-anchor.wav").stat().st_size > 1000


def noise(path: Path, *how: str) -> Path:
    ffmpeg("-f", "lavfi", "-i", "anoisesrc=duration=3:sample_rate=44100", *how, "-y", str(path))
    return path


@pytest.mark.engine
def test_the_playing_time_is_by_what_is_in_the_file_whatever_its_header_says(tmp_path: Path) -> None:
    mp3 = noise(tmp_path / "a.mp3", "-b:a", "96k", "-write_xing", "0", "-id3v2_version", "0")
    assert playing_time(str(mp3)) == pytest.approx(3.0, abs=0.1)
    words = Tags("Title", "Show", "Author", dt.date(2026, 5, 4), "en-GB", "", b"\xff\xd8\xff" + bytes(60_000))
    tags.write(str(mp3), words, [], 1000, 3000)
    assert playing_time(str(mp3)) == pytest.approx(3.0, abs=0.1)  # a picture isn't sound
    mp3.write_bytes(mp3.read_bytes()[:-18_000])  # half the sound is lost
    assert playing_time(str(mp3)) == pytest.approx(1.5, abs=0.1)


@pytest.mark.engine
def test_a_changing_bit_rate_is_read_from_the_header(tmp_path: Path) -> None:
    assert playing_time(str(noise(tmp_path / "a.mp3", "-q:a", "6"))) == pytest.approx(3.0, abs=0.1)


def test_what_is_no_mp3_has_no_playing_time(tmp_path: Path) -> None:
    assert playing_time(str(tmp_path / "none.mp3")) is None
    (tmp_path / "a.mp3").write_bytes(b"no sound at all")
    assert playing_time(str(tmp_path / "a.mp3")) is None
