"""Nothing is made up: each quoted word of a script against the text that it's quoted from.

White space, characters nobody can see, the outer quotation marks and the final comma or stop may differ; nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice, pairwise
from typing import Final

from briefing.errors import Problem
from briefing.values import Cite, Line, Quote, Reader, Script, Source, Span
from briefing.writing import claims
from briefing.writing.escaping import ELISION
from briefing.writing.heard import MARKS, Index, contains, core, folded, heard, spaced
from briefing.writing.markdown.links import link
from briefing.writing.whose import Evidence, found

CODES: Final[dict[str, tuple[str, str]]] = {
    "Q01": ("the source {key} isn't in the script", "add it under sources:, or mend the link"),
    "Q02": ("the text of {file} isn't at hand", "put the file beside the script"),
    "Q03": ("{file} has changed since the script was written", "{todo}"),
    "Q04": ("{range} ends after the text, which has {length} characters", "{offer}"),
    "Q05": ("the quote isn't what stands in {range}: {stands}", "{offer}"),
    "Q06": ("“{words}” doesn't stand in {range}", "quote it word for word, or take the quotation marks away"),
    "Q07": ("“{words}” is quoted without a source", "add [↗](FILE#char=a,b) to the sentence, or take the marks away"),
    "Q08": ("{label} isn't under voices:", "add it there"),
    "Q09": ("the quote doesn't say where it comes from", "end it with a line > — [who](FILE#char=a,b)"),
    "Q10": ("{label} is {name}, and the quote is given to {who}", "give it to one of them"),
    "Q11": ("the name {name} doesn't stand in {file}", "write it as the article does"),
    "Q12": ("the article gives these words to {other}, not to {name}", "give them to {other}, or vouch: {vouch}"),
    "Q13": ("the article doesn't show that {name} said this", "if you know it, vouch for it: {vouch}"),
    "Q14": ("the number {word} doesn't stand in {range}", "write the source's, or vouch for it: {vouch}"),
    "Q15": ("the name {word} doesn't stand in {file}", "write it as the article does, or vouch for it: {vouch}"),
    "Q16": ("nothing in {file} calls anybody {word}", "write the article's own word, or vouch for it: {vouch}"),
    "Q17": ("“{word}” turns what {range} says", "say what the source says, or vouch for it: {vouch}"),
}
WARNINGS: Final = frozenset(("Q13", "Q14", "Q15", "Q16", "Q17"))
"""What a person may know better: shown, but no reason not to speak."""

_GIVEN = {"other": "Q12", "unsure": "Q13"}  # whose words they are, where it isn't the same
_LEADING_IN = {"number": "Q14", "name": "Q15", "role": "Q16"}  # what a lead-in is asked, which cites nothing itself
_TOLD = _LEADING_IN | {"denial": "Q17"}
_WHOLE = frozenset(("offer", "range", "todo", "vouch"))  # words of a message that aren't cut
_MOST_TEXT = 200_000  # of an article, in characters, for the numbers of a lead-in
_MOST_FRAGMENTS = 20  # told of one line
_MOST_OFFERS = 200  # looking for a mistyped quote reads the text again; a file full of them isn't mistyped


def verify(
    script: Script, texts: Mapping[str, str], quotes: Mapping[str, Sequence[Quote]] | None = None
) -> tuple[Problem, ...]:
    """Return what is wrong with the script's quotes, and what its cited lines say beyond their sources.

    ``texts`` holds the articles' texts by the sources' keys, ``quotes`` the quotations found in them with whose words
    they are: with them the speakers are checked too. Problems whose code is in ``WARNINGS`` are no errors.
    """
    return tuple(_Check(script, texts, quotes or {}).problems())


# --- The checks ------------------------------------------------------------------------------------------------------


@dataclass
class _Check:
    script: Script
    texts: Mapping[str, str]
    quotes: Mapping[str, Sequence[Quote]]
    sources: dict[str, Source] = field(init=False)
    readers: dict[str, Reader] = field(init=False)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    indexes: dict[str, Index] = field(default_factory=dict)
    plain: dict[str, str] = field(default_factory=dict)
    found: dict[tuple[str, str], bool] = field(default_factory=dict)
    offers: int = _MOST_OFFERS

    def __post_init__(self) -> None:
        self.sources = {source.key: source for source in self.script.sources}
        self.readers = {reader.label: reader for reader in self.script.readers}

    def problems(self) -> Iterator[Problem]:
        cited = {line.cite.source for line in self.script.lines if line.cite is not None}
        for source in self.script.sources:
            if source.key in cited or source.key in self.texts:
                yield from self.source(source)
        for line in self.script.lines:
            if line.reader not in self.readers:
                yield _problem("Q08", line, label=line.reader)
            yield from self.line(line)
        yield from self.claims()

    def line(self, line: Line) -> Iterator[Problem]:
        """Check a line's words against what it cites; a text that isn't at hand was told of already."""
        cite = line.cite
        if cite is None:
            yield from [_problem("Q09", line)] if line.verbatim else self.unsourced(line)
        elif cite.source not in self.sources:
            yield _problem("Q01", line, key=cite.source)
        elif cite.source in self.texts:
            check = self.quote if line.verbatim else self.fragments
            yield from check(line, cite, self.texts[cite.source])

    def source(self, source: Source) -> Iterator[Problem]:
        text = self.texts.get(source.key)
        if text is None:
            yield _problem("Q02", source, file=source.file)
            return
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        if digest != source.sha256:
            todo = f"lint --fix moves what is still there; check the rest, then set sha256 to {digest}"
            yield _problem("Q03", source, file=source.file, todo=todo)

    def where(self, cite: Cite) -> str:
        """Return a link to where a line's words are said to stand."""
        return self.link(cite.source, cite.spans[0])

    def link(self, key: str, span: Span) -> str:
        return link(self.sources[key].file, span)

    def beyond(self, line: Line, cite: Cite, span: Span, offer: str) -> Problem:
        length = len(self.texts[cite.source])
        return _problem("Q04", line, range=self.link(cite.source, span), length=length, offer=offer)

    def quote(self, line: Line, cite: Cite, text: str) -> Iterator[Problem]:
        """Check a block quote: its words, and whose they are said to be."""
        stands = f" {ELISION} ".join(span.of(text) for span in cite.spans)
        past = next((span for span in cite.spans if span.end > len(text)), None)
        if past is not None:
            yield self.beyond(line, cite, past, self.offer(line, cite))
        elif core(stands) != core(line.text) or not core(line.text):
            offer = self.offer(line, cite)
            yield _problem("Q05", line, range=self.where(cite), stands=heard(stands), offer=offer)
        yield from self.named(line, cite, text)
        yield from self.whose(line, cite)

    def whose(self, line: Line, cite: Cite) -> Iterator[Problem]:
        """Check whose words they are: what the article says, unless a person vouches for another."""
        if cite.checked or cite.source not in self.quotes:
            return
        if cite.source not in self.evidence:
            self.evidence[cite.source] = Evidence(self.quotes[cite.source])
        reader = self.readers.get(line.reader)
        verdict, other = found(line, reader, self.evidence[cite.source])
        if code := _GIVEN.get(verdict):
            names = {"name": reader.name if reader else "", "other": other.name if other else ""}
            yield _problem(code, line, **names, vouch=self.vouch(cite))

    def vouch(self, cite: Cite) -> str:
        return f'({self.where(cite)} "checked: YOUR NAME")'

    def claims(self) -> Iterator[Problem]:
        """Check what the anchor's lines say beyond their sources; lines from one range are read as one."""
        extra = [source.title or "" for source in self.script.sources] + [r.name or "" for r in self.script.readers]
        for line, text, cite in _claiming(self.script):
            article = self.texts.get(cite.source)
            if article is None or cite.checked or cite.source not in self.sources:
                continue
            ranges = [span.of(article) for span in cite.spans] if line.cite else [article[:_MOST_TEXT]]
            file, where, codes = self.sources[cite.source].file, self.where(cite), _TOLD if line.cite else _LEADING_IN
            for kind, word in claims.told(text, ranges, article, extra):
                if code := codes.get(kind):
                    yield _problem(code, line, word=word, file=file, range=where, vouch=self.vouch(cite))

    def named(self, line: Line, cite: Cite, text: str) -> Iterator[Problem]:
        """Check that the label's name is the one under the quote, and that the article has it."""
        from briefing.language.surnames import surname

        reader = self.readers.get(line.reader)
        if reader is None or not reader.name:
            return
        last = heard(surname(reader.name))
        if cite.who and not contains(folded(heard(cite.who)), last):
            yield _problem("Q10", line, label=line.reader, name=reader.name, who=cite.who)
        elif not self.mentions(cite.source, text, last):
            yield _problem("Q11", line, name=reader.name, file=self.sources[cite.source].file)

    def mentions(self, key: str, text: str, name: str) -> bool:
        """Tell whether an article has a name, as whole words; a text is folded once, a name looked for once."""
        if key not in self.plain:
            self.plain[key] = folded(heard(text))
        if (key, name) not in self.found:
            self.found[key, name] = contains(self.plain[key], name)
        return self.found[key, name]

    def offer(self, line: Line, cite: Cite) -> str:
        """Return what to do about a quote whose range is wrong: the nearest right one, where there is one."""
        if not self.offers:
            return "correct the words or the range"
        self.offers -= 1
        if cite.source not in self.indexes:
            self.indexes[cite.source] = Index(self.texts[cite.source])
        spans, to = [], cite.spans[0].start
        for part in map(core, line.text.split(ELISION) if cite.spans[1:] else [line.text]):
            span = self.indexes[cite.source].nearest(part, to)
            if span is None:
                return self.likest(cite.source, part)
            spans.append(span)
            to = span.end
        return "the words stand at " + " ".join(self.link(cite.source, span) for span in spans)

    def likest(self, key: str, words: str) -> str:
        """Return what to do about words that don't stand in the source: the nearest that do, where some do."""
        span = self.indexes[key].likest(words)
        if span is None:
            return "write the article's own words, or mend the range"
        return f"the nearest is “{_short(heard(span.of(self.texts[key])))}” at {self.link(key, span)}"

    def fragments(self, line: Line, cite: Cite, text: str) -> Iterator[Problem]:
        """Check a reader's own line: that its ranges lie in the text, and what stands in quotation marks."""
        for span in cite.spans:
            if span.end > len(text):
                yield self.beyond(line, cite, span, "mend the range")
        words = dict.fromkeys(_quoted(line.text))
        stretches = [folded(spaced(heard(span.of(text)))) for span in cite.spans] if words else []
        missing = (part for part in words if not any(contains(stretch, core(part)) for stretch in stretches))
        for fragment in islice(missing, _MOST_FRAGMENTS):
            yield _problem("Q06", line, words=fragment, range=self.where(cite))

    def unsourced(self, line: Line) -> Iterator[Problem]:
        """Check a line without a source: it may quote the titles of the script's sources, and how people are called."""
        text = line.text
        if not _has_marks(text):
            return
        titles = [source.title for source in self.script.sources if source.title]
        titles += [reader.name for reader in self.script.readers if reader.name]  # with a nickname in marks
        for title in titles:
            text = text.replace(f'"{title}"', " ").replace(f"“{title}”", " ")
        known = [folded(spaced(heard(title))) for title in titles]
        for part in text.split('"')[1::2]:  # part of a title that has marks of its own
            if _has_marks(part) and any(contains(title, core(part)) for title in known):
                text = text.replace(f'"{part}"', " ")
        for fragment in dict.fromkeys(_quoted(text)):
            if not any(contains(title, core(fragment)) for title in known):
                yield _problem("Q07", line, words=fragment)


def _has_marks(text: str) -> bool:
    return any(mark in text for mark in MARKS)


def _quoted(text: str) -> Iterator[str]:
    """Yield what stands in quotation marks; one that nothing closes goes on to the end."""
    from briefing.language.marks import marked

    if not _has_marks(text):
        return
    pairs, left = marked(text, Span(0, len(text)))
    yield from (pair.inner.of(text) for pair in pairs)
    if left is not None and (rest := text[left + 1 :]):
        yield rest


def _claiming(script: Script) -> Iterator[tuple[Line, str, Cite]]:
    """Yield the anchor's lines that tell of a source, with what they say and where it's from.

    Lines that follow each other from one range are joined; a lead-in is from the source of its quote.
    """
    for cite, group in groupby(script.lines, lambda line: None if line.verbatim else line.cite):
        lines = list(group)
        if cite is not None:
            yield lines[0], " ".join(line.text for line in lines), cite
            continue
        for before, line in pairwise(lines):
            if line.cite is not None and not before.verbatim:
                yield before, before.text, line.cite


def _problem(code: str, at: Line | Source, **words: object) -> Problem:
    what, todo = CODES[code]
    short = {key: text if key in _WHOLE else _short(text) for key, text in words.items()}
    return Problem(code, what.format(**short), todo.format(**short), line=at.at or None)


def _short(word: object) -> str:
    text = " ".join(str(word).split())
    return text if len(text) <= 80 else f"{text[:77]}…"  # noqa: PLR2004 - a terminal's line
