"""What a batch is made of: files, folders, patterns and addresses, each story once, in the order given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.drafts import is_article
from briefing.edges import addresses, files, folders, places, stores
from briefing.errors import BriefingError, NoInputError, Problem


@dataclass(frozen=True, slots=True)
class Tip:
    """A source as it was named, and as it's reached from any folder; or why it can't be used."""

    name: str
    path: str
    error: BriefingError | None = None

    @property
    def is_address(self) -> bool:
        """Tell whether it comes from the web."""
        return addresses.is_address(self.path)


def listed(data: bytes) -> list[str]:
    """Return the sources of a list: one a line, or between NULs as ``find -print0`` writes them."""
    text = data.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    if "\0" in text:
        return [name for name in text.split("\0") if name]
    return [name for line in text.split("\n") if (name := line.removesuffix("\r")).strip()]


def gather(names: Sequence[str]) -> tuple[Tip, ...]:
    """Return the sources that the names stand for: a folder's articles by name, a pattern's files, each file once."""
    found: dict[str, Tip] = {}
    for name in names:
        for tip in _tips(name):
            found.setdefault(tip.path, tip)
    return tuple(found.values())


def _tips(name: str) -> Iterator[Tip]:
    name = stores.plain(name)
    if addresses.is_address(name):
        yield Tip(addresses.shown(name), name)
    elif stores.is_store(name) and is_article(places.name_of(name)) and not folders.is_pattern(name):
        yield _tip(name)  # not asked for twice: a list may name thousands
    elif files.is_folder(name):
        yield from _folder(name)
    elif not files.exists(name) and (found := folders.matching(name)) is not None:
        yield from map(_tip, found)
        if not found:
            yield _none(name, f"no file matches {addresses.masked(name)}", "check the pattern")
    else:
        yield _tip(name)


def _tip(name: str) -> Tip:
    return Tip(addresses.masked(name), places.absolute(name))


def _folder(folder: str) -> Iterator[Tip]:
    try:
        held = [file for file in sorted(folders.listing(folder)) if is_article(file)]
    except BriefingError as error:
        yield Tip(folder, places.absolute(folder), error)
        return
    for file in held:
        yield _tip(places.join(folder, file))
    if not held:
        todo = "name another, or a pattern: 'FOLDER/**/*.txt'"
        yield _none(folder, f"{addresses.masked(folder)} holds no articles (.txt, .md, .html)", todo)


def _none(name: str, what: str, todo: str) -> Tip:
    return Tip(addresses.masked(name), places.absolute(name), NoInputError(Problem("", what, todo)))
