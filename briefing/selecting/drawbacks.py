"""What makes a sentence a poorer point though it stands on its own: an ordered list of small named rules.

Each rule that fits takes a part of the sentence's worth.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from briefing.language.lexicons import words
from briefing.language.people import is_demonym, is_first_name, is_title
from briefing.selecting.lines import Said, unquoted
from briefing.selecting.phrases import verb_forms
from briefing.selecting.standing import YOU
from briefing.values import Span

NOUN_PHRASE = 4
"""Words after "The" that are looked at for what the sentence is about."""

STEM = 6
TAIL = 7
"""So many last words of a sentence may hold the verb of speech."""

FEWEST = 5
"""Content words: a sentence with fewer says little."""

_EXPLAINED = frozenset(("of", "that", "which", "who", "for", "in", "to", "between", "on", "behind", "where", "against"))
_BACKGROUND = re.compile(
    r"\b(?:had (?:been|previously|long|already|earlier)|previously|was founded|were founded|last year|years ago|"
    r"has long|have long|(?:in|since) (?:1[89]|20)\d\d|historically|once|used to)\b",
    re.IGNORECASE,
)
_ROW = re.compile(r"(?:[\w’'&-]+ ){0,3}[\w’'&-]+: ")
_NUMBER = re.compile(r"\d{3,}[ -]\d{3,}[ -]?\d*")


class Seen(NamedTuple):
    """A sentence, where it stands in which text, and the content words that the listener has heard by then."""

    article: str
    span: Span
    said: Said
    told: frozenset[str]
    lead: bool


Rule: TypeAlias = Callable[[Seen], bool]


def _undefined(seen: Seen) -> bool:
    """Tell "the project" where no project has been heard of."""
    tokens, lower = seen.said.tokens, seen.said.lower
    if lower[0] != "the" or seen.lead:
        return False
    phrase: list[str] = []
    for token, word in zip(tokens[1:], lower[1:], strict=True):
        if word in words("prepositions") or word in words("function_words") or word in words("auxiliaries"):
            if word in _EXPLAINED:
                return False
            break
        if token[0].isupper():
            return False
        if not token[0].isalpha():
            break
        phrase.append(word)
        if len(phrase) == NOUN_PHRASE:
            break
    return not _heard(phrase, seen.told)


def _heard(phrase: list[str], told: frozenset[str]) -> bool:
    return any(word.partition("'")[0][:STEM] in told for word in phrase)


def _unintroduced(seen: Seen) -> bool:
    """Tell a surname alone, as of somebody whom the article has introduced and the listener hasn't met."""
    tokens = seen.said.tokens
    at = 1 if is_title(tokens[0]) and len(tokens) > 1 else 0
    name = tokens[at].partition("’")[0].partition("'")[0]
    if seen.lead or not name[:1].isupper() or at + 1 >= len(tokens) or tokens[at + 1][0].isupper():
        return False
    low = name.lower()
    if low[:STEM] in seen.told or low in words("places") or low in words("not_names") or is_demonym(low):
        return False
    found = seen.article.find(f" {name}", 0, seen.span.start)
    return found > 0 and (at == 1 or _follows_name(seen.article, found) or is_first_name(name))


def _follows_name(text: str, at: int) -> bool:
    """Tell whether a capitalised word ends before a place in the text: a first name, or an initial."""
    before = text[max(0, at - 24) : at].rpartition(" ")[2].rpartition("\n")[2]
    return before[:1].isupper() and not before.endswith((",", ";", ":"))


def _also(seen: Seen) -> bool:
    return "also" in seen.said.bare or "too" in seen.said.bare[-2:]


def _you(seen: Seen) -> bool:
    return not YOU.isdisjoint(seen.said.bare)


def _background(seen: Seen) -> bool:
    return not seen.lead and _BACKGROUND.search(seen.said.plain) is not None


def _thin(seen: Seen) -> bool:
    told = [word for word in seen.said.lower if word[0].isalnum() and word not in words("function_words")]
    return len(told) < FEWEST


def _row(seen: Seen) -> bool:
    """Tell a row of a list: "Running time: two hours", "Helpline: 0832-555-0142"."""
    return _ROW.match(seen.said.text) is not None or _NUMBER.search(seen.said.text) is not None


def _attribution(seen: Seen) -> bool:
    """Tell what is left of a quotation's sentence: "Scott's niece shouted to the crowd.", after her words."""
    if seen.span.start < len("“"):
        return False
    before = seen.article[max(0, seen.span.start - TAIL) : seen.span.start].rstrip()[-1:]
    tail = seen.said.bare[-TAIL:]
    says = any(form is not None and form[1] for form in map(verb_forms().get, tail))
    return before in "\"”’»'" and before != "" and says and "that" not in seen.said.bare


RULES: tuple[tuple[str, float, Rule], ...] = (
    ("something the listener hasn't heard of", 0.65, _undefined),
    ("somebody the listener hasn't met", 0.75, _unintroduced),
    ("also", 0.8, _also),
    ("a word to the reader", 0.6, _you),
    ("background", 0.85, _background),
    ("little said", 0.7, _thin),
    ("a row of a list", 0.4, _row),
    ("only who spoke", 0.2, _attribution),
)


def drawback(article: str, span: Span, text: str, told: frozenset[str], *, lead: bool) -> float:
    """Return what part of its worth a sentence keeps: 1.0 where no rule fits. ``told`` are stems of content words."""
    seen = Seen(article, span, Said(text, unquoted(text)), told, lead)
    if not seen.said.tokens:
        return 0.0
    worth = 1.0
    for _, part, rule in RULES:
        if rule(seen):
            worth *= part
    return worth
