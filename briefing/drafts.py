"""A script on its way to the air: with the texts that its ranges lead into, and links that lead to them."""

from __future__ import annotations

import codecs
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from briefing import reading
from briefing.edges import addresses, files, places
from briefing.errors import NoInputError, Problem, UsageError
from briefing.values import Direction, Item, Quote, Script, Selection, Source

if TYPE_CHECKING:  # a dry run needs no file names
    from briefing.publishing.names import Names

SCRIPT_SUFFIX = ".script.md"

ARTICLE_SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml")
"""Names of articles in a folder."""

NOT_ARTICLES = (SCRIPT_SUFFIX, ".source.txt")
"""Names that look like an article's and aren't."""

NO_STING_MS = 600
"""The pause where a sting would be."""

FRONT_LINES = 2000
"""So many lines of a Markdown file are looked at for front matter that makes it a script."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A script with the texts of its sources (by key), ready to be checked and spoken.

    ``whence`` names the sources' files as the user named them; ``file`` is the script's own where the user gave one.
    ``notes`` are for a person to read, ``details`` for one who asked for more; ``seconds`` is how long each stage took.
    ``quotes`` are the sources' quotations (by key) with whose words they are, where they have been selected.
    """

    script: Script
    texts: Mapping[str, str]
    whence: tuple[str, ...]
    file: str | None = None
    notes: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    quotes: Mapping[str, Sequence[Quote]] = field(default_factory=dict)


def evidence(selection: Selection) -> tuple[Quote, ...]:
    """Return whose words an article holds: its quotations, and what stands in somebody's own "I" without marks."""
    personal = (Quote(point.span, point.speaker) for point in selection.points if point.personal and point.speaker)
    return (*selection.quotes, *personal)


def quiet(made: Draft) -> Draft:
    """Return a draft without music: a pause stands for each sting between two lines."""
    items: list[Item] = []
    for item in made.script.items:
        if isinstance(item, Direction) and item.kind in {"sting", "music"}:
            if item.kind == "sting":
                items.append(Direction("pause", ms=NO_STING_MS, at=item.at))
            continue
        items.append(item)
    return replace(made, script=replace(made.script, items=tuple(items)))


def is_script(source: str) -> bool:
    """Tell whether a source is a script: by its name, or a Markdown file whose front matter says ``script: 1``."""
    if source.endswith(SCRIPT_SUFFIX):
        return True
    if not source.lower().endswith(".md") or "://" in source or not files.exists(source):
        return False
    head, *lines = files.read(source).removeprefix(codecs.BOM_UTF8).splitlines()[:FRONT_LINES] or [b""]
    if head.rstrip() != b"---":
        return False
    front = itertools.takewhile(lambda line: line.rstrip() not in {b"---", b"..."}, lines)
    return any(line.replace(b" ", b"").startswith((b"script:1", b'script:"1"', b"script:'1'")) for line in front)


def is_article(name: str) -> bool:
    """Tell by its name whether a file in a folder is an article: not hidden, no script, no kept text."""
    low = name.lower()
    return not low.startswith(".") and low.endswith(ARTICLE_SUFFIXES) and not low.endswith(NOT_ARTICLES)


def load(file: str, data: bytes) -> Draft:
    """Return a script's draft: parsed, with the texts that its ranges lead into."""
    from briefing.writing import markdown

    text, _ = reading.decode(data, file)
    return of(markdown.parse(text, file), places.folder_of(file), file)


def of(script: Script, folder: str, file: str | None = None) -> Draft:
    """Return a script's draft; its sources' files are looked for from ``folder``."""
    texts = {source.key: _kept_text(source, folder, file) for source in script.sources}
    whence = tuple(_path(source.origin or source.file, folder) for source in script.sources)
    return Draft(script, texts, whence, file=file)


def _path(name: str, folder: str) -> str:
    return name if name == "-" or addresses.is_elsewhere(name) else places.join(folder, name)


def _kept_text(source: Source, folder: str, script: str | None) -> str:
    """Return the text that a source's ranges lead into: a kept text, or the origin read again."""
    path = _path(source.file, folder)
    if source.origin is None or source.file != source.origin:
        try:
            return reading.kept_text(path)
        except NoInputError as error:
            what = f"the text of the source {source.key} isn't at {path}"
            raise NoInputError(Problem("", what, "put the text there, or make the script again", script)) from error
    return reading.read(path).text


def markdown(made: Draft, folder: str) -> str:
    """Return the script as Markdown, with links that lead from ``folder`` to the sources."""
    from briefing.writing import markdown as written

    return written.format(relinked(made, folder).script)


def relinked(made: Draft, folder: str) -> Draft:
    """Return the draft with its sources' files as seen from ``folder``."""
    base = places.folder_of(made.file) if made.file else "."
    sources = tuple(
        replace(
            source,
            file=_seen(source.file, base, folder),
            origin=source.origin and _seen(source.origin, base, folder),
        )
        for source in made.script.sources
    )
    return replace(made, script=replace(made.script, sources=sources))


def pinned(made: Draft) -> Draft:
    """Return the draft with its sources by address and their texts kept beside it, so that it can stand anywhere."""
    base = places.folder_of(made.file) if made.file else "."

    def at(name: str) -> str:
        return name if name == "-" else places.address(places.join(base, name))

    sources = tuple(replace(source, origin=at(source.origin or source.file)) for source in made.script.sources)
    return replace(made, script=replace(made.script, sources=sources))


def _seen(name: str, base: str, folder: str) -> str:
    if name == "-" or addresses.is_elsewhere(name):
        return name
    return places.relative(places.join(base, name), folder)


def with_kept_texts(made: Draft, names: Names) -> Draft:
    """Return the draft with the ranges of Markdown and standard input leading to texts kept beside the episode."""
    sources = []
    kept = 0
    for source in made.script.sources:
        if source.origin is None:
            sources.append(source)
        else:
            sources.append(replace(source, file=names.kept(kept)))
            kept += 1
    return replace(made, script=replace(made.script, sources=tuple(sources)))


def texts(made: Draft, names: Names) -> dict[str, bytes]:
    """Return the script and the kept texts of its sources, by file name; a script that was given is left alone."""
    from briefing.writing import markdown as written

    found: dict[str, bytes] = {}
    script = names.path(SCRIPT_SUFFIX)
    if made.file is None or not places.same(made.file, script):
        found[names.stem + SCRIPT_SUFFIX] = written.format(made.script).encode()
        for source in made.script.sources:
            if source.origin is not None:
                found[source.file] = made.texts[source.key].encode()
    return found


def place_for(output: str | None) -> Names:
    """Return where the episode goes: a folder, and a stem where the user named the file."""
    from briefing.publishing.names import Names

    if output is None or output.endswith(("/", "\\")) or files.is_folder(output):
        return Names(output or "output", "")
    if not output.lower().endswith(".mp3"):
        todo = "end the name in .mp3, or name a folder that exists or ends in /"
        raise UsageError(Problem("", f"-o {output} is neither an MP3 nor a folder", todo))
    return Names(places.folder_of(output), places.name_of(output)[: -len(".mp3")])


def names_for(made: Draft, place: Names) -> Names:
    """Return the names of the episode's files."""
    from briefing.publishing.names import Names, choose

    if place.stem:
        return place
    if made.file:
        return Names(place.folder, script_stem(made.file))
    hashes = [source.sha256 for source in made.script.sources]
    return choose(place.folder, made.script.title, made.script.date, list(zip(made.whence, hashes, strict=True)))


def script_stem(file: str) -> str:
    """Return the stem of the episode that a script's file makes."""
    return places.name_of(file).removesuffix(SCRIPT_SUFFIX).removesuffix(".md").removesuffix(".MD")


def spare_sources(made: Draft, names: Sequence[str], folder: str) -> None:
    """Raise when a file that would be written is one that was read (UsageError): nothing of the user's is lost."""
    read = [source for source in (*made.whence, made.file) if source and source != "-"]
    for name in names:
        path = places.join(folder, name)
        if any(places.same(path, source) for source in read):
            what = f"{path} would be written over, and it's one of the sources"
            raise UsageError(Problem("", what, "choose another name with -o"))
