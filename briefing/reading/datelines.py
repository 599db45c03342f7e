"""Datelines: where a story was reported from, at the head of its first sentence."""

from __future__ import annotations

import re

from briefing.language.lexicons import words
from briefing.values import Span

LONGEST = 120
"""A dateline stands within so many code points."""

COLON_WORDS = 3
"""Before a colon a place has no more words than this: more are the beginning of a sentence in capitals."""

SEPARATOR = r"(?P<separator>\s*(?:[—–―]|--?|‑)\s*|\s?:\s+)"
PLACE = r"(?P<place>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’ /-]*[A-ZÀ-ÖØ-Þ.])"
REGION = r"(?:,?\s(?:[A-ZÀ-Þ][\w.'’-]*\.?)){0,4}"
DAY = r"(?:,\s[^\W\d_]{3,9}\.?\s\d{1,2}(?:,?\s\d{4})?|,\s\d{1,2}\s[^\W\d_]{3,9}\.?(?:\s\d{4})?)?"
SENTENCE = r"(?=[\"'“‘«„¿¡]?[A-ZÀ-ÖØ-Þ0-9$£€])"
DATELINE = PLACE + REGION + DAY + r"(?P<agency>\s?\([^()]{2,40}\))?" + SEPARATOR + SENTENCE
"""LONDON (Reuters) — · NAIROBI, Kenya, 12 March - · NEW DELHI: """

AGENCY = (
    r"[A-ZÀ-ÖØ-Þ][\w.'’-]*(?:[ ,]+[A-ZÀ-ÖØ-Þ][\w.'’-]*){0,4}(?:,\s[^()\n]{3,20})?\s?"
    r"\((?:AP|AFP|Reuters|REUTERS|UPI|PA|PA Media|CNN|Bloomberg|dpa|DPA|ANSA|EFE|Xinhua|PTI|ANI|IANS|NAN|TASS|"
    r"RFE/RL|VOA|AFP-[\w-]+|AP/[\w-]+|Thomson Reuters Foundation)\)\s*(?:[—–―:]|--?)\s*"
)
"""Berlin (dpa) - """


def dateline_in(text: str, span: Span) -> Span | None:
    """Return the range of the dateline at the head of a paragraph, separator included, or None."""
    head = text[span.start : min(span.end, span.start + LONGEST)]
    match = re.match(DATELINE, head)
    if match is not None and _is_place(
        match["place"], sure=match["agency"] is not None, colon=":" in match["separator"]
    ):
        return Span(span.start, span.start + match.end()) if span.start + match.end() < span.end else None
    match = re.match(AGENCY, head)
    return Span(span.start, span.start + match.end()) if match and span.start + match.end() < span.end else None


def _is_place(place: str, *, sure: bool, colon: bool) -> bool:
    name = place.lower().strip()
    if sum(map(str.isalpha, name)) < len("Ely") or name in words("not_datelines"):
        return False
    return sure or not colon or len(name.split()) <= COLON_WORDS
