from __future__ import annotations

import datetime as dt
import hashlib
import textwrap
from pathlib import Path

import pytest

from briefing.errors import BadInputError, NoInputError
from briefing.reading import kept_text, read, read_bytes, read_text
from briefing.values import Article

STORY = (
    "The harbour in Lowestoft will close for two weeks in May, the council said on Monday.\n\n"
    "“We had no choice,” said Ann Field, who runs it.\n\n"
    "She left.\n\n"
    "Fishing boats will move to Yarmouth, where the harbour has room for forty of them."
)

PAGE = f"""Skip to content
* Home
* News
* Sport
* Weather
Search

Harbour in Lowestoft to close in May

By Jane Doe, Political correspondent
Published 3 March 2021, 10:31 GMT
Share this article
* Facebook
* Twitter

{STORY}

Advertisement

The council meets again on 9 March to decide who pays for the work on the quay.

Read More

Related stories
* Quay to be rebuilt
* Trawler lost off Cromer

Leave a Reply

I think that this is a scandal, and that the council should go at once.

© 2021 The Lowestoft Herald. All rights reserved.
"""


def body(article: Article) -> list[str]:
    return [span.of(article.text) for span in article.body]


def test_a_page_is_cut_to_its_story() -> None:
    article = read_text(PAGE)
    assert body(article) == [
        "Harbour in Lowestoft to close in May",
        *STORY.split("\n\n"),
        "The council meets again on 9 March to decide who pays for the work on the quay.",
    ]
    assert article.title == "Harbour in Lowestoft to close in May"
    assert article.byline == ("Jane Doe",)
    assert article.published == dt.date(2021, 3, 3)
    assert article.text == PAGE


def test_nothing_of_a_clean_article_is_lost() -> None:
    text = "Harbour to close\n\n" + STORY + "\n\nWhat now?\n\n- The quay\n- The lock\n- Two cranes"
    assert body(read_text(text)) == [
        line.removeprefix("- ") for part in text.split("\n\n") for line in part.split("\n")
    ]


def test_a_chronicle_keeps_its_days() -> None:
    text = f"{STORY}\n\n12 March 2020\n\nThe first boats came back to the harbour in the rain.\n\n{STORY}"
    assert "12 March 2020" in body(read_text(text))


def test_without_blank_lines_each_line_is_a_paragraph() -> None:
    text = STORY.replace("\n\n", "\n")
    assert body(read_text(text)) == text.split("\n")


def test_hard_wrapped_lines_make_one_paragraph() -> None:
    first = "The committee said on Monday that it would not\npublish the report before the end of the year, as"
    first += "\nthe minister had asked for more time to read it\nand to talk to all those who had been named there."
    text = f"{first}\n\nA second paragraph follows, and it is wrapped too\nat about the same width."
    assert body(read_text(text)) == text.split("\n\n")


@pytest.mark.parametrize("width", [60, 72, 80, 100, 120, 150, 180])
def test_text_wrapped_to_any_width_has_the_paragraphs_that_it_had_before(width: int) -> None:
    said = "The bridge will close for a year, and nobody knows what that will cost the town, the engineer said"
    seen = "when she had looked at the piers and at the deck again after the flood of May."
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
    whole = ["Harbour bridge to close", *(f"{said} on {day}, {seen}" for day in days)]
    wrapped = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in whole)
    assert [" ".join(part.split()) for part in body(read_text(wrapped))] == whole


def test_long_lines_that_are_sentences_stay_paragraphs() -> None:
    said = "said that its bridge, which carries the road to the coast and to the old town, will close for a year."
    towns = ("Ayton", "Beeston", "Corby", "Derby", "Exeter", "Fulham")
    lines = ["Bridges to close", *(f"The council of {town} {said}" for town in towns)]
    assert body(read_text("\n".join(lines))) == lines


def test_a_headline_of_two_lines_is_not_taken_for_wrapped_text() -> None:
    text = f"Harbour in Lowestoft to close for weeks in May\nFishing boats have to move to Yarmouth harbour\n\n{STORY}"
    assert body(read_text(text))[:2] == text.split("\n")[:2]


def test_the_hash_is_that_of_the_text() -> None:
    article = read_bytes("\ufeff".encode() + STORY.replace("\n", "\r\n").encode(), source="-")
    assert article.text == STORY
    assert article.sha256 == hashlib.sha256(STORY.encode()).hexdigest()
    assert article.encoding == "utf-8-sig"


def test_lone_surrogates_are_replaced() -> None:
    assert read_text("He said \ud800 that it was over.").text == "He said \ufffd that it was over."


BAD = {
    "empty": (b"", "is empty"),
    "white space": (b" \n\t\n", "only white space"),
    "no words": (b"***\n---\n", "no words"),
    "furniture": (b"Home\nAbout us\nContact us\nShare this\nRead More\n", "only a page's furniture"),
    "no sentence": (b"Hello", "no sentence"),
    "a page of scripts": (b"<!DOCTYPE html>\n<html><body><script>let it = 'be';</script></body></html>", "web page"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_holds_no_article_is_refused_with_what_was_found(name: str) -> None:
    data, words = BAD[name]
    with pytest.raises(BadInputError, match=words) as caught:
        read_bytes(data, source="a.txt")
    assert "; " in str(caught.value)


def test_files_are_read_by_their_suffix(tmp_path: Path) -> None:
    markdown = tmp_path / "a.md"
    markdown.write_text(f"# Harbour *to* close\n\n{STORY}", encoding="utf-8")
    other = tmp_path / "a.news"
    other.write_text(STORY, encoding="utf-8")
    assert read(str(markdown)).title == "Harbour to close"
    assert read(str(markdown), format="txt").format == "txt"
    assert read(str(other)).format == "txt"
    with pytest.raises(NoInputError):
        read(str(tmp_path / "b.txt"))


def test_a_kept_source_is_read_without_any_checks(tmp_path: Path) -> None:
    file = tmp_path / "kept.txt"
    file.write_bytes(b"Home\r\n\r\n")
    assert kept_text(str(file)) == "Home\n\n"


def test_standard_input_is_guessed() -> None:
    assert read_bytes(f"# Harbour to close\n\n{STORY}".encode(), source="-").format == "md"
    assert read_bytes(STORY.encode(), source="-").format == "txt"


TEASER = "Headline number {0}\n\nA teaser that says what happened next in the story.\n\n{0}H ago"

LANGUAGES = {
    "en": STORY,
    "fr": "Le président a dit que les Français ne sont pas contents de la situation dans le pays.",
    "de": "Der Minister hat gesagt, dass die Lage nicht einfach ist und sich auch bald nichts ändern wird.",
    "es": "El presidente dijo que los vecinos no están contentos con el plan y que el gobierno hará más por ellos.",
    "it": "Il presidente ha detto che la situazione non è semplice e che il governo farà di più per gli italiani.",
    "pt": "O presidente disse que os moradores não estão contentes com o plano e que o governo fará mais por eles.",
    "nl": "De minister zei dat het niet eenvoudig is en dat de regering er ook dit jaar niet uit zal komen.",
    "ru": "Президент сказал, что положение в стране непростое.",
}


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_language_is_detected(code: str) -> None:
    assert read_text(LANGUAGES[code]).language == code


def test_a_language_that_is_given_stands() -> None:
    assert read_text(STORY, language="de-AT").language == "de"


def test_a_wall_of_links_after_the_story_does_not_outweigh_it() -> None:
    teasers = "\n\n".join(TEASER.format(n) for n in range(40))
    article = read_text(f"{PAGE}\n\nMost popular\n\n{teasers}")
    assert body(article) == body(read_text(PAGE))
