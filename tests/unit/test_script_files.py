"""Scripts as files: what counts as one, and what an editor may have done to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from newsdesk import DAY, STORY

from briefing import checking, drafts, pipeline
from briefing.errors import BadInputError, UsageError
from briefing.settings import Settings
from briefing.values import Direction
from briefing.writing import markdown

LABELS = ("ЖУКОВА", "王毅", "O'NEIL-SÜSS", "Ó BRIAIN", "नेहा")
"""Labels in letters of any script."""


@pytest.fixture
def text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Write an article into a folder of its own, and return its script."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bridge.txt").write_text(STORY, encoding="utf-8")
    return drafts.markdown(pipeline.draft(["bridge.txt"], Settings(date=DAY)), ".")


@pytest.mark.parametrize("name", ["a.script.md", "edited.md", "EDITED.MD"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_markdown_file_whose_front_matter_says_script_is_one(name: str, start: str, end: str, text: str) -> None:
    Path(name).write_bytes((start + text.replace("\n", end)).encode())
    assert drafts.is_script(name)
    assert pipeline.draft([name], Settings()).script == markdown.parse(text)
    with pytest.raises(UsageError, match="a script is a whole programme"):
        pipeline.draft([name, "bridge.txt"], Settings())


@pytest.mark.parametrize(
    "content",
    ["# Script: 1\n\nscript: 1\n", "---\ntitle: x\n---\nscript: 1\n", "---\ndescript: 1\n---\n", "", "---\n\n\n\nx"],
)
def test_another_markdown_file_is_an_article(content: str, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(content, encoding="utf-8")
    assert not drafts.is_script(str(file))
    assert not drafts.is_script(str(tmp_path / "none.md"))
    assert not drafts.is_script("https://example.org/a.md")


@pytest.mark.parametrize(
    ("written", "ms"), [("pause 600ms", 600), ("pause 2s", 2000), ("pause 0.5s", 500), ("pause 2 s", 2000)]
)
def test_a_pause_is_in_seconds_or_milliseconds(written: str, ms: int, text: str) -> None:
    script = markdown.parse(text.replace("(pause 600ms)", f"({written})"))
    assert [item.ms for item in script.items if isinstance(item, Direction) and item.kind == "pause"] == [ms]


@pytest.mark.parametrize("label", LABELS)
def test_a_label_has_letters_of_any_script(label: str, text: str) -> None:
    edited = text.replace("LINDQVIST", label)
    script = markdown.parse(edited)
    assert label in {line.reader for line in script.lines}
    assert markdown.parse(markdown.format(script)) == script


def test_notes_cuts_stress_and_tabs_are_not_spoken(text: str) -> None:
    edited = text.replace(
        "That's your briefing.", "<!-- shorter? -->That's *your*\t~~own little~~ briefing <!-- ! -->."
    )
    spoken = [line.text for line in markdown.parse(edited).lines]
    assert spoken[-1].startswith("That's your briefing .") or spoken[-1].startswith("That's your briefing.")


def test_all_that_a_quote_can_have_wrong_is_told_at_once_with_file_and_line(text: str) -> None:
    edited = text.replace("the steel will not wait", "the steel won't wait").replace("voice: quote-1", "voice: q9")
    edited = edited.replace("Tom Okafor, a baker](", "Ann Wu](")
    Path("edited.md").write_text(edited, encoding="utf-8")
    made = pipeline.draft(["edited.md"], Settings())
    with pytest.raises(BadInputError) as caught:
        checking.check(made)
    found = [(problem.file, problem.code) for problem in caught.value.problems]
    assert sorted(code for _, code in found) == ["C01", "Q05", "Q10"]
    assert {file for file, _ in found} == {"edited.md"}
    assert all(problem.line and problem.todo for problem in caught.value.problems)


def test_what_a_line_says_beyond_its_source_is_told_before_it_is_spoken(text: str) -> None:
    edited = text.replace("12 million pounds", "15 million pounds")
    Path("edited.md").write_text(edited, encoding="utf-8")
    (note,) = pipeline.draft(["edited.md"], Settings()).notes
    assert "edited.md:" in note
    assert "Q14 the number 15 doesn't stand in bridge.txt#char=" in note
    checking.check(pipeline.draft(["edited.md"], Settings()))
