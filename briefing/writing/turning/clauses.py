"""Long sentences with a clause that leans on another: "Although …, …", "… because …", "…, after …" (S05)."""

from __future__ import annotations

import re

from briefing.language.lexicons import words
from briefing.writing.turning.attribution import to_the_front
from briefing.writing.turning.grammar import closed, has_verb, is_finite, is_helper, plain_past, scopes, verb_at
from briefing.writing.turning.page import BEST, Page, ending
from briefing.writing.turning.parting import SHORTEST, claiming, main_verb, scoped, stands, too_long
from briefing.writing.turning.subjects import subject

_ALTHOUGH = r"(?:Although|Though|Even though|(While)) "
_OPENING_AFTER = r"(After|Amid|As) "
_COMES = r",? (after|as|amid) "
_PRONOUNS = frozenset(("he", "she", "it", "they", "we", "you", "his", "her", "its", "their"))
_CLAUSES = frozenset(("who", "which", "that", "when", "while", "if", "where", "before", "until"))
_LASTING = frozenset(("has", "have", "will", "may", "might", "could", "can", "don't", "doesn't", "don’t", "doesn’t"))
_WHEN = frozenset(
    ("year", "years", "month", "months", "week", "weeks", "day", "days", "hour", "hours", "minutes", "minute",
     "shortly", "soon", "just", "long", "even", "only", "right", "immediately", "decades")
)  # fmt: skip
_WHO = frozenset(("he", "she", "they"))
_DAY_LAST = r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?$"
_HAVE = frozenset(("has", "have", "had"))
_NO = frozenset(("not", "never", "no", "none", "nobody", "hardly"))


def although_first(sentence: str, page: Page) -> list[str] | None:
    """Make "Although A, B" two sentences: "A. But B"."""
    opening = re.match(_ALTHOUGH, sentence) if too_long(sentence, page) else None
    if opening is None:
        return None
    rest = sentence[opening.end() :]
    for match in re.finditer(", ", rest):
        first, second = rest[: match.start()], rest[match.end() :]
        sure = not opening[1] or _sets_against(first, second)
        if sure and _whole(first) and _whole(second) and not _leans(second, first):
            small = page.small(second)
            return [closed(first), closed(f"But {small}")] if small else None
        if opening[1] or has_verb(first):
            return None
    return None


def although_last(sentence: str, page: Page) -> list[str] | None:
    """Make "A, although B" two sentences: "A. But B"."""
    if not too_long(sentence, page):
        return None
    for joiner in (", although ", ", though ", ", even though "):
        first, found, second = sentence.partition(joiner)
        if found and stands(first) and _whole(second) and not scoped(first):
            return [closed(first), closed(f"But {second}")]
    return None


def _sets_against(first: str, second: str) -> bool:
    """Tell whether "while" sets two subjects against each other, and doesn't say when."""
    one, other = first.split(), second.split()
    verb = verb_at(one)
    lasting = verb >= 0 and (one[verb].lower() in _LASTING or one[verb].lower() in words("turning_presents"))
    return lasting and one[0].lower() not in _PRONOUNS and other[0].lower() not in _PRONOUNS


def _whole(text: str) -> bool:
    return len(text.split()) >= SHORTEST and has_verb(text)


def _leans(second: str, first: str) -> bool:
    """Tell whether a pronoun in the first clause looks forward to the second ("Although he lost, Smith …")."""
    one, other = (re.split("['’ ]", text.lower(), maxsplit=1)[0] for text in (first, second))
    return one in _PRONOUNS and other not in _PRONOUNS


def because_apart(sentence: str, page: Page) -> list[str] | None:
    """Make "A because B" two sentences: "A. That's because B"."""
    if not too_long(sentence, page) or sentence.count(" because ") != 1:
        return None
    first, _, second = sentence.partition(" because ")
    first = first.rstrip(",")
    low = [ending(part).lower() for part in first.split()]
    if not low or scoped(first) or any(word in _NO or word.endswith(("n't", "n’t")) for word in low):
        return None
    if low[-1] in {
        "just",
        "only",
        "simply",
        "partly",
        "mainly",
        "largely",
        "mostly",
        "and",
        "or",
        "but",
        "also",
        "perhaps",
        "precisely",
    }:
        return None
    if (
        not stands(first)
        or not _whole(second)
        or "," in second
        or any(word in {"who", "which", "to", "and"} for word in low)
    ):
        return None
    return [closed(first), closed(f"That's because {second}")]


def lead_comes_after(sentence: str, page: Page) -> list[str] | None:
    """Divide a story's first sentence at "…, after councillors voted": "It comes after councillors voted …"."""
    if not page.lead or not too_long(sentence, page):
        return None
    for match in re.finditer(_COMES, sentence):
        first, second = sentence[: match.start()], sentence[match.end() :]
        parts = second.split()
        if match[1] != "amid" and (verb_at(parts) < 0 or parts[0].lower() in _PRONOUNS - {"he", "she", "they"}):
            continue
        if match[1] == "amid" and not match[0].startswith(","):
            continue
        apart = match[0].startswith(",") or re.search(_DAY_LAST, first)
        if match[1] == "as" and not (apart and _goes_along(parts, first.split())):
            continue
        if ending(first.split()[-1]).lower() in _WHEN:
            continue
        if not stands(first) or scoped(first) or _attaches(first, match[0]) or len(parts) < SHORTEST + 1:
            continue
        if any(ending(part).lower() in _NO for part in first.split()):
            continue
        return [closed(first), closed(f"{_comes(match[1], second)} {second}")]
    return None


def comes_after_a_claim(sentence: str, page: Page) -> list[str] | None:
    """Divide a story's first sentence at "…, the minister said, after years of debate": "It comes after years of …"."""
    if not page.lead or page.length(sentence) <= BEST:
        return None
    for match in re.finditer(_COMES, sentence):
        first, second = sentence[: match.start()], sentence[match.end() :]
        if not match[0].startswith(",") or second.split()[0].lower() in _PRONOUNS or len(second.split()) < SHORTEST:
            continue
        if match[1] == "as" and not _goes_along(second.split(), first.split()):
            continue
        claim = to_the_front(closed(first), page)
        if claim is not None:
            return [*claim, closed(f"{_comes(match[1], second)} {second}")]
    return None


def _comes(joiner: str, second: str) -> str:
    """Return what opens the second sentence: "It came as" people cheered, "It comes as" the two are in talks."""
    parts = second.split()
    verb = verb_at(parts)
    return f"It came {joiner}" if joiner == "as" and verb >= 0 and plain_past(parts[verb]) else f"It comes {joiner}"


def _attaches(text: str, joiner: str) -> bool:
    """Tell whether a text ends in a clause, or in an infinitive, that "after" may belong to."""
    low = {ending(part).lower() for part in text.split()}
    return bool(low & _CLAUSES) or ("to" in low and not joiner.startswith(","))


def lead_after_first(sentence: str, page: Page) -> list[str] | None:
    """Turn a story's first sentence round: "After a long night, the Senate voted …" tells the vote first."""
    if not page.lead or not too_long(sentence, page):
        return None
    opening = re.match(_OPENING_AFTER, sentence)
    rest = sentence[opening.end() :] if opening else ""
    for match in re.finditer(", ", rest):
        first, second = rest[: match.start()], rest[match.end() :]
        parts = second.split()
        if opening is None or verb_at(parts) < 0 or parts[0].lower() in _PRONOUNS:
            continue
        if first.split()[0].endswith("ing") or first.split()[0].lower() in _PRONOUNS or "," in first:
            return None
        if len(first.split()) < SHORTEST or (opening[1] == "As" and not _goes_along(first.split(), parts)):
            return None
        return [closed(second), closed(f"{_comes(opening[1].lower(), first)} {first}")]
    return None


def _goes_along(parts: list[str], main: list[str]) -> bool:
    """Tell whether "as" says what happens at the same time: not "as the paper reported", "as a boy", "as he did"."""
    verb, told = verb_at(parts), main_verb(main)[1]
    if verb < 1 or len(parts) < verb + 3 or told < 0 or parts[0].lower() in _PRONOUNS - _WHO | {"there", "i"}:
        return False
    if parts[0].lower() in _WHO and (is_helper(parts[verb]) or ending(parts[verb]) in {"did", "does", "do"}):
        return False  # "as he did in May"
    if parts[verb + 1] == "it" or any(ending(one).lower() in claiming() | scopes() for one in parts[: verb + 2]):
        return False  # "as she put it"
    return plain_past(main[told]) or ending(main[told]).lower() in _HAVE if plain_past(parts[verb]) else True


def apposition_apart(sentence: str, page: Page) -> list[str] | None:
    """Say what somebody or something is in a sentence of its own, where the main verb is in the present."""
    before, comma, after = sentence.partition(", ")
    parts = after.split()
    if not comma or len(parts) < SHORTEST or parts[0] not in {"a", "an", "the"} or not too_long(sentence, page):
        return None
    if words("of_the_dead") & {ending(part).lower() for part in sentence.split()}:
        return None  # nobody who has died is a surgeon
    who = subject(before)
    end = next((place for place, part in enumerate(parts[:-2]) if part.endswith(",")), 0)
    if who is None or who.plural or end < SHORTEST - 1 or _has_own_verb(parts[1 : end + 1]):
        return None
    verb = ending(parts[end + 1]).lower()
    if not (verb in {"is", "has", "will"} or (verb in words("turning_presents") and verb.endswith("s"))):
        return None
    what, main = " ".join(parts[: end + 1]).rstrip(","), " ".join(parts[end + 1 :])
    return [closed(f"{before} {main}"), closed(f"{who.again} is {what}")]


def _has_own_verb(parts: list[str]) -> bool:
    return any(part.lower() in {"and", "as"} for part in parts) or (
        is_helper(parts[0]) or is_finite(parts[0], parts[1] if len(parts) > 1 else "")
    )
