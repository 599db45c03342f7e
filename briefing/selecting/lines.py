"""A sentence as the rules for points see it: its words outside quotation marks, and which of them may be somebody."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from briefing.language.lexicons import words
from briefing.language.marks import marked
from briefing.language.people import is_first_name, is_title, role_of
from briefing.values import Span

_TOKEN = re.compile(r"[^\W_]+(?:[’'.\-][^\W_]+)*|[,;:()—–]")


@dataclass(frozen=True, slots=False)
class Said:
    """A sentence as the rules see it: ``plain`` is the text with a space for each character that's quoted.

    ``names`` are words that the article has with a capital inside a sentence, in lower case.
    """

    text: str
    plain: str
    names: frozenset[str] = frozenset()

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """Return the words and the marks that part clauses."""
        return tuple(_TOKEN.findall(self.plain))

    @cached_property
    def lower(self) -> tuple[str, ...]:
        """Return the tokens in lower case, with plain apostrophes."""
        return tuple(token.lower().replace("’", "'") for token in self.tokens)

    @cached_property
    def bare(self) -> tuple[str, ...]:
        """Return the tokens in lower case without what hangs on an apostrophe ("he's", "their")."""
        return tuple(word.partition("'")[0] for word in self.lower)

    @cached_property
    def comma(self) -> int:
        """Return the place of the first comma, or of the sentence's end."""
        return self.tokens.index(",") if "," in self.tokens else len(self.tokens)


def unquoted(text: str) -> str:
    """Return a sentence with spaces for what stands in quotation marks, its length unchanged."""
    if not any(mark in text for mark in "\"“”„«‘’'"):
        return text
    parts: list[str] = []
    at = 0
    for quote in marked(text, Span(0, len(text)))[0] if text else ():
        parts += (text[at : quote.outer.start], " " * (quote.outer.end - quote.outer.start))
        at = quote.outer.end
    return "".join((*parts, text[at:]))


_CAPITAL = re.compile(r"(?<=[\w,;] )[^\W\d_a-z][^\W_]*")


def names_in(text: str) -> frozenset[str]:
    """Return the words that a text has with a capital inside a sentence, in lower case."""
    return frozenset(word.lower() for word in _CAPITAL.findall(text) if not word.isupper() or len(word) > 1)


def is_person(said: Said, at: int) -> bool:
    """Tell whether a word may be somebody: a capital that isn't the calendar's or a place's, or a person's noun."""
    token, word = said.tokens[at], said.bare[at]
    if not word[0].isalpha():
        return word.endswith("-year-old")
    if token[0].islower():
        role = role_of(word)
        return word in words("person_nouns") or (role is not None and not role.plural) or word.endswith("-year-old")
    if (
        word in words("calendar_words")
        or word in words("places")
        or word in words("not_names")
        or word in words("demonyms")
    ):
        return False
    if at:
        return True
    return is_first_name(token) or is_title(token) or role_of(word) is not None or word in said.names
