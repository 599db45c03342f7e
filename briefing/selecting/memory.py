"""After a sentence is read: whom it was about, and whose voice goes on if a bare quotation follows."""

from __future__ import annotations

from briefing.language.people import Gender
from briefing.selecting.desk import Desk, Past, Who
from briefing.selecting.persons import Person
from briefing.selecting.phrases import Phrase
from briefing.selecting.resolving import mentioned, resolve
from briefing.selecting.roles import whole_role
from briefing.selecting.sheets import Sentence
from briefing.selecting.subjects import main_subject


def subject(sentence: Sentence, before: int) -> Phrase | None:
    """Return the first mention that stands free in a sentence."""
    found = main_subject(list(sentence.row), before, 0)
    return found[1] if found is not None else None


def remember(desk: Desk, number: int, sentence: Sentence, known: dict[int, Who | None]) -> None:
    """Keep whom the sentence is about, and whose voice goes on after it."""
    _meet_stranger(desk, sentence)
    seen = mentioned(desk, sentence.row)
    spoken = [who.person for who in known.values() if who is not None and who.person is not None]
    heard = [who for q in sentence.quotes if (who := desk.decisions[q].who) is not None]
    if sentence.quote_only and heard and heard[-1].person is not None:
        spoken.append(heard[-1].person)
    first = seen.subjects[:1] if not sentence.quotes else []
    first = _pronouns_person(desk, sentence) or first
    ordered = list(dict.fromkeys([*first, *spoken[::-1], *seen.subjects]))  # persons are one object each
    clauses = [p for p in seen.clauses if p not in ordered]
    others = [p for p in seen.others if p not in ordered]
    fresh = [p for p in seen.others if p.first >= sentence.span.start and _is_presented(sentence, p)][-1:]
    desk.past.append(Past(sentence.paragraph, ordered, clauses, others, fresh))
    _agree(desk, sentence, known)
    _keep_body(desk, sentence)
    _keep_voice(desk, number, sentence, known)


def _pronouns_person(desk: Desk, sentence: Sentence) -> list[Person]:
    """Return whom the sentence is about where it begins with "he" or "she": "He dropped Lind in May."."""
    about = sentence.row[0] if sentence.row else None
    if about is None or about.kind != "pronoun" or about.gender is None:
        return []
    speaking = [cue.subject for cue in sentence.cues if cue.strong]
    if speaking and about not in speaking:
        return []
    who = resolve(desk, sentence, about)
    return [who.person] if who is not None and who.person is not None else []


def _meet_stranger(desk: Desk, sentence: Sentence) -> None:
    """Keep somebody without a name whom the whole sentence is about: "My father lifted me onto the hood."."""
    about = subject(sentence, len(sentence.row))
    if about is None or about.kind != "noun" or about not in sentence.row or desk.people.described(about) is not None:
        return
    i = sentence.row.index(about)
    whole = whole_role(sentence, i)
    after = sentence.row[i + 1] if i + 1 < len(sentence.row) else None
    if after is not None and after.kind == "word" and not after.text.endswith(("ed", "ing")):
        return  # "a major expert"
    if whole.of(desk.sheet.text).partition(" ")[0].lower() in _PRESENTING:
        desk.stranger(about, whole)


_PRESENTING = frozenset(("a", "an", "one", "another", "my"))


def _keep_body(desk: Desk, sentence: Sentence) -> None:
    """Keep the body that the sentence is about, unless something was done to it."""
    about = subject(sentence, len(sentence.row))
    desk.body = None
    if about is None or about not in sentence.row or about.kind not in ("name", "noun"):
        return
    i = sentence.row.index(about)
    passive = i + 1 < len(sentence.row) and sentence.row[i + 1].text in ("was", "were", "is", "are")
    who = resolve(desk, sentence, about) if not passive else None
    if who is not None and who.person is None and who.kind == "organisation":
        desk.body, desk.body_at = who, sentence.paragraph


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
        person = who is not None and who.person is not None and not who.person.unnamed
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
