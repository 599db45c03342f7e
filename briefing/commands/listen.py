"""The command that hears what was made: listen."""

from __future__ import annotations

import json as notation
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.commands.shaping import Jobs
from briefing.errors import BriefingError, OutputError

if TYPE_CHECKING:  # `briefing --help` pays for Typer and nothing else
    from briefing.proofing.ear import Programme, Progress
    from briefing.proofing.findings import Finding


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(epilog="Example: briefing listen output/2026-05-04-harbour-bridge-to-close.mp3")(listen)


def listen(
    episodes: Annotated[
        list[str], typer.Argument(metavar="EPISODE...", help="MP3s with their records beside them, or records (.json).")
    ],
    *,
    jobs: Jobs = None,
    json: Annotated[bool, typer.Option("--json", help="An object for each finding, a line each.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")] = False,
) -> None:
    """Hear finished episodes and tell what is missing or said twice; 74 when anything is.

    Needs the extra `listen`, works offline. E01: three or more words missing in a row; E02: a line's first or last two
    words missing; E03: a line doubled.
    """
    from briefing.edges import whisper
    from briefing.proofing import ear

    folder = whisper.locate()
    first: BriefingError | None = None
    bad = False
    with whisper.opened(folder, jobs or 0) as opened:
        for episode in episodes:
            try:
                made = ear.read(episode)
                with _shown(episode, quiet=quiet) as progress, opened(made.mp3, made.language) as recogniser:
                    findings = ear.listen(made, recogniser, progress)
            except BriefingError as error:
                first = first or error
                for problem in error.problems:
                    typer.echo(f"briefing: {problem}", err=True)
                continue
            bad |= bool(findings)
            _print(made, findings, episode, as_json=json)
    if first:
        raise typer.Exit(first.exit_code)
    if bad:
        raise typer.Exit(OutputError.exit_code)


def _print(made: Programme, findings: list[Finding], episode: str, *, as_json: bool) -> None:
    from briefing.proofing import ear

    for finding, problem in zip(findings, ear.problems(made, findings, episode), strict=True):
        line = made.lines[finding.line]
        content = {
            "file": episode,
            "code": problem.code,
            "start": round(line.when(finding.words.start), 3),
            "end": round(line.when(finding.words.stop), 3),
            "words": " ".join(line.words[finding.words.start : finding.words.stop]),
            "text": line.text,
            "what": problem.what,
            "todo": problem.todo,
        }
        typer.echo(notation.dumps(content, ensure_ascii=False) if as_json else str(problem))


@contextmanager
def _shown(episode: str, *, quiet: bool) -> Iterator[Progress]:
    """Yield what shows how much of an episode is heard: a bar on a terminal, nothing elsewhere."""
    import os

    if quiet or not sys.stderr.isatty() or "NO_COLOR" in os.environ:
        yield lambda _part: None
        return
    with typer.progressbar(length=1000, file=sys.stderr, label=f"listening {episode[-40:]}", show_eta=True) as bar:
        yield lambda part: bar.update(max(0, round(part * 1000) - bar.pos))
