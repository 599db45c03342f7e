"""One story as beats: what could be said of it, each with its place in the article and its worth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from briefing.language.addresses import has_address
from briefing.language.sentences import sentences
from briefing.values import Cite, Line, Piece, Quote, Reader, Selection, Span, Speaker
from briefing.writing import wording
from briefing.writing.escaping import ELISION
from briefing.writing.introducing import RULE, introduced, names_said
from briefing.writing.leadins import has_died, lead_in, who
from briefing.writing.readers import ANCHOR, Readers
from briefing.writing.turning import LONGEST, Known, Turned, known, named_in, surname_after, turn

ATTRIBUTION_WORDS = 12
"""A sentence that holds a quotation and at most this many words more is a quotation with its attribution."""

MAX_QUOTE_WORDS = 30
MAX_QUOTE_SENTENCES = 2
"""S03: a longer quote is split and attributed again."""

QUOTE_WORTH = 0.6
"""What a key quote is worth against a point (whose scores run from 0 to 1)."""

TOO_LONG = 0.7
"""What a point loses that can't be heard at once though it was turned (S05); the lead, the news, loses none."""

LEAD_SHARE = 0.85
"""The lead is the first point with such a part of the best one's score: a weaker one before it is a deck, or colour."""

OPENING = 6
"""So many first sentences say whether somebody in the news has died."""

TURNED = 24
"""So many points of a story, the best, are turned for the ear before they're chosen."""


@dataclass(frozen=True, slots=True)
class Beat:
    """A sentence for the anchor, or a quote with its lead-in. ``span`` is its place in the article."""

    span: Span
    worth: float
    quote: Quote | None = None
    turned: Turned | None = field(default=None, compare=False)
    lead: bool = False

    @property
    def too_long(self) -> bool:
        """Tell whether a sentence stays longer than can be heard at once (S05)."""
        return self.turned is not None and self.turned.longest > LONGEST

    @property
    def parts(self) -> tuple[Span, ...]:
        """Return the ranges that are told: several where a quote was cut or interrupted."""
        return (self.quote.extract if self.quote else ()) or (self.span,)


def chosen_beats(selection: Selection, most: int = TURNED) -> list[Beat]:
    """Return the beats of a briefing: points and key quotes, best first, quotes and points taking turns.

    ``most`` points are turned for the ear, so that it's known how long they are when they're heard.
    """
    shown, lead = known(selection), lead_of(selection)
    points = [_point(selection, shown, lead, place, most) for place in range(len(selection.points))]
    keys = sorted((quote for quote in selection.quotes if quote.key), key=lambda quote: -quote.worth)
    keys = [_short(selection.article.text, quote) for quote in keys]
    told = ((quote.extract or (quote.span,), quote) for quote in keys)
    quotes = [Beat(parts[0], QUOTE_WORTH / (1 + place / 4), quote) for place, (parts, quote) in enumerate(told)]
    if not points and not quotes:
        return [
            Beat(span, 1.0 / (1 + place)) for place, span in enumerate(selection.sentences) if _usable(selection, span)
        ]
    return sorted([*points, *quotes], key=lambda beat: (not beat.lead, -beat.worth, beat.span))


def lead_of(selection: Selection) -> Span | None:
    """Return the sentence that tells the news: the first point that is about as good as the best, nobody's "I"."""
    points = [point for point in selection.points if not point.personal]
    if not points:
        return None
    best = max(point.score for point in points)
    return min(point.span for point in points if point.score >= LEAD_SHARE * best)


def _short(text: str, quote: Quote) -> Quote:
    """Return a quote as it can be followed (S03): the longest portion of one with too many sentences."""
    portions = [] if quote.extract else split(text, quote)
    return max(portions, key=lambda portion: _words(text, portion.span)) if portions else quote


def _point(selection: Selection, shown: Known, lead: Span | None, place: int, most: int) -> Beat:
    """Return a point's beat: one in somebody's "I" is told as a quote, one that stays too long is worth less."""
    point = selection.points[place]
    if point.personal or (place >= most and point.span != lead):
        return Beat(point.span, point.score, Quote(point.span, point.speaker) if point.personal else None)
    first = point.span == lead
    turned = turn(wording.sentence(point.span.of(selection.article.text)), shown, lead=first)
    loses = TOO_LONG if turned.longest > LONGEST and not first else 0.0
    return Beat(point.span, point.score - loses, turned=turned, lead=first)


def all_beats(selection: Selection) -> list[Beat]:
    """Return every sentence of the story in its order; a quotation with its attribution becomes a quote."""
    text = selection.article.text
    said = [quote for quote in selection.quotes if any(map(str.isalnum, quote.span.of(text)))]
    quotes = [quote for quote in said if quote.speaker or not quote.partial]
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
    heard = (portion for portion in portions if any(map(str.isalnum, portion.of(text))))
    return [replace(quote, span=portion, extract=()) for portion in heard]


def _words(text: str, span: Span) -> int:
    return len(span.of(text).split())


def _usable(selection: Selection, span: Span) -> bool:
    text = span.of(selection.article.text)
    return span != selection.headline and any(char.isalnum() for char in text) and not has_address(text)


def _only_attribution(text: str, sentence: Span, quotes: list[Quote]) -> bool:
    quoted = sum(_words(text, quote.span) for quote in quotes)
    return _words(text, sentence) - quoted <= ATTRIBUTION_WORDS


def _in_order(beats: list[Beat]) -> list[Beat]:
    """Return the beats in the article's order, but the lead before quotes that the article opens with."""
    order = sorted(beats, key=lambda beat: beat.span)
    place = next((place for place, beat in enumerate(order) if beat.lead), 0)
    if all(beat.quote for beat in order[:place]):
        order[: place + 1] = [*order[place : place + 1], *order[:place]]
    return order


def _news(selection: Selection) -> str:
    """Return the headline and the first sentences of an article, one to a line."""
    first = (selection.headline, *selection.sentences[:OPENING])
    return "\n".join(" ".join(span.of(selection.article.text).split()) for span in first if span is not None)


def lines(selection: Selection, beats: list[Beat], source: str, readers: Readers) -> Iterator[Line]:
    """Yield the story's lines, the lead first, then the beats in the article's order, each quote after its lead-in."""
    text = selection.article.text
    shown, lead = known(selection), lead_of(selection)
    news = _news(selection)
    said = ""
    told: set[str] = set()
    heard_words: frozenset[str] = frozenset()
    last: Speaker | None = None
    heard: list[Reader] = []
    nobody = 0
    for beat in _in_order(beats):
        if beat.quote is None:
            turned = beat.turned or turn(wording.sentence(beat.span.of(text)), shown, lead=beat.span == lead)
            first = introduced(surname_after(turned.text, told, shown), heard_words, selection, shown)
            told |= named_in(first.text, shown)
            said += first.text
            heard_words |= names_said(first.text)
            last = None
            rules = (*turned.rules, RULE) if first.spans else turned.rules
            yield Line(ANCHOR, (Piece(first.text),), cite=Cite(source, (beat.span, *first.spans)), rules=rules)
            continue
        speaker = beat.quote.speaker
        name = speaker.name if speaker else ""
        again = speaker is not None and speaker == last
        known_by_surname = (name in told or name in said) and not readers.shares_surname(name)
        past = speaker is not None and speaker.kind == "person" and has_died(name, news)
        leading = lead_in(speaker, known=known_by_surname, again=again, nobody=nobody, past=past)
        nobody += speaker is None
        yield Line(ANCHOR, (Piece(leading),))
        reader = readers.reader(speaker, heard)
        heard.append(reader)
        cite = Cite(source, beat.parts, who(speaker))
        words = f" {ELISION} ".join(part.of(text) for part in beat.parts)
        yield Line(reader.label, (Piece(wording.quotation(words)),), cite=cite, verbatim=True)
        told.add(name)
        heard_words |= names_said(name)
        last = speaker
