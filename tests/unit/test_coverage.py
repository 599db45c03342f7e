"""`scripts/test --coverage`: what isn't counted, and when it fails."""

from __future__ import annotations

import tomllib
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import branches
import pytest
from coverage import CoverageData

ROOT = Path(__file__).resolve().parents[2]
MODULE = """def answer(asked):
    if asked:
        return 1
    return 2
"""


@pytest.fixture
def script() -> ModuleType:
    loader = SourceFileLoader("scripts_test", str(ROOT / "scripts" / "test"))
    spec = spec_from_loader("scripts_test", loader)
    assert spec
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.mark.parametrize(("wanted", "code"), [(50, 0), (60, 1), (50.1, 1)])
def test_the_branches_are_judged_without_the_lines(
    tmp_path: Path, wanted: float, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COVERAGE_FILE", raising=False)
    settings = f"[tool.coverage.run]\nbranch = true\n[tool.coverage.report]\nfail_under = {wanted}\n"
    (tmp_path / "pyproject.toml").write_text(settings, encoding="utf-8")
    (tmp_path / "module.py").write_text(MODULE, encoding="utf-8")
    data = CoverageData()
    # The definition, and one call: three lines of four, one way of two.
    data.add_arcs({str(tmp_path / "module.py"): [(-1, 1), (1, -1), (-1, 2), (2, 3), (3, -1)]})
    data.write()
    assert branches.main() == code
    assert capsys.readouterr().out == f"1 of 2 branches, 50.00%; {wanted:g}% are wanted\n"


def test_nothing_measured_is_not_enough() -> None:
    assert branches.verdict({"covered_branches": 0, "num_branches": 0}, 0) == (
        "0 of 0 branches, 0.00%; 0% are wanted",
        False,
    )


def test_only_the_whole_suite_is_held_to_what_is_wanted(script: ModuleType) -> None:
    whole, part = script.measured(["tests"], whole=True), script.measured(["tests"], whole=False)
    assert [*whole] == ["erase", "tests", "coverage", "lines", "branches"]
    assert [*part] == ["erase", "tests", "coverage", "lines"]
    assert "--fail-under=0" in part["lines"]
    assert "--fail-under=0" not in whole["lines"]


def test_every_exception_is_a_file_with_its_reason_beside_it() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    settings = tomllib.loads(text)["tool"]["coverage"]
    assert settings["report"]["fail_under"] >= 95
    for pattern in settings["run"]["omit"]:
        assert list(ROOT.glob(pattern)), pattern
        (line,) = [line for line in text.splitlines() if f'"{pattern}"' in line]
        assert " # " in line
