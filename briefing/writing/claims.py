"""What the anchor's cited lines say, against the ranges that they cite: numbers, names, roles, denials.

A line may put it in other words; what it may not do unseen is to bring a number, a name or a role that the source
doesn't hold, or to turn a statement into its denial. All of these are warnings: a person may know better.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from briefing.language.sentences import sentences
from briefing.values import Span

ROUNDED = 0.05
"""A rounded number may be this part of it away from the one in the source."""

ALIKE = 0.55
"""Two sentences that share this part of their words say the same thing, but for what is checked."""

NEAR_NAME = 4
"""A role this many words before or after a name is that person's."""

_OURS = frozenset(("writer", "author", "reporter"))  # what the programme itself calls somebody
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*")
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "lakh": 1e5,
    "crore": 1e7,
    "million": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
}
_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: float(at) for at, word in enumerate(_UNITS)} | {word: 20.0 + 10 * at for at, word in enumerate(_TENS)}
_DENIALS = frozenset(
    (
        *("not", "no", "never", "nobody", "none", "nor", "neither", "nothing", "nowhere", "without", "cannot"),
        *("deny", "denies", "denied", "denying", "refuse", "refuses", "refused", "refusing", "reject", "rejects"),
        *("rejected", "rejecting", "fail", "fails", "failed", "failing", "unlikely", "false", "falsely"),
    )
)


class Told(NamedTuple):
    """What a line says that its source doesn't: the kind (number, name, role, denial) and the word."""

    kind: str
    word: str


# --- What there is to compare ----------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def vocabulary(text: str) -> frozenset[str]:
    """Return a text's words, folded, with the parts of those that have hyphens and without a final s."""
    found: set[str] = set()
    for match in _WORD.finditer(text):
        found |= set(_forms(match[0]))
    return frozenset(found)


def _forms(word: str) -> Iterator[str]:
    """Yield the forms under which a word is looked up."""
    from briefing.language.people import folded

    whole = folded(word.replace("’", "'").replace(".", "")).removesuffix("'s").removesuffix("'")
    for one in (whole, *(whole.split("-") if "-" in whole else ())):
        yield one
        yield one.removesuffix("s")


def _known(word: str, words: frozenset[str]) -> bool:
    return any(form in words for form in _forms(word) if form)


def numbers(text: str) -> list[tuple[str, float]]:
    """Return the numbers in a text, in figures or words, with their scale: "1.5m" is 1,500,000."""
    found: list[tuple[str, float]] = []
    for match in _NUMBER.finditer(text):
        digits = match[0].rstrip(",")
        after = _WORD.match(text, match.end() + (text[match.end() : match.end() + 1] in {" ", "-", "\u00a0"}))
        scale = _SCALES.get(after[0].lower().partition("-")[0], 1.0) if after else 1.0
        found.append((digits, float(digits.replace(",", "")) * scale))
    return found + _in_words(text)


def _in_words(text: str) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    matches = list(_WORD.finditer(text))
    for at, match in enumerate(matches):
        tens, _, unit = match[0].lower().partition("-")
        value = _VALUES.get(tens)
        if value is None or (unit and unit not in _VALUES):
            continue
        value += _VALUES.get(unit, 0.0)
        after = matches[at + 1][0].lower() if at + 1 < len(matches) else ""
        found.append((match[0], value * _SCALES.get(after, 1.0) if len(after) > 1 else value))
    return found


@cache
def _days() -> re.Pattern[str]:
    from briefing.language.lexicons import rows

    months = "|".join(row.split()[0] for row in rows("months_en"))
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    return re.compile(rf"\b(?:{day}(?: of)? (?:{months})|(?:{months})\.? {day})\b(?:,? \d{{4}})?", re.IGNORECASE)


# --- The comparisons -------------------------------------------------------------------------------------------------


def told(line: str, ranges: Iterable[str], article: str, extra: Iterable[str] = ()) -> Iterator[Told]:
    """Yield what a line says that the cited ranges don't (names and roles: that the whole article doesn't).

    ``extra`` holds words that stand beside the article: the names of the readers and the titles of the sources.
    """
    cited = "\n\n".join(ranges)
    yield from (Told("number", word) for word in new_numbers(line, cited))
    known = vocabulary(article) | vocabulary(" ".join(extra))
    yield from (Told("name", word) for word in new_names(line, known))
    yield from (Told("role", word) for word in new_roles(line, known))
    if denial := turned(line, cited):
        yield Told("denial", denial)


def new_numbers(line: str, cited: str) -> Iterator[str]:
    """Yield the numbers of a line that its source doesn't hold, exactly or rounded."""
    have = [value for _, value in numbers(cited)]
    dated = _days().sub(" ", line) if not _days().search(cited) else line
    for word, value in numbers(dated):
        small = value <= 1 and word.isalpha()
        if not small and not any(value == one or _rounded(word, value, one) for one in have):
            yield word


def _rounded(word: str, value: float, exact: float) -> bool:
    figures = len(word.replace(",", "").replace(".", "").strip("0")) if word[:1].isdigit() else 1
    shorter = figures < len(f"{exact:.6f}".rstrip("0").replace(".", "").strip("0"))
    return shorter and abs(value - exact) <= ROUNDED * exact


def new_names(line: str, known: frozenset[str]) -> Iterator[str]:
    """Yield the names of a line that the article doesn't hold."""
    from briefing.language.lexicons import words
    from briefing.language.people import is_title

    places = [(match.start(), match[0]) for match in _WORD.finditer(line)]
    starts = {span.start for span in sentences(line, Span(0, len(line)))} if line else set()
    for at, (start, word) in enumerate(places):
        if not word[0].isupper() or _known(word, known) or is_title(word):
            continue
        low = word.lower().replace("’", "'")
        follows = places[at + 1][1][0].isupper() if at + 1 < len(places) else False
        opening = start in starts or line[:start].rstrip()[-1:] in {"", ":", "“", '"', "‘", "(", ";"}
        if (opening and not follows) or low in words("function_words") or low.startswith("i'") or _is_time(low):
            continue
        yield word


@cache
def _times() -> frozenset[str]:
    from briefing.language.lexicons import rows

    months = {row.split()[0].lower() for row in rows("months_en")}
    return frozenset(months | {f"{day}day" for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")})


def _is_time(word: str) -> bool:
    return word.removesuffix("'s").removesuffix("s") in _times() or word in _times()


def new_roles(line: str, known: frozenset[str]) -> Iterator[str]:
    """Yield the roles that a line gives to a name and that the article doesn't hold."""
    from briefing.language.people import role_of

    found = [match[0] for match in _WORD.finditer(line)]
    for at, word in enumerate(found):
        if not word.islower() or word in _OURS or _known(word, known) or role_of(word) is None:
            continue
        around = found[max(1, at - NEAR_NAME) : at] + found[at + 1 : at + 1 + NEAR_NAME]
        if any(near[0].isupper() and near != "I" for near in around):
            yield word


def turned(line: str, cited: str) -> str:
    """Return the word by which a line denies what its source says, or that the source has and the line has lost.

    Only a sentence that otherwise says the same is compared.
    """
    best, match = 0.0, ""
    for span in sentences(cited, Span(0, len(cited))) if cited.strip() else ():
        found = alike(line, span.of(cited))
        if found > best:
            best, match = found, span.of(cited)
    if best < ALIKE:
        return ""
    mine, source = _denials(line), _denials(match)
    if bool(mine) == bool(source) or (mine and _denials(cited)):
        return ""
    return (mine or source)[0]


def alike(one: str, other: str) -> float:
    """Return the part of their words that two sentences share, from 0 to 1; small words and denials don't count."""
    ours, theirs = _content(one), _content(other)
    return len(ours & theirs) / max(len(ours | theirs), 1)


def within(one: str, other: str) -> float:
    """Return the part of the first sentence's words that the other has, from 0 to 1."""
    ours, theirs = _content(one), _content(other)
    return len(ours & theirs) / max(len(ours), 1)


@lru_cache(maxsize=1024)
def _content(text: str) -> frozenset[str]:
    from briefing.language.lexicons import words

    found = [match[0].lower().replace("’", "'") for match in _WORD.finditer(text)]
    small = words("function_words") | _DENIALS
    return frozenset(word for word in found if word not in small and not word.endswith("n't") and len(word) > 1)


def _denials(text: str) -> list[str]:
    found = [match[0].lower().replace("’", "'") for match in _WORD.finditer(text)]
    return [word for word in found if word in _DENIALS or word.endswith("n't")]
