"""The walk over a text: at each place that may be said otherwise, the first rule that matches wins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from briefing.language.spoken.rule import Rule, Variety

# Where a rule may begin: digits, capitals, words cut short or tied to a digit or sign, and signs. Other words don't stop
# the walk.
_PLACE = re.compile(
    r"[0-9]"
    r"|(?<![^\W_])(?:[A-Z](?:[a-z]{0,11}(?![a-z])|[A-Z0-9])"
    r"|[a-z](?:[a-z]{0,8}(?:\.|\ (?=[0-9]))|[\w+-]{0,40}[.@/&:](?=[\w/])|[a-z]{0,12}-?[0-9]|[a-z]{0,20}[('+](?=[\w)]))"
    r"|(?:v|vs|etc|aka|approx|dept|govt|mph|kph|avg|hwy|plc)(?![^\W_]))"
    r"|[^\S\n](?=[(—–\[…]|-+[^\S\n]|-$|\.\.)"
    r"|(?<=[0-9¼-¾⅐-⅞][ ])[a-z]{1,4}(?![^\W_])|[¼-¾⅐-⅞²³¹⁰-₉ªº]"
    r"|[^\w\s.,;:!?'’\-]|_|\.(?=\.)|(?<![^\W_])\.(?=[0-9])"
    r"|(?<![^\W_])[-'’‘]|[-'’‘](?![^\W_])|-(?=[£$€])|(?<=[A-Za-z%°])-(?=[0-9])"
)
_NAME = re.compile(r"[^\W_]+(?:[:.][^\W_]+)*")  # what a digit inside a word belongs to
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|.", re.DOTALL)


@cache
def _rules() -> dict[str, tuple[Rule, ...]]:
    from briefing.language.spoken import (
        abbreviations,
        addresses,
        dates,
        figures,
        letters,
        marks,
        measures,
        money,
        times,
    )

    ordered = (
        *letters.FIRST, *addresses.RULES, *dates.RULES, *times.RULES, *money.RULES, *marks.FIRST, *figures.RULES,
        *measures.RULES, *abbreviations.RULES, *letters.RULES, *figures.RANGES, *dates.LAST, *figures.LAST, *marks.RULES,
    )  # fmt: skip
    return {head: tuple(rule for rule in ordered if head in rule.heads) for head in "0a$"}


def _head(sign: str) -> str:
    if "0" <= sign <= "9":
        return "0"
    return "a" if sign.isalpha() else "$"


def _first(text: str, at: int, variety: Variety) -> tuple[int, str, str] | None:
    """Return the end, the words and the name of the first rule that matches here."""
    for rule in _rules()[_head(text[at])]:
        hit = rule.at(text, at)
        if hit is not None and hit.end() > at:
            said = rule.say(hit, variety)
            if said is not None:
                return hit.end(), said, rule.name
    return None


def _inside_word(text: str, at: int) -> bool:
    """Tell whether the digit stands in a name of letters and digits that no rule knows."""
    return at > 0 and "0" <= text[at] <= "9" and text[at - 1].isalpha()


def stretches(text: str, variety: Variety) -> Iterator[tuple[int, int, str, str]]:
    """Yield start, end, words and rule of each stretch that is said otherwise, in order."""
    at = done = 0  # done: the end of the last stretch, whose last character was tail
    tail = ""
    while place := _PLACE.search(text, at):
        start = place.start()
        inside = start != done and _inside_word(text, start)
        found = None if inside else _first(text, start, variety)
        if found is None:
            at = _token_end(text, start, inside=inside)
            continue
        end, said, name = found
        left = tail if start == done and start else text[start - 1 : start]
        if not said:
            end = _swallowed(text, start, end, left)
        said = _padded(text, end, said, left)
        if said != text[start:end]:
            yield start, end, said, name
        tail, done, at = said[-1:] or left, end, end


def _token_end(text: str, at: int, *, inside: bool) -> int:
    token = (_NAME if inside else _TOKEN).match(text, at)
    return token.end() if token else at + 1


def _swallowed(text: str, start: int, end: int, left: str) -> int:
    """Take the space after what isn't said, if there is one before it as well."""
    blank = (not left or left.isspace()) and text[end : end + 1] == " "
    return end + 1 if blank else end


def _padded(text: str, end: int, said: str, left: str) -> str:
    """Put spaces between the words said and those that touched what was written."""
    if said[:1].isspace() and (left.isspace() or not left):
        said = said.lstrip()
    right = text[end : end + 1]
    if said[-1:].isspace() and (right.isspace() or not right):
        said = said.rstrip()
    if said[:1].isalnum() and left.isalnum():
        said = f" {said}"
    return f"{said} " if said[-1:].isalnum() and right.isalnum() else said
