"""The script: front matter and running order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from briefing.values.article import Span


@dataclass(frozen=True, slots=True)
class Cite:
    """Where a line comes from: a source's key in the script's front matter, and one range or several.

    Several ranges are joined by ``[…]`` in the line. ``who`` is the link's text under a block quote ("Dmitry Peskov,
    Kremlin spokesman"); it is empty for the anchor's own lines. ``checked`` names the person who
    vouches for what the text alone doesn't show: whose words they are, or a name or number that the range doesn't hold.
    """

    source: str
    spans: tuple[Span, ...]
    who: str = ""
    checked: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words in a line, in written form, and how to say it where that is set by hand.

    ``say`` is a respelling ("rah-EE-see"), ``ipa`` a transcription; at most one of them is set.
    """

    text: str
    say: str | None = None
    ipa: str | None = None
    stress: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A chapter's title (never spoken). The programme's own title stands in the script."""

    text: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Line:
    """What one reader says in one breath: one clip.

    ``reader`` is a label of the script's voices. ``verbatim`` lines are block quotes: their text is the source's.
    ``beat`` lines are list items, each followed by a short pause. ``at`` is the line in the script's file, from 1.
    ``rules`` names what turned the source's sentence for the ear; a script that was read from a file doesn't know.
    """

    reader: str
    pieces: tuple[Piece, ...]
    delivery: tuple[str, ...] = ()
    cite: Cite | None = None
    verbatim: bool = False
    beat: bool = False
    at: int = field(default=0, compare=False)
    rules: tuple[str, ...] = field(default=(), compare=False)

    @property
    def text(self) -> str:
        """Return the line in written form."""
        return "".join(piece.text for piece in self.pieces)


DirectionKind: TypeAlias = Literal["pause", "beat", "sting", "music"]


@dataclass(frozen=True, slots=True)
class Direction:
    """A direction that isn't spoken: ``(pause 600ms)`` has 600 as ``ms``, ``(music: open)`` has "open" as ``cue``."""

    kind: DirectionKind
    ms: int | None = None
    cue: str | None = None
    at: int = field(default=0, compare=False)


Item: TypeAlias = Heading | Line | Direction


@dataclass(frozen=True, slots=True)
class Reader:
    """An entry of the script's ``voices``: a label, the full name for the transcript, a voice of the cast."""

    label: str
    voice: str
    name: str | None = None
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of the script's ``sources``.

    ``file`` is where the ranges lead (a path relative to the script, as written, not percent-encoded); ``origin`` is
    where the text was read from when ``file`` isn't that itself.
    """

    key: str
    file: str
    sha256: str
    title: str | None = None
    origin: str | None = None
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Script:
    """A programme: front matter and running order. ``parse(format(script)) == script``."""

    title: str
    date: dt.date
    language: str
    readers: tuple[Reader, ...]
    sources: tuple[Source, ...]
    items: tuple[Item, ...]
    show: str | None = None

    @property
    def lines(self) -> Iterator[Line]:
        """Yield what is spoken, in order."""
        return (item for item in self.items if isinstance(item, Line))
