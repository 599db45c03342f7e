from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from timing import is_linear

from briefing.speaking.utterances import delivery, of_programme, utterance
from briefing.values import Delivery, Lexicon, Line, Piece, Pronunciation, Script, SpokenPiece, Utterance

LEXICON = Lexicon(
    (
        Pronunciation("Raisi", say="rah-EE-see"),
        Pronunciation("Al", say="al"),
        Pronunciation("Al Bahadori", say="al bah-hah-DOH-ree"),
        Pronunciation("WHO", say="the W H O"),
        Pronunciation("Petro", say="PET-roh"),
        Pronunciation("Nice", say="NEESS", after=("in", "at")),
        Pronunciation("Polish", say="POH-lish", inside=True),
        Pronunciation("tsunami", say="tsoo-NAH-mee", any_case=True),
        Pronunciation("Glasgow", say="GLAZ-gow", language="en-US"),
        Pronunciation("R&D", ipa="ɑːr ən diː"),
        Pronunciation("Kyiv", say="KEEV", ipa="ˈkiːiv"),
    )
)


def said(*pieces: Piece | str, lexicon: Lexicon = LEXICON, language: str = "en-GB") -> Utterance:
    made = tuple(Piece(piece) if isinstance(piece, str) else piece for piece in pieces)
    return utterance(Line("ANCHOR", made), lexicon, language, Delivery())


def marked(spoken: Utterance) -> list[tuple[str, str | None]]:
    return [(piece.text, piece.ipa or piece.respelling) for piece in spoken.pieces if piece.ipa or piece.respelling]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("President Raisi, and Raisi’s plan.", [("Raisi", "rah-EE-see"), ("Raisi’s", "rah-EE-seez")]),
        ("raisi RAISI Raisist Praisi", []),
        ("The two Raisis, an anti-Raisi march", [("Raisis", "rah-EE-seez"), ("Raisi", "rah-EE-see")]),
        ("Kyiv's mayor; Petros and Petro's", [("Kyiv's", "ˈkiːivz"), ("Petro's", "PET-rohz")]),
        ("A nice day in Nice. Nice it was, and at Nice's port.", [("Nice", "NEESS"), ("Nice's", "NEESS-iz")]),
        ("Polish it. He said Polish firms do.", [("Polish", "POH-lish")]),
        ("A TSUNAMI; Tsunami, tsunami", [(form, "tsoo-NAH-mee") for form in ("TSUNAMI", "Tsunami", "tsunami")]),
        ("Al Bahadori and Al.", [("Al Bahadori", "al bah-hah-DOH-ree"), ("Al", "al")]),
        ("Al Bahadorian", [("Al", "al")]),
        ("Who is the WHO?", [("W.H.O", "the W H O")]),
        ("Our R&D department", [("R and D", "ɑːr ən diː")]),
        ("In Kyiv.", [("Kyiv", "ˈkiːiv")]),
        ("Raisi", [("Raisi", "rah-EE-see")]),
        ("", []),
    ],
)
def test_the_lexicon_finds_whole_words_as_they_are_written_the_longest_first(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert marked(said(text)) == expected


def test_an_entry_for_one_language_is_used_in_that_language() -> None:
    assert marked(said("In Glasgow.", language="en-US")) == [("Glasgow", "GLAZ-gow")]
    assert marked(said("In Glasgow.")) == []


def test_a_name_that_the_script_sets_once_is_said_so_throughout() -> None:
    first = Line("ANCHOR", (Piece("Mr "), Piece("Raisi", say="RAY-see"), Piece(" said so.")))
    twice = Line("ANCHOR", (Piece("Kyiv", say="KY-ev"), Piece(" and "), Piece("Kyiv", say="KEEV")))
    word = Line("ANCHOR", (Piece("I "), Piece("read", say="red"), Piece(" it.")))
    script = Script("", dt.date(2022, 1, 1), "en-GB", (), (), (first, twice, word))
    known = of_programme(LEXICON, script)
    assert marked(said("Raisi’s Kyiv, and we read.", lexicon=known)) == [("Raisi’s", "RAY-seez"), ("Kyiv", "ˈkiːiv")]


def test_both_ways_to_say_a_word_reach_the_engine() -> None:
    assert said("Kyiv").pieces == (SpokenPiece("Kyiv", ipa="ˈkiːiv", respelling="KEEV"),)


def test_what_the_script_sets_stands_before_the_lexicon() -> None:
    assert marked(said("Mr ", Piece("Raisi", say="RAY-see"), " said.")) == [("Raisi", "RAY-see")]


def test_numbers_are_said_as_they_stand_in_the_whole_line() -> None:
    alone = said("It cost $5 million in 2022.").text
    cut = said("It cost $5 ", Piece("million", stress=True), " in 2022.").text
    assert "$" not in alone
    assert not any(char.isdigit() for char in alone)
    assert cut == alone


def test_a_pronunciation_in_a_line_of_numbers_stays_at_its_word() -> None:
    spoken = said("In 2022 Raisi met 25 men, and Raisi left at 10.30pm.")
    assert not any(char.isdigit() for char in spoken.text)
    assert marked(spoken) == [("Raisi", "rah-EE-see"), ("Raisi", "rah-EE-see")]
    assert spoken.text == said("In 2022 Raisi met 25 men, and Raisi left at 10.30pm.", lexicon=Lexicon()).text


def test_stress_and_white_space_survive_the_cuts() -> None:
    spoken = said("He ", Piece("never", stress=True), " said so, Raisi added.")
    assert spoken.text == "He never said so, Raisi added."
    assert [piece.text for piece in spoken.pieces if piece.stress] == ["never"]


QUOTED = [
    "He said: “We will go.”",
    'He said: "We will go."',
    "He said: ‘We will go.’",
    "He said: «We will go.»",
    "He said: „We will go.“",
]


@pytest.mark.parametrize("text", QUOTED)
def test_quotation_marks_are_never_spoken(text: str) -> None:
    assert said(text).text == "He said: We will go."


@pytest.mark.parametrize("text", ["Raisi’s men don’t go.", "It's o’clock."])
def test_apostrophes_stay(text: str) -> None:
    assert said(text, lexicon=Lexicon()).text.replace("'", "’") == text.replace("'", "’")


@pytest.mark.parametrize(
    "text", ["a \x01200S b", "a [[r'aIsi]] b", "a <break time='9s'/> b", "a {x} b", "a\x00b", "a\ud800b", "a\ue000b"]
)
def test_no_text_of_an_article_becomes_mark_up_for_an_engine(text: str) -> None:
    spoken = said(text).text
    assert not set(spoken) & set("[]<>{}\x00\x01\ud800\ue000")
    assert spoken.startswith("a")
    assert spoken.endswith("b")


@pytest.mark.parametrize("unit", ["word ", "Raisi ", "“", "a"])
def test_long_lines_are_read_in_linear_time(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    @dataclass
    class AsItIs:
        text: str
        changes: tuple[()] = ()

    # The reading of numbers has tests of its own.
    monkeypatch.setattr("briefing.language.spoken.spoken", lambda text, _language: AsItIs(text))
    assert is_linear(lambda size: said(unit * (size // len(unit))), 10_000)


@pytest.mark.parametrize(
    ("words", "rate", "pitch", "level"),
    [
        ((), 1.0, 0.0, 0.0),
        (("rate=80",), 0.5, 0.0, 0.0),
        (("pitch=+2st",), 1.0, 2.0, 0.0),
        (("pitch=-1.5st",), 1.0, -1.5, 0.0),
        (("softer",), 1.0, 0.0, -4.0),
        (("pitch=+99st", "rate=999"), 2.5, 12.0, 0.0),
        (("rate=0", "rate=", "rate=x", "pitch=2", "pitch=st", "shouting", "rate=²"), 0.5, 0.0, 0.0),
    ],
)
def test_the_words_of_a_label_become_dials(words: tuple[str, ...], rate: float, pitch: float, level: float) -> None:
    assert delivery(words) == Delivery(rate, pitch, level, words)


def test_each_word_of_the_format_does_what_it_says() -> None:
    faster, slower, bright, grave, warm = (
        delivery((word,)) for word in ("faster", "slower", "bright", "grave", "warm")
    )
    assert slower.rate < 1 < faster.rate
    assert grave.pitch < warm.pitch < 0 < bright.pitch
    assert delivery(("slower", "faster")).rate == pytest.approx(1, abs=0.03)


def test_a_rate_in_a_label_is_measured_against_the_voice_own() -> None:
    assert delivery(("rate=150",), wpm=150).rate == 1.0
