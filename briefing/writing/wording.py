"""The source's words, made fit for a script: each change is a small named rule that is sure of itself.

Where a rule isn't sure, the source's own words stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable

from briefing.language.lexicons import words

_GAP = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENDS = (".", "!", "?", "…", ".”", "!”", "?”", '."', '!"', '?"', ".’", "?’", "!’")
TITLE_CASE = 0.7
"""A title is in title case when this part of its words of content has a capital."""


def one_line(text: str) -> str:
    """Return the text with single spaces and without characters that nobody can see or say."""
    seen = "".join(" " if char.isspace() else char for char in text if char.isspace() or not _hidden(char))
    return _GAP.sub(" ", seen).strip()


def _hidden(char: str) -> bool:
    return (char >= "\x7f" and unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"}) or char < " "


def bracketed_mark_off(text: str) -> str:
    """Drop footnote marks ([1], [citation needed]) that a page leaves in its text (S17)."""
    return re.sub(r"\s?\[(?:\d{1,3}|citation needed)\]", "", text)


def full_stop(text: str) -> str:
    """Close a sentence that the source leaves open, as headlines do."""
    return text if text.endswith(_ENDS) else f"{text.rstrip(' ,;:–—-')}."


RULES: tuple[Callable[[str], str], ...] = (one_line, bracketed_mark_off, full_stop)


def sentence(text: str) -> str:
    """Return a sentence of the source as the anchor reads it."""
    for rule in RULES:
        text = rule(text)
    return text


def quotation(text: str) -> str:
    """Return a quotation as its reader reads it: verbatim, but for white space and the final comma (S04)."""
    text = one_line(text)
    return full_stop(text.rstrip(",")) if text.endswith(",") else text if text.endswith(_ENDS) else f"{text}."


def headline(title: str, story: str) -> str:
    """Return a title as a sentence: title case becomes sentence case where the story shows how a word is written."""
    title = one_line(title)
    found = _WORD.findall(title)
    content = [word for word in found[1:] if word.lower() not in words("function_words")]
    if content and sum(word[0].isupper() for word in content) >= TITLE_CASE * len(content):
        seen = Counter(_WORD.findall(story))
        title = _WORD.sub(lambda match: _case(match, seen), title)
    return full_stop(title)


def _case(match: re.Match[str], seen: Counter[str]) -> str:
    """Lower a word's capital unless it opens the title, is an abbreviation, or the story gives it the capital too."""
    word = match[0]
    if match.start() == 0 or word[1:] != word[1:].lower() or len(word) == 1:
        return word
    before = match.string[: match.start()].rstrip()
    if before.endswith((".", "!", "?", ":", "“", '"', "-")) or seen[word] > seen[word.lower()]:
        return word
    return word.lower()
