from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path

import pytest
from engine_contract import SENTENCE, EngineContract, said

from briefing.edges import driver_child, espeak
from briefing.errors import EngineError
from briefing.speaking.clips import checked
from briefing.speaking.ipa import to_espeak
from briefing.speaking.pyttsx3 import Espeak, dial, word_times
from briefing.speaking.system_voices import SystemVoices
from briefing.values import Delivery, SpokenPiece, Utterance, Voice, WordTime

linux = pytest.mark.skipif(sys.platform != "linux", reason="eSpeak comes as a package on Linux only")
pytestmark = [pytest.mark.engine, linux]

NEWS = (
    "Police said two men were arrested near the station shortly after midnight.",
    "The company said it would cut fifteen hundred jobs, most of them in Germany and the Netherlands.",
    "Over recent years, Iran and Russia have managed to bolster cooperation across several fields.",
    "Scientists say the new battery can be charged in five minutes and keeps its power for twelve hundred cycles.",
    "According to the officials, the visit is expected to result in a number of major agreements and contracts.",
    "Farmers in the north have lost almost half of their harvest to the drought.",
)
LETTERS_A_WORD = 5.9


@pytest.fixture(scope="module")
def speaking() -> Iterator[Espeak]:
    engine = Espeak()
    yield engine
    engine.close()


def seconds(engine: Espeak, voice: Voice, *texts: str) -> float:
    speech = (checked(engine.synthesize(said(text), voice), said(text), voice) for text in texts)
    return sum(one.audio.frames / one.audio.sample_rate for one in speech)


class TestEspeak(EngineContract):
    @pytest.fixture
    def engine(self, speaking: Espeak) -> Espeak:
        return speaking

    @pytest.fixture
    def voice(self) -> Voice:
        return Voice("anchor", "en-us")

    def test_another_process_at_another_time_gives_the_same_bytes(self, engine: Espeak) -> None:
        # The breath and the flutter of these voices come from random numbers, which eSpeak seeds with the clock.
        voices = [Voice("a", name) for name in ("en-us", "en-us+Reed", "en-gb-x-rp+f5", "en-us+klatt", "en-us+grandma")]
        first = [engine.synthesize(said(SENTENCE), voice) for voice in voices]
        time.sleep(1.1)
        other = Espeak()
        try:
            assert [other.synthesize(said(SENTENCE), voice) for voice in voices] == first
        finally:
            other.close()

    def test_its_version_names_everything_that_shapes_the_sound(self, engine: Espeak) -> None:
        assert "pyttsx3 2.99" in engine.version
        assert "espeakng-loader 0.2.4" in engine.version
        assert "eSpeak NG 1.52.0" in engine.version

    @pytest.mark.parametrize("name", ["en-us+nosuch", "en-us+../!v/f2", "nosuch", "en-gb", "", "en-us\x00"])
    def test_a_voice_that_espeak_would_replace_in_silence_is_refused(self, engine: Espeak, name: str) -> None:
        with pytest.raises(EngineError, match="has no voice"):
            engine.synthesize(said(SENTENCE), Voice("anchor", name))

    @pytest.mark.parametrize("name", ["en-us", "en-us+f2", "en-us+klatt", "en-gb-scotland", "en-029", "en-us+Annie"])
    def test_160_words_a_minute_come_out_as_160(self, engine: Espeak, name: str) -> None:
        letters = sum(len(text) for text in NEWS)
        wpm = letters / LETTERS_A_WORD / seconds(engine, Voice("a", name), *NEWS) * 60
        assert wpm == pytest.approx(160, rel=0.06)

    def test_voices_sound_different_and_pitch_changes_the_sound(self, engine: Espeak) -> None:
        voices = [Voice("a", "en-us"), Voice("a", "en-us", pitch=2.0), Voice("a", "en-us+f2"), Voice("a", "en-029")]
        sounds = [engine.synthesize(said(SENTENCE), voice).audio.pcm for voice in voices]
        assert all(one != other for one, other in combinations(sounds, 2))

    def test_a_softer_line_is_softer(self, engine: Espeak, voice: Voice) -> None:
        loud, soft = (
            max(
                memoryview(engine.synthesize(said(SENTENCE, delivery=Delivery(level=level)), voice).audio.pcm).cast("h")
            )
            for level in (0.0, -6.0)
        )
        assert 0.4 < soft / loud < 0.6

    def test_a_pronunciation_set_by_hand_is_heard_and_timed_as_it_is_written(
        self, engine: Espeak, voice: Voice
    ) -> None:
        def speak(piece: SpokenPiece) -> tuple[bytes, tuple[str, ...]]:
            pieces = (SpokenPiece("President Ebrahim "), piece, SpokenPiece(" will visit Russia."))
            speech = engine.synthesize(Utterance(pieces), voice)
            return speech.audio.pcm, tuple(word.text for word in speech.words)

        plain, words = speak(SpokenPiece("Raisi"))
        said_so, same_words = speak(SpokenPiece("Raisi", respelling="rah-EE-see"))
        in_ipa, still_the_same_words = speak(SpokenPiece("Raisi", ipa="ɹɑːˈiːsi"))
        unknown, _ = speak(SpokenPiece("Raisi", ipa="ʘǃ", respelling="rah-EE-see"))
        assert len({plain, said_so, in_ipa}) == 3
        assert unknown == said_so
        assert (
            words == same_words == still_the_same_words == ("President", "Ebrahim", "Raisi", "will", "visit", "Russia")
        )

    def test_brackets_in_the_text_are_no_phonemes(self, engine: Espeak, voice: Voice) -> None:
        plain = engine.synthesize(said("He said   r'aIsi   today."), voice)
        assert engine.synthesize(said("He said [[ r'aIsi]] today."), voice).audio.frames == plain.audio.frames

    def test_a_command_to_espeak_in_the_text_is_none(self, engine: Espeak, voice: Voice) -> None:
        def length(text: str) -> int:
            return engine.synthesize(said(text), voice).audio.frames

        assert length(f"\x01400S {SENTENCE}") > 0.95 * length(SENTENCE)

    def test_a_german_programme_is_read_in_german_by_the_same_cast(self, engine: Espeak) -> None:
        german = Utterance((SpokenPiece("Der Minister spricht heute in Berlin."),), "de-DE")
        by_name = engine.synthesize(german, Voice("a", "de+f2"))
        assert engine.synthesize(german, Voice("a", "en-us+f2")).audio == by_name.audio

    def test_every_voice_of_the_cast_is_there(self, engine: Espeak) -> None:
        from briefing.settings import read_cast

        known = set(engine.voices())
        for cast_voice in read_cast("default").voices:
            voice = cast_voice.on("pyttsx3")
            assert voice is not None
            base, _, variant = voice.engine_voice.partition("+")
            assert base in known
            assert not variant or f"en-us+{variant}" in known


class TestSystemVoices(EngineContract):
    """The way of macOS and Windows, with eSpeak behind it."""

    equal_bytes = False

    def test_threads_get_what_one_caller_gets(self, engine: SystemVoices, voice: Voice) -> None:  # type: ignore[override] # the engine at hand
        # A driver promises no equal bytes, and on a busy machine eSpeak's leaves a second of silence: half a line or
        # another's line is what this finds.
        texts = [SENTENCE, SENTENCE[: len(SENTENCE) // 2]] * 3
        alone = [engine.synthesize(said(text), voice).audio.frames for text in texts]
        with ThreadPoolExecutor(3) as pool:
            frames = list(pool.map(lambda text: engine.synthesize(said(text), voice).audio.frames, texts))
        assert frames == pytest.approx(alone, rel=0.35)

    @pytest.fixture
    def engine(self) -> SystemVoices:
        return SystemVoices("espeak")

    @pytest.fixture
    def voice(self) -> Voice:
        return Voice("anchor", "English (America), male")

    def test_a_driver_that_is_not_there_is_an_engine_error_in_its_own_words(self) -> None:
        with pytest.raises(EngineError, match="sapi5 failed: ModuleNotFoundError"):
            SystemVoices("sapi5").voices()

    def test_nothing_is_written_on_stdout(self, capfd: pytest.CaptureFixture[str], engine: SystemVoices) -> None:
        engine.synthesize(said(SENTENCE), Voice("anchor", "male"))
        assert capfd.readouterr() == ("", "")


INSTALLED = [
    {"id": "a.daniel", "name": "Daniel", "gender": "male", "language": "en-gb"},
    {"id": "a.samantha", "name": "Samantha", "gender": "female", "language": "en-us"},
    {"id": "a.anna", "name": "Anna", "gender": "female", "language": "de-de"},
    {"id": "a.karen", "name": "Karen", "gender": "female", "language": "en-au"},
]


@pytest.mark.parametrize(
    ("wishes", "language", "name"),
    [
        ("Alex, Karen", "en-GB", "Karen"),
        ("a.anna", "en-GB", "Anna"),
        ("female", "en-US", "Samantha"),
        ("female 2", "en-US", "Karen"),
        ("female 3", "en-US", "Samantha"),
        ("male", "en-US", "Daniel"),
        ("male", "de-DE", "Anna"),
        ("Nobody", "en-GB", "Daniel"),
        ("Nobody", "fr-FR", "Daniel"),
    ],
)
def test_the_first_wish_that_is_installed_counts(wishes: str, language: str, name: str) -> None:
    chosen = driver_child.choose(INSTALLED, [wish.strip() for wish in wishes.split(",")], language)
    assert chosen["name"] == name


@pytest.mark.parametrize(
    ("ipa", "letters"),
    [
        ("ɹɑːˈiːsi", "r|A:|'i:|s|i"),
        ("ˈvlædɪmɪə ˈpuːtɪn", "v|l|'a|d|I|m|i@ p|'u:|t|I|n"),
        ("tʃiːli", "tS|'i:|l|i"),
        ("/ˈbɛlɡreɪd/", "b|'E|l|g|r|eI|d"),
        ("ʘ", None),
        ("", None),
        ("]] [[", None),
    ],
)
def test_ipa_becomes_espeak_letters_or_nothing(ipa: str, letters: str | None) -> None:
    assert to_espeak(ipa) == letters


def test_the_dial_rises_with_the_rate_and_stays_within_espeak_bounds() -> None:
    dials = [dial("en-us", wpm) for wpm in range(10, 900, 10)]
    assert dials == sorted(dials)
    assert (dials[0], dials[-1]) == (80, 450)


def test_marks_within_a_word_and_beyond_the_text_add_no_word() -> None:
    utterance = Utterance((SpokenPiece("Mr "), SpokenPiece("Raisi", ipa="ɹ"), SpokenPiece("’s twenty-five men.")))
    marks = [(0, 0, 0), (1, 4, 200), (2, 1, 300), (2, 3, 400), (2, 10, 500), (2, 14, 600), (2, 40, 700)]
    assert tuple(word_times(marks, utterance)) == (
        WordTime("Mr", 0),
        WordTime("Raisi’s", 200),
        WordTime("twenty-five", 400),
        WordTime("men", 600),
    )


def test_a_killed_parent_leaves_no_child_behind(tmp_path: Path) -> None:
    program = tmp_path / "speaks.py"
    program.write_text(
        "import os, signal\n"
        "from briefing.edges.espeak import Child\n"
        "child = Child()\n"
        "child.start()\n"
        "print(child._running[0].pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(program)], capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == -9
    assert gone(int(done.stdout))


def test_a_child_outlives_the_thread_that_started_it_but_not_the_program(tmp_path: Path) -> None:
    program = tmp_path / "speaks.py"
    program.write_text(
        "import threading, time\n"
        "from briefing.edges.espeak import Child\n"
        "child = Child()\n"
        "thread = threading.Thread(target=child.start)\n"
        "thread.start(); thread.join(); time.sleep(0.3)\n"
        "print(child._running[0].pid, child._running[0].poll(), flush=True)\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(program)], capture_output=True, text=True, timeout=30, check=False)
    pid, ended = done.stdout.split()
    assert ended == "None"
    assert gone(int(pid))


def gone(pid: int) -> bool:
    """Tell whether a process ends within two seconds (a zombie has ended)."""
    import time

    for _ in range(100):
        try:
            if Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.02)
    return False


def test_the_parts_are_found_without_importing_them() -> None:
    code = (
        "import sys, json; from briefing.edges import espeak; library = espeak.locate();"
        "print(json.dumps([library.version, sorted(m for m in sys.modules if m.startswith(('pyttsx3', 'espeakng')))]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=30)
    assert json.loads(done.stdout) == [espeak.locate().version, []]


def test_a_drivers_file_is_waited_for_until_it_is_whole_or_has_stopped_growing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver_child, "_STEP_S", 0.005)
    monkeypatch.setattr(driver_child, "_QUIET_S", 0.02)
    file = tmp_path / "clip.wav"
    assert not driver_child._whole(str(file), 0.03)
    file.write_bytes(b"RIFF" + (92).to_bytes(4, "little") + bytes(92))
    assert driver_child._whole(str(file), 5)
    file.write_bytes(b"RIFF" + (9999).to_bytes(4, "little") + bytes(92))
    begin = time.monotonic()
    assert driver_child._whole(str(file), 5)
    assert time.monotonic() - begin >= 0.02
