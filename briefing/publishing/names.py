"""File names of an episode: date and slug, in ASCII, never another source's."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from briefing.edges import addresses, files, places
from briefing.errors import BriefingError
from briefing.language.lexicons import words

SLUG_LENGTH = 40
"""The longest slug, in characters, cut at a word."""


@dataclass(frozen=True, slots=True)
class Names:
    """The paths of an episode's files."""

    folder: str
    stem: str

    def path(self, suffix: str) -> str:
        """Return the path of the file with the suffix (".mp3", ".script.md" …)."""
        return places.join(self.folder, self.stem + suffix)

    def kept(self, place: int) -> str:
        """Return the name of the kept text of a source, the first being 0: STEM.source.txt, STEM.2.source.txt."""
        return f"{self.stem}.source.txt" if place == 0 else f"{self.stem}.{place + 1}.source.txt"


def slug(title: str) -> str:
    """Return a title's first words in ASCII, at most 40 characters, without a preposition or article at the end."""
    plain = unicodedata.normalize("NFKD", title.replace("’", "'")).encode("ascii", "ignore").decode("ascii").lower()
    found = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    chosen: list[str] = []
    for word in found:
        if len("-".join([*chosen, word])) > SLUG_LENGTH:
            break
        chosen.append(word)
    while len(chosen) > 1 and chosen[-1] in words("function_words"):
        chosen.pop()
    return "-".join(chosen) or (found[0][:SLUG_LENGTH] if found else "briefing")


def choose(folder: str, title: str, date: dt.date, sources: Sequence[tuple[str, str]]) -> Names:
    """Return the names for an episode made of ``sources``: those of its last version, else free ones.

    A source is its path and the SHA-256 of its text, by which standard input ("-") is told apart.
    """
    return numbered(Names(folder, episode_stem(title, date)), sources)


def episode_stem(title: str, date: dt.date) -> str:
    """Return the stem that an episode has where no other has it: date and slug."""
    return f"{date.isoformat()}-{slug(title)}"


def numbered(wished: Names, sources: Sequence[tuple[str, str]], taken: Collection[str] = ()) -> Names:
    """Return names that are free for an episode made of ``sources``, with a number where others have the stem.

    Stems in ``taken`` are others' already, though nothing stands there yet.
    """
    folder, stem = wished.folder, wished.stem
    number = 1
    names = wished
    while names.stem in taken or not _free(names, sources):
        number += 1
        names = Names(folder, f"{stem}-{number}")
    return names


def _free(names: Names, sources: Sequence[tuple[str, str]]) -> bool:
    """Tell whether the names are unused, or used for the same sources and not touched by anybody since."""
    if not any(files.exists(names.path(suffix)) for suffix in (".mp3", ".json", ".script.md")):
        return True
    try:
        record = json.loads(files.read(names.path(".json")))
        made_of = [(_whence(source, names.folder), source["sha256"]) for source in record["sources"]]
        written = {entry["name"]: entry["sha256"] for entry in record["files"]}
        script = hashlib.sha256(files.read(names.path(".script.md"))).hexdigest()
    except (BriefingError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False  # somebody else's file: leave it alone
    edited = script != written.get(names.stem + ".script.md")
    return not edited and len(made_of) == len(sources) and all(map(_same, made_of, sources))


def _same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    if "-" in {one[0], other[0]}:
        return one == other
    if addresses.is_elsewhere(one[0]) or addresses.is_elsewhere(other[0]):
        return one[0] == other[0]
    return places.same(one[0], other[0])


def _whence(source: dict[str, str], folder: str) -> str:
    whence = source.get("origin") or source["file"]
    return whence if whence == "-" or addresses.is_elsewhere(whence) else places.join(folder, whence)
