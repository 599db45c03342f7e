from __future__ import annotations

import io
import json

import webvtt

from briefing.publishing.companions import LINE_LENGTH, chapters_json, description, vtt
from briefing.values import Chapter, Direction, Line, Piece, Reader, Rundown, Slot

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
