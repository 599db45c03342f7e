"""Where a sentence can be parted: which clause stands on its own, who its subject is, whose claim it is (S05, S22)."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from briefing.language.lexicons import rows, words
from briefing.writing.turning.grammar import (
    holds_verb,
    is_adverb,
    is_finite,
    is_question,
    plain_past,
    scopes,
    verb_at,
)
from briefing.writing.turning.page import BEST, Page, ending
from briefing.writing.turning.subjects import Subject, subject

SHORTEST = 4
"""Words of the shortest sentence that a division may leave."""

ATTACHING = frozenset(
    ("who", "whom", "whose", "which", "that", "after", "before", "when", "while", "since", "until", "where", "if",
     "because", "although", "though", "whether", "unless")
)  # fmt: skip
"""Words that open a clause which hangs on a word before it."""

_PLURAL_VERBS = frozenset(("are", "were", "have", "do", "aren't", "weren't", "haven't", "don't"))
_SINGULAR_VERBS = frozenset(("is", "was", "has", "does", "isn't", "wasn't", "hasn't", "doesn't"))
_HAVE = frozenset(("has", "have", "had"))
_TAIL_CLAUSE = r"^It comes |, (?:as|while|with|after|when|where|if|because|although|though|before|since|until) "
_AGAINST = frozenset(("against", "for", "out"))
_LONGEST_SUBJECT = 18
_MOST_TAILS = 3
_TAIL_WORDS = 9


def parted(text: str, joiner: str) -> tuple[str, str] | None:
    """Return the two clauses on both sides of a joiner, where each has a subject and a verb of its own."""
    at = text.find(joiner)
    while at >= 0:
        first, second = text[:at], text[at + len(joiner) :]
        if stands(first) and _clause(second) and not _in_list(first) and not _left_open(first):
            return first, second
        at = text.find(joiner, at + 1)
    return None


def _left_open(first: str) -> bool:
    """Tell whether a text ends in a clause that the next one may belong to, too, or in a word that wants one."""
    return re.search(_TAIL_CLAUSE, first) is not None or ending(first.rsplit(maxsplit=1)[-1]).lower() in ATTACHING


def _clause(text: str) -> bool:
    parts = text.split()
    verb = verb_at(parts)
    if verb < 0 and parts and parts[0].lower() in words("prepositions"):
        head, comma, rest = text.partition(", ")
        verb = verb_at(rest.split()) if comma and len(head.split()) <= SHORTEST else -1
    return verb >= 0 and len(parts) >= SHORTEST


def stands(text: str) -> bool:
    """Tell whether a text is a whole clause: a subject and its verb, after an opening phrase or not."""
    return len(text.split()) >= SHORTEST and main_verb(text.split())[1] >= 0


def _in_list(first: str) -> bool:
    """Tell whether "and" may close a list: "Britain, France, and Spain have agreed"."""
    _, comma, last = first.rpartition(", ")
    if not comma:
        return False
    verb = verb_at(last.split())
    return (len(last.split()) <= SHORTEST and verb < 0) or (
        verb >= 0 and main_verb(first.split())[1] < first.count(" ")
    )


def main_verb(parts: list[str]) -> tuple[int, int]:
    """Return where the main clause's subject and verb stand; the verb is -1 where unsure.

    One phrase may come before it, up to a comma ("On Monday, the board voted …").
    """
    start, verb = _plain_verb(parts)
    return (start, verb) if verb >= 0 else (0, _verb_after_aside(parts))


def _plain_verb(parts: list[str]) -> tuple[int, int]:
    verb = verb_at(parts)
    if verb >= 0:
        return 0, verb
    for place, part in enumerate(parts[:14]):
        if part.endswith(","):
            verb = verb_at(parts, place + 1)
            return (place + 1, verb) if verb >= 0 else (0, -1)
    return 0, -1


def _verb_after_aside(parts: list[str]) -> int:
    """Return the place of a verb behind an aside: "Ann Smith, the head of the union, has …"."""
    if not parts or not (parts[0].lower() in {"the", "a", "an"} or parts[0][:1].isupper()):
        return -1
    if parts[0].lower() in words("prepositions") | ATTACHING | {"as"}:
        return -1
    commas = [place for place, part in enumerate(parts[:_LONGEST_SUBJECT]) if part.endswith(",")][:2]
    if len(commas) < len(("open", "close")) or commas[1] + 2 >= len(parts):
        return -1
    aside, verb = parts[commas[0] + 1 : commas[1] + 1], commas[1] + 1
    opens = aside[0].lower() in words("determiners") or aside[0].lower() in {"who", "which"}
    return verb if opens and is_finite(parts[verb], parts[verb + 1]) else -1


def main_subject(parts: list[str]) -> tuple[Subject | None, int]:
    """Return the main clause's subject and where its verb stands; who somebody is may stand between commas."""
    start, verb = _plain_verb(parts)
    if verb > start:
        return subject(" ".join(parts[start:verb])), verb
    commas = [place for place, part in enumerate(parts[:_LONGEST_SUBJECT]) if part.endswith(",")]
    for first, second in pairwise(commas):
        if second + 2 < len(parts) and is_finite(parts[second + 1], parts[second + 2]):
            named = [
                subject(" ".join(parts[: first + 1]).rstrip(",")),
                subject(" ".join(parts[first + 1 : second + 1]).rstrip(",")),
            ]
            people = [one for one in named if one is not None and one.person]
            return (people[0] if len(people) == 1 else None), second + 1
    return None, -1


def scoped(text: str) -> bool:
    """Tell whether a text holds a word after which what follows may be somebody's claim, or a condition."""
    parts = text.split()
    found = [place for place, part in enumerate(parts) if ending(part).lower() in scopes()]
    found = [place for place in found if not (parts[place] == "ruled" and set(parts[place + 1 : place + 3]) & _AGAINST)]
    found = [place for place in found if not _takes_noun(parts, place)]
    nouns = words("speech_nouns")
    if any(ending(parts[place]).lower() not in nouns for place in found):
        return True
    return any(place == main_verb(parts)[1] or parts[place + 1 : place + 2] == ["that"] for place in found)


def _takes_noun(parts: list[str], place: int) -> bool:
    """Tell whether a verb that may claim something has a thing for its object: "proposed a debate in May"."""
    rest = parts[place + 1 :]
    low = ending(parts[place]).lower()
    verb = main_verb(parts)[1]
    at = {verb, verb + 1} if verb >= 0 and ending(parts[verb]).lower() in _HAVE else {verb}
    if not rest or place not in at or not (plain_past(low) or low in words("turning_presents")):
        return False
    opens = ending(rest[0]).lower()
    object_ = opens in words("determiners") or opens in words("prepositions")
    return object_ and not holds_verb(f"it {' '.join(rest)}") and not {ending(part).lower() for part in rest} & scopes()


def too_long(sentence: str, page: Page) -> bool:
    """Tell whether a sentence should be shorter than it is, and isn't a claim as a whole ("…, she said")."""
    return page.length(sentence) > BEST and not is_question(sentence) and not attributed_last(sentence)


def attributed_last(sentence: str) -> bool:
    """Tell whether whose claim a sentence is stands at its end: a part alone would be stated as fact (S22)."""
    tail = sentence
    for _ in range(_MOST_TAILS):
        tail, comma, last = tail.rpartition(", ")
        if comma and _attributes(last.split()):
            return True
    return False


def _attributes(parts: list[str]) -> bool:
    """Tell whether words say whose claim stands before them, and claim nothing of their own."""
    if [part.lower() for part in parts[:2]] == ["according", "to"]:
        return True
    verb = next((i for i, part in enumerate(parts[:_TAIL_WORDS]) if ending(part).lower() in claiming()), -1)
    if verb < 0 or verb_at(parts, verb + 1) >= 0 or any(ending(part).lower() == "that" for part in parts[verb:]):
        return False
    low = parts[0].lower()
    return (
        low not in {"who", "which", "and", "but"}
        and not low.endswith("ing")
        and (verb == 0 or verb_at(parts[: verb + 1]) in {verb, -1})
    )


@cache
def claiming() -> frozenset[str]:
    """Return the present and past forms of the verbs that report, those that are as often nouns left out."""
    return frozenset(form for row in rows("speech_verbs") for form in row.split()[1:-1]) - words("speech_nouns")


def agree(parts: list[str], who: Subject) -> bool:
    """Tell whether a relative clause's verb agrees with its noun in number."""
    verb = next((ending(part).lower() for part in parts if not is_adverb(part)), "")
    if verb in _PLURAL_VERBS:
        return who.plural
    if verb in _SINGULAR_VERBS or (verb in words("turning_presents") and verb.endswith("s")):
        return not who.plural
    return True
