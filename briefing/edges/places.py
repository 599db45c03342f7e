"""Where things stand: the voices that come with the program, and the user's own folders."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def voices_folder() -> str:
    """Return the folder of casts, lexicons and shows: in the package when installed, at the root in a checkout."""
    installed = PACKAGE / "voices"
    return str(installed if installed.is_dir() else PACKAGE.parent / "voices")


def config_folder() -> str:
    """Return the user's configuration folder."""
    import platformdirs

    return platformdirs.user_config_dir("briefing", appauthor=False)


def join(folder: str, name: str) -> str:
    """Return the path of ``name`` in ``folder``; an absolute name stays as it is."""
    return str(Path(folder, name))


def folder_of(file: str) -> str:
    """Return the folder in which a file stands."""
    return str(Path(file).parent)


def name_of(file: str) -> str:
    """Return a path's last part."""
    return Path(file).name


def relative(file: str, folder: str) -> str:
    """Return how to reach ``file`` from ``folder``, with forward slashes; absolute where there's no way (Windows)."""
    try:
        return Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:
        return Path(file).resolve().as_posix()


def same(one: str, other: str) -> bool:
    """Tell whether two paths lead to the same file."""
    return os.path.realpath(one) == os.path.realpath(other)
