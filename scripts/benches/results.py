"""The figures as JSON, with the machine and the versions that they were measured on, and two runs compared."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import environment

from benches.figures import NOISE, Figure, markdown, number

Stamp = dict[str, Any]
GIB = 1 << 30


@dataclass(frozen=True, slots=True)
class Result:
    """What one benchmark gave, on which machine and of which version, and the seconds that it took."""

    stamp: Stamp
    seconds: float
    quick: bool
    figures: tuple[Figure, ...]


def stamp() -> Stamp:
    """Return the machine, the versions, the day and the commit, without a name of the machine or a path on it."""
    changed = _git("status", "--porcelain", "--untracked-files=no")
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
    return {
        "date": dt.datetime.now(tz=dt.UTC).date().isoformat(),
        "commit": _git("rev-parse", "--short", "HEAD") or "unknown",
        "clean": changed == "",
        "system": _system(),
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "memory": f"{pages / GIB:.0f} GB",
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
        "python": platform.python_version(),
        "packages": _packages(),
    }


def _git(*words: str) -> str | None:
    try:
        done = subprocess.run(["git", *words], capture_output=True, text=True, check=True, cwd=environment.ROOT)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def _system() -> str:
    try:
        name = platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        name = f"{platform.system()} {platform.release()}"
    return f"{name}, {platform.machine()}"


def _cpu() -> str:
    try:
        found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text("utf-8"), re.MULTILINE)
    except OSError:
        found = None
    return found[1].strip() if found else platform.processor() or "unknown"


def _packages() -> dict[str, str]:
    """Return the versions of what the program needs, its extras included, as far as they're installed."""
    versions = {}
    for line in metadata.requires("briefing") or ():
        name = re.split(r"[^\w.-]", line, maxsplit=1)[0]
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return dict(sorted(versions.items()))


def load(file: Path) -> dict[str, Result]:
    """Return the benchmarks' results that a file holds."""
    known = json.loads(file.read_text(encoding="utf-8"))["benches"]
    return {name: _result(entry) for name, entry in known.items()}


def _result(entry: Mapping[str, Any]) -> Result:
    figures = ({key: value for key, value in row.items() if key != "verdict"} for row in entry["figures"])
    return Result(entry["stamp"], entry["seconds"], entry["quick"], tuple(Figure(**row) for row in figures))


def save(file: Path, results: Mapping[str, Result], order: Sequence[str]) -> None:
    """Write results to a file, in the place of older ones of the same benchmarks; the others in it stay."""
    every = {**(load(file) if file.exists() else {}), **results}
    benches = {name: _entry(every[name]) for name in sorted(every, key=[*order, *every].index)}
    text = json.dumps({"figures": 1, "benches": benches}, indent=1, ensure_ascii=False)
    part = file.with_name(f"{file.name}.part")
    part.write_text(text + "\n", encoding="utf-8")
    part.replace(file)


def _entry(result: Result) -> dict[str, Any]:
    rows = [_row(figure) for figure in result.figures]
    return {"stamp": result.stamp, "seconds": round(result.seconds, 1), "quick": result.quick, "figures": rows}


def _row(figure: Figure) -> dict[str, Any]:
    row = {key: round(value, 4) if isinstance(value, float) else value for key, value in asdict(figure).items()}
    row["verdict"] = figure.verdict
    return {key: value for key, value in row.items() if value is not None and value is not False and value != ""}


def machine(of: Stamp) -> str:
    """Return the machine and the versions in one line."""
    tree = "" if of["clean"] else " and changes"
    return f"{of['date']}, commit {of['commit']}{tree}; {place(of)}"


def place(of: Stamp) -> str:
    """Return the machine alone."""
    return f"{of['system']}, {of['cpu']}, {of['cores']} cores, {of['memory']}, Python {of['python']}"


def compare(old: Mapping[str, Result], new: Mapping[str, Result]) -> tuple[str, int]:
    """Return a table of old, new and change, and how many figures that were reached are missed by more than noise."""
    rows, lost = [], 0
    remarks = []
    for name in [name for name in new if name in old]:
        before, after = old[name], new[name]
        if before.quick != after.quick:
            remarks.append(f"{name}: one of the two runs was quick; the figures aren't of the same cases")
        if (before.stamp["cpu"], before.stamp["cores"]) != (after.stamp["cpu"], after.stamp["cores"]):
            remarks.append(f"{name}: another machine; only ratios and counts can be compared")
        then, now = ({one.what: one for one in each.figures} for each in (before, after))
        for what in [*now, *(what for what in then if what not in now)]:
            one, two = then.get(what), now.get(what)
            worse = one is not None and two is not None and two.worse(one)
            lost += worse
            rows.append((name, what, _shown(one), _shown(two), _change(one, two), _verdict(one, two, worse=worse)))
    remarks += [f"{name}: not in the older file" for name in new if name not in old]
    note = f"Lost: reached before, missed now. Time, speed and memory may be {NOISE:.0%} worse first; nothing else may."
    return "\n".join([markdown(("", "what", "old", "new", "change", ""), rows), "", *remarks, note]), lost


def _shown(figure: Figure | None) -> str:
    if figure is None:
        return "–"
    if figure.got is None:
        return figure.verdict
    return number(figure.judged) + " of the baseline" if figure.ratio else number(figure.got, figure.unit)


def _change(old: Figure | None, new: Figure | None) -> str:
    if old is None or new is None or old.judged is None or new.judged is None:
        return ""
    difference = new.judged - old.judged
    return f"{difference / old.judged:+.1%}" if old.judged and new.unit != "%" else f"{difference:+.2f}"


def _verdict(old: Figure | None, new: Figure | None, *, worse: bool) -> str:
    if worse:
        return "**lost**"
    if new is None:
        return "not measured now"
    if old is not None and (old.verdict, new.verdict) == ("reached", "missed"):
        return "missed, within noise"
    return new.verdict
