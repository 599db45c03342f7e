"""A show as a podcast: what its feed says, how its daily episode is made, what the feed knows of each episode."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Podcast:
    """The table ``[podcast]`` of a show file: what the feed says of the show.

    ``base_url`` is where the folder with the feed can be fetched, with a slash at its end; without it the links are
    relative. ``category`` is one of Apple's, with its subcategory. ``guid`` keeps a podcast's identity when its
    address has changed.
    """

    base_url: str = ""
    link: str = ""
    description: str = ""
    category: tuple[str, ...] = ("News", "Daily News")
    explicit: bool = False
    owner: str = ""
    email: str = ""
    copyright: str = ""
    guid: str = ""
    locked: bool = True


@dataclass(frozen=True, slots=True)
class Daily:
    """The table ``[daily]`` of a show file: where the stories come from and what becomes of them.

    ``length`` is in seconds, "full" or None; ``max_age`` in hours (None: feeds' items of three days, files of any
    age). ``keep_episodes`` and ``keep_days`` are 0 where everything is kept. ``folder`` is where the episodes and the
    feed go, ``after_publish`` a command for the shell, or its words.
    """

    sources: tuple[str, ...] = ()
    max_stories: int = 5
    min_stories: int = 1
    order: str = "newest"
    max_age: float | None = None
    edition: str = ""
    length: int | str | None = None
    engine: str = ""
    rate: int | None = None
    folder: str = ""
    keep_episodes: int = 0
    keep_days: int = 0
    after_publish: str | tuple[str, ...] = ""


@dataclass(frozen=True, slots=True)
class Release:
    """How an episode goes out: what its record says beside what was made.

    ``published`` is fixed at the first publication, like ``guid``; ``edition`` is the day's ("" where there is one
    only), ``day`` the programme's. ``inputs`` tells one set of settings from another. A held episode isn't in the feed.
    """

    guid: str
    revision: int
    published: dt.datetime
    day: dt.date
    edition: str = ""
    inputs: str = ""
    held: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What stays of an episode in the feed: ``seconds`` long, ``files`` by suffix, ``sizes`` in bytes by name.

    ``record`` is the record's own name; ``sources`` are the stories' texts (SHA-256) and where they were read.
    """

    record: str
    release: Release
    title: str
    description: str
    language: str
    seconds: float
    mp3: str
    files: tuple[tuple[str, int, str], ...]
    sources: tuple[tuple[str, str], ...] = ()

    def file(self, suffix: str) -> str | None:
        """Return the name of the file with the suffix."""
        return next((name for name, _, _ in self.files if name.endswith(suffix)), None)

    @property
    def size(self) -> int:
        """Return the size of the MP3 in bytes."""
        return next(size for name, size, _ in self.files if name == self.mp3)
