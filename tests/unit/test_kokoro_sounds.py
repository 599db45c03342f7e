from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from briefing.errors import EngineError
from briefing.language.british import british
from briefing.speaking import kokoro_voices, splitting
from briefing.speaking.kokoro_sounds import tokens
from briefing.speaking.kokoro_takes import Take, flaw, joined
from briefing.speaking.phonemes import emphasised, from_ipa, from_respelling
from briefing.speaking.splitting import Piece, Token
from briefing.values import SpokenPiece, Utterance

BRITISH = """
Tuesday tˈuzdˌA tjˈuːzdˌA
your jʊɹ jɔː
doctors dˈɑktəɹz dˈɒktəz
nurses nˈɜɹsᵻz nˈɜːsɪz
classes klˈæsᵻz klˈɑːsɪz
plans plˈænz plˈanz
dancer dˈænsəɹ dˈɑːnsə
talks tˈɔks tˈɔːks
office ˈɔfəs ˈɒfəs
coast kˈOst kˈQst
parents pˈɛɹənts pˈɛːɹənts
carry kˈɛɹi kˈaɹi
very vˈɛɹi vˈɛɹi
there ðˈɛɹ ðˈɛː
authority əθˈɔɹəTi əθˈɒɹəti
story stˈɔɹi stˈɔːɹi
period pˈɪɹiəd pˈɪəɹiəd
spirit spˈɪɹət spˈɪɹət
father fˈɑðəɹ fˈɑːðə
new nˈu njˈuː
moon mˈun mˈuːn
fire fˈIəɹ fˈIə
schedule skˈɛʤəl ʃˈɛdjuːl
"""


@pytest.mark.parametrize("case", BRITISH.split("\n")[1:-1])
def test_a_british_voice_has_british_vowels(case: str) -> None:
    word, american, expected = case.split()
    assert british(american, word) == expected


def test_an_r_is_said_before_a_vowel_alone() -> None:
    assert british("fˈɑɹ", "far", "əwˈA") == "fˈɑːɹ"
    assert british("fˈɑɹ", "far", "fɹˌʌm") == "fˈɑː"
    assert british("wˈɔTəɹ", "water", "ɪz") == "wˈɔːtəɹ"


@pytest.mark.parametrize(
    ("ipa", "american", "expected"),
    [
        ("rɑːˈiːsi", "ɹɑˈisi", "ɹɑːˈiːsi"),
        ("/ˈdmiːtri pɛˈskɒf/", "dmˈitɹi pɛskˈɑf", "dmˈiːtɹi pɛskˈɒf"),
        ("kiːr", "kˈiɹ", "kˈiːɹ"),
        ("ˈtʃɜːtʃɪl", "ʧˈɜɹʧɪl", "ʧˈɜːʧɪl"),
        ("ɡəʊ", "ɡˈO", "ɡˈQ"),
    ],
)
def test_ipa_arrives_as_it_was_written(ipa: str, american: str, expected: str) -> None:
    assert from_ipa(ipa, gb=False) == american
    assert from_ipa(ipa, gb=True) == expected


@pytest.mark.parametrize("ipa", ["", "/ /", "ˈ", "ka😀", "k😀a", "ㅋ"])
def test_ipa_that_cannot_be_said_is_nothing(ipa: str) -> None:
    assert from_ipa(ipa, gb=True) in {None, "ˈ"}


@pytest.mark.parametrize(
    ("respelling", "expected"),
    [
        ("rah-EE-see", "ɹɑˈisi"),
        ("pes-KOFF", "pɛskˈɑf"),
        ("KHAH-men-ay", "xˈɑmɛnA"),
        ("mee-RAHN-duh", "miɹˈɑndə"),
        ("RYDE", "ɹˈId"),
        ("KEER STAR-mer", "kˈɪɹ stˈɑɹməɹ"),
        ("qqq-12", None),
        ("rah-TAPE", "ɹɑtˈAp"),  # a silent e
        ("BAHOO", None),  # two vowels in a syllable
        ("ta1-AH", None),
    ],
)
def test_a_respelling_is_read_by_its_syllables(respelling: str, expected: str | None) -> None:
    assert from_respelling(respelling, gb=False) == expected


@pytest.mark.parametrize(("sounds", "said"), [("ðˈA", "ðˈA"), ("ðˌA", "ðˈA"), ("ðə", "ðˈə")])
def test_a_word_that_is_leaned_on_has_a_main_stress(sounds: str, said: str) -> None:
    assert emphasised(sounds) == said


def letters(texts: Sequence[str]) -> list[list[tuple[str, str, str]]]:
    """A G2P for tests: each word sounds as it's written, marks stand alone."""
    return [[(word, word, " ") for word in text.replace(".", " .").replace(",", " ,").split()] for text in texts]


def test_what_is_set_by_hand_stands_among_what_is_read() -> None:
    pieces = (
        SpokenPiece("the "),
        SpokenPiece("Iran", ipa="ɪˈrɑːn"),
        SpokenPiece("'s and "),
        SpokenPiece("Raisi", None),
    )
    line = tokens(Utterance((*pieces[:3], SpokenPiece("Raisi", respelling="rah-EE-see"))), letters, gb=False)
    assert [(token.written, token.sounds) for token in line] == [
        ("the", "the"),
        ("Iran", "ɪɹˈɑn"),
        ("'s", "z"),
        ("and", "and"),
        ("Raisi", "ɹɑˈisi"),
    ]
    assert [token.gap for token in line] == [True, False, True, True, False]


def test_the_word_before_one_set_by_hand_is_read_as_before_its_sound() -> None:
    asked: list[str] = []

    def read(texts: Sequence[str]) -> list[list[tuple[str, str, str]]]:
        asked.extend(texts)
        return letters(texts)

    for ipa in ("ɪˈrɑːn", "bɪˈrɑːn"):
        tokens(Utterance((SpokenPiece("to the "), SpokenPiece("X", ipa=ipa))), read, gb=False)
    assert asked == ["to the owl", "to the bell"]


def test_stress_is_heard_on_the_word_that_has_it() -> None:
    line = tokens(
        Utterance((SpokenPiece("he "), SpokenPiece("did", stress=True), SpokenPiece(" go"))), letters, gb=False
    )
    assert [token.sounds for token in line] == ["he", "dˈid", "go"]


def words(text: str) -> list[Token]:
    return [Token(*token[:2]) for token in letters([text])[0]]


def test_a_long_line_is_cut_at_sentences_then_clauses_never_in_a_word() -> None:
    text = " ".join(["He said that the committee would report on the matter in the new year, and so it did."] * 4)
    long = text.replace(".", " and").rstrip() + " so it ends."
    for line in (text, long):
        made = splitting.pieces(words(line))
        assert all(len(piece.sounds) <= splitting.LONGEST + 2 for piece in made)
        assert [token for piece in made for token in piece.tokens] == words(line)
    assert {piece.tokens[-1].sounds for piece in splitting.pieces(words(text))} == {"."}
    assert {piece.tokens[-1].sounds for piece in splitting.pieces(words(long))[:-1]} <= {",", "year", "and", "matter"}


def test_very_short_sentences_are_said_with_their_neighbours() -> None:
    made = splitting.pieces(words("No. He said that he would never sign such an agreement with them. Never."))
    assert len(made) == 1


def test_every_piece_ends_with_a_mark_and_the_last_has_no_pause() -> None:
    made = splitting.pieces(words("a " * 400))
    assert all(piece.sounds[-1] in ".,;:?!…—)" for piece in made)
    assert [piece.pause > 0 for piece in made] == [True] * (len(made) - 1) + [False]


@pytest.mark.parametrize("text", ["", " ", ". . .", ","])
def test_a_line_without_a_sound_has_no_pieces(text: str) -> None:
    assert splitting.pieces(words(text)) == ()


def test_an_endless_word_is_cut_all_the_same() -> None:
    assert all(len(piece.sounds) <= 510 for piece in splitting.pieces(words("a" * 5000)))


def test_halves_hold_all_that_the_piece_held() -> None:
    piece = splitting.pieces(words("he went to the market, and she stayed at home"))[0]
    first, second = splitting.halves(piece)
    assert (*first.tokens, *second.tokens) == piece.tokens
    assert first.tokens[-1].sounds == ","
    assert splitting.halves(Piece((Token("no", "no"),))) == (Piece((Token("no", "no"),)),)


RATE = 24_000
SAID = Piece(tuple(words("the government will publish its plans for health.")), 0.4)


def take(seconds: float, *speech: tuple[float, float]) -> Take:
    pcm = b"\x00\x10" * round(seconds * RATE)
    return Take(SAID, pcm, RATE, tuple((round(a * RATE), round(b * RATE)) for a, b in speech), 1.0)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (take(3.0), "a silent clip"),
        (take(3.0, (0.2, 3.0)), "breaks off"),
        (take(3.0, (0.2, 0.5)), "a clip of 0.3 s"),
        (take(30.0, (0.2, 29.0)), "a clip of 28.8 s"),
    ],
)
def test_a_take_that_cannot_be_right_is_told(bad: Take, why: str) -> None:
    assert why in flaw(bad)
    assert not flaw(take(3.5, (0.2, 3.2)))


def test_a_stray_noise_after_the_end_is_left_out() -> None:
    assert take(4.0, (0.2, 3.0), (3.6, 3.65)).whole == (round(0.2 * RATE), 3 * RATE)
    assert take(4.0, (0.2, 3.0), (3.1, 3.65)).whole == (round(0.2 * RATE), round(3.65 * RATE))


def test_takes_are_joined_with_a_pause_and_their_words_keep_their_times() -> None:
    pcm, rate, times = joined([take(3.5, (0.2, 3.2))] * 2, 1.0)
    starts = [ms for token, ms in times if token.written == "the"]
    assert starts[0] == 200
    # 3.2 s of the first, its 60 ms, the pause of 0.4 s, and 20 ms before the second.
    assert starts[1] == pytest.approx(3200 + 60 + 400 + 20, abs=1)
    assert len(pcm) // 2 == pytest.approx((3.26 + 0.4 + 3.08) * rate, abs=2)
    assert [ms for _, ms in times] == sorted(ms for _, ms in times)


def test_a_join_has_no_click() -> None:
    pcm, _, _ = joined([take(3.5, (0.2, 3.2))] * 2, 1.0)
    numbers = [int.from_bytes(pcm[at : at + 2], "little", signed=True) for at in range(0, len(pcm), 2)]
    steps = [abs(a - b) for a, b in pairwise(numbers)]
    assert max(steps) < 100


def test_a_mix_has_its_voices_by_weight() -> None:
    known = ("af_heart", "bf_emma")
    assert kokoro_voices.parts("af_heart:0.6+bf_emma:.4", known) == [("af_heart", 0.6), ("bf_emma", 0.4)]
    assert kokoro_voices.parts("bf_emma", known) == [("bf_emma", 1.0)]
    assert not kokoro_voices.is_british([("af_heart", 0.6), ("bf_emma", 0.4)])


@pytest.mark.parametrize("name", ["", "nosuch", "af_heart+", "af_heart:0", "af_heart:x", "../af_heart", "af_heart:-1"])
def test_a_voice_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(EngineError, match="has no voice"):
        kokoro_voices.parts(name, ("af_heart", "bf_emma"))
