"""Long sentences become two where the second stands on its own (S05); its subject is said again, never guessed."""

from __future__ import annotations

from briefing.language.lexicons import rows, words
from briefing.writing.turning.grammar import (
    closed,
    is_adverb,
    is_finite,
    is_helper,
    may_be_finite,
    reporting,
    scopes,
    verb_at,
)
from briefing.writing.turning.page import Page, ending, is_quotation
from briefing.writing.turning.parting import ATTACHING, SHORTEST, agree, main_subject, parted, scoped, too_long
from briefing.writing.turning.subjects import Subject

_SUBORDINATORS = frozenset(("while", "when", "if", "as", "after", "before", "although", "though", "because", "since",
                            "once", "until", "unless", "despite", "with", "whether"))  # fmt: skip


def at_a_semicolon(sentence: str, page: Page) -> list[str] | None:
    """Divide two clauses with a semicolon between them."""
    if not too_long(sentence, page):
        return None
    cut = parted(sentence, "; ")
    if cut is None or (scoped(cut[0]) and not scoped(cut[1])):
        return None
    return [closed(cut[0]), closed(cut[1])]


def at_a_joiner(sentence: str, page: Page) -> list[str] | None:
    """Divide at ", and", ", but", ", so" between two clauses that each have a subject of their own."""
    if not too_long(sentence, page):
        return None
    for joiner, opening in ((", but ", "But "), (", and ", ""), (", so ", "So "), (", while ", ""), (", yet ", "Yet "),
                            (" - but ", "But "), (" — but ", "But "), (" – but ", "But ")):  # fmt: skip
        cut = parted(sentence, joiner)
        if cut is None:
            continue
        first, second = cut
        parts = second.split()
        speaks = ending(parts[verb_at(parts)]).lower() in reporting()
        if scoped(first) and not speaks:
            continue
        if first.split()[0].lower() in _SUBORDINATORS and joiner != ", but ":
            continue
        if joiner == ", while " and parts[0].lower() in {"he", "she", "it", "they"}:
            continue
        counted = "And " if second[:1].isdigit() and not opening else ""
        return [closed(first), closed(f"{opening}{counted}{second}")]
    return None


def at_a_second_verb(sentence: str, page: Page) -> list[str] | None:
    """Divide "The panel heard … and has asked …": the second sentence says the subject again."""
    if not too_long(sentence, page):
        return None
    parts = sentence.split()
    who, verb = main_subject(parts)
    if who is None or scoped(" ".join(parts[: verb + 1])):
        return None
    for place in range(verb + 1, len(parts) - 3):
        word = ending(parts[place]).lower()
        if word in ATTACHING or _opens_scope(parts, place) or word == "such" or _goes_on_listing(parts, place):
            return None
        if place < verb + 3 or word not in {"and", "but"}:
            continue
        following = place + 1
        while following < len(parts) and is_adverb(parts[following]):
            following += 1
        if following < len(parts) - 2 and _goes_on(parts, following, verb) and agree(parts[following:], who):
            opening = "But " + _lowered(who) if word == "but" else who.again
            return [closed(" ".join(parts[:place])), closed(f"{opening} {' '.join(parts[place + 1 :])}")]
    return None


def _opens_scope(parts: list[str], place: int) -> bool:
    """Tell whether a word opens somebody's claim: not "the state", "a report" where no "that" follows."""
    word = ending(parts[place])
    if word.lower() not in scopes():
        return False
    noun = word[0].isupper() or word.lower() in words("speech_nouns") | {"state", "states", "show", "shows"}
    return not noun or parts[place + 1 : place + 2] == ["that"]


def _goes_on_listing(parts: list[str], place: int) -> bool:
    """Tell whether another verb follows a comma here: "moved, converted the homes and placed them"."""
    if not parts[place].endswith(","):
        return False
    following = ending(parts[place + 1]).lower()
    return may_be_finite(parts[place + 1], "") or (following.endswith("s") and following not in {"as", "this", "his"})


def _lowered(who: Subject) -> str:
    return who.again if who.person else who.again[0].lower() + who.again[1:]


def _goes_on(parts: list[str], place: int, verb: int) -> bool:
    """Tell whether the word is a verb beside the first one: a finite auxiliary, or a sure past after a past."""
    word, first = ending(parts[place]).lower(), ending(parts[verb]).lower()
    if is_helper(parts[place]):
        return word not in {"do", "did"}
    following = parts[place + 1] if place + 1 < len(parts) else ""
    past = word in words("turning_pasts") or (word.endswith("ed") and is_finite(parts[place], following))
    past = past or (f"{word} {following}" in words("turning_second_verbs") and not parts[place - 2].endswith("ed"))
    told = first in words("turning_pasts") or first in words("turning_either") or first.endswith("ed")
    return past and told and not is_helper(parts[verb])


def before_saying(sentence: str, page: Page) -> list[str] | None:
    """Make "…, saying that …" a sentence: "Smith said that …"; the speaker is the sentence's subject."""
    if not too_long(sentence, page):
        return None
    for row in rows("turning_saying"):
        participle, past, present = row.split()
        at = sentence.find(f", {participle} ")
        if at < 0:
            continue
        first, rest = sentence[:at], sentence[at + len(participle) + 3 :]
        parts = first.split()
        who, verb = main_subject(parts)
        if participle == "adding" and not (rest.startswith("that ") or is_quotation(rest[:1])):
            return None
        if who is None or len(rest.split()) < SHORTEST or _attached(parts[verb + 1 :]):
            return None
        form = _form(ending(parts[verb]).lower(), past, present, who)
        return [closed(first), closed(f"{who.again} {form} {rest}")] if form else None
    return None


def _attached(parts: list[str]) -> bool:
    """Tell whether a participle may belong to another than the subject: a clause or a passive stands between."""
    low = [ending(part).lower() for part in parts]
    return any(word in ATTACHING or word in {"by", "as"} for word in low)


def _form(verb: str, past: str, present: str, who: Subject) -> str:
    if verb in words("turning_pasts") or (verb.endswith("ed") and not is_helper(verb)) or verb in {"said", "told"}:
        return past
    if verb in words("turning_presents") and verb.endswith("s") and not who.plural:
        return present
    return past if verb in {"has", "have", "had"} or verb in words("lint_past") - {"was", "were"} else ""
