"""One story as beats: what could be said of it, each with its place in the article and its worth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefing.language.addresses import has_address
from briefing.language.sentences import sentences
from briefing.values import Cite, Line, Piece, Quote, Reader, Selection, Span, Speaker
from briefing.writing import wording
from briefing.writing.leadins import lead_in, who
from briefing.writing.readers import ANCHOR, Readers

ATTRIBUTION_WORDS = 12
"""A sentence that holds a quotation and at most this many words more is a quotation with its attribution."""

MAX_QUOTE_WORDS = 30
MAX_QUOTE_SENTENCES = 2
"""S03: a longer quote is split and attributed again."""

QUOTE_WORTH = 0.6
"""What a key quote is worth against a point (whose scores run from 0 to 1)."""


@dataclass(frozen=True, slots=True)
class Beat:
    """A sentence for the anchor, or a quote with its lead-in. ``span`` is its place in the article."""

    span: Span
    worth: float
    quote: Quote | None = None


def chosen_beats(selection: Selection) -> list[Beat]:
    """Return the beats of a briefing: points and key quotes, best first, quotes and points taking turns."""
    points = [Beat(point.span, point.score) for point in selection.points]
    keys = [quote for quote in selection.quotes if quote.key]
    quotes = [Beat(quote.span, QUOTE_WORTH / (1 + place / 4), quote) for place, quote in enumerate(keys)]
    if not points and not quotes:
        return [
            Beat(span, 1.0 / (1 + place)) for place, span in enumerate(selection.sentences) if _usable(selection, span)
        ]
    return sorted([*points, *quotes], key=lambda beat: (-beat.worth, beat.span))


def all_beats(selection: Selection) -> list[Beat]:
    """Return every sentence of the story in its order; a quotation with its attribution becomes a quote."""
    text = selection.article.text
    quotes = [quote for quote in selection.quotes if quote.speaker or not quote.partial]
    beats: list[Beat] = []
    following = 0
    for sentence in selection.sentences:
        while following < len(quotes) and quotes[following].span.end <= sentence.start:
            following += 1
        inside = []
        while following < len(quotes) and sentence.covers(quotes[following].span):
            if not quotes[following].partial or quotes[following].span.start <= sentence.start + 1:
                inside.append(quotes[following])
            following += 1
        portions = [portion for quote in inside for portion in split(text, quote)]
        if portions and _only_attribution(text, sentence, inside) and not has_address(sentence.of(text)):
            beats += [Beat(quote.span, 1.0, quote) for quote in portions]
        elif _usable(selection, sentence):
            beats.append(Beat(sentence, 1.0))
    return beats


def split(text: str, quote: Quote) -> list[Quote]:
    """Return a quote in portions that a listener can follow (S03), or none when a sentence of it is too long."""
    portions: list[Span] = []
    count = 0
    for sentence in sentences(text, quote.span):
        joined = Span(portions[-1].start, sentence.end) if portions else sentence
        if portions and count < MAX_QUOTE_SENTENCES and _words(text, joined) <= MAX_QUOTE_WORDS:
            portions[-1] = joined
            count += 1
        else:
            portions.append(sentence)
            count = 1
    if any(_words(text, portion) > MAX_QUOTE_WORDS for portion in portions):
        return []
    return [replace(quote, span=portion) for portion in portions]


def _words(text: str, span: Span) -> int:
    return len(span.of(text).split())


def _usable(selection: Selection, span: Span) -> bool:
    text = span.of(selection.article.text)
    return span != selection.headline and any(char.isalnum() for char in text) and not has_address(text)


def _only_attribution(text: str, sentence: Span, quotes: list[Quote]) -> bool:
    quoted = sum(_words(text, quote.span) for quote in quotes)
    return _words(text, sentence) - quoted <= ATTRIBUTION_WORDS


def lines(selection: Selection, beats: list[Beat], source: str, readers: Readers) -> Iterator[Line]:
    """Yield the story's lines, the beats in the article's order, each quote after its lead-in."""
    text = selection.article.text
    said = ""
    told: set[str] = set()
    last: Speaker | None = None
    heard: list[Reader] = []
    for beat in sorted(beats, key=lambda beat: beat.span):
        if beat.quote is None:
            words = wording.sentence(beat.span.of(text))
            said += words
            last = None
            yield Line(ANCHOR, (Piece(words),), cite=Cite(source, (beat.span,)))
            continue
        speaker = beat.quote.speaker
        name = speaker.name if speaker else ""
        again = speaker is not None and speaker == last
        yield Line(ANCHOR, (Piece(lead_in(speaker, known=name in told or name in said, again=again)),))
        reader = readers.reader(speaker, heard)
        heard.append(reader)
        cite = Cite(source, (beat.span,), who(speaker))
        yield Line(reader.label, (Piece(wording.quotation(beat.span.of(text))),), cite=cite, verbatim=True)
        told.add(name)
        last = speaker
