"""The user's crontab and systemd's user manager."""

from __future__ import annotations

import shutil

from briefing.edges import process
from briefing.errors import Problem, UnavailableError

TIMEOUT_S = 30.0


def read() -> str:
    """Return the user's crontab, "" where there is none (UnavailableError where cron isn't installed)."""
    done = process.run([_program(), "-l"], timeout=TIMEOUT_S, env={"LC_ALL": "C"})
    if done.code and b"no crontab" not in done.err:
        raise UnavailableError(Problem("", f"crontab -l failed ({done.words})", "see `man crontab`"))
    return "" if done.code else done.out.decode("utf-8", "surrogateescape")


def write(table: str) -> None:
    """Put a text in place of the user's crontab (UnavailableError when cron doesn't take it)."""
    data = table.encode("utf-8", "surrogateescape")
    done = process.run([_program(), "-"], timeout=TIMEOUT_S, data=data)
    if done.code:
        raise UnavailableError(Problem("", f"cron doesn't take the crontab ({done.words})", "see `man crontab`"))


def systemctl(*words: str) -> None:
    """Tell systemd's user manager something (UnavailableError when it doesn't answer)."""
    done = process.run(["systemctl", "--user", *words], timeout=TIMEOUT_S)
    if done.code:
        what = f"systemctl --user {words[0]} failed ({done.words})"
        raise UnavailableError(Problem("", what, "see `systemctl --user status`"))


def _program() -> str:
    found = shutil.which("crontab")
    if found is None:
        raise UnavailableError(Problem("", "cron isn't installed", "install it, or use --systemd"))
    return found
