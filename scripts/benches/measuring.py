"""What every benchmark shares: a command timed, two things in turn, a table of ratios."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """What one run of a command took: CPU and wall in seconds, peak memory in MB."""

    cpu: float
    wall: float
    peak: float


@dataclass(frozen=True)
class Row:
    """A line of the table: ours against the baseline, both in the same unit, and the ratio to reach."""

    what: str
    ours: float
    baseline: float
    unit: str
    reach: float

    @property
    def ratio(self) -> float:
        """Return ours as a part of the baseline."""
        return self.ours / self.baseline


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
            sys.exit(f"{' '.join(command)} ended with {child.returncode}: {errors.read().decode()[-400:]}")
    return Run(used.ru_utime + used.ru_stime, time.monotonic() - begin, used.ru_maxrss / 1024)


def median(runs: Sequence[Run]) -> Run:
    """Return the median of each figure."""
    return Run(*(statistics.median(getattr(one, name) for one in runs) for name in ("cpu", "wall", "peak")))


def in_turn(runs: int, ours: Callable[[], Run], theirs: Callable[[], Run]) -> tuple[Run, Run]:
    """Run two things in turn, after one run of each that isn't counted, so that both meet the same machine."""
    pairs = [(ours(), theirs()) for _ in range(runs + 1)][1:]
    return median([a for a, _ in pairs]), median([b for _, b in pairs])


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = ["| what | ours | baseline | ratio | reach |", "|---|---|---|---|---|"]
    lines += [
        f"| {row.what} | {row.ours:.2f} {row.unit} | {row.baseline:.2f} {row.unit} | {row.ratio:.2f} | ≤ {row.reach} |"
        for row in rows
    ]
    return "\n".join(lines)


def report(rows: Sequence[Row], file: Path | None = None) -> None:
    """Print the machine and the table; write the figures to ``file`` too, where one is given."""
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(table(rows))
    if file:
        file.write_text(json.dumps([{**vars(row), "ratio": row.ratio} for row in rows], indent=1), encoding="utf-8")
