"""A list that belongs to the story stays with it; what only looks like the readers' letters doesn't end it."""

from __future__ import annotations

from briefing.reading import read_text

PROSE = (
    "The soup takes an hour to make, and most of that hour you can spend with a book.\n\n"
    "It was born of a glut of squash that a neighbour could not eat in the autumn of last year.\n\n"
    "The butter came later, when somebody forgot a pan on the stove and liked what came of it.\n\n"
)
BUTTONS = "Share\nTweet\nPrint\n\n"
FOOT = "You may also like:\n\nNine ways with kale\nWhat to do with beets\n\nSign up for our newsletter\n"


def body(text: str) -> list[str]:
    return [span.of(text) for span in read_text(text).body]


def test_a_recipes_lists_below_the_story_are_kept_and_the_pages_foot_is_not() -> None:
    lists = "Ingredients\n\n* 1 squash\n* 2 onions\n\nMethod\n\n1. Heat the oven.\n2. Roast the squash.\n\n"
    kept = body("Squash soup\n\n" + BUTTONS + PROSE + "Print\n\n" + lists + FOOT)
    assert {"Ingredients", "2 onions", "Method"} <= set(kept)
    assert any("Roast the squash" in line for line in kept)
    assert not any("kale" in line or "newsletter" in line for line in kept)


def test_a_link_to_the_comments_above_the_story_does_not_end_it() -> None:
    notice = (
        "Join thousands of people who receive our mail every day of the week.\n\n"
        "The administrator of your personal data will be the Herald, 500 Park Lane, and details of how it is used will "
        "be found in the privacy policy, with all that you may ask of us and of those who work for us.\n\n"
    )
    menu = "".join(f"* {word}\n" for word in ("Cloud", "Malware", "Phones", "Cars", "Games", "Space", "Jobs", "Shop"))
    text = "Newsletter\n\n" + notice + menu + "\nSquash soup\n\nWrite a comment\n\nShare this article:\n\n" + PROSE * 2
    kept = body(text + FOOT)
    assert any(line.startswith("The soup takes an hour") for line in kept)
    assert not any("personal data" in line for line in kept)


def test_the_readers_letters_below_a_story_are_not_kept_however_long_they_are() -> None:
    letter = (
        "I have made this soup nine times, and the ninth time was the first time that it was any good.\n\nReply\n\n"
    )
    kept = body("Squash soup\n\n" + BUTTONS + PROSE * 2 + "3 Comments\n\n" + letter * 12)
    assert any(line.startswith("The soup takes") for line in kept)
    assert not any(line.startswith("I have made") for line in kept)
