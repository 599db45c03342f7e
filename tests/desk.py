"""The command as a person runs it: in a process of its own, in a folder of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from briefing import __main__


@dataclass(frozen=True)
class Ended:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """Return the lines on stderr, without the notes that no test is about."""
        return [line for line in self.err.splitlines() if "the programme's day" not in line]


class Desk:
    """A working folder with a clip cache and a home of its own."""

    def __init__(self, folder: Path) -> None:
        """Make the folders."""
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.environment = {
            **os.environ,
            "HOME": str(folder / "home"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "data"),
        }

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a command and leave it running."""
        return subprocess.Popen(
            [sys.executable, "-m", "briefing", *arguments],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, *arguments: str, data: bytes = b"") -> Ended:
        """Run a command to its end."""
        done = subprocess.run(
            [sys.executable, "-m", "briefing", *arguments],
            cwd=self.folder,
            env=self.environment,
            input=data,
            capture_output=True,
            check=False,
            timeout=120,
        )
        return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file into the folder."""
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def made(self) -> list[str]:
        """Return the names of all files below the folder but the cache's and the home's."""
        files = (path.relative_to(self.folder) for path in self.folder.rglob("*") if path.is_file())
        return sorted(file.as_posix() for file in files if file.parts[0] not in {"home", "cache"})


class Here(Desk):
    """A desk whose commands run in this process: for what doesn't hang on a process of its own, and much quicker."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, captured: pytest.CaptureFixture[str]) -> None:
        """Make the folders, and be in them until the test ends."""
        super().__init__(folder)
        self._patch, self._captured = patch, captured
        patch.chdir(folder)
        for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            patch.setenv(name, self.environment[name])

    def run(self, *arguments: str, data: bytes = b"") -> Ended:
        """Run a command to its end."""
        self._patch.setattr(sys, "stdin", TextIOWrapper(BytesIO(data)))
        code = __main__.run(arguments)
        return Ended(code, *self._captured.readouterr())


def ffmpeg(*arguments: str) -> str:
    """Run the wheel's ffmpeg and return what it said."""
    import imageio_ffmpeg

    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-hide_banner", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stderr


def loudness(mp3: Path) -> tuple[float, float]:
    """Return the integrated loudness (LUFS) and the true peak (dBTP) of a decoded MP3."""
    summary = ffmpeg("-i", str(mp3), "-af", "ebur128=peak=true", "-f", "null", "-").rpartition("Summary:")[2]
    found = [re.search(rf"{name}:\s+(-?[\d.]+|-inf) ", summary) for name in ("I", "Peak")]
    assert all(found), summary
    return float(found[0][1]), float(found[1][1])  # type: ignore[index] # asserted above


def record(path: Path) -> dict[str, Any]:
    """Return an episode's record."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content
