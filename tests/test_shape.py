"""The rules of the house that import-linter doesn't see."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import briefing

PACKAGE = Path(briefing.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
MAX_MODULE_LINES = 300
MAX_FUNCTION_LINES = 40
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc"}


def names(paths: list[Path]) -> list[str]:
    return [path.relative_to(PACKAGE).as_posix() for path in paths]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", MODULES, ids=names(MODULES))
def test_a_module_fits_in_300_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_MODULE_LINES


@pytest.mark.parametrize("path", MODULES, ids=names(MODULES))
def test_a_function_fits_in_40_lines(path: Path) -> None:
    # The signature and the docstring are counted apart: a command's options are its documentation.
    for function in functions(path):
        first = function.body[1] if ast.get_docstring(function) and len(function.body) > 1 else function.body[0]
        length = (function.end_lineno or 0) - first.lineno + 1
        assert length <= MAX_FUNCTION_LINES, f"{path.name}: {function.name} has {length} lines"


def test_no_module_is_a_drawer_for_everything() -> None:
    assert not [path for path in MODULES if path.stem in VAGUE]


BROAD = {
    "__main__.py": "every error becomes a line and an exit code",
    "edges/driver_child.py": "whatever a driver raises is an answer",
    "edges/child.py": "whatever a model or its G2P raises is an answer",
    "reading/html/body.py": "the border of foreign code: what finds the article may stumble over a page in any way",
    "edges/stores.py": "the border of foreign code: each of fsspec's file systems fails in its own ways",
    "speaking/clips.py": "the border of foreign code: an engine may fail in any way",
    "speaking/engine.py": "the border of foreign code: a plug-in may fail to load in any way",
}


def test_a_broad_except_stands_at_the_borders_alone() -> None:
    broad = {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception"))
    }
    assert broad == set(BROAD)


def test_no_module_imports_its_own_package_through_the_front_door() -> None:
    for path in MODULES:
        package = path.parent.relative_to(PACKAGE.parent).as_posix().replace("/", ".")
        if path.name == "__init__.py" or package == "briefing":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert package not in [alias.name for alias in node.names], path


def test_only_edges_could_ask_the_network() -> None:
    # import-linter can't tell urllib.parse, which is pure, from urllib.request.
    for path in MODULES:
        if "edges" not in path.parts:
            assert "urllib.request" not in path.read_text(encoding="utf-8"), path


def loaded_by(statement: str) -> set[str]:
    code = f"import sys; before = set(sys.modules); {statement}; print(*(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}


HEAVY = {
    "pydub",
    "pyttsx3",
    "mutagen",
    "markdown_it",
    "yaml",
    "charset_normalizer",
    "rich",
    "platformdirs",
    "trafilatura",
    "lxml",
    "urllib3",
}


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert not loaded_by("import briefing") & (HEAVY | {"typer"})


def test_help_pays_for_typer_and_nothing_else() -> None:
    code = "from briefing.__main__ import run; run(['--help'])"
    assert not loaded_by(code) & HEAVY


def test_a_dry_run_loads_no_engine_and_no_audio_library(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(
        "Council opens a bridge\n\nThe council opened a new bridge on Monday in the town.\n", encoding="utf-8"
    )
    code = f"from briefing.__main__ import run; assert run(['make', '--dry-run', {str(article)!r}]) == 0"
    assert not loaded_by(code) & {"pydub", "pyttsx3", "mutagen", "imageio_ffmpeg", "ctypes"}
