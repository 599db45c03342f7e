"""The main job with the real engine and the real ffmpeg, looked at by other people's readers."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import mutagen
import mutagen.id3
import pytest
import webvtt
from desk import Desk, ffmpeg, loudness, record
from newsdesk import STORY

import briefing

pytestmark = pytest.mark.engine

STEM = "2026-05-04-harbour-bridge-to-close-for-a-year"
DAY = ("--date", "2026-05-04")
FILES = [f"output/{STEM}{suffix}" for suffix in (".chapters.json", ".json", ".mp3", ".script.md", ".vtt")]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a desk at which the story's episode was made."""
    made = Desk(tmp_path_factory.mktemp("desk") / "a")
    made.write("bridge.txt", STORY)
    ended = made.run("make", "bridge.txt", *DAY)
    assert (ended.code, ended.out) == (0, f"output/{STEM}.mp3\n"), ended.err
    return made


@pytest.fixture(scope="module")
def mp3(desk: Desk) -> Path:
    return desk.folder / f"output/{STEM}.mp3"


def test_the_files_lie_in_output_and_nothing_else_does(desk: Desk) -> None:
    assert desk.made() == sorted(["bridge.txt", *FILES])


def test_the_decoded_mp3_has_broadcast_loudness(mp3: Path) -> None:
    lufs, peak = loudness(mp3)
    assert lufs == pytest.approx(-16, abs=0.5)
    assert peak <= -2


def test_the_mp3_is_sound_mono_and_of_constant_rate(mp3: Path) -> None:
    assert ffmpeg("-v", "error", "-xerror", "-i", str(mp3), "-f", "null", "-") == ""
    info = mutagen.File(mp3).info
    assert (info.channels, info.sample_rate, info.bitrate) == (1, 44100, 96000)


def test_the_mp3_is_as_long_as_its_record_says(desk: Desk, mp3: Path) -> None:
    seconds = record(desk.folder / f"output/{STEM}.json")["duration_s"]
    assert mutagen.File(mp3).info.length == pytest.approx(seconds, abs=0.1)


def test_the_tag_says_what_it_is(mp3: Path) -> None:
    tag: Any = mutagen.id3.ID3(mp3, translate=False)  # type: ignore[no-untyped-call] # mutagen is typed in part
    assert tag.version == (2, 3, 0)
    assert str(tag["TIT2"]) == "Harbour bridge to close for a year"
    assert (str(tag["TALB"]), str(tag["TCON"]), str(tag["TLAN"])) == ("Briefing", "Podcast", "eng")
    assert (str(tag["TYER"]), str(tag["TDAT"])) == ("2026", "0405")


def test_the_chapters_ascend_in_the_file_and_in_the_json_alike(desk: Desk, mp3: Path) -> None:
    listed = json.loads((desk.folder / f"output/{STEM}.chapters.json").read_text(encoding="utf-8"))["chapters"]
    said = ffmpeg("-i", str(mp3), "-f", "null", "-").partition("Output #0")[0]
    shown = [line for line in said.splitlines() if "Chapter #" in line]
    starts = [float(line.split("start ")[1].split(",")[0]) for line in shown]
    assert starts == sorted(starts)
    assert starts == pytest.approx([chapter["startTime"] for chapter in listed], abs=0.01)
    assert [chapter["title"] for chapter in listed] == ["Headlines", "Harbour bridge to close for a year", "Sign-off"]


def test_the_transcript_has_every_line_under_its_speakers_full_name(desk: Desk, mp3: Path) -> None:
    cues = webvtt.read(str(desk.folder / f"output/{STEM}.vtt")).captions
    assert {cue.voice for cue in cues} == {"Anchor", "Maria Lindqvist", "Tom Okafor"}
    ends = cues[-1].end_in_seconds
    assert ends <= mutagen.File(mp3).info.length


def test_the_script_beside_it_verifies_and_gives_the_same_mp3(desk: Desk, mp3: Path) -> None:
    ended = desk.run("make", f"output/{STEM}.script.md", "-o", "again.mp3")
    assert ended.code == 0, ended.err
    assert (desk.folder / "again.mp3").read_bytes() == mp3.read_bytes()


def test_a_dry_runs_script_gives_the_episode_that_make_gives(desk: Desk, mp3: Path) -> None:
    assert desk.run("make", "--dry-run", "bridge.txt", *DAY, "-o", "a.script.md").code == 0
    before = (desk.folder / "a.script.md").read_bytes()
    ended = desk.run("make", "a.script.md", "-o", "dry.mp3")
    assert ended.code == 0, ended.err
    assert (desk.folder / "dry.mp3").read_bytes() == mp3.read_bytes()
    assert (desk.folder / "a.script.md").read_bytes() == before


def test_another_machines_cache_gives_the_same_bytes(mp3: Path, tmp_path: Path) -> None:
    other = Desk(tmp_path / "b")
    other.write("bridge.txt", STORY)
    assert other.run("make", "bridge.txt", *DAY, "--jobs", "1").code == 0
    assert (other.folder / f"output/{STEM}.mp3").read_bytes() == mp3.read_bytes()


def test_an_edited_line_is_the_only_one_spoken_anew(desk: Desk) -> None:
    script = desk.folder / f"output/{STEM}.script.md"
    desk.write(
        "edited.script.md",
        script.read_text(encoding="utf-8").replace("bridge.txt", "../bridge.txt").replace("../../", ""),
    )
    text = (desk.folder / "edited.script.md").read_text(encoding="utf-8")
    assert "Here is your briefing." in text
    desk.write("edited.script.md", text.replace("Here is your briefing.", "Here is your short briefing."))
    ended = desk.run("make", "edited.script.md", "-o", "edited.mp3", "--json")
    assert ended.code == 0, ended.err
    clips = json.loads(ended.out)["clips"]
    assert clips["total"] - clips["cached"] == 1


def test_a_quote_that_was_changed_makes_no_sound(desk: Desk) -> None:
    script = (desk.folder / f"output/{STEM}.script.md").read_text(encoding="utf-8")
    desk.write("output/bad.script.md", script.replace("the steel will not wait", "the steel can wait"))
    ended = desk.run("make", "output/bad.script.md", "-o", "bad.mp3")
    assert ended.code == 65
    assert any(line.startswith("briefing: output/bad.script.md:") for line in ended.lines)
    assert not (desk.folder / "bad.mp3").exists()
    (desk.folder / "output/bad.script.md").unlink()


def test_json_says_what_was_made(desk: Desk, mp3: Path) -> None:
    content = json.loads(desk.run("make", "bridge.txt", *DAY, "-o", "j.mp3", "--json").out)
    assert content["output"] == "j.mp3"
    assert content["clips"]["cached"] == content["clips"]["total"] > 0
    assert set(content["seconds"]) == {"read", "select", "write", "speak", "master"}
    assert content["lufs"] == pytest.approx(loudness(mp3)[0], abs=0.1)


def test_standard_input_and_markdown_keep_their_texts_beside_the_episode(desk: Desk) -> None:
    desk.write("bridge.md", "# " + STORY)
    for source, data in (("-", STORY.encode()), ("bridge.md", b"")):
        ended = desk.run("make", source, *DAY, "--length", "20s", "-o", "kept.mp3", data=data)
        assert ended.code == 0, ended.err
        kept = (desk.folder / "kept.source.txt").read_text(encoding="utf-8")
        assert "We have put this off for too long" in kept
        assert desk.run("make", "kept.script.md", "-o", "kept2.mp3").code == 0
        assert (desk.folder / "kept2.mp3").read_bytes() == (desk.folder / "kept.mp3").read_bytes()


def test_python_does_the_same(desk: Desk, mp3: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk.folder)
    article = briefing.read("bridge.txt")
    script = briefing.write([briefing.select(article)], date=dt.date(2026, 5, 4))
    assert briefing.parse(briefing.format(script)) == script
    desk.write("python.script.md", briefing.format(script))
    episode = briefing.render("python.script.md", output="python.mp3")
    assert Path(episode.output).read_bytes() == mp3.read_bytes()


def test_a_picture_that_isnt_there_is_told_before_anything_is_spoken(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk")
    desk.write("show.toml", 'name = "S"\nart = "gone.png"\n')
    desk.write("story.txt", STORY)
    ended = desk.run("make", "story.txt", "--show", "show.toml")
    assert ended.code == 66
    assert "gone.png" in ended.err
    assert not (desk.folder / "cache" / "briefing" / "clips").exists()
