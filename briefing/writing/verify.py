"""Nothing is made up: each quoted word of a script against the text that it's quoted from.

White space, characters nobody can see, the outer quotation marks and the final comma or stop may differ; nothing else.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Final

from briefing.errors import Problem
from briefing.values import Line, Script, Source, Span
from briefing.writing.escaping import ELISION
from briefing.writing.markdown.links import link

CODES: Final[dict[str, tuple[str, str]]] = {
    "Q01": ("the source {key} isn't in the script", "add it under sources:, or mend the link"),
    "Q02": ("the text of {file} isn't at hand", "put the file beside the script"),
    "Q03": ("{file} has changed since the script was written", "check each quote, then set its sha256 to {sha}"),
    "Q04": ("{range} ends after the text, which has {length} characters", "{offer}"),
    "Q05": ("the quote isn't what stands in {range}: {stands}", "{offer}"),
    "Q06": ("“{words}” doesn't stand in {range}", "quote it word for word, or take the quotation marks away"),
    "Q07": ("“{words}” is quoted without a source", "add [↗](FILE#char=a,b) to the sentence, or take the marks away"),
    "Q08": ("{label} isn't under voices:", "add it there"),
    "Q09": ("the quote doesn't say where it comes from", "end it with a line > — [who](FILE#char=a,b)"),
    "Q10": ("{label} is {name}, and the quote is given to {who}", "give it to one of them"),
    "Q11": ("the name {name} doesn't stand in {file}", "write it as the article does"),
}
_MARKS = "\"'“”„‟«»‹›‘’‚‛″＂「」『』`"
_MOST_FRAGMENTS = 20  # told of one line
_MOST_OFFERS = 200  # looking for a mistyped quote reads the text again; a file full of them isn't mistyped


def verify(script: Script, texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return what is wrong with the script's quotes; ``texts`` holds the articles' texts by the sources' keys."""
    return tuple(_Check(script, texts).problems())


# --- Normal forms of a text ------------------------------------------------------------------------------------------


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(r"[^\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027]")


@cache
def _kept(char: str) -> str:
    """Return the character, a space for white space, nothing for what nobody can see."""
    if char.isspace():
        return " "
    return "" if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"} else char


def heard(text: str) -> str:
    """Return a text without what can't be seen, its white space as single spaces."""
    return " ".join(_unseen().sub(lambda found: _kept(found[0]), text).split())


def core(text: str) -> str:
    """Return what may not differ: the text as heard, without outer quotation marks and the final comma or stop."""
    text = _final(re.sub(r" ?\[…\] ?", f" {ELISION} ", heard(text)).strip(_MARKS + " "))
    inner = text.rstrip(_MARKS + " ")
    return _final(inner) if inner != text else text  # ‘…,’. has one inside the mark and one outside


def _final(text: str) -> str:
    return text[:-1] if text.endswith((",", ".")) else text


def _folded(text: str) -> str:
    """Return a text as heard without capitals and footnote marks, which aren't heard."""
    return re.sub(r" ?\[\d{1,3}\]", "", text).casefold()


def _contains(folded: str, words: str) -> bool:
    """Tell whether a folded text holds these words, whole ones."""
    words = _folded(words)
    at = folded.find(words)
    while at >= 0:
        before, after = folded[at - 1 : at], folded[at + len(words) : at + len(words) + 1]
        if not (before.isalnum() and words[:1].isalnum()) and not (after.isalnum() and words[-1:].isalnum()):
            return True
        at = folded.find(words, at + 1)
    return False


class _Index:
    """A text as heard, and for each of its characters the place in the text."""

    def __init__(self, text: str) -> None:
        chars: list[str] = []
        self.places: list[int] = []
        for at, char in enumerate(text):
            kept = _kept(char)
            if kept == " " and (not chars or chars[-1] == " "):
                continue
            if kept:
                chars.append(kept)
                self.places.append(at)
        self.text = "".join(chars)

    def nearest(self, words: str, to: int) -> Span | None:
        """Return the range with these words that begins nearest to a place of the text."""
        from bisect import bisect_left

        middle = bisect_left(self.places, to)
        found = [self.text.rfind(words, 0, middle + len(words)), self.text.find(words, middle)]
        starts = [(abs(self.places[at] - to), at) for at in found if at >= 0]
        if not starts or not words:
            return None
        at = min(starts)[1]
        return Span(self.places[at], self.places[at + len(words) - 1] + 1)


# --- The checks ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Check:
    script: Script
    texts: Mapping[str, str]
    sources: dict[str, Source] = field(init=False)
    names: dict[str, str | None] = field(init=False)
    indexes: dict[str, _Index] = field(default_factory=dict)
    found: dict[tuple[str, str], bool] = field(default_factory=dict)
    offers: int = 0

    def __post_init__(self) -> None:
        self.sources = {source.key: source for source in self.script.sources}
        self.names = {reader.label: reader.name for reader in self.script.readers}

    def problems(self) -> Iterator[Problem]:
        cited = {line.cite.source for line in self.script.lines if line.cite is not None}
        for source in self.script.sources:
            if source.key in cited or source.key in self.texts:
                yield from self.source(source)
        for line in self.script.lines:
            if line.reader not in self.names:
                yield _problem("Q08", line, label=line.reader)
            yield from self.cited(line)
            yield from self.quote(line) if line.verbatim else self.fragments(line)

    def source(self, source: Source) -> Iterator[Problem]:
        text = self.texts.get(source.key)
        if text is None:
            yield _problem("Q02", None, file=source.file)
            return
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        if digest != source.sha256:
            yield _problem("Q03", None, file=source.file, sha=digest)

    def cited(self, line: Line) -> Iterator[Problem]:
        """Check that the source is there and the ranges lie in its text."""
        if line.cite is None:
            return
        if line.cite.source not in self.sources:
            yield _problem("Q01", line, key=line.cite.source)
            return
        text = self.texts.get(line.cite.source, None)
        for span in line.cite.spans if text is not None and not line.verbatim else ():
            if span.end > len(text or ""):
                yield self.beyond(line, span, "mend the range")

    def beyond(self, line: Line, span: Span, offer: str) -> Problem:
        key = line.cite.source if line.cite else ""
        return _problem("Q04", line, range=self.link(key, span), length=len(self.texts[key]), offer=offer)

    def link(self, key: str, span: Span) -> str:
        return link(self.sources[key].file, span)

    def quote(self, line: Line) -> Iterator[Problem]:
        """Check a block quote: its words, and whose they are said to be."""
        cite = line.cite
        if cite is None:
            yield _problem("Q09", line)
            return
        if cite.source not in self.sources or cite.source not in self.texts:
            return
        text = self.texts[cite.source]
        stands = f" {ELISION} ".join(span.of(text) for span in cite.spans)
        past = next((span for span in cite.spans if span.end > len(text)), None)
        if past is not None:
            yield self.beyond(line, past, self.offer(line))
        elif core(stands) != core(line.text) or not core(line.text):
            where = self.link(cite.source, cite.spans[0])
            yield _problem("Q05", line, range=where, stands=heard(stands[:1000]), offer=self.offer(line))
        yield from self.named(line, text)

    def named(self, line: Line, text: str) -> Iterator[Problem]:
        """Check that the label's name is the one under the quote, and that the article has it."""
        from briefing.language.surnames import surname

        name, who = self.names.get(line.reader), line.cite.who if line.cite else ""
        if not name:
            return
        last = heard(surname(name))
        if who and not _contains(_folded(heard(who)), last):
            yield _problem("Q10", line, label=line.reader, name=name, who=who)
        elif not self.mentions(line.cite.source if line.cite else "", text, last):
            yield _problem("Q11", line, name=name, file=self.sources[line.cite.source].file if line.cite else "")

    def mentions(self, key: str, text: str, name: str) -> bool:
        """Tell whether an article has a name; a name is looked for once."""
        if (key, name) not in self.found:
            self.found[key, name] = name in text or _contains(_folded(heard(text)), name)
        return self.found[key, name]

    def offer(self, line: Line) -> str:
        """Return what to do about a quote whose range is wrong: the nearest right one, where there is one."""
        cite = line.cite
        if cite is None or self.offers >= _MOST_OFFERS:
            return "correct the words or the range"
        self.offers += 1
        if cite.source not in self.indexes:
            self.indexes[cite.source] = _Index(self.texts[cite.source])
        parts = [core(part) for part in heard(line.text).split(ELISION)] if len(cite.spans) > 1 else [core(line.text)]
        spans, to = [], cite.spans[0].start
        for part in parts:
            span = self.indexes[cite.source].nearest(part, to)
            if span is None:
                return "write the article's own words, or mend the range"
            spans.append(span)
            to = span.end
        return "the words stand at " + " ".join(self.link(cite.source, span) for span in spans)

    def fragments(self, line: Line) -> Iterator[Problem]:
        """Check what stands in quotation marks in a reader's own line."""
        if line.cite is None:
            yield from self.unsourced(line)
            return
        text = self.texts.get(line.cite.source)
        if text is None or line.cite.source not in self.sources:
            return
        words = dict.fromkeys(_quoted(line.text))
        stretches = [_folded(heard(span.of(text))) for span in line.cite.spans] if words else []
        missing = (part for part in words if not any(_contains(stretch, core(part)) for stretch in stretches))
        for fragment in islice(missing, _MOST_FRAGMENTS):
            yield _problem("Q06", line, words=fragment, range=self.link(line.cite.source, line.cite.spans[0]))

    def unsourced(self, line: Line) -> Iterator[Problem]:
        """Check a line without a source: the titles of the script's sources are all that it may quote."""
        text = line.text
        if not any(mark in text for mark in _MARKS):
            return
        titles = [source.title for source in self.script.sources if source.title]
        for title in titles:
            text = text.replace(f'"{title}"', " ").replace(f"“{title}”", " ")
        folded = [_folded(heard(title)) for title in titles]
        for fragment in dict.fromkeys(_quoted(text)):
            if not any(_contains(title, core(fragment)) for title in folded):
                yield _problem("Q07", line, words=fragment)


def _quoted(text: str) -> Iterator[str]:
    """Yield what stands in quotation marks; one that nothing closes goes on to the end."""
    from briefing.language.marks import marked

    if not any(mark in text for mark in _MARKS):
        return
    pairs, left = marked(text, Span(0, len(text)))
    yield from (pair.inner.of(text) for pair in pairs)
    if left is not None and text[left + 1 :].strip():
        yield text[left + 1 :]


def _problem(code: str, line: Line | None, **words: object) -> Problem:
    what, todo = CODES[code]
    short = {key: text if key in {"sha", "offer", "range"} else _short(text) for key, text in words.items()}
    return Problem(code, what.format(**short), todo.format(**short), line=(line.at or None) if line else None)


def _short(word: object) -> str:
    text = " ".join(str(word)[:200].split())
    return text if len(text) <= 80 else f"{text[:77]}…"  # noqa: PLR2004 - a terminal's line
