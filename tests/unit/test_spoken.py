from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from timing import is_linear

from briefing.language.spoken import Change, Spoken, spoken

CASES = Path(__file__).parent / "cases" / "spoken"


def pairs() -> list[tuple[str, str, str]]:
    found = []
    for file in sorted(CASES.rglob("*.txt")):
        language = "en-US" if file.parent.name == "us" else "en-GB"
        for case in file.read_text(encoding="utf-8").strip("\n").split("\n\n"):
            written, said = case.split("\n")
            found.append((written, said, language))
    return found


@pytest.mark.parametrize(("written", "said", "language"), pairs())
def test_news_is_said_as_a_newsreader_says_it(written: str, said: str, language: str) -> None:
    assert spoken(written, language).text == said


@pytest.mark.parametrize(("said", "language"), [(said, language) for _, said, language in pairs()])
def test_what_is_in_spoken_form_stays(said: str, language: str) -> None:
    again = spoken(said, language).text
    assert again.replace(".", "").replace("'s", "") == said.replace(".", "").replace("'s", "")


def test_each_change_names_its_place_and_its_rule() -> None:
    assert spoken("It cost £5m in 2022.") == Spoken(
        "It cost five million pounds in twenty twenty-two.",
        (Change(8, 11, "five million pounds", "money"), Change(15, 19, "twenty twenty-two", "year")),
    )


def test_plain_words_have_no_changes() -> None:
    text = "The minister said she wouldn't resign, and that the well-known plan stands: it's good."
    assert spoken(text) == Spoken(text, ())


def test_plain_words_load_no_rules() -> None:
    program = (
        "import sys; from briefing.language.spoken import spoken; spoken('He said so, and left.'); print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert "briefing.language.spoken.scan" not in loaded


@pytest.mark.parametrize("language", ["", "en", "en_US", "de", "x" * 50, "en-us-x-radio"])
def test_any_language_code_is_taken(language: str) -> None:
    said = "one hundred five" if language.lower().startswith(("en_us", "en-us")) else "one hundred and five"
    assert spoken("105", language).text == said


@pytest.mark.parametrize(
    "unit",
    [
        "7",
        "A",
        '"',
        "(",
        "-",
        " ",
        ".",
        "…",
        "a-",
        "A.",
        "12,",
        "999,",
        "[1]",
        "\u200b",
        "é",
        "a@",
        "http://",
        "M.",
        "’",
    ],
)
def test_time_grows_with_the_length_and_not_faster(unit: str) -> None:
    assert is_linear(lambda size: spoken(unit * (size // len(unit))), 5_000 if unit == "12," else 10_000)


def test_a_megabyte_of_digits_is_said_one_by_one() -> None:
    assert spoken("7" * 1_000_000).text == " ".join(["seven"] * 1_000_000)


@pytest.mark.parametrize(
    "text", ["3.5st", "#²", "Auguſt 5", "£5\u2003m", "5\x1cm", "\ud800 £5", "1" * 5000 + "th", "0/0", "$.m"]
)
def test_odd_text_is_taken(text: str) -> None:
    assert isinstance(spoken(text).text, str)
