"""What a person sees on a terminal while a programme is made."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

import pytest

from briefing.commands import installing, listen
from briefing.commands.progress import shown


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)


def drawn(
    patch: pytest.MonkeyPatch, screen: io.StringIO, *steps: tuple[str, float], quiet: bool = False
) -> Sequence[str]:
    """Return what was drawn on a screen, each time as one line without its bar."""
    patch.setattr(sys, "stderr", screen)  # here, not in a fixture: pytest sets its own before each test
    with shown(quiet=quiet) as progress:
        for stage, part in steps:
            progress(stage, part)
    return lines(screen)


def lines(screen: io.StringIO) -> list[str]:
    times = screen.getvalue().replace("\x1b[?25l", "").replace("\x1b[?25h", "").split("\r")
    return [" ".join(word for word in one.split() if not word.startswith("[")) for one in times if one]


def test_a_bar_goes_from_speaking_over_mastering_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = (("speaking", 0.5), ("speaking", 1.0), ("mastering", 0.5), ("mastering", 1.0))
    assert drawn(monkeypatch, Terminal(), *steps) == [
        "speaking 0%",
        "speaking 25%",
        "speaking 50%",
        "mastering 75%",
        "mastering 100%",
    ]


def test_a_bar_never_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, Terminal(), ("mastering", 0.2), ("mastering", 0.0))[-1] == "mastering 60%"


def test_no_bar_is_drawn_where_nobody_wants_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not drawn(monkeypatch, Terminal(), ("speaking", 0.5), quiet=True)
    assert not drawn(monkeypatch, io.StringIO(), ("speaking", 0.5))  # a pipe or a file
    monkeypatch.setenv("NO_COLOR", "1")
    assert not drawn(monkeypatch, Terminal(), ("speaking", 0.5))


def test_while_an_episode_is_heard_its_name_and_how_far_it_is_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with listen._shown("output/bridge.mp3", quiet=False) as progress:
        progress(0.5)
        progress(0.25)
        progress(1.0)
    assert lines(screen) == [f"listening output/bridge.mp3 {part}%" for part in (0, 50, 100)]


def test_while_voices_are_installed_the_step_and_how_far_it_is_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with installing._progress(quiet=False) as progress:
        progress("fetching numpy", 0.5)
        progress("unpacking", 0.9)
        progress("done", 1.0)
    assert lines(screen)[1:] == ["fetching numpy 50%", "unpacking 90%", "done 100%"]
