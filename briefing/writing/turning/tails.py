"""What hangs at a sentence's end becomes a sentence of its own: "a protest that …", "when …", "a move that …" (S05)."""

from __future__ import annotations

import re
from itertools import pairwise

from briefing.language.lexicons import words
from briefing.language.people import role_of
from briefing.writing.turning.checking import negations
from briefing.writing.turning.grammar import closed, is_adverb, is_finite, is_helper, plain_past, verb_at
from briefing.writing.turning.page import Page, ending, is_quotation
from briefing.writing.turning.parting import ATTACHING, SHORTEST, agree, main_verb, scoped, stands, too_long
from briefing.writing.turning.subjects import NO_HEADS, Subject

_MOST_NOUN = 5
_MOST_WORDS = 60
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATED = rf"\b(?:{_DAY}|yesterday|today|tomorrow|tonight|(?:last|this|next) (?:week|month|year|night))\b"
_WHEN = (
    rf"(?:\b{_DAY}(?:,? (?:January|February|March|April|May|June|July|August|September|October|November|December)"
    rf" \d+)?(?: (?:morning|afternoon|evening|night))?|\blast (?:week|month|year|night|{_DAY})"
    r"|\bin (?:19|20)\d\d(?=,)),? when "
    r"|\w, when "
)
_WHICH = r" (in|at|under|during|through) which "
_RESUMING = r", (?=an? )| ?(?:—|–|--) ?(?=an? )| - (?=an? )"
_GOES_BACK = r"[,;:—–]| - | -- |\band (?:also |then |later )?\w+(?:ed|s)\b|\bif\b|\bunless\b"
_NOT_BEFORE = frozenset(
    ("as", "like", "than", "not", "such", "is", "was", "be", "been", "are", "were", "being", "become", "became",
     "becoming", "called", "named", "or", "and", "what", "for", "remains", "remain", "about", "seems")
)  # fmt: skip
_WANTING = frozenset(
    ("want", "wants", "wanted", "need", "needs", "needed", "seek", "seeks", "seeking", "sought", "look", "looking",
     "without", "every", "any", "never", "would", "could", "might", "should", "may", "must", "can", "like", "unlike",
     "rarely", "whoever", "anyone")
)  # fmt: skip
_CHOSEN = frozenset(("election", "elect", "choose", "choosing", "hire", "appoint", "find", "finding", "pick"))
_PRESENT = frozenset(("is", "are", "has", "have", "will", "may", "might", "can", "could", "would", "that's", "that’s"))


def relative_of_indefinite(sentence: str, page: Page) -> list[str] | None:
    """Divide "… in a protest that closed half the schools": "The protest closed half the schools"."""
    if not too_long(sentence, page):
        return None
    parts = sentence.split()[:_MOST_WORDS]
    for place in range(SHORTEST, len(parts) - SHORTEST + 1):
        if parts[place] not in {"that", "who", "which"}:
            continue
        before, rest = parts[:place], sentence.split()[place + 1 :]
        noun = _indefinite(before)
        if parts[place] == "who" and (noun is None or role_of(noun) is None):
            continue
        if noun is None or not _relative_verb(rest) or not _parts_from(before, rest):
            continue
        if agree(rest, Subject("", "", plural=False)):
            return [closed(" ".join(before)), closed(f"The {noun} {' '.join(rest)}")]
    return None


def in_which(sentence: str, page: Page) -> list[str] | None:
    """Divide "… a scheme in which bankers opened accounts": "In the scheme, bankers opened accounts"."""
    found = re.search(_WHICH, sentence) if " which " in sentence and too_long(sentence, page) else None
    if found is None:
        return None
    before, rest = sentence[: found.start()].split(), sentence[found.end() :].split()
    noun = _indefinite(before)
    if noun is None or verb_at(rest) < 0 or len(rest) < SHORTEST or not _parts_from(before, rest):
        return None
    return [closed(" ".join(before)), closed(f"{found[1].capitalize()} the {noun}, {' '.join(rest)}")]


def _indefinite(before: list[str]) -> str | None:
    """Return the noun that a text ends with, where it's "a" or "an" and sure to be one thing."""
    noun = before[-1]
    if not noun.replace("-", "").isalpha() or not noun.islower() or noun in NO_HEADS or noun in _ANY:
        return None
    if noun.endswith(("ed", "ing", "ly")) or is_quotation(noun[0]):
        return None
    for place in range(len(before) - 2, max(len(before) - 2 - _MOST_NOUN, 0), -1):
        low = ending(before[place]).lower()
        if low in {"a", "an"}:
            return noun if ending(before[place - 1]).lower() not in _NOT_BEFORE else None
        if low in words("prepositions") or low in ATTACHING or low in {"and", "or"} or low in words("determiners"):
            return None
        if before[place].endswith((",", ";", ":")):
            return None
    return None


_ANY = frozenset(("something", "way", "place", "time", "point", "man", "woman", "person", "thing", "level", "scale"))


def _relative_verb(rest: list[str]) -> bool:
    place = 0
    while place < len(rest) - 1 and is_adverb(rest[place]):
        place += 1
    if place + 1 >= len(rest):
        return False
    word = ending(rest[place]).lower()
    return is_finite(rest[place], rest[place + 1]) or (word.endswith("ed") and word.isalpha())


def _parts_from(before: list[str], rest: list[str]) -> bool:
    """Tell whether what hangs on a text's last noun can stand apart: the text says something sure without it."""
    first, second = " ".join(before), " ".join(rest)
    low = {ending(part).lower() for part in before}
    wished = rest[0] == "will" and bool(low & _CHOSEN)
    if wished or low & _WANTING or low & ATTACHING or negations(first) or scoped(first) or not stands(first):
        return False
    if re.search(_DATED, second) and not re.search(_DATED, first):
        return False  # the day may be that of the first sentence
    return len(rest) >= SHORTEST and not re.search(_GOES_BACK, second)


def when_apart(sentence: str, page: Page) -> list[str] | None:
    """Divide "… on Tuesday, when the court will hear …": "That's when the court will hear …"."""
    found = re.search(_WHEN, sentence) if " when " in sentence and too_long(sentence, page) else None
    if found is None:
        return None
    first = sentence[: found.end() - len(" when ")].rstrip(",")
    rest = sentence[found.end() :]
    parts = rest.split()
    verb = verb_at(parts)
    if verb < 0 or len(parts) < SHORTEST or scoped(first) or not stands(first) or negations(first):
        return None
    low = ending(parts[verb]).lower()
    now = low in _PRESENT - {"could", "would"} or low in words("turning_presents")
    that = "That's" if now else "That was"
    return [closed(first), closed(f"{that} when {rest}")]


def where_apart(sentence: str, page: Page) -> list[str] | None:
    """Divide a closing ", where the court will hear …": "That's where the court will hear …"."""
    if not too_long(sentence, page) or ", where " not in sentence:
        return None
    first, _, rest = sentence.rpartition(", where ")
    parts = rest.split()
    verb = verb_at(parts)
    if verb < 0 or len(parts) < SHORTEST or scoped(first) or not stands(first) or negations(first) or "," in rest:
        return None
    if {ending(part).lower() for part in first.split()} & ATTACHING or not first.split()[-1].isalpha():
        return None
    then = plain_past(parts[verb]) or ending(parts[verb]).lower() == "had"
    that = "That was" if then else "That's"
    return [closed(first), closed(f"{that} where {rest}")]


def resumed(sentence: str, page: Page) -> list[str] | None:
    """Divide "…, a move that may help …": "It's a move that may help …"; the noun says what happened, not who."""
    if not too_long(sentence, page):
        return None
    for found in re.finditer(_RESUMING, sentence):
        first, rest = sentence[: found.start()], sentence[found.end() :]
        parts = rest.split()
        if len(parts) < SHORTEST or _head(parts) not in words("turning_happenings"):
            continue
        if scoped(first) or not stands(first) or any(mark in rest for mark in (",", ";", ":", " — ", " – ", " -- ")):
            continue
        told = first.split()
        verb = ending(told[main_verb(told)[1]]).lower()
        then = plain_past(verb) or verb in {"was", "were", "had", "did"}
        return [closed(first), closed(f"{_it(now=not then or _lasts(parts))} {rest}")]
    return None


def _lasts(parts: list[str]) -> bool:
    """Tell whether a phrase's own verb is in the present: "a development that's done nothing"."""
    for part, following in pairwise(parts):
        if part.startswith(("that's", "that’s")):
            return True
        if part in {"that", "which", "who"}:
            word = ending(following).lower()
            return word in _PRESENT or word in words("turning_presents") or (word.endswith("s") and word != "was")
    return False


def _it(*, now: bool) -> str:
    return "It's" if now else "It was"


def _head(parts: list[str]) -> str:
    """Return the noun of a phrase: the last word before what describes it."""
    for place, part in enumerate(parts[1:8], 1):
        low = ending(part).lower().partition("'")[0].partition("’")[0]
        if low in words("prepositions") or low in ATTACHING or low == "to" or is_helper(part):
            return ending(parts[place - 1]).lower() if role_of(ending(parts[place - 1])) is None else ""
    return ""
