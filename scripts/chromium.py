"""What the browser tests need: a Chromium, and Playwright in a folder of its own beside the environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import environment

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APT = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "chromium"]


def ready() -> dict[str, str]:
    """Return the environment variables with which pytest finds the browser and what drives it."""
    return {"BRIEFING_CHROMIUM": _browser(), "PYTHONPATH": str(environment.tools("browser"))}


def _browser() -> str:
    """Return the path of a Chromium: ``BRIEFING_CHROMIUM``, one on PATH, else Debian's, which is installed for it."""
    named = os.environ.get("BRIEFING_CHROMIUM")
    found = next(filter(None, map(shutil.which, [named] if named else NAMES)), None)
    if found is None and not named and shutil.which("apt-get") and getattr(os, "getuid", int)() == 0:
        print("briefing: installing Debian's chromium (once; needs the network)", file=sys.stderr)
        for command in (["apt-get", "update", "--quiet"], APT):
            subprocess.run(command, check=False, stdout=sys.stderr)
        found = shutil.which("chromium")
    if found is None:
        environment.fail(
            f"there is no {named or 'Chromium'} for the browser tests",
            "install it (Debian: apt-get install chromium), or name one in BRIEFING_CHROMIUM",
        )
    return str(found)
