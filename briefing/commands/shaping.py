"""The options that shape an episode, as ``make`` and ``batch`` have them: declared once, turned into settings once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from briefing.commands import options

if TYPE_CHECKING:  # `briefing --help` pays for Typer and nothing else
    from briefing.settings import Settings

Length: TypeAlias = Annotated[str | None, typer.Option("--length", metavar="90s|2m|full", help="How long it's to be.")]
Date: TypeAlias = Annotated[str | None, typer.Option("--date", metavar="2021-12-28", help="The programme's day.")]
ShowFile: TypeAlias = Annotated[str | None, typer.Option("--show", metavar="FILE", help="Name, wording, art (TOML).")]
CastName: TypeAlias = Annotated[str | None, typer.Option("--cast", metavar="NAME", help="Who gets which voice (TOML).")]
LexiconFile: TypeAlias = Annotated[
    str | None, typer.Option("--lexicon", metavar="FILE", help="How words are said (TOML).")
]
EngineName: TypeAlias = Annotated[
    str | None, typer.Option("--engine", metavar="NAME|module:Class", help="The speech engine.")
]
Rate: TypeAlias = Annotated[int | None, typer.Option("--rate", metavar="N", help="Words a minute.")]
Language: TypeAlias = Annotated[
    str | None, typer.Option("--language", metavar="en-GB|en-US", help="How dates and numbers are said.")
]
Format: TypeAlias = Annotated[
    str | None, typer.Option("--format", metavar="txt|md|html", help="What a source is; else its name or looks tell.")
]
NoMusic: TypeAlias = Annotated[bool, typer.Option("--no-music", help="Speech alone.")]
Jobs: TypeAlias = Annotated[
    int | None, typer.Option("--jobs", metavar="N", min=1, help="So many at once; else one for each core.")
]
Quiet: TypeAlias = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Verbose: TypeAlias = Annotated[bool, typer.Option("--verbose", help="Say more; show a traceback on errors.")]


def shaped(  # noqa: PLR0913 - one for each option, all by name
    *,
    length: str | None,
    date: str | None,
    show: str | None,
    cast: str | None,
    lexicon: str | None,
    engine: str | None,
    rate: int | None,
    language: str | None,
    format: str | None,  # noqa: A002 - the option's name
    no_music: bool,
    force: bool,
    jobs: int | None = None,
    order: str | None = None,
    target: str | None = None,
    listen: bool = False,
    word_times: bool = False,
    shipped_lexicon: bool = True,
) -> Settings:
    """Return the settings that the options stand for (UsageError, BadConfigError)."""
    from briefing import settings

    of_show = settings.read_show(show)
    return settings.Settings(
        show=replace(of_show, music=of_show.music and not no_music),
        cast=settings.read_cast(name) if (name := cast or of_show.cast) else None,
        lexicon=settings.read_lexicon(lexicon or of_show.lexicon, shipped=shipped_lexicon),
        date=options.date(date),
        length=options.length(length),
        rate=options.rate(rate),
        language=options.one_of("--language", language, options.LANGUAGES),
        format=options.one_of("--format", format, options.FORMATS),
        engine=engine,
        fresh=force,
        jobs=jobs or 0,
        order=options.one_of("--order", order, options.ORDERS) or options.ORDERS[0],
        target=options.one_of("--target", target, options.TARGETS) or options.TARGETS[0],
        listen=listen,
        word_times=word_times,
    )
