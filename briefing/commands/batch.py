"""The batch command: an episode for each of many sources."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefing.commands import options
from briefing.commands.shaping import (
    CastName,
    Date,
    EngineName,
    Format,
    Jobs,
    Language,
    Length,
    LexiconFile,
    NoMusic,
    Quiet,
    Rate,
    ShowFile,
    Verbose,
    shaped,
)
from briefing.errors import BriefingError, NoInputError, Problem, UsageError

if TYPE_CHECKING:  # `briefing --help` pays for Typer and nothing else
    from briefing.batch.run import Batch, Outcome

EXECUTORS = ("local", "dask")
_MINUTE_S = 60


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(epilog="Example: find articles -name '*.txt' | briefing batch - -o episodes --jobs 4")(batch)


def batch(  # noqa: PLR0913 - the options of a command, each named
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", help="Articles, folders, patterns, addresses; - is a list on stdin."),
    ],
    *,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FOLDER", help="Where they go, s3://… too.")
    ] = "output",
    jobs: Jobs = None,
    executor: Annotated[
        str | None, typer.Option(metavar="local|dask", help="This machine's processes, or a Dask cluster.")
    ] = None,
    dask: Annotated[str | None, typer.Option(metavar="ADDRESS", help="The scheduler: tcp://HOST:8786.")] = None,
    clips: Annotated[
        str | None, typer.Option(metavar="FOLDER", help="A shared clip cache, s3://… too; else each machine's own.")
    ] = None,
    length: Length = None,
    date: Date = None,
    show: ShowFile = None,
    cast: CastName = None,
    lexicon: LexiconFile = None,
    engine: EngineName = None,
    rate: Rate = None,
    language: Language = None,
    format: Format = None,  # noqa: A002 - the option's name
    no_music: NoMusic = False,
    force: Annotated[
        bool, typer.Option("--force", help="Make again what is done, and leave the clip cache aside.")
    ] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Turn many articles into an episode each; stdout gets a JSON line for each as it's done.

    Run again, it makes only what isn't done yet. A source that fails doesn't stop the rest.
    """
    from briefing.batch.run import Batch, Order
    from briefing.batch.sources import gather
    from briefing.edges import addresses, places, stores, workers

    cluster = _cluster(executor, dask)
    chosen = shaped(
        length=length,
        date=date,
        show=show,
        cast=cast,
        lexicon=lexicon,
        engine=engine,
        rate=rate,
        language=language,
        format=format,
        no_music=no_music,
        force=force,
    )
    order = Order(
        places.absolute(output),
        chosen,
        jobs or workers.cores(),
        dask=cluster,
        clips=clips and places.absolute(clips),
        again=force,
    )
    failed = _run(
        Batch(order, gather(_names(sources))), addresses.masked(stores.plain(output)), quiet=quiet, verbose=verbose
    )
    if failed:
        raise typer.Exit(failed[min(failed)].exit_code)


def _cluster(executor: str | None, address: str | None) -> str | None:
    """Return the scheduler's address where a cluster is asked for (UsageError for half of it)."""
    options.one_of("--executor", executor, EXECUTORS)
    if executor == "dask" and not address:
        raise UsageError(Problem("", "--executor dask needs a scheduler", "give its address: --dask tcp://HOST:8786"))
    if executor == "local" and address:
        raise UsageError(Problem("", "--dask doesn't go with --executor local", "leave one of them out"))
    return address


def _names(sources: list[str]) -> list[str]:
    """Return the sources with the list on standard input in the place of "-"."""
    if "-" not in sources:
        return sources
    from briefing.batch.sources import listed

    if sys.stdin.isatty():
        todo = "pipe one in: find articles -name '*.txt' | briefing batch -"
        raise NoInputError(Problem("", "standard input is the terminal, not a list of sources", todo))
    place = sources.index("-")
    return [*sources[:place], *listed(sys.stdin.buffer.read()), *(name for name in sources[place:] if name != "-")]


def _run(work: Batch, folder: str, *, quiet: bool, verbose: bool) -> dict[int, BriefingError]:
    """Run the batch, print a line for each source, at the end the failures; return these by their place."""
    from briefing.batch import failures
    from briefing.edges import clock

    begin = clock.seconds()
    failed: dict[int, BriefingError] = {}
    made = done = 0
    with contextlib.closing(work.outcomes()) as outcomes, _progress(len(work.tips), quiet=quiet) as progress:
        for outcome in outcomes:
            progress(made := made + (outcome.made is not None), outcome.tip.name)
            typer.echo(_as_json(outcome, folder))
            sys.stdout.flush()
            for note in outcome.made.notes if outcome.made and verbose else ():
                _tell(f"{outcome.tip.name}: {note}")
            done += outcome.done is not None
            if outcome.error:
                failed[outcome.place] = outcome.error
                typer.echo(failures.report(outcome.error) if verbose else "", nl=False, err=True)
    for place in sorted(failed):
        error, name = failed[place], work.tips[place].name
        for problem in error.problems:
            _tell(f"{name}: {problem} (exit {error.exit_code})")
    if not quiet:
        seconds = clock.seconds() - begin
        rate = f", {made * _MINUTE_S / max(seconds, 0.001):.0f} a minute" if made else ""
        _tell(f"{made} made, {done} done before, {len(failed)} failed in {_time(seconds)}{rate}")
    return failed


def _as_json(outcome: Outcome, folder: str) -> str:
    """Return a source's line: what ``make --json`` says of an episode, or the error as ``inspect --json`` has it."""
    from briefing.edges import places

    if outcome.error is not None:
        from briefing.commands.report import error_json

        return error_json(outcome.tip.name, outcome.error)
    content: dict[str, Any] = {"source": outcome.tip.name}
    if made := outcome.made:
        content |= {
            "output": places.join(folder, places.name_of(made.output)),
            "record": places.join(folder, places.name_of(made.record)),
            "duration_s": made.duration_s,
            "lufs": made.lufs,
            "true_peak_dbtp": made.true_peak,
            "clips": {"total": made.clips, "cached": made.cached},
            "seconds": made.seconds,
        }
    elif done := outcome.done:
        content |= {
            "output": places.join(folder, done["stem"] + ".mp3"),
            "record": places.join(folder, done["stem"] + ".json"),
            "duration_s": done.get("duration_s"),
            **(done.get("loudness") or {}),
            "done": "before",
        }
    return json.dumps(content, ensure_ascii=False)


@contextlib.contextmanager
def _progress(of: int, *, quiet: bool) -> Iterator[Callable[[int, str], None]]:
    """Yield what takes how many episodes are made and which source ended: a bar on a terminal, nothing elsewhere."""
    if quiet or not sys.stderr.isatty() or "NO_COLOR" in os.environ:
        yield lambda _made, _source: None
        return
    from briefing.edges import clock

    begin = clock.seconds()
    # A bar above lines on the same terminal would be torn by them: its line is cleared first.
    clear = "\r\x1b[K" if sys.stdout.isatty() else ""
    with typer.progressbar(length=of, file=sys.stderr, label="no episode yet", show_eta=True, show_pos=True) as bar:

        def show(made: int, _source: str) -> None:
            rate = made * _MINUTE_S / max(clock.seconds() - begin, 0.001)
            bar.label = f"{rate:.0f} a minute"
            typer.echo(clear, nl=False, err=True)
            bar.update(1)

        yield show


def _time(seconds: float) -> str:
    """Return a time for a person: 12 s, 3 min 20 s, 2 h 5 min."""
    whole = round(seconds)
    if whole < _MINUTE_S:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(whole, _MINUTE_S)
    hours, minutes = divmod(minutes, _MINUTE_S)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"


def _tell(text: str) -> None:
    plain = "".join(char if char.isprintable() else " " for char in text)
    typer.echo(f"briefing: {plain}", err=True)
