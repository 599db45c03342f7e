"""Whose words a quotation is: ordered rules over its sentence, then over what stands before it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from briefing.language.tongues import Tongue
from briefing.selecting.abroad.desk import Decision, Desk, Sentence, Strength, Who
from briefing.selecting.abroad.nouns import mention_at
from briefing.selecting.abroad.saying import Source, Verb, is_dropped, mentions_in, subject_after, subject_of
from briefing.selecting.abroad.sources import according_at, as_said
from briefing.selecting.abroad.wording import Row
from briefing.values import Span

LABEL = 9
"""A label before a colon has no more words."""

DASHES = ("—", "–", "-")


Rule: TypeAlias = Callable[[Sentence, int, Tongue], "Source | None"]


def _after(sentence: Sentence, at: int, tongue: Tongue) -> Source | None:
    """“…”, a déclaré M. Roux / so der Sprecher / según la ministra / Müller sagte."""
    row = sentence.row
    i = at + 1
    while i < len(row) and row[i].text in (",", *DASHES):
        i += 1
    if i >= len(row) or row[i].sort != "word" or (i > at + 1 and row[i - 1].text == "-" and i > at + 3):
        return None
    if (source := according_at(row, i, tongue, after=True)) is not None:
        return source
    if (source := as_said(row, i, tongue, sentence.verbs)) is not None:
        return source
    verb = next((one for one in sentence.verbs if one.first == i and one.strong), None)
    if verb is None:
        verb = _unknown_verb(row, i, tongue)
    if verb is not None:
        mention = subject_after(row, verb, tongue, sure=True)
        dropped = mention is None and is_dropped(row, verb, tongue)
        return Source(mention, verb.first, mention.end if mention else verb.end, dropped)
    if i > at + 1:
        return _named_first(sentence, i, tongue)
    return None


def _unknown_verb(row: Row, i: int, tongue: Tongue) -> Verb | None:
    """Take a word that isn't known for a verb where somebody follows at once: “…”, tonitrue M. Roux."""
    first = i
    hung = len(row) > i + 1 and row[i + 1].lower in tongue.inverted and row[i + 1].start == row[i].end + 1
    if hung and row[i].sort == "word":
        return Verb(i, i + 2, strong=True, hung=i + 1)
    while i < len(row) and (row[i].lower in tongue.clitics or row[i].lower in tongue.auxiliaries):
        i += 1
    if i >= len(row):
        return None
    word = row[i]
    known = (tongue.prepositions, tongue.joining, tongue.articles, tongue.adverbs, tongue.pronouns, tongue.links,
             tongue.auxiliaries, tongue.likes, tongue.nobody)  # fmt: skip
    if word.capital or not word.text.isalpha() or any(word.lower in words for words in known):
        return None
    at = i + 1
    while at < len(row) and row[at].lower in tongue.adverbs:
        at += 1
    mention = mention_at(row, at, tongue)
    if mention is None or mention.sort not in ("name", "role"):
        return None
    person = mention.name is not None and (mention.name.person or mention.role is not None)
    ends = mention.end >= len(row) or row[mention.end].sort != "word" or row[mention.end - 1].text == ","
    return Verb(first, i + 1, strong=True) if person or (ends and mention.name is None) else None


def _named_first(sentence: Sentence, i: int, tongue: Tongue) -> Source | None:
    """“…”, Müller sagte: the subject before a verb that ends the sentence or its clause."""
    mention = mention_at(sentence.row, i, tongue, spoken=False)
    if mention is None:
        return None
    verb = next((one for one in sentence.verbs if one.strong and one.first == mention.end), None)
    ends = verb is not None and (verb.end >= len(sentence.row) or sentence.row[verb.end].sort == "stop")
    return Source(mention, i, verb.end) if verb is not None and ends else None


def _before(sentence: Sentence, at: int, tongue: Tongue) -> Source | None:
    """M. Roux a déclaré : “…” / dénonce une “…” / Laut Müller ist das “…”: the nearest before the quotation."""
    row = sentence.row
    begin = max((i + 1 for i in range(at) if row[i].sort == "quote" or row[i].text in (";", ".")), default=0)
    for i in range(at - 1, begin - 1, -1):
        verb = next((one for one in sentence.verbs if one.first == i), None)
        if verb is not None:
            return Source(None, i, i) if verb.mute else subject_of(row, verb, tongue)
        if row[i].sort == "word" and (source := according_at(row, i, tongue, after=False)) is not None:
            return source if source.end <= at else None
    return None


def _across(sentence: Sentence, at: int, tongue: Tongue) -> Source | None:
    """“…” et “…”, a dit M. Roux; … “…” …, selon M. Roux: a comma and a cue further on in the sentence."""
    row = sentence.row
    for i in range(at + 1, len(row) - 1):
        if row[i].text in (";", ":", "."):
            return None
        if row[i].text != "," and row[i].sort != "quote":
            continue
        if (source := according_at(row, i + 1, tongue, after=True)) is not None:
            return source
        if (source := as_said(row, i + 1, tongue, sentence.verbs)) is not None:
            return source
        verb = next((one for one in sentence.verbs if one.first == i + 1 and one.strong and not one.mute), None)
        if verb is not None and (mention := subject_after(row, verb, tongue, sure=True)) is not None:
            return Source(mention, verb.first, mention.end)
    return None


def _label(sentence: Sentence, at: int, tongue: Tongue) -> Source | None:
    """Müller: „…“ a name and a colon."""
    row = sentence.row
    if not 1 < at <= LABEL or row[at - 1].text != ":":
        return None
    found = list(mentions_in(row, 0, at - 1, tongue))
    alone = len(found) == 1 and found[0].first == 0 and found[0].end == at - 1
    return Source(found[0], 0, at - 1) if alone and found[0].sort != "role" else None


def _colon(sentence: Sentence, at: int, tongue: Tongue) -> Source | None:
    """M. Roux n'est pas convaincu : “…”: what a colon announces is the subject's, where only one is mentioned."""
    row = sentence.row
    if at < len(("Roux", ":")) or row[at - 1].text != ":":
        return None
    begin = max((i + 1 for i in range(at - 1) if row[i].sort == "quote" or row[i].text in (";", ":", ".")), default=0)
    found = [one for one in mentions_in(row, begin, at - 1, tongue) if one.sort != "nobody"]
    if any((noun := tongue.noun(word.text)) and noun.kind == "paper" for word in row[begin : at - 1]):
        return Source(None, at, at)  # it's read out: whose words it is isn't sure
    opens = len(found) == 1 and (found[0].first == begin or row[found[0].first - 1].text == ",")
    return Source(found[0], found[0].first, at) if opens else None


def _signed(sentence: Sentence, at: int, tongue: Tongue) -> Source | None:
    """“…” — Anne Roux: a dash and a name."""
    row = sentence.row
    if at + 2 >= len(row) or row[at + 1].text not in DASHES:
        return None
    found = list(mentions_in(row, at + 2, len(row), tongue))
    ends = len(found) == 1 and found[0].first == at + 2 and found[0].sort == "name"
    return (
        Source(found[0], at + 2, found[0].end) if ends and all(w.sort != "word" for w in row[found[0].end :]) else None
    )


RULES: tuple[tuple[str, Strength, Rule], ...] = (
    ("after", "direct", _after),
    ("label", "cued", _label),
    ("before", "cued", _before),
    ("across", "cued", _across),
    ("colon", "cued", _colon),
    ("signed", "direct", _signed),
)


def decide(desk: Desk, sentence: Sentence, at: int) -> Decision:
    """Decide by the sentence alone, else by the one before; ``none`` where nothing attributes the quotation."""
    for name, strength, rule in RULES:
        source = rule(sentence, at, desk.tongue)
        if source is not None:
            return Decision(_of(desk, sentence, source), strength, name)
    opening = " ".join(word.lower for word in sentence.row[:4])
    if any(opening.startswith(words) for words in desk.tongue.goes_on) and desk.past:
        return Decision(desk.past[-1].voice, "cued", "goes on")
    earlier = [i for i in range(at) if sentence.row[i].sort == "quote"]
    if sentence.quote_only and not earlier:
        return _carry(desk, sentence)
    return Decision()


def _of(desk: Desk, sentence: Sentence, source: Source) -> Who | None:
    if source.dropped:
        word = sentence.row[source.first]
        return desk.dropped(Span(word.start, word.end))
    return desk.who(sentence.row, source.mention, source.first)


def _carry(desk: Desk, sentence: Sentence) -> Decision:
    """Take the voice of the sentence before: who was quoted, or whom alone it's about, or whom its colon announces."""
    if not desk.past:
        return Decision(None, "carried")
    last = desk.past[-1]
    same = last.paragraph == sentence.paragraph
    follows = last.paragraph == sentence.paragraph - 1 and last.whole
    if last.voice is not None and (same or (follows and last.voice.sort != "organisation")):
        return Decision(last.voice, "carried", "voice")
    if last.subject is not None and (same or last.colon) and not last.quotes:
        alone = all(one is last.subject.person for one in last.people)
        return Decision(last.subject if alone else None, "carried", "subject")
    return Decision(None, "carried")


def said_before(desk: Desk, sentence: Sentence) -> Who | None:
    """Return whom a sentence names as the speaker of the quotation before it: "Así lo dijo la ministra."."""
    opening = " ".join(word.lower for word in sentence.row[:6])
    if not any(opening.startswith(f"{words} ") or opening == words for words in desk.tongue.back) or not sentence.verbs:
        return None
    verb = sentence.verbs[0]
    return None if verb.mute else desk.who(sentence.row, subject_after(sentence.row, verb, desk.tongue), verb.first)
