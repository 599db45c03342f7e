"""Headline and key points: which sentences of the story a briefing would tell first.

Lead sentences are level with or ahead of TextRank, LexRank, Luhn and LSA on news at equal length, so position comes
first; a sentence must stand on its own and add something to what was chosen before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.language.addresses import has_address
from briefing.language.lexicons import rows, words
from briefing.values import Article, Point, Quote, Span

MIN_WORDS = 5
"""A sentence shorter than this tells too little to be a point."""

MAX_WORDS = 45
"""A sentence longer than this can't be followed by ear."""

REPEAT = 0.7
"""Two sentences that share this part of the shorter one's content words say the same."""

NEWS = 0.4
"""A sentence with a smaller part of content words that the headline hasn't said repeats the headline."""

MOST = 60
"""How many points are ranked: more than a programme of an hour can tell of one story."""

LEAD_SHARE = 0.65
"""How much of the score comes from the position; the rest is what the sentence adds."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def content(text: str) -> frozenset[str]:
    """Return the words that carry content, in lower case, cut to a rough stem of six letters."""
    return frozenset(word[:6] for word in map(str.lower, _WORD.findall(text)) if word not in words("function_words"))


def repeats(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether one of two sentences (as content words) says what the other says."""
    shorter = min(len(one), len(other))
    return shorter > 0 and len(one & other) >= REPEAT * shorter


def stands_alone(sentence: str) -> bool:
    """Tell whether a sentence can be understood without the one before it."""
    if (
        not sentence[:1].isalnum()
        or sentence[:1].islower()
        or not sentence.endswith((".", "!", ".”", '."', ".’", ".'"))
    ):
        return False
    opening = [word.lower() for word in _WORD.findall(sentence[:80])]
    if not opening or opening[0].partition("’")[0].partition("'")[0] in words("dangling_openers"):
        return False
    start = " ".join(opening) + " "
    return not any(start.startswith(f"{phrase} ") for phrase in rows("dangling_phrases"))


def points(article: Article, sentences: Sequence[Span], quotes: Sequence[Quote], headline: Span | None) -> list[Point]:
    """Return the sentences that stand on their own, best first; none repeats the headline or another point."""
    spoken = [quote.span for quote in quotes if not quote.partial]
    heading = content(headline.of(article.text)) if headline else frozenset()
    chosen: list[tuple[Span, float]] = []
    heard: list[frozenset[str]] = []
    known: set[str] = set(heading)
    free = _free(sentences, spoken)
    for place, sentence in enumerate(free):
        text = sentence.of(article.text)
        if not MIN_WORDS <= len(text.split()) <= MAX_WORDS or not stands_alone(text) or has_address(text):
            continue
        holds = content(text)
        if any(repeats(holds, before) for before in heard) or len(holds - heading) < NEWS * len(holds):
            continue
        fresh = len(holds - known) / max(len(holds), 1)
        lead = 1.0 / (1.0 + place / 4.0)
        chosen.append((sentence, LEAD_SHARE * lead + (1 - LEAD_SHARE) * fresh))
        heard.append(holds)
        known |= holds
        if len(chosen) == MOST:
            break
    ranked = sorted(chosen, key=lambda pair: -pair[1])
    return [Point(span, round(score, 3)) for span, score in ranked]


def _free(sentences: Sequence[Span], quotes: Sequence[Span]) -> list[Span]:
    """Return the sentences that hold no complete quotation; both come in order, so one walk does."""
    free = []
    following = 0
    for sentence in sentences:
        while following < len(quotes) and quotes[following].end <= sentence.start:
            following += 1
        if following == len(quotes) or not quotes[following].meets(sentence):
            free.append(sentence)
    return free
