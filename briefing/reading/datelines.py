"""Datelines: where a story was reported from, at the head of its first sentence."""

from __future__ import annotations

import re

from briefing.language.lexicons import words
from briefing.values import Span

LONGEST = 120
"""A dateline stands within so many code points."""

SEPARATING = frozenset("—–―-‑:|_]")

COLON_WORDS = 3
"""Before a colon a place has no more words than this: more are the beginning of a sentence in capitals."""

SEPARATOR = r"(?P<separator>\s*(?:[—–―]|--?|‑)\s*|\s[|_]\s|\s?:\s+|\]\s+)"
PLACE = r"(?P<place>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’ /-]*[A-ZÀ-ÖØ-Þ.])"
REGION = r"(?:,?\s(?:[A-ZÀ-Þ][\w.'’-]*\.?)){0,4}"
DAY = r"(?:,\s[^\W\d_]{3,9}\.?\s\d{1,2}(?:,?\s\d{4})?|,\s\d{1,2}\s[^\W\d_]{3,9}\.?(?:\s\d{4})?)?"
SENTENCE = r"(?=[\"'“‘«„¿¡]?[A-ZÀ-ÖØ-Þ0-9$£€])"
DATELINE = r"\[?" + PLACE + REGION + DAY + r"(?P<agency>\s?(?:\([^()]{2,40}\)|/[^/\n]{2,40}/))?" + SEPARATOR + SENTENCE
"""LONDON (Reuters) — · NAIROBI, Kenya, 12 March - · NEW DELHI: · LEEDS, England, Oct. 2, 2024 /Newswire/ -- """

CAPITALISED = r"[A-ZÀ-ÖØ-Þ][\w.'’-]*"
TOWN = (
    rf"(?P<town>{CAPITALISED}(?:\s{CAPITALISED}){{0,2}})(?:,\s(?P<region>{CAPITALISED}(?:\s{CAPITALISED}){{0,2}}))?"
    + DAY
    + SEPARATOR
    + SENTENCE
)
"""Port Okolo, Kenya – · Mumbai: """

AGENCY = (
    r"[A-ZÀ-ÖØ-Þ][\w.'’-]*(?:[ ,]+[A-ZÀ-ÖØ-Þ][\w.'’-]*){0,4}(?:,\s[^()\n]{3,20})?\s?"
    r"\((?:AP|AFP|Reuters|REUTERS|UPI|PA|PA Media|CNN|Bloomberg|dpa|DPA|ANSA|EFE|Xinhua|PTI|ANI|IANS|NAN|TASS|"
    r"RFE/RL|VOA|AFP-[\w-]+|AP/[\w-]+|Thomson Reuters Foundation)\)\s*(?:[—–―:]|--?)\s*"
)
"""Berlin (dpa) - """


def dateline_in(text: str, span: Span) -> Span | None:
    """Return the range of the dateline at the head of a paragraph, separator included, or None."""
    head = text[span.start : min(span.end, span.start + LONGEST)]
    if not _may_open(head):
        return None
    end = _in_capitals(head) or _of_an_agency(head) or _of_a_town(head)
    return Span(span.start, span.start + end) if end and span.start + end < span.end else None


def _may_open(head: str) -> bool:
    """Tell whether a mark comes before the first small word, as it does after any dateline."""
    for word in head.split():
        if not SEPARATING.isdisjoint(word):
            return True
        if word.islower():
            return False
    return False


def _in_capitals(head: str) -> int:
    match = re.match(DATELINE, head)
    if match is None:
        return 0
    name = match["place"].lower().strip()
    if sum(map(str.isalpha, name)) < len("Ely") or name in words("not_datelines"):
        return 0
    sure = match["agency"] is not None or ":" not in match["separator"] or len(name.split()) <= COLON_WORDS
    return match.end() if sure else 0


def _of_an_agency(head: str) -> int:
    match = re.match(AGENCY, head) if "(" in head else None
    return match.end() if match else 0


def _of_a_town(head: str) -> int:
    match = re.match(TOWN, head)
    if match is None:
        return 0
    last = (match["region"] or match["town"]).lower()
    known = last in words("places") or last.split()[-1] in words("places")
    return match.end() if known and match["town"].lower() not in words("not_datelines") else 0
