"""The podcast's commands: daily, feed, show, schedule."""

from __future__ import annotations

import contextlib
import json as notation
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.commands.shaping import Jobs
from briefing.errors import CantWriteError, OutputError, Problem, UsageError

if TYPE_CHECKING:  # the lock is tried before anything heavy is loaded
    from briefing.edition.daily import Order, Run
    from briefing.edition.place import Place

ShowOption = Annotated[
    str | None,
    typer.Option("--show", metavar="FILE", help="The show file; else show.toml in the user's configuration."),
]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command(epilog="Example: briefing daily --show morning.toml")(daily)
    feed = typer.Typer(rich_markup_mode=None)
    feed.callback(epilog="Example: briefing feed check --show morning.toml", invoke_without_command=True)(_feed)
    feed.command(epilog="Example: briefing feed build --show morning.toml")(build)
    feed.command(epilog="Example: briefing feed check --max-age 26h")(check)
    feed.command(epilog="Example: briefing feed remove tag:example.org,2026-05-04:morning/2026-05-04")(remove)
    app.add_typer(feed, name="feed")
    show = typer.Typer(rich_markup_mode=None)
    show.command(epilog="Example: briefing show new morning.toml")(new)
    show.callback(epilog="Example: briefing show new morning.toml", invoke_without_command=True)(_show)
    app.add_typer(show, name="show")
    app.command(epilog="Example: briefing schedule --cron --at 6:30 --install")(schedule)


def _feed(context: typer.Context) -> None:
    """Build the feed again, check it, take an episode out."""
    _help(context)


def _show(context: typer.Context) -> None:
    """Show files: a new one to start from."""
    _help(context)


def _help(context: typer.Context) -> None:
    """Print the group's help where no command of it is asked for."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def daily(  # noqa: PLR0913 - the options of the daily run, each named
    *,
    show: ShowOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print today's script; write nothing.")] = False,
    hold: Annotated[bool, typer.Option("--hold", help="Make it, but leave it out of the feed.")] = False,
    release: Annotated[bool, typer.Option("--release", help="Publish what is held, as its script now reads.")] = False,
    edition: Annotated[str | None, typer.Option(metavar="NAME", help="Such as morning; else the show's.")] = None,
    date: Annotated[
        str | None, typer.Option(metavar="2026-05-04", help="The day; else today in its time zone.")
    ] = None,
    engine: Annotated[str | None, typer.Option(metavar="NAME|module:Class", help="The speech engine.")] = None,
    jobs: Jobs = None,
    force: Annotated[bool, typer.Option("--force", help="Leave the clip cache aside.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Say more; show a traceback on errors.")] = False,
) -> None:
    """Make today's episode from the show's sources and publish it; nothing new: nothing to do.

    Without a terminal it says nothing but what went wrong: cron mails what is printed.
    """
    if (dry_run and (hold or release or json)) or (hold and release):
        raise UsageError(
            Problem("", "--dry-run, --hold, --release and --json don't go together like this", "leave one")
        )
    watched = not quiet and (verbose or any(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)))
    from briefing.edition import place

    where = place.find(show)
    if dry_run:
        _dry_run(where, _order(date, edition, engine, jobs, hold=False, force=force), watched=watched)
        return
    with _alone(where):
        order = _order(date, edition, engine, jobs, hold=hold, force=force)
        run = _run(where, order)
        from briefing.commands.progress import shown

        with shown(quiet=not watched) as progress:
            if release:
                from briefing.edition import desk

                paths, why = desk.release(run, progress), ""
            else:
                outcome = run.make(progress)
                paths, why = [outcome.output] if outcome.output else [], outcome.why
    if json:
        typer.echo(_as_json(run, paths, why))
    elif watched:
        for path in paths:
            typer.echo(path)
        if why:
            _tell(why)


def _order(  # noqa: PLR0913 - the options that a run takes
    date: str | None, edition: str | None, engine: str | None, jobs: int | None, *, hold: bool, force: bool
) -> Order:
    from briefing.commands import options
    from briefing.edition.daily import Order
    from briefing.edition.showfile import EDITION

    if edition is not None and not EDITION.fullmatch(edition):
        raise UsageError(Problem("", f"--edition {edition!r} isn't a short name", "give one such as morning"))
    return Order(options.date(date), edition, hold, engine, jobs or 0, fresh=force)


def _run(where: Place, order: Order, *, keep: bool = True) -> Run:
    from briefing.edition.daily import Run
    from briefing.edition.showfile import read

    return Run(read(where), order, _tell, keep=keep)


def _dry_run(where: Place, order: Order, *, watched: bool) -> None:
    from briefing.edition import daily

    run = _run(where, order, keep=False)
    if script := daily.script(run):
        typer.echo(script, nl=False)
    elif watched:
        _tell("there's nothing new to tell")


@contextlib.contextmanager
def _alone(where: Place) -> Iterator[None]:
    from briefing.edges import locks

    with locks.held(where.lock, f"a run for {where.file}"):
        yield


def _as_json(run: Run, paths: list[str], why: str) -> str:
    from briefing.edges import places

    one = next((e for e in run.shelf.episodes if paths and places.name_of(paths[-1]) == e.mp3), None)
    content = {
        "output": paths[-1] if paths else None,
        "guid": one.release.guid if one else None,
        "revision": one.release.revision if one else None,
        "pubDate": one.release.published.isoformat() if one else None,
        "held": one.release.held if one else None,
        "feed": run.file.feed,
        "why": why or None,
    }
    return notation.dumps(content, ensure_ascii=False)


# --- the feed ------------------------------------------------------------------------------------------------------


def build(*, show: ShowOption = None) -> None:
    """Build the feed again from the records, and print its path."""
    from briefing.edition import place

    where = place.find(show)
    with _alone(where):
        from briefing.edition import desk
        from briefing.edition.daily import Order

        typer.echo(desk.build(_run(where, Order())))


def check(
    *,
    show: ShowOption = None,
    max_age: Annotated[str | None, typer.Option("--max-age", metavar="26h", help="How old the newest may be.")] = None,
    json: Annotated[bool, typer.Option("--json", help="An object for each finding, a line each.")] = False,
) -> None:
    """Check the feed against every rule and the real files; 74 when something is wrong."""
    from briefing.commands import report
    from briefing.edition import checking, place, showfile

    try:
        hours = None if max_age is None else showfile.age(max_age)
    except showfile.WrongError as wrong:
        raise UsageError(
            Problem("", f"--max-age {max_age} isn't an age", str(wrong).replace("write", "give"))
        ) from None
    findings = checking.check(showfile.read(place.find(show)), hours)
    for finding in findings:
        typer.echo(report.problem_json(finding) if json else str(finding))
    if findings:
        raise typer.Exit(OutputError.exit_code)


def remove(guid: Annotated[str, typer.Argument(help="The episode's guid.")], *, show: ShowOption = None) -> None:
    """Take an episode out of the feed and remove its files."""
    from briefing.edition import place

    where = place.find(show)
    with _alone(where):
        from briefing.edition import desk
        from briefing.edition.daily import Order

        names = desk.remove(_run(where, Order()), guid)
    if sys.stderr.isatty():
        _tell(f"removed: {', '.join(names)}")


# --- show files and the schedule -----------------------------------------------------------------------------------


def new(
    file: Annotated[str | None, typer.Argument(help="Where it goes; else the user's configuration.")] = None,
) -> None:
    """Write a commented show file to start from, and print its path."""
    from briefing.edges import files, places
    from briefing.edition.place import DEFAULT
    from briefing.edition.template import TEMPLATE

    path = file or places.join(places.config_folder(), DEFAULT)
    if files.is_folder(path):
        path = places.join(path, DEFAULT)
    if files.exists(path):
        raise CantWriteError(Problem("", f"{path} is there already", "name another file, or edit that one"))
    files.write(path, TEMPLATE.encode())
    typer.echo(path)


def schedule(  # noqa: PLR0913 - the options, each named
    *,
    cron: Annotated[bool, typer.Option("--cron", help="A line for crontab.")] = False,
    systemd: Annotated[bool, typer.Option("--systemd", help="A service and a timer for systemd --user.")] = False,
    at: Annotated[str, typer.Option(metavar="6:00", help="When, by this machine's clock.")] = "6:00",
    install: Annotated[bool, typer.Option("--install", help="Put it in place.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take it out again.")] = False,
    show: ShowOption = None,
) -> None:
    """Print what makes the daily run happen: a crontab line or systemd's units."""
    from briefing.edition import schedule as plan

    if cron == systemd or (install and remove):
        what = "say --cron or --systemd" if cron == systemd else "--install and --remove don't go together"
        raise UsageError(Problem("", what, "see `briefing schedule --help`"))
    job = plan.job(show, at)
    kind = plan.CRON if cron else plan.SYSTEMD
    if remove:
        kind.remove(job)
    elif install:
        for line in kind.install(job):
            _tell(line)
    else:
        typer.echo(kind.text(job), nl=False)


def _tell(text: str) -> None:
    plain = "".join(char if char.isprintable() else " " for char in text)
    typer.echo(f"briefing: {plain}", err=True)
