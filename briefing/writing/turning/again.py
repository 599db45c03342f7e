"""Who is named once and does several things, or is one of two: said again, each with what is theirs (S05, S22)."""

from __future__ import annotations

import re

from briefing.language.lexicons import words
from briefing.language.people import read_name, role_of
from briefing.language.surnames import surname
from briefing.writing.turning.attribution import to_the_front
from briefing.writing.turning.grammar import closed, is_finite, plain_past, reporting, scopes, verb_at
from briefing.writing.turning.page import BEST, LONGEST, Page, ending
from briefing.writing.turning.parting import ATTACHING, SHORTEST, attributed_last, main_subject, stands, too_long
from briefing.writing.turning.subjects import subject

_AND_THAT = " and that "
_MOST_ROLE = 12
_NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3}"
_TWO = re.compile(rf"({_NAME}), ((?:the|a|an) [^,]{{3,80}}), and ({_NAME}), ((?:the|a|an) [^,]{{3,80}}), (?=[a-z])")
_OWN = frozenset(("he", "she", "it", "they", "his", "her", "their", "its", "him", "them", "himself", "herself"))


def claimed_twice(sentence: str, page: Page) -> list[str] | None:
    """Divide "Smith said A and that B": "Smith said A. Smith also said that B", so that each claim has its verb."""
    if not too_long(sentence, page) or sentence.count(_AND_THAT) != 1:
        return None
    first, _, second = sentence.partition(_AND_THAT)
    parts = first.split()
    who, verb = main_subject(parts)
    if who is None or verb < 0 or ending(parts[verb]).lower() not in reporting() or ", " in second[-30:]:
        return None
    claim = parts[verb + 1 :]
    if claim.count("that") > 1 or any(ending(part).lower() in scopes() - {"that"} for part in claim):
        return None
    if len(claim) < SHORTEST or len(second.split()) < SHORTEST or verb_at(_opened(second)) < 0:
        return None
    again = who.again
    return [closed(first.rstrip(",")), closed(f"{again} also {ending(parts[verb])} that {second}")]


def _opened(clause: str) -> list[str]:
    """Return a clause's words without a phrase up to a comma ("by 2050, it hopes")."""
    head, comma, rest = clause.partition(", ")
    return rest.split() if comma and verb_at(head.split()) < 0 and len(head.split()) <= SHORTEST * 2 else clause.split()


def did_thrice(sentence: str, page: Page) -> list[str] | None:
    """Divide "Smith drove home, called a friend, and told …": "Smith drove home and called a friend. Smith told …"."""
    if not too_long(sentence, page) or sentence.count(", and ") != 1 or sentence.count(", ") != len(("then", "and")):
        return None
    one, two, three = re.split(r", and |, ", sentence)
    who, verb = main_subject(one.split())
    if (
        who is None
        or _claims(one.split()[verb:], two.split())
        or min(map(len, (two.split(), three.split()))) < SHORTEST
    ):
        return None
    if not all(_past(part.split()) for part in (one.partition(" ")[2] and " ".join(one.split()[verb:]), two, three)):
        return None
    if {ending(part).lower() for part in (*one.split(), *two.split())} & ATTACHING:
        return None
    return [closed(f"{one} and {two}"), closed(f"{who.again} {three}")]


def _claims(*told: list[str]) -> bool:
    """Tell whether a clause may hold a claim, in which the next one would stand, too; "joked about" holds none."""
    first = told[0][1:] if told[0][1:2] and told[0][1] in words("prepositions") else told[0]
    return any(ending(part).lower() in scopes() for part in (*first, *told[1]))


def _past(parts: list[str]) -> bool:
    """Tell whether words open with a past that is sure to be a verb."""
    return (
        len(parts) > 1
        and parts[0].islower()
        and (is_finite(parts[0], parts[1]) or (plain_past(parts[0]) and parts[1] in words("prepositions") | {"to"}))
    )


def two_apart(sentence: str, page: Page) -> list[str] | None:
    """Say who two people are after what they did: "Ann Lee and Bob Roe testified. Lee is …, and Roe is …"."""
    found = _TWO.match(sentence) if page.length(sentence) > BEST else None
    if found is None or {part.lower() for part in sentence.split()} & words("of_the_dead"):
        return None
    one, role, two, other = found.groups()
    rest = sentence[found.end() :]
    if not all(_is_person(name) for name in (one, two)) or surname(one) == surname(two):
        return None
    if not all(_is_role(text) for text in (role, other)) or not stands(f"They {rest}") or _OWN & set(rest.split()):
        return None
    return [closed(f"{one} and {two} {rest}"), closed(f"{_last(one)} is {role}, and {_last(two)} is {other}")]


def _is_person(name: str) -> bool:
    reading = read_name(tuple(name.split()))
    return reading.kind == "person" and reading.first == 0


def _last(name: str) -> str:
    named = subject(name)
    return named.again if named is not None else surname(name)


def _is_role(text: str) -> bool:
    parts = text.split()
    if len(parts) > _MOST_ROLE or any(ending(part).lower() in ATTACHING for part in parts):
        return False
    return any((role := role_of(ending(part))) is not None and not role.plural for part in parts)


def claim_and_more(sentence: str, page: Page) -> list[str] | None:
    """Divide "A, the commission said, but B" and "A, officials said, hours after B" behind whose claim it is."""
    if page.length(sentence) <= BEST or sentence.count(", ") < len(("claim", "more")):
        return None
    for found in _MORE.finditer(sentence):
        first, second = sentence[: found.start()], sentence[found.end() :]
        if len(second.split()) < SHORTEST or (found[1] != "but" and not page.lead):
            continue
        if found[1] == "but" and verb_at(second.split()) < 0:
            continue
        claim = to_the_front(closed(first), page)
        if claim is None and page.length(first) <= LONGEST and attributed_last(first):
            claim = [closed(first)]
        if claim is not None:
            opening = "But" if found[1] == "but" else f"It came {found[1]}"
            return [*claim, closed(f"{opening} {second}")]
    return None


_MORE = re.compile(
    r", (but|(?:just |only )?(?:(?:a|two|three|four|five|six|several|\d+) )?"
    r"(?:minutes?|hours?|days?|weeks?|months?|years?) (?:before|after)) (?=\w)"
)
