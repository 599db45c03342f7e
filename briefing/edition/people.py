"""Whose voice is whose from day to day: kept beside the show, so that nobody's own files are rewritten."""

from __future__ import annotations

import json
from dataclasses import replace

from briefing import tables
from briefing.edges import files, places
from briefing.edition.place import Place
from briefing.errors import BadConfigError, Problem
from briefing.values import Cast, Script

MOST = 2000
"""So many people are remembered; those who were quoted longest ago go first."""

HEAD = """# Whose voice is whose in this show: `briefing daily` writes it, so that people keep their voices.
# A line may be changed or taken out. Who is to have a voice for good stands better under [people] in the cast.
"""


def file_of(place: Place) -> str:
    """Return where it's kept: ``SHOW.people.toml``."""
    return places.join(place.home, f"{place.name}.people.toml")


def remembering(cast: Cast, place: Place) -> Cast:
    """Return the cast with what is remembered of this show (BadConfigError where it can't be read)."""
    return replace(cast, remembered=tuple(_known(place).items()))


def remember(script: Script, cast: Cast, place: Place) -> None:
    """Keep who was quoted with which voice; nothing is written when nothing changed."""
    known = _known(place)
    quoting = {line.reader for line in script.lines if line.verbatim}
    fixed = {name for name, _ in cast.people}
    new = {
        reader.name: reader.voice
        for reader in script.readers
        if reader.name and reader.label in quoting and reader.name not in fixed and cast.voice(reader.voice)
    }
    # A voice lent for a day, because the usual one was taken in that story, isn't the person's own.
    new = {name: known.get(name, voice) for name, voice in new.items()}
    kept = {name: voice for name, voice in known.items() if name not in new} | new
    lines = [f"{_quoted(name)} = {_quoted(voice)}\n" for name, voice in list(kept.items())[-MOST:]]
    if kept != known or list(kept) != list(known):
        files.write(file_of(place), f"{HEAD}\n[people]\n{''.join(lines)}".encode())


def _known(place: Place) -> dict[str, str]:
    file = file_of(place)
    if not files.exists(file):
        return {}
    people = tables.table(tables.load(file), "people", file)
    if odd := [name for name, voice in people.items() if not isinstance(voice, str)]:
        raise BadConfigError(Problem("", f"people.{odd[0]} isn't a voice", "write a voice's name in quotes", file))
    return people


def _quoted(text: str) -> str:
    """Return a text as a TOML string: JSON's, without what TOML doesn't take."""
    kept = "".join(char for char in text if char.isprintable())
    return json.dumps(kept, ensure_ascii=False)
