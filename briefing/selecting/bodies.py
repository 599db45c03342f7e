"""The organisations that an article names: "the council" and "Kettle" mean the one whose full name stands there."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.language.lexicons import words
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

    __slots__ = ("_by_first", "_by_noun", "_its", "_text")

    def __init__(self, text: str) -> None:
        """Begin without any."""
        self._text = text
        self._by_noun: dict[str, list[tuple[int, str]]] = {}
        self._by_first: dict[str, list[tuple[int, str]]] = {}
        self._its: set[str] = set()

    def gather(self, rows: Iterable[list[Phrase]]) -> None:
        """Take in every name of an organisation, and the lone names that the article calls "it"."""
        for row in rows:
            for i, phrase in enumerate(row):
                if phrase.kind != "name" or phrase.what == "person":
                    continue
                if len(phrase.name) == 1 and _is_it(row, i):
                    self._its.add(phrase.text)
                elif len(phrase.name) > 1 and phrase.role is None:
                    self._file(phrase)

    def _file(self, phrase: Phrase) -> None:
        full = " ".join(self._text[phrase.start : phrase.end].split())
        article, _, rest = full.partition(" ")
        if article.lower() == "the" and rest[:1].islower():
            full = " ".join(phrase.name)  # "the coal giant Kettle Energy"
        last, first = phrase.name[-1].lower(), phrase.name[0].lower()
        if last in words("company_names"):
            _add(self._by_first, first, phrase.start, full)
        if phrase.what == "organisation":
            noun = first if phrase.name[1].lower() in ("of", "for") else last
            _add(self._by_noun, noun, phrase.start, full)

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
        found = [full for start, full in self._by_noun.get(noun, ()) if start < at]
        return found[0] if len(found) == 1 and is_body(noun) and noun not in _VAGUE else None


def _add(index: dict[str, list[tuple[int, str]]], word: str, start: int, full: str) -> None:
    found = index.setdefault(word, [])
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
