"""The table of bad input: exit code, one clear line, nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from desk import Desk, Here
from newsdesk import STORY


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    made = Here(tmp_path / "desk", monkeypatch, capsys)
    made.write("bridge.txt", STORY)
    return made


def fails(desk: Desk, code: int, *arguments: str, says: str, data: bytes = b"") -> None:
    before = desk.made()
    ended = desk.run(*arguments, data=data)
    assert ended.code == code, ended.err
    assert ended.out == ""
    assert len(ended.lines) == 1, ended.err
    assert ended.lines[0].startswith("briefing: ")
    assert says in ended.lines[0]
    assert "; " in ended.lines[0]
    assert desk.made() == before


def test_a_missing_file_is_named(desk: Desk) -> None:
    fails(desk, 66, "make", "nosuch.txt", says="nosuch.txt")


def test_a_folder_is_no_file(desk: Desk) -> None:
    (desk.folder / "folder").mkdir()
    fails(desk, 66, "make", "folder", says="folder")


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="root reads everything")
def test_a_file_without_permission_is_named(desk: Desk) -> None:
    desk.write("secret.txt", STORY).chmod(0)
    fails(desk, 66, "make", "secret.txt", says="permission")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b" \n\t\n ", "white space"),
        (b"ID3\x03\x00" + bytes(200), "MP3"),
        (b"%PDF-1.7\n" + bytes(range(256)), "PDF"),
        (b"PK\x03\x04" + bytes(200), "ZIP"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "PNG"),
        (b"Read More\n\nLeave a Reply\n\nSubscribe to our newsletter\n", "urniture"),
    ],
)
def test_a_source_that_is_no_article_says_what_was_found(desk: Desk, content: bytes, says: str) -> None:
    desk.write("bad.txt", content)
    fails(desk, 65, "make", "bad.txt", says=says)
    fails(desk, 65, "make", "--dry-run", "bad.txt", says=says)


def test_a_file_over_the_limit_is_refused_with_its_name(desk: Desk) -> None:
    with (desk.folder / "big.txt").open("wb") as file:
        file.truncate(50_000_001)
    fails(desk, 65, "make", "big.txt", says="MAX_INPUT_BYTES")


@pytest.mark.parametrize(
    "arguments",
    [
        ("make",),
        ("make", "--nosuch", "bridge.txt"),
        ("nosuch",),
        ("make", "bridge.txt", "--length", "soon"),
        ("make", "bridge.txt", "--length", "1s"),
        ("make", "bridge.txt", "--date", "28 December"),
        ("make", "bridge.txt", "--rate", "5"),
        ("make", "bridge.txt", "--rate", "quick"),
        ("make", "bridge.txt", "--language", "tlh"),
        ("make", "bridge.txt", "--jobs", "-1"),
        ("daily", "--jobs", "0"),
        ("batch", "bridge.txt", "--executor", "dask"),
        ("batch", "bridge.txt", "--executor", "local", "--dask", "tcp://127.0.0.1:1"),
        ("batch", "bridge.txt", "--executor", "spark"),
        ("listen", "episode.mp3", "--jobs", "0"),
        ("make", "bridge.txt", "-o", "episode.wav"),
        ("make", "bridge.txt", "a.script.md"),
        ("make", "a.script.md", "--length", "90s"),
        ("make", "--dry-run", "--play", "bridge.txt"),
        ("make", "--dry-run", "bridge.txt", "-o", "bridge.txt"),
    ],
)
def test_a_mistyped_command_is_one_line_and_2(desk: Desk, arguments: tuple[str, ...]) -> None:
    fails(desk, 2, *arguments, says="")


def test_an_unknown_engine_is_named_with_those_at_hand(desk: Desk) -> None:
    fails(desk, 69, "make", "bridge.txt", "--engine", "nosuch", says="pyttsx3")


@pytest.mark.parametrize(
    ("option", "content"),
    [
        ("--show", "name = 3"),
        ("--show", "nosuch = 'x'"),
        ("--show", "not toml"),
        ("--show", "time_zone = 'Mars/Olympus'"),
        ("--show", "sign_on = '{nosuch}'"),
        ("--show", "sign_off = ' '"),
        ("--show", "language = 'de-DE'"),
        ("--cast", "[voices.anchor]\npyttsx3 = { voice = 'en-us', wpm = -5 }"),
        ("--cast", "[voices]"),
        ("--cast", "[voices.anchor]\ngender = 'x'"),
        ("--lexicon", "[words]\nA = 3"),
    ],
)
def test_a_bad_settings_file_is_78_and_named(desk: Desk, option: str, content: str) -> None:
    desk.write("set.toml", content)
    fails(desk, 78, "make", "bridge.txt", option, "set.toml", says="set.toml")


def test_a_settings_file_that_is_not_there_is_66(desk: Desk) -> None:
    fails(desk, 66, "make", "bridge.txt", "--cast", "nosuch", says="nosuch")


def test_all_bad_sources_are_named_at_once(desk: Desk) -> None:
    desk.write("empty.txt", "")
    ended = desk.run("make", "bridge.txt", "nosuch.txt", "empty.txt")
    assert ended.code == 66
    assert [name in line for name, line in zip(("nosuch.txt", "empty.txt"), ended.lines, strict=True)] == [True, True]


def test_every_mistake_of_a_script_has_file_line_code_and_remedy(desk: Desk) -> None:
    desk.write("bad.script.md", "---\nscript: 1\ntitle: A\n---\n\n# A\n\nNOBODY: Hello.\n\n![x](y.png)\n\n1. One\n")
    ended = desk.run("make", "bad.script.md")
    assert ended.code == 65
    assert len(ended.lines) >= 3
    assert all(line.startswith("briefing: bad.script.md:") and "; " in line for line in ended.lines)
    assert desk.made() == ["bad.script.md", "bridge.txt"]


def test_a_dry_run_writes_nothing_at_all(desk: Desk) -> None:
    ended = desk.run("make", "--dry-run", "bridge.txt")
    assert ended.code == 0
    assert ended.out.startswith("---\nscript: 1\n")
    assert sorted(path.name for path in desk.folder.iterdir()) == ["bridge.txt"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_source_in_any_usual_encoding_is_read_rightly(desk: Desk, encoding: str) -> None:
    desk.write("coded.txt", STORY.encode(encoding))
    assert "We have put this off for too long" in desk.run("make", "--dry-run", "coded.txt").out


def test_another_language_is_named_with_the_option(desk: Desk) -> None:
    french = (
        "Le pont fermé\n\n" + "Le pont du port sera fermé pendant un an à partir de juin, a dit la ville lundi. " * 4
    )
    desk.write("pont.txt", french)
    fails(desk, 65, "make", "pont.txt", says="--language")
    assert desk.run("make", "--dry-run", "pont.txt", "--language", "en-GB").code == 0


def test_bare_briefing_shows_the_help(desk: Desk) -> None:
    ended = desk.run()
    assert (ended.code, ended.err) == (0, "")
    assert "Commands:" in ended.out


@pytest.mark.parametrize("command", ["make", "inspect", "spoken", "lint", "voices", "doctor"])
def test_every_command_has_help_with_an_example(desk: Desk, command: str) -> None:
    ended = desk.run(command, "--help")
    assert ended.code == 0
    assert f"Example: briefing {command}" in ended.out


def test_the_version_is_printed(desk: Desk) -> None:
    assert desk.run("--version").out.startswith("briefing ")


def test_inspect_goes_on_after_a_source_that_fails(desk: Desk) -> None:
    ended = desk.run("inspect", "--json", "nosuch.txt", "bridge.txt")
    assert ended.code == 66
    first, second = ended.out.splitlines()
    assert '"code": 66' in first
    assert '"Maria Lindqvist"' in second


def test_a_closed_pipe_ends_quietly(desk: Desk) -> None:
    child = desk.start("make", "--dry-run", "bridge.txt", "--quiet")
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    assert child.stderr.read() == b""
    child.stderr.close()
    assert child.wait(timeout=30) == 141  # as a program that SIGPIPE ends


def test_a_page_is_not_fetched_and_the_user_is_told_what_to_do(desk: Desk) -> None:
    fails(desk, 69, "make", "https://example.com/a", says="save the page")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("arguments", [("--help",), ("make", "--dry-run", "bridge.txt"), ("spoken", "3")])
def test_a_full_disk_under_standard_output_is_one_line_and_73(desk: Desk, arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "briefing", *arguments]
        done = subprocess.run(
            command, cwd=desk.folder, env=desk.environment, stdout=full, stderr=subprocess.PIPE, check=False
        )
    lines = [line for line in done.stderr.decode().splitlines() if "programme's day" not in line]
    assert (done.returncode, len(lines)) == (73, 1)


@pytest.mark.skipif(os.name == "nt", reason="a shell's own way to close a stream")
@pytest.mark.parametrize("closed", [">&-", "<&-", "2>&-"])
def test_a_closed_stream_is_no_bug(desk: Desk, closed: str) -> None:
    command = f"{sys.executable} -m briefing make --dry-run bridge.txt {closed}"
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=desk.folder, env=desk.environment, capture_output=True, check=False
    )
    assert done.returncode == 0
    assert b"bug" not in done.stderr


def test_a_script_goes_into_a_device_and_through_a_link(desk: Desk) -> None:
    (desk.folder / "link.script.md").symlink_to("real.script.md")
    assert desk.run("make", "--dry-run", "bridge.txt", "-o", "link.script.md").code == 0
    assert (desk.folder / "link.script.md").is_symlink()
    assert (desk.folder / "real.script.md").read_text(encoding="utf-8").startswith("---\nscript: 1")
    assert desk.run("make", "--dry-run", "bridge.txt", "-o", "-").out.startswith("---\nscript: 1")
