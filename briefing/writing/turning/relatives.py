"""Asides with "who" and "which" become sentences of their own; the name or the noun is said again (S05)."""

from __future__ import annotations

import re

from briefing.language.lexicons import words
from briefing.language.people import read_name
from briefing.writing.turning.grammar import closed, is_adverb, is_finite, may_be_finite
from briefing.writing.turning.page import Page, ending, is_quotation
from briefing.writing.turning.parting import SHORTEST, agree, scoped, stands, too_long
from briefing.writing.turning.subjects import Subject, subject

_WHOS = r", who['’]s (?=\w+ing\b)"


def relative_of_subject(sentence: str, page: Page) -> list[str] | None:
    """Take "The bill, which would ban …, passed" as two: "The bill passed. The bill would ban …"."""
    if not too_long(sentence, page):
        return None
    sentence = re.sub(_WHOS, ", who is ", sentence)
    for pronoun in (", who ", ", which "):
        at = sentence.find(pronoun)
        if at < 0:
            continue
        before, after = sentence[:at], sentence[at + len(pronoun) :]
        who = subject(before)
        holds = any(ending(part).lower() in words("prepositions") for part in before.split())
        if who is None or holds or (who.person and pronoun == ", which "):
            continue
        parts = after.split()
        if not _relative_verb(parts):
            continue
        end = _end_of_relative(parts)
        if end < 0 or not agree(parts, who):
            continue
        relative, main = " ".join(parts[: end + 1]), " ".join(parts[end + 1 :])
        if min(len(relative.split()), len(main.split())) < SHORTEST - 1:
            continue
        return [closed(f"{before} {main}"), closed(f"{who.again} {relative}")]
    return None


def _relative_verb(parts: list[str]) -> bool:
    """Tell whether a relative clause's pronoun is its subject: the verb follows at once."""
    place = 0
    while place < len(parts) and is_adverb(parts[place]):
        place += 1
    if place + 1 >= len(parts):
        return False
    word = ending(parts[place]).lower()
    return is_finite(parts[place], parts[place + 1]) or (word.endswith("ed") and word.isalpha())


def _end_of_relative(parts: list[str]) -> int:
    """Return the place of the last word of a relative clause: its comma is followed by the main verb."""
    for place, part in enumerate(parts[:-2]):
        if part.endswith(",") and place:
            following = place + 1
            while following < len(parts) - 1 and (is_adverb(parts[following]) or _is_day(parts, following)):
                following += 1
            if may_be_finite(parts[following], parts[following + 1] if following + 1 < len(parts) else ""):
                return place if not _lists(parts[following:]) else -1
            if parts[following].lower() in {"and", "or", "but"}:
                return -1
    return -1


def _is_day(parts: list[str], place: int) -> bool:
    """Tell whether a word says on which day: "on Sunday defended"."""
    word = parts[place + 1] if parts[place] == "on" else parts[place]
    return word.endswith("day") and word[0].isupper()


def _lists(parts: list[str]) -> bool:
    """Tell whether verbs are listed: "who ran, jumped, and swam, was"."""
    for place, part in enumerate(parts[:-2]):
        if part.endswith(",") and parts[place + 1].lower() in {"and", "or"}:
            return may_be_finite(parts[place + 2], "")
    return False


def relative_at_the_end(sentence: str, page: Page) -> list[str] | None:
    """Make a closing ", who …" or ", which …" a sentence: the name or the noun before it is said again."""
    if not too_long(sentence, page):
        return None
    for pronoun in (", who ", ", which "):
        at = sentence.rfind(pronoun)
        if at < 0:
            continue
        before, after = sentence[:at], sentence[at + len(pronoun) :]
        parts = after.split()
        if scoped(before) or not stands(before) or not _relative_verb(parts) or _goes_back(parts):
            continue
        if parts[0] in {"means", "meant"}:
            return [closed(before), closed(f"That {after}")]
        who = _person_before(before) if pronoun == ", who " else _thing_before(before) or _body_before(before, parts)
        if who is not None and agree(parts, who) and len(parts) >= SHORTEST - 1:
            return [closed(before), closed(f"{who.again} {after}")]
    return None


def _goes_back(parts: list[str]) -> bool:
    """Tell whether the main clause may go on after a comma in what follows."""
    return any(part.endswith((",", ";", ":", "—", "–")) for part in parts)


def _name_before(before: str) -> list[str]:
    """Return the capitalised words at the end of a text."""
    parts = before.split()
    start = len(parts)
    while start > 1 and parts[start - 1][:1].isupper() and not (start < len(parts) and parts[start - 1].endswith(",")):
        start -= 1
    return parts[start:]


def _person_before(before: str) -> Subject | None:
    run = _name_before(before)
    parts = before.split()
    lead = parts[-len(run) - 1] if run and len(run) < len(parts) else ""
    joined = any(part.lower() in {"and", "or", "&"} for part in parts[-len(run) - 5 :])
    if not run or joined or lead.lower() in {"the", "of"} or lead.endswith(",") or is_quotation(before[-1:]):
        return None
    reading = read_name(tuple(run))
    name = run[reading.first : reading.last]
    if reading.kind != "person" or (len(name) == 1 and not reading.first) or run[-1].endswith(("’s", "'s")):
        return None
    named = subject(" ".join(run))
    return named if named is not None and named.person else None


def _body_before(before: str, relative: list[str]) -> Subject | None:
    """Return the body with a name that a closing ", which" belongs to, where the verb is one for a body."""
    run = _name_before(before)
    start = len(before.split()) - len(run)
    while start > 1 and before.split()[start - 1] in {"of", "for"} and before.split()[start - 2][:1].isupper():
        start -= 2
        while start > 1 and before.split()[start - 1][:1].isupper():
            start -= 1
    verb = next((ending(part).lower() for part in relative if not is_adverb(part)), "")
    named = before.split()[start:]
    if not run or verb not in _BODYS_VERBS or before.split()[start - 1].lower() in {"and", "or"}:
        return None
    the = ["the"] if start and before.split()[start - 1].lower() == "the" else []
    found = subject(" ".join([*the, *named])) if len(named) > 1 else None
    return found if found is not None and not found.person else None


_BODYS_VERBS = frozenset(
    ("said", "says", "ruled", "owns", "runs", "makes", "represents", "oversees", "operates", "employs", "regulates",
     "publishes", "manages", "sells", "found", "called", "accused", "denied", "denies", "warned", "argued", "advises")
)  # fmt: skip


def _thing_before(before: str) -> Subject | None:
    """Return the noun that a closing ", which" belongs to: "the deal" right behind a verb."""
    parts = before.split()
    for place in range(len(parts) - 1, max(len(parts) - 6, 0), -1):
        low = ending(parts[place]).lower()
        if low in words("prepositions") or low in {"and", "or"} or parts[place].endswith(","):
            return None
        if low in {"the", "a", "an", "its", "his", "her", "their"}:
            lead = ending(parts[place - 1]).lower()
            if lead in words("prepositions") or lead in {"and", "or", "than", "as"}:
                return None
            named = subject(" ".join(parts[place:]))
            return named if named is not None and not named.person else None
    return None
