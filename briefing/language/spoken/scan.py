"""The walk over a text: at each place that may be said otherwise, the first rule that matches wins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TypeAlias

from briefing.language.spoken.rule import ANY_SIGN, Hit, Rule, Variety
from briefing.language.spoken.tables import table

# Where a rule may begin: digits, capitals, words cut short or tied to a digit or sign, and signs.
# Other words don't stop the walk.
_PLACE = re.compile(
    r"[0-9]"
    r"|(?<![^\W_])(?:[A-Z](?:[a-z]{0,11}(?![a-z])|[A-Z0-9])"
    r"|[a-z](?:[a-z]{0,8}(?:\.|\ (?=[0-9]))|[\w+-]{0,40}[.@/&:](?=[\w/])|[a-z]{0,12}-?[0-9]|[a-z]{0,20}[('+](?=[\w)]))"
    r"|(?:w(?=/\s)|v|vs|etc|aka|approx|dept|govt|mph|kph|avg|hwy|plc)(?![^\W_]))"
    r"|[^\S\n](?=[(—–\[…]|-+[^\S\n]|-$|\.\.)"
    r"|(?<=[0-9¼-¾⅐-⅞][ ])[a-z]{1,4}(?![^\W_])|[¼-¾⅐-⅞²³¹⁰-₉ªº]"
    r"|[^\w\s.,;:!?'’\-]|_|\.(?=\.)|(?<![^\W_])\.(?=[0-9])"
    r"|(?<![^\W_])[-'’‘]|[-'’‘](?![^\W_])|-(?=[£$€])|(?<=[A-Za-z%°])-(?=[0-9])"
)
_NAME = re.compile(r"[^\W_]+(?:[:.][^\W_]+)*")  # what a digit inside a word belongs to
# A word that says itself, unless a table has it.
_PLAIN = re.compile(r"[A-Z][a-z]+(?=[ ,;:!?]|['’]s?\b|\.?$|\.\s)(?! ?[-–(])|[a-z]{2,}(?=\.(?:\s|$))")
_TOKEN = re.compile(r"[0-9]+(?::[0-9]\w*)*|[^\W\d_]+|.", re.DOTALL)

_Ready: TypeAlias = tuple[Callable[[str, int], Hit | None], Callable[[Hit, Variety], str | None], str]


@cache
def _ordered() -> tuple[Rule, ...]:
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

    rooms = (
        letters.FIRST, addresses.RULES, dates.RULES, times.RULES, money.RULES, figures.RULES, marks.FIRST,
        measures.RULES, abbreviations.RULES, letters.RULES, figures.RANGES, figures.CODES,
        dates.LAST, figures.LAST, marks.RULES,
    )  # fmt: skip
    return tuple(rule for room in rooms for rule in room)


@cache
def _rules(head: str) -> tuple[_Ready, ...]:
    """Return the rules that may begin with ``head``, compiled."""
    sign = head not in {"0", "A", "a", " "}
    rules = (rule for rule in _ordered() if head in rule.heads or (sign and ANY_SIGN in rule.heads))
    return tuple((re.compile(rule.pattern).match, rule.say, rule.name) for rule in rules)


@cache
def _tabled() -> frozenset[str]:
    """Return the words that a rule may begin with though no sign or digit is in them."""
    names = ("abbreviations", "months", "states", "currencies", "fixed", "units")
    words = {word for name in names for row in table(name) for word in row[0].replace(".", " ").split()}
    short = {word for row in table("days") for word in row[0].split()[1:]}
    return frozenset(words | short | {"St", "am", "pm", "Tu", "Th"})


def _plain(text: str, at: int) -> Hit | None:
    """Return the match of a capitalised word that no rule needs to look at."""
    hit = _PLAIN.match(text, at)
    return hit if hit and hit.group() not in _tabled() else None


def _head(sign: str) -> str:
    if "0" <= sign <= "9":
        return "0"
    if "A" <= sign <= "Z":
        return "A"
    if "a" <= sign <= "z":
        return "a"
    return " " if sign.isspace() else sign


def _first(text: str, at: int, variety: Variety) -> tuple[int, str, str] | None:
    """Return the end, the words and the name of the first rule that matches here."""
    for match, say, name in _rules(_head(text[at])):
        hit = match(text, at)
        if hit is not None and (said := say(hit, variety)) is not None:
            return hit.end(), said, name
    return None


def _inside_word(text: str, at: int) -> bool:
    """Tell whether the digit stands in a name of letters and digits that no rule knows."""
    return at > 0 and "0" <= text[at] <= "9" and text[at - 1].isalpha()


def stretches(text: str, variety: Variety) -> Iterator[tuple[int, int, str, str]]:
    """Yield start, end, words and rule of each stretch that is said otherwise, in order."""
    at = done = 0  # done: the end of the last stretch, tail: its last character
    tail = ""
    while place := _PLACE.search(text, at):
        start = place.start()
        if plain := _plain(text, start):
            at = plain.end()
            continue
        inside = start != done and _inside_word(text, start)
        found = None if inside else _first(text, start, variety)
        if found is None:
            at = _token_end(text, start, inside=inside)
            continue
        end, said, name = found
        left = tail if start == done else text[start - 1]
        if not said and (not left or left.isspace()) and text[end : end + 1] == " ":
            end += 1  # the space after what isn't said: there is one before it
        said = _padded(said, left, text[end : end + 1])
        if said != text[start:end]:
            yield start, end, said, name
        tail, done, at = said[-1:] or left, end, end


def _token_end(text: str, at: int, *, inside: bool) -> int:
    token = (_NAME if inside else _TOKEN).match(text, at)
    return token.end() if token else at + 1


def _padded(said: str, left: str, right: str) -> str:
    """Keep the words said apart from what stands to the left and right, by one space."""
    if said[:1].isspace() and (left.isspace() or not left):
        said = said.lstrip()
    if said[-1:].isspace() and (right.isspace() or not right):
        said = said.rstrip()
    if said[:1].isalnum() and left.isalnum():
        said = f" {said}"
    return f"{said} " if said[-1:].isalnum() and right.isalnum() else said
