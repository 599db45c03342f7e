"""Quotations that nobody may be quoted with: denied, invented, second-hand, or not said yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from briefing.language.lexicons import rows
from briefing.values import Article, Quote, Span


@cache
def _cues() -> re.Pattern[str]:
    cues = sorted(rows("doubtful_cues"), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, cues))})\b", re.IGNORECASE)


def doubt(article: Article, quotes: Sequence[Quote], sentences: Sequence[Span]) -> tuple[Quote, ...]:
    """Return the quotes; one whose own sentence casts doubt on it becomes a fragment of that sentence, of no speaker.

    Both come in the article's order, so one walk does.
    """
    found: list[Quote] = []
    place = 0
    for quote in quotes:
        while place < len(sentences) and sentences[place].end <= quote.span.start:
            place += 1
        around = ""
        if place < len(sentences) and sentences[place].meets(quote.span):
            sentence = sentences[place]
            around = (
                article.text[sentence.start : quote.span.start] + " … " + article.text[quote.span.end : sentence.end]
            )
        doubtful = bool(around) and _cues().search(around.replace("’", "'")) is not None
        found.append(replace(quote, speaker=None, mention=None, partial=True) if doubtful else quote)
    return tuple(found)
