"""A text as it's heard: what may differ between a quote and its source, and where words stand in a text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache

from briefing.values import Span
from briefing.writing.escaping import ELISION

MARKS = "\"'“”„‟«»‹›‘’‚‛″＂「」『』`"
"""Quotation marks: the outer ones of a quote may differ."""

ALIKE = 0.6
"""A stretch of a text that shares this part of a quote's words is offered for it."""

MOST_WORDS = 200
"""A quote of more words than this isn't looked for."""

_WORD = re.compile(r"\w+(?:['’]\w+)*")


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(r"[^\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027]")


@lru_cache(maxsize=4096)
def _kept(char: str) -> str:
    """Return the character, a space for white space, nothing for what nobody can see."""
    if char.isspace():
        return " "
    return "" if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"} else char


def heard(text: str) -> str:
    """Return a text without what can't be seen, its white space as single spaces."""
    return " ".join(_unseen().sub(lambda found: _kept(found[0]), text).split())


def core(text: str) -> str:
    """Return what may not differ: the text as heard, without outer quotation marks and the final comma or stop."""
    text = _final(spaced(heard(text)).strip(MARKS + " "))
    inner = text.rstrip(MARKS + " ")
    return _final(inner) if inner != text else text  # ‘…,’. has one inside the mark and one outside


def spaced(text: str) -> str:
    """Return a text with one space on both sides of each elision."""
    return re.sub(r" ?\[…\] ?", f" {ELISION} ", text)


def _final(text: str) -> str:
    return text.removesuffix(",").removesuffix(".")  # in this order: "…," is written "…."


def folded(text: str) -> str:
    """Return a text as heard without capitals and footnote marks, which aren't heard."""
    return re.sub(r" ?\[\d{1,3}\]", "", text).casefold()


def contains(text: str, words: str) -> bool:
    """Tell whether a folded text holds these words, whole ones."""
    words = folded(words)
    at = text.find(words)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(words) : at + len(words) + 1]
        if not (before.isalnum() and words[:1].isalnum()) and not (after.isalnum() and words[-1:].isalnum()):
            return True
        at = text.find(words, at + 1)
    return False


class Index:
    """A text as heard, and for each of its characters the place in the text."""

    def __init__(self, text: str) -> None:
        """Walk through the text once."""
        chars: list[str] = []
        self.places: list[int] = []
        for at, char in enumerate(text):
            kept = _kept(char)
            if kept == " " and (not chars or chars[-1] == " "):
                continue
            if kept:
                chars.append(kept)
                self.places.append(at)
        self.text = "".join(chars)

    def nearest(self, words: str, to: int) -> Span | None:
        """Return the range with these words that begins nearest to a place of the text."""
        from bisect import bisect_left

        middle = bisect_left(self.places, to)
        found = [self.text.rfind(words, 0, middle + len(words)), self.text.find(words, middle)]
        starts = [(abs(self.places[at] - to), at) for at in found if at >= 0]
        if not starts or not words:
            return None
        at = min(starts)[1]
        return Span(self.places[at], self.places[at + len(words) - 1] + 1)

    def only(self, words: str) -> Span | None:
        """Return the range with these words where they stand in the text once, as whole words; else None."""
        at = self.text.find(words)
        if at < 0 or not words or self.text.find(words, at + 1) >= 0 or not self._whole(at, len(words)):
            return None
        return Span(self.places[at], self.places[at + len(words) - 1] + 1)

    def _whole(self, at: int, length: int) -> bool:
        before, first = self.text[at - 1 : at], self.text[at]
        last, after = self.text[at + length - 1], self.text[at + length : at + length + 1]
        return not (before.isalnum() and first.isalnum()) and not (last.isalnum() and after.isalnum())

    def likest(self, words: str) -> Span | None:
        """Return the stretch of as many words that shares most of them, None where it shares less than ``ALIKE``."""
        wanted = Counter(_plain(words))
        size = sum(wanted.values())
        found = list(_WORD.finditer(self.text))
        if not size or size > MOST_WORDS:
            return None
        shared, best, start = 0, 0, -1
        left = Counter(wanted)
        for at, match in enumerate(found):
            if at >= size:  # the first word of the last stretch goes
                gone = found[at - size][0].casefold()
                left[gone] += 1
                shared -= left[gone] > 0
            word = match[0].casefold()
            shared += left[word] > 0
            left[word] -= 1
            if shared > best:
                best, start = shared, max(0, at - size + 1)
        if best < ALIKE * size:
            return None
        end = found[min(start + size, len(found)) - 1].end()
        return Span(self.places[found[start].start()], self.places[end - 1] + 1)


def _plain(words: str) -> list[str]:
    return [match[0].casefold() for match in _WORD.finditer(words)]
