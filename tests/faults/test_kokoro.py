from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import installed
import pytest

from briefing.edges import kokoro
from briefing.edges.crew import Crew
from briefing.errors import EngineError
from briefing.speaking.clips import clip
from briefing.speaking.kokoro import Kokoro
from briefing.values import SpokenPiece, Utterance, Voice

SAID = Utterance((SpokenPiece("the court rejected the appeal on Tuesday."),))
EMMA = Voice("anchor", "bf_emma")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("briefing.edges.places.data_folder", lambda: str(tmp_path / "briefing"))
    return installed.folder(tmp_path)


@pytest.fixture
def crews() -> Iterator[list[Crew]]:
    made: list[Crew] = []
    yield made
    for one in made:
        one.close()


def engine(crews: list[Crew], behaviour: str = "pass") -> Kokoro:
    crews += (installed.crew(), installed.crew(behaviour))
    return Kokoro((crews[-2], crews[-1]))


def once(place: Path, fault: str) -> str:
    """Return code that does something the first time only."""
    mark = place / "done"
    return f"import os; done = os.path.exists({str(mark)!r}); open({str(mark)!r}, 'w').close(); done or {fault}"


FAULTS = {
    "dies": ("os._exit(3)", "exit code 3"),
    "crashes": ("sys.exit('the model broke')", "the model broke"),
    "lies about its length": ("[print('{\"bytes\": 99}', flush=True), os._exit(0)]", "exit code 0"),
    "talks nonsense": ("print('nonsense', flush=True)", "makes no sense"),
    "says why it can't": ("answer({'error': 'out of memory'})", "out of memory"),
    "gives no sound": ("answer({'rate': 24000, 'speech': []})", "a silent clip"),
    "gives no figures": ("answer({'rate': 24000})", "makes no sense"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_child_that_fails_once_is_asked_again(place: Path, crews: list[Crew], fault: str) -> None:
    code, _ = FAULTS[fault]
    # An answer that was given is the request's; the child goes on to the next.
    behaviour = once(place, f"({code})")
    speech = clip(engine(crews, behaviour), SAID, EMMA)
    assert speech.audio.frames / speech.audio.sample_rate > 2


@pytest.mark.parametrize("fault", FAULTS)
def test_one_that_goes_on_failing_is_reported_in_its_own_words(crews: list[Crew], fault: str) -> None:
    code, words = FAULTS[fault]
    with pytest.raises(EngineError, match=words):
        clip(engine(crews, f"import os; {code}; continue"), SAID, EMMA)


def test_a_child_that_hangs_is_killed_and_told(crews: list[Crew]) -> None:
    crews.append(installed.crew("time.sleep(60)"))
    begin = time.monotonic()
    with pytest.raises(EngineError, match="gave no answer within 0 seconds"):
        crews[0].ask({"sound": "a", "speed": 1.0}, 0.3)
    assert time.monotonic() - begin < 5


def test_closing_ends_a_child_that_is_at_work(crews: list[Crew]) -> None:
    crews.append(installed.crew("time.sleep(60)"))
    failed: list[EngineError] = []

    def ask() -> None:
        try:
            crews[0].ask({"sound": "a", "speed": 1.0}, 60)
        except EngineError as error:
            failed.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(0.3)
    crews[0].close()
    asking.join(5)
    assert failed


def test_a_child_that_was_killed_between_two_clips_is_started_again(crews: list[Crew]) -> None:
    crews.append(installed.crew())
    crews[0].start({"warm": "sound"})
    member = crews[0]._free[0]
    crews[0].ask({"warm": "sound"}, 10)
    member._child.kill()
    member._child.wait()
    with pytest.raises(EngineError, match=r"SIGKILL|exit code"):
        crews[0].ask({"warm": "sound"}, 10)
    assert crews[0].ask({"warm": "sound"}, 10) == ({"bytes": 0}, b"")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for the process where Linux shows it")
def test_the_real_child_ends_with_its_parent(place: Path) -> None:
    command = [*kokoro.Installed(str(place), "", ()).command]
    read, write = os.pipe()
    import subprocess

    child = subprocess.Popen(command, stdin=read, stdout=subprocess.PIPE)
    os.close(read)
    os.close(write)
    assert child.wait(10) == 0
    assert child.stdout
    child.stdout.close()


def test_an_installation_for_another_python_names_the_command(place: Path) -> None:
    record = place / kokoro.RECORD
    record.write_text(record.read_text(encoding="utf-8").replace(sys.implementation.cache_tag or "", "cpython-27"))
    with pytest.raises(EngineError, match=r"cpython-27.*voices install kokoro"):
        kokoro.locate()


@pytest.mark.parametrize("broken", ["", "[]", "{", '{"kokoro": 99}'])
def test_a_record_that_makes_no_sense_is_none(place: Path, broken: str) -> None:
    (place / kokoro.RECORD).write_text(broken, encoding="utf-8")
    with pytest.raises(EngineError, match="isn't installed; briefing voices install kokoro"):
        kokoro.locate()


def test_an_installation_without_its_model_is_damaged(place: Path) -> None:
    (place / "model" / "model.onnx").unlink()
    with pytest.raises(EngineError, match="is damaged"):
        kokoro.locate()


def test_a_bad_piece_is_said_again_in_two_halves(place: Path, crews: list[Crew]) -> None:
    # The whole breaks off, its halves don't.
    asked = place / "asked"
    behaviour = (
        f"open({str(asked)!r}, 'a').write(asked['sound'] + chr(10))\n"
        "        if len(asked['sound']) > 40:\n"
        "            answer({'rate': 24000, 'speech': [[0, 48000]]}, bytes(96000))\n"
        "            continue"
    )
    clip(engine(crews, behaviour), SAID, EMMA)
    whole, *halves = asked.read_text(encoding="utf-8").splitlines()
    assert len(halves) == 2
    assert sum(map(len, halves)) == pytest.approx(len(whole), abs=2)


def test_another_language_is_refused(crews: list[Crew]) -> None:
    with pytest.raises(EngineError, match="speaks English, not de-DE"):
        engine(crews).synthesize(Utterance(SAID.pieces, "de-DE"), EMMA)


def test_words_have_their_times(crews: list[Crew]) -> None:
    words = engine(crews).synthesize(SAID, EMMA).words
    assert [word.text for word in words] == ["the", "court", "rejected", "the", "appeal", "on", "Tuesday"]
    assert words[0].ms == 100


def test_the_children_for_a_programme_are_started_before_the_first_line(crews: list[Crew]) -> None:
    speaker = engine(crews)
    speaker.prepare(2, 9)
    sounds, clips = crews
    assert (len(sounds._free), len(clips._free)) == (1, 2)
    speaker.synthesize(SAID, EMMA)
    speaker.close()
    assert not sounds._free + clips._free


def test_a_voice_or_a_mix_that_isnt_there_is_told_with_those_that_are(crews: list[Crew]) -> None:
    speaker = engine(crews)
    assert speaker.voices() == ("af_heart", "bf_emma")
    assert not list(speaker.lacks("bf_emma"))
    ((what, todo),) = speaker.lacks("bf_nobody")
    assert "bf_nobody" in what
    assert "af_heart" in todo


def test_a_line_without_a_word_is_an_error_that_shows_it(crews: list[Crew]) -> None:
    with pytest.raises(EngineError, match="finds nothing to say in “…”"):
        engine(crews).synthesize(Utterance((SpokenPiece("…"),)), EMMA)
