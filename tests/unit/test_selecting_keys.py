"""Key quotes: complete, short enough, understood by themselves, from both sides; and what of a long one is told."""

from __future__ import annotations

import pytest

from briefing.api import write
from briefing.reading import read_text
from briefing.selecting import select
from briefing.selecting.keys import MAX_WORDS, gist, same
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
    "whoever they are": "“They never paid the ferry crews,” said Tom Okafor, a baker.",
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


def test_five_words_that_say_three_things_say_enough() -> None:
    assert told(selection("“We shall paint bridges blue,” said Tom Okafor, a baker.")) == [
        "We shall paint bridges blue,"
    ]


def test_of_three_short_sentences_two_are_told() -> None:
    found = selection(
        "“The steel is older than the town hall. The concrete is younger. The river takes both of them,” said Tom "
        "Okafor, a baker."
    )
    assert told(found) == ["The steel is older than the town hall. The concrete is younger."]


FIRST = {
    "a question": "“Did anybody ask the bakers who live on the people from the station?” asked Tom Okafor, a baker.",
    "one that breaks off inside": "“The shops on the quay … won't pay for the new steel,” said Tom Okafor, a baker.",
    "one without an end": "“The shops on the quay won't pay for the new steel” said Tom Okafor, a baker.",
    "a short one": "“The shops won't pay for steel,” said Tom Okafor, a baker.",
}


@pytest.mark.parametrize("weaker", FIRST.values(), ids=FIRST.keys())
def test_a_better_quotation_comes_before_a_poorer_one_that_stands_before_it(weaker: str) -> None:
    found = selection(
        weaker,
        "“Lorries will take the ring road for as long as the work goes on,” said Ines Alva, an engineer.",
        *("The bridge was opened in 1931 by the town's first mayor, who walked over it with her hens.",) * 6,
    )
    assert [quote.speaker.name for quote in keys(found) if quote.speaker] == ["Ines Alva", "Tom Okafor"]


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


def test_what_is_passed_over_hides_no_quotation_after_it() -> None:
    found = selection(
        "The work will cost twelve million pounds and will be paid for by a toll on lorries.",
        "“Yes, I think so,” said Tom Okafor, a baker.",
        "“The work will cost twelve million pounds, and a toll on lorries will pay for it,” said Ines Alva.",
        "“My shop lives on the people who walk over from the station,” Okafor said.",
    )
    assert told(found) == ["My shop lives on the people who walk over from the station,"]


def test_two_words_of_three_that_a_point_has_said_are_enough_to_repeat_it() -> None:
    assert same(gist("We shall pay twelve million for it."), gist("The work will cost twelve million pounds in all."))
    assert not same(gist("We shall pay for it with bread."), gist("The work will pay the town's bakers in the end."))


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


DOUBTED = {
    "denied before the words": "Jane Roe denied that she had said: “The poor deserve it all and more.”",
    "denied after them": "“The poor deserve it all and more” is what Jane Roe denied having said.",
    "with an apostrophe": "Jane Roe didn’t say “the poor deserve it all and more”.",
    "by hearsay": "Jane Roe allegedly said: “The poor deserve it all and more.”",
    "reported": "“The poor deserve it all and more,” Jane Roe reportedly told the envoy.",
    "what should have been said": "Jane Roe should have said: “The poor deserve it all and more.”",
    "neither of two": "Neither Jane Roe nor Ilse Roth said: “The poor deserve it all and more.”",
    "in a later sentence": "Jane Roe spoke. It was late. A hoax post claimed she said: “The poor deserve it all.”",
}
SURE = {
    "denied in the sentence before": "Jane Roe denied it. “We shall pay for the bridge,” she said.",
    "denied in the sentence after": "“We shall pay for the bridge,” said Jane Roe. She denied the rest.",
    "denied in the words themselves": "“I denied it for years,” said Jane Roe.",
    "alleged of somebody else": "“We shall pay for the bridge,” said Jane Roe, who allegedly met the envoy.",
    "a longer word": "“We shall pay for the undenied half,” said Jane Roe, the undeniable head of the yard.",
}


@pytest.mark.parametrize("paragraph", DOUBTED.values(), ids=DOUBTED.keys())
def test_what_was_denied_or_invented_is_a_fragment_of_nobodys(paragraph: str) -> None:
    assert [(quote.speaker, quote.mention, quote.partial) for quote in selection(paragraph).quotes] == [
        (None, None, True)
    ]


@pytest.mark.parametrize("paragraph", SURE.values(), ids=SURE.keys())
def test_a_doubt_about_something_else_takes_no_words_from_their_speaker(paragraph: str) -> None:
    speakers = [quote.speaker.name for quote in selection(paragraph).quotes if quote.speaker]
    assert speakers == ["Jane Roe"]


def test_a_doubt_in_the_very_first_sentence_counts() -> None:
    found = select(read_text("Minister denies remark\n\nJane Roe denied having said: “The poor deserve it all.”\n"))
    assert [(quote.speaker, quote.partial) for quote in found.quotes] == [(None, True)]
