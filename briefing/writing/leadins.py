"""Lead-ins: the sentence that says whose words come next (S01, S11, S14)."""

from __future__ import annotations

import re
from functools import cache

from briefing.language.lexicons import rows
from briefing.language.people import role_of
from briefing.language.surnames import surname
from briefing.values import Speaker
from briefing.writing.wording import one_line

NOBODY = ("The article quotes:", "The article also quotes:", "Also quoted from the article:")
"""Where nobody is named: the first time in a story, the second, the third; then the last two in turn."""

_DETERMINER = re.compile(r"(?:the|a|an|his|her|their|its|one|another|former)\b|\S+['’]s?\b", re.IGNORECASE)
_OWNED = re.compile(r"(?:his|her|their|its|my|our)\b", re.IGNORECASE)
_LINKED = re.compile(r"\b(?:of|for|at|in|from|with|to|who|and|on)\b|,", re.IGNORECASE)
MAX_ROLE_WORDS = 12
"""A longer role would bury the name."""


def lead_in(speaker: Speaker | None, *, known: bool = False, again: bool = False, nobody: int = 0) -> str:
    """Return the sentence before a quote.

    ``known``: the story has already said the full name and role. ``again``: the quote before was this speaker's, too.
    ``nobody``: how many quotes of nobody in particular the story has told before.
    """
    if speaker is None:
        return NOBODY[nobody] if nobody < len(NOBODY) else NOBODY[1 + (nobody + 1) % 2]
    name = _spelled(one_line(speaker.name))
    if speaker.kind != "person":
        verb = "add" if again else "say"
        return f"{_capital(_unowned(name, again=again))} {verb if _several(name) else f'{verb}s'}:"
    if known or again:
        return f"{_capital(surname(name))} {'adds' if again else 'says'}:"
    role = _spelled(f"{one_line(speaker.role or '')} {name}").removesuffix(name).strip()
    return _introduced(name, "" if _OWNED.match(role) else role)


def _introduced(name: str, role: str) -> str:
    """Return the lead-in at first mention: the role stands before the name where it can (S11)."""
    if not role or len(role.split()) > MAX_ROLE_WORDS or set(':"“”„«»') & set(role):
        return f"{name} says:"
    if _DETERMINER.match(role):
        return f"{_capital(role)}, {name}, says:"
    if _LINKED.search(role):
        return f"{name}, {role}, says:"
    return f"{_capital(role)} {name} says:"


def _several(name: str) -> bool:
    """Tell whether a role is more than one: "police say", "two officials say"."""
    last = name.rsplit(maxsplit=1)[-1].lower() if name else ""
    role = role_of(last)
    return last == "police" or (role is not None and role.plural and name[:1].islower())


def _unowned(name: str, *, again: bool) -> str:
    """Return a role without whose it is, which the listener may not have heard: "his lawyer" is "a lawyer"."""
    rest = name.partition(" ")[2]
    role = role_of(rest.split()[-1]) if rest and _OWNED.match(name) else None
    if role is None or role.plural:
        return name
    return f"{'the' if again else 'an' if rest[0].lower() in 'aeiou' else 'a'} {rest}"


def _spelled(text: str) -> str:
    """Return a text with the titles before a name written out, as they are said: "Sen." is "Senator"."""
    parts = text.split(" ")
    for place, following in enumerate(parts[1:]):
        if parts[place].endswith(".") and following[:1].isupper():
            parts[place] = _titles().get(parts[place][:-1], parts[place])
    return " ".join(parts)


@cache
def _titles() -> dict[str, str]:
    table = (row.split(" | ") for row in rows("spoken_abbreviations"))
    return {short: said for short, said, when in table if when in {"name", "dotname"}}


def who(speaker: Speaker | None) -> str:
    """Return the link's text under a quote: the name, and the role where there is one."""
    if speaker is None:
        return "the article"
    name, role = one_line(speaker.name), one_line(speaker.role or "")
    return f"{name}, {role}" if role else name


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
