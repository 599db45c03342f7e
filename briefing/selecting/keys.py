"""Key quotes: which of the story's quotations deserve a voice of their own, and what of them is told."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from briefing.language.addresses import has_address
from briefing.language.lexicons import words
from briefing.language.sentences import sentences
from briefing.selecting.points import content, repeats
from briefing.selecting.standing import leaning
from briefing.values import Article, Quote, Span

MIN_WORDS = 5
"""A shorter quotation says too little for a voice of its own."""

MAX_WORDS = 30
MAX_SENTENCES = 2
"""S03: a quote is at most 2 sentences and 30 words."""

GOOD_WORDS = 9
"""A quotation of at least this length is worth more than a shorter one."""

WEIGHED = 400
"""So many quotations of an article are weighed: what the story's last thousand say is no key."""

LONG = 12
"""So many sentences of a quotation are looked at for what to tell of it."""

GAP = 240
"""Two parts of a quotation stand no further apart than this (code points): the words that attribute it."""

SAME_SPEAKER = 0.5
"""What another quotation of a speaker already chosen is worth, against a first one."""

OTHER_SIDE = 1.3
"""What a quotation is worth from the side that hasn't been heard yet."""

NOBODY = 0.3
"""What a quotation is worth for which nobody is named."""

KINDS = {"person": 1.0, "organisation": 0.85, "role": 0.75}
"""What it's worth by who speaks."""

SAME = 0.55
SHARED = 2
SAME_RUN = 5
"""A quotation and a sentence say the same that share so many content words and this part of the shorter one's, or so
many words in a row."""

LEAST_TOLD = 3
"""A quotation with fewer content words says nothing by itself ("I will tell the truth")."""

FEWEST_TOLD = 6
"""A quotation that leans on something unsaid and has fewer content words isn't understood at all."""

_ALPHA = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
_BREAKS = ("—", "–", "-", "…", "...", "—.")


class Offer(NamedTuple):
    """What could be told of a quotation: its number, its ranges, what it's worth by itself, whose side it takes."""

    at: int
    spans: tuple[Span, ...]
    worth: float
    critical: bool


def mark_keys(
    article: Article, quotes: Sequence[Quote], spans: Sequence[Span], told: Sequence[Span], most: int
) -> tuple[Quote, ...]:
    """Return the quotes with ``key`` set on at most ``most`` of them, each with its worth and what is told of it.

    ``spans`` are the story's sentences, ``told`` the points that no key quote may repeat.
    """
    left = _offers(article, quotes, spans, [gist(span.of(article.text)) for span in told])
    chosen: dict[int, Quote] = {}
    heard: list[tuple[str, bool]] = []
    last = 1.0
    while left and len(chosen) < most:
        best = max(left, key=lambda offer: (_now(offer, quotes, heard), -offer.at))
        last = min(last, _now(best, quotes, heard))
        quote = quotes[best.at]
        extract = () if best.spans == (quote.span,) else best.spans
        chosen[best.at] = replace(quote, key=True, worth=round(last, 3), extract=extract)
        heard.append((quote.speaker.name if quote.speaker else "", best.critical))
        left = [one for one in left if not any(span.meets(other) for span in one.spans for other in best.spans)]
    return tuple(chosen.get(at, quote) for at, quote in enumerate(quotes))


class Gist(NamedTuple):
    """What a text says, to be compared: its content words, and its words by so many in a row."""

    holds: frozenset[str]
    runs: frozenset[tuple[str, ...]]


def gist(text: str) -> Gist:
    """Return a text's gist."""
    found = [word.replace("’", "'") for word in _ALPHA.findall(text.lower())]
    runs = (tuple(found[at : at + SAME_RUN]) for at in range(len(found) - SAME_RUN + 1))
    return Gist(content(text), frozenset(runs))


def same(one: Gist, other: Gist) -> bool:
    """Tell whether two texts say the same: they share most of the shorter one's content, or a run of words."""
    shared = len(one.holds & other.holds) >= SHARED and repeats(one.holds, other.holds, SAME)
    return shared or not one.runs.isdisjoint(other.runs)


def _now(offer: Offer, quotes: Sequence[Quote], heard: Sequence[tuple[str, bool]]) -> float:
    """Return what an offer is worth after those already chosen."""
    speaker = quotes[offer.at].speaker
    again = speaker is not None and any(speaker.name == name for name, _ in heard)
    fresh = bool(heard) and not any(side == offer.critical for _, side in heard)
    return min(1.0, offer.worth * (SAME_SPEAKER if again else 1.0) * (OTHER_SIDE if fresh else 1.0))


def _offers(article: Article, quotes: Sequence[Quote], spans: Sequence[Span], told: Sequence[Gist]) -> list[Offer]:
    found: list[Offer] = []
    starts = [span.start for span in spans]
    paragraphs = [span.start for span in article.body]
    for at, quote in enumerate(quotes[:WEIGHED]):
        if quote.partial:
            continue
        following = quotes[at + 1] if at + 1 < len(quotes) else None
        within = following is not None and _goes_on(article.text, quote, following, paragraphs)
        best = max(
            (
                (_quality(article.text, way), -n, way)
                for n, way in enumerate(_ways(article.text, quote, following if within else None))
            ),
            default=(0.0, 0, ()),
        )
        if best[0] <= 0:
            continue
        said = gist(" ".join(span.of(article.text) for span in best[2]))
        if any(same(said, point) for point in told):
            continue
        sentence = spans[max(0, bisect_right(starts, quote.span.start) - 1)] if spans else quote.span
        found.append(Offer(at, best[2], best[0] * _standing(article, quote), _is_critical(article, quote, sentence)))
    return found


def _goes_on(text: str, quote: Quote, following: Quote, paragraphs: Sequence[int]) -> bool:
    """Tell whether the next quotation is the rest of this one, which the writer interrupted."""
    broken = following.continues or quote.span.of(text)[-1] not in ".!?"  # after a full stop it's another one
    near = broken and 0 < following.span.start - quote.span.end <= GAP and not following.partial
    together = bisect_right(paragraphs, quote.span.start) == bisect_right(paragraphs, following.span.start)
    return near and together and quote.speaker is not None and quote.speaker == following.speaker


def _ways(text: str, quote: Quote, following: Quote | None) -> list[tuple[Span, ...]]:
    """Return the ways of telling a quotation: whole, a part cut at sentences, or with what follows the interruption."""
    parts = sentences(text, quote.span)[:LONG]
    halved = following is not None and text[following.span.start].islower()
    rest = sentences(text, following.span)[:LONG] if following is not None else ()
    ways: list[tuple[Span, ...]] = []
    if not halved:
        ways += [(quote.span,)] if len(parts) <= MAX_SENTENCES else []
        ways += [(Span(one.start, two.end),) for one, two in pairwise(parts)]
        ways += [(part,) for part in parts]
        ways += [(one, two) for n, one in enumerate(parts) for two in parts[n + 2 : n + 4]]
    if rest and parts:
        last = parts[-1]
        ends = last.end - (text[last.end - 1] in ",;" and not text[rest[0].start].islower())
        ways += [(Span(last.start, ends), rest[0])]
    return [
        way for way in dict.fromkeys(ways) if MIN_WORDS <= sum(len(span.of(text).split()) for span in way) <= MAX_WORDS
    ]


def _quality(text: str, way: tuple[Span, ...]) -> float:
    """Return how well the words would be understood by themselves; 0.0 for those that can't be told alone."""
    said = " ".join(" ".join(span.of(text) for span in way).split())
    if has_address(said) or said.endswith(_BREAKS) or not _begins(said):
        return 0.0
    length = len(said.split())
    holds = content(said)
    leans = leaning(_closed(said), but=("first person", "no sentence"))
    reply = _first(said) in words("reply_openers")
    pointing = leans == "a demonstrative"
    lost = (leans is not None and not pointing) or reply
    if leans == "a label" or len(holds) < LEAST_TOLD or (lost and len(holds) < FEWEST_TOLD):
        return 0.0
    worth = (1.0 if length >= GOOD_WORDS else 0.7) * (0.5 if lost else 1.0) * (0.8 if pointing else 1.0)
    worth *= 0.6 if len(holds) < FEWEST_TOLD - 2 else 1.0
    worth *= 0.7 if said.endswith("?") else 1.0
    worth *= 0.6 if "..." in said or "…" in said or "[" in said else 1.0
    worth *= 0.85 if said[-1] not in ".,!?”’\"'" else 1.0
    return worth * (0.9 if len(way) > 1 else 1.0)


def _begins(said: str) -> bool:
    first = next((char for char in said if char.isalnum()), "a")
    return not first.islower()


def _closed(said: str) -> str:
    return said.rstrip(",") + "." if said[-1:] not in ".!?" else said


def _first(said: str) -> str:
    found = _ALPHA.search(said)
    return found[0].lower() if found else ""


def _standing(article: Article, quote: Quote) -> float:
    """Return what a quotation is worth by its place in the article and by who speaks."""
    place = 1.0 / (1.0 + quote.span.start / max(len(article.text), 1))
    return place * (KINDS[quote.speaker.kind] if quote.speaker else NOBODY)


def _is_critical(article: Article, quote: Quote, sentence: Span) -> bool:
    """Tell whether the words around a quotation set its speaker against somebody: "critics", "opposed", "But"."""
    around = article.text[sentence.start : quote.span.start] + " " + article.text[quote.span.end : sentence.end]
    role = quote.speaker.role or quote.speaker.name if quote.speaker else ""
    found = [word.lower() for word in _ALPHA.findall(f"{around[:400]} {role}")]
    return any(word in words("opposing_words") for word in found) or found[:1] == ["but"]
