"""Verbs of speech in a row, and who is their subject."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from briefing.language.tongues import Tongue
from briefing.selecting.abroad.nouns import Mention, mention_at, stranger_at
from briefing.selecting.abroad.wording import Row

APART = 3
"""So many words may stand between an auxiliary and its participle."""

AWAY = 12
"""So many words may stand between "hat" and the "gesagt" that ends its clause."""

STEPS = 7
"""So many words may stand between a verb and the subject that follows it."""

SINCE = 5
"""So many words may stand between a subject and its verb, without commas around them."""


class Verb(NamedTuple):
    """A verb of speech from ``first`` to ``end``; ``strong`` tells one that reports words in full.

    ``hung`` is the place of a pronoun that hangs on it ("a-t-il dit"); ``mute`` tells one that is denied or passive.
    """

    first: int
    end: int
    strong: bool
    hung: int | None = None
    mute: bool = False


class Source(NamedTuple):
    """Whose words it is after a verb or an "according to"; ``mention`` is None where a subject isn't said or sure."""

    mention: Mention | None
    first: int
    end: int
    dropped: bool = False


def verbs_of(row: Row, tongue: Tongue) -> list[Verb]:
    """Return the row's verbs of speech in order."""
    found: list[Verb] = []
    i = 0
    while i < len(row):
        verb = verb_at(row, i, tongue)
        if verb is not None and not (found and verb.first < found[-1].end):
            found.append(_muted(row, _with_clitics(row, verb, tongue), tongue))
            i = max(i, verb.end - 1 if verb.end - i <= APART + 2 else i)
        i += 1
    return found


def verb_at(row: Row, i: int, tongue: Tongue) -> Verb | None:
    """Return the verb of speech that begins at a place of the row."""
    return _compound(row, i, tongue) or _simple(row, i, tongue)


def _with_clitics(row: Row, verb: Verb, tongue: Tongue) -> Verb:
    """Take the small pronouns before a verb with it: "se réjouit", "lo dijo"."""
    first = verb.first
    while first > 0 and row[first - 1].lower in tongue.clitics:
        first -= 1
    return verb._replace(first=first)


def _muted(row: Row, verb: Verb, tongue: Tongue) -> Verb:
    around = [word.lower for word in row[max(0, verb.first - 2) : verb.end + 1]]
    return verb._replace(mute=any(word in tongue.negations for word in around) or verb.mute)


def _hangs(row: Row, i: int, tongue: Tongue) -> bool:
    return i < len(row) and row[i].lower in tongue.inverted and 0 < row[i].start - row[i - 1].end <= len("-t-")


def _simple(row: Row, i: int, tongue: Tongue) -> Verb | None:
    word = row[i]
    strong = word.lower in tongue.verbs
    if word.sort != "word" or (word.capital and i > 0 and row[i - 1].sort == "word"):
        return None
    if not strong and (word.lower not in tongue.describing or word.lower in tongue.participles):
        return None
    if i > 0 and row[i - 1].lower in tongue.articles and (i == 1 or row[i - 2].lower in tongue.prepositions):
        return None  # a noun that looks like a verb
    hung = i + 1 if _hangs(row, i + 1, tongue) else None
    return Verb(i, i + 2 if hung is not None else i + 1, strong, hung)


def _compound(row: Row, i: int, tongue: Tongue) -> Verb | None:
    """Return an auxiliary with its participle: "a-t-il déclaré", "ha dicho", "hat Müller gesagt"."""
    if row[i].sort != "word" or row[i].lower not in tongue.auxiliaries:
        return None
    hung = i + 1 if _hangs(row, i + 1, tongue) else None
    begin = i + (2 if hung is not None else 1)
    passive = False
    reach = AWAY if "verb-second" in tongue.traits else APART
    for at in range(begin, min(len(row), begin + reach)):
        word = row[at]
        if word.sort != "word":
            return None
        passive = passive or word.lower in tongue.passives
        if word.lower in tongue.participles or word.lower in tongue.describing:
            far = "verb-second" in tongue.traits
            return Verb(i, i + 1 if far else at + 1, word.lower in tongue.participles, hung, passive)
        if not _may_stand_between(row, at, tongue):
            return None
    return None


def _may_stand_between(row: Row, at: int, tongue: Tongue) -> bool:
    """Tell whether the word may stand between an auxiliary and its participle."""
    word = row[at]
    return "verb-second" in tongue.traits or word.lower in tongue.adverbs or word.lower in tongue.passives


def subject_after(row: Row, verb: Verb, tongue: Tongue, *, sure: bool = False) -> Mention | None:
    """Return the subject that follows its verb: "a déclaré mardi à la presse la ministre".

    ``sure`` tells that no object can follow, so that a noun that isn't known is the subject too.
    """
    if verb.hung is not None:
        word = row[verb.hung]
        known = word.lower in tongue.pronouns
        sort = "pronoun" if known else "nobody"
        return Mention("pronoun" if sort == "pronoun" else "nobody", verb.hung, verb.hung + 1,
                       gender=tongue.pronouns.get(word.lower))  # fmt: skip
    at = verb.end
    while at < len(row) and at < verb.end + STEPS:
        word = row[at]
        if word.sort != "word":
            return None
        if word.lower in tongue.adverbs and word.lower not in tongue.prepositions:
            at += 1
            continue
        mention = mention_at(row, at, tongue, spoken=True) or (stranger_at(row, at, tongue) if sure else None)
        if mention is not None:
            return mention
        if _is_time(row, at, tongue):
            at += 2
            continue
        if word.lower not in tongue.prepositions:
            return None
        at = _past_phrase(row, at, tongue)
    return None


def _is_time(row: Row, at: int, tongue: Tongue) -> bool:
    """Tell a time without a preposition: "la semaine dernière", "el lunes"."""
    return row[at].lower in tongue.articles and at + 1 < len(row) and row[at + 1].lower in tongue.time_nouns


def is_dropped(row: Row, verb: Verb, tongue: Tongue) -> bool:
    """Tell whether a verb's subject is left out: nothing that could be one stands before or after it."""
    if "subject-dropped" not in tongue.traits or row[verb.first].lower in tongue.nobody:
        return False
    if row[verb.end - 1].lower.endswith(tongue.plural_endings) or row[verb.first].lower.endswith(tongue.plural_endings):
        return False
    after = row[verb.end] if verb.end < len(row) and row[verb.end].sort == "word" else None
    if after is not None and after.lower not in tongue.prepositions and after.lower not in tongue.adverbs:
        return bool(_is_time(row, verb.end, tongue))
    for at in range(verb.end, len(row)):
        if row[at].sort != "word":
            break
        free = row[at].lower in tongue.articles and row[at - 1].lower not in tongue.prepositions
        if (free and not _is_time(row, at, tongue)) or (row[at].capital and row[at - 1].lower not in tongue.links):
            return False
    for at in range(clause_start(row, verb), verb.first):
        if row[at].sort == "word" and row[at].lower not in tongue.joining and row[at].lower not in tongue.adverbs:
            return False
    return True


def _past_phrase(row: Row, at: int, tongue: Tongue) -> int:
    """Return where a phrase that a preposition opens ends: "à l'AFP", "en una rueda de prensa", "am Dienstag"."""
    at += 1
    while at < len(row) and row[at].sort == "word" and row[at].lower in tongue.articles:
        at += 1
    at += 1
    while at + 1 < len(row) and row[at].sort == "word" and row[at].lower in tongue.links:
        at += 2 if row[at + 1].lower not in tongue.articles else 3
    return at


def mentions_in(row: Row, begin: int, end: int, tongue: Tongue, *, spoken: bool = True) -> Iterator[Mention]:
    """Yield who is mentioned between two places and governed by nothing."""
    at = begin
    while at < end:
        word = row[at]
        governed = word.sort == "word" and word.lower in tongue.prepositions and word.lower not in tongue.articles
        if governed:
            at = _past_governed(row, at, end, tongue)
            continue
        mention = mention_at(row, at, tongue, spoken=spoken and at == begin) if word.sort == "word" else None
        if mention is None:
            at += 1
        else:
            if mention.end <= end:
                yield mention
            at = max(mention.end, at + 1)


def _past_governed(row: Row, at: int, end: int, tongue: Tongue) -> int:
    """Return where what a preposition governs ends."""
    mention = mention_at(row, at + 1, tongue, spoken=True) if at + 1 < end else None
    if mention is None and at + 2 < end and row[at + 1].lower in tongue.prepositions:
        return at + 1
    return max(mention.end, at + 1) if mention is not None else at + 1


def clause_start(row: Row, verb: Verb) -> int:
    """Return where the verb's clause begins: after the last quotation or strong stop."""
    for at in range(verb.first - 1, -1, -1):
        if row[at].sort == "quote" or row[at].text in (";", ":", ".", "—", "–", "!", "?", "…"):
            return at + 1
    return 0


def subject_before(row: Row, verb: Verb, tongue: Tongue) -> Mention | None:
    """Return the subject before its verb where one is sure."""
    begin = clause_start(row, verb)
    found = list(mentions_in(row, begin, verb.first, tongue))
    if not found:
        return None
    for mention in reversed(found):
        between = row[mention.end : verb.first]
        plain = all(word.lower in tongue.adverbs or word.lower in tongue.elisions for word in between)
        led = mention.first > begin and row[mention.first - 1].lower in tongue.joining
        if plain and (len(found) == 1 or led or mention is found[0] or _opens(row, mention, begin)):
            return mention
    first = found[0]
    if len(found) == 1 and (_aside(row, first.end, verb.first) or verb.first - first.end <= SINCE):
        return first
    return first if _aside(row, first.end, verb.first) else None


def _opens(row: Row, mention: Mention, begin: int) -> bool:
    """Tell whether a mention follows what only opens its clause: "Pour le maire, M. Roux dit"."""
    return mention.first > begin and row[mention.first - 1].text == ","


def _aside(row: Row, begin: int, end: int) -> bool:
    """Tell whether nothing but an aside between commas stands there."""
    opened = row[begin].text == "," or row[begin - 1].text == ","
    return end - begin > 1 and opened and row[end - 1].text == ","


def subject_of(row: Row, verb: Verb, tongue: Tongue) -> Source:
    """Return the subject of a verb of speech on either side of it, None where it isn't sure."""
    after = subject_after(row, verb, tongue)
    if verb.hung is not None:
        return Source(after, verb.first, verb.end)
    before = subject_before(row, verb, tongue)
    if before is not None and after is not None and after.sort != "nobody":
        adjacent = after.first == verb.end and after.sort in ("name", "pronoun")
        rival = "verb-second" in tongue.traits and adjacent and after.role is None
        first = before.sort if rival else ""
        if first in ("name", "role"):
            return Source(None, verb.first, verb.end)
        return Source(after if rival else before, verb.first, verb.end)
    mention = before if before is not None else after
    dropped = mention is None and is_dropped(row, verb, tongue)
    return Source(mention, verb.first, max(verb.end, mention.end if mention else 0), dropped)
