"""What the rules look at: a sentence with its quotations set aside, and what the article shows of its words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from briefing.language.lexicons import words
from briefing.language.marks import DOUBLE, marked
from briefing.language.people import is_demonym, is_first_name, is_place, read_name
from briefing.language.surnames import surname
from briefing.values import Selection, Span
from briefing.writing.days import DAYS, MONTHS

LONGEST = 25
BEST = 20
"""S05: words in a sentence, at the very most and as it should be."""

MOST = 1500
"""Characters: a longer sentence is none that a rule could mend, and looking at it would take long."""

_FIRST = 0xE000  # a quotation is one character of the private use area, which no rule looks into
_LAST = 0xF8FF
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NAME = re.compile(r"[A-Z][\w'’-]*\.?(?: (?:[A-Z][\w'’-]*\.?|(?:van|von|de|der|den|bin|al|el|da|di|du|la|le)\b))+")
_MOST_NAMES = 2000
_CALENDAR = frozenset(name.lower() for name in (*DAYS, *MONTHS))


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What an article shows: words it writes small, words it writes with a capital within a sentence, people's names.

    ``people`` gives the full name by its last word where only one person of the article bears it, ``given`` the first
    sentence that has a full name; ``published`` is the article's date.
    """

    small: frozenset[str] = frozenset()
    capital: frozenset[str] = frozenset()
    people: Mapping[str, str] = field(default_factory=dict)
    published: dt.date | None = None
    given: Mapping[str, Span] = field(default_factory=dict)

    def is_plain(self, word: str) -> bool:
        """Tell whether a word that opens a sentence loses its capital when something is put before it."""
        low = word.lower()
        if low in _CALENDAR or word == "I" or word.startswith(("I'", "I’")) or word[1:] != word[1:].lower():
            return False
        if low in words("function_words") or low in words("determiners") or low in words("prepositions"):
            return True
        if word in self.capital or is_demonym(low) or is_place(low):
            return False
        return low in self.small or low in words("turning_plain_words") or low in words("not_names")


@lru_cache(maxsize=8)  # a story is planned again and again until it has its length
def known(selection: Selection) -> Known:
    """Return what an article shows of its words; linear in its length."""
    article = selection.article
    small: set[str] = set()
    capital: set[str] = set()
    for sentence in selection.sentences:
        for match in list(_WORD.finditer(sentence.of(article.text)))[1:]:
            (small if match[0][0].islower() else capital).add(match[0])
    people = {one.split()[-1]: one for one in _names(selection)}
    shown = frozenset(capital - {word.title() for word in small})
    return Known(frozenset(small), shown, people, article.published, _given(selection, people))


def _given(selection: Selection, people: Mapping[str, str]) -> dict[str, Span]:
    """Return for each full name the first sentence that has it; linear in the article's length."""
    found: dict[str, Span] = {}
    for sentence in selection.sentences if people else ():
        text = sentence.of(selection.article.text)
        last = {match[0].removesuffix("'s").removesuffix("’s") for match in _WORD.finditer(text)}
        for full in (people[word] for word in last & people.keys()):
            if full not in found and full in text:
                found[full] = sentence
    return found


def _names(selection: Selection) -> list[str]:
    """Return the full names of people, without those whose surname another bears, too."""
    text = selection.article.text
    found: set[str] = {
        quote.speaker.name for quote in selection.quotes if quote.speaker and quote.speaker.kind == "person"
    }
    for sentence in selection.sentences[:_MOST_NAMES]:
        for match in _NAME.finditer(sentence.of(text)):
            run = tuple(word.removesuffix("'s").removesuffix("’s") for word in match[0].split())
            reading = read_name(run)
            parts = run[reading.first : reading.last]
            if reading.kind == "person" and len(parts) > 1 and is_first_name(parts[0]):
                found.add(" ".join(parts))
    full = [name for name in sorted(found) if len(name.split()) > 1 and "." not in name]
    bearers: dict[str, set[str]] = {}
    for name in full:
        bearers.setdefault(name.split()[-1], set()).add(name)
    return [name for name in full if len(bearers[name.split()[-1]]) == 1 and surname(name) != name]


class Page(NamedTuple):
    """A sentence's quotations, set aside in order, what the article shows, and whether it's the story's first."""

    known: Known
    quotations: tuple[str, ...] = ()
    lead: bool = False

    def length(self, text: str) -> int:
        """Return the number of words, those of the quotations included."""
        held = [char for char in text if is_quotation(char)] if self.quotations else []
        return len(text.split()) + sum(len(self.quotations[ord(char) - _FIRST].split()) - 1 for char in held)

    def whole(self, text: str) -> str:
        """Put the quotations back, word for word; British stops come after the closing mark."""
        if not self.quotations:
            return text
        return "".join(self.quotations[ord(char) - _FIRST] if is_quotation(char) else char for char in text)

    def small(self, text: str) -> str | None:
        """Return a sentence as it stands after other words: without its capital; None where that can't be told."""
        first = text.split(" ", 1)[0]
        if not first or not (first[0].isalpha() or is_quotation(first[0])):
            return text if first[:1] in "$£€" or first[:1].isdigit() else None
        word = _WORD.match(first)
        if word is None or first[0].islower():
            return text
        if self.known.is_plain(word[0]):
            return text[0].lower() + text[1:]
        head = word[0].partition("'")[0].partition("’")[0]
        named = head in self.known.capital or head[1:] != head[1:].lower() or _is_named(head)
        return text if named else None


def _is_named(word: str) -> bool:
    return is_first_name(word) or is_demonym(word.lower()) or is_place(word.lower()) or word.lower() in _CALENDAR


def is_quotation(char: str) -> bool:
    """Tell whether a character stands for a quotation."""
    return bool(char) and _FIRST <= ord(char[0]) <= _LAST


def set_aside(text: str, shown: Known, *, lead: bool = False) -> tuple[str, Page] | None:
    """Return a sentence with each of its quotations as one character; None where a mark isn't closed."""
    pairs, left = marked(text, Span(0, len(text)))
    if left is not None or text.startswith(("(", "[")) or len(text) > MOST:
        return None
    parts: list[str] = []
    quotations: list[str] = []
    at = 0
    for pair in pairs:
        inner = pair.outer.of(text)[1:-1].strip()
        stop = inner[-1:] if inner[-1:] in {",", "."} and not (inner.endswith("..") or "." in inner[-4:-1]) else ""
        ends = text[pair.outer.end : pair.outer.end + 1]
        stop = "" if stop == "." and pair.outer.end < len(text) else stop
        parts += [text[at : pair.outer.start], chr(_FIRST + len(quotations)), stop if ends != stop else ""]
        outer = pair.outer.of(text)
        kept = inner[:-1].rstrip() if stop else inner
        quotations.append(outer[0] + kept + outer[-1])
        at = pair.outer.end
    bare = "".join([*parts, text[at:]])
    if any(mark in DOUBLE for mark in bare):  # a part of somebody's words, that opens or closes elsewhere
        return None
    return bare, Page(shown, tuple(quotations), lead)


@lru_cache(maxsize=4096)
def ending(word: str) -> str:
    """Return a word without what may stand around it."""
    return word.strip(".,;:!?()[]—–-…")
