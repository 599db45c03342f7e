"""Participles at a sentence's end become verbs: "…, ending a trial …", "…, promising to …" (S05)."""

from __future__ import annotations

from functools import cache

from briefing.language.lexicons import rows, words
from briefing.writing.turning.checking import negations
from briefing.writing.turning.grammar import closed, is_helper, plain_past
from briefing.writing.turning.page import Page, ending
from briefing.writing.turning.parting import (
    ATTACHING,
    SHORTEST,
    main_subject,
    main_verb,
    scoped,
    stands,
    too_long,
)
from briefing.writing.turning.subjects import Subject

_OWN = frozenset(("his", "her", "their", "its", "him", "himself", "herself", "themselves", "itself", "up", "off"))
_HAVE = frozenset(("has", "have", "had"))


@cache
def _effects() -> dict[str, str]:
    return dict(row.split("|") for row in rows("turning_effects"))


@cache
def _doings() -> dict[str, str]:
    return dict(row.split() for row in rows("turning_doings"))


def effect_apart(sentence: str, page: Page) -> list[str] | None:
    """Divide "The court freed three men, ending a trial that …": "That ended a trial that …"."""
    if not too_long(sentence, page):
        return None
    for participle, past in _effects().items():
        at = sentence.find(f", {participle} ")
        if at < 0:
            continue
        first, rest = sentence[:at], sentence[at + len(participle) + 3 :]
        rest = _all_past(rest, {**_effects(), **_doings()})
        own = sentence[at + len(participle) + 3 :].split(maxsplit=1)[0].lower() in _OWN
        if rest and not own and _whole(first) and _happened(first.split(), main_verb(first.split())[1]):
            return [closed(first), closed(f"That {past} {rest}")]
        return None
    return None


def doing_apart(sentence: str, page: Page) -> list[str] | None:
    """Divide "Ellery opened the hall, promising to …": "Ellery promised to …"; "is asking …, urging" is "is urging"."""
    if not too_long(sentence, page):
        return None
    for participle, past in _doings().items():
        at = sentence.find(f", {participle} ")
        if at < 0:
            continue
        first, rest = sentence[:at], sentence[at + len(participle) + 3 :]
        parts = first.split()
        who, verb = main_subject(parts)
        if who is None or not _whole(first) or set(map(str.lower, parts[verb + 1 :])) & {"by", "as"}:
            return None
        now = _is_doing(parts, verb)
        rest = "" if now and " and " in rest else _all_past(rest, _doings())
        form = f"{now} {participle}" if now else past if _did(parts, verb, who) else ""
        return [closed(first), closed(f"{who.again} {form} {rest}")] if rest and form else None
    return None


def _whole(first: str) -> bool:
    """Tell whether what stands before a participle is one clause that is told as fact."""
    told = first.split()
    verb = main_verb(told)[1]
    low = {ending(part).lower() for part in told[verb + 1 :]}
    return stands(first) and not (low & ATTACHING) and not scoped(first) and not negations(first)


def _all_past(rest: str, forms: dict[str, str]) -> str:
    """Return what follows a participle, one after "and" in the past, too; nothing where one isn't known."""
    parts = rest.split()
    if len(parts) < SHORTEST:
        return ""
    for place, part in enumerate(parts[1:], 1):
        if parts[place - 1] not in {"and", "or", "while", "but"} or not part.endswith("ing"):
            continue
        known = next((key for key in forms if " ".join(parts[place:]).startswith(f"{key} ")), None)
        if known is None or parts[place - 1] != "and":
            return ""
        return _joined(parts[:place], forms[known], " ".join(parts[place:])[len(known) :])
    return rest


def _joined(before: list[str], past: str, after: str) -> str:
    return f"{' '.join(before)} {past}{after}" if "ing " not in after.partition(" and ")[2][:20] else ""


def _happened(parts: list[str], verb: int) -> bool:
    """Tell whether a clause's verb says that something happened: a past or a perfect."""
    word = ending(parts[verb]).lower()
    return plain_past(parts[verb]) or (word in {*_HAVE, "was", "were"} and not parts[verb + 1].endswith("ing"))


def _did(parts: list[str], verb: int, who: Subject) -> bool:
    """Tell whether a clause says what its subject did: an active past, or a perfect."""
    word, following = ending(parts[verb]).lower(), ending(parts[verb + 1]).lower()
    return (plain_past(parts[verb]) and not is_helper(parts[verb])) or (
        word in _HAVE and following not in {"been", "a", "an", "the", "no"} and bool(who.again)
    )


def _is_doing(parts: list[str], verb: int) -> str:
    """Return the auxiliary of a clause that goes on: "is once again questioning"."""
    word = ending(parts[verb]).lower()
    going = next((part for part in parts[verb + 1 : verb + 4] if part.endswith("ing") and part.islower()), "")
    return word if word in {"is", "are"} and going and going not in words("prepositions") else ""
