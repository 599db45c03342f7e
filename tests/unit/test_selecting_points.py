"""Headline and points: sentences that stand on their own, repeat nothing, and say first what is new."""

from __future__ import annotations

from itertools import combinations

import pytest

from briefing.reading import read_text
from briefing.selecting import select
from briefing.selecting.drawbacks import RULES as DRAWBACKS
from briefing.selecting.drawbacks import drawback
from briefing.selecting.lines import names_in
from briefing.selecting.points import content, repeats
from briefing.selecting.standing import RULES, leaning
from briefing.values import Selection, Span

LEANING = {
    "He told reporters that the bridge would stay shut.": "how it opens",
    "But the council has not said when.": "how it opens",
    "The two will meet again on Friday.": "how it opens",
    "One of them had to be towed to the harbour.": "how it opens",
    "It has refused to punish schools that break the rules.": "how it opens",
    "Both sides accuse each other of delay.": "how it opens",
    "Meanwhile the price of bread has doubled.": "how it opens",
    "You will need a licence from next year.": "how it opens",
    "Farmers, meanwhile, have begun to sell their herds.": "a connective",
    "The mayor said that he opposed the plan, too.": "a connective",
    "Police said the man had used this car before.": "a demonstrative",
    "Doctors warn that such cases are rare.": "a demonstrative",
    "By Monday the post had gone, and his spokeswoman, Kit Bell, was softening it.": "nobody yet",
    "On Monday, she said so again.": "nobody yet",
    "In Nairobi, he met the traders.": "nobody yet",
    "Freeing her husband, he promised, was a priority.": "nobody yet",
    "When she gets nearer the scene, four officers are seen around a car.": "nobody yet",
    "On 27 September they published the results.": "nothing yet",
    "At the parallel market it sold for less.": "nothing yet",
    "When it resumed, Harriers won five passes in a row.": "nothing yet",
    "Staff numbers had risen by a tenth since January, he said.": "nobody yet",
    "The consultant's button now worked at night, he said.": "nobody says it",
    "Without one, every server waited for five seconds.": "a stand-in",
    "At present most are held for life.": "a stand-in",
    "The council has written to us about the trees.": "first person",
    "WALLACE: The question is simple and short.": "a label",
    "Sir – A stamp costs more than a pint of milk.": "a label",
    "shops in the town are to close early.": "no sentence",
    "A list without an end": "no sentence",
    "A son, Michael, died when the old bridge fell.": "whose kin",
    "The elder daughter was a nurse in the town.": "whose kin",
    "Will the governor sign the bill?": "no sentence",
}

STANDING = (
    "A son of the mayor, Michael Roe, died when the old bridge fell.",
    "A brother and sister were killed when the old bridge fell.",
    "This week the council voted to shut the bridge.",
    "In his speech, President Obama said that he would go.",
    "After he shut the bridge, Mayor Tom Okafor drove round by the ford.",
    "A woman of 40 said that her son had been at school.",
    "Trump tells his supporters to vote.",
    "The council said that it would appeal.",
    "Both Kenya and Uganda said that they would send troops.",
    "Neither the firm nor the union would comment.",
    "It is not clear whether the bill will pass.",
    "It has been clear for a year that the bridge must close.",
    "It takes nerve to set a musical in a tax office.",
    "£340,000 was raised for the lifeboat.",
    "Some 3,000 people marched to the square.",
    "Those who came were given soup.",
    "There were 300 people in the hall.",
    "No one was hurt in the fire.",
    "The minister called the plan “his worst mistake”, and then withdrew it.",
    "An official said the minister was “not himself”.",
    "The US said that it would pay.",
)


@pytest.mark.parametrize(("sentence", "rule"), LEANING.items())
def test_a_sentence_that_leans_on_something_unsaid_is_found_by_its_rule(sentence: str, rule: str) -> None:
    assert leaning(sentence, names_in(sentence)) == rule


@pytest.mark.parametrize("sentence", STANDING)
def test_a_sentence_that_stands_on_its_own_is_left_alone(sentence: str) -> None:
    assert leaning(sentence, frozenset(("trump", "obama"))) is None


def test_a_part_that_is_cut_after_its_comma_names_nobody_later() -> None:
    assert leaning("When he was a boy,", but=("no sentence",)) == "nobody yet"


def test_every_rule_has_a_case() -> None:
    assert {name for name, _ in RULES} == set(LEANING.values())


BEFORE = "The harbour master, Ines Okoro, spoke first. “It's over!” "
DRAWN = {
    "something the listener hasn't heard of": "The project would carry water from the lake to eleven towns.",
    "somebody the listener hasn't met": "Okoro ordered two tugs from the next port along the coast.",
    "also": "Workers at the quay also want longer breaks in the summer heat.",
    "a word to the reader": "Passengers may wait inside until your train comes in from the coast.",
    "background": "Trawlers from abroad had been using the old harbour since 1998.",
    "little said": "Nobody was hurt.",
    "a row of a list": "Running time: two hours, with an interval of 20 minutes.",
    "only who spoke": "Somebody in the crowd beside the harbour wall shouted.",
}


@pytest.mark.parametrize(("rule", "sentence"), DRAWN.items())
def test_a_poorer_sentence_keeps_a_part_of_its_worth(rule: str, sentence: str) -> None:
    text = BEFORE + sentence
    kept = drawback(text, Span(len(BEFORE), len(text)), sentence, frozenset(("storm",)), lead=False)
    worth = {name: part for name, part, _ in DRAWBACKS}
    assert kept == pytest.approx(worth[rule])


def test_every_drawback_has_a_case() -> None:
    assert {name for name, _, _ in DRAWBACKS} == set(DRAWN)


def selection(text: str) -> Selection:
    return select(read_text(text))


def told(found: Selection) -> list[str]:
    return [" ".join(point.span.of(found.article.text).split()) for point in found.points]


LEAD = (
    "After a session that ran past three in the morning and nearly came to blows over a garden hose, the Nevada Senate "
    "voted 12-9 on Monday to pay ranchers and cities to leave water in the ground, the most ambitious drought measure "
    "that the state has tried in half a century."
)
STORY = f"""Senate passes drought bill after 14-hour session

{LEAD}

It now goes to the governor, Walt Pruden, who has not said whether he will sign it.

The bill would spend $410 million over six years to retire rights in 11 basins.

The bill would spend $410 million to retire rights in eleven basins over six years.

“We have been at this since February, and the wells will not wait for us,” said Amara Lindqvist, the majority leader.

The wells will not wait, Lindqvist has been saying since February.

Las Vegas, which gets nine tenths of its water from the Colorado River, has the least to lose.
"""


def test_the_lead_is_kept_although_it_is_long_and_shares_the_headlines_words() -> None:
    assert told(selection(STORY))[0] == LEAD


def test_no_point_repeats_the_headline_or_another_point() -> None:
    found = selection(STORY)
    heading = content(found.article.title or "")
    holds = [content(text) for text in told(found)]
    assert len(holds) > 2
    assert all(len(one - heading) > 2 for one in holds)
    assert not any(repeats(one, other) for one, other in combinations(holds, 2))


def test_no_key_quote_says_what_a_point_says() -> None:
    found = selection(STORY)
    points = told(found)
    keys = [quote.span.of(found.article.text) for quote in found.quotes if quote.key]
    assert not (keys and any("The wells will not wait" in point for point in points))


def test_points_come_with_falling_scores_between_nought_and_one() -> None:
    scores = [point.score for point in selection(STORY).points]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_a_text_without_a_title_takes_its_best_sentence_and_tells_it_once() -> None:
    text = (
        "He was late. The harbour bridge will close for a year from June, the council said on Monday.\n\n"
        "Traders on the quay say that nobody told them of it before the weekend.\n\n"
        "The work costs 12 million pounds and will be paid for by a toll on lorries.\n"
    )
    found = selection(text)
    assert found.headline is not None
    assert found.headline.of(found.article.text).startswith("The harbour bridge will close")
    assert told(found)
    assert found.headline not in [point.span for point in found.points]


ONE_SENTENCE = "A ferry with 143 people aboard ran aground off the island of Sado early on Sunday.\n"


@pytest.mark.parametrize(
    "text",
    [
        ONE_SENTENCE,
        "Ferry aground\n\n" + ONE_SENTENCE,
        "Results\n\n- Harriers 58, Comets 57.\n- Rovers 41, Town 44.\n- Vale 39, Park 52.\n",
        "“Leave now,” she said.\n",
        "Who is it for?\n\nWho pays?\n\nWho knows?\n",
        "Sunday service at ten.\n",
    ],
)
def test_a_short_or_odd_text_gives_a_headline_that_stands_in_it(text: str) -> None:
    found = selection(text)
    assert found.headline is not None
    assert found.headline.of(found.article.text).strip()


INTERVIEW = """‘You never trust a quiet one’: five questions for the woman who counts icebergs

Noreen Gillingham has spent 29 springs above the Labrador Sea in a twin-engine plane, counting what drifts beneath it.

Q: What was your first iceberg?

A: My father lifted me onto the hood of the truck at Twillingate, and there it was, filling up the harbour.

Q: Does a satellite not do it better now?

A: In 2010 the satellite gave us 38 targets off Cape Race in one week, and I could find eleven of them.

Q: Will you go on?

A: I have two more springs in my contract with the coastguard and a pair of new boots.
"""


def test_answers_in_an_interview_are_the_words_of_whoever_is_interviewed() -> None:
    found = selection(INTERVIEW)
    answers = [point for point in found.points if point.personal]
    assert found.form == "interview"
    assert told(found)[0].startswith("Noreen Gillingham has spent")
    assert answers
    assert {point.speaker.name for point in answers if point.speaker} == {"Noreen Gillingham"}
    assert not any("?" in text or text.startswith(("Q:", "A:")) for text in told(found))


COLUMN = """Who is the night bus for?

By Morag Ainslie-Cowan

Cutting four routes saves the price of a roundabout.

At ten past three every morning I stand in Leith Walk and wait for the N31.

My driver for most of the last 16 years has been a woman from Gdynia.

I have counted the passengers on the N31 for a month, and there were never fewer than nine.
"""


def test_a_columnists_i_is_told_as_the_columnists_words() -> None:
    found = selection(COLUMN)
    own = [point for point in found.points if point.personal]
    assert found.form == "opinion"
    assert own
    assert all(point.speaker and point.speaker.name == "Morag Ainslie-Cowan" for point in own)
    assert all(
        point.personal == (" I " in f" {text} " or "My " in text)
        for point, text in zip(found.points, told(found), strict=True)
    )


def test_the_answer_to_a_question_that_heads_a_passage_is_no_point() -> None:
    text = (
        "Why is the fishing bill so contentious?\n\n"
        "The Fisheries Bill comes back to the Commons on Monday, and nobody expects it to be quiet.\n\n"
        "Who is for it?\n\n"
        "Crews in small harbours, and two select committees. Boats of under ten metres hold a third of the quota.\n"
    )
    assert not any(point.startswith("Crews") for point in told(selection(text)))


def test_letters_in_which_nothing_stands_alone_are_told_as_their_writers_words() -> None:
    found = selection(
        "Letters: swifts and stamps\n\n"
        "Sir – I am 84, and I have written to you every year since 1971 about your spelling.\n\n"
        "My own street put up nine of them. We have had six pairs in those.\n\n"
        "Sir – I shall write to you again next year about this.\n"
    )
    assert told(found) == ["My own street put up nine of them.", "We have had six pairs in those."]
    assert all(point.personal for point in found.points)
