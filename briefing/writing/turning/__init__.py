"""Sentences of the source turned for the ear: an ordered list of small named rules, each of them sure of itself.

Where a rule isn't sure, the source's words stay. A rule never looks into a quotation: it is set aside as one word and
put back as it was. Whatever the rules did, a last check holds the result against the source: numbers, names and
negations are the same, or the source's own words are read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from briefing.writing.turning import (
    again,
    asides,
    attribution,
    clauses,
    figures,
    leaving,
    lifting,
    naming,
    participles,
    relatives,
    splitting,
    tails,
)
from briefing.writing.turning.checking import kept
from briefing.writing.turning.naming import named_in, surname_after
from briefing.writing.turning.page import LONGEST, Known, Page, known, set_aside


class Rule(NamedTuple):
    """A rule turns a sentence into one or several, or returns None where it doesn't apply or isn't sure."""

    name: str
    turn: Callable[[str, Page], list[str] | None]


RULES: Final[tuple[Rule, ...]] = (
    Rule("dateline off", asides.dateline_off),
    Rule("capitals off", asides.shouting_off),
    Rule("brackets off", asides.brackets_off),
    Rule("dashes to commas", asides.dashes_off),
    Rule("middle initial off", naming.initials_off),
    Rule("divided at after", clauses.comes_after_a_claim),
    Rule("claim and more", again.claim_and_more),
    Rule("attribution first", attribution.to_the_front),
    Rule("divided at a semicolon", splitting.at_a_semicolon),
    Rule("divided at a colon", lifting.at_a_colon),
    Rule("two apart", again.two_apart),
    Rule("who it is apart", lifting.who_it_is_apart),
    Rule("how long after", lifting.how_long_after),
    Rule("others apart", lifting.others_did),
    Rule("aside after its sentence", relatives.relative_of_subject),
    Rule("divided at who or which", relatives.relative_at_the_end),
    Rule("divided at saying", splitting.before_saying),
    Rule("effect apart", participles.effect_apart),
    Rule("participle apart", participles.doing_apart),
    Rule("what happened apart", tails.resumed),
    Rule("divided at that", tails.relative_of_indefinite),
    Rule("divided at in which", tails.in_which),
    Rule("divided at when", tails.when_apart),
    Rule("divided at where", tails.where_apart),
    Rule("divided at although", clauses.although_first),
    Rule("divided at although", clauses.although_last),
    Rule("divided at because", clauses.because_apart),
    Rule("divided at after", clauses.lead_comes_after),
    Rule("news first", clauses.lead_after_first),
    Rule("what it is apart", clauses.apposition_apart),
    Rule("divided at and", splitting.at_a_joiner),
    Rule("claimed twice", again.claimed_twice),
    Rule("did thrice", again.did_thrice),
    Rule("divided at a second verb", splitting.at_a_second_verb),
    Rule("aside left out", leaving.aside_left_out),
    Rule("role first", naming.role_first),
    Rule("number rounded", figures.rounded),
    Rule("day named", figures.days_named),
)

ROUNDS = 2
"""A sentence that a rule divided may be divided once more."""


class Turned(NamedTuple):
    """A sentence as it's read, the names of the rules that turned it, and the words of its longest sentence."""

    text: str
    rules: tuple[str, ...]
    longest: int


def turn(text: str, shown: Known, *, lead: bool = False) -> Turned:
    """Return a sentence of the article as the anchor reads it; ``lead`` is the story's first. Never raises."""
    aside = set_aside(text, shown, lead=lead)
    if aside is None:
        return Turned(text, (), len(text.split()))
    start, page = aside
    sentences, used = [start], list[str]()
    for _ in range(ROUNDS):
        before = sentences
        for rule in RULES:
            sentences = [part for sentence in sentences for part in _apply(rule, sentence, page, used)]
        if sentences == before:
            break
    longest = max(page.length(sentence) for sentence in sentences)
    said = page.whole(" ".join(sentences))
    if not used or not kept(text, said, tuple(used)):
        return Turned(text, (), page.length(start))
    return Turned(said, tuple(dict.fromkeys(used)), longest)


def _apply(rule: Rule, sentence: str, page: Page, used: list[str]) -> list[str]:
    parts = rule.turn(sentence, page)
    if parts is None or parts == [sentence]:
        return [sentence]
    used.append(rule.name)
    return parts


__all__ = ["LONGEST", "RULES", "Known", "Rule", "Turned", "known", "named_in", "surname_after", "turn"]
