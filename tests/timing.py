"""How the time that something takes grows with what it's given."""

from __future__ import annotations

import time
from collections.abc import Callable

TRIES = 5
"""A machine that is busy with something else spoils one now and then."""


def is_linear(run: Callable[[int], object], size: int) -> bool:
    """Tell whether eight times as much takes less than twelve times as long: 8 where it's linear, 64 where squared."""
    run(size // 8)  # what is loaded once is loaded
    return any(_seconds(run, 8 * size) < 0.03 + 12 * _seconds(run, size) for _ in range(TRIES))


def _seconds(run: Callable[[int], object], size: int) -> float:
    begin = time.process_time()
    run(size)
    return time.process_time() - begin
