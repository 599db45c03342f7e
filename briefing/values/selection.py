"""What is selected from an article: ranges only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from briefing.values.article import Article, Span

SpeakerKind: TypeAlias = Literal["person", "organisation", "role"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it: a person, an organisation, or a role where the article gives no name.

    ``name`` is the fullest form in the article ("Ali Bahadori Jahromi"; "the foreign ministry"; "a spokesman").
    ``role`` is the role in the article's own words, without the name ("the spokesman for the Iranian government").
    ``gender`` is known only where the article says it (he, she, Mr, Ms).
    """

    name: str
    kind: SpeakerKind = "person"
    role: str | None = None
    gender: Literal["f", "m"] | None = None
    title: str = ""
    """What is said before the name though there is a role, too: "Sir", "Dame", "Dr"."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: its range without the outer marks, and whose words they are.

    ``partial`` is a fragment inside the writer's own sentence. ``speaker`` is None where the evidence doesn't decide;
    ``mention`` is the range of the words that decide it. ``key`` marks those worth a voice of their own; the higher
    their ``worth`` (0 to 1), the sooner they are told. ``extract`` holds what is told of a key quotation where that
    isn't the quotation itself: a part cut at a sentence, or the ranges of one that the writer interrupted, to be joined
    by ``[…]``. ``continues`` tells the second part of one quotation that its attribution interrupts: “We will,” he
    said, “go home.” The quote before it in the article is the first part.
    """

    span: Span
    speaker: Speaker | None = None
    mention: Span | None = None
    partial: bool = False
    key: bool = False
    worth: float = 0.0
    extract: tuple[Span, ...] = ()
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence of the article that stands on its own; ``score`` is from 0 to 1, the higher the more it matters.

    ``personal`` tells a sentence in somebody's own "I" or "we" (a columnist's, an answer in an interview): it's told as
    the words of ``speaker``, or of nobody in particular, and never as the anchor's.
    """

    span: Span
    score: float
    personal: bool = False
    speaker: Speaker | None = None


Form: TypeAlias = Literal["news", "opinion", "interview"]


@dataclass(frozen=True, slots=True)
class Selection:
    """What a briefing could say of an article: ranges only, no text.

    ``points`` are in order of importance, ``quotes`` and ``sentences`` (every sentence of the story, the heading left
    out) in the article's order. ``form`` tells a piece whose claims are its writer's ("opinion") or somebody's answers
    ("interview") from news.
    """

    article: Article
    headline: Span | None
    points: tuple[Point, ...]
    quotes: tuple[Quote, ...]
    sentences: tuple[Span, ...]
    form: Form = "news"
