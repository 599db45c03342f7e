"""What kind of piece an article is: news, somebody's opinion, an interview; and whose "I" stands in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from briefing.language.lexicons import words
from briefing.language.people import read_name
from briefing.language.surnames import surname
from briefing.selecting.lines import unquoted
from briefing.values import Article, Quote, Span, Speaker
from briefing.values.selection import Form

FEWEST_TURNS = 3
"""So many questions make an interview."""

QUESTION = 60
"""A question has no more words."""

HEADING = 14
"""A question that heads a passage has no more."""

LONGEST_TURN = 700
"""So many code points of a paragraph tell how it opens and whether it says "I"."""

FEWEST_I = 3
SHARE_OF_I = 0.06
"""So many sentences in which the writer says "I", and such a part of all, make a piece of opinion."""

SHARE_OF_WE = 0.12
"""A leader says "we"."""

_I = re.compile(r"\b(?:I|[Mm]y|me|myself)\b")
_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur|us)\b")
_OWN = re.compile(r"\b(?:I|[Mm]y|me|[Ww]e|[Oo]ur|us)\b")
_LABEL = re.compile(
    r"(?P<question>Q|Question)[:.]\s+|(?P<answer>A|Answer)[:.]\s+"
    r"|(?P<name>[^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*){0,2}):\s+(?=[^\W_a-z]|[“\"‘])"
)
_NAMED = r"[^\W\d_a-z][\w.’'-]+(?: [^\W\d_a-z][\w.’'-]+){1,3}"


class Turn(NamedTuple):
    """A paragraph of an interview without its label: whether it asks, and who speaks where a label says so."""

    span: Span
    asks: bool
    label: str = ""


class Piece(NamedTuple):
    """The kind of piece, the turns of an interview, and whose "I" it is."""

    form: Form = "news"
    turns: tuple[Turn, ...] = ()


def turns(article: Article, story: Sequence[Span]) -> tuple[Turn, ...]:
    """Return the paragraphs of an interview from its first question on, none where the article isn't one."""
    found = [_turn(article.text, paragraph) for paragraph in story]
    asked = [at for at, turn in enumerate(found) if turn.asks]
    labelled = Counter(turn.label for turn in found if turn.label)
    if len([one for one, times in labelled.items() if times > 1]) > 1:  # two speak in turn
        first = next(at for at, turn in enumerate(found) if labelled[turn.label] > 1 and turn.label)
        return tuple(found[first:])
    if len(asked) < FEWEST_TURNS:
        return ()
    answers = [found[at + 1] for at in asked if at + 1 < len(found) and not found[at + 1].asks]
    own = sum(_OWN.search(unquoted(_head(article.text, turn.span))) is not None for turn in answers)
    return tuple(found[asked[0] :]) if own * 2 >= len(answers) >= FEWEST_TURNS else ()


def _head(text: str, span: Span) -> str:
    return text[span.start : min(span.end, span.start + LONGEST_TURN)]


def _turn(text: str, paragraph: Span) -> Turn:
    head = _head(text, paragraph)
    label = _LABEL.match(head)
    span = Span(paragraph.start + label.end(), paragraph.end) if label else paragraph
    asks = text[paragraph.end - 1] == "?" and head[0] not in '“"‘«' and len(head.split()) <= QUESTION
    if label is None:
        return Turn(span, asks)
    return Turn(span, asks or label["question"] is not None, label["name"] or label["question"] or label["answer"])


def interviewee(article: Article, quotes: Sequence[Quote], found: Sequence[Turn]) -> Speaker | None:
    """Return who answers, by the text before the first question: who is quoted there, else who is named first."""
    begin = found[0].span.start
    heard = Counter(quote.speaker.name for quote in quotes if quote.speaker and quote.speaker.kind == "person")
    if heard:
        name = heard.most_common(1)[0][0]
        return next(quote.speaker for quote in quotes if quote.speaker and quote.speaker.name == name)
    story = next((span.start for span in article.body if span != article.heading), begin)
    named = re.findall(_NAMED, article.text[story : max(begin, story)][:LONGEST_TURN])
    names = [name for name in named if name not in article.byline and _is_persons(name)]
    return Speaker(names[0]) if names else None


def _is_persons(name: str) -> bool:
    """Tell somebody's name from a place's or a body's."""
    run = tuple(name.split())
    reading = read_name(run)
    if reading.kind != "unknown" or reading.first == reading.last:  # "Coast Guard": all of it reads as a role
        return reading.kind == "person"
    listed = ("places", "place_openers", "place_nouns", "not_names")
    return not any(word.lower() in words(name) for word in run for name in listed)


def answers_something(article: Article, story: Sequence[Span]) -> frozenset[int]:
    """Return where the paragraphs below a question begin: their first sentence isn't understood without it."""
    asked = [
        at
        for at, paragraph in enumerate(story[:-1])
        if article.text[paragraph.end - 1] == "?" and len(_head(article.text, paragraph).split()) <= HEADING
    ]
    return frozenset(story[at + 1].start for at in asked)


def labelled(article: Article, turn: Turn) -> Speaker | None:
    """Return who speaks by a turn's label, with the fullest name that the article has."""
    label = turn.label
    if len(label) <= len("Q."):
        return None
    named = rf"[^\W\d_a-z][\w.’'-]+ (?i:{re.escape(label)})\b"
    full = re.search(named, article.text[: LONGEST_TURN * 4]) if " " not in label else None
    return Speaker(full[0] if full else label.title() if label.isupper() else label)


def is_opinion(article: Article, sentences: Sequence[Span]) -> bool:
    """Tell a piece in which the writer says "I", or a leader that says "we"."""
    singular = plural = 0
    for sentence in sentences:
        text = sentence.of(article.text)
        if _I.search(text) is None and _WE.search(text) is None:
            continue
        plain = unquoted(text)
        singular += _I.search(plain) is not None
        plural += _WE.search(plain) is not None
    if singular >= FEWEST_I and singular >= SHARE_OF_I * len(sentences):
        return True
    return singular + plural >= FEWEST_I and singular + plural >= SHARE_OF_WE * len(sentences)


def writer(article: Article) -> Speaker | None:
    """Return the writer, where the text that is read says who that is (a name that isn't there can't be checked)."""
    if len(article.byline) != 1:
        return None
    name = article.byline[0]
    return Speaker(name, role="the writer") if surname(name).casefold() in article.text.casefold() else None
