"""Where things stand: the voices that come with the program, and the user's own folders."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from briefing.edges import addresses, stores

PACKAGE = Path(__file__).resolve().parent.parent


def voices_folder() -> str:
    """Return the folder of casts, lexicons and shows: in the package when installed, at the root in a checkout."""
    installed = PACKAGE / "voices"
    return str(installed if installed.is_dir() else PACKAGE.parent / "voices")


def config_folder() -> str:
    """Return the user's configuration folder."""
    import platformdirs

    return platformdirs.user_config_dir("briefing", appauthor=False)


def data_folder() -> str:
    """Return the folder of the user's own data: episodes, feeds, what was told."""
    import platformdirs

    return platformdirs.user_data_dir("briefing", appauthor=False)


def join(folder: str, name: str) -> str:
    """Return the path of ``name`` in ``folder``; an absolute name or an address stays as it is."""
    if addresses.is_elsewhere(name):
        return name
    if stores.is_store(folder):
        return stores.joined(folder, name)
    return str(Path(folder, name))


def folder_of(file: str) -> str:
    """Return the folder in which a file stands."""
    return file.rpartition("/")[0] if stores.is_store(file) else str(Path(file).parent)


def name_of(file: str) -> str:
    """Return a path's last part."""
    return Path(file).name


def relative(file: str, folder: str) -> str:
    """Return how to reach ``file`` from ``folder``, with forward slashes; absolute where there is no way."""
    if addresses.is_elsewhere(file) or stores.is_store(folder):
        return absolute(file)
    try:
        return Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:
        return Path(file).resolve().as_posix()


def absolute(path: str) -> str:
    """Return a path as it's reached from any folder; links in it stay, a ``file:`` address becomes one."""
    path = stores.plain(path)
    return path if addresses.is_elsewhere(path) else os.path.abspath(path)  # noqa: PTH100 - Path.absolute keeps ".."


def address(path: str) -> str:
    """Return the ``file:`` address of a path; an address as it is."""
    return path if addresses.is_elsewhere(path) else Path(absolute(path)).as_uri()


def same(one: str, other: str) -> bool:
    """Tell whether two paths lead to the same file."""
    if addresses.is_elsewhere(one) or addresses.is_elsewhere(other):
        return one == other
    return os.path.realpath(one) == os.path.realpath(other)


def cache_folder() -> str:
    """Return the user's cache folder of this program."""
    import platformdirs

    return platformdirs.user_cache_dir("briefing", appauthor=False)


def user_home() -> str:
    """Return the user's home."""
    return str(Path.home())


def xdg() -> dict[str, str]:
    """Return where configuration, data and cache are kept, where the user has set that: a scheduled run needs it."""
    return {
        name: os.environ[name]
        for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
        if os.environ.get(name)
    }


def units_folder() -> str:
    """Return the folder of the user's own systemd units."""
    return str(Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config", "systemd", "user"))


def program(command: str) -> tuple[str, ...]:
    """Return the absolute words that run a command of this program from anywhere.

    In a checkout its own script is run, which also keeps its environment up to date.
    """
    script = PACKAGE.parent / "scripts" / command
    if script.is_file():
        # The environment's own Python may be rebuilt by the script: its base is what stays.
        return os.path.realpath(sys.executable), str(script)
    return str(Path(sys.executable).absolute()), "-m", "briefing", command


def checkout() -> tuple[str, ...]:
    """Return the folder of the checkout whose scripts run, if it's one: they keep its environment up to date."""
    return (str(PACKAGE.parent),) if (PACKAGE.parent / "scripts" / "daily").is_file() else ()
