from __future__ import annotations

import datetime as dt

import pytest

from briefing.language.dates import date_in, is_date_line
from briefing.reading import read_text
from briefing.reading.bylines import byline_names

LEAD = "A big storm hit the coast near Mombasa on Friday, killing four people, officials said."

BYLINES = {
    "By Jane Doe": ("Jane Doe",),
    "By Jane Doe and John Roe, Political correspondent": ("Jane Doe", "John Roe"),
    "By LISA MASCARO, MARY CLARE JALONICK and ERIC TUCKER": ("Lisa Mascaro", "Mary Clare Jalonick", "Eric Tucker"),
    "by Regan December 6, 2017": ("Regan",),
    "Interview by Jonas Whitfield": ("Jonas Whitfield",),
    "Interviewed by: Jonas Whitfield": ("Jonas Whitfield",),
    "By Bill Hoppe | Special to the Pioneer Press": ("Bill Hoppe",),
    "By Kashmira Gander On 11/13/19 at 4:00 PM EST": ("Kashmira Gander",),
    "By Meg James Staff Writer": ("Meg James",),
    "By Ursula von der Leyen": ("Ursula von der Leyen",),
    "Von Anna Müller": ("Anna Müller",),
    "By Staff Reports": (),
    "By Reuters": (),
}

NO_BYLINES = (
    "By Tuesday evening, the storm had passed.",
    "By then it was too late",
    "By the time the boats came, the harbour was closed",
    "Bystanders Jane Doe and John Roe",
    "By Monday, Smith had gone!",
)

DATELINES = {
    f"LONDON (Reuters) - {LEAD}": "LONDON (Reuters) - ",
    f"NAIROBI, Kenya, 12 March - {LEAD}": "NAIROBI, Kenya, 12 March - ",
    f"HAYWARD, Calif. (AP) — {LEAD}": "HAYWARD, Calif. (AP) — ",
    f"HEMPSTEAD, N.Y., Sept. 26 (UPI) — {LEAD}": "HEMPSTEAD, N.Y., Sept. 26 (UPI) — ",
    f"ST. LOUIS — {LEAD}": "ST. LOUIS — ",
    f"WASHINGTON -- {LEAD}": "WASHINGTON -- ",
    f"NEW DELHI: {LEAD}": "NEW DELHI: ",
    f"New York (AFP) – {LEAD}": "New York (AFP) – ",
    f"VIENNA — “We are safe,” said Jane Doe. {LEAD}": "VIENNA — ",
}

NO_DATELINES = (
    LEAD,
    "NASA — The agency said so.",
    "BREAKING: The storm has hit the coast.",
    "LONDON is under water, said Jane Doe.",
    "Mehmet Oz — a surgeon and daytime TV star — has been on air for years.",
    "EU leaders met. A deal - They said - is near.",
)

DATES = {
    "Published 28 December 2021": dt.date(2021, 12, 28),
    "28th of December, 2021": dt.date(2021, 12, 28),
    "Dec. 28, 2021 5:50 PM": dt.date(2021, 12, 28),
    "2021-12-28T10:31:00Z": dt.date(2021, 12, 28),
    "Nov 20 2019, 11:06am ist": dt.date(2019, 11, 20),
    "19 NOV 2019": dt.date(2019, 11, 19),
    "11/20/19 6:38 AM": dt.date(2019, 11, 20),
    "13/06/2014": dt.date(2014, 6, 13),
    "12. März 2021": dt.date(2021, 3, 12),
    "5 de mayo de 2021": dt.date(2021, 5, 5),
    "05/06/2021": None,
    "31 February 2020": None,
    "May 2021": None,
    "3 hours ago": None,
}


@pytest.mark.parametrize("line", BYLINES)
def test_a_byline_gives_the_names_of_people(line: str) -> None:
    assert byline_names(line) == BYLINES[line]


@pytest.mark.parametrize("line", NO_BYLINES)
def test_a_sentence_that_begins_with_by_is_no_byline(line: str) -> None:
    assert byline_names(line) is None


@pytest.mark.parametrize("paragraph", DATELINES)
def test_a_dateline_goes_with_its_separator(paragraph: str) -> None:
    article = read_text(f"Storm hits the coast\n\n{paragraph}\n\nMore rain fell.")
    assert article.dateline
    assert article.dateline.of(article.text) == DATELINES[paragraph]


@pytest.mark.parametrize("paragraph", NO_DATELINES)
def test_the_beginning_of_a_sentence_is_no_dateline(paragraph: str) -> None:
    assert read_text(f"Storm hits the coast\n\n{paragraph}\n\nMore rain fell.").dateline is None


@pytest.mark.parametrize("line", DATES)
def test_a_date_is_read_only_where_it_is_full_and_sure(line: str) -> None:
    assert date_in(line) == DATES[line]


def test_the_order_of_a_date_in_figures_is_known_outside_english() -> None:
    assert date_in("05/06/2021", "fr") == dt.date(2021, 6, 5)


def test_a_line_with_other_words_is_no_date_line() -> None:
    assert is_date_line("Updated 5 March 2021 at 10:31 GMT")
    assert not is_date_line("On 5 March 2021 she left")


def test_a_date_within_the_story_is_not_its_own() -> None:
    assert read_text(f"Storm hits the coast\n\n{LEAD}\n\nOn 5 March 2020 a storm took two lives.").published is None


def test_byline_and_date_are_no_part_of_the_body() -> None:
    article = read_text(f"Storm hits the coast\n\nJane Doe - 5 March 2021\n\n{LEAD}")
    assert [span.of(article.text) for span in article.body] == ["Storm hits the coast", LEAD]
    assert (article.byline, article.published) == (("Jane Doe",), dt.date(2021, 3, 5))


TITLES = {
    f"World News\n\nStorm hits the coast\n\n{LEAD}": "Storm hits the coast",
    f"Storm hits the coast | BBC News\n\n{LEAD}": "Storm hits the coast",
    f"Storm hits the coast - The Times\n\n{LEAD}": "Storm hits the coast",
    f"Mombasa - a city under water\n\n{LEAD}": "Mombasa - a city under water",
    f"Storm hits the coast.\n\n{LEAD}": "Storm hits the coast.",
    f"World News\n\n{LEAD}\n\nMore rain fell.": None,
    f"{LEAD}\n\nMore rain fell.": None,
    f"Storm hits:\n\n{LEAD}": None,
}


@pytest.mark.parametrize("text", TITLES)
def test_the_title_is_the_headline_and_no_section(text: str) -> None:
    article = read_text(text)
    assert article.title == TITLES[text]
    assert (article.heading is None) == (article.title is None)
    assert article.heading is None or article.heading in article.body


def test_the_trail_of_links_above_a_headline_is_no_headline() -> None:
    text = f"Home\nNews\nSport\nHome > News > Storm hits the coast\n\nStorm hits the coast\n\n{LEAD}\n\n{LEAD}"
    assert read_text(text).title == "Storm hits the coast"


def test_a_press_release_is_called_by_its_headline_and_not_by_what_it_permits() -> None:
    title = "Storm Hits Mombasa Coast"
    dateline = "YARROW, England, Oct. 2, 2024 /CoastNewswire/ -- "
    article = read_text(f"FOR IMMEDIATE RELEASE\n\n{title}\n\n{dateline}{LEAD}\n\nMore rain fell.")
    assert (article.title, article.published) == (title, dt.date(2024, 10, 2))
