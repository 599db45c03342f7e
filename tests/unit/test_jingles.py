from __future__ import annotations

import datetime as dt
import math
import wave
from array import array
from pathlib import Path

import pytest

from briefing import settings
from briefing.commands import options
from briefing.drafts import Draft, quiet
from briefing.errors import BadConfigError, NoInputError
from briefing.mastering import jingles, lay_out, music, sound
from briefing.mastering.targets import TARGETS
from briefing.values import Clip, Direction, Line, Piece, Script, Show

RATE = 22_050
LINE = Line("ANCHOR", (Piece("Words."),))


def tone(path: Path, seconds: float, level: float = 0.5) -> str:
    frames = (round(level * 32767 * math.sin(at / 9)) for at in range(round(seconds * 8000)))
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(array("h", frames).tobytes())
    return str(path)


def test_a_users_own_opening_goes_on_under_the_first_words(tmp_path: Path) -> None:
    takes = jingles.own((("open", tone(tmp_path / "a.wav", 9)),), RATE, str(tmp_path))
    take = takes["open"]
    assert (take.lead, take.alone) == (0, 5 * RATE)
    assert len(take.pcm) == pytest.approx(2 * 9 * RATE, rel=0.01)
    wave_ = array("h", take.pcm)
    assert max(wave_[6 * RATE : 7 * RATE]) < 0.5 * max(wave_[RATE : 2 * RATE])


def test_a_closing_begins_under_the_last_words_and_a_short_one_plays_alone(tmp_path: Path) -> None:
    sounds = (("close", tone(tmp_path / "a.wav", 9)), ("sting", tone(tmp_path / "b.wav", 0.6)))
    takes = jingles.own(sounds, RATE, str(tmp_path))
    assert takes["close"].lead == pytest.approx(4 * RATE, rel=0.01)
    assert takes["sting"].alone == pytest.approx(0.6 * RATE, rel=0.01)


def test_loud_and_soft_files_come_to_one_level(tmp_path: Path) -> None:
    sounds = (("open", tone(tmp_path / "a.wav", 3, 0.9)), ("close", tone(tmp_path / "b.wav", 3, 0.02)))
    takes = jingles.own(sounds, RATE, str(tmp_path))
    assert max(array("h", takes["open"].pcm)) == pytest.approx(max(array("h", takes["close"].pcm)), rel=0.1)


def test_what_is_no_sound_is_a_mistake_in_the_show(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"no sound at all")
    with pytest.raises(BadConfigError, match=r"a\.wav can't be read"):
        jingles.own((("open", str(tmp_path / "a.wav")),), RATE, str(tmp_path))
    with pytest.raises(BadConfigError, match="is silent"):
        jingles.own((("open", tone(tmp_path / "b.wav", 1, 0.0)),), RATE, str(tmp_path))
    with pytest.raises(NoInputError, match=r"no music .*c\.wav"):
        jingles.own((("open", str(tmp_path / "c.wav")),), RATE, str(tmp_path))


def test_a_show_names_its_sounds_or_none(tmp_path: Path) -> None:
    file = tmp_path / "show.toml"
    file.write_text('music = { open = "a.wav" }', encoding="utf-8")
    assert settings.read_show(str(file)).sounds == (("open", str(tmp_path / "a.wav")),)
    file.write_text("music = false", encoding="utf-8")
    assert not settings.read_show(str(file)).music
    for wrong in ('music = { opening = "a.wav" }', "music = 3", "sounds = []"):
        file.write_text(wrong, encoding="utf-8")
        with pytest.raises(BadConfigError):
            settings.read_show(str(file))


def test_a_bed_is_heard_under_the_words_beside_it(tmp_path: Path) -> None:
    silent = tmp_path / "clip.pcm"
    silent.write_bytes(bytes(2 * 8 * RATE))
    clip = Clip(LINE, "anchor", str(silent), 8 * RATE, RATE)
    items = (Direction("music", cue="open"), LINE, Direction("music", cue="close"))
    made = lay_out(items, [clip])
    pcm = array("h", b"".join(sound.programme(made, [clip], {"anchor": 0.0})))
    assert len(pcm) == made.frames
    line = made.slots[1]
    alone = max(pcm[: made.slots[0].end])
    for begin in (line.start, line.end - RATE):
        assert 0.05 * alone < max(pcm[begin : begin + RATE]) < 0.5 * alone
    middle = line.start + round(music.SOUNDS["open"].after * RATE) - RATE // 3
    assert max(pcm[middle - 20 : middle + 20]) < 0.05 * alone


def test_a_programme_without_music_has_a_pause_for_each_sting() -> None:
    items = (Direction("music", cue="open"), LINE, Direction("sting"), LINE, Direction("music", cue="close"))
    made = quiet(Draft(Script("T", dt.date(2024, 1, 1), "en-GB", (), (), items), {}, ()))
    assert made.script.items == (LINE, Direction("pause", ms=600), LINE)
    assert Show().music


def test_the_command_line_knows_every_target() -> None:
    assert tuple(TARGETS) == options.TARGETS
