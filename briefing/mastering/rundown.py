"""The rundown: the running order with times, and the chapters. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from briefing.mastering import music
from briefing.mastering.music import Take
from briefing.values import LONGEST_PAUSE_MS, PAUSES, Chapter, Clip, Direction, Heading, Item, Line, Rundown, Slot

DEFAULT_SAMPLE_RATE = 22_050
"""Hz, for a programme in which nothing is spoken."""

_OURS: Mapping[str, Take] = {}


def lay_out(
    items: Sequence[Item],
    clips: Sequence[Clip],
    pauses: Mapping[str, int] = PAUSES,
    takes: Mapping[str, Take] = _OURS,
) -> Rundown:
    """Return the running order with times; ``clips`` are in the order of the lines (ValueError when one is missing).

    The programme has the highest sample rate of its clips. Every item has its slot, in order. A heading has no length:
    it stands where its first sound begins. A direction for silence covers that silence, in place of the usual pause.
    ``pauses`` are in ms, by the keys of ``PAUSES``; ``takes`` are the user's own sounds, by cue.
    """
    rate = rate_of(clips)
    factors = iter([clip.pause for clip in clips])
    slots: list[Slot] = []
    headings: list[Heading] = []  # those since the last slot
    before: Item | None = None  # the last sound, when no silence stands after it yet
    now = 0
    factor = 1.0
    for item, length in zip(items, _lengths(items, clips, rate, pauses, takes), strict=True):
        if isinstance(item, Heading):
            headings.append(item)
            continue
        if before is not None and not _is_silence(item):
            usual = pauses[_pause(before, item, chapter=bool(headings))]
            now += _frames(min(round(factor * usual), LONGEST_PAUSE_MS), rate)
        slots.extend(Slot(heading, now, now) for heading in headings)
        slots.append(Slot(item, now, now + length))
        now += length
        headings.clear()
        factor = next(factors) if isinstance(item, Line) else 1.0
        before = None if _is_silence(item) else item
    slots.extend(Slot(heading, now, now) for heading in headings)
    return Rundown(tuple(slots), rate, now + _frames(pauses["tail"], rate))


def rate_of(clips: Sequence[Clip]) -> int:
    """Return the programme's sample rate in Hz: the highest of its clips."""
    return max((clip.sample_rate for clip in clips), default=DEFAULT_SAMPLE_RATE)


def _lengths(
    items: Sequence[Item], clips: Sequence[Clip], rate: int, pauses: Mapping[str, int], takes: Mapping[str, Take]
) -> list[int]:
    """Return each item's length in frames at ``rate`` Hz (ValueError when clips and lines don't pair)."""
    lines = [item for item in items if isinstance(item, Line)]
    spoken = iter([scaled(clip.frames, clip.sample_rate, rate) for _, clip in zip(lines, clips, strict=True)])
    return [next(spoken) if isinstance(item, Line) else _length(item, rate, pauses, takes) for item in items]


def _length(item: Heading | Direction, rate: int, pauses: Mapping[str, int], takes: Mapping[str, Take]) -> int:
    """Return the length of what isn't spoken, in frames."""
    if isinstance(item, Heading):
        return 0
    if _is_silence(item):
        return _frames(pauses[item.kind] if item.ms is None else max(0, item.ms), rate)
    sound = music.sound_of(item)
    return takes[sound].alone if sound in takes else music.frames(sound, rate)


def scaled(frames: int, sample_rate: int, rate: int) -> int:
    """Return how many frames at ``rate`` Hz hold ``frames`` at ``sample_rate`` Hz."""
    return -(-frames * rate // sample_rate)


def _frames(ms: int, rate: int) -> int:
    return ms * rate // 1000


def _is_silence(item: Item) -> bool:
    return isinstance(item, Direction) and item.kind in {"pause", "beat"}


def _pause(before: Item, after: Item, *, chapter: bool) -> str:
    """Return which pause stands between two sounds, where the script doesn't set one."""
    if not isinstance(before, Line) or not isinstance(after, Line):
        return "music"
    if chapter:
        return "story"
    if before.verbatim != after.verbatim:
        return "quote"
    if before.reader != after.reader:
        return "reader"
    return "item" if before.beat else "paragraph"


def chapters(rundown: Rundown, title: str) -> tuple[Chapter, ...]:
    """Return the chapters: one for each heading from its first sound, ascending from 0, none of them empty.

    What is spoken before the first heading is a chapter with the programme's ``title``, as is a programme without
    headings. An opening before it is part of the first chapter.
    """
    starts: list[tuple[str, int]] = []
    waiting: str | None = title
    named = False
    for slot in rundown.slots:
        if isinstance(slot.item, Heading):
            waiting, named = slot.item.text, True
        elif waiting is not None and slot.start < slot.end and _opens(slot.item, named=named):
            starts.append((waiting, slot.start))
            waiting = None
    names = [name for name, _ in starts] or [title]
    edges = [0, *(start for _, start in starts[1:]), rundown.frames]
    return tuple(Chapter(name, start, end) for name, (start, end) in zip(names, pairwise(edges), strict=True))


def _opens(item: Item, *, named: bool) -> bool:
    """Tell whether an item's sound begins a chapter; music does so only under a heading."""
    return isinstance(item, Line) or (named and not _is_silence(item))
