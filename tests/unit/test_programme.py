"""A programme of several stories: order, hand-overs, credits, length, and what a show file sets."""

from __future__ import annotations

import dataclasses
import datetime as dt
import wave
from pathlib import Path

import pytest
from newsdesk import DAY, STORY, article, cast

from briefing import drafts, settings
from briefing.errors import BadConfigError
from briefing.programme import written
from briefing.selecting import select
from briefing.settings import Settings
from briefing.values import Article, Direction, Heading, Line, Script, Selection, Show, Source, Speaker
from briefing.writing import credits, markdown  # noqa: A004 - the newsroom's word
from briefing.writing.readers import Readers
from briefing.writing.running_order import HAND_OVERS, hand_over
from briefing.writing.timing import Pace, seconds
from briefing.writing.wording import shortened

THINGS = ("bridge", "station", "library", "market", "stadium", "school", "museum", "theatre", "garden", "prison", "zoo")


def story(thing: str, **fields: object) -> Selection:
    text = STORY.replace("bridge", thing).replace("Lindqvist", f"Lind{thing}").replace("Okafor", f"Oka{thing}")
    return select(article(text, f"{thing}.txt", **fields))


def stories(count: int) -> list[Selection]:
    return [story(thing) for thing in THINGS[:count]]


def script(selections: list[Selection], **options: object) -> Script:
    chosen = {"cast": cast(), "date": DAY} | options
    return written(selections, Settings(**chosen)).script  # type: ignore[arg-type] # options by name


def headlines(made: Script) -> list[str]:
    return [line.text for line in made.lines if line.beat]


# --- Order -----------------------------------------------------------------------------------------------------------


def test_the_same_article_is_told_once_and_said_so() -> None:
    bridge, station = story("bridge"), story("station")
    twin = dataclasses.replace(bridge, article=dataclasses.replace(bridge.article, source="copy.txt"))
    made = written([bridge, station, twin, bridge], Settings(cast=cast(), date=DAY))
    assert len(headlines(made.script)) == 2
    assert made.whence == ("bridge.txt", "station.txt")
    assert made.notes[:2] == (
        "copy.txt is the same article as bridge.txt: it's told once",
        "bridge.txt was given twice: it's told once",
    )


def test_stories_come_as_given_newest_first_or_longest_first() -> None:
    old, new = story("bridge", published=dt.date(2026, 1, 1)), story("station", published=dt.date(2026, 2, 1))
    undated = select(article(STORY.replace("bridge", "zoo") + "\n\nThe zoo has 40 lions and a bear.", "zoo.txt"))
    undated = dataclasses.replace(undated, article=dataclasses.replace(undated.article, published=None))
    given = [undated, old, new]

    def order(how: str) -> list[str]:
        return [source.key for source in script(given, order=how).sources]

    assert order("given") == ["zoo", "bridge", "station"]
    assert order("newest") == ["station", "bridge", "zoo"]
    assert order("longest")[0] == "zoo"


# --- Between the stories ---------------------------------------------------------------------------------------------


def test_hand_overs_open_every_story_but_the_first_and_never_repeat() -> None:
    made = script(stories(11))
    opening = [
        following.text
        for item, following in zip(made.items, made.items[1:], strict=False)
        if isinstance(item, Heading) and isinstance(following, Line) and following.cite is None
    ]
    spoken = opening[:-1]  # the last heading is the sign-off's
    assert len(spoken) == 10
    assert len(set(spoken)) == 10
    assert spoken[0] == HAND_OVERS[0]
    assert spoken[-1] == "And finally."
    assert sum(isinstance(item, Direction) and item.kind == "sting" for item in made.items) == 10


def test_a_show_may_have_hand_overs_of_its_own() -> None:
    show = Show(hand_overs=("Here's more.",), last_hand_over="Last of all.")
    assert [hand_over(show, place, 5) for place in range(1, 5)] == [
        "Here's more.",
        "Story number 3.",
        "Story number 4.",
        "Last of all.",
    ]
    assert hand_over(show, 1, 2) == "Here's more."


def test_a_show_without_music_has_no_music_and_no_stings() -> None:
    made = script(stories(2), show=Show(music=False))
    kinds = {item.kind for item in made.items if isinstance(item, Direction)}
    assert kinds == {"pause"}


# --- Length ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", [20, 30])
def test_a_very_short_programme_says_the_day_a_story_and_its_source(target: int) -> None:
    made = script(stories(1), length=target)
    lines = [line.text for line in made.lines]
    assert lines[0] == "It's Monday, the 4th of May."
    assert lines[-1] == 'Source: "Harbour bridge to close for a year". Synthetic voices.'
    assert len(lines) > 2
    assert not headlines(made)
    assert seconds(made.items, "en-GB", Pace(160)) < target * 1.25


def test_what_is_cut_and_a_length_that_is_missed_are_told() -> None:
    notes = written(stories(1), Settings(cast=cast(), date=DAY, length=3600)).notes
    assert any("not 3600 s" in note for note in notes)
    assert any("all of its" in note for note in notes)
    notes = written(stories(1), Settings(cast=cast(), date=DAY, length=30)).notes
    assert any("sentences are cut; --length full tells all" in note for note in notes)


def test_what_is_planned_is_what_the_rundown_lays_out() -> None:
    """Pauses and music are counted in both; the words are left out of both."""
    from briefing.mastering.rundown import lay_out
    from briefing.values import Clip
    from briefing.writing.timing import EDGES_S

    made = script(stories(3))
    lines = list(made.lines)
    rundown = lay_out(made.items, [Clip(line, "anchor", "", 1, 22_050) for line in lines])
    quiet = tuple(
        dataclasses.replace(item, pieces=(dataclasses.replace(item.pieces[0], text=""),))
        if isinstance(item, Line)
        else item
        for item in made.items
    )
    planned = seconds(quiet, "en-GB", Pace(160)) - EDGES_S * len(lines)
    assert planned == pytest.approx(rundown.seconds(rundown.frames), rel=0.02)


@pytest.mark.parametrize("second", [False, True])
def test_the_casts_own_pauses_and_rates_and_the_users_music_are_planned_as_they_are_laid_out(
    tmp_path: Path,
    second: bool,  # noqa: FBT001
) -> None:
    from briefing.mastering import jingles
    from briefing.mastering.rundown import lay_out
    from briefing.values import Clip
    from briefing.writing.running_order import pace
    from briefing.writing.timing import EDGES_S

    plain = cast()
    voices = tuple(
        dataclasses.replace(voice, pause=factor)
        for voice, factor in zip(plain.voices, (1.4, 0.5, 0.7, 1.0), strict=True)
    )
    pauses = (("paragraph", 600), ("quote", 150), ("story", 1000), ("reader", 80), ("tail", 900), ("music", 20))
    own = dataclasses.replace(plain, voices=voices, pauses=pauses, second_anchor="quote-3" if second else None)
    sounds = (("open", _tone(tmp_path / "a.wav", 9)), ("sting", _tone(tmp_path / "b.wav", 2.5)))
    made = script(stories(3), cast=own)
    rates = {"anchor": 120.0, "quote-1": 200.0, "quote-3": 150.0}
    paces = pace(own, made.readers, 160, rates, jingles.alone(sounds))
    voice_of = {reader.label: reader.voice for reader in made.readers}
    clips = []
    for line in made.lines:
        spoken = seconds(
            (dataclasses.replace(line, verbatim=False, beat=False),), "en-GB", Pace(160, pauses={"paragraph": 0})
        )
        words = (spoken - EDGES_S) * 160 / rates.get(voice_of[line.reader], 160) + EDGES_S
        factor = next(voice.pause for voice in voices if voice.name == voice_of[line.reader])
        clips.append(Clip(line, voice_of[line.reader], "", round(22_050 * words), 22_050, pause=factor))
    rundown = lay_out(made.items, clips, own.pause_table(), jingles.own(sounds, 22_050, str(tmp_path)))
    assert seconds(made.items, "en-GB", paces) == pytest.approx(rundown.seconds(rundown.frames), rel=0.002)


def _tone(path: Path, length: float) -> str:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(b"\x00\x10\x00\xf0" * round(length * 4000))
    return str(path)


def test_a_slower_cast_tells_less_in_the_same_time() -> None:
    slow = dataclasses.replace(
        cast(),
        voices=tuple(
            dataclasses.replace(voice, engines=tuple((n, dataclasses.replace(v, wpm=110)) for n, v in voice.engines))
            for voice in cast().voices
        ),
    )
    words = [
        sum(
            len(line.text.split())
            for line in written(stories(3), Settings(cast=one, date=DAY, length=120)).script.lines
        )
        for one in (cast(), slow)
    ]
    assert words[1] < 0.85 * words[0]


# --- Headlines -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Bridge to close", "Bridge to close"),
        (
            "Harbour bridge to close for a whole year from June after cracks are found in its steel",
            "Harbour bridge to close for a whole year from June",
        ),
        (
            "Harbour bridge to close for a whole year from June as Lindqvist warns of tired old steel",
            "Harbour bridge to close for a whole year from June as Lindqvist warns of tired old steel",
        ),
        (
            "Prices of bread to rise by a tenth from June as Okafor shuts his three bakeries",
            "Prices of bread to rise by a tenth from June",
        ),
        (
            "Senate passes its drought bill after a session of 14 hours, sending it to a sceptical governor",
            "Senate passes its drought bill after a session of 14 hours",
        ),
        ("Council knew of the cracks for ten years before it acted, a leaked report by engineers says", None),
        ("The bridge will close for a year unless the council finds the money for it this week", None),
        ("Mayor won't say why she will only resign from the council after the summer break of this year", None),
        ("Sir Tom Okafor is to step down as leader of the council of the harbour town this year", None),
    ],
)
def test_a_long_headline_is_cut_only_where_the_rest_says_the_same(title: str, expected: str | None) -> None:
    assert shortened(title, 12) == (expected or title)


def test_a_headline_that_stays_long_is_told() -> None:
    title = "Council knew of the cracks for ten years before it acted, a leaked report by engineers says"
    long = select(article(STORY.replace("Harbour bridge to close for a year", title)))
    assert any("a headline of 17 words (S19)" in n for n in written([long], Settings(cast=cast(), date=DAY)).notes)


def test_a_headline_holds_no_address() -> None:
    text = STORY.replace("Harbour bridge to close for a year", "#Harbour bridge to close, see www.example.org today")
    made = script([select(article(text))])
    assert headlines(made) == ["Harbour bridge to close, see today."]
    assert "www" not in list(made.lines)[-1].text


# --- Credits ---------------------------------------------------------------------------------------------------------


def named(*pairs: tuple[str, tuple[str, ...]]) -> str:
    found = []
    for title, byline in pairs:
        whole = Article("a.txt", "", "x", (), title, byline=byline)
        found.append(credits.credit(whole, Source("a", "a.txt", "", title)))
    return credits.named(found)


LONG = "Council knew of the cracks for ten years before it acted, a leaked report says"


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("Bridge to close", ())], 'The source was the article "Bridge to close".'),
        ([("Bridge to close", ("Jane Roe",))], 'The source was the article "Bridge to close", by Jane Roe.'),
        ([(LONG, ("Jane Roe", "Al Wu"))], "The source was an article by Jane Roe and Al Wu."),
        ([(LONG, ())], f'The source was the article "{LONG}".'),
        ([("One", ()), ("Two", ()), ("Three", ())], 'The sources were the articles "One", "Two" and "Three".'),
        (
            [("One", ("A B", "C D", "E F")), ("Two", ())],
            'The sources were: "One", by A B and others; and "Two".',
        ),
        (
            [(str(n), ()) for n in range(10)],
            'The sources were the articles "0", "1", "2", "3", "4", "5", "6", "7" and 2 more, listed with this episode.',  # noqa: E501 - one sentence
        ),
    ],
)
def test_the_sign_off_names_the_sources(pairs: list[tuple[str, tuple[str, ...]]], expected: str) -> None:
    assert named(*pairs) == expected


def test_two_people_of_one_surname_both_get_an_initial() -> None:
    quoted = [Speaker("Bill Haversham"), Speaker("Hanna Haversham"), Speaker("Ann Wu"), None]
    readers = Readers(cast(), quoted)
    assert [readers.reader(one).label for one in quoted] == ["B HAVERSHAM", "H HAVERSHAM", "WU", "QUOTE"]
    assert [readers.shares_surname(one.name) for one in quoted if one] == [True, True, False]


# --- Show files ------------------------------------------------------------------------------------------------------


def test_the_example_show_is_what_is_used_without_one() -> None:
    show = settings.read_show("show-example")
    assert dataclasses.replace(
        show, name=Show().name, cast=None, hand_overs=Show().hand_overs, last_hand_over=""
    ) == Show(hand_overs=Show().hand_overs)
    assert show.hand_overs == HAND_OVERS[: len(show.hand_overs)]


def test_the_example_show_makes_a_script() -> None:
    show = settings.read_show("show-example")
    made = written(stories(3), Settings(show=show, cast=settings.read_cast(show.cast or ""), date=DAY))
    text = drafts.markdown(made, ".")
    assert "show: The Evening Briefing\n" in text
    assert markdown.parse(text) == made.script


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('sign_on = "Hello {name}"', "sign_on can't be filled in: {name}; only {day}, {show} may stand in braces"),
        ('sign_on = "{sources}"', "sign_on can't be filled in: {sources}"),
        ('sign_off = "a } b"', "sign_off can't be filled in: }"),
        ('sign_off = "  "', "sign_off is empty"),
        ('sign_on = "It\'s “The Morning”"', "sign_on has quotation marks"),
        ("hand_overs = [1]", "hand_overs holds 1"),
        ('hand_overs = "Next."', "hand_overs = 'Next.'"),
        ("music = 1", "music = 1"),
        ('name = ""', "the show's name is empty"),
        ('colour = "red"', "unknown key 'colour'"),
        ('language = "de"', "language is 'de'; write en-GB or en-US"),
        ('time_zone = "Mars/Base"', "time_zone 'Mars/Base' isn't known"),
    ],
)
def test_a_mistake_in_a_show_says_what_to_write(line: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "show.toml"
    file.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(BadConfigError) as caught:
        settings.read_show(str(file))
    assert message in str(caught.value)
    assert str(file) in str(caught.value)


def test_what_a_show_names_stands_beside_it_or_in_the_voices_folder(tmp_path: Path) -> None:
    file = tmp_path / "show.toml"
    file.write_text('cast = "evening"\nlexicon = "default"\nart = "cover.jpg"\n', encoding="utf-8")
    (tmp_path / "evening.toml").touch()
    show = settings.read_show(str(file))
    assert show.cast == str(tmp_path / "evening.toml")
    assert show.lexicon == "default"
    assert show.art == str(tmp_path / "cover.jpg")
