"""A paragraph's words as lines: its label, its sentences with their source links, a quote's attribution."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from briefing.values import Cite, Direction, DirectionKind, Line
from briefing.writing.escaping import label_of, tidy
from briefing.writing.markdown import inline, links
from briefing.writing.markdown.inline import Link, Run, Word
from briefing.writing.markdown.mistakes import Mistakes

_KINDS: dict[str, DirectionKind] = {"pause": "pause", "beat": "beat", "sting": "sting", "music": "music"}
_DIRECTION = re.compile(r"(pause|beat|sting|music)(?: ([0-9]{1,9})ms| ([0-9]{1,6}(?:\.[0-9]{1,3})?) ?s)?(?:: (\S.*))?")
_DELIVERY = re.compile(
    r"bright|warm|grave|slower|faster|softer|rate=[0-9]{2,3}|pitch=[-+][0-9]{1,2}(?:\.[0-9]{1,2})?st"
)
_DASHES = frozenset({"—", "–", "--"})
_STOP = re.compile(r"\s*[.,;:!?…]+(?=\s|\Z)")


class Spoken(NamedTuple):
    """Words with the label before them; no label goes on with the last reader."""

    label: str | None
    delivery: tuple[str, ...]
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """What a paragraph is checked against. ``labels`` is None where any label will do."""

    labels: frozenset[str] | None
    keys: dict[str, str] | None
    mistakes: Mistakes

    def labelled(self, words: tuple[Word, ...]) -> Spoken:
        """Split the label off, and check that it's known and its delivery too."""
        first = words[0] if words else None
        if not isinstance(first, Run) or not first.bare:
            return Spoken(None, (), words)
        text = first.text.lstrip()
        label = label_of(text, self.labels or ())
        if label is None:
            return Spoken(None, (), words)
        if self.labels is not None and label.name not in self.labels:
            self.mistakes.add("L02", first.at, label=label.name)
        for word in label.delivery:
            if not _DELIVERY.fullmatch(word):
                self.mistakes.add("L03", first.at, word=word)
        rest = replace(first, text=text[label.colon + 1 :])
        return Spoken(label.name, label.delivery, (rest, *words[1:]))

    def lines(self, reader: str, spoken: Spoken) -> list[Line]:
        """Return a line for each run of words that a source link ends, and one for what is left."""
        out: list[Line] = []
        for runs, ends in _sentences(spoken.words):
            pieces = inline.pieces(inline.elisions(runs, self.mistakes))
            at = next((run.at for run in runs if run.text.strip()), ends[0].at if ends else 0)
            for end in ends:
                if end.who != links.ARROW and _ranged(end.href):
                    self.mistakes.add("L13", end.at, text=end.who)
            cite = self.cite(ends, "")
            if pieces:
                out.append(Line(reader, pieces, spoken.delivery, cite, at=at))
            elif ends:
                self.mistakes.add("L10", ends[0].at)
        return out

    def cite(self, ends: Sequence[Link], who: str) -> Cite | None:
        """Return what source links lead to, None where there are none or none is right."""
        spans, keys, checked = [], [], ""
        for end in ends:
            if end.title and links.vouched(end.title) is None:
                self.mistakes.add("L14", end.at, title=end.title)
            checked = checked or links.vouched(end.title) or ""
            path, span = links.split(end.href)
            key = links.key_of(path, self.keys) if self.keys is not None else path
            if not _ranged(end.href) and key is None:
                self.mistakes.add("L06", end.at, target=end.href)
            elif span is None:
                self.mistakes.add("L07", end.at, target=end.href)
            elif key is None:
                self.mistakes.add("L08", end.at, target=path)
            else:
                spans.append(span)
                keys.append(key)
        if len(set(keys)) > 1:
            self.mistakes.add("L09", ends[0].at)
        return Cite(keys[0], tuple(spans), who, checked) if keys else None

    def quote(self, words: tuple[Word, ...]) -> Line | None:
        """Return a block quote whose words end with ``— [who](link)``, or None after a mistake."""
        start = next(at for at, word in enumerate(words) if isinstance(word, Link))
        ends = [word for word in words[start:] if isinstance(word, Link)]
        runs = [word for word in words[:start] if isinstance(word, Run)]
        after = next((word for word in words[start:] if isinstance(word, Run) and word.text.strip()), None)
        if after is not None:
            self.mistakes.add("L12", after.at)
            return None
        if not _dashed(runs):
            self.mistakes.add("L05", ends[0].at)
            return None
        spoken = self.labelled(tuple(runs[:-2]))
        if spoken.label is None:
            self.mistakes.add("L04", runs[0].at)
            return None
        who = ends[0].who if ends[0].who != links.ARROW else ""
        cite = self.cite(ends, who)
        kept = [word for word in spoken.words if isinstance(word, Run)]
        pieces = inline.pieces(inline.elisions(kept, None if len(ends) > 1 else self.mistakes))
        if not pieces:
            self.mistakes.add("L10", ends[0].at)
        return Line(spoken.label, pieces, spoken.delivery, cite, verbatim=True, at=runs[0].at)

    def direction(self, words: Sequence[Word], line: int) -> Direction | None:
        """Return the direction that words in brackets are; unknown ones are put down, and are None too."""
        text = tidy("".join(word.text for word in words if isinstance(word, Run)))
        found = _DIRECTION.fullmatch(text[1:-1].strip())
        if found is None:
            self.mistakes.add("P16", line, words=text[1:-1])
            return None
        ms = int(found[2]) if found[2] else round(float(found[3]) * 1000) if found[3] else None
        return Direction(_KINDS[found[1]], ms, found[4], at=line)


def bracketed(words: Sequence[Word]) -> bool:
    """Tell whether a paragraph is ``( … )`` and nothing else, with brackets that aren't escaped."""
    if not words or not all(isinstance(word, Run) for word in words):
        return False
    first, last = words[0], words[-1]
    return (
        isinstance(first, Run)
        and isinstance(last, Run)
        and first.bare
        and last.bare
        and first.text.lstrip().startswith("(")
        and last.text.rstrip().endswith(")")
    )


def _ranged(href: str) -> bool:
    return "#char=" in href


def _dashed(runs: Sequence[Run]) -> bool:
    """Tell whether the words end with a line that begins with a dash, before the link."""
    if len(runs) < 2:  # noqa: PLR2004 - a line end and a dash
        return False
    end, dash = runs[-2:]
    return end.bare and end.text == "\n" and dash.bare and dash.text.strip() in _DASHES


def _sentences(words: Sequence[Word]) -> list[tuple[list[Run], list[Link]]]:
    """Return the words up to each source link and the links there; a stop after a link belongs before it."""
    out: list[tuple[list[Run], list[Link]]] = [([], [])]
    for word in words:
        if isinstance(word, Link):
            out[-1][1].append(word)
            continue
        rest = word
        if out[-1][1] and word.text.strip():
            stop = _STOP.match(word.text) if word.say is None and word.ipa is None else None
            if stop is not None:
                runs = out[-1][0]
                runs[-1:] = [replace(run, text=run.text.rstrip()) for run in runs[-1:]]
                runs.append(replace(word, text=stop[0].strip()))
                rest = replace(word, text=word.text[stop.end() :])
            if rest.text.strip():
                out.append(([], []))
        out[-1][0].append(rest)
    return out
