from __future__ import annotations

from pathlib import Path

import pytest

from briefing import settings
from briefing.edition import people
from briefing.edition.place import Place
from briefing.errors import BadConfigError
from briefing.speaking import casting
from briefing.speaking.pyttsx3 import Espeak
from briefing.values import Cast, CastVoice, Cite, Line, Piece, Reader, Script, Span, Speaker
from briefing.writing.readers import ANCHOR, SECOND, Readers


def cast(**more: object) -> Cast:
    voices = [CastVoice("anchor", "m", ()), *(CastVoice(f"quote-{n}", "m" if n % 2 else "f", ()) for n in range(1, 5))]
    return Cast("test", tuple(voices), **more)  # type: ignore[arg-type] # whatever a test sets


ANN, BOB = Speaker("Ann Example", gender="f"), Speaker("Bob Sample", gender="m")


def test_a_person_named_in_the_cast_always_has_that_voice() -> None:
    readers = Readers(cast(people=(("ann example", "quote-3"),)), [ANN, BOB])
    assert readers.reader(ANN).voice == "quote-3"
    assert readers.reader(BOB).voice == "quote-1"


def test_a_newcomer_leaves_a_remembered_persons_voice_alone() -> None:
    readers = Readers(cast(remembered=(("Bob Sample", "quote-1"),)), [Speaker("Carl New", gender="m"), BOB])
    first = readers.reader(Speaker("Carl New", gender="m"))
    assert first.voice == "quote-3"
    assert readers.reader(BOB, [first]).voice == "quote-1"


def test_a_remembered_voice_that_is_taken_in_the_story_is_given_up_for_the_day() -> None:
    readers = Readers(cast(remembered=(("Ann Example", "quote-2"), ("Bea Other", "quote-2"))), [ANN])
    ann = readers.reader(ANN)
    assert readers.reader(Speaker("Bea Other", gender="f"), [ann]).voice == "quote-4"


def test_nobody_shares_a_voice_in_a_story_while_another_is_free() -> None:
    readers = Readers(cast())
    story: list[Reader] = []
    for name in ("A One", "B Two", "C Three", "D Four"):
        story.append(readers.reader(Speaker(name, gender="m"), story))
    assert len({reader.voice for reader in story}) == 4


def test_a_second_anchor_reads_every_other_story() -> None:
    readers = Readers(cast(second_anchor="quote-4"))
    assert [readers.anchor(story) for story in range(3)] == [ANCHOR, SECOND, ANCHOR]
    assert [reader.label for reader in readers.all()] == [ANCHOR, SECOND]
    assert [reader.label for reader in Readers(cast(second_anchor="quote-4")).all()] == [ANCHOR]


WRONG = {
    '[people]\n"A" = "nobody"': "people.A",
    'second_anchor = "nobody"': "second_anchor",
    "[pauses]\nstory = 5000": "story = 5000",
    "[pauses]\nstorey = 500": "unknown key 'storey'",
    '[voices.x]\nlevel = 20\npyttsx3 = { voice = "en-us" }': "level = 20",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_mistake_in_a_cast_names_what_it_may_hold(text: str, tmp_path: Path) -> None:
    file = tmp_path / "cast.toml"
    anchor = '[voices.anchor]\npyttsx3 = { voice = "en-us" }\n'
    file.write_text(f"{text}\n{anchor}" if text.startswith("second") else f"{anchor}{text}\n", encoding="utf-8")
    with pytest.raises(BadConfigError, match=WRONG[text]):
        settings.read_cast(str(file))


@pytest.mark.parametrize(("voice", "known"), [("en-us+nosuch", "klatt"), ("en-nowhere", "en-gb-x-rp")])
def test_an_unknown_espeak_voice_is_refused_with_the_known_ones(voice: str, known: str, tmp_path: Path) -> None:
    file = tmp_path / "cast.toml"
    file.write_text(f'[voices.anchor]\npyttsx3 = {{ voice = "{voice}" }}\n', encoding="utf-8")
    with pytest.raises(BadConfigError, match=known):
        casting.voices(script(), settings.read_cast(str(file)), Espeak(), None)


def script() -> Script:
    import datetime as dt

    from briefing.values import Reader

    said = Line("ANN", (Piece("We will go."),), cite=Cite("a", (Span(0, 11),), "Ann Example"), verbatim=True)
    readers = (Reader("ANCHOR", "anchor"), Reader("ANN", "quote-2", "Ann Example"))
    return Script("T", dt.date(2024, 1, 1), "en-GB", readers, (), (Line("ANCHOR", (Piece("Ann said:"),)), said))


def test_every_voice_of_the_shipped_cast_is_one_that_espeak_has() -> None:
    engine = Espeak()
    shipped = settings.read_cast()
    names = [voice.engine_voice for one in shipped.voices if (voice := one.on("pyttsx3"))]
    assert len(set(names)) == len(names) == 12
    assert not [wrong for name in names for wrong in engine.lacks(name)]


def test_who_was_quoted_keeps_the_voice_from_day_to_day(tmp_path: Path) -> None:
    place = Place(str(tmp_path / "show.toml"), str(tmp_path), "show")
    people.remember(script(), cast(), place)
    again = people.remembering(cast(), place)
    assert again.remembered == (("Ann Example", "quote-2"),)
    file = tmp_path / "show.people.toml"
    before = file.stat().st_mtime_ns
    people.remember(script(), cast(), place)
    assert file.stat().st_mtime_ns == before
    assert Readers(again, [ANN]).reader(ANN).voice == "quote-2"


def test_a_name_with_every_kind_of_sign_is_remembered(tmp_path: Path) -> None:
    from dataclasses import replace

    place = Place(str(tmp_path / "show.toml"), str(tmp_path), "show")
    name = 'Ann "The Ü" O\'Neil \\ \U0001f600'
    made = script()
    people.remember(replace(made, readers=(made.readers[0], replace(made.readers[1], name=name))), cast(), place)
    assert people.remembering(cast(), place).remembered == ((name, "quote-2"),)
