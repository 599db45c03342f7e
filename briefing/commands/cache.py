"""The clip cache: what it holds, and less of it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

import typer

from briefing.errors import Problem, UsageError

_MB = 1_000_000


def add_to(app: typer.Typer) -> None:
    """Register the group; called without a command it shows what the cache holds."""
    group = typer.Typer(rich_markup_mode=None)
    group.callback(invoke_without_command=True, epilog="Example: briefing cache")(cache)
    group.command(epilog="Example: briefing cache prune --to 200MB")(prune)
    app.add_typer(group, name="cache")


def cache(context: typer.Context) -> None:
    """Show the clip cache: its folder, the clips, their size and age. A line that it holds isn't spoken again."""
    if context.invoked_subcommand:
        return
    from briefing.edges.cache import LIMIT_BYTES, ClipStore, default_clip_folder

    holding = ClipStore(default_clip_folder(), keep=True).holds()
    typer.echo(f"folder  {holding.folder}")
    typer.echo(f"clips   {holding.clips}, {holding.seconds / 60:.0f} min of speech")
    typer.echo(f"size    {holding.size / _MB:.1f} MB, pruned above {LIMIT_BYTES // _MB} MB")
    typer.echo(f"oldest  {_day(holding.oldest) if holding.oldest else '(none)'}")


def prune(
    *,
    to: Annotated[str | None, typer.Option("--to", metavar="MB", help="How much may stay; 1000 MB without it.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Remove all clips.")] = False,
) -> None:
    """Remove the clips used longest ago until the rest fits; those of the last day stay, but with --all."""
    from briefing.edges.cache import LIMIT_BYTES, ClipStore, default_clip_folder

    if everything and to is not None:
        raise UsageError(Problem("", "--all doesn't go with --to", "leave one of them out"))
    store = ClipStore(default_clip_folder(), keep=True)
    freed = store.clear() if everything else store.prune(_bytes(to) if to is not None else LIMIT_BYTES)
    typer.echo(f"{freed / _MB:.1f} MB freed, {store.holds().size / _MB:.1f} MB stay")


def _bytes(text: str) -> int:
    """Return a size given in MB (UsageError for anything else)."""
    match = re.fullmatch(r"(\d{1,9})\s*(?:MB)?", text, re.ASCII | re.IGNORECASE)
    if match is None:
        raise UsageError(Problem("", f"--to {text} isn't a size", "give MB, such as 200 or 200MB"))
    return int(match[1]) * _MB


def _day(seconds: float) -> str:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).astimezone().date().isoformat()
