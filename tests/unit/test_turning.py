from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsdesk import DAY, STORY, article, cast

from briefing.selecting import select
from briefing.values import Show, Speaker
from briefing.writing.leadins import lead_in
from briefing.writing.readers import Readers
from briefing.writing.running_order import write
from briefing.writing.story import lead_of
from briefing.writing.turning import RULES, Known, known, surname_after, turn
from briefing.writing.turning.checking import kept, negations, numbers
from briefing.writing.verify import verify
from briefing.writing.wording import quotation

SHOWN = Known(people={"Ellery": "Martha Ellery", "Berg": "Ann van den Berg"}, published=DAY)


def _cases() -> list[tuple[str, str, tuple[str, ...], bool]]:
    text = (Path(__file__).parent / "cases" / "turning.txt").read_text(encoding="utf-8")
    cases = []
    for block in text.split("\n\n"):
        rows = [row for row in block.splitlines() if row and not row.startswith("#")]
        if rows:
            source, said = rows[:2]
            named = rows[2].split(", ") if said != "=" else []
            rules = tuple(name for name in named if name != "lead")
            cases.append((source, source if said == "=" else said, rules, "lead" in named))
    return cases


@pytest.mark.parametrize(("source", "said", "rules", "lead"), _cases())
def test_a_sentence_is_turned_for_the_ear(source: str, said: str, rules: tuple[str, ...], lead: bool) -> None:  # noqa: FBT001 - from the file
    turned = turn(source, SHOWN, lead=lead)
    assert turned.text == said
    assert turned.rules == rules


def test_every_rule_but_the_rare_ones_has_a_case() -> None:
    shown = {rule for _, _, rules, _ in _cases() for rule in rules}
    rare = {
        "divided at a semicolon",
        "divided at because",
        "divided at a second verb",
        "news first",
        "what it is apart",
    }
    assert {rule.name for rule in RULES} - rare <= shown


@pytest.mark.parametrize(
    "lost",
    [
        "The fund has 23 members and no money.",
        "The fund has 23,981 members and money.",
        "The fund has no money.",
        "Members of the fund: 23,981, with no money.",
    ],
)
def test_a_turned_sentence_that_lost_a_number_a_negation_or_a_word_is_given_up(lost: str) -> None:
    source = "The fund has 23,981 members and no money."
    assert kept(source, source, ("divided at and",))
    assert not kept(source, lost, ("divided at and",))


def test_a_quotation_is_put_back_word_for_word() -> None:
    source = (
        "The fund “lost (almost) all - or so they say - of 239,812 pounds”, Martha Ellery (the treasurer of it) wrote."
    )
    assert "“lost (almost) all - or so they say - of 239,812 pounds”" in turn(source, SHOWN).text


def test_the_surname_is_enough_after_the_full_name_but_not_in_a_quotation() -> None:
    said = {"Martha Ellery", "Ann van den Berg"}
    assert surname_after("Martha Ellery thanked Ann van den Berg.", said, SHOWN) == "Ellery thanked van den Berg."
    assert surname_after("He wrote: “Martha Ellery lied.”", said, SHOWN) == "He wrote: “Martha Ellery lied.”"
    assert surname_after("The Martha Ellery Prize is hers.", said, SHOWN) == "The Martha Ellery Prize is hers."
    assert surname_after("Martha Ellery left.", set(), SHOWN) == "Martha Ellery left."


def test_a_lead_in_begins_with_a_capital_though_the_surname_does_not() -> None:
    assert lead_in(Speaker("Ann van den Berg"), known=True) == "Van den Berg says:"


def test_a_quotation_within_a_quote_closes_without_the_comma_before_she_said() -> None:
    assert quotation("He told me, ‘Go,’") == "He told me, ‘Go’."


def test_a_surname_that_two_people_bear_is_never_said_alone() -> None:
    text = STORY + "\n\nCarl Lindqvist, her brother, was there. Tom Okafor was not there on that day."
    people = known(select(article(text))).people
    assert "Lindqvist" not in people
    assert people["Okafor"] == "Tom Okafor"


def test_a_story_opens_with_its_lead_though_it_is_long() -> None:
    lead = (
        "The county will build a second bridge to the island of Orrin by the spring of 2030 and pay for it with a toll "
        "on lorries and coaches of the kind that was given up there in the year of the great storm."
    )
    colour = [f"A {thing} on the quay was painted blue for the feast of the harbour." for thing in ("boat", "shed")]
    text = "\n\n".join(["Orrin to get second bridge at last", lead, *colour, *STORY.strip().split("\n\n")[1:]])
    selection = select(article(text))
    script = write([selection], show=Show(), date=DAY, cast=cast())
    told = [line for line in script.lines if line.cite is not None and not line.beat]
    assert told[0].cite is not None
    assert told[0].cite.spans == (lead_of(selection),)
    assert "second bridge to the island of Orrin" in told[0].text


def test_nobody_in_particular_is_brought_in_with_other_words_each_time() -> None:
    first, second, third = (lead_in(None, nobody=place) for place in range(3))
    assert len({first, second, third}) == 3
    assert all("quote" in one for one in (first, second, third))


@pytest.mark.parametrize(
    ("speaker", "said"),
    [
        (Speaker("Ann Ellery", role="Sen."), "Senator Ann Ellery says:"),
        (Speaker("Ann Ellery", role="his lawyer"), "Ann Ellery says:"),
        (Speaker("his spokeswoman", kind="role"), "A spokeswoman says:"),
        (Speaker("police", kind="role"), "Police say:"),
    ],
)
def test_a_lead_in_is_said_as_the_listener_can_follow_it(speaker: Speaker, said: str) -> None:
    assert lead_in(speaker) == said


def test_a_role_has_a_label_without_its_article() -> None:
    assert Readers(cast()).reader(Speaker("one legal expert", kind="role")).label == "LEGAL EXPERT"


def test_a_line_names_its_rules_and_still_verifies() -> None:
    text = STORY.replace(
        "Traders on the quay say that they were told nothing of it before the weekend.",
        "Traders on the quay were told nothing of it before the weekend, the city council said.",
    )
    script = write([select(article(text))], show=Show(), date=DAY, cast=cast(), length="full")
    turned = [line for line in script.lines if line.rules]
    assert "attribution first" in {rule for line in turned for rule in line.rules}
    assert verify(script, {source.key: text for source in script.sources}) == ()


def test_a_point_too_long_for_the_ear_gives_way_to_another() -> None:
    long = "The council's plan for the bridge " + "and the quay " * 12 + "was read out to the traders on Friday."
    short = [f"The {thing} on the quay will stay open for all of the year." for thing in ("market", "school", "museum")]
    text = "\n\n".join([STORY.strip(), long, *short, "A second ferry will sail to the island from the first of June."])
    script = write([select(article(text))], show=Show(), date=DAY, cast=cast())
    assert not any("and the quay and the quay" in line.text for line in script.lines)


WORDS = [
    *(
        "The",
        "council",
        "said",
        "that",
        "which",
        "who",
        "and",
        "but",
        ",",
        ", and",
        ", who",
        ", which",
        ";",
        "although",
    ),
    *("Although", "because", "has", "was", "Martha", "Ellery", "(", ")", "—", "“", "”", "239,812", "not", "saying"),
    "yesterday",
]


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_words_keep_their_numbers_and_negations(parts: list[str], lead: bool) -> None:  # noqa: FBT001 - drawn
    source = " ".join(parts) + "."
    turned = turn(source, SHOWN, lead=lead)
    assert negations(turned.text) == negations(source)
    if not {"number rounded", "brackets off"} & set(turned.rules):
        assert numbers(turned.text) == numbers(source)


def test_a_sentence_without_end_takes_no_longer_than_it_should() -> None:
    rng = random.Random(7)  # noqa: S311 - a test's own text
    begin = time.perf_counter()
    for _ in range(3):
        turn(" ".join(rng.choices(WORDS, k=60_000)), SHOWN, lead=True)
    assert time.perf_counter() - begin < 2.0
