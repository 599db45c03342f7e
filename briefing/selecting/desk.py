"""Who is meant by a name, a pronoun or a description, and what is kept in mind while the article is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from briefing.language.lexicons import words
from briefing.language.people import Gender, is_body, is_title, role_of
from briefing.selecting.mentions import People, Person
from briefing.selecting.phrases import Phrase
from briefing.selecting.sheets import Sentence, Sheet
from briefing.selecting.subjects import main_subject
from briefing.values import Span, Speaker, SpeakerKind

_BACK = 12  # sentences: nobody further back is meant by "he"
_PARAGRAPHS = 3  # as _BACK, in paragraphs
Strength: TypeAlias = Literal["direct", "cued", "carried", "none"]


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who speaks: a person, or the words for a role or an organisation; and the words that decide it."""

    mention: Span
    person: Person | None = None
    words: str = ""
    kind: SpeakerKind = "person"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided for one quotation, and how strongly the sentence shows that it's somebody's words."""

    who: Who | None = None
    strength: Strength = "none"
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """Whom a sentence that has been read was about, likeliest first.

    ``presented`` are those whom it introduces by name and role.
    """

    paragraph: int
    subjects: list[Person]
    others: list[Person]
    presented: list[Person]


@dataclass(slots=True)
class Desk:
    """What is known while the article is read from top to bottom."""

    sheet: Sheet
    people: People
    decisions: dict[int, Decision] = field(default_factory=dict)
    past: list[Past] = field(default_factory=list)
    voice: Who | None = None
    voice_at: int = -9
    voice_sentence: int = -9
    opened: bool = False


def appositions(sheet: Sheet, people: People) -> None:
    """Give the persons the roles that stand beside their names between commas."""
    for sentence in sheet.sentences:
        for i, phrase in enumerate(sentence.row[:-2]):
            comma, other = sentence.row[i + 1], sentence.row[i + 2]
            if not (comma.kind == "stop" and comma.text == ",") or phrase.owned:
                continue
            if phrase.kind == "name" and other.kind == "noun" and other.role is not None and role_of(other.text):
                person = people.named(phrase)
                if person is not None and not other.owned:
                    people.describe(person, _whole_role(sentence, i + 2))
        for cue in sentence.cues:
            person = people.named(cue.subject) if cue.subject.kind == "name" else None
            for other in cue.others:
                if person is not None and other.role is not None and role_of(other.text):
                    people.describe(person, _whole_role(sentence, sentence.row.index(other)))


_OF = frozenset(("of", "for", "at", "in", "from", "with"))


def _whole_role(sentence: Sentence, i: int) -> Span:
    """Return a role with what it's of: "the spokesman for the Iranian government"."""
    row = sentence.row
    role = row[i].role
    start = role.start if role is not None else row[i].start
    end = row[i].end
    for phrase in row[i + 1 : i + 7]:
        if phrase.kind in ("name", "noun"):
            end = phrase.end
        elif phrase.text not in _OF:
            break
    return Span(start, end)


def resolve(desk: Desk, sentence: Sentence, phrase: Phrase) -> Who | None:
    """Return who is meant by a name, a pronoun or a noun phrase; None where the evidence doesn't decide."""
    if phrase.kind == "pronoun":
        return _pronoun(desk, sentence, phrase)
    return _name(desk, phrase) if phrase.kind == "name" else _description(desk, sentence, phrase)


def _name(desk: Desk, phrase: Phrase) -> Who:
    span = Span(phrase.start, phrase.end)
    person = desk.people.named(phrase) if phrase.what in ("person", "unknown") else None
    if person is not None:
        return Who(span, person)
    lone = len(phrase.name) == 1 and (role_of(phrase.text) is not None or is_title(phrase.text))
    return Who(span, None, span.of(desk.sheet.text), "role" if lone else "organisation")


def _description(desk: Desk, sentence: Sentence, phrase: Phrase) -> Who:
    """Resolve "the president", "Clinton's response", "a spokesman for the ministry"."""
    span = Span(phrase.start, phrase.end)
    if phrase.text in words("utterance_nouns") and (owner := _owner(desk, sentence, phrase)) is not None:
        return owner
    person = desk.people.described(phrase)
    if person is not None:
        return Who(span, person)
    whole = phrase.role if phrase.role is not None else span
    if phrase in sentence.row:
        whole = _whole_role(sentence, sentence.row.index(phrase))
    kind: SpeakerKind = "organisation" if is_body(phrase.text) and not role_of(phrase.text) else "role"
    return Who(span, None, whole.of(desk.sheet.text), kind)


def _owner(desk: Desk, sentence: Sentence, phrase: Phrase) -> Who | None:
    """Return whose statement, tweet or book it is: "Clinton's response was: “…”"."""
    i = next((n for n, other in enumerate(sentence.row) if other.start == phrase.start), 0)
    before = sentence.row[i - 1] if i else None
    if before is None or before.kind != "name" or not before.owned:
        return None
    person = desk.people.named(before)
    return Who(Span(before.start, before.end), person) if person is not None else None


def _pronoun(desk: Desk, sentence: Sentence, phrase: Phrase) -> Who | None:
    """Resolve he and she to the last person who could be meant; other pronouns stay open."""
    if phrase.gender is None:
        return None
    span = Span(phrase.start, phrase.end)
    for person in _candidates(desk, sentence, phrase):
        if person.may_be(phrase.gender):
            if person.said is None:
                person.said = phrase.gender
            return Who(span, person)
    return None


def _candidates(desk: Desk, sentence: Sentence, phrase: Phrase) -> list[Person]:
    """Return who may be meant, likeliest first: earlier in the sentence, then subjects back, then others back."""
    earlier = tuple(p for p in sentence.row if p.start < phrase.start)
    subjects, others = _mentioned(desk, earlier)
    found = [*subjects, *others] if earlier and earlier[0].kind != "quote" else [*subjects]
    paragraph = sentence.paragraph
    near = [past for past in desk.past[-_BACK:][::-1] if past.paragraph >= paragraph - _PARAGRAPHS]
    for past in near:
        found.extend((*past.presented, *past.subjects))
        if past.paragraph == paragraph:
            found.extend(reversed(past.others))
    for past in near:
        found.extend(reversed(past.others))
    return found


def _mentioned(desk: Desk, row: tuple[Phrase, ...]) -> tuple[list[Person], list[Person]]:
    """Return the persons named in a row: those who stand free, and those under a preposition or a verb."""
    subjects: list[Person] = []
    others: list[Person] = []
    for i, phrase in enumerate(row):
        if phrase.kind == "name" and phrase.what in ("person", "unknown"):
            person = desk.people.named(phrase)
            if person is None or not (person.sure or person.gender):
                continue
            under = any(p.kind in ("preposition", "verb") for p in row[max(0, i - 2) : i])
            (others if phrase.owned or subjects or under else subjects).append(person)
        elif phrase.kind == "noun" and not phrase.owned:
            person = desk.people.described(phrase)
            if person is not None:
                (others if subjects else subjects).append(person)
    return subjects, others


def subject(sentence: Sentence, before: int) -> Phrase | None:
    """Return the first mention that stands free in a sentence."""
    found = main_subject(list(sentence.row), before, 0)
    return found[1] if found is not None else None


def remember(desk: Desk, number: int, sentence: Sentence, known: dict[int, Who | None]) -> None:
    """Keep whom the sentence is about, and whose voice goes on after it."""
    subjects, others = _mentioned(desk, sentence.row)
    spoken = [who.person for who in known.values() if who is not None and who.person is not None]
    heard = [who for q in sentence.quotes if (who := desk.decisions[q].who) is not None]
    if sentence.quote_only and heard and heard[-1].person is not None:
        spoken.append(heard[-1].person)
    first = subjects[:1] if not sentence.quotes else []
    ordered = list(dict.fromkeys([*first, *spoken[::-1], *subjects]))  # persons are one object each
    fresh = [p for p in others if p.first >= sentence.span.start and _is_presented(sentence, p)][-1:]
    desk.past.append(Past(sentence.paragraph, ordered, [p for p in others if p not in ordered], fresh))
    _agree(desk, sentence, known)
    _keep_voice(desk, number, sentence, known)


def _agree(desk: Desk, sentence: Sentence, known: dict[int, Who | None]) -> None:
    """Note the gender that "his" or "her" right after the verb confirms ("Raisi said his country")."""
    for cue in sentence.cues:
        who = known[cue.at]
        after = sentence.row[cue.last + 1] if cue.last + 1 < len(sentence.row) else None
        if who is None or who.person is None or who.person.said is not None or after is None:
            continue
        word = desk.sheet.text[after.start : after.end].partition(" ")[0].lower()
        said: Gender | None = "m" if word in ("he", "his") else "f" if word in ("she", "her") else None
        if said is not None and said == who.person.guess:
            who.person.said = said


def _keep_voice(desk: Desk, number: int, sentence: Sentence, known: dict[int, Who | None]) -> None:
    """Keep whose voice goes on after the sentence, if a quotation without attribution follows."""
    heard = [who for q in sentence.quotes if (who := desk.decisions[q].who) is not None]
    text = desk.sheet.text
    desk.opened = text[sentence.span.end - 1] == ":"
    strong = [known[c.at] for c in sentence.cues if c.strong]
    if heard:
        desk.voice, desk.voice_at, desk.voice_sentence = heard[-1], sentence.paragraph, number
    elif strong:
        desk.voice, desk.voice_at, desk.voice_sentence = strong[-1], sentence.paragraph, number
    elif not sentence.quotes and (about := subject(sentence, len(sentence.row))) is not None:
        who = resolve(desk, sentence, about)
        person = who is not None and who.person is not None
        desk.voice, desk.voice_at = (who if person else None), sentence.paragraph
        desk.voice_sentence = number if desk.opened else -9
    elif sentence.quotes:
        desk.voice_sentence = -9


def _is_presented(sentence: Sentence, person: Person) -> bool:
    """Tell whether a sentence presents somebody by name and role: "it worries Henry Crespo, president of …"."""
    for i, phrase in enumerate(sentence.row[:-2]):
        if phrase.start == person.first:
            return sentence.row[i + 1].text == "," and sentence.row[i + 2].kind in ("noun", "who") and not phrase.owned
    return False


def speaker(text: str, who: Who) -> Speaker:
    """Return the speaker as the article names them at their fullest."""
    if who.person is None:
        return Speaker(" ".join(who.words.split()), who.kind)
    person = who.person
    role = " ".join(person.role.of(text).split()) if person.role is not None else None
    return Speaker(" ".join(person.name), "person", role, person.said)
