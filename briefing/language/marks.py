"""Quotation marks: which of them belong together, in one paragraph at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from briefing.values import Span

DOUBLE = frozenset('"“”„‟«»″〝〞＂')
SINGLE = frozenset("'‘’‚‹›‛`")
# What each opening mark may close with; the first stack entry that takes a closing mark wins.
_CLOSES = {"“": '”"“„〞″', "”": "”", "„": '“”"‟', "‟": "”", "«": "»", "»": "«", "〝": "〞", '"': '"”″“', "＂": "＂",
           "‘": "’'", "‚": "‘’", "‹": "›", "›": "‹", "'": "'’", "`": "'’", "‛": "’", "’": "’", "″": "″"}  # fmt: skip
_OPENS = frozenset("“„«〝‘‚‹‛`")
_BEFORE = frozenset(" \t\n\u00a0\u2002\u2003\u2009\u200b\u202f\u3000([{<—–―-/:;…=>*_~|¡¿,")
_AFTER = frozenset(" \t\n\u00a0\u2002\u2003\u2009\u200b\u202f\u3000)]}>—–―-/.,:;!?…<*_~|")
_STOPS = frozenset(".,!?…;:—–-")
_ELISIONS = frozenset(
    ("em", "tis", "twas", "til", "till", "cause", "bout", "round", "n", "cos", "coz", "fraid", "nuff")
)


class Marked(NamedTuple):
    """A quotation as its marks show it: ``outer`` with the marks, ``inner`` without them and without white space.

    ``left_open`` tells that the closing mark is missing because the next paragraph goes on with the quotation.
    """

    outer: Span
    inner: Span
    mark: str
    left_open: bool = False


class _Sign(NamedTuple):
    """A mark in the text: where, which, and what its neighbours let it be."""

    at: int
    mark: str
    opens: bool
    closes: bool


@cache
def _marks() -> re.Pattern[str]:
    return re.compile("[" + "".join(sorted(DOUBLE | SINGLE)) + "]")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W_]{1,6}")


def _sign(text: str, at: int, within: Span) -> _Sign:
    mark = text[at]
    before = text[at - 1] if at > within.start else " "
    after = text[at + 1] if at + 1 < within.end else " "
    edge = before in _BEFORE or before in DOUBLE or (before in _OPENS and before in SINGLE)
    opens = edge and not after.isspace()
    closes = not before.isspace() and (after in _AFTER or after in DOUBLE or after in SINGLE or not after.isalnum())
    if mark in SINGLE and opens:
        opens = after.isalnum() or after in '“"[$£€….' or mark in "‹‚"
        word = _word().match(text, at + 1) if opens and mark in "'’‘" else None
        elided = word is not None and (word[0].lower() in _ELISIONS or (word[0][0].isdigit() and word[0][-1] == "s"))
        opens = opens and not elided
    if mark in DOUBLE and before.isspace() and after.isspace():
        opens = closes = True
    if mark == "«" and before in "'’":
        opens, closes = True, False  # d'« une chance »
    if mark in '"″' and not closes and not opens:
        closes = not before.isspace()
        opens = not closes
    if mark == '"' and before in ".!?" and after.isupper():
        opens = closes = True  # the space before the mark is missing
    return _Sign(at, mark, opens, closes)


def _may_open(sign: _Sign, stack: list[_Sign]) -> bool:
    if sign.mark in "”’″〞":  # these open only where somebody mistook them
        return sign.opens and not sign.closes and sign.mark == "”" and not stack
    if sign.mark in "»›":
        return sign.opens and not any(s.mark in "«‹" for s in stack)
    if sign.mark in _OPENS:
        return sign.opens or (sign.mark in "“„«‘‚" and not sign.closes)
    return sign.opens


def _partner(sign: _Sign, stack: list[_Sign]) -> int | None:
    """Return the place in the stack of the mark that this one closes."""
    for i in range(len(stack) - 1, max(len(stack) - 6, -1), -1):
        mark = stack[i].mark
        if sign.mark == "“" and mark == '"' and sign.opens:
            continue
        if sign.mark in _CLOSES.get(mark, "") and (sign.closes or sign.mark in "”»"):
            return i
        if sign.mark in SINGLE and mark in DOUBLE:
            return None  # a single mark doesn't reach across a double one
    return None


def _apostrophe(text: str, sign: _Sign, later: _Sign | None) -> bool:
    """Tell whether a single mark that could close is the apostrophe of a plural ("the workers’ rights")."""
    if text[sign.at - 1] in _STOPS or not (text[sign.at - 1] in "sSzx" or _is_clipped(text, sign.at)):
        return False
    tail = text[sign.at + 1 : sign.at + 3]
    if not (tail[:1] == " " and tail[1:].isalpha()) or later is None:
        return False
    return later.mark in "'’" and later.closes and not later.opens


_CLIPPED = frozenset(("an", "o", "th", "wi", "ol", "lil", "fo", "mo", "po"))


def _is_clipped(text: str, at: int) -> bool:
    """Tell whether a word before a mark has lost its end: "an’ all", "goin’ home"."""
    word = text[max(0, at - 12) : at].rpartition(" ")[2].lstrip("“‘\"'(").lower()
    return word in _CLIPPED or (word.endswith("in") and len(word) > len("din"))


def _later_closers(signs: list[_Sign]) -> list[_Sign | None]:
    """Return for each sign the next single one that isn't inside a word, or None before an opening one."""
    out: list[_Sign | None] = [None] * len(signs)
    following: _Sign | None = None
    for i in range(len(signs) - 1, -1, -1):
        out[i] = following
        if signs[i].opens or signs[i].closes:
            following = signs[i] if signs[i].mark in SINGLE else following
    return out


def _pairs(text: str, signs: list[_Sign]) -> tuple[list[tuple[_Sign, _Sign]], list[_Sign]]:
    stack: list[_Sign] = []
    done: list[tuple[_Sign, _Sign]] = []
    later = _later_closers(signs)
    for sign, after in zip(signs, later, strict=True):
        straight = sign.mark in "\"'″"
        partner = _partner(sign, stack)
        prefers_opening = straight and sign.opens and not (sign.closes and partner is not None)
        if sign.mark in "“‘«»" and _may_open(sign, stack) and not (sign.closes and partner is not None):
            prefers_opening = True
        if partner is not None and not prefers_opening:
            if sign.mark in SINGLE and stack[partner].mark in SINGLE and _apostrophe(text, sign, after):
                continue
            done.append((stack[partner], sign))
            del stack[partner:]
        elif _may_open(sign, stack):
            stack.append(sign)
    return done, stack


def _trimmed(text: str, start: int, end: int) -> Span | None:
    body = text[start:end]
    kept = body.strip()
    if not kept:
        return None
    start += len(body) - len(body.lstrip())
    return Span(start, start + len(kept))


def _outermost(text: str, pairs: list[tuple[_Sign, _Sign]]) -> list[Marked]:
    found: list[Marked] = []
    reach = -1
    for first, last in sorted(pairs, key=lambda pair: (pair[0].at, -pair[1].at)):
        inner = _trimmed(text, first.at + 1, last.at) if first.at > reach else None
        if inner is not None:
            found.append(Marked(Span(first.at, last.at + 1), inner, first.mark))
            reach = last.at
    return found


Pairs: TypeAlias = tuple[tuple[Marked, ...], int | None]
"""The quotations of a paragraph in order, and where a double mark stands that nothing closes."""


def marked(text: str, within: Span) -> Pairs:
    """Pair the quotation marks of one paragraph.

    Return the outermost pairs in order, and the position of an opening double mark that nothing closes (the first
    one outside every pair), or None. Apostrophes, feet and inches aren't marks. Linear in the paragraph's length.
    """
    spots = [hit.start() for hit in _marks().finditer(text, within.start, within.end)]
    signs = [_sign(text, at, within) for at in spots]
    signs = [sign for sign in signs if sign.opens or sign.closes or sign.mark in "“”„«»"]
    pairs, stack = _pairs(text, signs)
    found = _outermost(text, pairs)
    open_double = next((s.at for s in stack if s.mark in DOUBLE), None)
    if open_double is not None and any(m.outer.start <= open_double < m.outer.end for m in found):
        open_double = None
    return tuple(found), open_double


def marked_body(
    text: str, paragraphs: tuple[Span, ...], found: Sequence[Pairs] | None = None
) -> list[tuple[Marked, ...]]:
    """Pair the marks of all paragraphs, with those quotations that run over several of them.

    ``found`` is what ``marked`` says of each, where somebody has asked it. A quotation may open each paragraph with a
    mark and close only the last: then each part stands for itself.
    """
    rows = [marked(text, paragraph) for paragraph in paragraphs] if found is None else found
    out: list[tuple[Marked, ...]] = []
    for i, (pairs, left) in enumerate(rows):
        part = _part(text, paragraphs[i], left, paragraphs[i + 1] if i + 1 < len(rows) else None)
        kept = tuple(m for m in pairs if part is None or not part.outer.covers(m.outer))
        out.append((*kept, part) if part is not None else kept)
    return out


def _part(text: str, paragraph: Span, left: int | None, following: Span | None) -> Marked | None:
    """Return the part of a quotation that goes on in the next paragraph."""
    if left is None or following is None or text[following.start] not in DOUBLE | SINGLE:
        return None
    inner = _trimmed(text, left + 1, paragraph.end)
    return Marked(Span(left, paragraph.end), inner, text[left], left_open=True) if inner is not None else None
