"""The newsroom's commands: make, inspect, spoken, lint."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.commands import options
from briefing.errors import BadInputError, BriefingError, NoInputError, Problem, UsageError

if TYPE_CHECKING:  # `briefing --help` pays for Typer and nothing else
    from briefing.drafts import Draft
    from briefing.pipeline import Progress

Sources = Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Articles (.txt, .md, -) or one .script.md.")]
Format = Annotated[str | None, typer.Option("--format", metavar="txt|md", help="What standard input is.")]
Language = Annotated[
    str | None, typer.Option("--language", metavar="en-GB|en-US", help="How dates and numbers are said.")
]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command(epilog="Example: briefing make --length 2m iran.txt budget.txt")(make)
    app.command(epilog="Example: briefing inspect --json iran.txt")(inspect)
    app.command(epilog='Example: briefing spoken "$1.5m on 28 December"')(spoken)
    app.command(epilog="Example: briefing lint iran.script.md")(lint)


def make(  # noqa: PLR0913 - the options of the main command, each named
    sources: Sources,
    *,
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="A file, or a folder.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the script; write nothing.")] = False,
    length: Annotated[str | None, typer.Option(metavar="90s|2m|full", help="How long it's to be.")] = None,
    date: Annotated[str | None, typer.Option(metavar="2021-12-28", help="The programme's day.")] = None,
    show: Annotated[str | None, typer.Option(metavar="FILE", help="Name, wording, art (TOML).")] = None,
    cast: Annotated[str | None, typer.Option(metavar="NAME", help="Who gets which voice (TOML).")] = None,
    lexicon: Annotated[str | None, typer.Option(metavar="FILE", help="How words are said (TOML).")] = None,
    engine: Annotated[str | None, typer.Option(metavar="NAME|module:Class", help="The speech engine.")] = None,
    rate: Annotated[int | None, typer.Option(metavar="N", help="Words a minute.")] = None,
    language: Language = None,
    format: Format = None,  # noqa: A002 - the option's name
    jobs: Annotated[int, typer.Option(metavar="N", min=0, help="Clips at once; 0: one for each core.")] = 0,
    force: Annotated[bool, typer.Option("--force", help="Leave the clip cache aside.")] = False,
    play: Annotated[bool, typer.Option("--play", help="Play it when it's made.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Say more; show a traceback on errors.")] = False,
) -> None:
    """Turn articles (or a script) into a spoken briefing: an MP3 under output/, its path on stdout."""
    from briefing import pipeline, settings

    chosen = settings.Settings(
        show=settings.read_show(show),
        cast=settings.read_cast(cast) if cast else None,
        lexicon=settings.read_lexicon(lexicon),
        date=options.date(date),
        length=options.length(length),
        rate=options.rate(rate),
        language=options.one_of("--language", language, options.LANGUAGES),
        format=options.one_of("--format", format, options.FORMATS),
        engine=engine,
        jobs=jobs,
        fresh=force,
    )
    if dry_run and (play or json):
        what = f"{'--play' if play else '--json'} doesn't go with --dry-run"
        raise UsageError(Problem("", what, "leave one of them out"))
    made = pipeline.draft(sources, chosen, data=_standard_input(sources))
    for note in (*made.notes[: 0 if quiet else None], *(made.details if verbose else ())):
        _tell(note)
    if dry_run:
        _print_script(made, output)
        return
    from briefing.commands import report

    with _progress(quiet=quiet) as progress:
        episode, made = pipeline.render(made, chosen, output, progress)
    typer.echo(report.as_json(episode, made) if json else episode.output)
    if play:
        _play(episode.output)


def _print_script(made: Draft, output: str | None) -> None:
    from briefing import drafts
    from briefing.edges import files, places

    if output is None or output == "-":
        typer.echo(drafts.markdown(made, "."), nl=False)
        return
    if files.is_folder(output):
        raise UsageError(Problem("", f"-o {output} is a folder", "name the script's file, such as a.script.md"))
    drafts.spare_sources(made, [places.name_of(output)], places.folder_of(output))
    files.write(output, drafts.markdown(made, places.folder_of(output)).encode())


def inspect(
    sources: Sources,
    *,
    json: Annotated[bool, typer.Option("--json", help="An object for each source, a line each.")] = False,
    format: Format = None,  # noqa: A002 - the option's name
    language: Language = None,
) -> None:
    """Show what was read and selected: title, quotes with their speakers, points."""
    from briefing import pipeline, settings
    from briefing.commands import report

    chosen = settings.Settings(language=language, format=options.one_of("--format", format, options.FORMATS))
    data = _standard_input(sources)
    first: BriefingError | None = None
    for source in sources:
        try:
            selection = pipeline.inspect(source, chosen, data=data)
            typer.echo(report.selection_json(source, selection) if json else report.selection_table(selection))
        except BriefingError as error:
            first = first or error
            if json:
                typer.echo(report.error_json(source, error))
            else:
                _tell(str(error))
    if first:
        raise typer.Exit(first.exit_code)


def spoken(
    text: Annotated[
        str | None, typer.Argument(help="The text; without it, each line of stdin becomes one line.")
    ] = None,
    *,
    language: Language = None,
    explain: Annotated[bool, typer.Option("--explain", help="Name the rule for each change.")] = False,
) -> None:
    """Show how a text will be said: numbers, dates, money, abbreviations."""
    from briefing.language.spoken import spoken as say

    variant = options.one_of("--language", language, options.LANGUAGES) or options.LANGUAGES[0]
    for line in [text] if text is not None else (line.rstrip("\r\n") for line in sys.stdin):
        said = say(line, variant)
        typer.echo(said.text)
        for change in said.changes if explain else ():
            typer.echo(f"  {line[change.start : change.end]!r} -> {change.spoken!r} ({change.rule})")


def lint(
    scripts: Annotated[list[str], typer.Argument(metavar="SCRIPT...", help="Scripts (.script.md).")],
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings are errors.")] = False,
    json: Annotated[bool, typer.Option("--json", help="An object for each finding, a line each.")] = False,
) -> None:
    """Check scripts: quotes against their sources, structure, broadcast style."""
    from briefing import pipeline
    from briefing.commands import report

    bad = False
    for script in scripts:
        findings, failed = pipeline.lint(script, strict=strict)
        bad |= failed
        for finding in findings:
            typer.echo(report.problem_json(finding) if json else str(finding))
    if bad:
        raise typer.Exit(BadInputError.exit_code)


def _standard_input(sources: list[str]) -> bytes | None:
    """Return standard input when it's a source (NoInputError when nobody pipes anything in)."""
    if "-" not in sources:
        return None
    from briefing.edges import files

    if sys.stdin.isatty():
        raise NoInputError(Problem("", "standard input is the terminal", "pipe an article in, or name a file"))
    data = sys.stdin.buffer.read(files.MAX_INPUT_BYTES + 1)
    if len(data) > files.MAX_INPUT_BYTES:
        raise BadInputError(Problem("", "standard input is larger than the limit of 50 MB", "give a smaller article"))
    return data


@contextlib.contextmanager
def _progress(*, quiet: bool) -> Iterator[Progress]:
    """Yield what shows progress: a bar on a terminal, nothing elsewhere."""
    if quiet or not sys.stderr.isatty() or "NO_COLOR" in os.environ:
        yield _silent
        return
    with typer.progressbar(length=1000, file=sys.stderr, label="speaking ", show_eta=False) as bar:
        half = {"speaking": 0, "mastering": 500}

        def show(stage: str, part: float) -> None:
            bar.label = f"{stage:<9}"
            bar.update(max(0, half[stage] + round(part * 500) - bar.pos))

        yield show


def _silent(_stage: str, _part: float) -> None:
    pass


def _play(path: str) -> None:
    """Play the MP3 with what this machine has; the episode is made, whatever comes of it."""
    from briefing.edges import player

    if not player.play(path):
        _tell(f"no player was found to play it; open {path}")


def _tell(text: str) -> None:
    typer.echo(f"briefing: {text}", err=True)
