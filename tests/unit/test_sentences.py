from __future__ import annotations

import pytest

from briefing.language.sentences import sentences
from briefing.values import Span

# A paragraph with "|" where one sentence ends and the next begins.
PARAGRAPHS = {
    "plain": "One is here. |Two is there! |Is three?",
    "titles": "Mr. Smith met Dr. Jones and Sen. Cruz in St. Louis. |They talked.",
    "initials": "J. K. Rowling met George W. Bush. |They talked.",
    "the U.S. goes on": "The U.S. Senate met in Washington, D.C. on Monday. |It voted.",
    "the U.S. ends": "He left the U.S. |The Senate met.",
    "months": "It was on Jan. 6 and on Dec. 24. |Nobody came.",
    "a month's word": "They came in mar. |Nobody stayed.",
    "decimals": "It rose 2.5 per cent to 1.75 million. |Then it fell.",
    "versions and sites": "Version 2.0.1 of example.com is out. |It works.",
    "ellipsis goes on": "He waited … and waited ... for nothing. |Then he left.",
    "ellipsis ends": "He waited… |Then he left.",
    "number sign": "It was No. 5 on the list. |It stayed.",
    "no": "She said no. |He said yes.",
    "companies": "Apple Inc. said it would pay. |Others won't.",
    "companies end": "It was bought by Apple Inc. |Others weren't.",
    "at the clock": "It begins at 6 p.m. on Friday. |It ends at 9 p.m. |Nobody stays.",
    "closing marks": "He wrote “nonsense.” |She agreed.",
    "brackets": "(It was late.) |She left.",
    "attribution after": "“One is here. Two is there,” he said. |They left.",
    "attribution inverted": "“One. Two. Three!” said Smith. |They left.",
    "question and a name": "“Why me?” Smith asked. |They left.",
    "question and a sentence": "“Why me?” |Smith looked at the floor.",
    "attribution before": "Smith said: “One is here. Two is there.” |They left.",
    "stop and attribution in the middle": "“One is here,” he said. |“Two is there.”",
    "a quotation alone": "“One is here. |Two is there.”",
    "straight marks": '"One is here. Two is there," he said. |They left.',
    "single marks": "‘One is here. Two is there,’ he said. |They left.",
    "a fragment": "He called it “a disgrace. A real one” and left. |They stayed.",
    "apposition": "“Why me?” Smith, the head of the plant, asked. |They left.",
    "one word": "Go",
}


def spans_of(marked: str) -> tuple[str, list[str]]:
    parts = marked.split("|")
    return "".join(parts), [part.strip() for part in parts]


@pytest.mark.parametrize("marked", PARAGRAPHS.values(), ids=PARAGRAPHS.keys())
def test_sentences_end_where_a_reader_pauses(marked: str) -> None:
    text, expected = spans_of(marked)
    assert [span.of(text) for span in sentences(text, Span(0, len(text)))] == expected


def test_only_the_paragraph_asked_for_is_read() -> None:
    text = "Not this. One is here. Two is there. Nor this."
    within = Span(text.index("One"), text.index(" Nor"))
    assert [span.of(text) for span in sentences(text, within)] == ["One is here.", "Two is there."]


def test_white_space_has_no_sentences() -> None:
    assert sentences(" \n ", Span(0, 3)) == ()
