"""From the shelf to the public: the feed, then retention, then the user's command; nothing changed, nothing done."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence

from briefing.edges import files, folders, places
from briefing.edition import handover, shelf
from briefing.edition.shelf import Shelf, Tell
from briefing.edition.showfile import ShowFile
from briefing.errors import BriefingError, NoInputError
from briefing.publishing import artwork
from briefing.publishing import feed as rss
from briefing.values import Entry

DOING = "doing.json"
"""Names that a run was about to write or remove: what of them no record knows is a killed run's."""


def doing(file: ShowFile, names: Iterable[str]) -> None:
    """Note what a run is about to write or remove, so that the next one can clear up after it (CantWriteError)."""
    files.write(places.join(file.place.state, DOING), json.dumps(sorted(names)).encode())


def clear_up(file: ShowFile, there: Shelf) -> None:
    """Remove what a killed run left: parts, workshops, files that it wrote and no record knows."""
    folders.sweep(file.folder)
    folders.sweep(file.place.state)
    try:
        names = json.loads(files.read(places.join(file.place.state, DOING)))
        known = {name for one in there.episodes for name in shelf.names([one])}
        # Beside a record that can't be read nothing is touched: it may be mended.
        unread = {name.removesuffix(".json") for name in there.index if name not in known}
        left = [
            name
            for name in names
            if isinstance(name, str)
            and name in there.files
            and name not in known
            and name.partition(".")[0] not in unread
        ]
    except NoInputError:
        return
    except (BriefingError, ValueError, TypeError, RecursionError):
        left = []
    folders.remove(file.folder, left)
    folders.remove(file.place.state, [DOING])


def publish(file: ShowFile, there: Shelf, today: dt.date, tell: Tell) -> None:
    """Write the feed where it has changed, take out what is older than the show keeps, hand over what has changed."""
    on_air = there.on_air()
    for one in there.episodes:
        if not there.is_whole(one):
            tell(f"{one.record}: its files aren't all there, so it's left out of the feed: make it again, or remove it")
    kept = _kept(file, on_air, today)
    write_feed(file, kept)
    take_out(file, _past(there, on_air, kept, today), there.episodes)
    if file.daily.after_publish:
        handover.hand_over(file.folder, file.place.state, file.feed, file.daily.after_publish)


def _kept(file: ShowFile, on_air: Sequence[Entry], today: dt.date) -> list[Entry]:
    """Return the episodes that the show keeps, newest first."""
    kept = sorted(on_air, key=lambda one: one.release.published, reverse=True)
    if file.daily.keep_episodes:
        kept = kept[: file.daily.keep_episodes]
    if file.daily.keep_days:
        kept = [one for one in kept if (today - one.release.day).days < file.daily.keep_days]
    return kept


def _past(there: Shelf, on_air: Sequence[Entry], kept: Sequence[Entry], today: dt.date) -> list[Entry]:
    """Return the episodes whose files may go: too old, or replaced by a later revision on an earlier day."""
    revisions = {shelf.edition_of(one): one.release.revision for one in on_air}
    staying = {one.record for one in kept}
    gone = []
    for one in there.episodes:
        revision = revisions.get(shelf.edition_of(one), 0)
        if one.release.revision == revision:
            past = one.record not in staying
        else:  # a listener who got the feed a minute ago may still be fetching the old file
            past = one.release.revision < revision and one.release.day < today
        if past:
            gone.append(one)
    return gone


def take_out(file: ShowFile, gone: Sequence[Entry], episodes: Sequence[Entry]) -> None:
    """Remove the files of some of the episodes, the record first; a file that another one has, too, stays."""
    if gone:
        records = {one.record for one in gone}
        shared = set(shelf.names(one for one in episodes if one.record not in records))
        names = [name for name in shelf.names(gone) if name not in shared]
        doing(file, names)
        folders.remove(file.folder, names)
        folders.remove(file.place.state, [DOING])


def write_feed(file: ShowFile, entries: Sequence[Entry]) -> bool:
    """Write the feed of these episodes, its artwork first, where it isn't there already; tell whether it was."""
    image = _artwork(file)
    data = rss.feed(file.show, file.podcast, entries, image)
    if _holds(file.feed, data):
        return False
    folders.settle(file.folder)  # the episode's names before the feed that points to them
    files.write(file.feed, data)
    folders.settle(file.folder)
    return True


def _artwork(file: ShowFile) -> str:
    """Return the name of the artwork in the show's folder, put there when it isn't; its name changes with it."""
    if file.show.art:
        data = files.read(file.show.art)
        suffix = ".png" if data.startswith(b"\x89PNG") else ".jpg"
        name = f"art-{hashlib.sha256(data).hexdigest()[:10]}{suffix}"
    else:
        digest = hashlib.sha256(file.show.name.encode("utf-8", "replace")).hexdigest()
        name = f"art-{digest[:10]}-drawn-{artwork.DESIGN}.jpg"
        data = b""
    path = places.join(file.folder, name)
    if not files.exists(path):
        files.write(path, data or artwork.cover(file.show.name, side=artwork.SIDE).data)
    return name


def _holds(path: str, data: bytes) -> bool:
    try:
        return files.read(path, limit=len(data) + 1) == data
    except BriefingError:
        return False
