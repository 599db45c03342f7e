"""The organisations that an article names: "the council" and "Kettle" mean the one whose full name stands there."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from briefing.language.lexicons import rows, words
from briefing.language.people import is_body
from briefing.selecting.phrases import Phrase

_VAGUE = frozenset(
    ("group", "company", "firm", "corporation", "organisation", "organization", "team", "network", "state", "city",
     "county", "office", "campaign", "party", "family", "paper", "newspaper", "site", "website", "government")
)  # fmt: skip
"""Nouns that often mean a body which the article doesn't name in full."""
_MOST = 4  # bodies of one kind: none of more is meant by "the council"


class Bodies:
    """The bodies of one article, by the noun that says what they are and by the first word of companies' names."""

    __slots__ = ("_by_first", "_by_noun", "_companies", "_its", "_text")

    def __init__(self, text: str) -> None:
        """Begin without any."""
        self._text = text
        self._by_noun: dict[str, list[tuple[int, str]]] = {}
        self._by_first: dict[str, list[tuple[int, str]]] = {}
        self._its: set[str] = set()
        self._companies: list[tuple[int, str]] = []

    def gather(self, sentences: Iterable[list[Phrase]]) -> None:
        """Take in every name of an organisation, and the lone names that the article calls "it"."""
        for row in sentences:
            for i, phrase in enumerate(row):
                if phrase.kind == "noun":
                    self._file_noun(phrase)
                if phrase.kind != "name" or phrase.what == "person":
                    continue
                if len(phrase.name) == 1 and self._is_one(row, i):
                    self._its.add(phrase.text)
                elif len(phrase.name) > 1 and phrase.role is None:
                    self._file(phrase)

    def _file_noun(self, phrase: Phrase) -> None:
        """Take in a body whose name reads as a noun phrase: "The Alpine Parks Authority"."""
        if phrase.role is None or not is_body(phrase.text):
            return
        spoken = phrase.role.of(self._text).split()
        if (
            len(spoken) > len(("the", "council"))
            and spoken[0].lower() == "the"
            and all(w[0].isupper() for w in spoken[1:])
        ):
            _add(self._by_noun, phrase.text, phrase.start, " ".join(spoken))

    def _file(self, phrase: Phrase) -> None:
        full = " ".join(self._text[phrase.start : phrase.end].split())
        article, _, rest = full.partition(" ")
        if article.lower() == "the" and rest[:1].islower():
            full = " ".join(phrase.name)  # "the coal giant Kettle Energy"
        last, first = phrase.name[-1].lower(), phrase.name[0].lower()
        if last in words("company_names"):
            _add(self._by_first, first, phrase.start, full)
            _add_to(self._companies, phrase.start, full)
        if phrase.what == "organisation":
            noun = first if phrase.name[1].lower() in ("of", "for") else last
            _add(self._by_noun, noun, phrase.start, full)

    def _is_one(self, row: list[Phrase], i: int) -> bool:
        """Tell whether a lone name is a body's: by its letters, by the lists, by what it has or does."""
        word = row[i].name[0]
        if row[i].text in words("known_bodies") or (word[1:2].islower() and not word[1:].islower() and "-" not in word):
            return not word.startswith(("Mc", "Mac", "De", "Di", "Du", "La", "Le", "Van", "O’", "O'", "Fitz"))
        owns = row[i].owned and i + 1 < len(row) and row[i + 1].text in words("company_goods")
        bought = i > 1 and row[i - 1].text in ("in", "of", "at") and row[i - 2].text in ("shares", "stock", "investors")
        return owns or bought or _is_it(row, i)

    def is_whole(self, phrase: Phrase) -> bool:
        """Tell whether a name of several words is a company's."""
        return phrase.role is None and phrase.what == "unknown" and phrase.name[-1].lower() in words("company_names")

    def whole(self, phrase: Phrase) -> str | None:
        """Return the full name of the company that a lone name means; the name where "it" shows a body; or None."""
        if len(phrase.name) != 1 or phrase.role is not None:
            return None
        found = self._by_first.get(phrase.text, ())
        if len(found) == 1:
            return found[0][1]
        return phrase.name[0] if phrase.text in self._its else None

    def meant(self, noun: str, at: int) -> str | None:
        """Return the one body named before ``at`` that "the council" can mean, or None."""
        kinds = _other_words().get(noun, ())
        if kinds:
            every = [one for kind in kinds for one in self._by_noun.get(kind, ())] or list(self._companies)
            found = [full for start, full in every if start < at]
            return found[0] if len(found) == 1 else None
        found = [full for start, full in self._by_noun.get(noun, ()) if start < at]
        return found[0] if len(found) == 1 and is_body(noun) and noun not in _VAGUE else None


def _add(index: dict[str, list[tuple[int, str]]], word: str, start: int, full: str) -> None:
    _add_to(index.setdefault(word, []), start, full)


@cache
def _other_words() -> dict[str, list[str]]:
    """Return for a noun that newsrooms say for a body which words its name ends with: the lender, a bank."""
    return {noun: kinds for noun, *kinds in (row.split() for row in rows("other_words_for_bodies"))}


def _add_to(found: list[tuple[int, str]], start: int, full: str) -> None:
    bare = full.lower().removeprefix("the ")
    if len(found) < _MOST and all(known.lower().removeprefix("the ") != bare for _start, known in found):
        found.append((start, full))


def _is_it(row: list[Phrase], i: int) -> bool:
    """Tell whether "it" right after the verb means the name before it: "Kettle said it expected to close"."""
    return (
        i + 3 < len(row) and row[i + 1].kind == "verb" and row[i + 2].text == "it" and row[i + 3].text in _ONLY_BODIES
    )


_ONLY_BODIES = frozenset(("expected", "expects", "planned", "plans", "intended", "intends", "aimed", "aims"))
"""Verbs after "it" that show a body's name before it: "it" that stands for nothing has others ("it rained")."""
