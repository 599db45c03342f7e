"""Article to Selection: headline, points, quotes."""

from __future__ import annotations

from briefing.language.sentences import sentences
from briefing.selecting.doubts import doubt
from briefing.selecting.keys import mark_keys
from briefing.selecting.points import points
from briefing.selecting.quotes import quotations
from briefing.values import Article, Selection, Span

MOST_KEYS = 6
"""How many quotations of an article may get a voice of their own; the writer takes the best that fit."""


def select(article: Article) -> Selection:
    """Return what a briefing could say of the article: ranges only, nothing is written.

    The headline is the article's own title; where it has none, the first point takes its place.
    """
    story = [paragraph for paragraph in article.body if paragraph != article.heading]
    spans = tuple(sentence for paragraph in story for sentence in sentences(article.text, _lead(article, paragraph)))
    quotes = mark_keys(article, doubt(article, quotations(article), spans), MOST_KEYS)
    ranked = points(article, spans, quotes, article.heading)
    headline = article.heading
    if headline is None:
        headline = ranked[0].span if ranked else next(iter(spans), None)
        ranked = [point for point in ranked if point.span != headline]
    return Selection(article, headline, tuple(ranked), quotes, spans)


def _lead(article: Article, paragraph: Span) -> Span:
    """Return the paragraph without the dateline at its start."""
    dateline = article.dateline
    if dateline and paragraph.start <= dateline.start and dateline.end < paragraph.end:
        return Span(dateline.end, paragraph.end)
    return paragraph
