from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.mastering import chapters, lay_out
from briefing.values import PAUSES, Clip, Direction, Heading, Item, Line, Piece, Rundown

RATE = 1000  # a frame is a millisecond


def line(reader: str = "ANCHOR", *, verbatim: bool = False, beat: bool = False) -> Line:
    return Line(reader, (Piece("Words."),), verbatim=verbatim, beat=beat)


def clip(item: Line, frames: int = 1000, sample_rate: int = RATE) -> Clip:
    return Clip(item, "voice", "clip.pcm", frames, sample_rate)


def rundown(*items: Item) -> Rundown:
    return lay_out(items, [clip(item) for item in items if isinstance(item, Line)])


def gap(*items: Item) -> int:
    """Return the ms between the ends of the first and the start of the last sound."""
    slots = [slot for slot in rundown(*items).slots if isinstance(slot.item, Line) or slot.item in (STING, OPEN)]
    return slots[-1].start - slots[0].end


STING, OPEN, CLOSE = Direction("sting"), Direction("music", cue="open"), Direction("music", cue="close")


@pytest.mark.parametrize(
    ("items", "ms"),
    [
        ((line(), line()), 350),
        ((line(), line("QUOTE")), 700),
        ((line(), line("QUOTE", verbatim=True)), 700),
        ((line(verbatim=True), line()), 700),
        ((line(beat=True), line(beat=True)), 250),
        ((line(beat=True), line()), 250),
        ((line(), line(beat=True)), 350),
        ((line(beat=True), line("QUOTE")), 700),
        ((line(), Heading("Story"), line("QUOTE")), 900),
        ((line(), STING), 300),
        ((OPEN, Heading("Story"), line()), 300),
        ((line(), Direction("pause", ms=600), line()), 600),
        ((line(), Direction("pause", ms=0), line()), 0),
        ((line(), Direction("pause", ms=-5), line()), 0),
        ((line(), Direction("pause", ms=3000), line("QUOTE")), 3000),
        ((line(), Direction("pause"), line()), 500),
        ((line(), Direction("beat"), line("QUOTE")), 250),
        ((line(), Direction("beat"), Direction("beat"), line()), 500),
        ((line(), Heading("Story"), Direction("pause", ms=100), line()), 100),
        ((line(), Direction("pause", ms=100), Heading("Story"), line()), 100),
    ],
)
def test_the_pause_follows_from_what_stands_on_either_side(items: tuple[Item, ...], ms: int) -> None:
    assert gap(*items) == ms


def test_the_programme_begins_with_its_first_sound_and_ends_with_a_short_tail() -> None:
    made = rundown(Heading("Headlines"), line())
    assert made.slots[1].start == 0
    assert made.frames == made.slots[-1].end + PAUSES["tail"]


def test_every_item_has_its_slot_in_order() -> None:
    items = (OPEN, Heading("A"), line(), Direction("pause", ms=5), Heading("B"), Heading("C"), line(), CLOSE)
    assert tuple(slot.item for slot in rundown(*items).slots) == items


def test_music_and_stings_take_the_time_of_their_sound() -> None:
    lengths = {slot.item: slot.end - slot.start for slot in rundown(line(), OPEN, STING, CLOSE).slots[1:]}
    assert lengths == {OPEN: 2500, STING: 1000, CLOSE: 3000}


def test_a_music_cue_of_somebody_elses_sounds_as_the_sting() -> None:
    _, slot = rundown(line(), Direction("music", cue="fanfare")).slots
    assert slot.end - slot.start == 1000


def test_the_programme_has_the_highest_rate_and_no_clip_loses_a_frame() -> None:
    items = [line(), line()]
    made = lay_out(items, [clip(items[0], 22_051, 22_050), clip(items[1], 24_000, 24_000)])
    assert made.sample_rate == 24_000
    assert [slot.end - slot.start for slot in made.slots] == [24_002, 24_000]


@pytest.mark.parametrize("clips", [0, 2])
def test_lines_and_clips_that_dont_pair_are_refused(clips: int) -> None:
    with pytest.raises(ValueError, match="argument 2"):
        lay_out([line()], [clip(line())] * clips)


def test_a_programme_without_a_word_is_laid_out_too() -> None:
    assert lay_out([], []).slots == ()


ITEMS = st.lists(
    st.one_of(
        st.builds(line, st.sampled_from(["A", "B"]), verbatim=st.booleans(), beat=st.booleans()),
        st.builds(Heading, st.text(max_size=3)),
        st.builds(Direction, st.sampled_from(["pause", "beat", "sting", "music"]), st.none() | st.integers(0, 2000)),
    ),
    max_size=12,
)


@given(ITEMS)
def test_slots_ascend_and_never_overlap(items: list[Item]) -> None:
    made = rundown(*items)
    assert all(before.start <= before.end <= after.start for before, after in pairwise(made.slots))
    assert len(made.slots) == len(items)


@given(ITEMS)
def test_nothing_is_silent_for_long_unless_the_script_asks(items: list[Item]) -> None:
    made = rundown(*items)
    assert all(made.seconds(after.start - before.end) <= 1.2 for before, after in pairwise(made.slots))


@given(ITEMS)
def test_chapters_cover_the_programme_without_gaps_or_empty_ones(items: list[Item]) -> None:
    made = rundown(*items)
    found = chapters(made, "Title")
    assert found[0].start == 0
    assert found[-1].end == made.frames
    assert all(chapter.start < chapter.end for chapter in found)
    assert all(before.end == after.start for before, after in pairwise(found))


@pytest.mark.parametrize(
    ("items", "titles"),
    [
        ((line(),), ["Title"]),
        ((), ["Title"]),
        ((Heading("A"),), ["Title"]),
        ((Heading("A"), line(), Heading("B"), line()), ["A", "B"]),
        ((Heading("A"), Heading("B"), line()), ["B"]),
        ((Heading("A"), line(), Heading("B")), ["A"]),
        ((Heading("A"), line(), Heading("B"), Direction("pause", ms=9)), ["A"]),
        ((Heading("A"), line(), Heading("B"), STING), ["A", "B"]),
        ((OPEN, Heading("A"), line()), ["A"]),
        ((line(), Heading("A"), line()), ["Title", "A"]),
    ],
)
def test_there_is_a_chapter_for_each_heading_that_is_heard(items: tuple[Item, ...], titles: list[str]) -> None:
    assert [chapter.title for chapter in chapters(rundown(*items), "Title")] == titles


def test_a_chapter_begins_with_its_first_sound() -> None:
    made = rundown(Heading("A"), line(), Heading("B"), Direction("pause", ms=600), line())
    assert [chapter.start for chapter in chapters(made, "Title")] == [0, 1600]
