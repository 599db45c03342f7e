from __future__ import annotations

import datetime as dt
import hashlib
import math
import random
import re
import subprocess
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mutagen import id3

from briefing.edges import ffmpeg, files
from briefing.errors import BadConfigError, OutputError
from briefing.mastering import desk, lay_out, levels, mp3, sound, tags
from briefing.values import Chapter, Clip, Direction, Heading, Item, Line, Master, Piece, Tags

TAGS = Tags("Iran and Russia", "Briefing", "The desk", dt.date(2021, 12, 28), "en-GB", "First line.\nSecond.")
JPEG = b"\xff\xd8\xff\xe0" + bytes(100)


def speech(seconds: float, rate: int, seed: int) -> bytes:
    """Something like speech: pulses and hiss by turns, in syllables, peaky and full of highs."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    pitch, wave = 90 + 30 * seed, array("h")
    for at in range(round(seconds * rate)):
        syllable = at * 4 // rate
        swell = math.sin(math.pi * (at * 4 / rate - syllable)) ** 0.5
        phase = at * pitch / rate % 1
        voiced = math.exp(-9 * phase) * math.sin(2 * math.pi * 700 * phase / pitch) * 0.5
        hiss = chance.uniform(-0.12, 0.12)
        wave.append(round(20_000 * swell * (hiss if syllable % 3 == 2 else voiced)))
    return wave.tobytes()


def clips(folder: Path, *lengths: float, rate: int = 22_050) -> list[Clip]:
    """A clip for each length; the voices take turns, the second much softer than the first."""
    made = []
    for place, seconds in enumerate(lengths):
        voice, file = ("loud", "soft")[place % 2], folder / f"{place}-{rate}.pcm"
        pcm = array("h", (value // (1 + 5 * (place % 2)) for value in array("h", speech(seconds, rate, place % 2 + 1))))
        file.write_bytes(pcm.tobytes())
        made.append(Clip(Line(voice.upper(), (Piece("Words."),)), voice, str(file), len(pcm), rate))
    return made


def programme(parts: list[Clip]) -> list[Item]:
    lines: list[Item] = [part.line for part in parts]
    return [
        Direction("music", cue="open"),
        Heading("A"),
        *lines[:-1],
        Heading("Ein längerer Titel"),
        Direction("sting"),
        lines[-1],
    ]


def mastered(folder: Path, parts: list[Clip], items: list[Item] | None = None) -> tuple[str, Master]:
    folder.mkdir(exist_ok=True)
    rundown = lay_out([part.line for part in parts] if items is None else items, parts)
    return desk.master(rundown, parts, lambda: TAGS, folder=str(folder))


def decoded(path: str) -> bytes:
    """Return an MP3 as PCM at 44.1 kHz."""
    command = [ffmpeg.binary(), "-v", "error", "-xerror", "-i", path, "-f", "s16le", "-"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    assert not done.stderr
    return done.stdout


def loudness(pcm: bytes) -> float:
    command = [ffmpeg.binary(), "-nostats", "-f", "s16le", "-ar", "44100", "-ac", "1", "-i", "-"]
    command += ["-af", "ebur128=framelog=quiet", "-f", "null", "-"]
    done = subprocess.run(command, input=pcm, capture_output=True, check=True, timeout=60)
    return float(re.findall(r"I:\s+(\S+) LUFS", done.stderr.decode())[-1])


@pytest.mark.engine
@pytest.mark.parametrize("lengths", [(0.3,), (1.7,), (3.0, 4.0, 2.0)])
def test_short_and_longer_programmes_land(tmp_path: Path, lengths: tuple[float, ...]) -> None:
    path, master = mastered(tmp_path, clips(tmp_path, *lengths))
    assert master.lufs == pytest.approx(-16, abs=0.5)
    assert master.true_peak <= -2
    assert loudness(decoded(path)) == pytest.approx(master.lufs, abs=0.1)


@pytest.mark.engine
def test_the_same_clips_give_the_same_file_and_the_master_tells_its_size_and_hash(tmp_path: Path) -> None:
    parts = clips(tmp_path, 1.0, 1.0)
    (first, master), (second, again) = (mastered(tmp_path / name, parts, programme(parts)) for name in "ab")
    assert Path(first).read_bytes() == Path(second).read_bytes()
    assert master == again
    assert master.size == Path(first).stat().st_size
    assert master.sha256 == hashlib.sha256(Path(first).read_bytes()).hexdigest()


@pytest.mark.engine
def test_sounds_come_back_when_the_rundown_says(tmp_path: Path) -> None:
    parts = clips(tmp_path, 1.0, 1.0)
    path, master = mastered(tmp_path, parts)
    second = lay_out([part.line for part in parts], parts).slots[1]
    wave = array("h", decoded(path))
    around = round(second.start * 2)  # 22.05 kHz there, 44.1 kHz here
    assert max(map(abs, wave[around - 20_000 : around - 500])) < 50
    assert max(map(abs, wave[around : around + 4000])) > 1000
    assert len(wave) / 44_100 == pytest.approx(master.seconds, abs=0.03)


@pytest.mark.engine
def test_readers_are_equally_loud_in_the_finished_file(tmp_path: Path) -> None:
    parts = clips(tmp_path, 3.0, 3.0)
    path, _ = mastered(tmp_path, parts)
    pcm = decoded(path)
    slots = lay_out([part.line for part in parts], parts).slots
    heard = [loudness(pcm[4 * slot.start : 4 * slot.end]) for slot in slots]
    assert abs(heard[0] - heard[1]) <= 1.5


@pytest.mark.engine
def test_clips_of_another_rate_are_brought_to_the_programmes(tmp_path: Path) -> None:
    parts = clips(tmp_path, 1.0, 1.0) + clips(tmp_path, 1.0, rate=24_000)
    _, master = mastered(tmp_path, parts)
    assert master.seconds == pytest.approx(1 + 0.7 + 1 + 0.7 + 1 + 0.3, abs=0.05)


@pytest.mark.engine
@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100, 48_000])
def test_any_rate_of_an_engine_is_mastered(tmp_path: Path, rate: int) -> None:
    _, master = mastered(tmp_path, clips(tmp_path, 1.0, rate=rate))
    assert master.seconds == pytest.approx(1.3, abs=0.05)


@pytest.mark.engine
def test_progress_ascends_to_the_end(tmp_path: Path) -> None:
    parts = clips(tmp_path, 1.0, 1.0)
    told: list[float] = []
    rundown = lay_out([part.line for part in parts], parts)
    desk.master(rundown, parts, lambda: TAGS, folder=str(tmp_path), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1
    assert len(told) > 4


@pytest.mark.engine
def test_a_silent_programme_is_no_programme(tmp_path: Path) -> None:
    (part,) = clips(tmp_path, 1.0)
    Path(part.file).write_bytes(bytes(2 * part.frames))
    with pytest.raises(OutputError, match="silent"):
        mastered(tmp_path, [part])


@pytest.mark.engine
def test_players_find_the_chapters_in_order(tmp_path: Path) -> None:
    parts = clips(tmp_path, 1.0, 1.0, 1.0)
    path, _ = mastered(tmp_path, parts, programme(parts))
    command = [ffmpeg.binary(), "-v", "error", "-i", path, "-f", "ffmetadata", "-"]
    told = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()
    found = re.findall(r"^START=(\d+)\n.*\ntitle=(.*)$", told, re.MULTILINE)
    assert [title for _, title in found] == ["A", "Ein längerer Titel"]
    # ffmpeg takes the encoder's delay of 25 ms away.
    assert [int(start) for start, _ in found] == pytest.approx([0, 5800], abs=30)


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> list[mp3.Level]:
    """A studio without ffmpeg: keeps each attempt's gain and limit, measures what the test puts into ``figures``."""
    levels_tried: list[mp3.Level] = []
    monkeypatch.setattr(ffmpeg, "binary", lambda: "ffmpeg")
    monkeypatch.setattr(files, "exists", lambda _: True)
    monkeypatch.setattr(mp3, "encode", lambda _program, _sound, _path, level, _progress: levels_tried.append(level))
    return levels_tried


def attempts(monkeypatch: pytest.MonkeyPatch, *figures: tuple[float, float]) -> mp3.Measured:
    waiting = iter(figures)
    monkeypatch.setattr(mp3, "measure", lambda *_: mp3.Measured(*next(waiting), 1.0))
    return mp3.produce(mp3.Pcm(lambda: iter(()), 22_050, 22_050), "x.mp3", lambda _: None)


def test_what_lands_is_encoded_once(console: list[mp3.Level], monkeypatch: pytest.MonkeyPatch) -> None:
    assert attempts(monkeypatch, (-16.3, -2.1)).lufs == -16.3
    assert len(console) == 1


def test_what_is_too_soft_gets_more_gain(console: list[mp3.Level], monkeypatch: pytest.MonkeyPatch) -> None:
    attempts(monkeypatch, (-16.6, -4.0), (-16.0, -4.0))
    first, second = console
    assert second.gain - first.gain == pytest.approx(0.6 / 0.55)  # the limiter takes the rest
    assert second.limit == first.limit


def test_a_second_correction_knows_what_the_first_one_brought(
    console: list[mp3.Level], monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts(monkeypatch, (-27.0, -14.0), (-7.0, -2.1), (-16.0, -4.0))
    gains = [level.gain for level in console]
    assert gains[1] - gains[0] == pytest.approx(11 / 0.55)
    assert gains[2] - gains[1] == pytest.approx(-9.0)


def test_a_peak_too_high_gets_a_lower_limit_and_what_that_costs(
    console: list[mp3.Level], monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts(monkeypatch, (-16.0, -1.5), (-16.0, -2.2))
    first, second = console
    assert first.limit - second.limit == pytest.approx(0.8)
    assert second.gain > first.gain


@pytest.mark.parametrize("figures", [(-16.6, -4.0), (-15.4, -4.0), (-16.0, -2.0)])
def test_what_cant_be_corrected_three_times_is_an_error_with_its_figures(
    console: list[mp3.Level], monkeypatch: pytest.MonkeyPatch, figures: tuple[float, float]
) -> None:
    with pytest.raises(OutputError, match=f"{figures[0]} LUFS and a true peak of {figures[1]} dBTP"):
        attempts(monkeypatch, *[figures] * 4)
    assert len(console) == 4


def read_tag(path: Path, *, translate: bool = True) -> Any:  # noqa: ANN401 (typed in part only)
    kind: Any = id3.ID3
    return kind(path, translate=translate)


def written(path: Path, words: Tags = TAGS, chapters: list[Chapter] | None = None) -> Any:  # noqa: ANN401 (typed in part only)
    path.write_bytes(b"\xff\xfb\x90\xc4" + bytes(400))
    tags.write(str(path), words, chapters or [], 1000, 10**9)
    return read_tag(path)


def test_the_tag_is_version_3_and_says_what_the_programme_is(tmp_path: Path) -> None:
    found = written(tmp_path / "x.mp3")
    assert found.version == (2, 3, 0)
    raw = read_tag(tmp_path / "x.mp3", translate=False)
    texts = {key: str(raw[key]) for key in ("TIT2", "TALB", "TPE1", "TCON", "TYER", "TDAT", "TLAN", "COMM::eng")}
    assert texts == {
        "TIT2": "Iran and Russia",
        "TALB": "Briefing",
        "TPE1": "The desk",
        "TCON": "Podcast",
        "TYER": "2021",
        "TDAT": "2812",
        "TLAN": "eng",
        "COMM::eng": "First line.\nSecond.",
    }


def test_the_sound_stays_as_it_was_below_the_tag_and_nothing_follows_it(tmp_path: Path) -> None:
    written(tmp_path / "x.mp3")
    assert (tmp_path / "x.mp3").read_bytes().endswith(b"\xff\xfb\x90\xc4" + bytes(400))


@pytest.mark.parametrize(("art", "mime"), [(JPEG, "image/jpeg"), (b"\x89PNG\r\n\x1a\n" + bytes(9), "image/png")])
def test_art_is_the_front_cover(tmp_path: Path, art: bytes, mime: str) -> None:
    (cover,) = written(tmp_path / "x.mp3", Tags("T", "S", "A", dt.date(2021, 1, 2), "de", "", art)).getall("APIC")
    assert (cover.type, cover.mime, cover.data) == (3, mime, art)


def test_art_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadConfigError, match="neither JPEG nor PNG"):
        written(tmp_path / "x.mp3", Tags("T", "S", "A", dt.date(2021, 1, 2), "en", "", b"GIF89a"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b\x07c", "abc"),
        ("a\nb\tc", "a b c"),
        ("\ud800x\x85", "x"),
        ("naïve 漢字 😀", "naïve 漢字 😀"),
        ("\x1b", ""),
    ],
)
def test_control_characters_never_reach_a_tag(tmp_path: Path, text: str, shown: str) -> None:
    words = Tags(text, "S", text, dt.date(2021, 1, 2), "en", text)
    found = written(tmp_path / "x.mp3", words, [Chapter(text, 0, 10)])
    assert str(found.get("TIT2", "")) == shown
    assert [str(chapter.sub_frames["TIT2"]) for chapter in found.getall("CHAP")] == [shown or "1"]


@pytest.mark.parametrize(
    ("language", "code"),
    [("en-GB", "eng"), ("de", "deu"), ("pt_BR", "por"), ("haw", "haw"), ("xx", "und"), ("", "und"), ("EN", "eng")],
)
def test_languages_are_written_as_iso_639_2_has_them(language: str, code: str) -> None:
    assert tags.three_letters(language) == code


def chapters_in_the_file(path: Path) -> Iterator[str]:
    return (name.decode() for name in re.findall(rb"CHAP.{6}(chp\d+)", path.read_bytes(), re.DOTALL))


@pytest.mark.parametrize("count", [1, 2, 255, 256, 700])
def test_chapters_stand_in_the_file_in_order_whatever_their_titles(tmp_path: Path, count: int) -> None:
    titles = [("long " * (at % 60) or "x") + "é😀"[: at % 3] for at in range(count)]
    chapters = [Chapter(title, at * 1000, at * 1000 + 1000) for at, title in enumerate(titles)]
    found = written(tmp_path / "x.mp3", chapters=chapters)
    names = list(chapters_in_the_file(tmp_path / "x.mp3"))
    assert names == sorted(names)
    assert len(names) == count
    starts = {frame.start_time: str(frame.sub_frames["TIT2"]) for frame in found.getall("CHAP")}
    assert starts == {chapter.start: tags.plain(chapter.title)[:250] for chapter in chapters}


@pytest.mark.parametrize("count", [1, 255, 256, 700])
def test_every_chapter_is_reached_from_the_top_table_in_order(tmp_path: Path, count: int) -> None:
    found = written(tmp_path / "x.mp3", chapters=[Chapter("T", at, at + 1) for at in range(count)])
    tables = {table.element_id: table for table in found.getall("CTOC")}
    assert [name for name, table in tables.items() if table.flags & 2] == ["toc"]
    assert all(len(table.child_element_ids) <= 255 for table in tables.values())

    def leaves(name: str) -> list[str]:
        return (
            [leaf for child in tables[name].child_element_ids for leaf in leaves(child)] if name in tables else [name]
        )

    assert leaves("toc") == sorted(frame.element_id for frame in found.getall("CHAP"))


def test_the_master_stitches_at_the_readers_level(tmp_path: Path) -> None:
    parts = clips(tmp_path, 1.0, 1.0)
    rundown = lay_out([part.line for part in parts], parts)
    pcm = array("h", b"".join(sound.programme(rundown, parts, levels.gains(parts))))
    heard = [max(map(abs, pcm[slot.start : slot.end])) for slot in rundown.slots]
    assert 0.5 < heard[0] / heard[1] < 2
