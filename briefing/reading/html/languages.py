"""The page's language: what it says, checked against what its article says."""

from __future__ import annotations

import re

from briefing.language.detection import LANGUAGES, language_of
from briefing.language.lexicons import words
from briefing.reading.html.said import Said

SAMPLE = 20_000
"""So many code points of the article tell its language."""

ENGLISH = 0.15
"""In English prose at least so many words are among the commonest ones."""


def language_in(said: Said, text: str) -> str:
    """Return the ISO 639-1 code: the one that the page claims, unless its words are plainly of another language."""
    stated = [said.language, *(one.language for one in said.described), *said.of("og:locale", "content-language")]
    claimed = next((code for one in stated if one and (code := _code(one))), None)
    seen = language_of(text[:SAMPLE])
    if claimed is None or claimed == seen or seen != "en":
        return seen
    return "en" if _is_english(text[:SAMPLE]) else claimed


def _code(stated: str) -> str | None:
    first = re.split(r"[-_,;\s]", stated.strip().lower(), maxsplit=1)[0]
    return first if first in LANGUAGES or (first.isalpha() and first.isascii() and len(first) == len("en")) else None


def _is_english(text: str) -> bool:
    found = re.findall(r"[^\W\d_]+", text.lower())
    common = words("stopwords_en")
    return sum(word in common for word in found) >= ENGLISH * len(found)
