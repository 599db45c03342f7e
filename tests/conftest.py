"""What every test starts from: a machine on which nobody has installed or set anything."""

from __future__ import annotations

import sys

import pytest


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Keep what a worker measured of the coverage: one that doesn't end in time is killed, and its data with it."""
    measured = "coverage" in sys.modules and sys.modules["coverage"].Coverage.current()
    if measured and hasattr(session.config, "workerinput"):
        measured.save()


@pytest.fixture(scope="session")
def bare_home(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("home"))


@pytest.fixture(autouse=True)
def _a_bare_machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, bare_home: str) -> None:
    """Hide the developer's own voices and settings, except from the tests that ask for them."""
    if request.node.get_closest_marker("voices") is None:
        monkeypatch.setenv("XDG_DATA_HOME", f"{bare_home}/data")
        monkeypatch.setenv("XDG_CONFIG_HOME", f"{bare_home}/config")
