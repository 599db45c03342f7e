"""The command line, and the one place where an error becomes a line on stderr and an exit code."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence
from copy import copy
from typing import TextIO

import typer
from typer.exceptions import TyperException
from typer.models import CommandInfo, TyperInfo

from briefing.commands import batch, cache, listen, machine, newsroom, podcast, serving, voices
from briefing.edges import stopping
from briefing.errors import BriefingError, CantWriteError

INTERRUPTED = 130
TERMINATED = 143
BROKEN_PIPE = 141
BUG = 70

app = typer.Typer(
    name="briefing",
    help="Turn news articles into a spoken news briefing: script, voices, mastered MP3. Offline.",
    epilog="Example: briefing make article.txt",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(*, wanted: bool) -> None:
    if wanted:
        from briefing import __version__

        typer.echo(f"briefing {__version__}")
        raise typer.Exit


@app.callback()
def _briefing(
    *,
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),  # noqa: FBT003 - Typer's way to declare a flag
) -> None:
    pass


newsroom.add_to(app)
machine.add_to(app)
voices.add_to(app)
cache.add_to(app)
batch.add_to(app)
podcast.add_to(app)
serving.add_to(app)
listen.add_to(app)


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code."""
    verbose = "--verbose" in arguments
    try:
        called = _called(arguments)
        return int(called(args=list(arguments) or ["--help"], prog_name="briefing", standalone_mode=False) or 0)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except stopping.Terminated:
        return TERMINATED
    except BrokenPipeError:
        return _closed_pipe()
    except SystemExit as ended:  # Typer ends the program itself where the pipe is closed
        return _closed_pipe() if isinstance(ended.__context__, BrokenPipeError) else int(ended.code or 0)
    except Exception as error:  # noqa: BLE001 - the one place where every error becomes a line
        if verbose:
            _trace()
        return _report(error)


def _called(arguments: Sequence[str]) -> typer.Typer:
    """Return the program with the one command that is called: to read them all takes a tenth of a dry run."""
    commands = [info for info in app.registered_commands if _name(info) in arguments[:1]]
    if commands:
        return _with(app, commands, [])
    if not set(arguments) - {"-h", "--help"}:
        return _with(app, list(map(_listed, app.registered_commands)), list(map(_listed_group, app.registered_groups)))
    return app


def _with(whole: typer.Typer, commands: list[CommandInfo], groups: list[TyperInfo]) -> typer.Typer:
    part = copy(whole)
    part.registered_commands, part.registered_groups = commands, groups
    return part


def _listed(command: CommandInfo) -> CommandInfo:
    """Return a command as the list of commands needs it: its name and what it says of itself, no options."""

    def listed() -> None: ...

    listed.__doc__ = command.callback.__doc__
    entry = copy(command)
    entry.name, entry.callback = _name(command), listed
    return entry


def _listed_group(group: TyperInfo) -> TyperInfo:
    entry = copy(group)
    entry.typer_instance = _with(group.typer_instance, [], []) if group.typer_instance else None
    return entry


def _name(command: CommandInfo) -> str:
    return command.name or str(getattr(command.callback, "__name__", ""))


def _report(error: Exception) -> int:
    """Print an error, a line for each problem, and return its exit code."""
    match error:
        case BriefingError():
            for problem in error.problems:
                _say(str(problem))
            return error.exit_code
        case TyperException():
            context = getattr(error, "ctx", None)
            command = context.command_path if context else "briefing"
            _say(f"{error.format_message().rstrip('.')}; see `{command} --help`")
            return int(error.exit_code)
        case OSError(errno=errno.ENOSPC | errno.EDQUOT | errno.EFBIG):
            _say(f"nothing more can be written: {(error.strerror or 'no space').lower()}; free some space")
            _forget_output()
            return CantWriteError.exit_code
    _say(f"this is a bug in briefing: {type(error).__name__}: {error}; run it again with --verbose and report it")
    return BUG


def _say(text: str) -> None:
    """Print one line on stderr; nothing from a file can break it into several or steer the terminal."""
    plain = "".join(char if char.isprintable() else " " for char in text)
    typer.echo(f"briefing: {plain}", err=True)


def _trace() -> None:
    import traceback

    traceback.print_exc()


def _closed_pipe() -> int:
    """End quietly: whoever read our output has heard enough."""
    _forget_output()
    return BROKEN_PIPE


def _forget_output() -> None:
    """Let what is still to be printed go nowhere: Python's own last flush would complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """Run the command line as a program of its own."""
    stopping.answer()
    gc.set_threshold(20_000, 20, 100)  # a long text is a million small values, none of them in a circle
    # A shell can start us without one of the standard streams.
    sys.stdout = sys.stdout or _nowhere("w")
    sys.stderr = sys.stderr or _nowhere("w")
    sys.stdin = sys.stdin or _nowhere("r")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # the script is UTF-8 wherever it goes
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        code = _closed_pipe()
    except OSError as error:
        code = _report(error)
    sys.exit(code)


def _nowhere(mode: str) -> TextIO:
    """Return a stream that holds nothing."""
    return open(os.devnull, mode, encoding="utf-8")  # type: ignore[return-value] # noqa: PTH123 - it lasts


if __name__ == "__main__":
    main()
