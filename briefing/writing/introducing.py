"""Who is first heard of by the surname alone: the full name, and the role where it opens the sentence (S11, S14)."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from briefing.language.lexicons import words
from briefing.language.people import is_demonym, is_place, is_title
from briefing.values import Selection, Span
from briefing.writing.leadins import with_role
from briefing.writing.turning import LONGEST, Known
from briefing.writing.turning.page import MOST, set_aside
from briefing.writing.wording import one_line

RULE = "full name at first mention"
_WORD = re.compile(r"[A-Z][^\W_]+(?:[’'-][A-Z][^\W_]+)*")


class Introduced(NamedTuple):
    """A sentence with full names, and the ranges of the source that give them."""

    text: str
    spans: tuple[Span, ...] = ()


def introduced(text: str, heard: Collection[str], selection: Selection, shown: Known) -> Introduced:
    """Say the full name of who is first mentioned by the surname, from the sentence of the source that gives it.

    ``heard`` holds the words said before. Only a name that one person of the article bears, that stands alone and that
    is no word, place or street is completed; quotations stay as they are.
    """
    fresh = [word for word in dict.fromkeys(_WORD.findall(text)) if word in shown.people and word not in heard]
    aside = set_aside(text, shown) if fresh and len(text) <= MOST else None
    if aside is None:
        return Introduced(text)
    said, page = aside
    spans: list[Span] = []
    for last in fresh:
        full = shown.people[last]
        found = _alone(last, said) if full in shown.given and full not in text and _is_name(last, shown) else None
        if found is None or (room := LONGEST - page.length(_sentence(said, found))) < len(full.split()) - 1:
            continue
        role = _role(full, selection) if found.start() == 0 and said[found.end() : found.end() + 1] == " " else ""
        role = role if len(role.split()) + len(full.split()) - 1 <= room else ""
        said = f"{said[: found.start()]}{with_role(full, role)}{said[found.end() :]}"
        spans.append(_named(full, role, shown.given[full], selection))
    return Introduced(page.whole(said), tuple(spans)) if spans else Introduced(text)


def _sentence(text: str, found: re.Match[str]) -> str:
    """Return the sentence of a turned text in which something was found."""
    end = text.find(". ", found.end())
    return text[text.rfind(". ", 0, found.start()) + 1 : end if end >= 0 else len(text)]


def _named(full: str, role: str, given: Span, selection: Selection) -> Span:
    """Return the range of what is added: the first names, or name and role where one sentence has both."""
    text = given.of(selection.article.text)
    at = text.find(full)
    name = Span(given.start + at, given.start + at + len(full))
    other = text.find(role) if role else -1
    if other < 0:
        return Span(name.start, name.end - len(full.rsplit(maxsplit=1)[-1]) - 1)
    return Span(min(name.start, given.start + other), max(name.end, given.start + other + len(role)))


def names_said(text: str) -> frozenset[str]:
    """Return the words of a text that may be names."""
    return frozenset(_WORD.findall(text))


def _is_name(word: str, shown: Known) -> bool:
    low = word.lower()
    return not (low in shown.small or is_place(low) or is_demonym(low) or is_title(low))


def _alone(last: str, text: str) -> re.Match[str] | None:
    """Return where the surname first stands, if that's without a title, a first name or more of a name beside it."""
    found = re.search(rf"(?<![\w’'-]){re.escape(last)}(?![\w-])", text)
    if found is None:
        return None
    before, after = text[: found.start()].split(), text[found.end() :]
    beside = before[-1] if before else ""
    opens = len(before) == 1 and beside.lower() in words("function_words")  # "While Brandt"
    named = (beside[:1].isupper() and not opens) or beside.endswith(".")
    return None if named or re.match(r" (?:[A-Z&]|and [A-Z])", after) else found


def _role(full: str, selection: Selection) -> str:
    """Return the role that the article gives to somebody who is quoted."""
    said = (quote.speaker for quote in selection.quotes if quote.speaker is not None and quote.speaker.name == full)
    return next((one_line(speaker.role) for speaker in said if speaker.role), "")
