"""Key quotes: complete, short enough, understood by themselves, from both sides; and what of a long one is told."""

from __future__ import annotations

import pytest

from briefing.api import write
from briefing.reading import read_text
from briefing.selecting import select
from briefing.selecting.keys import MAX_WORDS
from briefing.values import Quote, Selection
from briefing.writing.verify import verify

LEAD = "The harbour bridge will close for a year from June, the city council said on Monday."
HEAD = f"Harbour bridge to close\n\n{LEAD}\n\n"


def selection(*paragraphs: str) -> Selection:
    return select(read_text(HEAD + "\n\n".join(paragraphs) + "\n"))


def keys(found: Selection) -> list[Quote]:
    return sorted((quote for quote in found.quotes if quote.key), key=lambda quote: -quote.worth)


def told(found: Selection) -> list[str]:
    return [
        " […] ".join(part.of(found.article.text) for part in quote.extract or (quote.span,)) for quote in keys(found)
    ]


LEFT_OUT = {
    "a reply": "“Yes, I think so,” said Tom Okafor, a baker.",
    "what hangs on something unsaid": "“It was him,” said Tom Okafor, a baker.",
    "a verdict on something unsaid": "“That is quite wrong,” said Tom Okafor, a baker.",
    "too few words": "“Shut it,” said Tom Okafor, a baker.",
    "nothing said by itself": "“I will tell you that,” said Tom Okafor, a baker.",
    "an address": "“Write to bridge@example.org about the tolls on lorries,” said Tom Okafor, a baker.",
    "a sentence too long to follow": "“" + "The lorries and the carts " * 7 + "will go,” said Tom Okafor, a baker.",
    "a fragment": "Tom Okafor, a baker, called the plan “a disaster for every shop on the quay”.",
}


@pytest.mark.parametrize("paragraph", LEFT_OUT.values(), ids=LEFT_OUT.keys())
def test_a_quotation_that_cannot_be_told_alone_is_not_key(paragraph: str) -> None:
    assert not keys(selection(paragraph))


def test_a_short_complete_attributed_quotation_is_told_whole() -> None:
    found = selection("“My shop lives on the people who walk over from the station,” said Tom Okafor, a baker.")
    assert told(found) == ["My shop lives on the people who walk over from the station,"]
    assert keys(found)[0].extract == ()


LONG = (
    "“My shop lives on the people who walk over from the station in the morning. Nobody asked the bakers. "
    "Nobody asked the fishermen who land their catch at the east quay before dawn either, or the drivers of the "
    "eleven lorries that fetch it every day of the year. We shall go to court,” said Tom Okafor, a baker."
)


def test_a_long_quotation_is_cut_at_its_sentences() -> None:
    found = selection(LONG)
    (text,) = told(found)
    assert len(text.split()) <= MAX_WORDS + 1
    assert keys(found)[0].extract
    assert all(part.of(found.article.text)[-1] in ".," for part in keys(found)[0].extract)


def test_two_halves_of_an_interrupted_quotation_are_told_together() -> None:
    found = selection(
        "“The council will read the whole report, all 214 pages of it,” Maria Lindqvist, the chief engineer, said, "
        "“and it will decide on the merits.”"
    )
    assert told(found) == [
        "The council will read the whole report, all 214 pages of it, […] and it will decide on the merits."
    ]


def test_what_is_cut_or_joined_verifies_in_the_script() -> None:
    found = selection(
        LONG,
        "“The steel is older than the town hall,” Maria Lindqvist, the engineer, said. “The steel will not wait.”",
    )
    script = write([found])
    assert sum(len(line.cite.spans) > 1 for line in script.lines if line.verbatim and line.cite)
    assert not verify(script, {script.sources[0].key: found.article.text})


SIDES = (
    "“The steel is older than the town hall and it will not wait,” said Maria Lindqvist, the chief engineer.",
    "“A year is the shortest time in which such work was ever done,” said Ines Alva, the council's leader.",
    "“Lorries will take the ring road for as long as we work,” said Per Holt, who heads the works department.",
    "“My shop lives on the people who walk over from the station,” said the campaigner Tom Okafor, who opposes it.",
)


def test_where_a_story_has_two_sides_both_are_heard_before_a_third_of_one() -> None:
    speakers = [quote.speaker.name for quote in keys(selection(*SIDES)) if quote.speaker]
    assert "Tom Okafor" in speakers[:2]


def test_another_speaker_comes_before_the_same_one_again() -> None:
    found = selection(
        "“The steel is older than the town hall and it will not wait,” said Maria Lindqvist, the chief engineer.",
        "“The concrete is younger than the steel and no better for that,” Lindqvist said.",
        "“My shop lives on the people who walk over from the station,” said Tom Okafor, a baker.",
    )
    assert [quote.speaker.name for quote in keys(found) if quote.speaker][:2] == ["Maria Lindqvist", "Tom Okafor"]


def test_a_quotation_that_says_what_a_point_says_is_not_key() -> None:
    found = selection(
        "The work will cost twelve million pounds and will be paid for by a toll on lorries.",
        "“The work will cost twelve million pounds, and a toll on lorries will pay for it,” said Ines Alva.",
    )
    assert not keys(found)


def test_two_quotations_with_a_full_stop_between_are_never_joined() -> None:
    found = selection(
        "Tom Okafor, a baker, said: “We got the bridge badly wrong this time.” He added that the town had changed its "
        "plans, and that “no shop on the quay has been closed since”."
    )
    assert told(found) == ["We got the bridge badly wrong this time."]


def test_the_full_stop_after_a_role_is_none_of_its_letters() -> None:
    found = selection("“The steel will not wait for the council's money,” said Neil Farquhar, the yard's head.")
    speaker = keys(found)[0].speaker
    assert speaker is not None
    assert speaker.role == "the yard's head"
