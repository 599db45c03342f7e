"""What was told: each story with the edition it was in, so that none is told twice; and what couldn't be read."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from briefing.edges import files, places
from briefing.edition import shingles
from briefing.errors import BriefingError, NoInputError
from briefing.values import Entry

NAME = "history.json"
MEMORY_DAYS = 30
"""So long the same story in other words is known again; the same text is known for good."""


@dataclass(frozen=True, slots=True)
class Told:
    """A story that was told: its edition ("2026-05-04/morning"), where it was read, its text's SHA-256 and sketch.

    ``held`` is the file's size and time where it's a file. ``revision`` is the episode's; ``sure`` is false until its
    record stands.
    """

    edition: str
    source: str
    sha256: str
    sketch: str = ""
    held: tuple[int, int] | None = None
    revision: int = 1
    sure: bool = False


@dataclass(slots=True)
class History:
    """All that was told, by edition; the faults that were reported; the episodes taken out (edition: revision).

    ``written`` is the file's content.
    """

    told: list[Told] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)
    removed: dict[str, int] = field(default_factory=dict)
    written: bytes = b""

    def before(self, edition: str) -> Earlier:
        """Return what was told in other editions than this one; all, where this one's episode was taken out."""
        return Earlier(tuple(one for one in self.told if one.edition != edition or edition in self.removed), edition)

    def settle(self, episodes: Iterable[Entry], edition_of: Callable[[Entry], str]) -> None:
        """Forget what was about to be told by runs that came to nothing; learn what only the records know."""
        stand: dict[str, Entry] = {}
        for one in episodes:
            key = edition_of(one)
            if key not in stand or one.release.revision > stand[key].release.revision:
                stand[key] = one
        kept = []
        for told in self.told:
            entry = stand.get(told.edition)
            if told.sure or (entry is not None and told.revision == entry.release.revision):
                kept.append(replace(told, sure=True))
        known = {told.edition for told in kept}
        for edition, entry in stand.items():
            if edition not in known:
                revision = entry.release.revision
                kept += [
                    Told(edition, whence, sha256, revision=revision, sure=True) for sha256, whence in entry.sources
                ]
            elif entry.release.revision > 1:  # what only an earlier revision told is new again
                now = entry.release.revision
                kept = [told for told in kept if told.edition != edition or told.revision == now]
        self.told = kept

    def tell(self, stories: Iterable[Told]) -> None:
        """Note what is about to be told."""
        self.told += stories

    def confirm(self, edition: str, revision: int) -> None:
        """Note that the edition's revision stands; what only an earlier one told is new again."""
        self.removed.pop(edition, None)
        self.told = [one for one in self.told if one.edition != edition or one.revision == revision]
        self.told = [replace(one, sure=True) if one.edition == edition else one for one in self.told]


class Earlier:
    """What was told before an edition, for quick questions."""

    def __init__(self, told: Sequence[Told], edition: str) -> None:
        """Take the stories; sketches older than a month are left aside."""
        self._texts = {one.sha256 for one in told}
        self._sources = {one.source for one in told}
        self._files = {(one.source, *one.held) for one in told if one.held}
        since = _month_before(_day(edition))
        self._sketches = [shingles.unpacked(one.sketch) for one in told if one.sketch and _day(one.edition) >= since]

    def has_text(self, sha256: str) -> bool:
        """Tell whether this very text was told."""
        return sha256 in self._texts

    def has_source(self, source: str) -> bool:
        """Tell whether the story at this address was told."""
        return source in self._sources

    def has_file(self, path: str, held: tuple[int, int]) -> bool:
        """Tell whether this file was told and hasn't been touched since."""
        return (path, *held) in self._files

    def has_story(self, sketch: tuple[int, ...]) -> bool:
        """Tell whether the same story was told."""
        return any(shingles.same_story(sketch, one) for one in self._sketches)


def _day(edition: str) -> dt.date:
    try:
        return dt.date.fromisoformat(edition[:10])
    except ValueError:
        return dt.date.min


def _month_before(day: dt.date) -> dt.date:
    return dt.date.fromordinal(max(1, day.toordinal() - MEMORY_DAYS))


def load(state: str) -> History:
    """Return what was told; nothing where there is no history, or one that can't be read."""
    try:
        data = files.read(places.join(state, NAME), limit=500_000_000)
        content = json.loads(data)
        told = [_told(entry) for entry in content["told"]]
        faults = {str(key): str(value) for key, value in content["faults"].items()}
        removed = {str(key): int(value) for key, value in content["removed"].items()}
        return History(told, faults, removed, data)
    except NoInputError:
        return History()
    except (BriefingError, ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
        return History()


def _told(entry: Sequence[object]) -> Told:
    edition, source, sha256, sketch, held, revision, sure = entry
    pair = (int(held[0]), int(held[1])) if isinstance(held, list) else None
    shingles.unpacked(str(sketch))
    return Told(str(edition), str(source), str(sha256), str(sketch), pair, int(str(revision)), bool(sure))


def save(history: History, state: str, today: dt.date) -> None:
    """Write the history where it has changed (CantWriteError); old sketches are left out."""
    since = _month_before(today).isoformat()
    told = [
        (
            one.edition,
            one.source,
            one.sha256,
            one.sketch if one.edition >= since else "",
            one.held,
            one.revision,
            one.sure,
        )
        for one in history.told
    ]
    content = {"history": 1, "told": told, "faults": history.faults, "removed": history.removed}
    data = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
    if data != history.written:
        files.write(places.join(state, NAME), data)
        history.written = data
