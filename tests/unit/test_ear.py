from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.edges.whisper import Way
from briefing.errors import BadInputError, NoInputError
from briefing.proofing import ear
from briefing.proofing.align import pairs, stretches
from briefing.proofing.findings import CUT, DOUBLED, MISSING, Spoken, clock, find
from briefing.proofing.normal import same, words

STORY = (
    "The harbour bridge will close for a year from June, the city council said on Monday.",
    "We have put this off for too long, and the steel will not wait, Maria Lindqvist said.",
    "Traders on the quay say that they were told nothing of it before the weekend.",
)


def lines(*texts: str) -> list[Spoken]:
    """Return lines of five seconds each, with pauses of one."""
    return [Spoken(words(text), 6.0 * at, 6.0 * at + 5, text) for at, text in enumerate(texts)]


def told(heard: str, *texts: str) -> list[tuple[str, int, str]]:
    """Return what is found when ``heard`` is heard for the story (or for other lines)."""
    made = lines(*(texts or STORY))
    found = find(made, words(heard))
    return [(one.code, one.line, " ".join(made[one.line].words[one.words.start : one.words.stop])) for one in found]


WHOLE = " ".join(STORY)

GOOD = {
    "every word": WHOLE,
    "no punctuation": WHOLE.lower().replace(",", "").replace(".", ""),
    "a name that went wrong": WHOLE.replace("Maria Lindqvist", "Mariah Lynn Quist"),
    "a name in fewer words": WHOLE.replace("Maria Lindqvist", "Marielinquist"),
    "two words missing inside a line": WHOLE.replace("of it before", "before"),
    "one word missing at a line's beginning": WHOLE.replace("The harbour", "Harbour"),
    "one word missing at a line's end": WHOLE.replace("the weekend.", "the."),
    "words run together": WHOLE.replace("put this off for too long", "putthis offor toolong"),
    "words taken apart": WHOLE.replace("nothing", "no thing").replace("weekend", "week end"),
    "words invented at the end": f"{WHOLE} Thank you for watching.",
    "words invented in a pause": WHOLE.replace("Traders", "You know. Traders"),
}


@pytest.mark.parametrize("heard", GOOD.values(), ids=GOOD)
def test_what_a_recogniser_gets_wrong_is_no_finding(heard: str) -> None:
    assert told(heard) == []


BAD = {
    "in a row": ("for a year from June, ", MISSING, 0, "for a year from june"),
    "a line's beginning": ("We have put", MISSING, 1, "we have put"),
    "a line's first two words": ("Traders on ", CUT, 2, "traders on"),
    "a line's last two words": ("the weekend.", CUT, 2, "the weekend"),
    "a line's end before another": ("on Monday.", CUT, 0, "on monday"),
    "a line": (STORY[1], MISSING, 1, " ".join(words(STORY[1]))),
}


@pytest.mark.parametrize(("gone", "code", "line", "missing"), BAD.values(), ids=BAD)
def test_missing_words_are_found_where_they_are_missing(gone: str, code: str, line: int, missing: str) -> None:
    assert told(WHOLE.replace(gone, "")) == [(code, line, missing)]


@pytest.mark.parametrize("again", range(3))
def test_a_line_that_is_heard_twice_is_found_once(again: int) -> None:
    heard = " ".join(f"{text} {text}" if at == again else text for at, text in enumerate(STORY))
    assert [(code, line) for code, line, _ in told(heard)] == [(DOUBLED, again)]


def test_a_line_of_two_words_must_be_heard_twice_as_a_whole() -> None:
    assert told("Good evening. Evening. The rest follows now.", "Good evening.", "The rest follows now.") == []
    twice = told("Good evening. Good evening. The rest follows now.", "Good evening.", "The rest follows now.")
    assert [(code, line) for code, line, _ in twice] == [(DOUBLED, 0)]


def test_two_lines_with_the_same_words_are_no_doubled_line() -> None:
    assert told(f"{STORY[0]} {STORY[0]}", STORY[0], STORY[0]) == []


FORMS = {
    "numbers": ("143 people in 2021", "one hundred and forty-three people in twenty twenty-one"),
    "money": ("$1.5m", "$1.5 million"),
    "abbreviations": ("Dr Ahmed of the U.N.", "Doctor Ahmed of the UN"),
    "days": ("28 December", "the 28th of December"),
}


@pytest.mark.parametrize(("written", "heard"), FORMS.values(), ids=FORMS)
def test_both_sides_have_one_form(written: str, heard: str) -> None:
    one, other = words(written), words(heard)
    assert not [gap for gap in stretches(one, other, pairs(one, other)) if len(gap.said) > 1 or len(gap.heard) > 1]


ALIKE = [
    ("colour", "color"),
    ("programme", "program"),
    ("organise", "organize"),
    ("centre", "center"),
    ("Dmitry".lower(), "dimitri"),
    ("ebrahim", "ibrahim"),
    ("theatre", "theater"),
    ("traveller", "traveler"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_a_spelling_is_no_other_word(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(("one", "other"), [("at", "as"), ("not", "now"), ("council", "weekend"), ("said", "quay")])
def test_another_word_is_no_spelling(one: str, other: str) -> None:
    assert not same(one, other)


def test_a_long_programme_is_laid_side_by_side_near_the_times_alone() -> None:
    said = [f"word{'abcdefghij'[at % 10]}{'klmnopqrst'[at // 10 % 10]}" for at in range(700)]
    heard = said[:300] + said[340:]
    found = pairs(said, heard, [min(at, len(heard)) for at in range(len(said))])
    assert len(found) == len(heard)
    assert [(one, other) for one, other in found if said[one] != heard[other]] == []


def test_times_are_as_a_player_shows_them() -> None:
    assert [clock(at) for at in (0.9, 61, 3661.5)] == ["0:00", "1:01", "1:01:01"]


# --- the passes ----------------------------------------------------------------------------------------------------


class Fake:
    """A recogniser that hears what it's told: first in the windows, then in each line by itself."""

    def __init__(self, whole: str, alone: Callable[[float, float, Way], str], seconds: float = 17.0) -> None:
        self.whole, self.alone, self.seconds = whole, alone, seconds
        self.asked: list[tuple[float, float]] = []

    def hear(self, start: float, end: float, way: Way) -> str:
        self.asked.append((start, end))
        return self.whole if len(self.asked) == 1 else self.alone(start, end, way)


def made(*texts: str) -> ear.Programme:
    return ear.Programme("a.mp3", 6.0 * len(texts) - 1, "en-GB", tuple(lines(*texts)))


SHORT = WHOLE.replace("for a year from June, ", "")


def test_a_good_programme_is_heard_once() -> None:
    fake = Fake(WHOLE, lambda *_: "")
    assert ear.listen(made(*STORY), fake) == []
    assert fake.asked == [(0.0, 17.0)]


def test_what_is_missing_the_first_time_only_is_no_finding() -> None:
    fake = Fake(SHORT, lambda *_: STORY[0])
    assert ear.listen(made(*STORY), fake) == []
    assert len(fake.asked) == 2


def test_what_is_there_in_one_of_the_ways_is_no_finding() -> None:
    cut = SHORT[: SHORT.index("We have")]
    fake = Fake(SHORT, lambda _start, _end, way: STORY[0] if way.stretch < 1 else cut)
    assert ear.listen(made(*STORY), fake) == []


def test_what_is_missing_every_time_is_a_finding_with_its_time() -> None:
    fake = Fake(SHORT, lambda *_: SHORT[: SHORT.index("We have")])
    programme = made(*STORY)
    found = ear.listen(programme, fake)
    assert [(one.code, one.line) for one in found] == [(MISSING, 0)]
    assert all(start <= 0.3 and 5.0 < end < 6.0 for start, end in fake.asked[1:])
    (problem,) = ear.problems(programme, found, "a.mp3")
    assert str(problem).startswith("a.mp3: E01 at 0:01 “for a year from june” isn't heard in “The harbour bridge")


def test_a_recognisers_own_loop_is_no_doubled_line() -> None:
    fake = Fake(f"{WHOLE} {STORY[2]}", lambda *_: STORY[2])
    assert ear.listen(made(*STORY), fake) == []


def test_in_an_mp3_that_was_cut_a_line_is_looked_for_where_it_can_be() -> None:
    fake = Fake(SHORT, lambda *_: SHORT, seconds=15.0)
    assert [(one.code, one.line) for one in ear.listen(made(*STORY), fake)] == [(MISSING, 0)]
    fake = Fake(WHOLE.replace("Traders on ", ""), lambda *_: WHOLE.replace("Traders on ", ""), seconds=16.2)
    assert [(one.code, one.line) for one in ear.listen(made(*STORY), fake)] == [(CUT, 2)]
    assert all(start < 11.3 for start, _ in fake.asked[1:])


def test_windows_hold_what_whisper_hears_at_once_and_end_between_lines() -> None:
    programme = made(*STORY * 5)
    asked: list[tuple[float, float]] = []

    class Deaf:
        seconds = programme.seconds

        def hear(self, start: float, end: float, _way: Way) -> str:
            asked.append((start, end))
            return ""

    ear.listen(programme, Deaf())
    windows = asked[:4]
    assert windows[0][0] == 0
    assert [end for _, end in windows[:-1]] == [start for start, _ in windows[1:]]
    assert windows[-1][1] == programme.seconds
    assert all(end - start <= ear.WINDOW_S and start % 6 in {0, 5.5} for start, end in windows)


def test_nothing_heard_at_all_is_a_finding_in_every_line() -> None:
    assert [one.line for one in ear.listen(made(*STORY), Fake("", lambda *_: ""))] == [0, 1, 2]


# --- the record ----------------------------------------------------------------------------------------------------


def record(folder: Path, **changed: object) -> Path:
    content = {
        "record": 1,
        "language": "en-GB",
        "duration_s": 5.0,
        "files": [{"name": "a.mp3"}],
        "items": [
            {"kind": "heading", "text": "Headlines", "start": 0.0, "end": 0.0},
            {"kind": "line", "text": "It's No 4.", "start": 0.0, "end": 2.0},
            {"kind": "quote", "text": "“No.”", "start": 3.0, "end": 5.0},
        ],
    }
    path = folder / "a.json"
    path.write_text(json.dumps({**content, **changed}), encoding="utf-8")
    return path


@pytest.mark.parametrize("named", ["a.mp3", "a.json"])
def test_an_episode_is_named_by_its_mp3_or_its_record(tmp_path: Path, named: str) -> None:
    record(tmp_path)
    (tmp_path / "a.mp3").write_bytes(b"sound")
    programme = ear.read(str(tmp_path / named))
    assert programme.mp3 == str(tmp_path / "a.mp3")
    assert [line.words for line in programme.lines] == [("its", "number", "four"), ("no",)]


@pytest.mark.parametrize("named", ["a.mp3", "a.json", "a.txt", "a"])
def test_an_episode_that_isnt_there_is_no_input(tmp_path: Path, named: str) -> None:
    with pytest.raises(NoInputError):
        ear.read(str(tmp_path / named))


def test_an_mp3_without_its_record_is_no_input(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(b"sound")
    with pytest.raises(NoInputError, match=r"a\.json"):
        ear.read(str(tmp_path / "a.mp3"))


BROKEN: list[dict[str, object]] = [
    {"items": [{"kind": "line"}]},
    {"items": 3},
    {"files": "x"},
    {"language": "en-GB", "duration_s": "long"},
    {"items": [{"kind": "line", "text": "a", "start": None, "end": 1}]},
]


@pytest.mark.parametrize("changed", BROKEN)
def test_a_record_that_is_none_is_bad_input(tmp_path: Path, changed: dict[str, object]) -> None:
    path = record(tmp_path, **changed)
    (tmp_path / "a.mp3").write_bytes(b"sound")
    with pytest.raises(BadInputError):
        ear.read(str(path))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b"[" * 100_000])
def test_a_file_that_is_no_record_is_bad_input(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(BadInputError):
        ear.read(str(tmp_path / "a.json"))
