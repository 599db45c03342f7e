"""The roles that stand beside names, between commas, and the words of a role as a newsreader says them."""

from __future__ import annotations

from briefing.language.lexicons import words
from briefing.language.people import is_demonym, is_full_name, is_title, role_of
from briefing.selecting.mentions import People
from briefing.selecting.phrases import Phrase
from briefing.selecting.sheets import Sentence, Sheet
from briefing.values import Span

_OF = frozenset(("of", "for", "at", "in", "from", "with"))
_MOST_WORDS = 12
_REACH = 9  # phrases of a role before its name
_LONGEST = 7  # phrases of a role from its noun on


def appositions(sheet: Sheet, people: People) -> None:
    """Give the persons the roles that stand beside their names between commas."""
    for sentence in sheet.sentences:
        for i, phrase in enumerate(sentence.row):
            if phrase.kind == "name" and not phrase.owned:
                _role_after(sheet, people, sentence, i)
                _role_before(sheet, people, sentence, i)
                _what_they_do(sheet, people, sentence, i)
        for cue in sentence.cues:
            person = people.named(cue.subject) if cue.subject.kind == "name" else None
            for other in cue.others:
                if person is not None and other.role is not None and role_of(other.text):
                    people.describe(person, whole_role(sentence, sentence.row.index(other)))


def _role_after(sheet: Sheet, people: People, sentence: Sentence, i: int) -> None:
    """Take "Otto Brandt, the head of the plant" and "Otto Brandt, 57, the head of the plant"."""
    row = sentence.row
    at = i + 2
    if at + 1 < len(row) and row[at].text.isdigit() and row[at + 1].text == ",":
        at += 2
    if at + 1 < len(row) and row[at].owned and row[at + 1].kind == "noun":
        at += 1
    if at >= len(row) or row[i + 1].text != "," or row[at].kind != "noun" or row[at].owned:
        return
    role = row[at].role
    if role is None or sheet.text[role.start : role.end].partition(" ")[0] == "no":
        return
    if not role_of(row[at].text) and not _is_capitalised_role(role.of(sheet.text)):
        return
    person = people.named(row[i])
    if person is not None:
        people.describe(person, whole_role(sentence, at))


def _is_capitalised_role(role: str) -> bool:
    """Tell a role that reads as a name: "CEO of CityLink Buses", "Secretary of State"."""
    head, _, of = role.partition(" of ")
    noun = head.rpartition(" ")[2]
    return bool(of) and noun[:1].isupper() and (role_of(noun) is not None or is_title(noun))


def _role_before(sheet: Sheet, people: People, sentence: Sentence, i: int) -> None:
    """Take "The envoy who chaired the meeting, Ilse Roth, said": what stands between a clause's start and the name."""
    row = sentence.row
    if i < len(("role", ",")) or row[i - 1].text != "," or (i + 1 < len(row) and row[i + 1].kind != "stop"):
        return
    start = _role_start(row, i - 2)
    if start is None or not (role_of(row[start].text) and not row[start].plural):
        return
    span = Span((row[start].role or Span(row[start].start, row[start].end)).start, row[i - 1].start)
    person = people.named(row[i])
    if person is not None and len(sheet.text[span.start : span.end].split()) <= _MOST_WORDS:
        people.describe(person, span)
        people.apposed[row[start].start] = person


def _what_they_do(sheet: Sheet, people: People, sentence: Sentence, i: int) -> None:
    """Take "Mary Tennant, who runs the bakery across the street," where nothing else says who that is."""
    row = sentence.row
    at = i + 2
    if at + 1 < len(row) and row[at].text.isdigit() and row[at + 1].text == ",":
        at += 2
    if at >= len(row) or row[i + 1].text != "," or row[at].text != "who":
        return
    end = next((n for n in range(at + 1, len(row)) if row[n].kind in ("stop", "quote", "and", "who")), len(row))
    span = Span(row[at].start, row[end - 1].end)
    person = people.named(row[i])
    told = span.of(sheet.text).split()
    verb = told[1] if len(told) > len(("who", "runs")) else ""
    if person is not None and verb in words("who_does") and len(told) <= _MOST_WORDS and _is_over(row, end):
        person.does = person.does or span


def _is_over(row: tuple[Phrase, ...], end: int) -> bool:
    """Tell whether a clause is all that is said there: "who runs the bakery." and not "who runs the bakery and …"."""
    return end >= len(row) or (row[end].kind == "stop" and row[end].text in (",", "—", "–", "--"))


def _role_start(row: tuple[Phrase, ...], last: int) -> int | None:
    """Return the noun of the role that ends at ``last``: right there, or before what it's of."""
    start = None
    for i in range(last, max(last - _REACH, -1), -1):
        if row[i].kind in ("stop", "quote", "verb"):
            break
        if row[i].kind == "noun" and not row[i].owned:
            start = i
            if i == 0 or row[i - 1].text not in (("of", "for") if role_of(row[i].text) else _OF):
                break
        elif row[i].kind == "name" and row[i].owned and start is not None:
            break
    return start


def whole_role(sentence: Sentence, i: int) -> Span:
    """Return a role with what it's of: "the spokesman for the Iranian government"."""
    row = sentence.row
    role = row[i].role
    start = role.start if role is not None else row[i].start
    end = row[i].end
    for j in range(i + 1, min(i + _LONGEST, len(row))):
        bound = row[j - 1].text in _OF or row[j - 1].owned
        if (bound and (row[j].kind in ("name", "noun") or _is_complement(row, j))) or _is_second_half(row, j):
            end = row[j].end
        elif row[j].text not in _OF and not _is_second_half(row, j + 1):
            break
    return Span(start, end)


def _is_second_half(row: tuple[Phrase, ...], j: int) -> bool:
    """Tell whether a role's complement goes on after "and": "of Reed and Lane", "for health and social care"."""
    if j < len(("of", "Reed", "and")) or j >= len(row):
        return False
    if row[j - 1].text == "and":
        one, other = row[j - 2], row[j]
        if one.kind == other.kind == "name":
            return not (other.owned or other.what == "person" or is_full_name(other.name))
        return one.kind == "word" and other.kind == "word" and other.text.isalpha() and _ends(row, j + 1)
    return row[j].kind == row[j - 1].kind == "word" and row[j].text.isalpha() and _is_second_half(row, j - 1)


def _ends(row: tuple[Phrase, ...], j: int) -> bool:
    """Tell whether a list of plain words ends there, or after one more: not in "and left the room"."""
    if j < len(row) and row[j].kind == "word" and row[j].text.isalpha():
        j += 1
    return j >= len(row) or row[j].kind in ("stop", "verb", "preposition", "quote", "and")


def _is_complement(row: tuple[Phrase, ...], j: int) -> bool:
    """Tell whether a plain word is what a role is of: "member for transport", "a mother of three"."""
    if row[j].kind != "word" or not row[j].text.isalnum():
        return False
    goes_on = j + 1 < len(row) and row[j + 1].kind in ("word", "noun")
    return row[j].text.isalpha() or not goes_on


def spoken_role(text: str, role: Span | None, title: Span | None) -> str | None:
    """Return a role's words as they can be said beside the name, or None; a title does where there is no role."""
    its = role is not None and role.of(text).partition(" ")[0].lower() in ("its", "their")
    party = role is not None and is_demonym(role.of(text).rpartition(" ")[2])
    for span in (title, role) if its or party else (role, title):
        if span is None:
            continue
        last = span.of(text).rpartition(" ")[2]
        dotted = text[span.end : span.end + 1] == "." and last[:1].isupper() and last.lower() in words("abbreviations")
        said = _plain(text[span.start : span.end + dotted].split())
        if said and len(said) <= _MOST_WORDS:
            return " ".join(said)
    return None


def honour(text: str, title: Span | None) -> str:
    """Return the honour or degree right before a name, which is said beside a role, too; "" where there is none."""
    last = title.of(text).rpartition(" ")[2] if title is not None else ""
    return last if last.lower().rstrip(".") in _HONOURS and last[:1].isupper() else ""


_HONOURS = frozenset(("sir", "dame", "lord", "lady", "baroness", "dr", "prof", "professor", "rev", "reverend"))


def _plain(said: list[str]) -> list[str]:
    """Leave out "that" and "those" before a role, Mr and Dr after it."""
    while said and said[0].lower() in ("that", "this", "those", "these"):
        said = said[1:]
    while said and said[-1][0].isupper() and said[-1].lower().rstrip(".,") in words("civilities"):
        said = said[:-1]
    return said
