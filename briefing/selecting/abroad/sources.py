"""Who stands behind words that no verb of the sentence attributes: "according to", "as the police said"."""

from __future__ import annotations

from briefing.language.tongues import Tongue
from briefing.selecting.abroad.nouns import Mention, mention_at
from briefing.selecting.abroad.saying import STEPS, Source, Verb, subject_after, verb_at
from briefing.selecting.abroad.wording import Row


def according_at(row: Row, i: int, tongue: Tongue, *, after: bool) -> Source | None:
    """Return who stands behind an "according to" here; ``after`` tells that a quotation stands right before."""
    for words in tongue.according:
        if tuple(word.lower for word in row[i : i + len(words)]) != words:
            continue
        at = i + len(words)
        mention = _behind(row, at, tongue)
        opens = (
            i == 0
            and mention is not None
            and mention.sort in ("name", "role", "pronoun")
            and "," in _text(row, mention.end)
        )
        if words[-1] in tongue.after_quotes and not after and not opens:
            continue
        end = mention.end if mention is not None else i + len(words)
        return Source(mention, i, end)
    return None


def _text(row: Row, at: int) -> str:
    return "".join(word.text for word in row[max(0, at - 1) : at + 1] if word.sort == "stop")


def _behind(row: Row, at: int, tongue: Tongue) -> Mention | None:
    """Return who an "according to" names, or the subject of the verb after it: "según informó la fiscal"."""
    if at < len(row) and row[at].lower in tongue.oblique:
        return Mention("pronoun", at, at + 1, gender=tongue.oblique[row[at].lower])
    verb = verb_at(row, at, tongue) if at < len(row) else None
    if verb is not None:
        return subject_after(row, verb, tongue, sure=True)
    mention = mention_at(row, at, tongue, spoken=True) or _oblique(row, at, tongue)
    if mention is not None and mention.name is not None and not mention.name.person and mention.role is None:
        return mention._replace(doubtful="nouns-capitalised" in tongue.traits)  # "laut Anklage"
    return mention


def as_said(row: Row, i: int, tongue: Tongue, verbs: list[Verb]) -> Source | None:
    """Return who said it in "wie die Polizei mitteilte", "comme le dit M. Roux"."""
    if i >= len(row) or row[i].lower not in tongue.likes:
        return None
    mention = mention_at(row, i + 1, tongue, spoken=True)
    end = mention.end if mention is not None else i + 1
    verb = next((one for one in verbs if one.strong and end <= one.first <= end + STEPS), None)
    if verb is None or any(word.sort != "word" for word in row[end : verb.first]):
        return None
    if mention is None and verb.first == end:
        mention = subject_after(row, verb, tongue, sure=True)
    return Source(mention, i, verb.end)


def _oblique(row: Row, i: int, tongue: Tongue) -> Mention | None:
    """Return a noun phrase whose article isn't a subject's: "laut dem Sprecher", or one that a preposition ends."""
    if i + 1 < len(row) and row[i].sort == "word" and row[i].lower in tongue.prepositions:
        return mention_at(row, i + 1, tongue, spoken=True)
    return None
