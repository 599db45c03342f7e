"""Lead-ins: the sentence that says whose words come next (S01, S11, S14)."""

from __future__ import annotations

import re
from functools import cache

from briefing.language.lexicons import rows
from briefing.language.people import role_of
from briefing.language.surnames import surname, together
from briefing.values import Speaker
from briefing.writing.wording import one_line

NOBODY = ("The article quotes:", "The article also quotes:", "Also quoted from the article:")
"""Where nobody is named: the first time in a story, the second, the third; then the last two in turn."""

_DETERMINER = re.compile(r"(?:the|a|an|his|her|their|its|one|another|former)\b|\S+['’]s?\b", re.IGNORECASE)
_OWNED = re.compile(r"(?:his|her|their|its|my|our)\b", re.IGNORECASE)
_LINKED = re.compile(r"\b(?:of|for|at|in|from|with|to|who|and|on)\b|,", re.IGNORECASE)
MAX_ROLE_WORDS = 12
"""A longer role would bury the name."""


def lead_in(
    speaker: Speaker | None, *, known: bool = False, again: bool = False, nobody: int = 0, past: bool = False
) -> str:
    """Return the sentence before a quote; ``past`` where the speaker has died.

    ``known``: the story has already said the full name and role. ``again``: the quote before was this speaker's, too.
    ``nobody``: how many quotes of nobody in particular the story has told before.
    """
    if speaker is None:
        return NOBODY[nobody] if nobody < len(NOBODY) else NOBODY[1 + (nobody + 1) % 2]
    sentence = _said_by(speaker, known=known, again=again)
    return _PRESENT.sub(lambda found: _PAST[found[0]], sentence) if past else sentence


_PAST = {" says:": " said:", " say:": " said:", " adds:": " added:", " add:": " added:"}
_PRESENT = re.compile(r" (?:says?|adds?):\Z")


def has_died(name: str, told: str) -> bool:
    """Tell whether sentences of an article say that somebody has died: such a person said it, and says no more."""
    last = re.escape(surname(one_line(name)))
    return re.search(rf"\bthe late (?:[^\W\d_][\w.’'-]* ){{0,4}}{last}\b", told) is not None or any(
        re.search(rf"\b{last}\b.*?\b(?:dies|died|has been killed|was killed|was found dead)\b", row) is not None
        for row in told.splitlines()
    )


def _said_by(speaker: Speaker, *, known: bool, again: bool) -> str:
    name = _spelled(one_line(speaker.name))
    if speaker.kind != "person":
        verb = "add" if again else "say"
        short = together(name) if again and speaker.kind == "role" else ""
        return f"{_capital(short or _unowned(name, again=again))} {verb if _several(name) else f'{verb}s'}:"
    if known or again:
        return f"{_capital(surname(name))} {'adds' if again else 'says'}:"
    role = _spelled(f"{one_line(speaker.role or '')} {name}").removesuffix(name).strip()
    role = "" if _OWNED.match(role) else role
    titled = speaker.title and speaker.title.rstrip(".") not in role.replace(".", "").split()
    return f"{with_role(_spelled(f'{speaker.title} {name}') if titled else name, role)} says:"


def with_role(name: str, role: str) -> str:
    """Return a subject at first mention: the role stands before the name where it can (S11); a verb follows."""
    if not role or _OWNED.match(role) or len(role.split()) > MAX_ROLE_WORDS or set(':"“”„«»') & set(role):
        return name
    if _DETERMINER.match(role):
        return f"{_capital(role)}, {name},"
    if _LINKED.search(role):
        return f"{name}, {role},"
    return f"{_capital(role)} {name}"


_NAMES = re.compile(r"[A-Z][^,]*(?:, [A-Z][^,]*)* and [A-Z]")


def _several(name: str) -> bool:
    """Tell more than one: "police say", "two officials say", "Ann Lee and Bob Roe say", "the mayor and an aide say"."""
    if together(name) or (_NAMES.match(name) and " of " not in name and not _DETERMINER.match(name)):
        return True
    first, _, other = name.rpartition(" and ")
    if first and _DETERMINER.match(other) and role_of(first.rsplit(maxsplit=1)[-1].lower()) is not None:
        return True
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
    role = "" if _OWNED.match(role) else re.sub(r"\A(?:The|An?)(?= [^\W\d_])", lambda word: word[0].lower(), role)
    return f"{name}, {role}" if role else name


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
