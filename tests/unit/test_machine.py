"""`briefing doctor`: what the machine has, and what mends what it lacks."""

from __future__ import annotations

import sys
from pathlib import Path

import installed
import pytest
from tone import Tone

from briefing.__main__ import run
from briefing.edges import ffmpeg
from briefing.errors import EngineError, Problem, UnavailableError
from briefing.speaking import engine

VERSION = ffmpeg.version  # as it is; the tests below have another


@pytest.fixture(autouse=True)
def _a_machine_that_has_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(ffmpeg, "version", lambda: "ffmpeg 7.0")
    monkeypatch.setattr(engine, "find", lambda _name: Tone(name="pyttsx3"))


def starts(lines: list[str]) -> list[str]:
    return [" ".join(line.partition(":")[0].split()) for line in lines]


def test_a_machine_that_has_everything_is_told_so_part_by_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    parts = ["ok Python", "ok voice", "ok ffmpeg", "ok clip cache", "ok output folder", "ok schedule"]
    assert starts(lines) == [*parts, "better voice"]
    assert lines[1].startswith("ok       voice: pyttsx3 (1) speaks, 1.5 s")
    assert lines[3] == f"ok       clip cache: {tmp_path}/cache/briefing/clips"
    assert lines[-1].endswith("for a natural voice: briefing voices install kokoro")
    assert list(tmp_path.iterdir()) == []  # to look isn't to make


def test_with_a_natural_voice_nothing_is_better(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    installed.folder(tmp_path)
    assert run(["doctor"]) == 0
    assert "better" not in capsys.readouterr().out


def test_each_part_that_is_missing_is_a_line_with_its_remedy_and_the_exit_code_is_69(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def gone() -> str:
        raise UnavailableError(Problem("", "ffmpeg isn't there", "pip install imageio-ffmpeg"))

    def dumb(_name: None) -> Tone:
        raise EngineError(Problem("", "no engine speaks", "install one"), Problem("", "nor can it", "try again"))

    monkeypatch.setattr(ffmpeg, "version", gone)
    monkeypatch.setattr(engine, "find", dumb)
    (tmp_path / "cache").write_text("no folder", encoding="utf-8")
    assert run(["doctor"]) == 69
    lines = capsys.readouterr().out.splitlines()
    assert lines[1:4] == [
        "missing  voice: no engine speaks; install one",
        "missing  voice: nor can it; try again",
        "missing  ffmpeg: ffmpeg isn't there; pip install imageio-ffmpeg",
    ]
    assert starts(lines[4:7]) == ["missing clip cache", "ok output folder", "ok schedule"]


def test_a_cast_without_an_anchor_for_the_engine_is_missing_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(engine, "find", lambda _name: Tone())
    assert run(["doctor"]) == 69
    assert "missing  voice: the cast has no anchor for tone; add one to the cast file" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_an_ffmpeg_that_does_not_run_is_missing_and_one_that_runs_tells_its_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "ffmpeg"
    monkeypatch.setattr(ffmpeg, "version", VERSION)
    monkeypatch.setenv("BRIEFING_FFMPEG", str(own))
    for text, line in (
        ("echo no such library >&2; exit 127", f"missing  ffmpeg: {own} doesn't run: no such library; "),
        ("echo 'ffmpeg version 7.0 Copyright (c) 2026'", "ok       ffmpeg: ffmpeg version 7.0\n"),
    ):
        own.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        own.chmod(0o755)
        assert run(["doctor"]) == (0 if line.startswith("ok") else 69)
        assert line in capsys.readouterr().out
