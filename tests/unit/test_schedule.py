"""The schedule: a crontab line and systemd's units that a shell and systemd read as they were meant."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from showdesk import SHOW

from briefing.__main__ import run
from briefing.edges import crontab, places
from briefing.edition import schedule
from briefing.errors import NoInputError, UnavailableError, UsageError

ANALYZE = shutil.which("systemd-analyze") or ""
AWKWARD = ["morning", "my show", 'it\'s 100% "ours" $HOME', "Frühstück"]


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a crontab in memory, and every text that was written to it."""
    held = ["# mine\nMAILTO=me\n5 4 * * * backup"]
    monkeypatch.setattr(crontab, "read", lambda: held[-1])
    monkeypatch.setattr(crontab, "write", held.append)
    return held


def job(folder: Path, name: str = "morning", at: str = "6:30") -> schedule.Job:
    file = folder / f"{name}.toml"
    file.write_text(SHOW, encoding="utf-8")
    return schedule.job(str(file), at)


@pytest.mark.parametrize("name", AWKWARD)
def test_cron_runs_the_shows_own_file(tmp_path: Path, name: str) -> None:
    begin, line, end, _ = schedule.cron_text(job(tmp_path, name)).split("\n")
    assert begin.startswith("# >>> briefing-")
    assert end.startswith("# <<< briefing-")
    assert "%" not in line.replace("\\%", "")
    minute, hour, *rest = line.replace("\\%", "%").split(" ", 5)
    assert (minute, hour, *rest[:3]) == ("30", "6", "*", "*", "*")
    words = shlex.split(rest[3])
    assert words[-3:] == ["--quiet", "--show", str(tmp_path / f"{name}.toml")]
    assert [word.partition("=")[0] for word in words if "=" in word][:2] == ["HOME", "PATH"]
    assert Path(next(word for word in words if "=" not in word)).is_absolute()


@pytest.mark.skipif(sys.platform == "win32", reason="cron is for others")
def test_the_line_works_in_cron_s_own_shell_and_environment(tmp_path: Path) -> None:
    show = job(tmp_path, "my show")
    (tmp_path / "articles").mkdir()
    line = schedule.cron_text(show).split("\n")[1].split(" ", 5)[5].replace("\\%", "%")
    # From a checkout cron runs scripts/daily, which would set an environment up: what it ends in is run here.
    script = str(places.PACKAGE.parent / "scripts" / "daily")
    line = line.replace(f"{os.path.realpath(sys.executable)} {script}", f"{sys.executable} -m briefing daily")
    done = subprocess.run(
        ["/bin/sh", "-c", line], env={"PATH": "/usr/bin:/bin"}, cwd="/", capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "my show" / "feed.xml").exists()


def test_the_crontab_keeps_all_other_lines(tmp_path: Path, table: list[str]) -> None:
    one, other = job(tmp_path), job(tmp_path, "other")
    for each in (one, other, one):
        schedule.CRON.install(each)
    assert len(table) == 3  # the second time changes nothing
    assert table[-1].startswith("# mine\nMAILTO=me\n5 4 * * * backup\n# >>> briefing-morning")
    schedule.CRON.install(job(tmp_path, at="7:00"))
    assert table[-1].count(">>> briefing-morning") == 1
    schedule.CRON.remove(one)
    schedule.CRON.remove(one)
    assert "briefing-other" in table[-1]
    schedule.CRON.remove(other)
    assert table[-1] == "# mine\nMAILTO=me\n5 4 * * * backup\n"


@pytest.mark.parametrize("name", AWKWARD)
@pytest.mark.skipif(not ANALYZE, reason="needs systemd-analyze")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path, name: str) -> None:
    one = job(tmp_path, name)
    for suffix, text in ((".service", schedule.service(one)), (".timer", schedule.timer(one))):
        (tmp_path / (one.name + suffix)).write_text(text, encoding="utf-8")
    units = [str(tmp_path / (one.name + suffix)) for suffix in (".service", ".timer")]
    done = subprocess.run([ANALYZE, "verify", *units], capture_output=True, text=True, check=False)
    assert not [line for line in done.stderr.splitlines() if one.name in line]
    assert done.returncode == 0


def test_the_service_is_hardened_and_catches_up(tmp_path: Path) -> None:
    text = schedule.systemd_text(job(tmp_path))
    for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "Persistent=true", "OnCalendar=*-*-* 06:30:00"):
        assert f"\n{line}\n" in text
    assert f'"-{tmp_path / "morning"}"' in text
    assert f'"-{tmp_path / ".morning"}"' in text


def test_the_units_are_installed_and_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    said: list[tuple[str, ...]] = []
    monkeypatch.setattr(crontab, "systemctl", lambda *words: said.append(words))
    one = job(tmp_path)
    for _ in range(2):
        schedule.SYSTEMD.install(one)
    units = tmp_path / "config" / "systemd" / "user"
    assert sorted(path.suffix for path in units.iterdir()) == [".service", ".timer"]
    assert ("enable", "--now", f"{one.name}.timer") in said
    for _ in range(2):
        schedule.SYSTEMD.remove(one)
    assert not list(units.iterdir())
    assert said[-2] == ("disable", "--now", f"{one.name}.timer")


def test_without_a_running_systemd_the_units_are_written_and_the_command_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefing.errors import Problem

    def fail(*_words: str) -> None:
        raise UnavailableError(Problem("", "systemctl doesn't answer", "see its status"))

    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(crontab, "systemctl", fail)
    (line,) = schedule.SYSTEMD.install(job(tmp_path))
    assert "systemctl --user enable --now briefing-morning" in line


@pytest.mark.parametrize("at", ["24:00", "6:60", "6", "six", "6:3", "٦:٣٠"])
def test_what_is_no_time_of_day_is_refused(tmp_path: Path, at: str) -> None:
    with pytest.raises(UsageError, match="isn't a time of day"):
        job(tmp_path, at=at)


def test_a_show_that_is_not_there_is_not_scheduled(tmp_path: Path) -> None:
    with pytest.raises(NoInputError):
        schedule.job(str(tmp_path / "none.toml"), "6:00")


def test_doctor_tells_what_is_scheduled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: list[str]) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert schedule.state() == "no show yet; `briefing show new` writes one"
    folder = tmp_path / "briefing"
    folder.mkdir()
    (folder / "show.toml").write_text(SHOW, encoding="utf-8")
    assert schedule.state().startswith("not scheduled")
    schedule.CRON.install(schedule.job(None, "6:05"))
    assert schedule.state() == "cron: 5 6 * * *"
    table.append(table[-1].replace(str(places.PACKAGE.parent), "/gone"))
    with pytest.raises(UnavailableError, match="isn't there any more"):
        schedule.state()


# --- with programs that stand in for cron's and systemd's own -------------------------------------------------------

CRON = """
case "$1" in
    -l) cat TABLE 2>&1 || { echo "no crontab for me" >&2; exit 1; } ;;
    *) cat >TABLE ;;
esac
"""


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return a show file; nothing of this machine's is on PATH but what a shell needs."""
    (tmp_path / "bin").mkdir()
    for name in ("cat", "sh"):
        (tmp_path / "bin" / name).symlink_to(shutil.which(name) or name)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "morning.toml").write_text(SHOW, encoding="utf-8")
    return str(tmp_path / "morning.toml")


def program(folder: Path, name: str, text: str) -> Path:
    """Put a shell script on PATH, and return the file that is TABLE in it."""
    table = folder / "table"
    path = folder / "bin" / name
    path.write_text(f"#!/bin/sh\n{text.replace('TABLE', shlex.quote(str(table)))}", encoding="utf-8")
    path.chmod(0o755)
    return table


@pytest.mark.skipif(sys.platform == "win32", reason="cron is for others")
@pytest.mark.parametrize("before", [None, b"# M\xfcll\n5 4 * * * backup\n"])
def test_cron_s_own_program_takes_the_line_and_gives_it_back(tmp_path: Path, show: str, before: bytes | None) -> None:
    table = program(tmp_path, "crontab", CRON)
    if before:
        table.write_bytes(before)
    assert run(["schedule", "--cron", "--at", "6:30", "--install", "--show", show]) == 0
    assert table.read_bytes().startswith((before or b"") + b"# >>> briefing-morning-")
    assert b"\n30 6 * * * " in table.read_bytes()
    assert run(["schedule", "--cron", "--remove", "--show", show]) == 0
    assert table.read_bytes() == (before or b"")


REFUSALS = {
    "may not read": ('test "$1" != -l || { echo "you may not" >&2; exit 1; }', "crontab -l failed (you may not)"),
    "takes none": (
        'test "$1" = -l || { echo "bad minute" >&2; exit 1; }',
        "cron doesn't take the crontab (bad minute)",
    ),
}


@pytest.mark.skipif(sys.platform == "win32", reason="cron is for others")
@pytest.mark.parametrize("refusal", REFUSALS)
def test_what_cron_refuses_is_told_in_its_own_words(
    tmp_path: Path, show: str, refusal: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text, says = REFUSALS[refusal]
    program(tmp_path, "crontab", text)
    assert run(["schedule", "--cron", "--install", "--show", show]) == 69
    assert capsys.readouterr().err == f"briefing: {says}; see `man crontab`\n"


@pytest.mark.skipif(sys.platform == "win32", reason="cron is for others")
def test_without_cron_the_other_way_is_named(show: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schedule", "--cron", "--install", "--show", show]) == 69
    assert capsys.readouterr().err == "briefing: cron isn't installed; install it, or use --systemd\n"


@pytest.mark.skipif(sys.platform == "win32", reason="systemd is Linux's")
def test_systemd_s_own_program_is_told_and_its_refusal_is_passed_on(
    tmp_path: Path, show: str, capsys: pytest.CaptureFixture[str]
) -> None:
    table = program(tmp_path, "systemctl", 'echo "$*" >>TABLE')
    assert run(["schedule", "--systemd", "--install", "--show", show]) == 0
    assert "runs while you're logged in" in capsys.readouterr().err
    reload, enable = table.read_text(encoding="utf-8").splitlines()
    assert reload == "--user daemon-reload"
    assert enable.startswith("--user enable --now briefing-morning-")
    program(tmp_path, "systemctl", 'echo "no bus" >&2; exit 1')
    assert run(["schedule", "--systemd", "--install", "--show", show]) == 0  # the units are written all the same
    assert "systemctl --user daemon-reload failed (no bus); run: systemctl" in capsys.readouterr().err
