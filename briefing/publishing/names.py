"""File names of an episode: date and slug, in ASCII, never another source's."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefing.edges import files, places
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


def choose(folder: str, title: str, date: dt.date, sources: Sequence[str]) -> Names:
    """Return the names for an episode made of ``sources`` (paths): those of its last version, else free ones."""
    stem = f"{date.isoformat()}-{slug(title)}"
    number = 1
    names = Names(folder, stem)
    while not _free(names, sources):
        number += 1
        names = Names(folder, f"{stem}-{number}")
    return names


def _free(names: Names, sources: Sequence[str]) -> bool:
    """Tell whether the names are unused, or used for the same sources."""
    if not files.exists(names.path(".mp3")) and not files.exists(names.path(".json")):
        return True
    try:
        record = json.loads(files.read(names.path(".json")))
        made_of = [_whence(source, names.folder) for source in record["sources"]]
    except (BriefingError, ValueError, KeyError, TypeError, AttributeError):
        return False  # somebody else's file: leave it alone
    same: Callable[[str, str], bool] = places.same
    return len(made_of) == len(sources) and all(map(same, made_of, sources))


def _whence(source: dict[str, str], folder: str) -> str:
    whence = source.get("origin") or source["file"]
    return whence if whence == "-" else places.join(folder, whence)
