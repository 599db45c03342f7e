"""Articles in another language than English: the same rules for each of `briefing.language.tongues`, by its own lists.

In the languages that have none, quotations are found, but it isn't told whose words they are.
"""

from __future__ import annotations

from dataclasses import replace

from briefing.language.sentences import sentences
from briefing.language.tongues import tongue
from briefing.selecting.abroad.points import mark_keys, points
from briefing.selecting.abroad.quotes import quotations
from briefing.selecting.quotes import quotations as english
from briefing.values import Article, Selection, Span


def select(article: Article) -> Selection:
    """Return what a briefing could say of the article: ranges only; never raises, linear in the text's length."""
    spoken = tongue(article.language)
    story = [_lead(article, paragraph) for paragraph in article.body if paragraph != article.heading]
    spans = tuple(one for paragraph in story for one in sentences(article.text, paragraph, article.language))
    if spoken is not None:
        quotes = quotations(article, spoken)
    else:
        quotes = tuple(replace(quote, speaker=None, mention=None) for quote in english(article))
    ranked = points(article, spans, quotes, spoken)
    headline = article.heading
    if headline is None and ranked:
        headline, ranked = ranked[0].span, ranked[1:]
    headline = headline or next(iter(spans), None)
    return Selection(article, headline, tuple(ranked), mark_keys(article, quotes), spans)


def _lead(article: Article, paragraph: Span) -> Span:
    dateline = article.dateline
    if dateline and paragraph.start <= dateline.start and dateline.end < paragraph.end:
        return Span(dateline.end, paragraph.end)
    return paragraph
