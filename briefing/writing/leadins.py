"""Lead-ins: the sentence that says whose words come next (S01, S11, S14)."""

from __future__ import annotations

import re

from briefing.language.surnames import surname
from briefing.values import Speaker
from briefing.writing.wording import one_line

NOBODY = "The article quotes:"
_DETERMINER = re.compile(r"(?:the|a|an|his|her|their|its|one|another|former)\b|\S+['’]s?\b", re.IGNORECASE)
_LINKED = re.compile(r"\b(?:of|for|at|in|from|with|to|who|and|on)\b|,", re.IGNORECASE)
MAX_ROLE_WORDS = 12
"""A longer role would bury the name."""


def lead_in(speaker: Speaker | None, *, known: bool = False, again: bool = False) -> str:
    """Return the sentence before a quote.

    ``known``: the story has already said the full name and role. ``again``: the quote before was this speaker's, too.
    """
    if speaker is None:
        return NOBODY
    name = one_line(speaker.name)
    if speaker.kind != "person":
        return f"{_capital(name)} {'adds' if again else 'says'}:"
    if known or again:
        return f"{surname(name)} {'adds' if again else 'says'}:"
    return _introduced(name, one_line(speaker.role or ""))


def _introduced(name: str, role: str) -> str:
    """Return the lead-in at first mention: the role stands before the name where it can (S11)."""
    if not role or len(role.split()) > MAX_ROLE_WORDS or ":" in role:
        return f"{name} says:"
    if _DETERMINER.match(role):
        return f"{_capital(role)}, {name}, says:"
    if _LINKED.search(role):
        return f"{name}, {role}, says:"
    return f"{_capital(role)} {name} says:"


def who(speaker: Speaker | None) -> str:
    """Return the link's text under a quote: the name, and the role where there is one."""
    if speaker is None:
        return "the article"
    name, role = one_line(speaker.name), one_line(speaker.role or "")
    return f"{name}, {role}" if role else name


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
