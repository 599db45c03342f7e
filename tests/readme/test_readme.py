"""What the README shows is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefing.__main__ import run
from briefing.writing import markdown
from briefing.writing.lint import lint
from briefing.writing.verify import verify

HERE = Path(__file__).parent
README = (HERE.parent.parent / "README.md").read_text(encoding="utf-8")
FENCED = dict(re.findall(r"^```(\w+)\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL))


def test_the_sample_script_is_what_a_dry_run_prints(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(HERE)
    assert run(["make", "--dry-run", "bridge.txt", "--date", "2026-05-04"]) == 0
    assert capsys.readouterr().out == FENCED["markdown"]


def test_the_sample_script_parses_verifies_and_lints_clean() -> None:
    script = markdown.parse(FENCED["markdown"], "README.md")
    texts = {"bridge": (HERE / "bridge.txt").read_text(encoding="utf-8")}
    assert verify(script, texts) == ()
    assert lint(script, texts) == ()


def test_the_python_example_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(HERE)
    exec(FENCED["python"], {})  # noqa: S102 - the README's own text
    assert capsys.readouterr().out.strip() == FENCED["markdown"].strip()


@pytest.mark.parametrize("command", re.findall(r"^\| `briefing (\w+)", README, flags=re.MULTILINE))
def test_every_command_it_names_exists(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([command, "--help"]) == 0
    assert "Example:" in capsys.readouterr().out


@pytest.mark.parametrize("link", re.findall(r"\]\(([\w./]+)\)", README))
def test_every_link_leads_somewhere(link: str) -> None:
    assert (HERE.parent.parent / link).exists()
