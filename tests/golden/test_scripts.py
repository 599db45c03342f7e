"""The scripts of a few golden articles, whole: what a change of the rules does to a programme shows here.

To renew one after reading it: `cd tests/golden/articles; briefing make --dry-run NAME > ../scripts/NAME.script.md`.
A case is a pair of files, found by glob.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing import drafts, pipeline
from briefing.checking import check
from briefing.settings import Settings
from briefing.writing import markdown
from briefing.writing.lint import is_error, lint

HERE = Path(__file__).parent
CASES = sorted((HERE / "scripts").glob("*.script.md"))
ARTICLES = sorted([*(HERE / "articles").glob("*.txt"), *(HERE / "articles").glob("*[!E].md")])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_article_gives_its_script(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE / "articles")
    made = pipeline.draft([case.name.removesuffix(".script.md")], Settings())
    assert drafts.markdown(made, ".") == case.read_text(encoding="utf-8")


@pytest.mark.parametrize("length", [None, 60, "full"], ids=["usual", "a minute", "full"])
@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.name)
def test_every_script_that_is_written_verifies_and_lints_without_an_error(
    article: Path, length: int | str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(HERE / "articles")
    made = pipeline.draft([article.name], Settings(length=length))
    check(made)
    assert [finding for finding in lint(made.script, made.texts) if is_error(finding)] == []
    assert markdown.parse(drafts.markdown(made, ".")) == made.script
