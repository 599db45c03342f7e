"""A script beside its sources' texts: where each of its lines stands in them now."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from briefing.language.sentences import sentences
from briefing.values import Cite, Line, Script, Source, Span
from briefing.writing import claims
from briefing.writing.escaping import ELISION
from briefing.writing.heard import Index, core, heard

SURE = 0.75
"""A sentence that shares this part of its words with the line is the one that it was made from."""

CLEAR = 0.2
"""The next best must be this much less alike."""

LONGEST_TEXT = 200_000
"""In a longer source, in characters, only a sentence that stands there word for word is looked for."""

_STRAIGHT = str.maketrans("“”„‟‘’‚‛", "\"\"\"\"''''")


class Desk:
    """A script beside its sources' texts."""

    def __init__(self, script: Script, texts: Mapping[str, str]) -> None:
        """Tell which of the sources have changed since the script was written."""
        self.texts = texts
        self.script = script
        self.indexes: dict[str, Index] = {}
        self.digests = {
            key: hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() for key, text in texts.items()
        }
        self.moved = {
            source.key for source in script.sources if self.digests.get(source.key, source.sha256) != source.sha256
        }
        self.parts: dict[str, list[Span]] = {}

    def index(self, key: str) -> Index:
        """Return where words stand in a source's text."""
        if key not in self.indexes:
            self.indexes[key] = Index(self.texts[key])
        return self.indexes[key]

    def change(self, line: Line) -> tuple[Line, str] | None:
        """Return what a line can be mended to, and how; None where it's right or nothing is sure."""
        cite = line.cite
        if cite is None or cite.source not in self.texts or (line.verbatim and self.verbatim(line)):
            return None
        return self._quote(line, cite) if line.verbatim else self._own(line, cite)

    def _quote(self, line: Line, cite: Cite) -> tuple[Line, str] | None:
        if spans := self.stands(line):
            return replace(line, cite=replace(cite, spans=spans)), f"the quote stands at {spans[0].fragment}"
        text = self.marked(line)
        if text is None:
            return None
        return replace(line, pieces=(replace(line.pieces[0], text=text),)), "the quotation marks are the source's"

    def _own(self, line: Line, cite: Cite) -> tuple[Line, str] | None:
        span = self.sentence(line) if cite.source in self.moved else None
        if span is None or (span,) == cite.spans:
            return None
        return replace(line, cite=replace(cite, spans=(span,))), f"the sentence stands at {span.fragment}"

    def verbatim(self, line: Line) -> bool:
        """Tell whether a quote is what stands in its ranges."""
        cite = line.cite
        text = self.texts[cite.source] if cite else ""
        spans = cite.spans if cite else ()
        inside = all(span.end <= len(text) for span in spans)
        return inside and core(f" {ELISION} ".join(span.of(text) for span in spans)) == core(line.text)

    def stands(self, line: Line) -> tuple[Span, ...] | None:
        """Return where a quote's parts stand, each of them once in the source and in this order."""
        cite = line.cite
        if cite is None:
            return None
        parts = heard(line.text).split(ELISION) if len(cite.spans) > 1 else [line.text]
        found = [self.index(cite.source).only(core(part)) for part in parts]
        text = self.texts[cite.source]
        spans = tuple(
            _closed(span, text, old) for span, old in zip(found, cite.spans, strict=False) if span is not None
        )
        ordered = all(one.end <= other.start for one, other in pairwise(spans))
        return spans if len(spans) == len(cite.spans) and len(spans) == len(found) and ordered else None

    def marked(self, line: Line) -> str | None:
        """Return a quote's text with the source's own quotation marks, where nothing else differs."""
        cite = line.cite
        if cite is None or len(line.pieces) != 1 or len(cite.spans) != 1:
            return None
        stands, ours = core(cite.spans[0].of(self.texts[cite.source])), core(line.text)
        at = line.text.find(ours)
        if not ours or at < 0 or stands.translate(_STRAIGHT) != ours.translate(_STRAIGHT):
            return None
        return line.text[:at] + stands + line.text[at + len(ours) :]

    def sentence(self, line: Line) -> Span | None:
        """Return where an anchor's sentence stands in a source that has changed, if it surely stands there."""
        cite = line.cite
        if cite is None or len(cite.spans) != 1:
            return None
        text, size = self.texts[cite.source], cite.spans[0].end - cite.spans[0].start
        same = [one for one in self.sentences(cite.source) if one.end - one.start == size]
        same = [one for one in same if claims.within(line.text, one.of(text)) >= SURE]
        if len(same) == 1:  # as long as before, and it holds the words: it was only moved
            return None if list(claims.told(line.text, [same[0].of(text)], text)) else same[0]
        if (span := self.index(cite.source).only(core(line.text))) is not None:
            stop = text[span.end : span.end + 1] in {".", "!", "?"} and text[span.end] == line.text[-1:]
            return Span(span.start, span.end + stop)
        likest = sorted((claims.alike(line.text, one.of(text)), one) for one in self.sentences(cite.source))
        if not likest or likest[-1][0] < SURE or (len(likest) > 1 and likest[-2][0] > likest[-1][0] - CLEAR):
            return None
        best = likest[-1][1]
        return None if list(claims.told(line.text, [best.of(text)], text)) else best

    def sentences(self, key: str) -> Sequence[Span]:
        """Return the sentences of a source's text, none where there are too many to compare."""
        text = self.texts[key]
        if key not in self.parts:
            self.parts[key] = self._split(text) if len(text) <= LONGEST_TEXT else []
        return self.parts[key]

    @staticmethod
    def _split(text: str) -> list[Span]:
        return [
            span
            for part in re.finditer(r"[^\n]+", text)
            if part[0].strip()
            for span in sentences(text, Span(part.start(), part.end()))
        ]

    def sound(self, source: Source) -> bool:
        """Tell whether every line from a source surely stands in its text as it is now."""
        for line in self.script.lines:
            if line.cite is None or line.cite.source != source.key:
                continue
            if line.verbatim and not self.verbatim(line):
                return False
            if not line.verbatim and (self.sentence(line),) != line.cite.spans:
                return False
        return True


def _closed(span: Span, text: str, old: Span) -> Span:
    """Return a quote's range with the comma or stop at its end where the old range had one."""
    longer = old.end - old.start == span.end - span.start + 1 and text[span.end : span.end + 1] in {",", "."}
    return Span(span.start, span.end + longer)
