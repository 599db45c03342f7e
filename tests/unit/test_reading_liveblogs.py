"""Live reports: their entries are the story, their stamps and buttons aren't."""

from __future__ import annotations

import datetime as dt

import pytest

from briefing.reading import read_text
from briefing.values import Article

TITLE = "Port Okolo flood live: hundreds leave their homes as the sea wall gives way"
SUMMARY = "The harbour at Port Okolo is closed tonight, and the council says that the quay will not last till morning."
HEADS = ("Army sends engineers", "Mayor: nobody hurt", "Fish shop owner loses all")
ENTRIES = (
    "The first lorries have left the depot at Yarrow with pumps and sandbags, and the army is sending forty engineers.",
    "Nobody is hurt, says the mayor, Ann Field, who is in the town hall with three hundred of her neighbours tonight.",
    "“It came over the wall like a train,” says Tobi Okonjo, who keeps the fish shop in Quay Street and lost it all.",
)
FOOT = "Load more\nMost viewed\nWhy walls fail\nFive storms that made the coast"


def live(stamps: tuple[str, ...], buttons: str = "Share", *, headed: bool = True) -> str:
    text = f"Live\nKey events\n\n{TITLE}\n\nHattie Pellow\nSat 4 May 2024 18.02 BST\n\n{SUMMARY}\n\n"
    for stamp, head, entry in zip(stamps, HEADS, ENTRIES, strict=True):
        text += f"{stamp}\n{buttons}\n\n" + (f"{head}\n\n" if headed else "") + f"{entry}\n\n"
    return text + FOOT


def body(article: Article) -> list[str]:
    return [span.of(article.text) for span in article.body]


STAMPS = (
    ("17.51 AEDT", "16.40 AEDT", "15.12 AEDT"),
    ("17:51", "16:40", "15:12"),
    ("5:51 pm", "4:40 pm", "3:12 pm"),
    ("Posted at 17:51", "Posted at 16:40", "Posted at 15:12"),
    ("12 minutes ago", "2 hours ago", "3 hours ago"),
    ("4 May 2024 17:51", "4 May 2024 16:40", "4 May 2024 15:12"),
    ("17:51 Updated 18:02", "16:40", "15:12"),
)


@pytest.mark.parametrize("stamps", STAMPS)
@pytest.mark.parametrize("buttons", ["Share", "Share on Facebook\nShare on X\nCopy link"])
def test_nothing_of_a_live_reports_entries_is_lost(stamps: tuple[str, ...], buttons: str) -> None:
    article = read_text(live(stamps, buttons))
    assert article.title == TITLE
    assert article.byline == ("Hattie Pellow",)
    assert article.published == dt.date(2024, 5, 4)
    lines = [line for pair in zip(HEADS, ENTRIES, strict=True) for line in pair]
    assert body(article) == [TITLE, SUMMARY, *lines]


@pytest.mark.parametrize("stamps", STAMPS)
def test_entries_need_no_headings(stamps: tuple[str, ...]) -> None:
    assert body(read_text(live(stamps, headed=False))) == [TITLE, SUMMARY, *ENTRIES]


def test_a_time_with_a_heading_behind_it_stays_with_it() -> None:
    stamps = tuple(f"{time} - {head}" for time, head in zip(("17:51", "16:40", "15:12"), HEADS, strict=True))
    lines = [line for pair in zip(stamps, ENTRIES, strict=True) for line in pair]
    assert body(read_text(live(stamps, headed=False))) == [TITLE, SUMMARY, *lines]


def test_a_chronicle_without_a_page_around_it_keeps_its_times() -> None:
    times = ("4:14 p.m.", "5:20 p.m.", "6 p.m.")
    lines = [line for pair in zip(times, ENTRIES, strict=True) for line in pair]
    text = "\n\n".join([TITLE, SUMMARY, *lines])
    assert body(read_text(text)) == text.split("\n\n")


def test_teasers_with_a_time_below_a_story_are_no_live_report() -> None:
    story = [SUMMARY, *ENTRIES] * 4
    teasers = [f"{hours} hours ago\nShare\n\n{ENTRIES[hours % 3]} Again." for hours in range(2, 8)]
    text = "\n\n".join([TITLE, *story, "Most viewed", *teasers])
    assert body(read_text(text)) == [TITLE, *story]


def test_an_entry_of_the_list_of_key_events_is_not_what_a_live_report_is_called() -> None:
    heads = "\n".join(f"{stamp} {head}" for stamp, head in zip(STAMPS[1], HEADS, strict=True))
    entries = "\n\n".join(
        f"{stamp} GMT\n{head}\n\n{entry}" for stamp, head, entry in zip(STAMPS[1], HEADS, ENTRIES, strict=True)
    )
    article = read_text(f"{TITLE}\n\nLast updated 6 May 2024, 18:10\n\nKey events\n{heads}\n\n{entries}")
    assert (article.title, article.published) == (TITLE, dt.date(2024, 5, 6))
