"""Commands about this machine: doctor."""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer

from briefing.errors import BriefingError, Problem, UnavailableError


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command(epilog="Example: briefing doctor")(doctor)


def doctor() -> None:
    """Check that the main job can run on this machine; say what mends it where it can't."""
    missing = False
    for name, check in CHECKS.items():
        try:
            typer.echo(f"ok       {name}: {check()}")
        except BriefingError as error:
            missing = True
            for problem in error.problems:
                typer.echo(f"missing  {name}: {problem.what}; {problem.todo}")
    from briefing.speaking.engine import advice

    if better := advice(None):
        typer.echo(f"better   voice: {better}")
    if missing:
        raise typer.Exit(UnavailableError.exit_code)


def _python() -> str:
    return sys.version.split()[0]


def _voice() -> str:
    from briefing import settings
    from briefing.speaking.engine import find
    from briefing.values import SpokenPiece, Utterance

    engine = find(None)
    voice = next(entry for entry in settings.read_cast().voices if entry.name == "anchor").on(engine.name)
    if voice is None:
        raise UnavailableError(Problem("", f"the cast has no anchor for {engine.name}", "add one to the cast file"))
    speech = engine.synthesize(Utterance((SpokenPiece("This is a test."),)), voice)
    return f"{engine.name} ({engine.version}) speaks, {speech.audio.frames / speech.audio.sample_rate:.1f} s"


def _ffmpeg() -> str:
    from briefing.edges import ffmpeg

    return ffmpeg.version()


def _cache() -> str:
    from briefing.edges.cache import default_clip_folder

    return _writable(default_clip_folder())


def _output() -> str:
    return _writable("output")


def _schedule() -> str:
    from briefing.edition import schedule

    return schedule.state()


def _writable(folder: str) -> str:
    from briefing.edges import files

    files.check_writable(folder)
    return folder


CHECKS: dict[str, Callable[[], str]] = {
    "Python": _python,
    "voice": _voice,
    "ffmpeg": _ffmpeg,
    "clip cache": _cache,
    "output folder": _output,
    "schedule": _schedule,
}
"""What the main job needs, each with a check that says what it found or raises."""
