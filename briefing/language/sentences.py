"""Sentences: where they end, quotations and abbreviations considered.

A quotation and the words that attribute it are one sentence, however many stops the quotation holds: "“One. Two,”
he said." is one range, since a script can't say half of it. A quotation that stands alone, without a word of the
writer's beside it, is divided at its own stops.
"""

from __future__ import annotations

import re
from functools import cache

from briefing.language.lexicons import rows, words
from briefing.language.marks import Marked, Pairs, marked
from briefing.values import Span

_CLOSERS = "\"'”’»)]}›"
_OPENERS = "\"'“‘«([{‹„"


@cache
def _stops() -> re.Pattern[str]:
    """Match a run of stops with the marks and brackets that close after it, before white space or the end."""
    return re.compile(r"(?:[.!?…]+|[。！？])[\"'”’»)\]}›]*(?=\s|$)")


@cache
def _last_word() -> re.Pattern[str]:
    return re.compile(r"(?:[^\W_]\.)*[^\W_]+$")


@cache
def _attributed() -> re.Pattern[str]:
    """Match what follows a quotation and attributes it although it begins with a capital: ``Smith said``."""
    name = r"[A-Z][\w’'.-]*"
    every = rows("speech_verbs")
    plain, rest = _alternatives(every[:12]), _alternatives(every)
    said = rf"(?:(?:{plain})\b(?! (?:that|he|she|it|they)\b)|(?:{rest})(?=[.,;:]|$))"
    aside = r"(?:, [^“”\"\n.!?]{1,100},)?"
    return re.compile(rf"\s*(?:{name},? ){{0,4}}{name}{aside} (?:also |later |then |once )?{said}")


def _alternatives(verbs: tuple[str, ...]) -> str:
    return "|".join(form for row in verbs for form in row.split()[1:-1])


def _abbreviated(text: str, stop: int, start: int, following: str, _language: str) -> bool:
    """Tell whether the stop belongs to an abbreviation or an initial that goes on."""
    word = _last_word().search(text, max(start, stop - 16), stop)
    if word is None:
        return False
    last = word[0].lower()
    if last in words("abbreviations_final"):
        zone = re.split(r"[^\w]", following, maxsplit=1)[0].lower()
        return not following[:1].isupper() or zone in words("time_zones")
    if last in words("abbreviations_capital"):
        return text[stop - len(last)].isupper() and (last != "no" or following[:1].isdigit())
    if "." in last or last in ("jr", "sr"):
        return following.split(" ", 1)[0].lower() not in words("sentence_starts") or not following[:1].isupper()
    return last in words("abbreviations") or (len(last) == 1 and last.isalpha() and last != "i" and word[0].isupper())


def _abbreviated_in(text: str, stop: int, start: int, following: str, language: str) -> bool:
    """Tell the same in another language than English; a number with a stop may be an ordinal ("28. Dezember")."""
    word = _last_word().search(text, max(start, stop - 16), stop)
    if word is None:
        return False
    last = word[0].lower()
    after = re.split(r"[^\w]", following, maxsplit=1)[0].lower()
    if last in words(f"{language}/abbreviations_final"):
        return not following[:1].isupper()
    if last.isdigit():
        return len(last) <= len("28") and after in words(f"{language}/ordinal_followers")
    if "." in last:
        return after not in words(f"stopwords_{language}")
    return last in words(f"{language}/abbreviations") or (len(last) == 1 and last.isalpha() and word[0].isupper())


def _ends(text: str, hit: re.Match[str], within: Span, language: str = "en") -> bool:
    """Tell whether a sentence ends with this run of stops (outside quotations)."""
    if hit.end() >= within.end:
        return True
    following = text[hit.end() : min(within.end, hit.end() + 24)].lstrip()
    head = following.lstrip(_OPENERS)[:1]
    if not head:
        return True
    run = hit[0].rstrip(_CLOSERS)
    if head.islower():
        return False
    if run == ".":
        ahead = following.lstrip(_OPENERS)
        own = _abbreviated_in if language in words("tongues") else _abbreviated
        return not own(text, hit.start(), within.start, ahead, language)
    if run in ("…", "...", ". . ."):
        return head.isupper() or following[:1] in '“"‘'
    return True


def _after_quote(text: str, quote: Marked, end: int) -> bool:
    """Tell whether a sentence ends where this quotation ends."""
    at = quote.outer.end
    if quote.left_open or at >= end:
        return True
    last = quote.inner.end - 1
    while last > quote.inner.start and text[last] in _CLOSERS:
        last -= 1
    if text[last] not in ".!?…":
        return False
    following = text[at : min(end, at + 200)]
    head = following.lstrip()[:1]
    if not head or following[:1] in ",;:.—–-)":
        return not head
    if head.islower() or head in "—–―-":
        return False
    return text[last] == "." or _attributed().match(following) is None


def frames(text: str, within: Span, quotes: tuple[Marked, ...], language: str = "en") -> tuple[Span, ...]:
    """Return the sentences of a paragraph, each of its quotations taken as one word.

    ``language`` tells which abbreviations go on. ``quotes`` are the paragraph's quotations in order. No range ends
    inside one of them.
    """
    cuts: list[int] = []
    start = within.start
    for quote in (*quotes, None):
        stop = quote.outer.start if quote is not None else within.end
        hits = _stops().finditer(text, start, stop)
        cuts.extend(hit.end() for hit in hits if _ends(text, hit, within, language))
        if quote is not None:
            start = quote.outer.end
            if _after_quote(text, quote, within.end):
                cuts.append(start)
    return _ranges(text, within, cuts)


def _ranges(text: str, within: Span, cuts: list[int]) -> tuple[Span, ...]:
    found: list[Span] = []
    start = within.start
    for cut in (*cuts, within.end):
        piece = text[start:cut]
        kept = piece.strip()
        if kept:
            head = start + len(piece) - len(piece.lstrip())
            found.append(Span(head, head + len(kept)))
            start = cut
    return tuple(found)


def sentences(text: str, within: Span, language: str = "en", marks: Pairs | None = None) -> tuple[Span, ...]:
    """Return the sentences of one paragraph, as ranges of ``text`` without outer white space, in order.

    A quotation and its attribution stay together; a quotation that stands alone is divided at its own stops.
    ``marks`` is what ``marked`` says of the paragraph, where somebody has asked it. Linear in the paragraph's length;
    never raises.
    """
    if not text[within.start : within.end].strip():
        return ()
    quotes, _left = marks or marked(text, within)
    found: list[Span] = []
    rest = iter(quotes)
    quote = next(rest, None)
    for frame in frames(text, within, quotes, language):
        while quote is not None and quote.outer.end <= frame.start:
            quote = next(rest, None)
        if quote is not None and quote.outer == frame:
            found.extend(_ranges(text, frame, _inner_cuts(text, frame, language)))
        else:
            found.append(frame)
    return tuple(found)


def _inner_cuts(text: str, frame: Span, language: str) -> list[int]:
    hits = _stops().finditer(text, frame.start, frame.end)
    return [hit.end() for hit in hits if _ends(text, hit, frame, language)]
