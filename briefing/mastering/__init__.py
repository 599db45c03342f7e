"""Clips to a finished MP3: laid out, stitched, brought to broadcast loudness, encoded, tagged."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.mastering.desk import master
    from briefing.mastering.rundown import chapters, lay_out

__all__ = ["chapters", "lay_out", "master"]

_ROOMS = {"chapters": "rundown", "lay_out": "rundown", "master": "desk"}


def __getattr__(name: str) -> object:
    """Import a public name from its room when it's first asked for."""
    if name not in _ROOMS:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    import importlib

    return getattr(importlib.import_module(f"briefing.mastering.{_ROOMS[name]}"), name)
