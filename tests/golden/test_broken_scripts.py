"""Each mistake in a script's file, with the message it gives: NAME.script.md and NAME.errors.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.errors import BadInputError
from briefing.writing import markdown
from briefing.writing.markdown.mistakes import CODES

CASES = sorted((Path(__file__).parent / "broken_scripts").glob("*.script.md"))


def messages(case: Path) -> list[str]:
    with pytest.raises(BadInputError) as caught:
        markdown.parse(case.read_bytes().decode(), case.name)
    return str(caught.value).splitlines()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.removesuffix(".script.md"))
def test_all_mistakes_of_a_file_are_told_at_once_with_their_lines(case: Path) -> None:
    expected = case.with_name(case.name.replace(".script.md", ".errors.txt")).read_text("utf-8").splitlines()
    assert messages(case) == expected


def test_each_code_of_the_table_has_a_case() -> None:
    seen = {line.split()[1] for case in CASES for line in messages(case)}
    assert seen == set(CODES)
