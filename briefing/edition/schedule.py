"""The schedule: what makes the daily run happen on its own, for cron and for systemd."""

from __future__ import annotations

import contextlib
import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from briefing.edges import crontab, files, folders, places
from briefing.edition import place
from briefing.edition.place import Place
from briefing.edition.showfile import read
from briefing.errors import BriefingError, NoInputError, Problem, UnavailableError, UsageError

PATHS = "/usr/local/bin:/usr/bin:/bin"
"""Where a job finds other programs, beside the folder of its Python."""

MINUTE_S = "OnCalendar=*-*-* {hour:02}:{minute:02}:00"


@dataclass(frozen=True, slots=True)
class Job:
    """A daily run: its show, when, the command (absolute paths), the environment, the folders it writes to."""

    where: Place
    hour: int
    minute: int
    command: tuple[str, ...]
    environment: Mapping[str, str]
    writes: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return the name of its units: the show's, in plain letters, told apart by the file's path."""
        import hashlib

        plain = re.sub(r"[^A-Za-z0-9]+", "-", self.where.name).strip("-")[:40] or "show"
        return f"briefing-{plain}-{hashlib.sha256(self.where.file.encode('utf-8', 'replace')).hexdigest()[:6]}"


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to run jobs: its text, putting it in place (returns what to know), taking it out."""

    text: Callable[[Job], str]
    install: Callable[[Job], list[str]]
    remove: Callable[[Job], None]


def job(show: str | None, at: str) -> Job:
    """Return the daily run of a show at a time such as "6:30" (UsageError for another)."""
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", at, re.ASCII)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:  # noqa: PLR2004 - hours and minutes
        raise UsageError(Problem("", f"--at {at} isn't a time of day", "give one such as 6:30"))
    where = place.find(show)
    if not all(char.isprintable() for char in where.file):
        raise UsageError(Problem("", "the show file's path holds a line break or control characters", "rename it"))
    file = read(where)
    program = places.program("daily")
    environment = {"HOME": places.user_home(), "PATH": f"{places.folder_of(program[0])}:{PATHS}", **places.xdg()}
    cache = places.cache_folder()
    return Job(
        where,
        int(match[1]),
        int(match[2]),
        (*program, "--quiet", "--show", where.file),
        environment,
        (file.folder, where.state, cache, *places.checkout()),
    )


# --- cron ----------------------------------------------------------------------------------------------------------


def cron_text(one: Job) -> str:
    """Return the crontab's block: one line between two marks."""
    words = [f"{key}={shlex.quote(value)}" for key, value in one.environment.items()]
    words += [shlex.quote(word) for word in one.command]
    line = " ".join(words).replace("%", "\\%")  # cron takes a bare % for the end of the line
    return f"{_begin(one)}\n{one.minute} {one.hour} * * * {line}\n{_end(one)}\n"


def _begin(one: Job) -> str:
    return f"# >>> {one.name}: written by `briefing schedule`"


def _end(one: Job) -> str:
    return f"# <<< {one.name}"


def _block(one: Job) -> re.Pattern[str]:
    """Return what finds the job's block in a crontab."""
    return re.compile(rf"(?ms)^{re.escape(_begin(one))}$.*?^{re.escape(_end(one))}$\n?")


def cron_install(one: Job) -> list[str]:
    """Put the block into the user's crontab, in place of an earlier one; every other line stays as it is."""
    before = crontab.read()
    table, found = _block(one).subn(lambda _: cron_text(one), before)
    if not found:
        table = before + ("\n" if before and not before.endswith("\n") else "") + cron_text(one)
    if table != before:
        crontab.write(table)
    return []


def cron_remove(one: Job) -> None:
    """Take the block out of the user's crontab."""
    before = crontab.read()
    if (table := _block(one).sub("", before)) != before:
        crontab.write(table)


# --- systemd -------------------------------------------------------------------------------------------------------


def _quoted(word: str) -> str:
    """Return a word as systemd's units want it: in quotes, nothing in it expanded."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def service(one: Job) -> str:
    """Return the service: one run, that can write to its own folders only."""
    command = " ".join(_quoted(word).replace("$", "$$") for word in one.command)
    environment = "\n".join(f"Environment={_quoted(f'{key}={value}')}" for key, value in one.environment.items())
    writes = " ".join(_quoted(f"-{folder}") for folder in one.writes)
    return f"""\
[Unit]
Description=Today's episode of {one.where.name.replace("%", "%%")}
Documentation=man:systemd.timer(5)

[Service]
Type=oneshot
ExecStart={command}
{environment}
TimeoutStartSec=2h
Nice=10
UMask=0022
NoNewPrivileges=yes
PrivateTmp=yes
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths={writes}
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictSUIDSGID=yes
RestrictRealtime=yes
LockPersonality=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
SystemCallArchitectures=native
"""


def timer(one: Job) -> str:
    """Return the timer: every day, and after the machine was off at that time."""
    return f"""\
[Unit]
Description=Every day at {one.hour:02}:{one.minute:02}: today's episode of {one.where.name.replace("%", "%%")}

[Timer]
{MINUTE_S.format(hour=one.hour, minute=one.minute)}
Persistent=true
AccuracySec=1min

[Install]
WantedBy=timers.target
"""


def systemd_text(one: Job) -> str:
    """Return both units, each after its file's name."""
    return f"# {one.name}.service\n{service(one)}\n# {one.name}.timer\n{timer(one)}"


def _unit(one: Job, suffix: str) -> str:
    return places.join(places.units_folder(), one.name + suffix)


def systemd_install(one: Job) -> list[str]:
    """Write the units, and start the timer; what to do is returned where systemd doesn't answer."""
    for folder in one.writes:  # what isn't there can't be made writable
        folders.make(folder)
    for suffix, text in ((".service", service(one)), (".timer", timer(one))):
        files.write(_unit(one, suffix), text.encode())
    try:
        crontab.systemctl("daemon-reload")
        crontab.systemctl("enable", "--now", f"{one.name}.timer")
    except UnavailableError as error:
        todo = f"systemctl --user daemon-reload && systemctl --user enable --now {one.name}.timer"
        return [f"the units are written, but {error.problems[0].what}; run: {todo}"]
    return ["runs while you're logged in; always: loginctl enable-linger"]


def systemd_remove(one: Job) -> None:
    """Stop the timer and remove the units."""
    there = [suffix for suffix in (".timer", ".service") if files.exists(_unit(one, suffix))]
    if there:
        with contextlib.suppress(UnavailableError):  # systemd isn't running here: the units go all the same
            crontab.systemctl("disable", "--now", f"{one.name}.timer")
        folders.remove(places.units_folder(), [one.name + suffix for suffix in there])
        with contextlib.suppress(UnavailableError):
            crontab.systemctl("daemon-reload")


CRON = Kind(cron_text, cron_install, cron_remove)
SYSTEMD = Kind(systemd_text, systemd_install, systemd_remove)


def state() -> str:
    """Return what is scheduled for the user's own show, for `doctor` (UnavailableError when it can't work any more)."""
    try:
        one = job(None, "6:00")
    except NoInputError:
        return "no show yet; `briefing show new` writes one"
    unit = _unit(one, ".timer")
    if files.exists(unit):
        return f"systemd: {unit}"
    try:
        table = crontab.read()
    except BriefingError:
        table = ""
    match = re.search(rf"(?m)^{re.escape(_begin(one))}$\n(.*)$", table)
    if not match:
        return "not scheduled; `briefing schedule --cron --install` does it"
    words = shlex.split(match[1].replace("\\%", "%"))
    named = [word for word in words[5:] if word.startswith("/")]
    gone = [word for word in named if not files.exists(word)]
    if gone:
        what = f"cron runs {gone[0]}, which isn't there any more"
        raise UnavailableError(Problem("", what, "briefing schedule --cron --install"))
    return f"cron: {' '.join(words[:5])}"
