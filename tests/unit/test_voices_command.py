from __future__ import annotations

import io
import wave
from pathlib import Path

import pytest
from tone import Tone

from briefing.__main__ import run
from briefing.speaking import engine


@pytest.fixture(autouse=True)
def _at_a_desk_with_a_tone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(engine, "find", lambda _name: Tone())


def seconds(path: str) -> float:
    with wave.open(io.BytesIO(Path(path).read_bytes())) as wav:
        assert (wav.getnchannels(), wav.getsampwidth()) == (1, 2)
        return float(wav.getnframes() / wav.getframerate())


def test_a_voice_is_heard_from_a_wav_whose_path_is_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["voices", "try", "anchor", "Hello there, this is a test."]) == 0
    path = capsys.readouterr().out.strip()
    assert path == "output/voice-anchor.wav"
    assert seconds(path) > 0.5


def test_a_word_is_said_without_the_lexicon_and_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["voices", "try", "--word", "Raisi", "-o", "twice.wav"]) == 0
    both = capsys.readouterr()
    assert both.out == "twice.wav\n"
    assert both.err == "briefing: Raisi: rah-EE-see or /rɑːˈiːsi/\n"
    assert run(["voices", "try", "anchor", "Raisi", "-o", "once.wav"]) == 0
    assert seconds("twice.wav") > 2 * seconds("once.wav")


def test_a_word_that_the_lexicon_lacks_is_said_once_and_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["voices", "try", "--word", "Bloggs"]) == 0
    assert "the lexicon doesn't have Bloggs" in capsys.readouterr().err


def test_the_users_own_lexicon_is_heard(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.toml").write_text('[words]\nRaisi = "RAY-see"\n', encoding="utf-8")
    assert run(["voices", "try", "--word", "Raisi", "--lexicon", "./mine.toml"]) == 0
    assert "Raisi: RAY-see\n" in capsys.readouterr().err


def test_a_voice_that_the_cast_lacks_is_an_error_that_names_the_voices(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["voices", "try", "nobody"]) == 2
    error = capsys.readouterr().err
    assert "no voice nobody" in error
    assert "anchor, anchor-f" in error


def test_the_group_alone_lists_the_voices(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["voices"]) == 0
    assert "anchor " in capsys.readouterr().out


def test_spoken_takes_the_language_of_a_show(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "show.toml").write_text('language = "en-US"\n', encoding="utf-8")
    assert run(["spoken", "--show", "./show.toml", "On 3/4/2021"]) == 0
    assert run(["spoken", "--show", "./show.toml", "--language", "en-GB", "On 3/4/2021"]) == 0
    american, british = capsys.readouterr().out.splitlines()
    assert american == "On March fourth twenty twenty-one"
    assert british == "On the third of April twenty twenty-one"


def test_explain_names_the_rule_of_each_change(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["spoken", "--explain", "It cost £5m in 2022."]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "  '£5m' -> 'five million pounds' (money)",
        "  '2022' -> 'twenty twenty-two' (year)",
    ]
