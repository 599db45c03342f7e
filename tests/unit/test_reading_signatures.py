"""Bylines without "By", and what stands around a headline."""

from __future__ import annotations

import datetime as dt

import pytest

from briefing.reading import read_text
from briefing.reading.bylines import byline_names
from briefing.values import Article

TITLE = "Harbour at Port Okolo to close for two weeks in May"
STORY = (
    "The harbour at Port Okolo will close for two weeks in May, the council said on Monday, to mend the quay.",
    "“We had no choice,” said Ann Field, who has run the harbour since 2011. “The wall would have gone by winter.”",
    "Fishing boats will move to Yarrow, where the old basin has room for forty of them, and the fuel dock stays open.",
    "The work will cost $4.2 million and is paid for by the port authority and a loan from the regional bank.",
)
MAY_4 = dt.date(2024, 5, 4)


def page(*above: str, title: str = TITLE, below: str = "") -> str:
    return "\n\n".join([title, *above, *STORY]) + below


def body(article: Article) -> list[str]:
    return [span.of(article.text) for span in article.body]


SIGNED = {
    "Jane Doering": ("Jane Doering",),
    "JANE DOERING": ("Jane Doering",),
    "Hattie Pellow": ("Hattie Pellow",),
    "Hattie Pellow, Chief Reporter": ("Hattie Pellow",),
    "Hattie Pellow\nLocal Democracy Reporter": ("Hattie Pellow",),
    "Olumide Bankole, Abuja": ("Olumide Bankole",),
    "Jane Doering, Cape Town": ("Jane Doering",),
    "Jane Doering | The Herald": ("Jane Doering",),
    "Hattie Pellow in Nairobi\n4 May 2024": ("Hattie Pellow",),
    "4 May 2024\nHattie Pellow and Tobi Okonjo": ("Hattie Pellow", "Tobi Okonjo"),
    "Hattie Pellow (now) and Tobi Okonjo (earlier)\nSat 4 May 2024 18.02 BST": ("Hattie Pellow", "Tobi Okonjo"),
    "Hattie Pellow - 4 May 2024": ("Hattie Pellow",),
    "By Hattie Pellow\nTransport correspondent, North West": ("Hattie Pellow",),
    "From our correspondent": (),
    "PTI\nNew Delhi, May 4": (),
    "Staff Reporter": (),
}


@pytest.mark.parametrize("lines", SIGNED)
def test_a_name_between_headline_and_story_signs_it(lines: str) -> None:
    article = read_text(page(lines))
    assert article.byline == SIGNED[lines]
    assert body(article) == [TITLE, *STORY]


UNSIGNED = (
    "Ann Field",
    "Port Okolo",
    "Photo Essay",
    "Editor sacked by paper",
    "Repairs put off for ten years can wait no longer, say engineers",
    "Why Jane Doering left",
    "“Jane Doering”",
)


@pytest.mark.parametrize("line", UNSIGNED)
def test_a_line_that_holds_no_authors_name_is_no_byline(line: str) -> None:
    article = read_text(page(line))
    assert article.byline == ()
    assert line in body(article)


def test_a_name_that_heads_a_passage_is_no_byline() -> None:
    text = "\n\n".join([TITLE, STORY[0], "Jane Doering", STORY[1], STORY[2]])
    assert read_text(text).byline == ()
    assert "Jane Doering" in body(read_text(text))


def test_a_story_about_somebody_is_not_signed_by_them() -> None:
    article = read_text("\n\n".join(["Ann Field, harbour master", *STORY]))
    assert (article.title, article.byline) == ("Ann Field, harbour master", ())


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doering, Cape Town", ("Jane Doering",)),
        ("By Ibtisam Haddad, Ruwaida Kamal", ("Ibtisam Haddad", "Ruwaida Kamal")),
        ("By Jane Doering, John Roe and Olu Bankole", ("Jane Doering", "John Roe", "Olu Bankole")),
        ("Words: Jane Doering", ("Jane Doering",)),
    ],
)
def test_a_place_after_a_name_is_no_second_name(line: str, names: tuple[str, ...]) -> None:
    assert byline_names(line) == names


STAMPS = {
    "2024-05-04 09:14 JST": MAY_4,
    "Posted: May 4, 2024 5:00 AM NDT | Last Updated: May 4, 2024": MAY_4,
    "Published: 4th May 2024 10:31 AM  |   Last Updated: 4th May 2024 10:31 AM  |  A+A A-": MAY_4,
    "May 4, 2024 / 10:31 AM EDT / CBS News": MAY_4,
    "Issued on: 04/05/2024 - 11:26 Modified: 04/05/2024 - 14:03": None,
    "Issued on: 30/04/2025 - 11:26 Modified: 30/04/2025 - 14:03": dt.date(2025, 4, 30),
    "Saturday, 4 May 2024": MAY_4,
    "SATURDAY MAY 4 2024": MAY_4,
    "Last update: Saturday, 4 May 2024 KSA 09:12 - GMT 06:12": MAY_4,
    "4 May 2024 • 07:55": MAY_4,
    "2024-05-04T10:31:00+02:00": MAY_4,
    "First published on Sat 4 May 2024 06.00 BST": MAY_4,
    "Press Trust of India | Mumbai | Updated: May 4, 2024 18:02 IST": MAY_4,
    "17.36 AEDT": None,
    "Updated 3 hours ago": None,
}


@pytest.mark.parametrize("line", STAMPS)
@pytest.mark.parametrize("above", [True, False])
def test_a_date_line_tells_when_and_is_never_read_out(line: str, *, above: bool) -> None:
    article = read_text(f"{line}\n\n{page()}" if above else page(line))
    assert article.published == STAMPS[line]
    assert body(article) == [TITLE, *STORY]


def test_a_time_with_its_zone_is_dropped_within_the_story_too() -> None:
    text = page(below=f"\n\n17.36 AEDT\n\n{STORY[0]}")
    assert body(read_text(text)) == [TITLE, *STORY, STORY[0]]


@pytest.mark.parametrize(
    "line", ["METRO", "MENA", "South Asia", "Courts & Crime", "News > Council", "Home / Coast / Ports", "LIVE SCORES"]
)
def test_a_sections_name_above_the_headline_is_not_read_out(line: str) -> None:
    article = read_text(f"{line}\n\n{page()}")
    assert article.title == TITLE
    assert body(article) == [TITLE, *STORY]


@pytest.mark.parametrize(
    "line",
    [
        "Boats wait outside the lock at Port Okolo on Sunday.",
        "Boats wait outside the lock at Port Okolo",
        "A boat at the lock of Port Okolo. © Dele Amadi",
    ],
)
def test_a_caption_above_the_headline_is_neither_title_nor_story(line: str) -> None:
    article = read_text(f"{line}\n\n{page('By Jane Doering', '4 May 2024')}")
    assert article.title == TITLE
    assert body(article) == [TITLE, *STORY]


def test_a_headline_that_stands_twice_is_read_once() -> None:
    assert body(read_text(page("4 May 2024", TITLE))) == [TITLE, *STORY]


@pytest.mark.parametrize(
    "line",
    [
        "Boats in the harbour. Photo: Jane Doe",
        "Boats in the harbour [Jane Doe/Coast Wire]",
        "Boats in the harbour (Jane Doe/The Herald)",
        "Boats in the harbour © Jane Doe",
        "Text size: A A A",
    ],
)
def test_captions_with_a_credit_and_tools_are_dropped(line: str) -> None:
    assert body(read_text(page(line))) == [TITLE, *STORY]


def test_a_headline_that_speaks_of_pictures_is_one() -> None:
    for title in ("The Big Picture: What We Know About the Quay", "Getty Images sues harbour over photo of the quay"):
        assert read_text(page(title=title)).title == title


DATELINES = {
    "AMMAN: ": "AMMAN: ",
    "AMMAN — ": "AMMAN — ",
    "NAIROBI, Kenya (Coast Agency) - ": "NAIROBI, Kenya (Coast Agency) - ",
    "NAIROBI, May 4, 2024 (Coast Wire) -- ": "NAIROBI, May 4, 2024 (Coast Wire) -- ",
    "Port Okolo, Kenya – ": "Port Okolo, Kenya – ",
    "Mumbai: ": "Mumbai: ",
    "[NAIROBI] ": "[NAIROBI] ",
    "ACCRA, Ghana | ": "ACCRA, Ghana | ",
    "YARROW, England, Oct. 2, 2024 /CoastNewswire/ -- ": "YARROW, England, Oct. 2, 2024 /CoastNewswire/ -- ",
    "AL-ZAATARI CAMP, Jordan — ": "AL-ZAATARI CAMP, Jordan — ",
}


@pytest.mark.parametrize("line", DATELINES)
def test_datelines_of_every_house_are_told(line: str) -> None:
    article = read_text("\n\n".join([TITLE, line + STORY[0], *STORY[1:]]))
    assert article.dateline is not None
    assert article.dateline.of(article.text) == DATELINES[line]


def test_a_full_date_in_the_dateline_is_the_storys() -> None:
    text = f"{TITLE}\n\nNAIROBI, May 4, 2024 (Coast Wire) -- {STORY[0]}\n\n{STORY[1]}"
    assert read_text(text).published == MAY_4


@pytest.mark.parametrize(
    "lines",
    [
        ("JANE DOE: Why is the wall weak?", "ANN FIELD: Because of the sea.", "JANE DOE: And then?"),
        ("China: The president meets the council.", "Kenya: The court rules on maize.", "Peru: The vote is close."),
    ],
)
def test_turns_of_a_conversation_and_items_of_a_list_have_no_dateline(lines: tuple[str, ...]) -> None:
    assert read_text("\n\n".join([TITLE, *lines])).dateline is None
