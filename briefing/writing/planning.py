"""Which beats of which story are told: the best of each, or as many as a target length takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefing.values import Selection
from briefing.writing.story import Beat, all_beats, chosen_beats

POINTS = 4
QUOTES = 3
"""How much of each story a briefing tells when no length is asked for."""

ENOUGH = 2
"""With so many points told, one that is too long for the ear isn't needed (S05)."""

NEAR = 0.03
"""A plan this near to its target (as a part of it) is good."""

Cost = Callable[[int, Beat], float]
"""Seconds that a beat of a story (its index) takes, a quote's lead-in included."""


def plan(
    selections: Sequence[Selection], length: int | str | None, frame: Callable[[], float], cost: Cost
) -> list[list[Beat]]:
    """Return the beats of each story, in order of worth.

    ``length`` is a target in seconds, "full" for every sentence, or None for a few beats of each story; ``frame`` tells
    what the programme takes before a single beat is told, in seconds.
    """
    if length == "full":
        return [all_beats(selection) for selection in selections]
    if not isinstance(length, int):
        return [_usual(chosen_beats(selection)) for selection in selections]
    offers = [_heard_first(chosen_beats(selection, len(selection.points))) for selection in selections]
    offers = [_complete(offer, selection) for offer, selection in zip(offers, selections, strict=True)]
    return _fill(offers, length - frame(), length * NEAR, cost)


def _usual(offer: list[Beat]) -> list[Beat]:
    lead = next((beat.span for beat in offer if beat.lead), None)
    points = [beat for beat in offer if beat.quote is None and (lead is None or beat.span >= lead)]
    quotes = [beat for beat in offer if beat.quote is not None]
    short = sum(not beat.too_long for beat in points[1:POINTS])
    needed = 1 if short >= ENOUGH else ENOUGH
    heard = [beat for place, beat in enumerate(points[:POINTS]) if place < needed or not beat.too_long]
    return [*heard, *quotes[:QUOTES]]


def _heard_first(offer: list[Beat]) -> list[Beat]:
    """Put what is too long for the ear behind what isn't, but for the first beats (S05)."""
    late = [beat for beat in offer[ENOUGH:] if beat.too_long]
    return [*offer[:ENOUGH], *(beat for beat in offer[ENOUGH:] if not beat.too_long), *late]


def _complete(offer: list[Beat], selection: Selection) -> list[Beat]:
    """Add the sentences that no beat tells yet: a long programme may need them."""
    told = [part for beat in offer for part in beat.parts]
    return [*offer, *(beat for beat in all_beats(selection) if not any(map(beat.span.meets, told)))]


def _fill(offers: list[list[Beat]], target: float, near: float, cost: Cost) -> list[list[Beat]]:
    """Take the stories' beats in turn, the best first, until the target is met; pass over what would go beyond it."""
    plan: list[list[Beat]] = [[] for _ in offers]
    left = target
    for place in range(max(map(len, offers), default=0)):
        for story, offer in enumerate(offers):
            for beat in offer[place : place + 1]:
                seconds = cost(story, beat)
                if seconds <= left + near:
                    plan[story].append(beat)
                    left -= seconds
        if left <= near:
            break
    return [chosen or offer[:1] for chosen, offer in zip(plan, offers, strict=True)]
