"""Key points and key quotes of an article that isn't English: by their place, where they stand on their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.language.lexicons import words
from briefing.language.tongues import Tongue
from briefing.values import Article, Point, Quote, Span

MIN_WORDS = 5
MAX_WORDS = 45
"""A point has so many words; the lead, the first of them, may be longer."""

LONGEST_LEAD = 65
MOST = 60
READ = 3000
"""Of so many sentences at most so many become points."""

QUOTE_WORDS = 30
"""S03: a key quote has no more words."""

MOST_KEYS = 6
REPEAT = 0.7
"""Two sentences that share this part of the shorter one's longer words say the same."""

STEM = 6

_WORD = re.compile(r"[^\W\d_]{4,}|\d+")
_ENDS = (".", "!", "?", "…", "»", "”", "“", '"')


def _holds(text: str, language: str) -> frozenset[str]:
    common = words(f"stopwords_{language}") if language in words("tongues") else frozenset()
    return frozenset(word[:STEM] for word in _WORD.findall(text.lower()) if word not in common)


def _repeats(one: frozenset[str], other: frozenset[str]) -> bool:
    shorter = min(len(one), len(other))
    return shorter > 0 and len(one & other) >= REPEAT * shorter


def leans(text: str, tongue: Tongue | None) -> bool:
    """Tell whether a sentence opens with a word that points back."""
    opening = [word.strip('«»„“”",;:').lower().replace("’", "'") for word in text.split()[:3]]
    head = opening[0] if opening else ""
    elided = head.split("'", 1)[0] + "'" if "'" in head else head
    return tongue is not None and not {head, elided, head.split("-", 1)[0]}.isdisjoint(tongue.leaning)


def points(article: Article, sentences: Sequence[Span], quotes: Sequence[Quote], tongue: Tongue | None) -> list[Point]:
    """Return the sentences that can be told, first ones first; none holds a whole quotation or repeats the headline."""
    heading = article.heading.of(article.text) if article.heading else article.title or ""
    told = [_holds(heading, article.language)]
    whole = [quote.span for quote in quotes if not quote.partial]
    found: list[Point] = []
    following = 0
    for place, sentence in enumerate(sentences[:READ]):
        while following < len(whole) and whole[following].end <= sentence.start:
            following += 1
        if following < len(whole) and whole[following].meets(sentence):
            continue
        text = " ".join(sentence.of(article.text).split())
        longest = MAX_WORDS if found else LONGEST_LEAD
        fits = MIN_WORDS <= len(text.split()) <= longest and text.endswith(_ENDS) and not text[:1].islower()
        if not fits or leans(text, tongue):
            continue
        holds = _holds(text, article.language)
        if any(_repeats(holds, other) for other in told):
            continue
        told.append(holds)
        found.append(Point(sentence, round(1.0 / (1.0 + place / 4.0), 3)))
        if len(found) == MOST:
            break
    return found


def mark_keys(article: Article, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return the quotes, with ``key`` set on the first complete one of each speaker that fits in 30 words."""
    heard: set[str] = set()
    marked: list[Quote] = []
    for quote in quotes:
        length = len(quote.span.of(article.text).split())
        name = quote.speaker.name.lower() if quote.speaker else ""
        fits = MIN_WORDS <= length <= QUOTE_WORDS and not quote.partial and not quote.continues
        if fits and name and name not in heard and len(heard) < MOST_KEYS:
            heard.add(name)
            marked.append(replace(quote, key=True, worth=round(1.0 / len(heard), 3)))
        else:
            marked.append(quote)
    return tuple(marked)
