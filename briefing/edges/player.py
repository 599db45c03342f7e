"""Playing a file with what the machine has."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PLAYERS = (
    ("afplay",),
    ("mpv", "--no-video", "--really-quiet"),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error"),
    ("mpg123", "-q"),
    ("cvlc", "--play-and-exit", "--quiet"),
    ("xdg-open",),
)
"""Programs that play an MP3, the first one found is used."""


def play(path: str) -> bool:
    """Play a file and tell whether a player was found and had nothing to complain of."""
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - the system chooses the player
        return True
    for name, *arguments in PLAYERS:
        if found := shutil.which(name):
            return subprocess.run([found, *arguments, path], stdout=subprocess.DEVNULL, check=False).returncode == 0  # noqa: S603 - our own table of players
    return False
