"""What every test starts from: a machine on which nobody has installed or set anything."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def bare_home(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("home"))


@pytest.fixture(autouse=True)
def _a_bare_machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, bare_home: str) -> None:
    """Hide the developer's own voices and settings, except from the tests that ask for them."""
    if request.node.get_closest_marker("voices") is None:
        monkeypatch.setenv("XDG_DATA_HOME", f"{bare_home}/data")
        monkeypatch.setenv("XDG_CONFIG_HOME", f"{bare_home}/config")
