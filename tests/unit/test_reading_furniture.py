from __future__ import annotations

import pytest

from briefing.language.lexicons import rows
from briefing.reading.furniture import dropped
from briefing.reading.rules import FORCES, LANGUAGES

BEFORE = (
    "The harbour in Lowestoft will close for two weeks in May, the council said on Monday. The quay is too weak to "
    "carry the cranes, and the lock has not been dry since the war, its engineers wrote in a report last year."
)
AFTER = "Fishing boats will move to Yarmouth, where the harbour has room for forty of them."

FURNITURE = {
    "Read More": "phrase",
    "Advertisement": "phrase",
    "WP Twitter Auto Publish Powered By :": "beginning",
    "Share this on Facebook": "beginning",
    "Sign up for our daily newsletter": "boilerplate",
    "We use cookies to make this site better. By continuing you agree.": "boilerplate",
    "Follow John Nolte on Twitter @NolteNC.": "follow",
    "https://example.org/story/harbour": "link",
    "858 shares": "count",
    "4 min read": "count",
    "12 retweets": "count",
    "Image 1 of 13": "beginning",
    "2 / 13": "picture number",
    "Updated: 5 March 2021, 10:31 GMT": "date",
    "Boats in the harbour. (Photo: Jane Doe/Herald)": "credit",
    "Photograph: Jane Doe/Getty Images": "credit",
    "Copyright 2022 The Harbour Herald. All its words are its own.": "credit",
    "Get the day's headlines in your inbox. Sign up here.": "boilerplate",
    "Publicité": "phrase",
    "Lesen Sie auch: Der Hafen schließt": "beginning",
    "Todos los derechos reservados": "boilerplate",
}

STORY = (
    "She sued Getty Images.",
    "“Share this story with nobody,” he said.",
    "Business",
    "Sport",
    "4:14 p.m.",
    "Twitter said on Tuesday that it would appeal, according to Reuters.",
    "The win came courtesy of a late goal by Kane.",
    "The Washington Post reports:",
    "Why?",
    "Related companies will have to pay as well, the court said.",
    "He asked readers to comment.",
    "The privacy policy of the site was changed in May, the court heard.",
)


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_within_a_story_is_dropped_by_its_rule(line: str) -> None:
    text = f"{BEFORE}\n\n{line}\n\n{AFTER}"
    assert [(span.of(text), rule) for span, rule in dropped(text)] == [(line, FURNITURE[line])]


@pytest.mark.parametrize("line", STORY)
def test_a_line_of_the_story_stays(line: str) -> None:
    assert dropped(f"{BEFORE}\n\n{line}\n\n{AFTER}\n\n{line}") == ()


@pytest.mark.parametrize("line", ["Leave a Reply", "12 comments", "Kommentare", "3 thoughts on “Harbour to close”"])
def test_what_readers_write_is_no_part_of_the_story(line: str) -> None:
    text = f"{BEFORE}\n\n{BEFORE}\n\n{BEFORE}\n\n{line}\n\n{AFTER}"
    assert [span.of(text) for span, _ in dropped(text)] == [line, AFTER]


def test_the_line_above_a_credit_is_what_the_picture_shows() -> None:
    text = f"{BEFORE}\n\nBoats leave the harbour\nPhoto: Jane Doe\n\n{AFTER}"
    assert [rule for _, rule in dropped(text)] == ["caption", "credit"]


def test_links_below_a_heading_for_them_go_with_it() -> None:
    text = f"{BEFORE}\n\nRelated stories\n\n* Quay to be rebuilt\n* Trawler lost off Cromer\n\n{BEFORE}\n\n{BEFORE}"
    assert [rule for _, rule in dropped(text)] == ["phrase", "section of links", "section of links"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_phrase_can_be_found(code: str) -> None:
    for row in rows(f"furniture_{code}"):
        kind, _, phrase = (part.strip() for part in row.partition(":"))
        assert kind in {"part", *FORCES}, row
        assert phrase == phrase.casefold(), row
        assert "’" not in phrase, row
