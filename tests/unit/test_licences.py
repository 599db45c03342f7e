"""Every locked package is free of demands, or NOTICE tells of them."""

from __future__ import annotations

import importlib.util
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def licences(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    loader = SourceFileLoader("licences", str(ROOT / "scripts" / "licences"))
    spec = importlib.util.spec_from_loader("licences", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "licences", module)
    loader.exec_module(module)
    return module


def test_every_locked_package_asks_for_nothing_or_stands_in_the_notice(
    licences: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert licences.main() == 0
    shown = capsys.readouterr()
    assert "GPL-2.0-or-later" in next(line for line in shown.out.splitlines() if line.startswith("mutagen "))
    assert shown.err == ""


@pytest.mark.parametrize(
    ("licence", "fine"),
    [("MIT", True), ("Apache-2.0 OR BSD-2-Clause", True), ("GPL-3.0", False), ("MIT AND MPL-2.0", False), ("", False)],
)
def test_a_licence_that_asks_for_more_has_to_be_named(licences: ModuleType, licence: str, fine: bool) -> None:  # noqa: FBT001 - a case
    assert licences.is_fine("thing", licence, "Something else") is fine
    assert licences.is_fine("thing", licence, "thing (only for tests)")
