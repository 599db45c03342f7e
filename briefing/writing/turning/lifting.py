"""What is told on the side is lifted out: who somebody is, how long after what, what others did meanwhile (S05)."""

from __future__ import annotations

import re

from briefing.language.lexicons import rows, words
from briefing.language.people import read_name, role_of
from briefing.writing.turning.grammar import closed, has_verb, is_finite, verb_at
from briefing.writing.turning.page import LONGEST, Page, ending, is_quotation
from briefing.writing.turning.parting import ATTACHING, SHORTEST, main_verb, scoped, stands, too_long
from briefing.writing.turning.subjects import subject

_ASIDE = r", (?=(?:the|a|an) )"
_DEAD = (
    r"\b(?:died|dies|dead|death|killed|murdered|slain|late|funeral|buried|obituary|tribute to|"
    r"remembered|shooting|shot|crash|victims?|fatal(?:ly)?|murder|killing|drowned)\b"
)
_TIMED = (
    r"(?:,| ?[—–]| -) (?:(?:just|only) )?(?:(?:a|the|one|two|three|four|five|six|several|\d+) )?"
    r"(?:minutes?|hours?|mornings?|days?|nights?|weeks?|months?|years?) (before|after) "
)
_WITH = ", with "
_MOST_ROLE = 14
_MOST_NAMED = 8


def who_it_is_apart(sentence: str, page: Page) -> list[str] | None:
    """Divide "… hold Ann Smith, a former aide to the mayor, in contempt": "… Smith is a former aide to the mayor"."""
    if not too_long(sentence, page) or page.length(sentence) <= LONGEST or re.search(_DEAD, sentence):
        return None
    for found in re.finditer(_ASIDE, sentence):
        before, rest = sentence[: found.start()], sentence[found.end() :].rstrip(" .")
        role, comma, after = rest.partition(", ")
        who = _person_at_the_end(before)
        if who is None or not _is_role(role.split()):
            continue
        if comma and (not after.split() or after.split()[0] in {"and", "or", "who", "which"} or after[0].isupper()):
            continue
        whole = f"{before} {after}" if comma else before
        if not stands(whole) or scoped(before) or len(role.split()) < SHORTEST:
            continue
        return [closed(whole), closed(f"{who} is {role}")]
    return None


def _person_at_the_end(before: str) -> str | None:
    """Return the surname of the person whose full name a text ends with, where nobody is named right beside."""
    parts = before.split()
    start = len(parts)
    while start and parts[start - 1][:1].isupper() and not (start < len(parts) and parts[start - 1].endswith(",")):
        start -= 1
    run = parts[start:]
    if (
        len(run) < len(("Ann", "Smith"))
        or is_quotation(before[-1])
        or any(part.endswith(("'s", "’s")) for part in run[1:])
    ):
        return None
    if start and (parts[start - 1].lower() in {"and", "or", "the", "of", "&"} or parts[start - 1].endswith(",")):
        return None
    run = run[1:] if run[0].endswith(("'s", "’s")) else run
    if len(run) < len(("Ann", "Smith")) or read_name(tuple(run)).kind != "person":
        return None
    named = subject(" ".join(run))
    return named.again if named is not None and named.person else None


def _is_role(parts: list[str]) -> bool:
    """Tell whether words say who somebody is, with no clause of their own."""
    if not SHORTEST <= len(parts) <= _MOST_ROLE or any(ending(part).lower() in ATTACHING for part in parts):
        return False
    if any(is_finite(part, parts[i + 1] if i + 1 < len(parts) else "") for i, part in enumerate(parts)):
        return False
    for part in parts[1:6]:
        if (role := role_of(ending(part).lower())) is not None:
            return not role.plural
        if ending(part).lower() in words("prepositions"):
            return False
    return False


def how_long_after(sentence: str, page: Page) -> list[str] | None:
    """Divide a first sentence at "…, hours before the start of …": "It came hours before the start of …"."""
    timed = page.lead and (" before " in sentence or " after " in sentence) and too_long(sentence, page)
    found = re.search(_TIMED, sentence) if timed else None
    if found is None:
        return None
    first, rest = sentence[: found.start()], sentence[found.start() :].lstrip(" ,—–-")
    verb = main_verb(first.split())[1]
    happened = verb >= 0 and ending(first.split()[verb]).lower() not in {"will", "is", "are", "may", "would", "could"}
    if not happened or scoped(first) or not stands(first) or ", " in rest or len(rest.split()) < SHORTEST:
        return None
    return [closed(first), closed(f"It came {rest}")]


def others_did(sentence: str, page: Page) -> list[str] | None:
    """Divide "…, with top officials promising to …": "Top officials promised to …"."""
    at = sentence.rfind(_WITH) if too_long(sentence, page) else -1
    if at < 0:
        return None
    first, rest = sentence[:at], sentence[at + len(_WITH) :]
    parts = rest.split()
    forms = dict(row.split() for row in rows("turning_doings"))
    place = next((i for i, part in enumerate(parts[:_MOST_NAMED]) if part in forms), -1)
    told = first.split()
    verb = main_verb(told)[1]
    if place < 1 or verb < 0 or scoped(first) or not stands(first):
        return None
    named, after = parts[:place], parts[place + 1 :]
    low = {ending(part).lower() for part in named}
    if low & (words("prepositions") | {"and", "or", "him", "her", "them", "it"}) or len(after) < SHORTEST - 1:
        return None
    told_after = _all_past(" ".join(after), forms)
    if any(part.endswith("ing") for part in [*named, *told_after.split()]) or any("," in part for part in named):
        return None
    if ending(told[verb]).lower() in {"will", "is", "are", "may", "would", "could", "can"}:
        return None
    return [closed(first), closed(f"{' '.join(named)} {forms[parts[place]]} {told_after}")]


def _all_past(text: str, forms: dict[str, str]) -> str:
    """Return a text with a participle after "and" in the past, too: "… and vowing to stay"."""
    return re.sub(r"(?<= and )[a-z]+ing\b", lambda match: forms.get(match[0], match[0]), text)


def at_a_colon(sentence: str, page: Page) -> list[str] | None:
    """Divide at a colon between two clauses that each stand on their own."""
    first, colon, second = sentence.partition(": ") if too_long(sentence, page) else ("", "", "")
    if not colon or ":" in second or scoped(first) or not stands(first) or not has_verb(second):
        return None
    announced = ending(first.split()[-1]).lower() in {"one", "this", "these", "following"} or "following" in first
    if announced or len(second.split()) <= SHORTEST or verb_at(second.split()) < 1 or not second[0].isalpha():
        return None
    return [closed(first), closed(second)]
