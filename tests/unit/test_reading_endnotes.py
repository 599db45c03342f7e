"""Notes below a story, and last paragraphs that are the story's own."""

from __future__ import annotations

import pytest

from briefing.reading import read_text
from briefing.reading.furniture import dropped

HEAD = "Harbour at Port Okolo to close for two weeks in May\n\nBy Jane Doering and Olu Bankole"
STORY = (
    "The harbour at Port Okolo will close for two weeks in May, the council said on Monday, to mend the quay.\n\n"
    "“We had no choice,” said Ann Field, who has run the harbour since 2011.\n\n"
    "Fishing boats will move to Yarrow, where the old basin has room for forty of them."
)

NOTES = (
    "(Reporting by Jane Doering; Editing by Tom Ash)",
    "Reporting by Jane Doering in Nairobi; editing by Tom Ash",
    "Additional reporting from Tom Ash in Yarrow.",
    "Bankole reported from Abuja.",
    "Doering reported from Nairobi, Bankole from Abuja.",
    "Tom Ash reported from Yarrow.",
    "Tom Ash in Yarrow contributed to this report",
    "Coast Wire writers Tom Ash and Mia Rook contributed to this report.",
    "Mia Rook contributed reporting.",
    "— With files from The Coast Wire",
    "Jane Doering is a baker and a columnist.",
    "Jane Doering covers ports. Tips: jd@herald.example",
    "Tom Ash covers ports for The Herald.",
    "Tom Ash is a freelance writer and the author of “Quays”.",
    "The writer is a former harbour master.",
    "This story was first published in The Herald.",
    "This article was amended on 5 May to correct a name.",
    "An earlier version of this article misstated the depth of the quay.",
    "Contact the newsroom at news@herald.example",
    "- Coast Wire",
)

OWN = (
    "Tom Ash, a reporter in Yarrow, was first to see the crack.",
    "Reported by Yarrow in 1954, the crack was forgotten.",
    "Ann Field is the harbour's first woman in charge.",
    "Ann Field is the author of a book on quays.",
    "The report was published by the ministry in March.",
    "Contact with the boat was lost at 0300, and it has not been seen again.",
    "“This story has been updated so often,” she said.",
    "The author was 91.",
    "The minister has contributed to the debate, and the bill may pass in June.",
    "Editing by hand was slow, and the men were tired.",
    "She is survived by two sons.",
)


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("kind", ["txt", "md"])
def test_a_note_below_the_story_is_not_read_out(note: str, kind: str) -> None:
    article = read_text(f"{HEAD}\n\n{STORY}\n\n{note}\n", format=kind)
    assert article.body[-1].of(article.text) == STORY.rsplit("\n\n", maxsplit=1)[-1]


@pytest.mark.parametrize("last", OWN)
def test_the_storys_own_last_paragraph_stays(last: str) -> None:
    article = read_text(f"{HEAD}\n\n{STORY}\n\n{last}")
    assert article.body[-1].of(article.text) == last


def test_a_note_is_told_only_at_the_end() -> None:
    note = "Tom Ash in Yarrow contributed to this report"
    text = f"{HEAD}\n\n{note}\n\n" + "\n\n".join([STORY] * 3)
    assert "note" not in [rule for _, rule in dropped(text)]


def test_the_author_in_front_matter_is_known_below_the_story() -> None:
    text = (
        f"---\nauthor: Tegan Lund\n---\n\n# Harbour to close\n\n{STORY}\n\n*Tegan Lund bakes and is a columnist.*\n\n"
    )
    article = read_text(text + "*Tegan Lund is a baker.*", format="md")
    assert "Tegan Lund is a baker." not in [span.of(article.text) for span in article.body]
