from __future__ import annotations

import time
from array import array
from itertools import combinations
from math import pi, sin

import pytest
from tone import Tone

from briefing.speaking.clips import BadClipError, checked, key
from briefing.values import Audio, Delivery, Speech, SpokenPiece, Utterance, Voice, WordTime

RATE = 10_000  # so that a millisecond is ten frames
VOICE = Voice("anchor", "low")
TEXT = "One two three four five."  # about a second and a half at 160 words a minute


def said(text: str = TEXT, **more: object) -> Utterance:
    return Utterance((SpokenPiece(text),), **more)  # type: ignore[arg-type]  # the rest of an Utterance, by name


def tone(seconds: float, level: float = 10_000, hertz: float = 200) -> list[int]:
    """A tone that fades at its end."""
    frames = round(seconds * RATE)
    return [round(level * min(1, (frames - at) / 200) * sin(2 * pi * hertz * at / RATE)) for at in range(frames)]


def speech(values: list[int], words: tuple[WordTime, ...] = ()) -> Speech:
    return Speech(Audio(array("h", values).tobytes(), RATE), words)


QUIET = [20, -20]  # -54 dB of the tone


@pytest.mark.parametrize("noise", [[0, 0], QUIET])
@pytest.mark.parametrize(("before", "after"), [(5_000, 3_000), (400, 800), (100, 0), (0, 20_000)])
def test_silence_is_trimmed_to_40_ms_before_and_80_after(noise: list[int], before: int, after: int) -> None:
    clip = checked(speech(noise * (before // 2) + tone(1.5) + noise * (after // 2)), said(), VOICE)
    kept = min(before, 400) + min(after, 800)
    assert clip.audio.frames == pytest.approx(15_000 + kept, abs=100)  # to 5 ms at each end, and the fade


def test_a_quiet_beginning_of_a_word_is_not_silence() -> None:
    whisper = [100, -100] * 1_000  # -40 dB of the tone
    clip = checked(speech([0] * 5_000 + whisper + tone(1.5)), said(), VOICE)
    assert clip.audio.frames == pytest.approx(17_000 + 400, abs=100)


def test_a_faint_clip_is_trimmed_like_a_loud_one() -> None:
    clip = checked(speech([0] * 5_000 + tone(1.5, level=200) + [0] * 5_000), said(), VOICE)
    assert clip.audio.frames == pytest.approx(15_000 + 1_200, abs=150)


def test_word_times_move_with_the_trimming() -> None:
    words = (WordTime("One", 500), WordTime("two", 800), WordTime("…", 10))
    clip = checked(speech([0] * 5_000 + tone(1.5), words), said(), VOICE)
    assert [word.ms for word in clip.words] == [40, 340, 0]


def test_trimming_twice_changes_nothing_more() -> None:
    once = checked(speech([0] * 5_000 + tone(1.5) + [0] * 5_000), said(), VOICE)
    assert checked(once, said(), VOICE) == once


GOOD = tone(1.5)
BAD = {
    "empty": (speech([]), said()),
    "silent": (speech([0] * 15_000), said()),
    "silent (a flat line)": (speech([900] * 15_000), said()),
    "silent (noise below hearing)": (speech([30, -30] * 7_500), said()),
    "half a sample": (Speech(Audio(speech(GOOD).audio.pcm + b"\0", RATE)), said()),
    "clipped flat": (speech([max(-32768, min(32767, 8 * value)) for value in tone(1.5, 20_000)]), said()),
    "breaks off": (speech(GOOD[:12_013]), said()),
    "a word at": (speech(GOOD, (WordTime("One", 1_600),)), said()),
    r"a clip of 0.2 s where about 1.5 s": (speech(tone(0.2)), said()),
    r"a clip of 20.0 s where": (speech(tone(20)), said()),
    "sample rate": (Speech(Audio(speech(GOOD).audio.pcm, 0)), said()),
}


@pytest.mark.parametrize("words", BAD)
def test_a_clip_that_cannot_be_right_is_refused_in_words(words: str) -> None:
    with pytest.raises(BadClipError, match=words.partition(" (")[0]):
        checked(*BAD[words], VOICE)


GOOD_ODDITIES = {
    "one letter": (tone(0.15), "A"),
    "a word": (tone(0.3), "Yes."),
    "letters said one by one": (tone(2.4), "U S A B B C"),
    "another script, said by name": (tone(6.5), "日本語のテキスト"),
    "one word of 3,000 letters": (tone(2), "x" * 3_000),
    "signs": (tone(1.5), TEXT + "!?…" * 400),
    "a sound that peaks": (tone(1.5, 32_700, hertz=61), TEXT),
}


@pytest.mark.parametrize("name", GOOD_ODDITIES)
def test_a_clip_that_may_be_right_is_kept(name: str) -> None:
    values, text = GOOD_ODDITIES[name]
    if name == "a sound that peaks":
        values = [32_767 if at % 300 == 0 else value // 2 for at, value in enumerate(values)]
    assert checked(speech([*values, *[0] * 100]), said(text), VOICE).audio.frames


@pytest.mark.parametrize("wpm", [1, 20, 1_000, 100_000])
def test_a_rate_that_no_engine_reaches_makes_no_clip_wrong(wpm: int) -> None:
    assert checked(speech(tone(1.5)), said(), Voice("anchor", "low", wpm=wpm)).audio.frames


def test_checking_costs_little() -> None:
    values = [0] * 5_000 + tone(1) * 60 + [0] * 5_000
    long = Speech(Audio(array("h", values).tobytes(), RATE))
    text = said("word " * 160)
    start = time.process_time()
    checked(long, text, VOICE)
    assert time.process_time() - start < 1


def test_the_key_changes_with_all_that_shapes_the_sound() -> None:
    engine = Tone()
    keys = [
        key(engine, said(), VOICE),
        key(Tone(name="bell"), said(), VOICE),
        key(Tone(version="2"), said(), VOICE),
        key(engine, said("Six."), VOICE),
        key(engine, said(language="en-US"), VOICE),
        key(engine, said(delivery=Delivery(rate=1.1)), VOICE),
        key(engine, Utterance((SpokenPiece(TEXT, ipa="w"),)), VOICE),
        key(engine, Utterance((SpokenPiece(TEXT, respelling="w"),)), VOICE),
        key(engine, said(), Voice("anchor", "high")),
        key(engine, said(), Voice("anchor", "low", wpm=170)),
        key(engine, said(), Voice("anchor", "low", pitch=1.0)),
    ]
    assert all(one != other for one, other in combinations(keys, 2))
    assert key(engine, said(), Voice("by another name", "low")) == keys[0]
