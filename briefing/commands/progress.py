"""What shows progress: a bar on a terminal, nothing elsewhere."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from briefing.pipeline import Progress


@contextlib.contextmanager
def shown(*, quiet: bool) -> Iterator[Progress]:
    """Yield what shows progress: a bar on a terminal, nothing elsewhere."""
    if quiet or not sys.stderr.isatty() or "NO_COLOR" in os.environ:
        yield _silent
        return
    with typer.progressbar(length=1000, file=sys.stderr, label="speaking ", show_eta=False) as bar:
        half = {"speaking": 0, "mastering": 500, "listening": 500}

        def show(stage: str, part: float) -> None:
            bar.label = f"{stage:<9}"
            bar.update(max(0, half[stage] + round(part * 500) - bar.pos))

        yield show


def _silent(_stage: str, _part: float) -> None:
    pass
