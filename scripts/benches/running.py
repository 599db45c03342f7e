"""Runs the benchmarks: one in this process, several each in a process of its own, so that none meets another's memory.

usage: scripts/bench NAME... [--data DIR] [--quick] [--json FILE] [--compare OLD.json]
       scripts/bench all [the same]           every figure of the project
       scripts/bench NAME --help              what one measures, and its own options
       scripts/bench compare OLD.json NEW.json
       scripts/bench readme                   writes the README's table from benches/figures.json

Tables go to stdout, everything else to stderr. DIR holds the folders that the benchmarks name (quotes, plain, html,
spoken); what needs one that isn't there is skipped, with a line that says so. Exit code: 1 when a figure isn't reached
or a measurement broke; with --compare, when one that was reached isn't any more.
"""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

from benches import readme
from benches.figures import Figure, Missing, table
from benches.results import Result, compare, load, machine, save, stamp

HERE = Path(__file__).parent
BENCHES = (
    *("quotes", "points", "plain", "html", "large"),
    *("spoken", "scripts", "lengths", "fuzz"),
    *("make", "voice", "loudness"),
    *("daily", "serve", "hostile"),
    *("batch", "growth", "listen"),
)
"""The benchmarks in the order of `all` and of the JSON: reading, the script, the sound, the podcast, the newsroom."""

DONE, BELOW, USAGE = 0, 1, 2


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for and return the exit code."""
    names = chosen(arguments)
    every = arguments[:1] == ["all"]
    rest = arguments[1 if every else len(names) :]
    if len(names) == 1:
        return alone(names[0], rest)
    if names:
        return several(names, rest)
    if arguments[:1] == ["readme"] and not rest[1:]:
        return readme.write()
    if arguments[:1] == ["compare"] and len(rest) == len(("compare", "old", "new")):
        return compared(Path(rest[1]), load(Path(rest[2])))
    print(__doc__.partition("\n\n")[2])
    for name in BENCHES:
        print(f"scripts/bench {name:<8} {summary(name)}")
    return DONE if not arguments or arguments[0] in {"-h", "--help"} else USAGE


def chosen(arguments: Sequence[str]) -> list[str]:
    """Return the names of benchmarks that the arguments begin with."""
    if arguments[:1] == ["all"]:
        return list(BENCHES)
    names: list[str] = []
    for word in arguments:
        if word not in BENCHES or word in names:
            break
        names.append(word)
    return names


def summary(name: str) -> str:
    """Return the first line of a benchmark's docstring, without running it."""
    text = ast.get_docstring(ast.parse((HERE / f"{name}.py").read_text(encoding="utf-8"))) or ""
    return text.partition("\n")[0]


def common() -> argparse.ArgumentParser:
    """Return the options that every benchmark has."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--data", type=Path, metavar="DIR", help="the folder that holds the folders of data")
    parser.add_argument("--quick", action="store_true", help="few cases and runs: that it works, not how well")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here, in the place of older ones")
    parser.add_argument("--compare", type=Path, metavar="OLD.json", help="show what has changed since")
    return parser


def parsed(module: ModuleType, name: str, rest: Sequence[str]) -> argparse.Namespace:
    """Return a benchmark's options; under --quick, its own small values stand where none is given."""
    parser = argparse.ArgumentParser(
        prog=f"scripts/bench {name}",
        parents=[common()],
        description=module.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    if options := getattr(module, "options", None):
        options(parser)
    if "--quick" in rest:
        parser.set_defaults(**getattr(module, "QUICK", {}))
    return parser.parse_args(rest)


def alone(name: str, rest: Sequence[str]) -> int:
    """Run one benchmark in this process."""
    module = import_module(f"benches.{name}")
    given = parsed(module, name, rest)
    result = measured(module, name, given)
    print(f"\n## {name}: {summary(name)}\n\n{table(result.figures)}\n\n{machine(result.stamp)}", flush=True)
    if given.json:
        save(given.json, {name: result}, BENCHES)
    return compared(given.compare, {name: result}) if given.compare else code({name: result})


def measured(module: ModuleType, name: str, given: argparse.Namespace) -> Result:
    """Measure, and keep what was measured also when it breaks off."""
    figures: list[Figure] = []
    about, begin = stamp(), time.monotonic()
    try:
        for figure in module.measure(given):
            if figure.what in {one.what for one in figures}:
                raise ValueError(f"two figures of {name} have the name {figure.what!r}")  # noqa: TRY301 - it breaks off like any other
            figures.append(figure)
    except Missing as missing:
        figures.append(Figure("the rest" if figures else "all of it", skipped=str(missing)))
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a benchmark that breaks loses nothing that it measured
        traceback.print_exc()
        words = re.sub(r"(?<!\S)/\S*/", "", " ".join(str(error).split()))[:200]  # no path of this machine
        figures.append(Figure("the rest" if figures else "all of it", stopped=words or type(error).__name__))
    return Result(about, time.monotonic() - begin, given.quick, tuple(figures))


def several(names: Sequence[str], rest: Sequence[str]) -> int:
    """Run benchmarks one after another, each in a process of its own."""
    given = argparse.ArgumentParser(prog="scripts/bench", parents=[common()]).parse_args(rest)
    if given.compare:
        load(given.compare)  # before an hour's work, not after it
    results: dict[str, Result] = {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.json"
        words = [*(["--data", str(given.data)] if given.data else []), *(["--quick"] if given.quick else [])]
        for place, name in enumerate(names, 1):
            print(f"{name} ({place} of {len(names)})", file=sys.stderr, flush=True)
            command = [sys.executable, str(HERE.parent / "bench"), name, *words, "--json", str(file)]
            status = subprocess.run(command, check=False).returncode
            results = load(file) if file.exists() else {}
            if name not in results:
                broken = Figure("all of it", stopped=f"it ended with {status}")
                results[name] = Result(stamp(), 0, given.quick, (broken,))
                save(file, results, BENCHES)
            if given.json:
                save(given.json, {name: results[name]}, BENCHES)
        print(f"\n{closing(results)}")
        return compared(given.compare, results) if given.compare else code(results)


def closing(results: Mapping[str, Result]) -> str:
    """Return how many figures came of it and what was missed, skipped or broken."""
    every = [(name, figure) for name, result in results.items() for figure in result.figures]
    lines = [f"{len(every)} figures in {sum(result.seconds for result in results.values()) / 60:.0f} minutes"]
    for verdict in ("reached", "missed", "skipped", "stopped"):
        which = [f"{name}: {figure.what}" for name, figure in every if figure.verdict == verdict]
        lines.append(f"{verdict}: {len(which)}" + ("" if verdict == "reached" else "".join(f"\n- {o}" for o in which)))
    return "\n".join(lines)


def code(results: Mapping[str, Result]) -> int:
    """Return 1 when a figure isn't reached or a measurement broke."""
    verdicts = {figure.verdict for result in results.values() for figure in result.figures}
    return BELOW if verdicts & {"missed", "stopped"} else DONE


def compared(old: Path, results: Mapping[str, Result]) -> int:
    """Print what has changed and return 1 when something was lost."""
    text, lost = compare(load(old), results)
    print(f"\n{text}")
    return BELOW if lost else DONE
