"""The newsroom's commands: make, inspect, spoken, lint."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

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
from briefing.errors import BadInputError, BriefingError, NoInputError, Problem, UsageError

if TYPE_CHECKING:  # `briefing --help` pays for Typer and nothing else
    from briefing.drafts import Draft

Sources = Annotated[
    list[str], typer.Argument(metavar="SOURCE...", help="Articles (.txt, .md, .html, https://…, -) or one .script.md.")
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
    length: Length = None,
    date: Date = None,
    show: ShowFile = None,
    cast: CastName = None,
    lexicon: LexiconFile = None,
    engine: EngineName = None,
    rate: Rate = None,
    language: Language = None,
    order: Annotated[str | None, typer.Option(metavar="given|newest|longest", help="Which story comes first.")] = None,
    no_music: NoMusic = False,
    word_times: Annotated[bool, typer.Option("--word-times", help="Time each word in the transcript.")] = False,
    target: Annotated[
        str, typer.Option(metavar="podcast|apple|spotify|alexa|aes", help="Whom it's mastered for.")
    ] = "podcast",
    format: Format = None,  # noqa: A002 - the option's name
    jobs: Jobs = None,
    force: Annotated[bool, typer.Option("--force", help="Leave the clip cache aside.")] = False,
    listen: Annotated[
        bool, typer.Option("--listen", help="Hear it before it's published: nothing missing, nothing twice.")
    ] = False,
    play: Annotated[bool, typer.Option("--play", help="Play it when it's made.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Turn articles (or a script) into a spoken briefing: an MP3 under output/, its path on stdout."""
    from briefing import pipeline

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
        jobs=jobs,
        order=order,
        target=target,
        listen=listen,
        word_times=word_times,
        shipped_lexicon=not dry_run,
    )
    if dry_run:
        _refuse({"--play": play, "--json": json, "--listen": listen})
    made = pipeline.draft(sources, chosen, data=standard_input(sources))
    for note in (*made.notes[: 0 if quiet else None], *(made.details if verbose else ())):
        _tell(note)
    if dry_run:
        _print_script(made, output)
        return
    from briefing.commands import report
    from briefing.commands.progress import shown
    from briefing.speaking.engine import advice

    with shown(quiet=quiet) as progress:
        episode, made = pipeline.render(made, chosen, output, progress)
    for told in filter(None, () if quiet else (*episode.notes, advice(engine))):
        _tell(told)
    typer.echo(report.as_json(episode, made) if json else episode.output)
    if play:
        _play(episode.output)


def _refuse(given: Mapping[str, bool]) -> None:
    """Raise for an option that means nothing where no sound is made (UsageError)."""
    if odd := [option for option, on in given.items() if on]:
        raise UsageError(Problem("", f"{odd[0]} doesn't go with --dry-run", "leave one of them out"))


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
    from briefing.edges import addresses
    from briefing.language.tongues import covered

    chosen = settings.Settings(language=language, format=options.one_of("--format", format, options.FORMATS))
    data = standard_input(sources)
    first: BriefingError | None = None
    for source in sources:
        named = addresses.shown(source) if addresses.is_address(source) else source  # no password is printed
        try:
            selection = pipeline.inspect(source, chosen, data=data)
            if json:
                for piece in report.selection_pieces(named, selection):
                    sys.stdout.write(piece)
            typer.echo("" if json else report.selection_table(selection))
            if json and not covered(selection.article.language):
                _tell(f"{named}: {report.language(selection.article.language)}")
        except BriefingError as error:
            first = first or error
            if json:
                typer.echo(report.error_json(named, error))
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
    show: Annotated[str | None, typer.Option(metavar="FILE", help="Say it in this show's language.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Name the rule for each change.")] = False,
) -> None:
    """Show how a text will be said: numbers, dates, money, abbreviations."""
    from briefing.language.spoken import spoken as say

    variant = options.one_of("--language", language, options.LANGUAGES) or _language_of(show)
    for line in [text] if text is not None else (line.rstrip("\r\n") for line in sys.stdin):
        said = say(line, variant)
        typer.echo(said.text)
        for change in said.changes if explain else ():
            typer.echo(f"  {line[change.start : change.end]!r} -> {change.spoken!r} ({change.rule})")


def _language_of(show: str | None) -> str:
    if show is None:
        return options.LANGUAGES[0]
    from briefing import settings

    return settings.read_show(show).language


def lint(
    scripts: Annotated[list[str], typer.Argument(metavar="SCRIPT...", help="Scripts (.script.md).")],
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings are errors.")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Mend in place what can be mended without risk.")] = False,
    cast: Annotated[str | None, typer.Option(metavar="NAME", help="Who gets which voice (TOML).")] = None,
    json: Annotated[bool, typer.Option("--json", help="An object for each finding, a line each.")] = False,
) -> None:
    """Check scripts: quotes against their sources, structure, broadcast style.

    --fix mends what has one right answer (moved ranges, a source's hash, quotation marks, a missing label) in place.
    """
    from briefing import checking, settings
    from briefing.commands import report

    of_cast = settings.read_cast(cast) if cast else None
    bad = False
    for script in scripts:
        mended = checking.fix(script, of_cast) if fix else ()
        findings, failed = checking.lint(script, strict=strict, cast=of_cast)
        bad |= failed
        for finding in (*mended, *findings):
            typer.echo(report.problem_json(finding) if json else str(finding))
    if bad:
        raise typer.Exit(BadInputError.exit_code)


def standard_input(sources: list[str]) -> bytes | None:
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


def _play(path: str) -> None:
    """Play the MP3 with what this machine has; the episode is made, whatever comes of it."""
    from briefing.edges import player

    if not player.play(path):
        _tell(f"no player was found to play it; open {path}")


def _tell(text: str) -> None:
    typer.echo(f"briefing: {text}", err=True)
