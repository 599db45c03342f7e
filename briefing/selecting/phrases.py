"""A sentence as a row of phrases: who is mentioned, which verbs report speech, where the quotations stand."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from briefing.language.lexicons import rows
from briefing.language.marks import Marked
from briefing.language.people import Gender, NameKind
from briefing.values import Span

PhraseKind: TypeAlias = Literal[
    "name", "pronoun", "noun", "verb", "quote", "stop", "preposition", "and", "who", "auxiliary", "according", "word"
]


class Phrase(NamedTuple):
    """A phrase of a sentence and where it stands.

    ``text`` is the word in lower case (a verb's form, a preposition, a comma), for a noun its head.
    ``name`` holds a name's words, ``what`` what it is the name of; ``role`` is the range of the words before a name
    or of a noun phrase; ``owned`` is a possessive. ``quote`` is the quotation's number in the paragraph. ``together``
    are those who do it jointly.
    """

    kind: PhraseKind
    start: int
    end: int
    text: str = ""
    name: tuple[str, ...] = ()
    what: NameKind = "unknown"
    gender: Gender | None = None
    role: Span | None = None
    owned: bool = False
    plural: bool = False
    strong: bool = False
    quote: int = -1
    together: tuple[Phrase, ...] = ()

    @property
    def mentions(self) -> bool:
        """Tell whether the phrase mentions somebody or something that could speak."""
        return self.kind in ("name", "pronoun", "noun")


class Token(NamedTuple):
    """A word, a mark or a quotation, with its place. ``owned`` tells a possessive, whose ending is left out."""

    start: int
    end: int
    text: str
    lower: str
    owned: bool = False
    quote: int = -1


PRONOUNS: dict[str, Gender | None] = {
    "he": "m",
    "she": "f",
    "they": None,
    "it": None,
    "we": None,
    "i": None,
    "you": None,
    **dict.fromkeys(("somebody", "someone", "nobody", "everybody", "everyone", "anybody", "anyone")),
}
FUNCTION_WORDS: dict[str, PhraseKind] = {
    **dict.fromkeys(("who", "which", "whom", "whose"), "who"),
    **dict.fromkeys(("and", "but", "or", "then", "yet", "while"), "and"),
}


@cache
def _words() -> re.Pattern[str]:
    unseen = (  # what the check of a name leaves out, too: controls, formats, private and unassigned characters
        r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
        r"\ud800-\uf8ff\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e00ff\U000f0000-\U0010ffff"
    )
    partial = r"\u0300-\u036f\ufffd"  # an accent of its own, and what stands for a lost letter, belong to the word
    run = rf"[^\W_]+(?:[{partial}{unseen}]+[^\W_]+|[{partial}]+)*"
    return re.compile(
        rf"(?:[^\W\d_]\.){{1,}}(?:[^\W\d_]\b)?|{run}(?:[’'\-&./@]{run}|[–-][£$€]?\d[^\W_]*)*|[,;:()\[\]—–―…&]|--"
    )


@cache
def verb_forms() -> dict[str, tuple[str, bool]]:
    """Return for each form of a verb of speech its shape (base, s, past, ing) and whether it's a strong one."""
    forms: dict[str, tuple[str, bool]] = {}
    for strong, name in ((False, "describing_verbs"), (True, "speech_verbs")):
        for row in rows(name):
            base, third, *past = row.split()
            forms[base] = ("base", strong)
            forms[third] = ("s", strong)
            forms |= {form: ("ing" if form.endswith("ing") else "past", strong) for form in past}
    return forms


def tokens(text: str, frame: Span, quotes: tuple[Marked, ...], first: int) -> list[Token]:
    """Return the words and marks of a sentence, each quotation as one token. ``first`` is the first one's number."""
    found: list[Token] = []
    at = frame.start
    for n, quote in enumerate(quotes, first):
        _append_words(text, at, quote.outer.start, found)
        found.append(Token(quote.outer.start, quote.outer.end, "", "", quote=n))
        at = quote.outer.end
    _append_words(text, at, frame.end, found)
    return found


def _append_words(text: str, start: int, end: int, found: list[Token]) -> None:
    for hit in _words().finditer(text, start, end):
        word, stop = hit[0], hit.end()
        lower = word.lower()
        if lower.endswith(("'s", "’s")) and word[:-2]:
            found.append(Token(hit.start(), stop - 2, word[:-2], lower[:-2], owned=True))
        else:
            owned = lower.endswith("s") and stop < end and text[stop] in "’'" and lower.isalpha()
            found.append(Token(hit.start(), stop, word, lower, owned=owned))
