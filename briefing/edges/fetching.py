"""Packages from the registries, through their own clients (pip and npm): pinned by hash, whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from briefing.edges import process
from briefing.errors import Problem, UnavailableError

Watch = Callable[[int], None]
"""Called with the bytes that are there so far."""

_LONGEST_S = 3600
_STEP_S = 0.2
_OFFLINE = "check the network, then run this again: what is whole is kept; or give the files with --from DIR"


@dataclass(frozen=True, slots=True)
class Pin:
    """A package: its name and version, and the SHA-256 of each file that may be taken for it."""

    name: str
    version: str
    hashes: frozenset[str]

    def __str__(self) -> str:
        """Return name and version for a person."""
        return f"{self.name} {self.version}"


def pins(lock: str) -> dict[str, Pin]:
    """Return the pins of a lock file (pip's format, with hashes) by name."""
    found = {}
    for block in re.split(r"\n(?=\w)", lock):
        if match := re.match(r"([\w.-]+)==([\w.]+)", block):
            hashes = frozenset(re.findall(r"--hash=sha256:([0-9a-f]{64})", block))
            found[match[1]] = Pin(match[1], match[2], hashes)
    return found


def sha256(file: Path) -> str:
    """Return a file's SHA-256."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def kept(pin: Pin, folders: Sequence[Path]) -> Path | None:
    """Return a file of the package that already stands in one of the folders, whole."""
    stem = re.sub("[-_.]+", "[-_.]+", pin.name)
    for folder in folders:
        with contextlib.suppress(OSError):
            for file in sorted(folder.iterdir()):
                if re.match(rf"{stem}-{re.escape(pin.version)}", file.name) and sha256(file) in pin.hashes:
                    return file
    return None


def wheel(pin: Pin, folder: Path, watch: Watch) -> Path:
    """Fetch a package's wheel for this Python and system with pip (UnavailableError)."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        wanted = Path(scratch, "wanted.txt")
        hashes = " ".join(f"--hash=sha256:{one}" for one in sorted(pin.hashes))
        wanted.write_text(f"{pin.name}=={pin.version} {hashes}\n", encoding="utf-8")
        command = [
            *_pip(), "download", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps", "--no-cache-dir",
            "--only-binary", ":all:", "--require-hashes", "--dest", scratch, "--requirement", str(wanted),
        ]  # fmt: skip
        _run(command, scratch, watch, str(pin))
        return _taken(pin, Path(scratch), folder)


def tarball(pin: Pin, folder: Path, watch: Watch, node: Callable[[], Path]) -> Path:
    """Fetch a package of npm's (UnavailableError); ``node`` gives an unpacked wheel with npm where there is none."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        npm = shutil.which("npm")
        command = [npm] if npm else _npm(node())
        # A home of its own: npm keeps a cache and may have settings that ask for something else.
        homes = {"npm_config_cache": str(Path(scratch, ".npm")), "npm_config_update_notifier": "false"}
        pack = [*command, "pack", f"{pin.name}@{pin.version}", "--silent", "--ignore-scripts"]
        _run([*pack, "--pack-destination", scratch], scratch, watch, str(pin), homes)
        return _taken(pin, Path(scratch), folder)


def unpack(wheel_file: Path, folder: Path) -> None:
    """Unpack a wheel: pure files that need no installer (zipfile keeps every name within the folder)."""
    with zipfile.ZipFile(wheel_file) as archive:
        archive.extractall(folder)


def _taken(pin: Pin, scratch: Path, folder: Path) -> Path:
    """Move what was fetched out of the scratch folder, once its hash is right (UnavailableError)."""
    file = kept(pin, [scratch])
    if file is None:
        names = (
            ", ".join(sorted(path.name for path in scratch.iterdir() if path.suffix in {".whl", ".tgz"})) or "nothing"
        )
        what = f"what came for {pin} isn't what was pinned ({names})"
        raise UnavailableError(Problem("", what, "try again; if it stays so, report it: don't use it"))
    target = folder / file.name
    file.replace(target)
    return target


def _pip() -> list[str]:
    """Return a pip that fetches for this Python, whichever has one (UnavailableError when none does)."""
    if find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    if bundled := _bundled():
        return [sys.executable, str(Path(bundled, "pip"))]  # a wheel with pip in it runs as it is
    for name in ("pip3", "pip"):
        if other := shutil.which(name):
            return [other, "--python", sys.executable]
    todo = "install pip (Debian: apt-get install python3-pip), or give the files with --from DIR"
    raise UnavailableError(Problem("", "there is no pip on this machine", todo))


def _bundled() -> str:
    """Return the wheel of pip that comes with Python, or with Debian's, for environments without pip."""
    places = [Path(sys.base_prefix, "share", "python-wheels"), Path("/usr/share/python-wheels")]
    if (spec := find_spec("ensurepip")) and spec.origin:
        places.insert(0, Path(spec.origin).with_name("_bundled"))
    return next((str(file) for place in places for file in sorted(place.glob("pip-*.whl"))), "")


def _npm(place: Path) -> list[str]:
    """Return the command of the npm in an unpacked wheel of Node (UnavailableError when it isn't there)."""
    node = next((path for name in ("node.exe", "node") for path in sorted(place.rglob(name)) if path.is_file()), None)
    client = next(iter(sorted(place.rglob("npm-cli.js"))), None)
    if node is None or client is None:
        raise UnavailableError(Problem("", "the wheel of Node has no npm in it", "install npm, then try again"))
    node.chmod(0o755)
    return [str(node), str(client)]


def _run(
    command: Sequence[str], scratch: str, watch: Watch, what: str, environ: Mapping[str, str] | None = None
) -> None:
    """Run a client to its end, telling what is there meanwhile (UnavailableError with its own words)."""
    homes = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), scratch)
    with tempfile.TemporaryFile() as errors:
        child = process.start(
            command, stdout=subprocess.DEVNULL, stderr=errors.fileno(), env={**homes, **(environ or {})}
        )
        end = time.monotonic() + _LONGEST_S
        try:
            while child.poll() is None and time.monotonic() < end:
                watch(_size(Path(scratch)))
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(_STEP_S)
            code = child.poll()
        finally:
            process.kill(child)
        if code != 0:
            errors.seek(0)
            how = _reason(errors.read()) or ("it took too long" if code is None else process.ending(code))
            raise UnavailableError(Problem("", f"{what} can't be fetched: {how}", _OFFLINE))


def _reason(words: bytes) -> str:
    """Return what a client complains of: its first line of an error, else its last words."""
    lines = words.decode("utf-8", "replace").splitlines()
    errors = [line.strip() for line in lines if re.match(r"\s*(ERROR:|npm (ERR!|error)) ?\w", line)]
    return errors[0][:300] if errors else process.last_words(words)


def _size(folder: Path) -> int:
    """Return the bytes in a folder."""
    total = 0
    for path, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                total += Path(path, name).stat().st_size
    return total
