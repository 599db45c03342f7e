"""Where Kokoro stands on this machine, and the command of the child process that speaks with it."""

from __future__ import annotations

import json
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from briefing.edges import places
from briefing.errors import EngineError, Problem

INSTALL = "briefing voices install kokoro"
"""The command that mends what is missing."""

FORMAT = 1
"""The layout of the folder, as its record names it."""

RECORD = "installed.json"


@dataclass(frozen=True, slots=True)
class Installed:
    """What is installed: the folder, what shapes the sound in words, the names of the voices."""

    folder: str
    version: str
    voices: tuple[str, ...]

    @property
    def command(self) -> tuple[str, ...]:
        """Return the command of the child: the same Python, isolated, which finds the packages by itself."""
        child, program = (str(Path(__file__).with_name(name)) for name in ("child.py", "kokoro_child.py"))
        return (
            sys.executable,
            "-I",
            child,
            program,
            str(Path(self.folder, "packages")),
            str(Path(self.folder, "model")),
        )


def folder() -> str:
    """Return the folder in the user's data folder in which Kokoro stands, whether it's there or not."""
    return places.join(places.data_folder(), "kokoro")


def fits() -> dict[str, str]:
    """Return what the packages' binaries depend on: this Python and this system."""
    return {"python": sys.implementation.cache_tag or "", "platform": sysconfig.get_platform()}


def record(place: str) -> dict[str, object] | None:
    """Return what stands in a folder as its record tells it, None where nothing whole does."""
    try:
        found = json.loads(Path(place, RECORD).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and found.get("kokoro") == FORMAT else None


def locate() -> Installed:
    """Return what is installed (EngineError when nothing is, or for another Python)."""
    place = folder()
    found = record(place)
    if found is None:
        raise EngineError(Problem("", "the speech engine kokoro isn't installed", INSTALL))
    if any(found.get(key) != value for key, value in fits().items()):
        what = f"the speech engine kokoro was installed for {found.get('python')} on {found.get('platform')}"
        raise EngineError(Problem("", what, f"install it again: {INSTALL}"))
    voices = tuple(sorted(path.stem for path in Path(place, "model", "voices").glob("*.bin")))
    if not voices or not Path(place, "model", "model.onnx").is_file():
        raise EngineError(Problem("", f"the speech engine kokoro is damaged ({place})", f"install it again: {INSTALL}"))
    return Installed(place, str(found.get("version")), voices)
