"""Accents that are characters of their own, as file names and some systems write them: names stay whole."""

from __future__ import annotations

import unicodedata

import pytest
from newsdesk import DAY, cast

from briefing import reading
from briefing.checking import quotes
from briefing.programme import written
from briefing.selecting import select
from briefing.settings import Settings
from briefing.writing.verify import verify

STORY = """Harbour bridge to close for a year

The bridge will close for a year from June, the city council said on Monday.

“We have put this off for too long, and the steel will not wait,” the council's chief engineer, José García, said.

“My shop lives on people,” García said. Ángel Núñez-Peña, a baker, said: “I was told nothing of it.”

Šárka Dvořáková told the council: “You must wait until the autumn.”
"""


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_whole_however_its_accents_are_written(form: str) -> None:
    text = unicodedata.normalize(form, STORY)  # type: ignore[arg-type] # one of its four forms
    selection = select(reading.read_text(text, source="a.txt"))
    names = [unicodedata.normalize("NFC", quote.speaker.name) for quote in selection.quotes if quote.speaker]
    assert names == ["José García", "José García", "Ángel Núñez-Peña", "Šárka Dvořáková"]
    made = written([selection], Settings(cast=cast(), date=DAY, length="full"))
    assert not verify(made.script, made.texts, quotes(made))


@pytest.mark.parametrize("lost", ["\u00ad", "\u200b", "\x81", "\ufffd", "e\u030a"])
def test_what_nobody_can_see_in_a_name_doesnt_part_it(lost: str) -> None:
    text = STORY.replace("García", f"Gar{lost}cia")
    made = written([select(reading.read_text(text, source="a.txt"))], Settings(cast=cast(), date=DAY, length="full"))
    assert not verify(made.script, made.texts, quotes(made))
