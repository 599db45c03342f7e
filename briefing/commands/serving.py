"""The commands that show what was made: serve, proof."""

from __future__ import annotations

from typing import Annotated

import typer

from briefing.commands import options
from briefing.commands.newsroom import Sources, standard_input
from briefing.commands.shaping import Format, Language
from briefing.errors import NoInputError, Problem, UsageError

PORT = 8000
"""Where it listens unless somebody says otherwise."""


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command(epilog="Example: briefing serve --show morning.toml")(serve)
    app.command(epilog="Example: briefing proof iran.txt")(proof)


def serve(
    folder: Annotated[str | None, typer.Argument(help="The folder with the episodes; else output.")] = None,
    *,
    show: Annotated[
        str | None, typer.Option("--show", metavar="FILE", help="Serve the episodes of this show file.")
    ] = None,
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="0: any free one.")] = PORT,
    host: Annotated[str, typer.Option(metavar="NAME", help="0.0.0.0 lets other machines in, too.")] = "127.0.0.1",
) -> None:
    """Serve the feed, the episodes and a page to hear them on, until Ctrl-C; its address is on stdout."""
    from briefing.edges import files, listening
    from briefing.serving.site import Site

    place = _folder(folder, show)
    if not files.is_folder(place):
        todo = "make an episode first (`briefing make`), or name the folder, or a podcast's --show"
        raise NoInputError(Problem("", f"there is no folder {place}", todo))
    site = Site(place, host)
    with listening.listener(host, port) as listener:
        typer.echo(listener.url)
        typer.get_text_stream("stdout").flush()
        listener.serve(site)


def _folder(folder: str | None, show: str | None) -> str:
    if show is None:
        return folder or "output"
    if folder is not None:
        raise UsageError(Problem("", "--show names a folder already", "leave the folder or --show out"))
    from briefing.edition import place, showfile

    return showfile.read(place.find(show)).folder


def proof(  # noqa: PLR0913 - the options, each named
    sources: Sources,
    *,
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="A page, or a folder.")] = None,
    no_sound: Annotated[bool, typer.Option("--no-sound", help="Article and script only: nothing is spoken.")] = False,
    embed: Annotated[bool, typer.Option("--embed", help="The sound inside the page, however large.")] = False,
    length: Annotated[str | None, typer.Option(metavar="90s|2m|full", help="How long it's to be.")] = None,
    date: Annotated[str | None, typer.Option(metavar="2021-12-28", help="The programme's day.")] = None,
    show: Annotated[str | None, typer.Option(metavar="FILE", help="Name, wording, cast (TOML).")] = None,
    engine: Annotated[str | None, typer.Option(metavar="NAME|module:Class", help="The speech engine.")] = None,
    format: Format = None,  # noqa: A002 - the option's name
    language: Language = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
) -> None:
    """Lay articles, script and sound side by side on one page, each range marked; its path is on stdout.

    A source may be an article, a script (.script.md) or an episode's record (.json).
    """
    if no_sound and embed:
        raise UsageError(Problem("", "--embed doesn't go with --no-sound", "leave one of them out"))
    from briefing import proofs, settings
    from briefing.commands.progress import shown

    of_show = settings.read_show(show)
    chosen = settings.Settings(
        show=of_show,
        cast=settings.read_cast(of_show.cast) if of_show.cast else None,
        lexicon=settings.read_lexicon(of_show.lexicon, shipped=not no_sound),
        date=options.date(date),
        length=options.length(length),
        language=options.one_of("--language", language, options.LANGUAGES),
        format=options.one_of("--format", format, options.FORMATS),
        engine=engine,
    )
    sounding: proofs.Sounding = "none" if no_sound else "embed" if embed else "usual"
    with shown(quiet=quiet) as progress:
        data = standard_input(sources)
        path = proofs.proof(sources, chosen, output, data=data, sounding=sounding, progress=progress)
    typer.echo(path)
