"""Word lists: knowledge of the language that stands in files beside the code."""

from __future__ import annotations

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable


@cache
def _folder() -> Traversable:
    return resources.files(__package__).joinpath("data")


@cache
def rows(name: str) -> tuple[str, ...]:
    """Return the rows of ``data/NAME.txt`` in order, without comments (``#``) and empty lines."""
    text = _folder().joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return tuple(row for line in text.splitlines() if (row := line.partition("#")[0].strip()))


@cache
def words(name: str) -> frozenset[str]:
    """Return the rows of ``data/NAME.txt`` as a set."""
    return frozenset(rows(name))
