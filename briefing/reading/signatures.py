"""Bylines without "By": a name in a line of its own between the headline and the story."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefing.language.dates import is_date_line
from briefing.language.lexicons import words
from briefing.reading.bylines import names_in
from briefing.reading.paragraphs import Paragraph

MOST_WORDS = 12
"""A signature has no more."""

NAME_WORDS = range(2, 5)

ENOUGH = 2
"""So many points of evidence make a line that holds a name a byline."""

NEAR = 2
"""A date so many lines from a name speaks for it."""

KNOWN_LISTS = (
    "section_words",
    "site_words",
    "byline_words",
    "byline_posts",
    "label_words",
    "places",
    "not_names",
    "function_words",
)
"""Words of these lists are in no signature's name, so that no section, paper or place is taken for one."""

WORD = r"[^\W\d_][\w.'’-]*"
LOWER = frozenset(
    (
        "and",
        "from",
        "our",
        "own",
        "in",
        "for",
        "at",
        "of",
        "the",
        "with",
        "von",
        "van",
        "de",
        "der",
        "den",
        "del",
        "da",
        "und",
    )
)
MARKED = r"(?i)[^\W\d_a-z]['’]\w|\bM(?:a?c)[A-Z]|[^\W\d_]-[^\W\d_a-z]|[à-öø-þ]"
"""What names have more often than other words: O'…, Mc…, a hyphen, an accent."""
TAIL = r"\s*(?:[,|@•·(–—]|\s-\s|\s(?:in|for|at)\s)\s*(?=\S)"
NO_NAME = r"[\d!?:;“”\"«»%$£€&#>]|[.…]$"


def is_affiliation(paragraph: Paragraph) -> bool:
    """Tell the line below a byline that says what its author is or for whom ("Health reporter, North West")."""
    tokens = [word.lower().strip(".") for word in re.findall(WORD, paragraph.text)]
    if not tokens or paragraph.ended or paragraph.words > MOST_WORDS or not paragraph.text[0].isupper():
        return False
    if any(token in words("byline_posts") for token in tokens):
        return not re.search(NO_NAME, paragraph.text)
    return is_house(paragraph)


def is_house(paragraph: Paragraph) -> bool:
    """Tell a byline that names nobody, or a paper or an agency ("From our correspondent")."""
    tokens = [word.lower().strip(".") for word in re.findall(WORD, paragraph.text)]
    if not tokens or paragraph.ended or paragraph.words > MOST_WORDS or not paragraph.text[0].isupper():
        return False
    lists = [words(name) for name in ("byline_words", "byline_posts", "site_words", "places", "place_openers")]
    known = [token for token in tokens if any(token in listed for listed in lists[:3])]
    return bool(known) and all(token in LOWER or any(token in listed for listed in lists) for token in tokens)


def signature(text: str) -> tuple[str, ...]:
    """Return the names that a line holds if it may be a byline without "By": names, and after them a post or place."""
    if re.search(NO_NAME, text.rstrip(".") if text.endswith((" Jr.", " Sr.")) else text):
        return ()
    tokens = text.split()
    if len(tokens) > MOST_WORDS or any(token.islower() and not _may_follow(token) for token in tokens):
        return ()
    names = names_in(text)
    return names if names and all(map(_is_name, names)) else ()


def _may_follow(token: str) -> bool:
    plain = token.strip("(),.|").lower()
    return plain in LOWER or plain in words("byline_posts") or plain in words("byline_words") or token[0] in "(@|-–—•"


def _is_name(name: str) -> bool:
    parts = name.lower().split()
    if len(parts) not in NAME_WORDS or any(part.endswith(("'s", "’s")) for part in parts):
        return False
    return not any(part.strip(".") in words(listed) for listed in KNOWN_LISTS for part in parts if part not in LOWER)


def signed(lines: Sequence[tuple[int, Paragraph]], told: Iterable[str]) -> tuple[int, tuple[str, ...]] | None:
    """Find the byline among the lines between headline and story (their places beside them).

    ``told`` are the words of headline and story, in small letters: who stands in there is written about. A name needs
    evidence: its post, a date beside it, a known first name, where it stands.
    """
    found = None
    best = ENOUGH - 1
    subjects = frozenset(told)
    for order, (at, paragraph) in enumerate(lines):
        names = () if paragraph.ended or paragraph.listed or paragraph.heading else signature(paragraph.text)
        if names and (score := _evidence(lines, order, names, subjects)) > best:
            best, found = score, (at, names)
    return found


def _evidence(
    lines: Sequence[tuple[int, Paragraph]], order: int, names: tuple[str, ...], subjects: frozenset[str]
) -> int:
    text = lines[order][1].text
    tail = text[match.end() :] if (match := re.search(TAIL, text)) else ""
    beside = [*lines[max(0, order - NEAR) : order], *lines[order + 1 : order + 1 + NEAR]]
    after = [token.lower().strip(".,") for token in re.findall(WORD, text)]
    post = any(token in words("byline_posts") for token in after)
    below = order + 1 < len(lines) and is_affiliation(lines[order + 1][1])
    first = names[0].split()[0]
    known = first in words("first_names_f") or first in words("first_names_m")
    score = 2 * (post or below) + 2 * any(is_date_line(line.text) for _, line in beside)
    score += known + (bool(re.search(MARKED, names[0])) and not known) + (order == 0 or order == len(lines) - 1)
    score += (bool(tail) and tail[0].isupper()) or text.isupper()
    score += order == 0 and len(lines) > 1 and lines[1][1].prose  # nothing else stands between headline and story
    return score - 3 * any(name.split()[-1].lower() in subjects for name in names)
