"""``lint --fix``: what has one right answer is mended in place, the rest stays byte for byte."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from briefing import checking
from briefing.errors import BadInputError
from briefing.writing import markdown
from briefing.writing.lint import is_error, lint
from briefing.writing.lint.fixing import Fixed, fix

TEXT = """Minister set to leave for talks

The finance minister is to leave for talks in Oslo, the ministry’s spokesman said.

“We’ll go on and we will win,” Anna Berg told reporters. “It's over.”

She said that the talks cost 12 million crowns.
"""
SHA = hashlib.sha256(TEXT.encode()).hexdigest()
SCRIPT = f"""---
script: 1
# written on a Tuesday
mood: calm
title: Minister leaves
date: 2021-12-28
language: en-GB
voices:
  ANCHOR: {{voice: anchor}}
  BERG: {{name: Anna Berg,   voice: quote-1}}   # twice the space
sources:
  a: {{file: a.txt, sha256: {SHA}}}
---

# Minister leaves

ANCHOR: The finance minister is to leave for talks in Oslo. [↗](a.txt#char=33,115)

<!-- nobody   reads this -->

ANCHOR: Anna Berg\tsays:

> BERG: We’ll go on and we will win.
> — [Anna Berg](a.txt#char=118,146)

ANCHOR: She says that the talks cost 12 million ~~pounds~~ crowns. [↗](a.txt#char=188,235)"""
VOICES = ("quote-1", "quote-2")


def fixed(script: str, text: str = TEXT) -> Fixed:
    return fix(script, lambda _: {"a": text}, VOICES)


def errors(script: str, text: str) -> list[str]:
    return [problem.code for problem in lint(markdown.parse(script), {"a": text}) if is_error(problem)]


def test_the_script_of_these_tests_is_right() -> None:
    assert errors(SCRIPT, TEXT) == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_a_right_script_is_left_as_it_is(end: str, bom: str) -> None:
    script = bom + SCRIPT.replace("\n", end)
    assert fixed(script) == Fixed(script, ())


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_ranges_move_with_the_source_and_its_hash_follows(end: str) -> None:
    text = f"Updated at noon.\n\n{TEXT}"
    made = fixed(SCRIPT.replace("\n", end), text)
    expected = SCRIPT.replace("33,115", "51,133").replace("118,146", "136,164").replace("188,235", "206,253")
    expected = expected.replace(SHA, hashlib.sha256(text.encode()).hexdigest())
    assert made.text == expected.replace("\n", end)
    assert errors(made.text, text) == []
    assert [problem.code for problem in made.mended] == ["Q03", "Q05", "Q03", "Q03"]
    assert fixed(made.text, text) == Fixed(made.text, ())


def test_a_hash_stays_while_one_quote_is_not_found() -> None:
    text = f"New.\n\n{TEXT}".replace("go on and", "go on, and")
    made = fixed(SCRIPT, text)
    assert SHA in made.text
    assert "char=118,146" in made.text
    assert {"Q03", "Q05"} <= set(errors(made.text, text))


def test_a_hash_stays_while_a_number_in_a_sentence_has_changed() -> None:
    text = f"New.\n\n{TEXT}".replace("12 million", "15 million")
    made = fixed(SCRIPT, text)
    assert SHA in made.text
    assert "char=188,235" in made.text


def test_a_quote_that_stands_twice_is_not_moved() -> None:
    text = f"“We’ll go on and we will win,” he said. New.\n\n{TEXT}"
    assert "char=118,146" in fixed(SCRIPT, text).text


def test_a_mistyped_range_is_moved_to_the_only_place_of_the_words() -> None:
    made = fixed(SCRIPT.replace("118,146", "18,46"))
    assert made.text == SCRIPT
    assert [str(problem.what) for problem in made.mended] == ["the quote stands at char=118,146"]


def test_straight_marks_become_the_sources_own() -> None:
    made = fixed(SCRIPT.replace("We’ll", "We'll"))
    assert made.text == SCRIPT
    assert made.mended[0].what == "the quotation marks are the source's"


def test_words_that_differ_are_nobodys_to_mend() -> None:
    script = SCRIPT.replace("we will win", "we'll win")
    assert fixed(script) == Fixed(script, ())


def test_a_label_in_small_letters_is_written_in_capitals() -> None:
    made = fixed(SCRIPT.replace("ANCHOR: Anna", "Anchor: Anna").replace("> BERG:", "> Berg (warm):"))
    assert made.text == SCRIPT.replace("> BERG:", "> BERG (warm):")
    assert len(made.mended) == 2


def test_the_dash_before_an_attribution_is_put_back() -> None:
    assert fixed(SCRIPT.replace("> — [", "> [")).text == SCRIPT


def test_a_quotes_label_is_entered_with_its_name_and_a_free_voice() -> None:
    made = fixed(SCRIPT.replace("> BERG:", "> A BERG:"))
    entry = "  BERG: {name: Anna Berg,   voice: quote-1}   # twice the space\n"
    assert made.text == SCRIPT.replace("> BERG:", "> A BERG:").replace(
        entry, f"{entry}  A BERG: {{name: Anna Berg, voice: quote-2}}\n"
    )
    assert errors(made.text, TEXT) == []


def test_words_before_a_colon_are_no_label_to_enter() -> None:
    script = SCRIPT.replace("ANCHOR: Anna", "WARNING: Anna")
    assert fixed(script) == Fixed(script, ())


def test_what_cannot_be_mended_does_not_keep_the_rest_from_it() -> None:
    script = SCRIPT.replace("> — [", "> [").replace("<!-- nobody   reads this -->", "| a |\n|---|")
    made = fixed(script)
    assert "> — [Anna" in made.text
    assert "|---|" in made.text


# --- The file --------------------------------------------------------------------------------------------------------


def test_the_file_is_patched_and_keeps_its_permissions(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"New.\n\n{TEXT}", encoding="utf-8")
    file = tmp_path / "s.script.md"
    file.write_bytes(b"\xef\xbb\xbf" + SCRIPT.replace("\n", "\r\n").encode())
    file.chmod(0o640)
    mended = checking.fix(str(file))
    assert {problem.file for problem in mended} == {str(file)}
    assert file.stat().st_mode & 0o777 == 0o640
    findings, failed = checking.lint(str(file))
    assert not failed, findings
    before = SCRIPT.replace("\n", "\r\n").encode().splitlines()
    after = file.read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines()
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 4
    assert checking.fix(str(file)) == ()


def test_a_file_that_is_not_utf_8_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "s.script.md"
    file.write_bytes(SCRIPT.replace("~", "é").encode("latin-1", "ignore"))
    with pytest.raises(BadInputError, match="isn't UTF-8"):
        checking.fix(str(file))


def test_lint_names_the_file_and_the_line_of_a_voice_that_the_cast_lacks(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    file = tmp_path / "s.script.md"
    file.write_text(SCRIPT.replace("voice: quote-1", "voice: reporter"), encoding="utf-8")
    findings, failed = checking.lint(str(file))
    assert failed
    assert any(
        str(one).startswith(
            f"{file}:10: C01 BERG reads with the voice reporter, which the cast “default” doesn't have; "
        )
        for one in findings
    )
