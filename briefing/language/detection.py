"""Which language a text is in: by its script, else by its commonest words."""

from __future__ import annotations

import re
from collections import Counter

from briefing.language.lexicons import words

LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "pl", "tr")
"""The languages that a list of common words tells apart; ``data/stopwords_*.txt``."""

SAMPLE = 20_000
"""So many code points from the start decide."""

FEWEST = 4
"""So many common words at least, else the text is too short to tell …"""

FEWEST_ALONE = 2
"""… unless none of them is English, and no other language has as many."""

LEAD = 1.2
"""By so much the first language must be ahead of English to be believed."""

WORD = re.compile(r"[^\W\d_]+")

SCRIPTS = (
    ("ja", 0x3040, 0x30FF),
    ("ko", 0xAC00, 0xD7AF),
    ("zh", 0x4E00, 0x9FFF),
    ("ru", 0x0400, 0x04FF),
    ("el", 0x0370, 0x03FF),
    ("he", 0x0590, 0x05FF),
    ("ar", 0x0600, 0x06FF),
    ("hi", 0x0900, 0x097F),
    ("th", 0x0E00, 0x0E7F),
)
"""A script's commonest language in the news and its range of code points."""


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of a text's language, "en" when it can't be told."""
    sample = text[:SAMPLE].lower()
    return _by_script(sample) or _by_words(sample)


def _by_script(sample: str) -> str | None:
    if sample.isascii():
        return None
    letters = Counter(char for char in sample if char.isalpha())
    total = letters.total()
    counts = {
        code: sum(count for char, count in letters.items() if first <= ord(char) <= last)
        for code, first, last in SCRIPTS
    }
    if counts["ja"] * 10 > total:  # kana among the Chinese characters decides
        return "ja"
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] * 2 > total else None


def _by_words(sample: str) -> str:
    found = Counter(WORD.findall(sample))
    hits = {code: sum(found[word] for word in words(f"stopwords_{code}")) for code in LANGUAGES}
    best = max(hits, key=lambda code: hits[code])
    if hits["en"] == 0 and hits[best] >= FEWEST_ALONE and list(hits.values()).count(hits[best]) == 1:
        return best
    return best if hits[best] >= FEWEST and hits[best] > LEAD * hits["en"] else "en"
