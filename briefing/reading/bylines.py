"""Bylines: who wrote it, told from posts, papers and agencies."""

from __future__ import annotations

import re

from briefing.language.dates import months
from briefing.language.lexicons import words

LONGEST = 250
"""A longer line (code points) is no byline."""

MOST_WORDS = 30
LONGEST_NAME = 5
"""In words."""

INITIALS = 3
"""So many capitals may be somebody's initials; a longer name in capitals is set in small letters."""

BY = (
    r"(?i)(?:(?:written|story|words|reported|report|posted|published|reviewed|analysis|edited|text|interview(?:ed)?)\s+)?"
    r"(?:by|von|par|por|di|da|door|af|av)\s*:?\s+(?=\S)"
    r"|(?:authors?|words|writers?|reporters?|text|autor|autorin|auteur)\s?:\s+(?=\S)"
)
NAME = r"[^\W\d_a-z][\w.'’-]*"
CUT = r"(?i)\s*(?:[|•·@\d\[(\n]|\s[-–—]+(?:\s|$)|,?\s(?:in|for|at|from|on|is|updated|published|posted|of)\s)"
BETWEEN = r"(?i)\s*(?:,\s*(?:and\s)?|;|\s(?:and|und|et|y|e|en|with|&)\s|\s/\s)\s*"
JOINED = r"(?i)\s(?:and|und|et|y|e|en|with|&)\s|;"
ASIDE = r"\s?\([^()]{1,20}\)"
"""(now), (earlier), (text)"""
ABBREVIATED = r"\b(?:[A-Z]|Jr|Sr)\.$"
PARTICLES = frozenset(
    ("van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "el", "al", "bin", "ibn")
)


def byline_names(line: str) -> tuple[str, ...] | None:
    """Return the names in a byline, None when the line isn't one; a byline may name nobody ("By our staff")."""
    if len(line) > LONGEST:
        return None
    match = re.match(BY, line)
    if match is None or len(line.split()) > MOST_WORDS:
        return None
    rest = line[match.end() :]
    if rest[-1:] in "!?…:" or (rest[-1:] == "." and not re.search(ABBREVIATED, rest)) or not _opens_name(rest):
        return None
    return names_in(rest)


def _opens_name(rest: str) -> bool:
    """Tell whether a name follows "By", and no sentence: no small word but particles before the first break."""
    head = re.split(BETWEEN, re.split(CUT, rest, maxsplit=1)[0], maxsplit=1)[0].split()
    small = [word for word in head if word.islower() and word not in PARTICLES and word not in words("byline_words")]
    return (
        bool(head)
        and not small
        and (re.match(NAME, head[0]) is not None or head[0].lower() in words("byline_words") or len(head) == 1)
    )


def names_in(line: str) -> tuple[str, ...]:
    """Return the people's names in what follows "By"; posts, papers and agencies are left out."""
    found: list[str] = []
    cut = re.split(CUT, re.sub(ASIDE, "", line.strip()), maxsplit=1)[0]
    head, _, tail = cut.rpartition(" ")
    if tail.lower().strip(".") in months() and line.strip() != cut:
        cut = head
    listed = re.search(JOINED, cut) is not None
    for part in re.split(BETWEEN, cut):
        name = name_of(part)
        if found and not listed and _is_place(part):  # "Jane Doe, Cape Town"
            continue
        if name and (len(name.split()) > 1 or not found) and name not in found:
            found.append(name)
    return tuple(found)


def _is_place(part: str) -> bool:
    """Tell a place after a name's comma from a second name."""
    parts = part.lower().split()
    if not parts or parts[0].title() in words("first_names_f") | words("first_names_m"):
        return not parts
    return parts[0] in words("place_openers") or not words("places").isdisjoint(parts)


def name_of(part: str) -> str | None:
    """Return the name at the head of a byline's part, without the post that follows it; None when it isn't one."""
    kept: list[str] = []
    for word in part.split():
        if word.strip(".,:").lower() in words("byline_words"):
            break
        if re.fullmatch(NAME, word.strip(",:")) is None and word.lower() not in PARTICLES:
            return None
        kept.append(word.strip(",:"))
    name = " ".join(kept)
    if not kept or len(kept) > LONGEST_NAME or kept[-1].lower() in PARTICLES:
        return None
    return name.title() if name.isupper() and len(name) > INITIALS else name
