"""A show in a folder of its own, its clock, network and speech in the test's hands."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing import pipeline, settings
from briefing.checking import check
from briefing.drafts import Draft, markdown
from briefing.edges import clock, web
from briefing.edges.web import Page
from briefing.edition import desk, place, showfile
from briefing.edition.daily import Order, Outcome, Run
from briefing.errors import NoInputError, Problem
from briefing.publishing import artwork
from briefing.publishing.record import released
from briefing.settings import Settings
from briefing.values import Lexicon

SHOW = """
name = "The Harbour Briefing"
author = "Harbour Desk"
[podcast]
base_url = "https://example.org/harbour/"
[daily]
sources = ["articles"]
"""

_BRIDGE = (
    "The harbour bridge will close for a year from June, the city council said on Monday. Ferries carry people "
    "across in the meantime, every ten minutes from six in the morning until late at night. The steel under the "
    "road has rusted through in forty places, and the work costs twelve million pounds in all."
)
_LIBRARY = (
    "The town's library opens its doors on Sundays again after a decade, its director announced on Tuesday. Two "
    "hundred volunteers share the shifts behind the desk and in the reading room. The council pays for heating, "
    "light and a caretaker, and a local bakery runs the small café on the first floor."
)
_WHALE = (
    "A young humpback whale has been swimming in the bay since Friday, the coastguard said. Boats must keep three "
    "hundred metres away, and drones aren't allowed near it at all. Scientists believe that the animal followed a "
    "shoal of herring past the lighthouse and will find its own way out with the next spring tide."
)
STORIES = {
    "bridge": ("Harbour bridge to close for a year", _BRIDGE),
    "library": ("Library opens on Sundays again", _LIBRARY),
    "whale": ("Whale visits the bay", _WHALE),
}


def article(name: str) -> str:
    """Return a small article."""
    title, body = STORIES[name]
    return f"{title}\n\n{body}\n"


class ShowDesk:
    """A show file, its articles, a clock that stands, a network that is a dictionary, speech that takes no time."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, show: str = SHOW) -> None:
        """Write the show and take the clock, the network and the speech over."""
        self.folder = folder
        self.now = dt.datetime(2026, 5, 4, 5, 0, tzinfo=dt.UTC)
        self.pages: dict[str, Page] = {}
        self.asked: list[str] = []
        self.told: list[str] = []
        self.rendered = 0
        self.during: Callable[[str], None] = lambda _output: None
        (folder / "articles").mkdir(parents=True)
        self.file = folder / "harbour.toml"
        self.file.write_text(show, encoding="utf-8")
        self.out, self.state = folder / "harbour", folder / ".harbour"
        patch.setattr(clock, "now", lambda: self.now)
        patch.setattr(clock, "today", lambda _zone: self.now.date())
        patch.setattr(clock, "wait", self._wait)
        patch.setattr(web, "get", self._get)
        patch.setattr(pipeline, "render", self._render)
        patch.setattr(settings, "read_lexicon", lambda _name: Lexicon())  # a tenth of a second each time
        patch.setattr(os, "fsync", lambda _handle: None)
        patch.setattr(artwork, "cover", lambda *_, **__: artwork.Picture(b"\xff\xd8\xff"))

    def _wait(self, pause: float) -> None:
        self.now += dt.timedelta(seconds=int(pause))

    def _get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Page:
        del modified
        self.asked.append(url)
        if url not in self.pages:
            raise NoInputError(Problem("", f"{url} isn't there", "check the address"))
        page = self.pages[url]
        return Page(url, 304, page.type, None, b"", etag) if etag and etag == page.etag else page

    def page(self, url: str, body: str, kind: str = "text/html", etag: str | None = None) -> None:
        """Put a page on the network."""
        self.pages[url] = Page(url, 200, kind, "utf-8", body.encode(), etag)

    def _render(self, made: Draft, chosen: Settings, output: str, _progress: object = None) -> None:
        """Write what a real render writes, in its order, in no time."""
        self.rendered += 1
        self.during(output)
        check(made)
        assert chosen.release is not None
        stem = output.removesuffix(".mp3")
        contents = {
            ".mp3": b"ID3 " + made.script.title.encode() * 9,
            ".script.md": markdown(made, str(self.out)).encode(),
            ".vtt": b"WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n<v Anchor>Hello.\n",
            ".chapters.json": b'{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Headlines"}]}',
        }
        names = Path(stem).name
        record = {
            "record": 1,
            "title": made.script.title,
            "description": "00:00:00 Headlines\n\nRead by synthetic voices.",
            "language": made.script.language,
            "duration_s": 90.2,
            "files": [
                {"name": names + suffix, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
                for suffix, data in contents.items()
            ],
            "sources": [
                {"file": source.file, "origin": source.origin, "sha256": source.sha256}
                for source in made.script.sources
            ],
            **released(chosen.release),
        }
        contents[".json"] = json.dumps(record).encode()
        for suffix, data in contents.items():
            Path(stem + suffix).write_bytes(data)

    def article(self, name: str, text: str | None = None, suffix: str = ".txt") -> Path:
        """Put an article into the folder."""
        path = self.folder / "articles" / f"{name}{suffix}"
        path.write_text(text or article(name), encoding="utf-8")
        return path

    def configure(self, **changes: str) -> None:
        """Set keys of ``[daily]``, as TOML."""
        lines = "".join(f"{key} = {value}\n" for key, value in changes.items())
        text = "".join(
            line
            for line in self.file.read_text(encoding="utf-8").splitlines(keepends=True)
            if line.partition(" = ")[0] not in changes
        )
        self.file.write_text(text + lines, encoding="utf-8")

    def run(self, order: Order | None = None, *, keep: bool = True) -> Run:
        """Begin a run."""
        self.told.clear()
        return Run(showfile.read(place.find(str(self.file))), order or Order(), self.told.append, keep=keep)

    def daily(self, **order: object) -> Outcome:
        """Make today's episode."""
        return self.run(Order(**order)).make(pipeline.silent)  # type: ignore[arg-type] # orders by name

    def release(self) -> list[str]:
        """Publish what is held."""
        return desk.release(self.run(), pipeline.silent)

    def tomorrow(self, days: int = 1) -> None:
        """Let the clock go on."""
        self.now += dt.timedelta(days=days)

    def feed(self) -> str:
        """Return the feed."""
        return (self.out / "feed.xml").read_text(encoding="utf-8")

    def made(self) -> list[str]:
        """Return the names of what is public, but the artwork's."""
        return sorted(path.name for path in self.out.iterdir() if not path.name.startswith("art-"))
