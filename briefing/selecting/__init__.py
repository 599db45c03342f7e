"""Article to Selection: headline, points, quotes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from briefing.language.marks import marked
from briefing.language.sentences import sentences
from briefing.selecting.doubts import doubt
from briefing.selecting.forms import Turn, answers_something, interviewee, is_opinion, labelled, turns, writer
from briefing.selecting.keys import gist, mark_keys, same
from briefing.selecting.lines import Said, unquoted
from briefing.selecting.points import READ, Voice, Voices, content, free, points, repeats
from briefing.selecting.quotes import quotations
from briefing.selecting.standing import FIRST_PERSON, YOU
from briefing.values import Article, Point, Quote, Selection, Span, Speaker
from briefing.values.selection import Form

PERSONAL = FIRST_PERSON | YOU
MOST_KEYS = 6
"""How many quotations of an article may get a voice of their own; the writer takes the best that fit."""

SURE_POINTS = 8
"""A quotation that says what one of so many best points says isn't key; of the rest, the point gives way."""


def select(article: Article) -> Selection:
    """Return what a briefing could say of the article: ranges only, nothing is written.

    The headline is the article's own title; where it has none, the first point takes its place.
    """
    if article.language != "en":
        from briefing.selecting.abroad import select as select_abroad

        return select_abroad(article)
    story = [paragraph for paragraph in article.body if paragraph != article.heading]
    conversation = turns(article, story)
    said = {turn.span.end: turn.span for turn in conversation}
    told = [said.get(paragraph.end, _lead(article, paragraph)) for paragraph in story]
    marks = [marked(article.text, paragraph) for paragraph in story]  # asked twice, of a long text that's a second
    spans = tuple(
        sentence
        for paragraph, lead, pairs in zip(story, told, marks, strict=True)
        for sentence in sentences(article.text, lead, marks=pairs if lead == paragraph else None)
    )
    quotes = doubt(article, quotations(article, marks), spans)
    form: Form = (
        "interview"
        if conversation
        else "opinion"
        if is_opinion(article, free(spans[:READ], [quote.span for quote in quotes]))
        else "news"
    )
    ranked = points(article, spans, quotes, article.heading, _voices(article, form, conversation, quotes))
    headline = article.heading
    if headline is None:
        headline, ranked = _headed(article, ranked, spans)
    quotes = mark_keys(article, quotes, spans, [point.span for point in ranked[:SURE_POINTS]], MOST_KEYS)
    return Selection(article, headline, tuple(_apart(article, ranked, quotes)), quotes, spans, form)


def _lead(article: Article, paragraph: Span) -> Span:
    """Return the paragraph without the dateline at its start."""
    dateline = article.dateline
    if dateline and paragraph.start <= dateline.start and dateline.end < paragraph.end:
        return Span(dateline.end, paragraph.end)
    return paragraph


def _headed(article: Article, ranked: list[Point], spans: Sequence[Span]) -> tuple[Span | None, list[Point]]:
    """Return the best sentence as the headline, and the points that say something else."""
    own = [point for point in ranked if not point.personal]
    if not own:
        return next(iter(spans), None), ranked
    headline = own[0].span
    heading = content(headline.of(article.text))
    rest = [point for point in ranked if point.span != headline]
    return headline, [point for point in rest if not repeats(content(point.span.of(article.text)), heading)]


def _apart(article: Article, ranked: Sequence[Point], quotes: Sequence[Quote]) -> list[Point]:
    """Return the points without those that say what a key quotation says."""
    keys = [gist(quote.span.of(article.text)) for quote in quotes if quote.key]
    sure, rest = list(ranked[:SURE_POINTS]), ranked[SURE_POINTS:]
    return sure + [one for one in rest if not any(same(gist(one.span.of(article.text)), key) for key in keys)]


def _voices(article: Article, form: Form, conversation: Sequence[Turn], quotes: Sequence[Quote]) -> Voices:
    """Return what tells whose words a sentence of the article is."""
    if form == "interview":
        return _in_turn(article, conversation, interviewee(article, quotes, conversation))
    own = writer(article) if form == "opinion" else None
    answers = answers_something(article, [span for span in article.body if span != article.heading])

    def telling(sentence: Span, text: str) -> Voice:
        personal = form == "opinion" and not PERSONAL.isdisjoint(Said(text, unquoted(text)).bare)
        return Voice(personal=personal, speaker=own, mute=sentence.start in answers)

    return telling


def _in_turn(article: Article, conversation: Sequence[Turn], answers: Speaker | None) -> Voices:
    """Return what tells who speaks in an interview: the writer before it begins, then whoever's turn it is."""
    starts = [turn.span.start for turn in conversation]
    turns_ = [Voice(personal=True, speaker=labelled(article, turn) or answers, mute=turn.asks) for turn in conversation]

    def voice(sentence: Span, _text: str) -> Voice:
        at = bisect_right(starts, sentence.start)
        return turns_[at - 1] if at else Voice()

    return voice
