from __future__ import annotations

import io
import json
import re

import pytest
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from briefing.publishing.companions import LINE_LENGTH, chapters_json, description, vtt, word_times
from briefing.values import Chapter, Direction, Line, Piece, Reader, Rundown, Slot, WordTime

RATE = 1000
READERS = (Reader("ANCHOR", "anchor"), Reader("WU", "quote-1", "Wu & Sons <Ltd>"))


def rundown(*texts: tuple[str, str]) -> Rundown:
    slots = [Slot(Direction("music", cue="open"), 0, RATE)]
    for place, (reader, text) in enumerate(texts, start=1):
        slots.append(Slot(Line(reader, (Piece(text),)), place * 10 * RATE, (place * 10 + 5) * RATE))
    return Rundown(tuple(slots), RATE, (len(texts) + 1) * 10 * RATE)


def read(text: str) -> list[webvtt.Caption]:
    return webvtt.from_buffer(io.StringIO(text)).captions


def test_another_reader_finds_every_cue_with_its_voice_and_times() -> None:
    cues = read(vtt(rundown(("ANCHOR", "Good morning."), ("WU", "We're closed.")), READERS))
    assert [(cue.start, cue.end, cue.text) for cue in cues] == [
        ("00:00:10.000", "00:00:15.000", "Good morning."),
        ("00:00:20.000", "00:00:25.000", "We're closed."),
    ]
    assert cues[0].voice == "Anchor"


def test_nothing_in_a_line_can_become_a_cue_or_a_tag() -> None:
    hostile = "Then --> 00:00:00.000 <v Somebody else>I said & <i>so</i>"
    text = vtt(rundown(("WU", hostile)), READERS)
    assert text.count("-->") == 1
    assert "<i>" not in text
    assert "<v Wu &amp; Sons &lt;Ltd&gt;>" in text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ana María Ñúñez-Öğüz", "Ana María Ñúñez-Öğüz"),
        ("محمد بن سلمان", "محمد بن سلمان"),
        ("山田 太郎", "山田 太郎"),
        ("A\nB --> C\r\n\r\n00:00", "A B --&gt; C 00:00"),
        ("x\x00\u202ey", "xy"),
        (" \n ", "Wu"),
        (None, "Wu"),
    ],
)
def test_a_name_of_any_letters_is_one_voice_in_one_line(name: str | None, shown: str) -> None:
    text = vtt(rundown(("WU", "We're closed.")), (Reader("WU", "quote-1", name),))
    (cue,) = [line for line in text.splitlines() if "<v" in line]
    assert cue == f"<v {shown}>We're closed."
    assert len(read(text)) == 1


def test_a_line_of_any_letters_is_cut_into_short_ones() -> None:
    for word in ("長" * 300, "x" * 300, "مرحبا بالعالم " * 40, "e\u0301" * 200):
        cues = read(vtt(rundown(("ANCHOR", word)), READERS, words=True))
        shown = [re.sub(r"<[^>]*>", "", line) for cue in cues for line in cue.raw_text.splitlines()]
        assert all(len(line) <= LINE_LENGTH for line in shown)
        assert "".join("".join(shown).split()) == "".join(word.split())


def test_a_long_line_becomes_cues_of_two_short_lines_that_follow_each_other() -> None:
    words = " ".join(f"word{n}" for n in range(90))
    cues = read(vtt(rundown(("ANCHOR", words)), READERS))
    assert all(len(line) <= LINE_LENGTH for cue in cues for line in cue.text.splitlines())
    assert all(len(cue.text.splitlines()) <= 2 for cue in cues)
    assert " ".join(cue.text.replace("\n", " ") for cue in cues) == words
    assert [cue.start for cue in cues][1:] == [cue.end for cue in cues][:-1]
    assert (cues[0].start, cues[-1].end) == ("00:00:10.000", "00:00:15.000")


def test_chapters_and_description_give_the_same_times() -> None:
    plan = rundown(("ANCHOR", "a"))
    chapters = (Chapter("Headlines", 0, 10 * RATE), Chapter("A bridge", 10 * RATE, 20 * RATE))
    entries = json.loads(chapters_json(chapters, plan))
    assert entries["version"] == "1.2.0"
    assert [(entry["startTime"], entry["title"]) for entry in entries["chapters"]] == [
        (0.0, "Headlines"),
        (10.0, "A bridge"),
    ]
    assert description(chapters, plan, ["The Courier"]).splitlines()[:2] == ["00:00:00 Headlines", "00:00:10 A bridge"]


def test_a_cue_begins_with_its_word_and_not_by_letters_alone() -> None:
    text = " ".join(["slow"] * 5 + ["quick"] * 40)
    spoken = [WordTime(word, 1500 * min(place, 5) + 20 * max(place - 5, 0)) for place, word in enumerate(text.split())]
    line = Line("ANCHOR", (Piece(text),))
    made = Rundown((Slot(line, 1000, 11_000),), 1000, 11_000)
    shown = vtt(made, (Reader("ANCHOR", "anchor", "Ann"),), [spoken])
    starts = re.findall(r"(\S+) --> (\S+)", shown)
    assert starts[0] == ("00:00:01.000", starts[1][0])
    assert "00:00:08.500" < starts[1][0] < "00:00:09.500"
    assert starts[-1][1] == "00:00:11.000"


def test_words_can_have_times_of_their_own() -> None:
    line = Line("ANCHOR", (Piece("It cost $5 & more."),))
    made = Rundown((Slot(line, 0, 3000),), 1000, 3000)
    heard = [
        WordTime(word, ms)
        for word, ms in (("It", 0), ("cost", 300), ("five", 800), ("dollars", 1200), ("and", 1700), ("more", 2000))
    ]
    shown = vtt(made, (Reader("ANCHOR", "anchor", "Ann"),), [heard], words=True)
    assert "<v Ann>It <00:00:00.300>cost <" in shown
    assert ">&amp; <00:00:02.000>more." in shown


@given(
    st.lists(st.text(max_size=8), max_size=30), st.lists(st.tuples(st.text(max_size=8), st.floats(0, 9)), max_size=30)
)
def test_word_times_ascend_whatever_was_heard(written: list[str], heard: list[tuple[str, float]]) -> None:
    times = word_times(written, sorted(heard, key=lambda pair: pair[1]), 0.0, 9.0)
    assert len(times) == len(written)
    assert times == sorted(times)
    assert all(0 <= time <= 9.001 for time in times)
