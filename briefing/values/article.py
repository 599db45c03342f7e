"""What was read: a source's text and where the story stands in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A range of an article's text: ``0 <= start < end``, in code points, half-open."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse an empty or negative range (ValueError)."""
        if not 0 <= self.start < self.end:
            msg = f"not a range: {self.start},{self.end}"
            raise ValueError(msg)

    def of(self, text: str) -> str:
        """Return the text in the range."""
        return text[self.start : self.end]

    @property
    def fragment(self) -> str:
        """Return the range as a URI fragment after RFC 5147: ``char=405,584``."""
        return f"char={self.start},{self.end}"

    def covers(self, other: Span) -> bool:
        """Tell whether ``other`` lies within this range."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Article:
    """What was read: the whole text of the source, and where in it the story stands.

    ``text`` is the source's text with newlines as LF; nothing else of it is changed, so every range leads into what
    the reader sees. ``sha256`` is that of ``text`` in UTF-8. ``body`` holds the ranges of the paragraphs that belong
    to the story, in order, the heading included where it stands in the text; what isn't in ``body`` is the page's
    furniture. A web page's title heads its text and isn't in its ``body``. ``heading`` is the range of the title where
    the text has it; ``title`` may also come from front matter.
    ``published`` is set only where the source states a full date. ``language`` is an ISO 639-1 code.
    ``source`` is what the user named; ``format`` is ``txt``, ``md`` or ``html``; ``encoding`` is how it was decoded.
    """

    source: str
    sha256: str
    text: str
    body: tuple[Span, ...]
    title: str | None = None
    heading: Span | None = None
    byline: tuple[str, ...] = ()
    dateline: Span | None = None
    published: dt.date | None = None
    language: str = "en"
    format: str = "txt"
    encoding: str = "utf-8"
