from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from newsdesk import DAY, STORY, article, cast

from briefing.selecting import select
from briefing.values import Direction, Heading, Line, Script, Selection, Show, Speaker
from briefing.writing.leadins import has_died, lead_in, who
from briefing.writing.readers import Readers, label
from briefing.writing.running_order import write
from briefing.writing.timing import Pace, seconds
from briefing.writing.verify import verify
from briefing.writing.wording import headline

LONG = "Council news of the week\n\n" + "\n\n".join(
    f"The town's district number {n} opened a {thing} on Monday after a long wait for its {owner}s."
    for n, (thing, owner) in enumerate(
        (thing, owner)
        for thing in ("library", "market", "stadium", "school", "museum", "harbour", "theatre", "garden")
        for owner in ("builder", "trader", "teacher", "painter", "sailor")
    )
)


def programme(*selections: Selection, **options: object) -> Script:
    chosen = {"show": Show(), "date": DAY, "cast": cast()} | options
    return write(selections or [select(article())], **chosen)  # type: ignore[arg-type] # options by name


def spoken(script: Script) -> list[tuple[str, str]]:
    return [(line.reader, line.text) for line in script.lines]


def test_the_programme_has_sign_on_headlines_story_and_sign_off() -> None:
    script = programme()
    assert [item.text for item in script.items if isinstance(item, Heading)] == [
        "Headlines",
        "Harbour bridge to close for a year",
        "Sign-off",
    ]
    assert spoken(script)[0] == ("ANCHOR", "It's Monday, the 4th of May. Here is your briefing.")
    assert "synthetic voices" in spoken(script)[-1][1]
    assert '"Harbour bridge to close for a year"' in spoken(script)[-1][1]


def test_every_quote_is_verbatim_under_its_speakers_name_after_a_lead_in() -> None:
    lines = list(programme().lines)
    quotes = [(place, line) for place, line in enumerate(lines) if line.verbatim]
    assert [line.reader for _, line in quotes] == ["LINDQVIST", "OKAFOR"]
    for place, line in quotes:
        assert line.cite
        assert line.cite.spans[0].of(STORY).rstrip(",") in line.text
        assert lines[place - 1].reader == "ANCHOR"
        assert lines[place - 1].text.endswith("says:")


def test_what_the_writer_writes_verifies() -> None:
    script = programme()
    assert verify(script, {source.key: STORY for source in script.sources}) == ()


def test_every_sentence_of_the_article_carries_its_range() -> None:
    told = [line for line in programme().lines if line.cite and not line.verbatim]
    assert len(told) > 2
    for line in told:
        words = set(line.text.rstrip(".").lower().split())
        assert line.cite
        assert words <= set(line.cite.spans[0].of(STORY).lower().replace(",", "").replace(".", "").split()) | {"that"}


def test_several_stories_keep_their_order_with_a_sting_between() -> None:
    other = STORY.replace("Harbour bridge", "Station hall").replace("harbour bridge", "station hall")
    script = programme(select(article()), select(article(other, "station.txt")))
    assert [line.text for line in script.lines if line.beat] == [
        "Harbour bridge to close for a year.",
        "Station hall to close for a year.",
    ]
    assert sum(isinstance(item, Direction) and item.kind == "sting" for item in script.items) == 1


def test_two_sources_of_one_name_get_keys_of_their_own() -> None:
    script = programme(select(article(source="a/news.txt")), select(article(source="b/news.txt")))
    assert [source.key for source in script.sources] == ["news", "news-2"]


def test_full_tells_every_sentence_once() -> None:
    script = programme(length="full")
    ranges = sorted(span for line in script.lines if line.cite for span in line.cite.spans)
    told = " ".join(span.of(STORY) for span in ranges)
    for word in ("Lindqvist", "Traders on the quay", "12 million"):
        assert word in told or word in " ".join(line.text for line in script.lines)
    assert len(ranges) == len(set(ranges))


@pytest.mark.parametrize("target", [60, 90, 120])
def test_a_length_is_planned_within_a_tenth(target: int) -> None:
    script = programme(select(article(LONG)), length=target)
    assert seconds(script.items, "en-GB", Pace(160)) == pytest.approx(target, rel=0.1)


def test_a_source_too_short_for_the_length_gives_all_it_has() -> None:
    assert spoken(programme(length=600)) == spoken(programme(length=3600))


def test_american_english_says_the_month_first() -> None:
    script = programme(show=Show(language="en-US"), date=dt.date(2026, 7, 22))
    assert "Wednesday, July 22nd" in spoken(script)[0][1]


def test_a_headline_in_title_case_becomes_a_sentence_where_the_story_shows_how() -> None:
    text = STORY.replace("Harbour bridge to close for a year", "Harbour Bridge To Close As Lindqvist Warns Of Steel")
    headline = next(line for line in programme(select(article(text))).lines if line.beat)
    assert headline.text == "Harbour bridge to close as Lindqvist warns of steel."


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        (Speaker("Dmitry Peskov", role="Kremlin spokesman"), "Kremlin spokesman Dmitry Peskov says:"),
        (Speaker("Ann Li", role="the head of the union"), "The head of the union, Ann Li, says:"),
        (Speaker("Ann Wu", role="head of the union"), "Ann Wu, head of the union, says:"),
        (Speaker("Ann Wu"), "Ann Wu says:"),
        (Speaker("the foreign ministry", "organisation"), "The foreign ministry says:"),
        (Speaker("a spokesman", "role"), "A spokesman says:"),
        (None, "The article quotes:"),
        (Speaker("Ann Lee and Bob Roe", "role"), "Ann Lee and Bob Roe say:"),
        (Speaker("Ann Lee, Bob Roe and Cy Dunn", "role"), "Ann Lee, Bob Roe and Cy Dunn say:"),
        (Speaker("the mayor and her deputy", "role"), "The mayor and her deputy say:"),
        (Speaker("the founder and chief executive", "role"), "The founder and chief executive says:"),
        (Speaker("the minister for trade and industry", "role"), "The minister for trade and industry says:"),
        (
            Speaker("the Secretary of Health and Human Services", "role"),
            "The Secretary of Health and Human Services says:",
        ),
    ],
)
def test_a_lead_in_names_the_speaker_and_the_role_first(speaker: Speaker | None, expected: str) -> None:
    assert lead_in(speaker) == expected


def test_a_speaker_already_named_is_the_surname() -> None:
    peskov = Speaker("Dmitry Peskov", role="Kremlin spokesman")
    assert lead_in(peskov, known=True) == "Peskov says:"
    assert lead_in(peskov, again=True) == "Peskov adds:"
    assert lead_in(Speaker("Wang Yi"), known=True) == "Wang Yi says:"


def test_the_link_under_a_quote_says_who_and_what() -> None:
    assert who(Speaker("Ann Wu", role="baker")) == "Ann Wu, baker"
    assert who(None) == "the article"


def test_two_people_of_one_surname_get_labels_of_their_own() -> None:
    readers = Readers(cast())
    labels = [
        readers.reader(Speaker(name)).label for name in ("Bill Clinton", "Hillary Clinton", "Ann Anchor", "Q Quote")
    ]
    assert labels == ["CLINTON", "H CLINTON", "A ANCHOR", "Q QUOTE"]


def test_several_who_speak_together_go_by_their_surnames_where_they_are_persons() -> None:
    houses = Speaker("Goldman Sachs and Morgan Stanley", "organisation")
    several = [Speaker("Anna Hale and Peter Brook", "role"), houses]
    labels = [Readers(cast()).reader(speaker).label for speaker in several]
    assert labels == ["HALE AND BROOK", "GOLDMAN SACHS AND MORGAN"]
    assert [lead_in(speaker, again=True) for speaker in several] == [
        "Hale and Brook add:",
        "Goldman Sachs and Morgan Stanley add:",
    ]


def test_a_speaker_keeps_the_voice_and_another_in_the_story_gets_another() -> None:
    readers = Readers(cast())
    first = readers.reader(Speaker("Ann Wu", gender="f"))
    second = readers.reader(Speaker("Bo Ek", gender="m"), [first])
    assert first.voice == "quote-2"
    assert second.voice in {"quote-1", "quote-3"}
    assert readers.reader(Speaker("Ann Wu", gender="f"), [second]) == first


@pytest.mark.parametrize(
    "name", ["O’Brien-Süß", "van der Berg", "王毅", "Ünal", "ﬁ", "...", "", "a" * 90, "ß (x)", "İ"]
)
def test_a_label_has_no_lower_case_letter(name: str) -> None:
    made = label(name)
    assert made == made.upper()
    assert not any(char.islower() for char in made)
    assert len(made) <= 24


def test_a_story_without_quotes_or_points_still_says_something() -> None:
    text = "Rain\n\nIt rained. He got wet."
    assert [line for line in programme(select(article(text))).lines if line.cite and not line.beat]


def test_a_title_from_elsewhere_than_the_text_gives_the_first_point_as_headline() -> None:
    plain = article(STORY.partition("\n\n")[2])
    story = select(dataclasses.replace(plain, heading=None, title="Bridge"))
    assert story.headline is not None
    assert "harbour bridge will close" in story.headline.of(story.article.text)
    assert story.headline not in [point.span for point in story.points]


def test_lines_of_the_programmes_own_hold_no_line_break() -> None:
    script = programme(show=Show(sign_on="Good\nmorning. {day}"))
    assert all("\n" not in line.text for line in script.lines)
    assert isinstance(next(script.lines), Line)


def test_what_was_denied_or_invented_is_nobodys_quote() -> None:
    text = (
        "Minister denies remark"
        "\n\nThe minister, Jane Roe, denied that she had said: “The poor deserve it all and more.”"
        "\n\nA hoax post claimed that Ann Wu said “Aliens are welcome in the church today.”"
        "\n\n“We did it,” said Tom Okafor, the baker."
    )
    for length in (None, "full"):
        quotes = [line.text for line in programme(select(article(text)), length=length).lines if line.verbatim]
        assert quotes in ([], ["We did it."])
    told = " ".join(line.text for line in programme(select(article(text)), length="full").lines)
    assert "denied that she had said: “The poor" in told
    assert "A hoax post claimed" in told


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("spokesperson for the league", "SPOKESPERSON"),
        ("Doctors of the World", "DOCTORS OF THE WORLD"),
        ("the", "THE"),
    ],
)
def test_a_label_is_never_cut_after_a_small_word(name: str, expected: str) -> None:
    assert label(name) == expected


def test_an_honour_is_said_beside_the_role_but_not_twice() -> None:
    chair = Speaker("Margaret Oyelowo", role="The chair of the trust", title="Dame")
    assert lead_in(chair) == "The chair of the trust, Dame Margaret Oyelowo, says:"
    assert lead_in(chair, known=True) == "Oyelowo says:"
    assert lead_in(Speaker("Anil Rao", role="Dr", title="Dr")) == "Dr Anil Rao says:"


@pytest.mark.parametrize(
    ("news", "died"),
    [
        ("Desmond Okoro, the surgeon, has died at the age of 91.", True),
        ("A plaque was unveiled by the late Sir Desmond Okoro in May.", True),
        ("Desmond Okoro opened the ward.\nA patient died in May.", False),
        ("", False),
    ],
)
def test_who_has_died_said_it_and_says_it_no_more(news: str, died: bool) -> None:  # noqa: FBT001 - a case
    assert has_died("Desmond Okoro", news) is died
    said = lead_in(Speaker("Desmond Okoro", role="surgeon"), past=died)
    assert said == ("Surgeon Desmond Okoro said:" if died else "Surgeon Desmond Okoro says:")


def test_the_link_names_a_role_in_small_letters_and_nobodys_own() -> None:
    assert who(Speaker("Ann Lee", role="The chancellor")) == "Ann Lee, the chancellor"
    assert who(Speaker("Ann Lee", role="Its director")) == "Ann Lee"


def test_what_an_agency_puts_before_a_headline_is_no_part_of_it() -> None:
    assert headline("UPDATE 2-Oil spill shuts beaches", "") == "Oil spill shuts beaches."
    assert headline("Update on the oil spill", "") == "Update on the oil spill."


CASED = """The retailer Marks & Spencer has opened a laboratory. A team from its R&D arm works there, in a
salt-water pool. The Bank of England said a bank by the river was closed. Police said so. No one takes
vitamin A pills, a doctor said."""


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Marks & Spencer's R&D Team Opens A Lab", "Marks & Spencer's R&D team opens a lab."),
        ("River Bank Closed, Bank Of England Says", "River bank closed, Bank of England says."),
        ("Firm Opens A Salt-Water Pool", "Firm opens a salt-water pool."),
        ("Two Die As Police Search Paris On Friday", "Two die as police search Paris on Friday."),
        ("Doctor's Vitamin A Pill For Johnson & Johnson", "Doctor's vitamin A pill for Johnson & Johnson."),
        ("U.S. Team To Visit An A&E In May", "U.S. team to visit an A&E in May."),
        ("Team May Open A Pool - Police", "Team may open a pool - Police."),
    ],
)
def test_a_title_in_title_case_keeps_the_capitals_of_names_alone(title: str, expected: str) -> None:
    assert headline(title, CASED) == expected


NAMED_LATE = """Rail talks to resume on Friday

Rail talks will resume on Friday after a strike closed 40 stations in the north, the operator said on Monday.

Brandt told the ministers in March that 900 drivers would stop work before the winter timetable began.

Pay fell by 4 per cent in the last year, Roth said, and 300 drivers had left the company.

“We have waited for three years, and our patience has gone,” said Otto Brandt, the leader of the drivers' union.

Karen Roth, chief executive of Northern Lines, said: “The offer is the best one that this company has ever made.”
"""


def test_who_is_named_late_is_introduced_at_first_mention_from_the_sentence_that_names_them() -> None:
    script = programme(select(article(NAMED_LATE)), length="full")
    first = next(line for line in script.lines if "900 drivers" in line.text)
    assert first.text.startswith("The leader of the drivers' union, Otto Brandt, told the ministers in March that")
    assert first.cite is not None
    assert "Otto Brandt, the leader" in first.cite.spans[1].of(NAMED_LATE)
    assert any("last year, Karen Roth said" in line.text for line in script.lines)
    assert [line.text for line in script.lines if line.text.endswith("says:")] == ["Brandt says:", "Roth says:"]


@pytest.mark.parametrize(
    "told",
    [
        "Mr Brandt told the ministers in March that 900 drivers would stop work before the winter began.",
        "Brandt Street was closed to 900 cars in March before the winter timetable began on the line.",
        "Brandt and Sons told the ministers in March that 900 drivers would stop work for the winter.",
        "“Brandt” was the word on 900 signs that the drivers held up in March before the ministers.",
    ],
)
def test_a_title_a_street_and_a_firm_get_no_first_name(told: str) -> None:
    lines = NAMED_LATE.split("\n\n")
    lines[2] = told
    script = programme(select(article("\n\n".join(lines))), length="full")
    assert told in {line.text for line in script.lines}
