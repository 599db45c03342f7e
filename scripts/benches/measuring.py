"""What every benchmark shares: the program's command, a command timed, two things in turn, memory."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import environment

from benches.figures import Missing

BASELINE = (sys.executable, "-S", str(Path(__file__).with_name("baseline.py")))
"""The shell line that a user would type instead: `BASELINE FFMPEG WORDS.txt OUT.mp3`; needs espeak-ng."""

GOLDEN = environment.ROOT / "tests/golden/articles"
TESTS = str(environment.ROOT / "tests")
"""Where the tests' engine stands: `tone:Tone` with this in PYTHONPATH is instant."""


@dataclass(frozen=True)
class Run:
    """What one run of a command took: CPU and wall in seconds, peak memory in MB."""

    cpu: float
    wall: float
    peak: float


def briefing(*words: str) -> list[str]:
    """Return a command of the program, as the running Python has it."""
    script = Path(sys.executable).with_name("briefing")
    return [*([str(script)] if script.exists() else [sys.executable, "-m", "briefing"]), *words]


def output(command: Sequence[str], given: str | None = None, **variables: str) -> str:
    """Return what a command prints; a failure ends the benchmark."""
    environ = {**os.environ, **variables}
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False, env=environ)
    if done.returncode:
        raise failed(command, done.returncode, done.stderr)
    return done.stdout


def failed(command: Sequence[str], code: int, stderr: str) -> ValueError:
    """Return what to raise when a command of a benchmark fails."""
    return ValueError(f"{Path(command[0]).name} {' '.join(command[1:3])} … ended with {code}: {stderr.strip()[-300:]}")


def ffmpeg() -> str:
    """Return the ffmpeg that the program uses; the baselines get the same."""
    return output([sys.executable, "-c", "import imageio_ffmpeg; print(imageio_ffmpeg.get_ffmpeg_exe())"]).strip()


def private(folder: Path) -> dict[str, str]:
    """Return the variables of a program that knows nothing of this user, and has the tests' engine."""
    paths = (str(environment.ROOT), str(environment.ROOT / "scripts"), TESTS, os.environ.get("PYTHONPATH"))
    return {
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "HOME": str(folder),
        "XDG_CACHE_HOME": str(folder / "cache"),
    }


def needed(program: str) -> None:
    """Raise :class:`Missing` where a Debian package isn't installed whose program has its name."""
    if shutil.which(program) is None:
        raise Missing(f"needs {program} (Debian: apt-get install {program})")


def note(words: object) -> None:
    """Say on stderr how far a benchmark is, or what it found; nothing where that's empty."""
    if str(words):
        print(words, file=sys.stderr, flush=True)


def run(command: Sequence[str], folder: Path, **variables: str) -> Run:
    """Run a command to its end in ``folder`` and return what it took; a failure ends the benchmark."""
    # Whoever forbids Python to keep its compiled modules makes every start a first one.
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | variables
    begin = time.monotonic()
    with (folder / "stderr.txt").open("w+b") as errors:
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, cwd=folder, env=environ)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            errors.seek(0)
            raise failed(command, child.returncode, errors.read().decode())
    return Run(used.ru_utime + used.ru_stime, time.monotonic() - begin, used.ru_maxrss / 1024)


def median(runs: Sequence[Run]) -> Run:
    """Return the median of each figure."""
    return Run(*(statistics.median(getattr(one, name) for one in runs) for name in ("cpu", "wall", "peak")))


def in_turn(runs: int, ours: Callable[[], Run], theirs: Callable[[], Run]) -> tuple[Run, Run]:
    """Run two things in turn, after one run of each that isn't counted, so that both meet the same machine."""
    pairs = [(ours(), theirs()) for _ in range(runs + 1)][1:]
    return median([a for a, _ in pairs]), median([b for _, b in pairs])


def held_mb(processes: Iterable[int]) -> float:
    """Return the memory that processes hold now, shared pages by their share, in MB (Linux; elsewhere 0)."""
    memory = 0.0
    for process in processes:
        with contextlib.suppress(OSError):
            text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8")
            found = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
            memory += int(found[1]) / 1024 if found else 0.0
    return memory
