"""Key quotes: which of the story's quotations deserve a voice of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.language.addresses import has_address
from briefing.language.sentences import sentences
from briefing.values import Article, Quote

MIN_WORDS = 5
"""A shorter quotation says too little for a voice of its own."""

MAX_WORDS = 30
MAX_SENTENCES = 2
"""S03: a quote is at most 2 sentences and 30 words."""

GOOD_WORDS = 9
"""A quotation of at least this length is worth more than a shorter one."""

SAME_SPEAKER = 0.5
"""What another quotation of a speaker already chosen is worth, against a first one."""

NOBODY = 0.3
"""What a quotation is worth for which nobody is named."""


def mark_keys(article: Article, quotes: Sequence[Quote], most: int) -> tuple[Quote, ...]:
    """Return the quotes with ``key`` set on at most ``most`` of them, first those that matter more."""
    left = [quote for quote in quotes if _fits(article, quote)]
    keys: set[Quote] = set()
    while left and len(keys) < most:
        heard = {quote.speaker.name for quote in keys if quote.speaker}
        best = max(left, key=lambda quote: (_worth(article, quote, heard), -quote.span.start))
        left.remove(best)
        keys.add(best)
    return tuple(replace(quote, key=quote in keys) for quote in quotes)


def _fits(article: Article, quote: Quote) -> bool:
    text = quote.span.of(article.text)
    if quote.partial or has_address(text) or not MIN_WORDS <= len(text.split()) <= MAX_WORDS:
        return False
    return len(sentences(article.text, quote.span)) <= MAX_SENTENCES


def _worth(article: Article, quote: Quote, heard: set[str]) -> float:
    place = 1.0 / (1.0 + quote.span.start / max(len(article.text), 1))
    length = 1.0 if len(quote.span.of(article.text).split()) >= GOOD_WORDS else 0.7
    if quote.speaker is None:
        return place * length * NOBODY
    return place * length * (SAME_SPEAKER if quote.speaker.name in heard else 1.0)
