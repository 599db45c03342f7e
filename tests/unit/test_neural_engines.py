"""Kokoro and Piper with their models, where they're installed: `scripts/test --voices`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from engine_contract import OTHER, SENTENCE, EngineContract, said

from briefing.edges.crew import Crew
from briefing.errors import EngineError
from briefing.speaking.clips import checked
from briefing.speaking.engine import find
from briefing.speaking.kokoro import Kokoro
from briefing.speaking.piper import Piper
from briefing.values import Audio, Delivery, Engine, Speech, SpokenPiece, Utterance, Voice

pytestmark = pytest.mark.voices

EMMA = Voice("anchor", "bf_emma")


def installed(name: str) -> Engine:
    try:
        return find(name)
    except EngineError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def kokoro() -> Iterator[Engine]:
    engine = installed("kokoro")
    assert isinstance(engine, Kokoro)
    engine.prepare(2, 9)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def piper() -> Iterator[Engine]:
    engine = installed("piper")
    assert isinstance(engine, Piper)
    yield engine
    engine.close()


class TestKokoro(EngineContract):
    @pytest.fixture
    def engine(self, kokoro: Engine) -> Engine:
        return kokoro

    @pytest.fixture
    def voice(self) -> Voice:
        return EMMA

    def test_another_process_with_more_threads_gives_the_same_bytes(self, engine: Engine) -> None:
        other = Kokoro()
        other.prepare(2, 1)
        try:
            assert other.synthesize(said(OTHER), EMMA) == engine.synthesize(said(OTHER), EMMA)
        finally:
            other.close()

    def test_ipa_changes_the_sound_and_the_words_keep_their_names(self, engine: Engine) -> None:
        pieces = (SpokenPiece("President "), SpokenPiece("Raisi", ipa="rɑːˈiːsi"), SpokenPiece(" will visit Moscow."))
        speech = engine.synthesize(Utterance(pieces), EMMA)
        assert speech.audio != engine.synthesize(said("President Raisi will visit Moscow."), EMMA).audio
        assert [word.text for word in speech.words] == ["President", "Raisi", "will", "visit", "Moscow"]

    def test_a_mix_sounds_as_neither_of_its_voices(self, engine: Engine) -> None:
        names = ("af_heart", "bf_emma", "af_heart:0.5+bf_emma:0.5")
        assert len({engine.synthesize(said(SENTENCE), Voice("x", name)).audio.pcm for name in names}) == 3

    @pytest.mark.parametrize("name", ["am_puck", "am_adam", "af_aoede"])
    def test_a_loud_voice_stays_below_full_scale(self, engine: Engine, name: str) -> None:
        assert peak(engine.synthesize(said(OTHER), Voice("x", name)).audio) < 32_000

    def test_a_delivery_is_heard(self, engine: Engine) -> None:
        plain = engine.synthesize(said(OTHER), EMMA).audio
        soft = engine.synthesize(said(OTHER, delivery=Delivery(level=-6.0)), EMMA).audio
        assert peak(soft) / peak(plain) == pytest.approx(0.5, rel=0.02)
        high = engine.synthesize(said(OTHER, delivery=Delivery(pitch=2.0)), EMMA).audio
        assert high != plain
        assert high.frames == pytest.approx(plain.frames, rel=0.15)  # the model rounds each sound to 25 ms

    def test_a_line_of_many_sentences_is_said_to_its_end(self, engine: Engine) -> None:
        text = " ".join([SENTENCE, OTHER] * 4)
        speech = checked(engine.synthesize(said(text), EMMA), said(text), EMMA)
        assert 30 < speech.audio.frames / speech.audio.sample_rate < 60
        assert speech.words[-1].text == "night"
        assert all(a.ms <= b.ms for a, b in pairwise(speech.words))

    @pytest.mark.parametrize("wave", ["np.nan", "np.inf", "-np.inf"])
    def test_numbers_that_are_no_sound_never_become_a_clip(self, engine: Engine, tmp_path: Path, wave: str) -> None:
        """The real child, with a model that gives such numbers in one place."""
        assert isinstance(engine, Kokoro)
        isolated, flag, child, program, packages, model = engine._installed.command
        broken = tmp_path / "broken.py"
        broken.write_text(
            f"import numpy as np, runpy\nreal = runpy.run_path({program!r})\n"
            "wave = np.full(9600, 0.1, np.float32)\n"
            f"def answer(request):\n    wave[5000] = {wave}\n    return real['_finished'](wave, 0.5)\n",
            encoding="utf-8",
        )
        # Packages are found where the child's own program finds them.
        broken.write_text(f"import sys; sys.path.append({packages!r})\n" + broken.read_text(encoding="utf-8"))
        crew = Crew("kokoro", [isolated, flag, child, str(broken), packages, model], 1)
        try:
            with pytest.raises(EngineError, match="numbers that are no sound"):
                crew.ask({"sound": "a"}, 60)
        finally:
            crew.close()


class TestPiper(EngineContract):
    @pytest.fixture
    def engine(self, piper: Engine) -> Engine:
        return piper

    def test_ipa_goes_straight_in(self, engine: Engine, voice: Voice) -> None:
        pieces = (SpokenPiece("President "), SpokenPiece("Raisi", ipa="rɑːˈiːsi"), SpokenPiece(" will visit."))
        assert said_length(engine.synthesize(Utterance(pieces), voice)) > 1
        assert engine.synthesize(Utterance(pieces), voice) != engine.synthesize(
            said("President Raisi will visit."), voice
        )


def said_length(speech: Speech) -> float:
    return speech.audio.frames / speech.audio.sample_rate


def peak(audio: Audio) -> int:
    numbers = (int.from_bytes(audio.pcm[at : at + 2], "little", signed=True) for at in range(0, len(audio.pcm), 2))
    return max(map(abs, numbers))
