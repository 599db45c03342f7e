"""Ctrl-C in the middle of an import: Python would keep the lock of all imports, and other threads wait for ever."""

from __future__ import annotations

import signal
import time
from types import SimpleNamespace
from typing import Any

import pytest

from briefing.edges import stopping


def frame_in(file: str) -> Any:  # noqa: ANN401 - what a signal's handler looks at of a frame
    return SimpleNamespace(f_code=SimpleNamespace(co_filename=file))


@pytest.fixture(autouse=True)
def _nothing_asked(monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ANN401 - a fixture that yields
    monkeypatch.setattr(stopping, "_asked", [])
    before = signal.signal(signal.SIGINT, stopping._stop)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_among_the_locks_of_an_import_waits_until_they_are_free() -> None:
    stopping._stop(signal.SIGINT, frame_in("<frozen importlib._bootstrap>"))
    with pytest.raises(KeyboardInterrupt):
        time.sleep(5)


def test_ctrl_c_anywhere_else_is_heeded_at_once() -> None:
    with pytest.raises(KeyboardInterrupt):
        stopping._stop(signal.SIGINT, frame_in("briefing/pipeline.py"))
