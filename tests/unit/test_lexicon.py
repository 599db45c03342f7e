from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from briefing import settings
from briefing.errors import BadConfigError
from briefing.speaking.ipa import to_espeak
from briefing.speaking.utterances import utterance
from briefing.values import Delivery, Lexicon, Line, Piece, Pronunciation

SHIPPED = Path(__file__).parents[2] / "voices" / "lexicon.toml"
ENTRIES = settings.read_lexicon(None).entries

# A vowel of a syllable as the lexicon's notation writes it (voices/README.md), the longer ones first.
VOWEL = re.compile(r"aɪ|aʊ|eɪ|oʊ|ɔɪ|ɔː|iː|uː|ɑː|ɜː|[iɪɛæɒʊuʌə]")
LETTERS = set("ˈ aæɑbdefɡhijklmnŋoprstuvwxzðəɒɔɛɜɪʃʊʌʒθː")
SYLLABLE = re.compile(r"[a-z]+|[A-Z]+")


def syllables(say: str) -> list[str]:
    return re.split(r"[ -]", say)


def test_the_shipped_lexicon_has_the_names_of_the_news() -> None:
    assert len(ENTRIES) >= 400
    words = {entry.word for entry in ENTRIES}
    assert {"Raisi", "Xi", "Kyiv", "Qatar", "Sinn Féin", "Huawei", "Leicester", "Ouagadougou"} <= words
    assert len(words) == len(ENTRIES)
    assert all(entry.say and entry.ipa for entry in ENTRIES)


def test_entries_that_nobody_has_checked_are_marked() -> None:
    assert {entry.sure for entry in ENTRIES} == {True, False}


def faults(entry: Pronunciation) -> list[str]:
    say, ipa = entry.say or "", entry.ipa or ""
    words = list(zip(say.split(), ipa.split(), strict=False))
    capitals = [[place for place, part in enumerate(word.split("-")) if part.isupper()] for word, _ in words]
    before = [[len(VOWEL.findall(part)) for part in sounds.split("ˈ")[:-1]] for _, sounds in words]
    checks = {
        "letters of the notation": set(ipa) <= LETTERS,
        "sounds that eSpeak's converter knows": to_espeak(ipa) is not None,
        "syllables in small letters or capitals": all(SYLLABLE.fullmatch(part) for part in syllables(say)),
        "as many syllables as vowels": len(syllables(say)) == len(VOWEL.findall(ipa)),
        "as many words": len(say.split()) == len(ipa.split()),
        "one stress in a word, and in the same place": capitals == before and all(len(one) <= 1 for one in before),
        "a stress at all": "ˈ" in ipa,
    }
    return [f"{entry.word}: {name}" for name, holds in checks.items() if not holds]


def test_ipa_and_respelling_of_each_entry_are_in_the_notation_and_agree() -> None:
    assert [fault for entry in ENTRIES for fault in faults(entry)] == []


@pytest.mark.parametrize(
    ("say", "ipa"),
    [
        ("rah-EE", "rɑːˈiːsi"),
        ("rah-EE-SEE", "rɑːˈiːsi"),
        ("RAH-ee-see", "rɑːˈiːsi"),
        ("ree-see", "riːsi"),
        ("K8", "ˈɬ"),
    ],
)
def test_the_check_of_the_entries_finds_what_is_wrong(say: str, ipa: str) -> None:
    assert faults(Pronunciation("x", say, ipa))


def test_no_entry_stands_twice_in_the_file() -> None:
    assert len(tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["words"]) == sum(
        " = {" in line for line in SHIPPED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    )


def ways(text: str, lexicon: Lexicon) -> list[tuple[str, str | None]]:
    pieces = utterance(Line("ANCHOR", (Piece(text),)), lexicon, "en-GB", Delivery()).pieces
    return [(piece.text, piece.respelling) for piece in pieces if piece.respelling or piece.ipa]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xi Jinping left. Xi's plane did too.", [("Xi", "SHEE"), ("Jinping", "jin-PING"), ("Xi's", "SHEEZ")]),
        ("a nice day in Nice, and nice people", [("Nice", "NEESS")]),
        ("Polish it, said a Polish reader.", [("Polish", "POH-lish")]),
        ("Reading is fun in Reading.", [("Reading", "RED-ing")]),
        ("the Houthis and Sinn Féin’s leader", [("Houthis", "HOO-theez"), ("Sinn Féin’s", "shin FAYNZ")]),
        ("Berkshire Hathaway’s", [("Berkshire Hathaway’s", "BURK-shur HATH-uh-wayz")]),
    ],
)  # fmt: skip
def test_the_shipped_lexicon_says_names_where_they_are_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert ways(text, settings.read_lexicon(None)) == expected


def test_ordinary_words_are_left_to_the_engine() -> None:
    text = "We read that a job for a man in the house of a friend is as good as a bath, a mobile or a turkey to polish."
    assert ways(text, settings.read_lexicon(None)) == []


def test_the_users_entries_win_and_false_leaves_a_word_to_the_engine(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('[words]\nRaisi = "RAY-see"\nKyiv = false\nBlogs = { ipa = "ˈblɒɡz", case = false }\n', "utf-8")
    mine = settings.read_lexicon(str(file))
    assert ways("Raisi, Kyiv, BLOGS, Lviv", mine) == [("Raisi", "RAY-see"), ("BLOGS", None), ("Lviv", "luh-VEEV")]
    assert len(settings.read_lexicon(str(file), shipped=False).entries) == 2


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("Raisi = 3", "no pronunciation"),
        ("Raisi = {}", "no pronunciation"),
        ('Raisi = ""', "no pronunciation"),
        ("Raisi = true", "no pronunciation"),
        ("Raisi = { sure = false }", "no pronunciation"),
        ('Raisi = { say = "x", stress = 1 }', "unknown key"),
        ('Raisi = { say = "x", after = "Mr" }', "after"),
        ('Raisi = { say = "x", case = "yes" }', "case"),
        ('"" = "x"', "letter or digit"),
    ],
)
def test_a_mistake_in_a_lexicon_is_told_with_the_word(tmp_path: Path, content: str, what: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(f"[words]\n{content}\n", encoding="utf-8")
    with pytest.raises(BadConfigError, match=what) as caught:
        settings.read_lexicon(str(file))
    assert caught.value.problems[0].file == str(file)
