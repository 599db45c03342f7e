"""The project's own virtual environment: made on first use, from a lock file with hashes, with pip alone.

Every script here asks for its environment with :func:`python`; there is nothing to activate and nothing to remember.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv"
PYTHON = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)


def python(lock: str) -> Path:
    """Return the environment's Python, with everything installed that the lock file (a name at the root) lists."""
    if sys.version_info < OLDEST:  # the one check that must run on an old Python
        fail(f"Python {'.'.join(map(str, OLDEST))} or newer is needed, this is {sys.version.split()[0]}", "install it")
    stamp = HOME / f".{lock}.ready"
    state = _state(lock)
    if not _is(stamp, state):
        with _alone():
            if not _is(stamp, state):
                _install(lock)
                stamp.write_text(state, encoding="utf-8")
    return PYTHON


def tools(name: str) -> Path:
    """Return the folder of what a lock file of its own lists, beside the environment; made when it isn't what it says.

    ``requirements-NAME.txt`` goes into ``.venv-NAME``: it may need other versions than the environment has.
    """
    lock, folder = ROOT / f"requirements-{name}.txt", ROOT / f".venv-{name}"
    stamp, state = folder / ".ready", lock.read_text(encoding="utf-8") + sys.version
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != state:
        print(f"briefing: setting up {folder} (once; needs the network)", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        pip = [sys.executable, "-m", "pip", "--python", str(PYTHON), "--disable-pip-version-check", "install"]
        _do([*pip, "--no-input", "--quiet", "--target", str(folder), "--require-hashes", "-r", str(lock)])
        stamp.write_text(state, encoding="utf-8")
    return folder


def run(command: Sequence[str]) -> int:
    """Become the command where the system can, else run it and return its exit code."""
    environment = {**os.environ, "PYTHONSAFEPATH": "1"}
    if os.name != "nt":
        os.execve(command[0], list(command), environment)  # noqa: S606 - no shell is wanted here
    return subprocess.run(command, check=False, env=environment).returncode


DULL = ("Ignoring ", "Requirement already satisfied", "Looking in links")
"""Lines of pip's that tell nothing, 170 of them: packages of other systems, and those that are there."""


def fail(what: str, todo: str) -> None:
    """End with one line on stderr and exit code 69 (something outside is missing)."""
    print(f"briefing: {what}; {todo}", file=sys.stderr)
    raise SystemExit(69)


def _state(lock: str) -> str:
    """Return what the environment must fit: the lock, the project's metadata, this Python and this place."""
    parts = [(ROOT / name).read_bytes() for name in (lock, "pyproject.toml")]
    parts += [sys.version.encode(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _is(stamp: Path, state: str) -> bool:
    try:
        return PYTHON.exists() and stamp.read_text(encoding="utf-8") == state
    except OSError:
        return False


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Hold a lock while the environment is made: two first runs at once would spoil each other's."""
    with (ROOT / ".venv.lock").open("a+b") as handle:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _install(lock: str) -> None:
    """Make the environment and install the lock's packages and the project itself into it."""
    print(f"briefing: setting up {HOME} (once; needs the network)", file=sys.stderr)
    own_pip = importlib.util.find_spec("pip") is not None
    if not PYTHON.exists() or not _same_version():
        # A system's Python may come without ensurepip; its pip can install into any environment.
        _do([sys.executable, "-m", "venv", "--clear", *(["--without-pip"] if own_pip else []), str(HOME)])
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON)] if own_pip else [str(PYTHON), "-m", "pip"]
    install = [*pip, "--disable-pip-version-check", "install", "--no-input"]
    _do([*install, "--require-hashes", "-r", str(ROOT / lock)])
    _do([*install, "--quiet", "--no-deps", "--no-build-isolation", "-e", str(ROOT)])


def _same_version() -> bool:
    seen = subprocess.run(
        [str(PYTHON), "-c", "import sys; print(sys.version)"], capture_output=True, text=True, check=False
    )
    return seen.stdout.strip() == sys.version


def _do(command: list[str]) -> None:
    """Run a step of the set-up; its output goes to stderr, since stdout is the program's."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, errors="replace", cwd=ROOT) as step:
        for line in step.stdout or ():
            if not line.startswith(DULL):
                print(line, end="", file=sys.stderr, flush=True)
    if step.returncode:
        fail(f"the set-up failed at: {' '.join(command)}", "see the lines above, then run this again")
