"""The quotations of an article in another language than English: ranges, and whose words they are where that's sure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from briefing.language.marks import Marked, marked_body
from briefing.language.sentences import frames
from briefing.language.tongues import Tongue
from briefing.selecting.abroad.attribution import decide, said_before
from briefing.selecting.abroad.desk import Decision, Desk, Sentence, remember, speaker
from briefing.selecting.abroad.dialogue import DASHES, dashed, incise
from briefing.selecting.abroad.nouns import Mention, mention_at
from briefing.selecting.abroad.people import People
from briefing.selecting.abroad.saying import verbs_of
from briefing.selecting.abroad.wording import Row, row_of
from briefing.values import Article, Quote, Span

SHORT = 3
"""So few words are no quotation unless somebody is said to have said them."""

TITLE = 8
"""The title of a work has no more words."""

ASIDE = 16
"""Words of an attribution that stands between two parts of a quotation."""

MOST_QUOTES = 12
"""A "sentence" with more quotations is no prose, and is cut after so many."""


class Read(NamedTuple):
    """A quotation that was read: its place in the row, its marks, whose words it is, its parts if it's interrupted."""

    at: int
    mark: Marked
    decision: Decision
    parts: tuple[Span, ...] = ()
    goes_on: bool = False


def quotations(article: Article, tongue: Tongue) -> tuple[Quote, ...]:
    """Return every quotation in the article's story in order; never raises, linear in the text's length."""
    text = article.text
    paragraphs = tuple(span for span in article.body if span != article.heading)
    marks = [
        dashed(text, span, tongue) or row for span, row in zip(paragraphs, marked_body(text, paragraphs), strict=True)
    ]
    sentences = [
        sentence
        for number, span in enumerate(paragraphs)
        for sentence in _sentences(text, number, span, marks[number], tongue)
    ]
    heading = list(_sentences(text, -1, article.heading, (), tongue)) if article.heading else []
    people = _everybody([*sentences, *heading], tongue)
    desk = Desk(text, tongue, people)
    found: list[tuple[Sentence, list[Read]]] = []
    for sentence in sentences:
        found.append((sentence, _read(desk, sentence, marks[sentence.paragraph])))
        rows = found[-1][1]
        whole = bool(rows) and not _is_partial(text, sentence, rows[-1])
        remember(desk, sentence, [read.decision for read in rows], whole=whole)
        _look_back(desk, found)
    _joined(found)
    return tuple(quote for sentence, rows in found for quote in _quotes(text, sentence, rows, tongue))


def _sentences(text: str, number: int, span: Span, marks: tuple[Marked, ...], tongue: Tongue) -> Iterator[Sentence]:
    at = 0
    for whole in frames(text, span, marks, tongue.code):
        start = whole.start
        while start < whole.end:
            last = at
            while last < len(marks) and marks[last].outer.start < whole.end and last - at < MOST_QUOTES:
                last += 1
            cut = last < len(marks) and marks[last].outer.start < whole.end
            frame = Span(start, marks[last - 1].outer.end if cut else whole.end)
            row = row_of(text, frame, [(n, marks[n]) for n in range(at, last)], tongue)
            at, start = last, frame.end
            if row:
                yield Sentence(frame, number, row, verbs_of(row, tongue))


def _everybody(sentences: list[Sentence], tongue: Tongue) -> People:
    """Return all who are named by title, by role or with a first name, and what the article says of them."""
    people = People()
    for sentence in sentences:
        at = 0
        while at < len(sentence.row):
            mention = mention_at(sentence.row, at, tongue) if sentence.row[at].sort == "word" else None
            if mention is not None and mention.name is not None and (mention.name.person or mention.role is not None):
                _present(people, sentence.row, mention, tongue)
            at = max(at + 1, mention.end if mention is not None else 0)
    return people


def _present(people: People, row: Row, mention: Mention, tongue: Tongue) -> None:
    """Keep in mind who is named, with what the article says of them there."""
    if mention.name is None:
        return
    person = people.meet(mention.name, tongue)
    if mention.role is None:
        return
    first, end = mention.role
    while end > first and row[end - 1].sort == "stop":
        end -= 1
    if end <= first:
        return
    person.said = person.said or mention.gender
    person.role = person.role or Span(row[first].start, row[end - 1].end)
    person.holds.update(word.lower for word in row[first:end] if word.sort == "word")


def _read(desk: Desk, sentence: Sentence, marks: tuple[Marked, ...]) -> list[Read]:
    found: list[Read] = []
    for at, word in enumerate(sentence.row):
        if word.sort != "quote":
            continue
        mark = marks[word.quote]
        inside = incise(desk.text, mark, desk.tongue)
        if inside is not None:
            who = desk.who(inside.row, inside.mention, inside.mention.first)
            found.append(Read(at, mark, Decision(who, "direct", "inside"), inside.parts, inside.goes_on))
            continue
        decision = decide(desk, sentence, at)
        goes_on = bool(found) and decision.strength == "none" and _goes_on(sentence, found[-1], at)
        if goes_on:
            decision = Decision(found[-1].decision.who, "direct", "goes on")
        found.append(Read(at, mark, decision, goes_on=goes_on))
    return found


def _goes_on(sentence: Sentence, before: Read, at: int) -> bool:
    """Tell the second part of a quotation that its attribution interrupts: „Ich habe“, so Roux, „nichts gesagt.“."""
    if before.decision.who is None or not (before.decision.strength == "direct" or sentence.quote_only):
        return False
    return sentence.quote_only or (sentence.row[at - 1].text in (",", *DASHES) and at - before.at <= ASIDE)


def _look_back(desk: Desk, found: list[tuple[Sentence, list[Read]]]) -> None:
    """Let a sentence say who spoke in the one before it: “…”. Así lo dijo la ministra."""
    if len(found) < len(("said", "by whom")):
        return
    (before, rows), (here, _own) = found[-2:]
    if not rows or not before.quote_only or here.paragraph > before.paragraph + 1:
        return
    who = said_before(desk, here)
    if who is not None:
        found[-2] = (before, [row._replace(decision=Decision(who, "direct", "said before")) for row in rows])


def _joined(found: list[tuple[Sentence, list[Read]]]) -> None:
    """Give all parts of a quotation that runs over several paragraphs one speaker."""
    sure = ("direct", "cued")
    places = [(n, k) for n, (_sentence, rows) in enumerate(found) for k in range(len(rows))]
    for back in (True, False):
        for one, other in pairwise(reversed(places) if back else places):
            first, second = (other, one) if back else (one, other)
            here, after = found[first[0]][1][first[1]], found[second[0]][1][second[1]]
            if not here.mark.left_open:
                continue
            if back and after.decision.strength in sure and here.decision.strength not in sure:
                found[first[0]][1][first[1]] = here._replace(decision=after.decision)
            elif not back and after.decision.strength not in sure:
                found[second[0]][1][second[1]] = after._replace(decision=here.decision)


def _quotes(text: str, sentence: Sentence, rows: list[Read], tongue: Tongue) -> Iterator[Quote]:
    for read in rows:
        if _is_none(text, sentence, read, tongue):
            continue
        who = read.decision.who
        said = speaker(text, who) if who is not None else None
        mention = who.mention if who is not None else None
        partial = _is_partial(text, sentence, read)
        for number, span in enumerate(read.parts or (read.mark.inner,)):
            yield Quote(
                span,
                said,
                mention,
                partial and not read.parts,
                continues=read.goes_on and (number > 0 or not read.parts),
            )


def _is_none(text: str, sentence: Sentence, read: Read, tongue: Tongue) -> bool:
    """Tell words in marks that nobody says: a title, a name, a word as a word, scare quotes, a nickname."""
    inner = read.mark.inner.of(text)
    length = len(inner.split(None, TITLE + 1))
    decision, row, at = read.decision, sentence.row, read.at
    if not any(char.isalnum() for char in inner[:400]):
        return True
    if decision.strength == "direct" and (decision.who is not None or at == 0):
        return False
    before = row[at - 1] if at else None
    after = row[at + 1] if at + 1 < len(row) else None
    named = row[at - 2] if at > 1 and before is not None and before.text == "," and decision.who is None else before
    if named is not None and named.lower in tongue.word_names and length <= TITLE:
        return True
    if before is not None and before.capital and after is not None and after.capital and length <= SHORT:
        return True
    alone = sentence.quote_only and (length > 1 or inner[-1:] in "!?")
    announced = before is not None and before.text == ":"
    return length <= SHORT and not alone and not announced and (decision.who is None or decision.strength == "carried")


def _is_partial(text: str, sentence: Sentence, read: Read) -> bool:
    """Tell whether the quotation is a fragment inside the writer's own sentence."""
    inner = read.mark.inner.of(text).lstrip("…. ([‘'“\"«‚„¿¡")
    whole = inner[:1].isupper() or inner[:1].isdigit()
    if read.at == 0 or sentence.quote_only:
        return not whole
    before = sentence.row[read.at - 1]
    return not (whole and (before.text in (":", ",", *DASHES) or before.sort == "quote"))
