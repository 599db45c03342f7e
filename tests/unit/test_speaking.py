from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tone import RATE, Tone

from briefing.edges.cache import ClipStore
from briefing.errors import BadInputError, EngineError
from briefing.speaking import engine as engines
from briefing.speaking import speak
from briefing.speaking.takes import LONGEST_LINE
from briefing.values import Cast, CastVoice, Clip, Engine, Item, Lexicon, Line, Piece, Reader, Script, Voice

CAST = Cast(
    "default",
    (
        CastVoice("anchor", "m", (("tone", Voice("anchor", "low", 150)),)),
        CastVoice("quote-1", "f", (("tone", Voice("quote-1", "high")), ("other", Voice("quote-1", "x")))),
        CastVoice("quote-2", None, ()),
    ),
)
READERS = (Reader("ANCHOR", "anchor"), Reader("PESKOV", "quote-1", "Dmitry Peskov"), Reader("QUOTE", "quote-2"))


def script(*items: Item, readers: tuple[Reader, ...] = READERS) -> Script:
    return Script("A title", dt.date(2021, 12, 28), "en-GB", readers, (), items)


def line(text: str, reader: str = "ANCHOR", **more: object) -> Line:
    return Line(reader, (Piece(text),), **more)  # type: ignore[arg-type]  # the rest of a Line, by name


Say = Callable[..., tuple[Clip, ...]]


@pytest.fixture
def say(tmp_path: Path) -> Iterator[Say]:
    store = ClipStore(str(tmp_path / "clips"), keep=True)

    def say(*items: Item, engine: Engine | None = None, **options: object) -> tuple[Clip, ...]:
        settings = {"clips": store, "jobs": 2, "rate": None, "progress": lambda *_: None, **options}
        readers = settings.pop("readers", READERS)
        written = script(*items, readers=readers)  # type: ignore[arg-type]  # options by name
        return speak(written, engine or Tone(), CAST, Lexicon(), **settings)  # type: ignore[arg-type]  # as above

    yield say
    store.close()


def test_each_line_becomes_a_clip_in_order(say: Say) -> None:
    lines = [line(f"{'word ' * count}and so on", "PESKOV" if count % 2 else "ANCHOR") for count in range(1, 9)]
    clips = say(*lines)
    assert [clip.line for clip in clips] == lines
    assert [clip.voice for clip in clips] == ["quote-1", "anchor"] * 4
    assert all(Path(clip.file).stat().st_size == 2 * clip.frames for clip in clips)


def test_equal_lines_are_spoken_once_and_others_not_taken_for_them(say: Say) -> None:
    engine = Tone()
    clips = say(
        line("Good evening."),
        line("Good evening."),
        line("Good evening.", "PESKOV"),
        line("Good night."),
        engine=engine,
    )
    assert engine.calls == 3
    assert clips[0].file == clips[1].file
    assert len({clip.file for clip in clips}) == 3


def test_what_was_spoken_before_is_taken_from_the_cache(say: Say) -> None:
    first = say(line("Good evening."))
    engine = Tone()
    again = say(line("Good evening."), line("Good night."), engine=engine)
    assert engine.calls == 1
    assert (first[0].cached, again[0].cached, again[1].cached) == (False, True, False)
    assert first[0].file == again[0].file
    assert first[0].words == again[0].words


def test_another_version_of_the_engine_speaks_anew(say: Say) -> None:
    say(line("Good evening."))
    engine = Tone(version="2")
    say(line("Good evening."), engine=engine)
    assert engine.calls == 1


def test_progress_counts_the_clips_up_to_all_of_them(say: Say) -> None:
    say(line("One two three."))
    seen: list[tuple[int, int]] = []
    say(
        line("One two three."),
        line("Four five six."),
        line("Seven eight."),
        line("Seven eight."),
        progress=lambda done, of: seen.append((done, of)),
    )
    assert seen == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("jobs", [1, 2, 7])
def test_the_number_of_jobs_changes_nothing(say: Say, jobs: int, tmp_path: Path) -> None:
    lines = [line(f"Sentence number {number} is here.") for number in range(12)]
    alone = [Path(clip.file).read_bytes() for clip in say(*lines, jobs=1)]
    store = ClipStore(str(tmp_path / "others"), keep=True)
    assert [Path(clip.file).read_bytes() for clip in say(*lines, jobs=jobs, clips=store)] == alone


def seconds(clip: Clip) -> float:
    return clip.frames / RATE


def test_the_rate_takes_the_place_of_the_cast_and_carries_the_delivery_with_it(say: Say) -> None:
    words = "one two three four five six seven eight nine ten"
    (own,) = say(line(words))
    (faster,) = say(line(words), rate=300)
    (asked,) = say(line(words, delivery=("rate=75",)))
    (both,) = say(line(words, delivery=("rate=75",)), rate=300)
    assert seconds(own) == pytest.approx(4.0, abs=0.1)  # ten words at the anchor's 150
    assert seconds(faster) == pytest.approx(2.0, abs=0.1)
    assert seconds(asked) == pytest.approx(8.0, abs=0.1)
    assert seconds(both) == pytest.approx(4.0, abs=0.1)


def test_a_voice_that_the_cast_does_not_give_for_the_engine_is_one_of_the_engine_own(say: Say) -> None:
    (clip,) = say(line("Good evening.", "QUOTE"))
    assert clip.voice == "quote-2"
    assert clip.frames


def test_every_label_without_a_voice_is_reported_once_with_the_voices_at_hand(say: Say) -> None:
    readers = (Reader("ANCHOR", "anchor"), Reader("PESKOV", "nobody"))
    with pytest.raises(BadInputError) as caught:
        say(
            line("One.", "PESKOV", at=3),
            line("Two.", "PESKOV", at=5),
            line("Three.", "STRANGER", at=7),
            line("Four."),
            readers=readers,
        )
    problems = caught.value.problems
    assert [problem.line for problem in problems] == [3, 7]
    assert all("anchor, quote-1, quote-2" in problem.todo for problem in problems)
    assert "nobody" in problems[0].what


@pytest.mark.parametrize("text", ["…", " — ", "“”", "\U0001f389\U0001f389"])
def test_a_line_without_words_is_the_script_mistake_not_the_engine(say: Say, text: str) -> None:
    engine = Tone()
    with pytest.raises(BadInputError, match="nothing to say"):
        say(line("Good evening."), line(text, at=9), engine=engine)
    assert engine.calls == 0


def test_a_line_that_would_fill_the_memory_is_refused(say: Say) -> None:
    with pytest.raises(BadInputError, match="too long"):
        say(line("word " * (LONGEST_LINE // 4)))


def test_an_empty_script_has_no_clips(say: Say) -> None:
    assert say() == ()


class Closing(Tone):
    """An engine that fails at every second line and notes that it was closed."""

    closed = False

    def synthesize(self, *_: object) -> None:  # type: ignore[override]  # it never gives anything
        msg = "no breath left"
        raise RuntimeError(msg)

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_failure_closes_the_engine_and_starts_nothing_more(say: Say, jobs: int) -> None:
    engine = Closing()
    with pytest.raises(EngineError, match="no breath left"):
        say(*[line(f"Line number {number}.") for number in range(30)], engine=engine, jobs=jobs)
    assert engine.closed


def test_ctrl_c_closes_the_engine(say: Say) -> None:
    def interrupt(*_: int) -> None:
        raise KeyboardInterrupt

    engine = Closing()
    with pytest.raises(KeyboardInterrupt):
        say(line("Good evening."), engine=engine, progress=interrupt)
    assert engine.closed


# --- Finding an engine ---------------------------------------------------------------------------------------------


def test_a_private_engine_is_found_by_module_and_class() -> None:
    assert isinstance(engines.find("tone:Tone"), Tone)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nosuch", "choose one of: kokoro, pyttsx3"),
        ("", "choose one of: kokoro, pyttsx3"),
        ("no.such.module:Class", "ModuleNotFoundError"),
        ("tone:Nothing", "AttributeError"),
        ("tone:RATE", "TypeError"),
        ("datetime:timedelta", "isn't an engine"),
        (":", "ValueError"),
    ],
)
def test_an_engine_that_cannot_be_had_is_exit_code_69_in_its_own_words(name: str, words: str) -> None:
    with pytest.raises(EngineError) as caught:
        engines.find(name)
    assert caught.value.exit_code == 69
    assert words in str(caught.value)


def test_an_engine_that_a_package_offers_is_found_and_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = tmp_path / "offering-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: offering\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[briefing.engines]\nwhistle = tone:Tone\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert engines.names()[:2] == ("kokoro", "pyttsx3")
    assert "whistle" in engines.names()
    assert isinstance(engines.find("whistle"), Tone)


def test_the_best_engine_is_the_first_that_can_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Engine:
        raise EngineError

    monkeypatch.setattr(engines, "_BUILT_IN", {"better": missing, "tone": Tone})
    assert isinstance(engines.find(None), Tone)
