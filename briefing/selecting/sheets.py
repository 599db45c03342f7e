"""The article laid out for attribution: paragraph by paragraph, each sentence with its phrases, cues and quotations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from briefing.language.marks import Marked, Pairs, marked_body
from briefing.language.sentences import frames
from briefing.selecting.chunks import phrases
from briefing.selecting.cues import Cue, cues
from briefing.selecting.names import Row
from briefing.selecting.nouns import is_function
from briefing.selecting.phrases import Phrase, Token, tokens
from briefing.values import Article, Span

ARTICLE = 500_000
"""Characters: what's longer is a book, read in parts of that length. After the first part only the sentences that quote
and the ones before them are read, and names and roles are known within their part."""
BOOK = 1_000_000
"""Characters: further down quotations are found, but nobody is looked for who said them."""
ENDLESS = 6_000
"""Characters: a "sentence" that is longer is no prose, and is cut there."""
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
    """All sentences and all quotations of an article, in order, or of a part of a book; ``within`` is its range."""

    text: str
    quotes: tuple[Marked, ...]
    sentences: tuple[Sentence, ...]
    within: Span


class _Piece(NamedTuple):
    span: Span
    paragraph: int
    words: list[Token]


def sheets(article: Article, marks: Sequence[Pairs] | None = None) -> Iterator[Sheet]:
    """Lay out the article's story (its heading left out), a book's part by part. Linear in the text's length.

    ``marks`` is what ``marked`` says of each paragraph, where somebody has asked it.
    """
    paragraphs = tuple(span for span in article.body if span != article.heading)
    rows = marked_body(article.text, paragraphs, marks)
    begin = 0
    for end in range(1, len(paragraphs) + 1):
        if end == len(paragraphs) or paragraphs[end].end - paragraphs[begin].start > ARTICLE:
            yield _sheet(article, paragraphs[begin:end], rows[begin:end])
            begin = end


def _sheet(article: Article, paragraphs: tuple[Span, ...], rows: list[tuple[Marked, ...]]) -> Sheet:
    pieces: list[_Piece] = []
    count = 0
    for n, (paragraph, quotes) in enumerate(zip(paragraphs, rows, strict=True)):
        leads = n + 1 < len(rows) and bool(rows[n + 1])
        prose = _cut(article.text, frames(article.text, paragraph, quotes), quotes)
        pieces.extend(_pieces(article.text, n, _worth_reading(prose, quotes, leads=leads), quotes, count))
        count += len(quotes)
    common = frozenset(t.lower for piece in pieces for t in piece.words if t.text.islower())
    capitals = frozenset(t.lower for piece in pieces for t in piece.words[1:] if t.text[:1].isupper())
    sentences = tuple(_sentence(article.text, piece, common, capitals) for piece in pieces)
    within = Span(paragraphs[0].start if paragraphs[0].start > ARTICLE else 0, paragraphs[-1].end)
    return Sheet(article.text, tuple(quote for row in rows for quote in row), sentences, within)


def _pieces(text: str, n: int, prose: Iterable[Span], quotes: tuple[Marked, ...], count: int) -> list[_Piece]:
    found: list[_Piece] = []
    i = 0
    for frame in prose:
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


def _cut(text: str, every: tuple[Span, ...], quotes: tuple[Marked, ...]) -> Iterator[Span]:
    """Yield the sentences; one that has no end is cut at white space outside its quotations."""
    following = 0
    for frame in every:
        start = frame.start
        while frame.end - start > ENDLESS:
            end = start + ENDLESS
            while following < len(quotes) and quotes[following].outer.end <= end:
                following += 1
            if following < len(quotes) and quotes[following].outer.start < end:
                end = quotes[following].outer.end
            elif (space := text.find(" ", end, min(end + ENDLESS, frame.end))) >= 0:
                end = space
                while following < len(quotes) and quotes[following].outer.end <= end:
                    following += 1
                if following < len(quotes) and quotes[following].outer.start < end:
                    end = quotes[following].outer.end
            if end >= frame.end:
                break
            yield Span(start, end)
            start = end
        yield Span(start, frame.end)


def _worth_reading(every: Iterable[Span], quotes: tuple[Marked, ...], *, leads: bool) -> Iterator[Span]:
    """Yield the sentences; far down in a book only those that quote and the ones right before them.

    ``leads`` tells that the next paragraph quotes somebody.
    """
    following = 0
    quoted = len(quotes)
    for frame, after in pairwise((*every, None)):
        if frame is None:
            continue
        while following < quoted and quotes[following].outer.end <= frame.start:
            following += 1
        reach = frame.end if after is None else after.end
        near = (after is None and leads) or (following < quoted and quotes[following].outer.start < reach)
        if frame.start >= BOOK:
            return
        if frame.start < ARTICLE or near:
            yield frame


def _sentence(text: str, piece: _Piece, common: frozenset[str], capitals: frozenset[str]) -> Sentence:
    row = phrases(Row(text, piece.words, common, capitals))
    numbers = tuple(phrase.quote for phrase in row if phrase.quote >= 0)
    title = _in_title_case(piece.words, first=piece.paragraph == 0) or _is_title_line(text, piece)
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


def _is_title_line(text: str, piece: _Piece) -> bool:
    """Tell a short headline on a line of its own, which has a small word that no name has: "Hope Fades for Miners"."""
    start, end = piece.span.start, piece.span.end
    alone = text[max(0, start - 1) : start] in ("", "\n") and text[end : end + 1] in ("", "\n")
    long = [word for word in piece.words if word.text[:1].isalpha() and not is_function(word)]
    small = any(word.lower in _IN_TITLES for word in piece.words[1:])
    open_ = text[end - 1].isalnum() and all(word.quote < 0 for word in piece.words)
    return alone and open_ and small and len(long) > 1 and all(word.text[0].isupper() for word in long)


_IN_TITLES = frozenset(("for", "to", "as", "after", "over", "with", "amid", "on", "against"))
