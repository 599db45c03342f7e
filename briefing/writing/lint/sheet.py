"""What the rules of broadcast style look at: each line of a script with its sentences and its spoken form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from briefing.values import Heading, Line, Script, Span


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line as it's read: ``chapter`` counts from 0.

    ``first`` tells whether nothing of a source was told in the chapter before it.
    """

    line: Line
    sentences: tuple[str, ...]
    spoken: str
    chapter: int
    first: bool

    @property
    def own(self) -> bool:
        """Tell whether the line is the reader's own sentence, not a quote."""
        return not self.line.verbatim

    @property
    def told(self) -> bool:
        """Tell whether the line tells a story: the reader's own sentence, from a source."""
        return self.own and self.line.cite is not None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A script laid out for the rules. ``texts`` holds the articles by the sources' keys, None where not at hand."""

    script: Script
    lines: tuple[Spoken, ...]
    texts: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: where, what and what to do."""

    at: int
    what: str
    todo: str


def sheet(script: Script, texts: Mapping[str, str] | None) -> Sheet:
    """Return a script laid out for the rules."""
    return Sheet(script, tuple(_lines(script)), texts)


def _lines(script: Script) -> Iterator[Spoken]:
    from briefing.language.sentences import sentences
    from briefing.language.spoken import spoken

    chapter, first = 0, True
    for item in script.items:
        if isinstance(item, Heading):
            chapter, first = chapter + 1, True
        elif isinstance(item, Line):
            text = item.text
            spans = sentences(text, Span(0, len(text))) if text else ()
            found = tuple(words for span in spans if any(map(str.isalnum, words := span.of(text))))  # "[…]" is none
            yield Spoken(item, found, spoken(text, script.language).text, chapter, first)
            first = first and item.cite is None


def words(text: str) -> list[str]:
    """Return a text's words as they stand, with their marks; what holds no letter and no digit isn't one."""
    return [word for word in text.split() if any(char.isalnum() for char in word)]


def bare(word: str) -> str:
    """Return a word without the marks around it."""
    return word.strip(".,;:!?…\"'“”‘’«»()[]–—-")


def named(word: str) -> bool:
    """Tell whether a word is written like a name."""
    return word[:1].isupper() and any(char.islower() for char in word)


@cache
def verbs() -> frozenset[str]:
    """Return all forms of the verbs that say whose words come next."""
    from briefing.language.lexicons import rows

    return frozenset(form for row in rows("speech_verbs") for form in row.split()) | {"quote", "quotes", "quoted"}
