"""The podcast's commands as a person types them: what is printed, the exit code."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path

import pytest
from showdesk import ShowDesk

from briefing.__main__ import run


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ShowDesk:
    made = ShowDesk(tmp_path / "desk", monkeypatch)
    made.article("bridge")
    return made


def test_json_tells_what_was_published_and_then_why_nothing_was(
    show: ShowDesk, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert run(["daily", "--json", "--show", str(show.file)]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["output"] == str(show.out / "2026-05-04.mp3")
    assert (first["held"], first["revision"], first["why"]) == (False, 1, None)
    assert first["guid"].startswith("tag:")
    assert (second["output"], second["guid"]) == (None, None)
    assert second["why"]


def test_a_person_at_a_terminal_sees_the_path_and_then_why_there_is_none(
    show: ShowDesk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["daily", "--verbose", "--show", str(show.file)]) == 0
    printed = capsys.readouterr()
    (path,) = printed.out.splitlines()
    assert Path(path).exists()
    assert run(["daily", "--verbose", "--show", str(show.file)]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("briefing: ")
    show.tomorrow()
    assert run(["daily", "--dry-run", "--verbose", "--show", str(show.file)]) == 0
    assert capsys.readouterr() == ("", "briefing: there's nothing new to tell\n")


def test_without_a_terminal_a_run_says_nothing(show: ShowDesk, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert run(["daily", "--show", str(show.file)]) == 0
    show.tomorrow()
    assert run(["daily", "--dry-run", "--show", str(show.file)]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_dry_run_prints_todays_script(show: ShowDesk, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["daily", "--dry-run", "--show", str(show.file)]) == 0
    assert capsys.readouterr().out.startswith("---\nscript: 1\n")
    assert not show.out.exists()


def test_what_is_held_is_released_by_the_same_command(show: ShowDesk, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["daily", "--hold", "--json", "--show", str(show.file)]) == 0
    held = json.loads(capsys.readouterr().out)
    assert held["held"] is True
    assert run(["daily", "--release", "--json", "--show", str(show.file)]) == 0
    released = json.loads(capsys.readouterr().out)
    assert (released["guid"], released["held"]) == (held["guid"], False)
    assert held["guid"] in show.feed()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["daily", "--dry-run", "--hold"], "don't go together like this"),
        (["daily", "--hold", "--release"], "don't go together like this"),
        (["daily", "--edition", "../x"], "--edition '../x' isn't a short name; give one such as morning"),
        (["schedule"], "say --cron or --systemd"),
        (["schedule", "--cron", "--systemd"], "say --cron or --systemd"),
        (["schedule", "--cron", "--install", "--remove"], "--install and --remove don't go together"),
        (["feed", "check", "--max-age", "old"], "--max-age old isn't an age"),
    ],
)
def test_options_that_make_no_sense_are_a_usage_error(
    show: ShowDesk, words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*words, "--show", str(show.file)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert says in line


def test_the_schedule_is_printed_and_installed_only_when_asked_for(
    show: ShowDesk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["schedule", "--cron", "--at", "6:05", "--show", str(show.file)]) == 0
    assert "\n5 6 * * * " in capsys.readouterr().out


def test_an_episode_is_taken_out_by_its_guid_and_a_person_sees_what_went(
    show: ShowDesk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["daily", "--json", "--show", str(show.file)]) == 0
    made = json.loads(capsys.readouterr().out)
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    assert run(["feed", "remove", made["guid"], "--show", str(show.file)]) == 0
    assert Path(made["output"]).name in screen.getvalue()
    assert not Path(made["output"]).exists()
    assert run(["feed", "build", "--show", str(show.file)]) == 0
    assert capsys.readouterr().out == f"{show.out / 'feed.xml'}\n"
    assert made["guid"] not in show.feed()


def test_a_new_show_file_goes_into_a_folder_and_never_over_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["show", "new", str(tmp_path)]) == 0
    path = capsys.readouterr().out.strip()
    assert Path(path).parent == tmp_path
    before = Path(path).read_bytes()
    assert run(["show", "new", path]) == 73
    assert "is there already; name another file" in capsys.readouterr().err
    assert Path(path).read_bytes() == before


@pytest.mark.parametrize("group", ["feed", "show"])
def test_a_group_alone_prints_its_help(group: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([group]) == 0
    assert f"Usage: briefing {group} [OPTIONS] COMMAND" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("utf-8", "iso-8859-1", "F22 the feed is in iso-8859-1; write it in UTF-8"),
        ('isPermaLink="false"', 'isPermaLink="maybe"', "F04 isPermaLink is 'maybe'; write true or false"),
    ],
)
def test_a_feed_that_somebody_spoiled_is_told_with_its_remedy(
    show: ShowDesk, old: str, new: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["daily", "--show", str(show.file)]) == 0
    feed = show.out / "feed.xml"
    text = feed.read_text(encoding="utf-8")
    spoiled = re.sub(old, new, text, count=1, flags=re.IGNORECASE)
    assert spoiled != text
    feed.write_text(spoiled, encoding="utf-8")
    assert run(["feed", "check", "--show", str(show.file)]) == 74
    assert says in capsys.readouterr().out
