"""Notes below a story: who reported and edited it, who its author is, what was corrected in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.reading.paragraphs import Paragraph

LAST = 6
"""Notes stand among so many last paragraphs."""

LONGEST = 70
"""A note has no more words."""

SIGN_OFF = 4
"""Nor has an agency's name below the story more than this."""

OPENING = r"[\s(\[*_—–-]*"
NAME = r"(?:[^\W\d_a-z][\w.'’-]*|van|von|der|den|de|del|della|da|di|du|bin|bint|ibn|al-[\w'’-]+)"
NAMES = rf"{NAME}(?:(?:,? and |, | ){NAME}){{0,24}}"

CREDITS = (
    r"(?i)" + OPENING + r"(?:with )?(?:additional |further |extra |original )?"
    r"(?:report(?:ing|ed)|writing|written|edit(?:ing|ed)|compil(?:ing|ed)|translat(?:ion|ed)|research|production|"
    r"produced|graphics?|photography|fact-check(?:ing|ed))"
    r"(?:,? (?:and )?(?:additional )?(?:reporting|writing|editing|research|production)){0,2}"
    r" (?:by|from|in [A-Z][\w' -]{1,30} by):? (?=(?-i:[A-Z]))|"
    + OPENING
    + r"with (?:files|reporting|contributions|input|agencies)"
    r"(?: (?:from|by)\b|\.?$)"
)
"""(Reporting by Jane Doe; Editing by John Roe) · With files from the newsroom"""

CONTRIBUTED = (
    r"(?i)\b(?:contributed|assisted|helped|reported) (?:(?:additional |further )?(?:reporting|research|material) )?"
    r"(?:to|for|with|from [^.]{2,60} for) (?:this|the) (?:report|story|article|dispatch|piece|column|investigation)\b"
    r"|\bcontributed (?:additional |further )?(?:reporting|research)\b(?: (?:from|for|to)\b[^.]{0,60})?[.)]*$"
)
REPORTED = (
    OPENING + rf"(?P<names>{NAMES})(?:,[^,.]{{3,60}},)? (?:(?:also )?reported|contributed|reports|writes|wrote) "
    r"(?:this (?:story|article|report) )?(?:from|in|for) (?:[A-Z]|the )[^\"“”]{1,160}$"
)
"""Jane Doe reported from Mombasa, and John Roe from Nairobi."""

OWN = (
    r"(?i)^"
    + OPENING
    + r"(?:(?:an|the) (?:original|earlier|previous) version of )?this (?:article|story|report|piece|column|interview|"
    r"essay|post|dispatch|conversation)(?: (?:also|first|originally|was|has been|has|is|and|in|by [\w ]{3,40})){0,4}"
    r" (?:amended|updated|corrected|edited|translated|produced|published|republished|supported|funded|condensed|"
    r"adapted|appeared|appears|part of|misstated|incorrectly|wrongly)\b"
)
"""This story was first published in … · An earlier version of this article misstated …"""

CORRECTED = (
    r"(?i)^"
    + OPENING
    + r"(?:(?:correction|clarification|amendment|editor['’]s note|update)s?(?:,? \(?[^():]{3,40}\)?)?: .{0,160}"
    r"\b(?:(?:earlier|previous|original) version|(?:this|the|our|an) (?:article|story|report|piece|headline|caption))\b"
    r"|(?:this|the) (?:correction|clarification) (?:was|is|has))"
)
"""Correction (4 May): an earlier version of this story gave …: it's about the article, and the text is right by now."""

WRITER = (
    r"(?i)"
    + OPENING
    + r"(?:the|this) (?P<noun>writer|author|columnist|reviewer|reporter|correspondent)s? (?:(?:is|are) "
    r"(?:an?|the|professor|director|editor|head|former|founder|currently|based)|(?:works|writes|teaches|lectures) "
    r"(?:for|at|in|on|about))\b"
)
"""The writer is a former harbour master."""

ABOUT = (
    OPENING + rf"(?P<names>{NAMES})(?:,[^,.]{{3,80}},)? "
    r"(?:is|are|was|has|have|covers?|cover|writes?|reports?|works?|teaches|leads|edits|hosts|joined|lives|runs|can|may|"
    r"served|reviews?|photographs)\b"
)
STAFF = (
    OPENING + rf"(?P<names>{NAMES})(?:,[^,.]{{3,80}},)? (?:(?:is|are) (?:.*\b(?:reporter|writer|journalist|editor|"
    r"correspondent|columnist|blogger|contributor|author|producer|novelist|critic|commentator|fellow|photojournalist|"
    r"broadcaster|freelancer?)s?\b)|covers? |writes (?:about|on|for) |reports (?:on|for) )"
)
"""Jane Doe is a political reporter for … · Jane Doe covers ports."""

CONTACT = (
    r"(?i)^" + OPENING + r"(?:(?:e-?mail|contact|reach|write to|follow|tips?|message) (?=.*@)"
    r"|(?:e-?mail|contact|tips?|twitter|phone): (?=.*(?:@|\d{3})))"
)
SURE = (
    (("this ",), OWN),
    (("correct", "clarif", "amend", "editor's note", "update"), CORRECTED),
    (("contribut", "report", "assist", "help"), CONTRIBUTED),
    (("@", "mail:", "contact:", "tip", "twitter:", "phone:"), CONTACT),
)
"""Wordings that tell a note, each with what it can't be without, so that most stories need no pattern."""

CREDIT_STEMS = ("report", "edit", "writ", "compil", "translat", "research", "produc", "graph", "check", "with ")
STAFF_STEMS = (
    *("report", "cover", "writ", "wrote", "contribut", "edit", "journalist", "correspond", "column", "author"),
    *("produc", "novelist", "critic", "comment", "fellow", "broadcast", "freelanc", "blogger"),
)
PLAIN = frozenset(
    (
        *("additional", "and", "at", "by", "contributions", "edited", "editing", "for", "from", "further", "graphics"),
        *("in", "of", "production", "reporting", "research", "the", "to", "translated", "translation", "with"),
        *("writing", "written"),
    )
)
"""The small words of a credit; one without brackets holds no others."""


def notes(parts: Sequence[Paragraph], kept: Sequence[int], byline: Sequence[str]) -> tuple[int, ...]:
    """Return the places of the notes among a story's last paragraphs; somebody whom the story tells of has none."""
    last = kept[-LAST:]
    return tuple(
        at
        for at in last
        if at != kept[0] and (is_note(parts[at], byline) or _is_alien(parts, kept, at) or _is_sign_off(parts, kept, at))
    )


def is_note(paragraph: Paragraph, byline: Sequence[str] = ()) -> bool:
    """Tell a note that its wording gives away, or that is about the author of the story."""
    if paragraph.words > LONGEST or paragraph.heading or paragraph.text[0] in "\"“'‘«„":
        return False
    text = paragraph.text
    if any(any(clue in paragraph.key for clue in clues) and re.search(sure, text) for clues, sure in SURE):
        return True
    if _is_credit(paragraph):
        return True
    match = re.match(REPORTED, text) or re.match(ABOUT, text) if byline else None
    if match is None:
        return False
    names = match["names"].casefold()
    return any(name.casefold() in names or names == name.casefold().split()[-1] for name in byline)


def _is_credit(paragraph: Paragraph) -> bool:
    text = paragraph.text
    match = re.match(CREDITS, text) if any(stem in paragraph.key for stem in CREDIT_STEMS) else None
    if match is None or text[0] in "([*_—–-":
        return match is not None
    tail = re.findall(r"[^\W\d_]+", text[match.end() :])
    return all(word in PLAIN for word in tail if word.islower())


def _is_sign_off(parts: Sequence[Paragraph], kept: Sequence[int], at: int) -> bool:
    """Tell an agency's name behind a dash below the story ("- Coast Wire")."""
    paragraph = parts[at]
    if at != kept[-1] or paragraph.ended or not paragraph.listed or paragraph.words > SIGN_OFF:
        return False
    return not parts[kept[-2]].listed and parts[kept[-2]].ended and paragraph.text.istitle() | paragraph.text.isupper()


def _is_alien(parts: Sequence[Paragraph], kept: Sequence[int], at: int) -> bool:
    """Tell a last paragraph about a journalist of whom the story hasn't spoken."""
    paragraph = parts[at]
    if at != kept[-1] or len(kept) < LAST // 2 or paragraph.words > LONGEST // 2 or not paragraph.text[0].isupper():
        return False
    if not any(stem in paragraph.key for stem in STAFF_STEMS):
        return False
    writer = re.match(WRITER, paragraph.text)
    if writer is not None:
        noun = rf"\b{writer['noun'].casefold()}"
        return not any(re.search(rf"{noun}s?\b", parts[place].key) for place in kept[:-1])
    match = re.match(REPORTED, paragraph.text) or re.match(STAFF, paragraph.text)
    if match is None or " " not in match["names"]:
        return False
    surname = match["names"].split()[-1].casefold().replace("’", "'")
    return not any(surname in parts[place].key for place in kept[:-1])
