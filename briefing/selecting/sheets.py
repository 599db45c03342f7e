"""The article laid out for attribution: paragraph by paragraph, each sentence with its phrases, cues and quotations."""

from __future__ import annotations

from typing import NamedTuple

from briefing.language.marks import Marked, marked_body
from briefing.language.sentences import frames
from briefing.selecting.chunks import phrases
from briefing.selecting.cues import Cue, cues
from briefing.selecting.names import Row
from briefing.selecting.nouns import is_function
from briefing.selecting.phrases import Phrase, Token, tokens
from briefing.values import Article, Span

_LONGEST = 300
"""Words: a longer "sentence" is no prose, and is taken in parts of that length."""


class Sentence(NamedTuple):
    """A sentence of the writer's: its range, paragraph, phrases, cues; ``quotes`` are numbers in the whole article.

    ``quote_only`` tells that nothing but quotations stands in it.
    """

    span: Span
    paragraph: int
    row: tuple[Phrase, ...]
    cues: tuple[Cue, ...]
    quotes: tuple[int, ...]
    headline: bool = False
    quote_only: bool = False


class Sheet(NamedTuple):
    """All sentences and all quotations of an article, in order."""

    text: str
    quotes: tuple[Marked, ...]
    sentences: tuple[Sentence, ...]


class _Piece(NamedTuple):
    span: Span
    paragraph: int
    words: list[Token]


def lay_out(article: Article) -> Sheet:
    """Lay out the article's story (its heading left out). Linear in the text's length."""
    paragraphs = tuple(span for span in article.body if span != article.heading)
    rows = marked_body(article.text, paragraphs)
    pieces: list[_Piece] = []
    count = 0
    for n, (paragraph, quotes) in enumerate(zip(paragraphs, rows, strict=True)):
        pieces.extend(_pieces(article.text, paragraph, n, quotes, count))
        count += len(quotes)
    common = frozenset(t.lower for piece in pieces for t in piece.words if t.text.islower())
    capitals = frozenset(t.lower for piece in pieces for t in piece.words[1:] if t.text[:1].isupper())
    sentences = tuple(_sentence(article.text, piece, common, capitals) for piece in pieces)
    return Sheet(article.text, tuple(quote for row in rows for quote in row), sentences)


def _pieces(text: str, paragraph: Span, n: int, quotes: tuple[Marked, ...], count: int) -> list[_Piece]:
    found: list[_Piece] = []
    i = 0
    for frame in frames(text, paragraph, quotes):
        last = i
        while last < len(quotes) and quotes[last].outer.start < frame.end:
            last += 1
        row = tokens(text, frame, quotes[i:last], count + i)
        i = last
        if row and len(row) <= _LONGEST:
            found.append(_Piece(frame, n, row))
            continue
        for at in range(0, len(row), _LONGEST):
            part = row[at : at + _LONGEST]
            found.append(_Piece(Span(part[0].start, part[-1].end), n, part))
    return found


def _sentence(text: str, piece: _Piece, common: frozenset[str], capitals: frozenset[str]) -> Sentence:
    row = phrases(Row(text, piece.words, common, capitals))
    numbers = tuple(phrase.quote for phrase in row if phrase.quote >= 0)
    title = _in_title_case(piece.words, first=piece.paragraph == 0)
    bare = bool(numbers) and all(phrase.kind in _BESIDE_QUOTES for phrase in row)
    return Sentence(piece.span, piece.paragraph, tuple(row), tuple(cues(row)), numbers, title, bare)


_BESIDE_QUOTES = frozenset(("quote", "stop", "word", "and"))


_HEADLINE = 4  # words that count
_SMALL = frozenset(("if", "how", "when", "where", "why", "nor", "so", "what"))


def _in_title_case(words: list[Token], *, first: bool) -> bool:
    """Tell whether every word that counts has a capital, as in a headline: then capitals say nothing of names."""
    long = [word for word in words if word.text[:1].isalpha() and not is_function(word) and word.lower not in _SMALL]
    plain = first or not any(word.quote >= 0 for word in words)
    return plain and len(long) >= _HEADLINE and all(word.text[0].isupper() for word in long)
