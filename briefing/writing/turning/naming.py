"""Names: the role before the name, the age before the name, no middle initials, the surname after (S11, S13, S14)."""

from __future__ import annotations

import re
from collections.abc import Collection

from briefing.language.lexicons import words
from briefing.language.people import is_first_name, is_title, read_name, role_of
from briefing.language.surnames import surname
from briefing.writing.turning.grammar import is_adverb, is_finite
from briefing.writing.turning.page import MOST, Known, Page, ending, set_aside

_INITIAL = r"\b([A-Z][^\W\d_]+) [A-Z]\. (?=[A-Z][^\W\d_])"
_NAME = r"[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]+|van|von|de|der|bin|al|el|da|di|la|le)){1,3}"
_OPENING = rf"({_NAME}), (?:([1-9]\d), )?((?:the|a|an|his|her|its|their) [^,()]{{3,90}}), "
_WORDS = re.compile(r"[^\W\d_][\w-]*")
_MOST_ROLE = 12


def initials_off(sentence: str, _page: Page) -> list[str] | None:
    """Leave out a middle initial (S14), but for those who are never named without."""
    if ". " not in sentence:
        return None
    text = re.sub(_INITIAL, lambda match: _without(match, sentence), sentence)
    return [text] if text != sentence else None


def _without(match: re.Match[str], sentence: str) -> str:
    last = re.match(r"[\w’'-]+", sentence[match.end() :])
    kept = f"{match[0]}{last[0] if last else ''}".removesuffix("'s").removesuffix("’s")
    if not is_first_name(match[1]) or kept in words("turning_initials_kept"):
        return match[0]
    return f"{match[1]} "


def role_first(sentence: str, _page: Page) -> list[str] | None:
    """Put who somebody is before the name at the beginning: "The union's leader, Ann Smith, said" (S11, S13)."""
    begins = sentence.partition(", ")[2].lstrip("0123456789, ").split(" ", 1)[0] if sentence.count(", ") > 1 else ""
    found = re.match(_OPENING, sentence) if begins in {"the", "a", "an", "his", "her", "its", "their"} else None
    if found is None:
        return None
    name, age, role = found[1], found[2], found[3]
    run = tuple(name.split())
    reading = read_name(run)
    if reading.kind != "person" or reading.first or not _is_role(role.split()) or is_title(run[0]):
        return None
    rest = sentence[found.end() :]
    following = [part for part in rest.split()[:3] if not is_adverb(part)]
    if len(following) < len(("is", "so")) or not is_finite(following[0], following[1]):
        return None
    if age:
        determiner, _, noun = role.partition(" ")
        if determiner not in {"a", "an", "the"}:
            return None
        vowel = age[0] == "8" or age in {"11", "18"}
        role = f"{determiner if determiner == 'the' else 'an' if vowel else 'a'} {age}-year-old {noun}"
    return [f"{role[0].upper()}{role[1:]}, {name}, {rest}"]


def _is_role(parts: list[str]) -> bool:
    """Tell whether words are a role and nothing more: a noun for one, no verb of their own."""
    if len(parts) > _MOST_ROLE or any(ending(part).lower() in {"who", "which", "that", "and", "as"} for part in parts):
        return False
    if any(is_finite(part, parts[i + 1] if i + 1 < len(parts) else "") for i, part in enumerate(parts)):
        return False
    if len([part for part in parts[1:] if ending(part).lower() == "of"]) > 1:
        return False
    for part in parts[1:6]:
        low = ending(part).lower()
        if low in words("prepositions"):
            return False
        if (role := role_of(low)) is not None and not role.plural:
            return True
    return False


def surname_after(text: str, said: Collection[str], shown: Known) -> str:
    """Say the surname alone where the story has said the full name (S14); only one person of the article bears it."""
    again = [(surname(full), full) for full in named_in(text, shown) if full in said]
    aside = set_aside(text, shown) if again else None
    if aside is None:
        return text
    bare, page = aside
    shorter = bare
    for last, full in again:
        shorter = re.sub(rf"(?<![\w’'-]){re.escape(full)}(?![\w-])(?! [A-Z])", last, shorter)
    return page.whole(shorter) if shorter != bare else text


def named_in(text: str, shown: Known) -> frozenset[str]:
    """Return the full names that a text says."""
    if len(text) > MOST:
        return frozenset()
    names = (shown.people.get(word) for word in map(ending, _WORDS.findall(text)))
    return frozenset(name for name in names if name is not None and name in text)
