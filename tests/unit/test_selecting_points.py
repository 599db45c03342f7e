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
    "It seems to have rusted through.": "how it opens",
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
    "The consultant's button now worked at night, he said on Monday.": "nobody says it",
    "At the parallel market, it sold for less.": "nothing yet",
    "A British boat stopped his crew off the coast.": "nobody yet",
    "A London boat stopped his crew off the coast.": "nobody yet",
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
    "It seems that the bill will pass.",
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
    "The council called the delay “a gift to us”.",
    "The mayor opened the old bridge, and when it was shut, he said that the council would build another one.",
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
    assert all(0 < part < 1 for _, part, _ in DRAWBACKS)


KEPT = {
    "The tugboats had to be towed to the harbour by a trawler from the next port.": 1.0,  # of which the headline tells
    "Mr Okoro ordered two tugs from the next port along the coast.": 0.75,
    "Ferries will run between castle and market today.": 1.0,
}


@pytest.mark.parametrize(("sentence", "kept"), KEPT.items())
def test_a_sentence_is_as_clear_as_what_was_told_before_makes_it(sentence: str, kept: float) -> None:
    text = BEFORE + sentence
    told = content("Tugboat sinks")
    assert drawback(text, Span(len(BEFORE), len(text)), sentence, told, lead=False) == pytest.approx(kept)


def test_names_are_words_with_a_capital_inside_a_sentence_but_no_single_letter() -> None:
    assert names_in("Then NATO and I met Ann Lee at plan B.") == {"nato", "ann", "lee"}


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
    assert sum("$410 million" in text for text in told(found)) == 1


def test_words_are_compared_without_what_hangs_on_them() -> None:
    assert content("The mayor’s cats") == content("mayor cat") == {"mayor", "cat"}
    assert content("We've gas, glass; they don’t") == {"gas", "glass"}
    assert content("O’Neill") == {"o’neil"}


BRIDGE = (
    "Ferries will run every ten minutes between the castle and the fish market.",
    "Lorries over seven tonnes must take the motorway through Aldham instead.",
    "Bakers near the station expect to lose a third of their customers.",
)
HEADED = "Harbour bridge to close for a year from June as engineers find rust in its steel cables and piers\n\n"
LEFT_OUT = {
    "the headline again": "Engineers found rust in the steel cables and piers of the harbour bridge, which will close "
    "for a year from June, the council said on Monday.",
    "four words": "Eleven trawlers sank overnight.",
    "too many words to follow": "Traders on the quay, who sell bread and nets and lamps to the crews of the eleven "
    "trawlers that land their catch there before dawn on every day of the week except Sunday, when the market is shut "
    "and the crews mend their gear, want the town to pay.",
}


@pytest.mark.parametrize("sentence", LEFT_OUT.values(), ids=LEFT_OUT.keys())
def test_a_sentence_that_tells_nothing_new_or_can_not_be_followed_is_no_point(sentence: str) -> None:
    at = 3 if "Traders" in sentence else 0  # the lead may be longer
    story = [*BRIDGE[:at], sentence, *BRIDGE[at:]]
    found = told(selection(HEADED + "\n\n".join(story) + "\n"))
    assert sorted(found) == sorted(BRIDGE)


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


@pytest.mark.parametrize("text", [INTERVIEW, INTERVIEW.replace("Q: ", "").replace("A: ", "")], ids=["labels", "none"])
def test_answers_in_an_interview_are_the_words_of_whoever_is_interviewed(text: str) -> None:
    found = selection(text)
    answers = [point for point in found.points if point.personal]
    assert found.form == "interview"
    assert told(found)[0].startswith("Noreen Gillingham has spent")
    assert answers
    assert not found.points[0].personal  # the writer's own telling, before the first question
    assert {point.speaker.name for point in answers if point.speaker} == {"Noreen Gillingham"}
    assert not any("?" in text or text.startswith(("Q:", "A:")) for text in told(found))


TURNS = """The last spotter of the Labrador Sea

Twillingate: Noreen Gillingham has counted icebergs for 29 springs from a twin-engine plane.

Moss: What was your first iceberg?

GILLINGHAM: It filled up the harbour of Twillingate, and my father lifted me onto the hood of the truck.

Moss: Does a satellite not do it better now?

GILLINGHAM: In 2010 the satellite gave us 38 targets off Cape Race, and I could find eleven of them.
"""


def test_an_interview_begins_where_two_speak_in_turn_and_a_label_means_whom_the_text_names_in_full() -> None:
    found = selection(TURNS)
    assert found.form == "interview"
    assert {point.speaker.name for point in found.points if point.speaker} == {"Noreen Gillingham"}


MORE = """
And what would you tell whoever comes after you?

I would tell them that I was wrong about the ice in 14 of my 29 springs, and to take a second thermos.
"""
INTRODUCED = {
    "the one who is quoted most": "Hal Moss signed the contract. “She never sleeps,” said Hal Moss. “I never trust a "
    "quiet one,” said Noreen Gillingham. “I like the loud ones,” said Noreen Gillingham.",
    "the first person who is named": "Above Labrador Sea, in a plane of the Coast Guard that Chelsea Football Club "
    "paid for, Noreen Gillingham counts what drifts to Paris Island.",
}


@pytest.mark.parametrize("intro", INTRODUCED.values(), ids=INTRODUCED.keys())
def test_whoever_is_interviewed_is_found_in_what_stands_before_the_first_question(intro: str) -> None:
    rest = INTERVIEW.replace("Q: ", "").replace("A: ", "").split("\n\n", 2)[2]
    found = selection(f"Tom Okafor asks the woman who counts icebergs\n\n{intro}\n\n{rest}\n{MORE}")
    assert {point.speaker.name for point in found.points if point.speaker} == {"Noreen Gillingham"}


def test_a_sentence_that_adds_much_comes_before_one_that_adds_little() -> None:
    little = "Lorries, ferries and bakers near the castle, the market and the station will all pay."
    much = "Coaches from Aldham stop beside the old customs house, where a clerk sells day tickets for both banks."
    found = told(selection("Harbour bridge to close\n\n" + "\n\n".join((*BRIDGE, little, much)) + "\n"))
    assert set(found) == {*BRIDGE, little, much}
    assert found.index(much) < found.index(little)


def test_the_place_that_a_report_comes_from_is_no_part_of_its_first_sentence() -> None:
    found = selection("Harbour bridge to close\n\nKARIBA, May 4 (Reuters) — " + "\n\n".join(BRIDGE))
    assert found.article.dateline is not None
    assert sorted(told(found)) == sorted(BRIDGE)


def test_one_sentence_with_an_i_in_it_makes_no_opinion_and_three_in_forty_do() -> None:
    assert selection(STORY + "\nI have walked by that river since 1971, in every summer of my life.\n").form == "news"
    mine = "".join(f"\nI have walked by the {place} since 1971, every summer.\n" for place in ("lake", "sea", "fall"))
    news = "".join(f"\nThe council of {place} wants 12 more wells.\n" for place in ("Elko", "Ely", "Reno") * 11)
    assert selection(f"Nine wells\n{news}{mine}").form == "opinion"


def test_a_leader_says_we() -> None:
    ours = "".join(f"\nWe want nine wells by the {place}, as this paper has said.\n" for place in ("lake", "sea"))
    assert selection(f"Nine wells\n{ours}{ours}").form == "opinion"


def test_headings_without_a_question_mark_make_no_interview() -> None:
    parts = "".join(f"\nThe {place} and its wells\n\nI walked there in May.\n" for place in ("lake", "sea", "fall"))
    assert selection(f"Nine wells\n{parts}").form == "opinion"


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
    assert 1 > found.points[0].score > found.points[1].score > 0
