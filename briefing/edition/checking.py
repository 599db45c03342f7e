"""The show's feed, checked against its real files."""

from __future__ import annotations

import datetime as dt

from briefing.edges import clock, files, places
from briefing.edition import shelf
from briefing.edition.showfile import ShowFile
from briefing.errors import BriefingError, Problem
from briefing.mastering.playing import playing_time
from briefing.publishing import check as rules

MOST_BYTES = 2_000_000_000


def check(file: ShowFile, max_age_h: float | None) -> tuple[Problem, ...]:
    """Return what is wrong with the feed, ``max_age_h`` being how many hours old its newest episode may be."""
    problems: list[Problem] = []

    def broken(line: str) -> None:
        what, _, todo = line.rpartition(": ")
        problems.append(Problem("F10", what, todo))

    there = shelf.load(file.folder, file.place.state, broken)
    hashes = {name: digest for one in there.episodes for name, _, digest in one.files}
    try:
        data = files.read(file.feed, MOST_BYTES)
    except BriefingError as error:
        return (Problem("F01", error.problems[0].what, "make it: briefing feed build", file.feed),)
    around = rules.Around(
        file=file.feed,
        base_url=file.podcast.base_url,
        now=clock.now(),
        read=lambda name: files.read(places.join(file.folder, name), MOST_BYTES),
        hashes=hashes,
        seconds=lambda name: playing_time(places.join(file.folder, name)),
    )
    max_age = None if max_age_h is None else dt.timedelta(hours=max_age_h)
    return (*rules.check(data, around, max_age), *problems)
