from __future__ import annotations

import hashlib
import time

import pytest

from briefing.selecting.quotes import quotations
from briefing.values import Article, Span


def article(text: str, *, heading: bool = False) -> Article:
    spans: list[Span] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    first = spans[0] if heading else None
    return Article("case.txt", hashlib.sha256(text.encode()).hexdigest(), text, tuple(spans), heading=first)


def texts(text: str) -> list[str]:
    return [quote.span.of(text) for quote in quotations(article(text))]


# What stands in the story, and the quotations expected of it.
RANGES: dict[str, tuple[str, list[str]]] = {
    "curly": ("“We are ready,” Anna Roth said.", ["We are ready,"]),
    "straight": ('"We are ready," Anna Roth said. "Go on."', ["We are ready,", "Go on."]),
    "single": ("‘We are ready,’ Anna Roth said.", ["We are ready,"]),
    "straight single": ("'We are ready,' Anna Roth said.", ["We are ready,"]),
    "low and high": ("„We are ready“, Anna Roth said.", ["We are ready"]),
    "guillemets": ("Anna Roth said: «We are ready».", ["We are ready"]),
    "guillemets inward": ("Anna Roth said: »We are ready«.", ["We are ready"]),
    "white space inside": ("Anna Roth said: « We are ready ».", ["We are ready"]),
    "curly opened, straight closed": ('“We are ready," Anna Roth said.', ["We are ready,"]),
    "apostrophes": ("Anna’s brother didn’t go to the Smiths’ house in the ’90s.", []),
    "apostrophes, straight": ("Anna's brother didn't go to the Smiths' house in the '90s.", []),
    "apostrophes inside single marks": (
        "‘It’s the players’ day and we’re proud,’ Anna Roth said.",
        ["It’s the players’ day and we’re proud,"],
    ),
    "nested, American": ("“He told me ‘go away’ and left,” Anna Roth said.", ["He told me ‘go away’ and left,"]),
    "nested, British": ("‘He told me “go away” and left,’ Anna Roth said.", ["He told me “go away” and left,"]),
    "nested, straight": ("\"He told me 'go away' and left,\" Anna said.", ["He told me 'go away' and left,"]),
    "nothing closes it": ("“We are ready, Anna Roth said. They left.", []),
    "nothing closes it, and another follows": (
        "“We are ready, Anna Roth said.\n“We are not ready at all,” Otto Brandt said.",
        ["We are ready, Anna Roth said.", "We are not ready at all,"],
    ),
    "several paragraphs, one closing mark": (
        "Anna Roth said: “We are ready now.\n\n“We have been ready for years.”\n\nThey left.",
        ["We are ready now.", "We have been ready for years."],
    ),
    "inches": ("The 6'2\" striker said the goal was 8' high.", []),
    "a fragment of one word": ("Anna Roth said her country was “determined” to go.", ["determined"]),
    "a fragment of two words": ("Anna Roth called him “a liar” on Monday.", ["a liar"]),
    "scare quotes": ("The “experts” were wrong about the “new normal” again.", []),
    "a film": ("The film “The Long Goodbye” opens on Friday.", []),
    "a show before a comma": ("Speaking on “Face the Nation,” Anna Roth, the mayor, left early.", []),
    "a nickname": ("Dwayne “The Rock” Johnson was there.", []),
    "a word": ("The word “freedom” was heard twice.", []),
    "so-called": ("The so-called “snowball effect” is real.", []),
    "a cross-heading": ("They left early on Monday.\n\n‘A very long day’\n\nThey came back.", []),
    "no words": ("He wrote “…” and left.", []),
    "empty": ("He wrote “” and left.", []),
}


@pytest.mark.parametrize(("text", "expected"), RANGES.values(), ids=RANGES.keys())
def test_quotations_are_found_and_nothing_else_is(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


PARTIAL = {
    "“We are ready,” Anna Roth said.": [False],
    "Anna Roth said: “We are ready.”": [False],
    "Anna Roth said they were “more than ready” for it.": [True],
    "Anna Roth said that “the two sides are close on many questions”.": [False],
    "Anna Roth said that “close on many questions” was too much.": [True],
    "“We are ready,” Anna Roth said, “and we will win.”": [False, False],
}


@pytest.mark.parametrize(("text", "expected"), PARTIAL.items())
def test_a_fragment_in_the_writers_sentence_is_partial(text: str, expected: list[bool]) -> None:
    assert [quote.partial for quote in quotations(article(text))] == expected


def test_the_heading_is_left_out() -> None:
    text = "“We Are Ready,” Says Mayor\n\n“We are ready,” Anna Roth said."
    assert [quote.span.start for quote in quotations(article(text, heading=True))] == [text.rindex("We are")]


def test_parts_of_one_quotation_have_one_speaker() -> None:
    text = "“We are ready now.\n\n“We have been ready for years,” Anna Roth said."
    names = [quote.speaker.name for quote in quotations(article(text)) if quote.speaker]
    assert names == ["Anna Roth", "Anna Roth"]


def test_the_mention_is_what_stands_beside_the_verb() -> None:
    text = "Anna Roth, the mayor, came.\n\n“We are ready,” Roth said. “Go on,” she said."
    assert [q.mention.of(text) for q in quotations(article(text)) if q.mention] == ["Roth", "she"]


def test_the_role_is_in_the_articles_own_words() -> None:
    text = "The spokesman for the Iranian government, Ali Bahadori Jahromi, spoke.\n\n“It is so,” Jahromi said."
    speaker = quotations(article(text))[0].speaker
    assert speaker is not None
    assert (speaker.name, speaker.role) == ("Ali Bahadori Jahromi", "The spokesman for the Iranian government")


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("“It is so,” Mrs Roth said.", "f"),
        ("Anna Roth came. “It is so,” she said.", "f"),
        ("“It is so,” Anna Roth said.", None),
    ],
)
def test_a_gender_is_known_only_where_the_article_says_it(text: str, gender: str | None) -> None:
    speaker = quotations(article(text))[0].speaker
    assert speaker is not None
    assert speaker.gender == gender


@pytest.mark.parametrize(
    "piece",
    ['"', "“", "“a b c,” he said. ", "it's ' ", "John Smith said no. ", "“One two.\n", "Mr. ", "x, "],
)
def test_a_long_text_is_read_in_linear_time(piece: str) -> None:
    source = article(piece * 24_000)
    start = time.process_time()
    quotations(source)
    assert time.process_time() - start < 20  # a second or two where it's linear, minutes where it's quadratic


NO_QUOTATIONS = (
    "The so-called “paper water” was sold twice.",
    "Mr. Ames said the “two-person rule” had been followed.",
    "The bank kept a “buy” rating on the stock.",
    "He is known in the dressing room as “Kid”.",
    "His father, a carrier known as “Big Sean”, put him to work.",
    "That boat, the “Star of the Sea”, was launched in June.",
    "The council calls this a “rationalisation”.",
    "Cllr Ian Bright preferred “right-sizing”, and said that the bus carries six people.",
    "I am not asking for a “vision”.",
    "There is a phrase that politicians like: the “night-time economy”.",
    "The “curse of the Rovers”, as the local papers like to call four lost finals, is over.",
    "What does she make of the father’s “performance”, as the programme insists on calling it?",
    "Staff had risen by 18% and the ‘red button’ that calls a consultant at night now worked, he said.",
    "The firm offered what it described as “owner-free” plots at half the rate.",
    "The suspect, Ade Bello, who styles himself “Chairman”, denied wrongdoing when he was paraded.",
    "Asked once by a visitor whether his boats had “a grammar”, he replied that they had a bottom.",
    "It was known among the delegates as the “divorce paper”.",
    "A petition, ‘Hands Off Our Sundays’, had passed 3,000 signatures by noon.",
    "They mean bars. They have a “tsar” for it.",
    "There’s a “bergy bit” in every second freezer in this town.",
    "The company has promised an end to what staff call “YOLO Mondays”, when changes skip the test.",
)


@pytest.mark.parametrize("text", NO_QUOTATIONS)
def test_a_things_name_or_a_word_held_at_arms_length_is_no_quotation(text: str) -> None:
    assert texts(text) == []


FRAGMENTS = (
    ("Anna Roth called him “a liar” on Monday.", "a liar"),
    ("Anna Roth called him a “liar” on Monday.", "liar"),
    ("Ted Marsh called the plan a “total fantasy”, an “insult” and “cheap”.", "total fantasy"),
    ("Ted Marsh said the plan was “cheap”.", "cheap"),
    ("Ted Marsh said the “shameful” vote proved him right.", "shameful"),
    ("Ted Marsh said it was a “terrible” idea.", "terrible"),
    ("She praised what she called “a spirit I had not seen in six years”.", "a spirit I had not seen in six years"),
    ("It was a “witch hunt”, as Ted Marsh called it.", "witch hunt"),
    ("The union described the offer as “derisory”.", "derisory"),
    ("The trust apologised “without reservation” to the families.", "without reservation"),
)


@pytest.mark.parametrize(("text", "fragment"), FRAGMENTS)
def test_a_word_or_two_that_somebody_said_is_a_quotation(text: str, fragment: str) -> None:
    assert fragment in texts(text)


CLIPPED = {
    "‘Mine do, an’ all of ’em,’ Anna Roth said.": ["Mine do, an’ all of ’em,"],
    "‘We’re goin’ home,’ Anna Roth said. ‘It’s late.’": ["We’re goin’ home,", "It’s late."],
}


@pytest.mark.parametrize(("text", "expected"), CLIPPED.items())
def test_a_clipped_words_apostrophe_closes_nothing(text: str, expected: list[str]) -> None:
    assert texts(text) == expected
