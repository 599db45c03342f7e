"""What the browser tests need: a Chromium, and Playwright in a folder of its own beside the environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import environment

LOCK = environment.ROOT / "requirements-browser.txt"
TOOLS = environment.ROOT / ".venv-browser"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APT = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "chromium"]


def ready(python: Path) -> dict[str, str]:
    """Return the environment variables with which pytest finds the browser and what drives it."""
    return {"BRIEFING_CHROMIUM": _browser(), "PYTHONPATH": _tools(python)}


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


def _tools(python: Path) -> str:
    """Return the folder of Playwright and axe-core, made when it isn't what the lock file says."""
    stamp = TOOLS / ".ready"
    state = LOCK.read_text(encoding="utf-8") + sys.version
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != state:
        print(f"briefing: setting up {TOOLS} (once; needs the network)", file=sys.stderr)
        shutil.rmtree(TOOLS, ignore_errors=True)
        pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check", "install"]
        command = [*pip, "--no-input", "--quiet", "--target", str(TOOLS), "--require-hashes", "-r", str(LOCK)]
        if subprocess.run(command, check=False, stdout=sys.stderr).returncode:
            environment.fail("Playwright can't be installed", "see the lines above, then run this again")
        stamp.write_text(state, encoding="utf-8")
    return str(TOOLS)
