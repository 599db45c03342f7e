"""The page's furniture: an ordered list of small named rules, each a test on one paragraph and its neighbours.

What the rules find is evidence too: :mod:`briefing.reading.story` finds the story's beginning and end by it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, TypeAlias

from briefing.language.dates import is_date_line, is_time_only
from briefing.language.lexicons import rows
from briefing.reading.paragraphs import Paragraph

Force: TypeAlias = Literal["aside", "line", "opens", "comments"]
"""What a hit means: an aside within the story; furniture; the start of a section of it; the readers' letters."""

LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "nl")

SHORT = 16
"""A paragraph of more words isn't told by how it begins."""

LONG = 90
"""Nor is one of more words told by a phrase somewhere in it."""

CAPTION = 70
"""A caption has no more words than this."""

CREDIT = re.compile(
    r"""(?:^\(?(?:photos?|image|picture|photograph|illustration|graphic|video|foto|bild|imagen|crédit photo)s?
          (?:\ (?:by|via|from|credit|courtesy|source))?s?\s?[:/|©]
        | ^\(?(?:image|photo|picture)\ (?:credit|source|courtesy)
        | ^(?:photo|photograph|image|picture)s?\ by\ [A-Z]
        | \((?:image|photo|credit|picture|file\ photo|foto|photo\ by|ap\ photo|reuters\ photo)\b[^()]{0,90}\)?$
        | \(ap\ photo | \bfile\ photo\b\S*$ | \bsubmitted\ photo$
        | \b(?:getty\ images|shutterstock|alamy|afp\ via\ getty|istock|istockphoto|wikimedia\ commons)\b[^.!?]{0,40}\)?\.?$
        | \bcourtesy\ (?:of|photo)\b[^.!?]{0,60}\)?$
        | ^(?-i:[A-Z])[^.!?]{2,40},\ (?:ap|afp|reuters|epa|associated\ press)\)?$
        | /\ ?(?:ap|afp|reuters|epa|pa|getty|associated\ press|nasa|bloomberg|the\ new\ york\ times)\b[^.!?]{0,30}\)?\.?$
        | ^©\ |^\(?©
    )""",
    re.VERBOSE | re.IGNORECASE,
)
CREDIT_CLUE = re.compile(r"[©:/|)]|photo|image|courtesy|getty|reuters|\bap\b|afp|stock|press", re.IGNORECASE)
FOLLOW = re.compile(r"^follow (?:[\w.'-]+ ){1,5}?(?:on (?:twitter|facebook|instagram|x)\b|@)|^(?:twitter|instagram): ?@")
AUTHOR = re.compile(
    r"^(?:[A-Z][\w.'’-]+ ){1,4}(?:is|was|has been|covers|writes|reports)\b.*?\b(?:(?:reporter|writer|journalist|editor|"
    r"correspondent|columnist|blogger|contributor|author|producer|novelist)\b|for (?:the )?[A-Z])"
)
LINK_ONLY = re.compile(r"^\(?(?:https?://|www\.)\S+\)?$|^@\w+$|^[\w.+-]+@[\w-]+\.[\w.]+$", re.IGNORECASE)
COUNTED = re.compile(
    r"^[\d.,+]+ ?[km]?\+? (?:shares?|comments?|views?|likes?|followers?|fans|subscribers?|votes?|photos|retweets|"
    r"reactions|replies|min(?:ute)? read)\b"
)
LETTERS = re.compile(r"^\d+ (?:comments?|responses?|replies|thoughts) (?:on|to|so far)\b|^\(?\d+\)? comments?$")
MORE = re.compile(r"^More (?:[A-Z][\w'’&-]*(?: |$))+$")
PICTURE_OF = re.compile(r"^(?:image |photo |slide )?\d+ (?:of|/) ?/? ?\d+$|^\d+ ?/ ?\d+$")


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that fitted: its name and what that means."""

    rule: str
    force: Force


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of ``data/furniture_*.txt``: whole lines by their kind, beginnings by their first word, parts."""

    whole: dict[str, str] = field(default_factory=dict)
    begins: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)


@cache
def phrases() -> Phrases:
    """Return the phrases of all languages; the first list that has a phrase decides its kind."""
    found = Phrases()
    for code in LANGUAGES:
        for row in rows(f"furniture_{code}"):
            kind, _, phrase = (part.strip() for part in row.partition(":"))
            if kind == "part":
                found.parts.append(phrase)
            elif kind in {"start", "opens"}:
                found.begins.setdefault(phrase.split()[0].rstrip(":"), []).append((phrase, kind))
            elif kind != "comments" or found.whole.get(phrase) != "line":
                found.whole[phrase] = kind
    return found


Test: TypeAlias = Callable[[Sequence[Paragraph], int], Force | None]
"""A rule's test on the paragraph at a place among all of them."""

FORCES: dict[str, Force] = {
    "ad": "aside",
    "line": "line",
    "start": "line",
    "section": "opens",
    "opens": "opens",
    "comments": "comments",
}


def _whole(around: Sequence[Paragraph], at: int) -> Force | None:
    if around[at].text.endswith(".") and not around[at].text.endswith(".."):
        return None
    return FORCES.get(phrases().whole.get(around[at].key, ""))


def _begins(around: Sequence[Paragraph], at: int) -> Force | None:
    key = around[at].key
    first = key.partition(" ")[0].rstrip(":")
    for phrase, kind in phrases().begins.get(first, ()):
        if key.startswith(phrase) and not key[len(phrase) : len(phrase) + 1].isalnum() and around[at].words <= SHORT:
            return FORCES[kind] if kind == "start" or not around[at].ended else None
    return None


def _part(around: Sequence[Paragraph], at: int) -> Force | None:
    paragraph = around[at]
    if paragraph.words > LONG or paragraph.text[0] in "“\"‘«„":
        return None
    return "line" if any(part in paragraph.key for part in phrases().parts) else None


def _date(around: Sequence[Paragraph], at: int) -> Force | None:
    return "aside" if is_date_line(around[at].text) and not is_time_only(around[at].text) else None


def _credit(around: Sequence[Paragraph], at: int) -> Force | None:
    paragraph = around[at]
    if paragraph.words > CAPTION or paragraph.text[0] in "“\"":
        return None
    return "aside" if CREDIT_CLUE.search(paragraph.text) and CREDIT.search(paragraph.text) else None


def _captioned(around: Sequence[Paragraph], at: int) -> Force | None:
    """Tell the line right above a line of credit, which is what the picture shows."""
    if at + 1 >= len(around) or around[at].words > CAPTION:
        return None
    below = around[at + 1]
    if below.gap:
        return None
    again = around[at].key == below.key and _captioned(around, at + 1)
    return "aside" if again or (below.words <= SHORT and _credit(around, at + 1)) else None


def _follow(around: Sequence[Paragraph], at: int) -> Force | None:
    return "line" if around[at].words <= SHORT and FOLLOW.match(around[at].key) else None


def _link(around: Sequence[Paragraph], at: int) -> Force | None:
    return "aside" if around[at].words == 1 and LINK_ONLY.match(around[at].text) else None


def _counted(around: Sequence[Paragraph], at: int) -> Force | None:
    if around[at].words <= 2 * SHORT and LETTERS.match(around[at].key):
        return "comments"
    if around[at].words > SHORT // 2 or around[at].ended:
        return None
    return "line" if COUNTED.match(around[at].key) else None


def _more(around: Sequence[Paragraph], at: int) -> Force | None:
    return "opens" if around[at].words <= SHORT // 3 and not around[at].ended and MORE.match(around[at].text) else None


def _picture(around: Sequence[Paragraph], at: int) -> Force | None:
    return "aside" if PICTURE_OF.match(around[at].key) else None


RULES: tuple[tuple[str, Test], ...] = (
    ("phrase", _whole),
    ("beginning", _begins),
    ("boilerplate", _part),
    ("follow", _follow),
    ("link", _link),
    ("count", _counted),
    ("more", _more),
    ("picture number", _picture),
    ("date", _date),
    ("credit", _credit),
    ("caption", _captioned),
)
"""The rules in order; the first that fits decides."""


def hit(around: Sequence[Paragraph], at: int) -> Hit | None:
    """Return the first rule that fits the paragraph at a place, None where none does."""
    if around[at].words > LONG or around[at].heading:
        return None
    for name, test in RULES:
        force = test(around, at)
        if force is not None:
            return Hit(name, force)
    return None


def is_author_note(paragraph: Paragraph) -> bool:
    """Tell a note on the author, as it stands below a story ("Jane Doe is a political reporter for ...")."""
    return paragraph.words <= LONG and AUTHOR.match(paragraph.text) is not None
