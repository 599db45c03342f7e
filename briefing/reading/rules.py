"""What tells the page's furniture: an ordered list of small named rules, each a test on a paragraph and its neighbours.

What the rules find is evidence too: :mod:`briefing.reading.furniture` finds the story's beginning and end by it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

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

MENU = 3
"""A menu's entries are about as short as this, in words."""

HEADLINE = 5
"""A text that begins with a line of so many words begins with its headline."""

CAPTION = 70
"""A caption has no more words than this."""

QUOTES = frozenset('“"‘«„')
"""What opens a quotation: somebody's words are no page's."""

STATUS = frozenset(["ago", "last", "modified", "posted", "published", "read", "updated"])
"""What a date line says that tells when the page was made; without such a word the date may head a chronicle's day."""

CREDIT = r"""(?xi)(?:
        ^\(?(?:photos?|image|picture|photograph|illustration|graphic|video|foto|bild|imagen|crédit\ photo)s?
          (?:\ (?:by|via|from|credit|courtesy|source))?s?\s?[:/|©]
        | ^\(?(?:image|photo|picture)\ (?:credit|source|courtesy)
        | ^(?:photo|photograph|image|picture)s?\ by\ [A-Z]
        | \((?:image|photo|credit|picture|file\ photo|foto|photo\ by|ap\ photo|reuters\ photo)\b[^()]{0,90}\)?$
        | \(ap\ photo | \bfile\ photo\b\S*$ | \bsubmitted\ photo$
        | \b(?:getty\ images|shutterstock|alamy|afp\ via\ getty|istock|istockphoto|wikimedia)\b[^.!?]{0,40}\)?$
        | \bcourtesy\ (?:of|photo)\b[^.!?]{0,60}\)?$
        | ^(?-i:[A-Z])[^.!?]{2,40},\ (?:ap|afp|reuters|epa|associated\ press)\)?$
        | /\ ?(?:ap|afp|reuters|epa|pa|getty|associated\ press|nasa|bloomberg|new\ york\ times)\b[^.!?]{0,30}\)?\.?$
        | ^\(?© | \s©\s?[^\W\d_] | ^copyright\ (?:\(c\)\ |©\ ?)?(?:19|20)\d\d\b
        | [.!?)'"’”]\ (?:photo(?:graph)?|picture|image|pic|illustration|graphic)s?(?:\ (?:credit|by))?\s?[:|/]\s?
          (?-i:[A-Z])[^.!?]{1,60}\)?$
        | \[(?-i:[A-Z])[^\[\]/]{2,40}/[^\[\]]{2,40}\]$ | \((?-i:[A-Z])[^()/]{2,30}\ [^()/]{2,30}/[^()/]{2,40}\)$
    )"""
SURE_CREDIT = (
    r"©|\((?:photo|picture|image|credit|file)s?\b[^()]{0,80}\)$"
    r"|[.!?)] (?:Photo(?:graph)?|Picture|Image)s?(?: by)?: ?[A-Z]"
    r"|^(?:FILE )?(?:PHOTO|Photo|Picture|Image):|/(?:AP|AFP|Reuters|EPA|Getty(?: Images)?)\)?$"
)
"""What no headline holds."""
CREDIT_CLUE = r"(?i)[©:/|)\]]|photo|image|courtesy|getty|reuters|\bap\b|afp|stock|press|^copyright"
FOLLOW = r"^follow (?:[\w.'-]+ ){1,5}?(?:on (?:twitter|facebook|instagram|x)\b|@)|^(?:twitter|instagram): ?@"
AUTHOR = (
    r"^(?:[A-Z][\w.'’-]+ ){1,4}(?:is|was|has been|covers|writes|reports)\b.*?\b(?:(?:reporter|writer|journalist|editor|"
    r"correspondent|columnist|blogger|contributor|author|producer|novelist)\b|for (?:the )?[A-Z])"
)
LINK_ONLY = r"(?i)^\(?(?:https?://|www\.)\S+\)?$|^@\w+$|^[\w.+-]+@[\w-]+\.[\w.]+$"
COUNTED = (
    r"^[\d.,+]+ ?[km]?\+? (?:shares?|comments?|views?|likes?|followers?|fans|subscribers?|votes?|photos|retweets|"
    r"reactions|replies|min(?:ute)? read)\b"
)
LETTERS = r"^\d+ (?:comments?|responses?|replies|thoughts) (?:on|to|so far)\b|^\(?\d+\)? comments?$"
MORE = r"^More (?:[A-Z][\w'’&-]*(?: |$))+$"
WORD = r"\w+"
PICTURE_OF = r"^(?:image |photo |slide )?\d+ (?:of|/) ?/? ?\d+$|^\d+ ?/ ?\d+$"


class Hit(NamedTuple):
    """A rule that fitted: its name and what that means."""

    rule: str
    force: Force


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of ``data/furniture_*.txt``: whole lines by their kind, beginnings and parts by their first word."""

    whole: dict[str, str] = field(default_factory=dict)
    begins: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    parts: dict[str, list[str]] = field(default_factory=dict)


@cache
def phrases() -> Phrases:
    """Return the phrases of all languages; the first list that has a phrase decides its kind."""
    found = Phrases()
    for code in LANGUAGES:
        for row in rows(f"furniture_{code}"):
            kind, _, phrase = (part.strip() for part in row.partition(":"))
            if kind == "part":
                found.parts.setdefault(phrase.split()[0], []).append(phrase)
            elif kind in {"start", "opens"}:
                found.begins.setdefault(phrase.split()[0].rstrip(":"), []).append((phrase, kind))
            elif kind != "comments" or found.whole.get(phrase) != "line":
                found.whole[phrase] = kind
    return found


Test: TypeAlias = Callable[[tuple[Paragraph, ...], int], Force | None]
"""A rule's test on the paragraph at a place among all of them."""

FORCES: dict[str, Force] = {
    "ad": "aside",
    "line": "line",
    "menu": "line",
    "start": "line",
    "section": "opens",
    "opens": "opens",
    "comments": "comments",
}


def _whole(around: tuple[Paragraph, ...], at: int) -> Force | None:
    if around[at].text.endswith(".") and not around[at].text.endswith(".."):
        return None
    kind = phrases().whole.get(around[at].key, "")
    if kind == "menu" and not any(map(_is_link, around[max(0, at - 1) : at] + around[at + 1 : at + 2])):
        return None
    return FORCES.get(kind)


def _is_link(paragraph: Paragraph) -> bool:
    """Tell what stands in a menu: a few words and no sentence."""
    return paragraph.words <= MENU and not paragraph.ended


def _begins(around: tuple[Paragraph, ...], at: int) -> Force | None:
    if around[at].text[0] in QUOTES:
        return None
    key = around[at].key
    first = key.partition(" ")[0].rstrip(":")
    for phrase, kind in phrases().begins.get(first, ()):
        if key.startswith(phrase) and not key[len(phrase) : len(phrase) + 1].isalnum() and around[at].words <= SHORT:
            return FORCES[kind] if kind == "start" or not around[at].ended else None
    return None


def _part(around: tuple[Paragraph, ...], at: int) -> Force | None:
    paragraph = around[at]
    if paragraph.text[0] in QUOTES:
        return None
    parts = phrases().parts
    for word in parts.keys() & set(paragraph.key.replace("(", " ").split()):
        if any(part in paragraph.key for part in parts[word]):
            return "line"
    return None


def _date(around: tuple[Paragraph, ...], at: int) -> Force | None:
    paragraph = around[at]
    if not is_date_line(paragraph.text) or is_time_only(paragraph.text):
        return None
    within = 0 < at < len(around) - 1 and around[at - 1].prose and around[at + 1].prose
    return None if within and STATUS.isdisjoint(re.findall(WORD, paragraph.key)) else "aside"


def _credit(around: tuple[Paragraph, ...], at: int) -> Force | None:
    paragraph = around[at]
    if paragraph.words > CAPTION or paragraph.text[0] in QUOTES:
        return None
    found = re.search(CREDIT, paragraph.text) if re.search(CREDIT_CLUE, paragraph.text) else None
    sentence = paragraph.ended and paragraph.words > SHORT and found is not None and "(" not in found[0]
    return "aside" if found and not sentence else None


def _captioned(around: tuple[Paragraph, ...], at: int) -> Force | None:
    """Tell the line right above a line of credit, which is what the picture shows."""
    if at + 1 >= len(around) or around[at].words > CAPTION or around[at].listed:
        return None
    credit = at + 1 + (around[at + 1].key == around[at].key)  # some pages say what the picture shows twice
    if credit >= len(around) or around[credit].gap or around[credit].words > SHORT:
        return None
    return _credit(around, credit)


def _follow(around: tuple[Paragraph, ...], at: int) -> Force | None:
    follow = around[at].words <= SHORT and around[at].key.startswith(("follow", "twitter", "instagram"))
    return "line" if follow and re.match(FOLLOW, around[at].key) else None


def _link(around: tuple[Paragraph, ...], at: int) -> Force | None:
    return "aside" if " " not in around[at].text and re.match(LINK_ONLY, around[at].text) else None


def _counted(around: tuple[Paragraph, ...], at: int) -> Force | None:
    if not any(map(str.isdigit, around[at].key[:2])):
        return None
    if around[at].words <= 2 * SHORT and re.match(LETTERS, around[at].key):
        return "comments"
    if around[at].words > SHORT // 2 or around[at].ended:
        return None
    return "line" if re.match(COUNTED, around[at].key) else None


def _more(around: tuple[Paragraph, ...], at: int) -> Force | None:
    return (
        "opens"
        if at and around[at].words <= HEADLINE and not around[at].ended and re.match(MORE, around[at].text)
        else None
    )


def _picture(around: tuple[Paragraph, ...], at: int) -> Force | None:
    return "aside" if around[at].words <= SHORT and re.match(PICTURE_OF, around[at].key) else None


RULES: tuple[tuple[str, Test], ...] = (
    ("phrase", _whole),
    ("boilerplate", _part),
    ("beginning", _begins),
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

HEADLINE_RULES = 2
"""Only so many of them are for a line that may be the headline."""


def hit(around: tuple[Paragraph, ...], at: int) -> Hit | None:
    """Return the first rule that fits the paragraph at a place, None where none does."""
    if around[at].words > LONG:
        return None
    if around[at].heading:
        force = _whole(around, at)
        return Hit("phrase", force) if at and force in {"opens", "comments"} else None
    headline = at == 0 and around[at].words >= HEADLINE
    for name, test in RULES[:HEADLINE_RULES] if headline and not re.search(SURE_CREDIT, around[0].text) else RULES:
        force = test(around, at)
        if force is not None:
            return Hit(name, force)
    return None


def is_author_note(paragraph: Paragraph) -> bool:
    """Tell a note on the author, as it stands below a story ("Jane Doe is a political reporter for ...")."""
    return paragraph.words <= LONG and re.match(AUTHOR, paragraph.text) is not None
