"""A title in title case as a sentence: each word as the story writes it."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from briefing.language.lexicons import words
from briefing.language.people import is_body, is_demonym, is_place, role_of

TITLE_CASE = 0.7
"""A title is in title case when this part of its words of content has a capital."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OPENS = (".", "!", "?", ":", "“", '"')
"""What stands before a word that may have its capital from its place alone."""

_DASHES = ("—", "–", " -")
_LETTERED = frozenset(
    ("vitamin", "hepatitis", "influenza", "grade", "category", "group", "class", "plan", "serie", "type")
)
"""What an "A" belongs to that is no article."""

_ABBREVIATION = re.compile(r"(?:\b[^\W\d_]\.)+\Z")


class _Evidence:
    """How a story writes its words: with a capital or without, beside which others."""

    def __init__(self, story: str) -> None:
        """Walk through the story once."""
        self._seen: Counter[tuple[str, str, bool]] = Counter()
        self._first: set[str] = set()
        before = _Found("", upper=False)
        for match in _WORD.finditer(story):
            word = _found(match)
            lead = story[max(0, match.start() - 3) : match.start()].rstrip()
            if not lead or lead.endswith((*_OPENS, *_DASHES, "‘", "”", "’")):
                self._first.add(word.lower)
            else:
                self._seen[word.lower, "", word.upper] += 1
                self._seen[before.lower, word.lower, word.upper] += 1
            self._seen[f"{before.lower} ", word.lower, before.upper] += 1  # the one before, by what follows it
            before = word

    def of(self, word: str, before: str, after: str) -> bool | None:
        """Tell whether the story gives a word a capital, likeliest beside these neighbours; None where it's silent."""
        beside = self._more(((before, word), (f"{word} ", after)))
        if beside is not None and (before or after):
            return beside
        return self._more(((word, ""),))

    def _more(self, places: tuple[tuple[str, str], ...]) -> bool | None:
        upper = sum(self._seen[first, second, True] for first, second in places)
        lower = sum(self._seen[first, second, False] for first, second in places)
        return None if upper == lower == 0 else upper > lower

    def only_begins(self, word: str) -> bool:
        """Tell whether the story has the word at the start of sentences only."""
        return word in self._first


class _Found(NamedTuple):
    lower: str
    upper: bool


def _found(match: re.Match[str]) -> _Found:
    return _Found(_bare(match[0]), match[0][0].isupper())


def _bare(word: str) -> str:
    """Return a word as it's looked up: in lower case, without a possessive."""
    return word.lower().replace("’", "'").removesuffix("'s")


def sentence_case(title: str, story: str) -> str:
    """Return a title in title case as a sentence; another title stays as it is. Linear in the story's length.

    A word keeps its capital where the story writes it so beside the same words, else where it mostly does; one that the
    story doesn't have keeps it as a nation's or a place's name, and beside an "&".
    """
    found = list(_WORD.finditer(title))
    content = [match[0] for match in found[1:] if match[0].lower() not in words("function_words")]
    if not content or sum(word[0].isupper() for word in content) < TITLE_CASE * len(content):
        return title
    evidence = _Evidence(story)
    parts: list[str] = []
    at = 0
    for place, match in enumerate(found):
        parts.append(title[at : match.start()])
        near = [_bare(found[i][0]) if 0 <= i < len(found) else "" for i in (place - 1, place + 1)]
        kept = place == 0 or _keeps(title, match, evidence, near[0], near[1])
        if place > 1 and parts[-1] == "-" and evidence.of(_bare(match[0]), *near) is None:
            kept = kept or parts[-2][:1].isupper()  # "Smith-Jones", but "salt-water"
        parts.append(match[0] if kept else match[0].lower())
        at = match.end()
    return "".join(parts) + title[at:]


def _keeps(title: str, match: re.Match[str], evidence: _Evidence, before: str, after: str) -> bool:
    """Tell whether a word after a title's first keeps its capital."""
    word = match[0]
    if word[1:].lower().endswith(("n't", "n’t")):
        return False
    if len(word) == 1:
        lettered = before in _LETTERED or evidence.of("a", before, "") is True
        return not (word == "A" and _is_article(title, match)) or lettered
    if word[1:] != word[1:].lower():
        return True
    lead = title[: match.start()].rstrip(" ")
    if lead.endswith(_OPENS) and not _ABBREVIATION.search(lead):
        return True
    told = evidence.of(_bare(word), before, after)
    if told is not None:
        return told
    joined = lead.endswith("&") or title[match.end() :].lstrip(" ").startswith("&")
    return joined or lead.endswith(_DASHES) or _looks_named(_bare(word), before, evidence)


def _looks_named(word: str, before: str, evidence: _Evidence) -> bool:
    """Tell a name by the lists, where no sentence of the story shows how it's written inside one."""
    if evidence.only_begins(word):
        return not _is_plain(word)
    return is_place(word) or is_demonym(word) or _is_date(word, before)


def _is_article(title: str, match: re.Match[str]) -> bool:
    """Tell an "A" that stands before a word, and isn't a part of "R&A" or "A&E"."""
    spaced = title[match.end() : match.end() + 1] == " " and title[match.start() - 1 : match.start()] == " "
    return spaced and title[match.end() + 1 : match.end() + 2].isalnum()


def _is_date(word: str, before: str) -> bool:
    """Tell a day's or a month's name; "may" and "march" are one after "in" alone."""
    named = word in _DAYS or word in words("months_en")
    return named and (word not in ("may", "march") or before in ("in", "by", "until", "since", "from"))


_DAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))


def _is_plain(word: str) -> bool:
    """Tell a word that sentences begin with and that is nobody's name: "police", "opening", "residents"."""
    listed = word in words("not_names") or word in words("function_words")
    return listed or role_of(word) is not None or is_body(word) or word.endswith(("ing", "ed", "ly"))
