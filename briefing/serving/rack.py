"""The rack: what of a folder is handed out. Only what records and the feed name; looked at again when it's old."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from briefing.edges import clock, files, folders, places, reels
from briefing.errors import BriefingError, NoInputError
from briefing.serving.programmes import Programme, is_plain, kind_of, on_air, programme

FEED = "feed.xml"

FRESH_S = 1.0
"""For so long what was seen of the folder is believed."""

OLD_S = 10.0
"""After so long it's looked at again, even if no name in it has changed."""

MOST_RECORD = 20_000_000
"""Bytes of a record; a larger file is none."""

_IMAGE = re.compile(rb'<itunes:image href="([^"<>]{1,2000})"')
_ABOUT = re.compile(rb"<description>([^<]{1,4000})</description>")
_TITLE = re.compile(rb"<title>([^<]{1,4000})</title>")
_FEED_HEAD = 20_000  # the channel's own elements stand within so many bytes


class Rack:
    """A folder's episodes, and the names of the files that may be fetched."""

    def __init__(self, folder: str, *, held: bool = True) -> None:
        """Look at the folder (NoInputError when it can't be read); ``held`` hands out held episodes, too."""
        self.folder = folder
        self._held = held
        self.programmes: tuple[Programme, ...] = ()
        self.show, self.about, self.art = "", "", ""
        self._public: dict[str, str] = {}
        self._records: dict[str, tuple[folders.Held, Programme | None]] = {}
        self._asked = self._looked = -OLD_S
        self._seen: int | None = None
        self.look()

    def look(self) -> None:
        """Look at the folder again, unless that was a moment ago; only records that have changed are read."""
        now = clock.seconds()
        if now - self._asked < FRESH_S:
            return
        self._asked = now
        changed = self._changed()
        if now - self._looked < OLD_S and changed == self._seen:
            return
        self._looked = now
        there = folders.listing(self.folder)
        self._seen = changed
        self._records = {
            name: self._known(name, held)
            for name, held in there.items()
            if name.endswith(".json") and not name.endswith(".chapters.json") and is_plain(name)
        }
        known = [one for _, one in self._records.values() if one is not None and one.mp3 in there]
        whole = [one for one in known if self._held or not one.held]
        self.programmes = on_air(iter(whole))
        self._read_feed(there)
        names = {name for one in whole for name in (one.record, *one.files)} | set(self._of_feed(there))
        self._public = {name: kind for name in sorted(names & there.keys()) if (kind := kind_of(name))}

    def _changed(self) -> int | None:
        """Return when a name in the folder last changed, None where there is no folder."""
        try:
            return folders.about(self.folder).changed
        except NoInputError:
            return None

    def kind(self, name: str) -> str | None:
        """Return the media type of a file that may be fetched, None for all others."""
        if name not in self._public:
            self.look()
        return self._public.get(name)

    def find(self, stem: str) -> Programme | None:
        """Return an episode by the stem of its files."""
        return next((one for one in self.programmes if one.stem == stem), None)

    def record(self, one: Programme) -> bytes:
        """Return an episode's record; nothing where it has gone."""
        try:
            return files.read(places.join(self.folder, one.record), MOST_RECORD)
        except BriefingError:
            return b""

    def has(self, name: str | None) -> bool:
        """Tell whether a file may be fetched."""
        return name is not None and name in self._public

    def _known(self, name: str, held: folders.Held) -> tuple[folders.Held, Programme | None]:
        before = self._records.get(name)
        if before is not None and before[0] == held:
            return before
        try:
            data = files.read(places.join(self.folder, name), MOST_RECORD)
        except BriefingError:
            return held, None
        return held, programme(name, data)

    def _of_feed(self, there: dict[str, folders.Held]) -> Iterator[str]:
        if FEED in there:
            yield FEED
            if self.art:
                yield self.art

    def _read_feed(self, there: dict[str, folders.Held]) -> None:
        """Take the show's name, description and artwork from the feed; without one, from the newest record."""
        self.show = next((one.show for one in self.programmes if one.show), "Briefing")
        self.about, self.art = "", ""
        if FEED not in there:
            return
        try:
            with reels.reel(self.folder, FEED) as feed:
                head = feed.part(0, _FEED_HEAD).partition(b"<item>")[0]
        except BriefingError:
            return
        self.show = _plain(_TITLE.search(head)) or self.show
        self.about = _plain(_ABOUT.search(head))
        name = unquote(urlsplit(_plain(_IMAGE.search(head))).path.rpartition("/")[2])
        self.art = name if is_plain(name) and name.lower().endswith((".png", ".jpg", ".jpeg")) and name in there else ""


def _plain(match: re.Match[bytes] | None) -> str:
    return html.unescape(match[1].decode("utf-8", "replace")).strip() if match else ""
