"""Words inside a quotation that say who speaks: « Oui, a dit M. Roux, nous partons. », —Sí —dijo Ana—. Vamos."""

from __future__ import annotations

from typing import NamedTuple

from briefing.language.marks import Marked
from briefing.language.tongues import Tongue
from briefing.selecting.abroad.nouns import Mention
from briefing.selecting.abroad.saying import subject_after, verbs_of
from briefing.selecting.abroad.wording import Row, row_of
from briefing.values import Span

DASHES = ("—", "–", "-", "―")
OPENS = (",", "!", "?", "…", *DASHES)
CLOSES = (",", ".", ":", *DASHES)


class Incise(NamedTuple):
    """What is said of the speaker inside a quotation: its words, whom it mentions, the quotation's parts around it.

    ``goes_on`` tells that the second part is the same sentence.
    """

    row: Row
    mention: Mention
    parts: tuple[Span, ...]
    goes_on: bool


def incise(text: str, mark: Marked, tongue: Tongue) -> Incise | None:
    """Return the first words inside a quotation that attribute it, None where it has none."""
    row = row_of(text, mark.inner, [], tongue)
    for verb in verbs_of(row, tongue):
        if verb.first == 0 or not verb.strong or verb.mute or row[verb.first - 1].text not in OPENS:
            continue
        mention = subject_after(row, verb, tongue, sure=True)
        plain = mention is not None and mention.sort == "pronoun" and verb.hung is None
        if mention is None or mention.sort == "nobody" or (plain and not _dashed(row, verb.first)):
            continue
        end = _closed(row, mention.end)
        if end is None:
            continue
        parts = _parts(row, verb.first, end, mark.inner, text)
        if parts:
            return Incise(row, mention, parts, row[end].text == "," if end < len(row) else False)
    return None


def _dashed(row: Row, verb: int) -> bool:
    return row[verb - 1].text in DASHES


def _closed(row: Row, end: int) -> int | None:
    """Return the place of the stop that ends the attribution, or where the row ends; None where it doesn't end soon."""
    if end and row[end - 1].text == ",":
        return end - 1
    for at in range(end, min(len(row), end + 8)):
        if row[at].text in CLOSES:
            return at
        if row[at].sort != "word":
            return None
    return len(row) if len(row) <= end + 8 else None


def _parts(row: Row, first: int, end: int, inner: Span, text: str) -> tuple[Span, ...]:
    before = row[first - 1]
    stop = before.start if before.text in (",", *DASHES) else before.end
    stop = len(text[:stop].rstrip()) if text[stop - 1 : stop].isspace() else stop
    after = end
    while after < len(row) and row[after].sort == "stop" and row[after].text in CLOSES:
        after += 1
    found = [Span(inner.start, stop)] if stop > inner.start else []
    if after < len(row):
        found.append(Span(row[after].start, inner.end))
    return tuple(found)


def dashed(text: str, paragraph: Span, tongue: Tongue) -> tuple[Marked, ...]:
    """Return what a paragraph of dialogue says, where a dash opens it and it says who speaks; else nothing."""
    if text[paragraph.start] not in DASHES:
        return ()
    start = paragraph.start + 1
    while start < paragraph.end and text[start].isspace():
        start += 1
    if start >= paragraph.end:
        return ()
    mark = Marked(paragraph, Span(start, paragraph.end), "—")
    return (mark,) if incise(text, mark, tongue) is not None else ()
