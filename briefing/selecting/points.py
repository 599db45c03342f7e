"""Key points: which sentences of the story a briefing would tell first.

Lead sentences are level with or ahead of TextRank, LexRank, Luhn and LSA on news at equal length, so position comes
first; a sentence must stand on its own and add something to what was chosen before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from briefing.language.addresses import has_address
from briefing.language.lexicons import words
from briefing.selecting.drawbacks import drawback
from briefing.selecting.lines import names_in
from briefing.selecting.standing import leaning
from briefing.values import Article, Point, Quote, Span, Speaker

MIN_WORDS = 5
"""A sentence shorter than this tells too little to be a point."""

MAX_WORDS = 45
"""A sentence longer than this can't be followed by ear."""

LEADS = 3
"""The lead is the first among so many sentences that can be told."""

LONGEST_LEAD = 65
"""The lead may be longer: who, what, when and where stand in it."""

REPEAT = 0.7
"""Two sentences that share this part of the shorter one's content words say the same."""

NEWS = 0.4
LEAD_NEWS = 0.34
FEWEST_NEW = 3
"""A sentence with a smaller part, or fewer, of content words that the headline hasn't said repeats the headline."""

MOST = 60
"""How many points are ranked: more than a programme of an hour can tell of one story."""

READ = 3000
"""So many sentences of a story are looked at: what comes after an hour's reading is no point."""

WEIGHED = 12
"""So many points are chosen one after the other, each for what it adds to those before it; the rest by their place."""

LEAD_SHARE = 0.6
"""How much of the score comes from the position; the rest is what the sentence adds."""

FULL = 8
"""A sentence that adds so many content words adds all that one can."""

ASPECT = 0.04
"""What it's worth to be the first to say when, why or how much."""

PERSONAL = 0.55
"""What somebody's "I" is worth against the writer's own telling."""

OWN_WORDS = 5
"""Somebody's own sentence with fewer content words says too little."""

OWN_SENTENCES = 4
UNTOLD = frozenset(("no sentence", "a label"))
"""Where nothing stands on its own, so many of somebody's own sentences are told, but none of these."""

QUOTE_WORDS = 30
"""S03: somebody's own words are told in no more."""

SUFFIXES = frozenset(("", "s", "ve", "re", "ll", "d", "m"))
STEM = 6

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_WHEN = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:January|February|March|April|June|July|August|September|"
    r"October|November|December)\b|\b(?:19|20)\d\d\b|\b(?:today|yesterday|tomorrow|tonight|week|month|year)\b"
)
_WHY = re.compile(
    r"\b(?:because|after|over|due to|so that|in order to|in protest|owing to|amid|caused|led to|thanks to)\b"
)
_HOW_MUCH = re.compile(r"\d")
_ASPECTS = (_WHEN, _WHY, _HOW_MUCH)


class Voice(NamedTuple):
    """Whose words a stretch of the article is, where it's not the writer's telling."""

    personal: bool = False
    speaker: Speaker | None = None
    mute: bool = False


Voices = Callable[[Span, str], Voice]
"""Tells of a sentence (its range and its words) whose it is."""


class Candidate(NamedTuple):
    """A sentence that could be a point: its place among those that hold no quotation, its content words, its worth."""

    span: Span
    place: int
    holds: frozenset[str]
    factor: float
    aspects: frozenset[int]
    voice: Voice = Voice()


def content(text: str) -> frozenset[str]:
    """Return the words that carry content, in lower case, cut to a rough stem of six letters."""
    found = (word for word in _WORD.findall(text.lower()) if word not in words("function_words"))
    return frozenset(
        word[:STEM] for word in map(_plain, found) if len(word) > 1 and word not in words("function_words")
    )


def _plain(word: str) -> str:
    """Return a word without what hangs on its apostrophe ("we've") and without a plural's s; nothing for "don't"."""
    head, _, tail = word.replace("’", "'").partition("'")
    if tail == "t":
        return ""
    word = head if tail in SUFFIXES else word
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > len("yes") else word


def repeats(one: frozenset[str], other: frozenset[str], share: float = REPEAT) -> bool:
    """Tell whether one of two sentences (as content words) says what the other says."""
    shorter = min(len(one), len(other))
    return shorter > 0 and len(one & other) >= share * shorter


def points(
    article: Article, sentences: Sequence[Span], quotes: Sequence[Quote], headline: Span | None, voices: Voices
) -> list[Point]:
    """Return the sentences that stand on their own, best first; none repeats the headline or another point."""
    heading = content(headline.of(article.text)) if headline else content(article.title or "")
    spoken = [quote.span for quote in quotes if not quote.partial]
    unquoted = free(sentences[:READ], spoken)
    return _ranked(_candidates(article, unquoted, heading, voices), heading) or _own_words(article, unquoted, voices)


def _own_words(article: Article, sentences: Sequence[Span], voices: Voices) -> list[Point]:
    """Return the first sentences in somebody's "I" where nothing else can be told: letters, a diary."""
    found: list[Point] = []
    for sentence in sentences:
        text = " ".join(sentence.of(article.text).split())
        voice = voices(sentence, text)
        told = MIN_WORDS <= len(text.split()) <= QUOTE_WORDS and leaning(text) not in UNTOLD
        if voice.personal and told and not voice.mute and not has_address(text):
            found.append(Point(sentence, round(PERSONAL / (2 + len(found)), 3), personal=True, speaker=voice.speaker))
        if len(found) == OWN_SENTENCES:
            break
    return found


def _candidates(
    article: Article, sentences: Sequence[Span], heading: frozenset[str], voices: Voices
) -> list[Candidate]:
    names = names_in("\n".join(span.of(article.text) for span in article.body[:200]))
    told = heading | (content(sentences[0].of(article.text)) if sentences else frozenset())
    found: list[Candidate] = []
    for place, sentence in enumerate(sentences):
        text = " ".join(sentence.of(article.text).split())
        voice, lead = voices(sentence, text), place < LEADS and not found
        longest = QUOTE_WORDS if voice.personal else LONGEST_LEAD if lead else MAX_WORDS
        if voice.mute or not MIN_WORDS <= len(text.split()) <= longest or has_address(text):
            continue
        if leaning(text, names, but=("first person",) if voice.personal else ()) is not None:
            continue
        holds = content(text)
        if not _adds(holds, heading, lead=lead) or (voice.personal and len(holds) < OWN_WORDS):
            continue
        factor = PERSONAL if voice.personal else drawback(article.text, sentence, text, told, lead=lead)
        aspects = frozenset(n for n, pattern in enumerate(_ASPECTS) if pattern.search(text))
        found.append(Candidate(sentence, place, holds, factor, aspects, voice))
        if len(found) == MOST:
            break
    return found


def _adds(holds: frozenset[str], heading: frozenset[str], *, lead: bool) -> bool:
    """Tell whether a sentence says enough that the headline hasn't said."""
    new = len(holds - heading)
    return new >= FEWEST_NEW and new >= (LEAD_NEWS if lead else NEWS) * len(holds)


def _ranked(candidates: list[Candidate], heading: frozenset[str]) -> list[Point]:
    """Choose the best one after the other, each for its place and for what it adds to those already chosen."""
    left = list(candidates)
    known, aspects = set(heading), set[int]()
    chosen: list[Candidate] = []
    ranked: list[Point] = []
    last = 1.0
    while left:
        scores = {one.span: _score(one, known, aspects) for one in left}
        order = sorted(left, key=lambda one: (-scores[one.span], one.place))
        taken = order[:1] if len(chosen) < WEIGHED else order
        for one in taken:
            if any(repeats(one.holds, before.holds) for before in chosen):
                continue
            last = min(last, scores[one.span])
            chosen.append(one)
            known |= one.holds
            aspects |= one.aspects
            ranked.append(Point(one.span, round(last, 3), one.voice.personal, one.voice.speaker))
        left = [one for one in left if one not in taken]
    return ranked


def _score(one: Candidate, known: set[str], aspects: set[int]) -> float:
    lead = 1.0 / (1.0 + one.place / 4.0)
    fresh = min(1.0, len(one.holds - known) / FULL)
    first = ASPECT * len(one.aspects - aspects)
    return min(1.0, (LEAD_SHARE * lead + (1 - LEAD_SHARE - 3 * ASPECT) * fresh + first) * one.factor)


def free(sentences: Sequence[Span], quotes: Sequence[Span]) -> list[Span]:
    """Return the sentences that hold no complete quotation; both come in order, so one walk does."""
    found = []
    following = 0
    for sentence in sentences:
        while following < len(quotes) and quotes[following].end <= sentence.start:
            following += 1
        if following == len(quotes) or not quotes[following].meets(sentence):
            found.append(sentence)
    return found
