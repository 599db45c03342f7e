"""make, inspect and lint as a person types them: what is printed, the exit code."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from newsdesk import STORY

from briefing import pipeline
from briefing.__main__ import run
from briefing.edges import files, player

DAY = ["--date", "2026-05-04"]


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bridge.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def script(desk: Path) -> Path:
    assert run(["make", "--dry-run", "bridge.txt", *DAY, "-o", "bridge.script.md"]) == 0
    return desk / "bridge.script.md"


def test_a_dry_run_writes_its_script_where_it_is_told_to_and_into_no_folder(
    script: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert script.read_text(encoding="utf-8").startswith("---\nscript: 1\n")
    assert run(["make", "--dry-run", "bridge.txt", *DAY, "-o", "."]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "-o . is a folder; name the script's file, such as a.script.md" in printed.err


def test_lint_says_nothing_of_a_good_script(script: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lint", "--strict", script.name]) == 0
    assert capsys.readouterr().out == ""


def test_lint_tells_each_mistake_with_its_line_and_ends_with_65(
    script: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = script.read_text(encoding="utf-8").replace("the steel will not wait", "the steel can wait")
    script.write_text(text, encoding="utf-8")
    row = next(row for row, line in enumerate(text.splitlines(), 1) if "the steel can wait" in line)
    assert run(["lint", script.name, "--cast", "default"]) == 65
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(f"{script.name}:{row}: Q")
    assert run(["lint", "--json", script.name]) == 65
    found = json.loads(capsys.readouterr().out)
    assert (found["file"], found["line"]) == (script.name, row)
    assert str(line) == f"{found['file']}:{found['line']}: {found['code']} {found['what']}; {found['todo']}"


def test_lint_mends_a_range_that_moved_and_says_so(script: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = script.read_text(encoding="utf-8")
    cite = next(line for line in good.splitlines() if line.startswith("> — [Maria Lindqvist"))
    moved = re.sub(r"char=(\d+),(\d+)", lambda at: f"char={int(at[1]) + 3},{int(at[2]) + 3}", cite)
    script.write_text(good.replace(cite, moved), encoding="utf-8")
    assert run(["lint", "--fix", script.name]) == 0
    assert capsys.readouterr().out.startswith(f"{script.name}:")
    assert script.read_text(encoding="utf-8") == good


def test_lint_puts_back_the_dash_before_an_attribution(script: Path) -> None:
    good = script.read_text(encoding="utf-8")
    script.write_text(good.replace("> — [Maria", "> [Maria"), encoding="utf-8")
    assert run(["lint", script.name]) == 65
    assert run(["lint", "--fix", script.name]) == 0
    assert script.read_text(encoding="utf-8") == good


def test_lint_leaves_a_label_alone_whose_voice_or_person_it_cannot_know(
    script: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = script.read_text(encoding="utf-8")
    (voice,) = [line for line in good.splitlines(keepends=True) if line.startswith("  LINDQVIST:")]
    (cite,) = [line for line in good.splitlines(keepends=True) if line.startswith("> — [Maria")]
    flow = re.sub(r"(?ms)^voices:\n.*?^sources:", "voices: {ANCHOR: {voice: anchor}}\nsources:", good)
    for bad in (good.replace(voice, "").replace(cite, ""), flow, good.replace(voice, "").replace(cite, "> — \n")):
        script.write_text(bad, encoding="utf-8")
        assert run(["lint", "--fix", script.name]) == 65
        assert re.search(r"L0[25] ", capsys.readouterr().out)
        assert script.read_text(encoding="utf-8") == bad


def test_inspect_tells_a_language_that_is_not_covered(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "brug.txt").write_text(
        "Brug een jaar dicht\n\nDe gemeente sluit de oude brug voor een jaar, omdat het staal is verroest en niet "
        "meer kan wachten. Het werk begint in juni en het duurt ongeveer een jaar, zegt de wethouder.\n",
        encoding="utf-8",
    )
    assert run(["inspect", "--json", "brug.txt", "bridge.txt", "none.txt"]) == 66
    printed = capsys.readouterr()
    dutch, english, none = map(json.loads, printed.out.splitlines())
    assert (dutch["title"], dutch["language"]) == ("Brug een jaar dicht", "nl")
    assert (english["title"], english["source"]) == ("Harbour bridge to close for a year", "bridge.txt")
    assert none["error"]["code"] == 66
    (line,) = printed.err.splitlines()
    assert line.startswith("briefing: brug.txt: Dutch (nl): not covered")


def test_standard_input_that_is_the_terminal_is_no_article(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
    assert run(["make", "-"]) == 66
    assert capsys.readouterr().err == ("briefing: standard input is the terminal; pipe an article in, or name a file\n")


def test_standard_input_has_a_limit(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(files, "MAX_INPUT_BYTES", 9)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: False, buffer=io.BytesIO(bytes(10))))
    assert run(["inspect", "-"]) == 65
    assert "standard input is larger than the limit of 50 MB; give a smaller article" in capsys.readouterr().err


def test_verbose_shows_where_a_mistake_was_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["make", "none.txt", "--verbose"]) == 66
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert lines[-1].startswith("briefing: there is no file none.txt;")


def test_an_unforeseen_error_is_told_as_our_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the lights\nwent out")  # noqa: EM101, TRY003 (any error's words)

    monkeypatch.setattr(pipeline, "draft", broken)
    assert run(["make", "--dry-run", "bridge.txt"]) == 70
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("briefing: this is a bug in briefing: RuntimeError: the lights went out; run it again")


def test_a_proof_without_sound_has_none_to_embed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["proof", "--no-sound", "--embed", "bridge.txt"]) == 2
    assert capsys.readouterr().err == "briefing: --embed doesn't go with --no-sound; leave one of them out\n"


def test_a_show_and_a_folder_are_one_too_many_to_serve(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "output", "--show", "a.toml"]) == 2
    assert "--show names a folder already; leave the folder or --show out" in capsys.readouterr().err


@pytest.mark.parametrize("plays", [True, False])
def test_what_was_made_is_played_when_asked_for(
    plays: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    played: list[str] = []

    def play(path: str) -> bool:
        played.append(path)
        return bool(plays)

    made = SimpleNamespace(output="bridge.mp3", notes=())
    monkeypatch.setattr(pipeline, "render", lambda draft, *_: (made, draft))
    monkeypatch.setattr(player, "play", play)
    assert run(["make", "bridge.txt", "--play", "-q"]) == 0
    printed = capsys.readouterr()
    assert (printed.out, played) == ("bridge.mp3\n", ["bridge.mp3"])
    assert printed.err == ("" if plays else "briefing: no player was found to play it; open bridge.mp3\n")


def test_inspect_goes_on_after_a_source_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", "none.txt", "bridge.txt"]) == 66
    printed = capsys.readouterr()
    assert printed.out.startswith("bridge.txt\n  title      Harbour bridge to close for a year\n")
    assert printed.err == "briefing: there is no file none.txt; check the name\n"
