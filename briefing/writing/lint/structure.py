"""Rules of broadcast style that look at how a programme is built: lead-ins, quotes, names, sign-on and sign-off."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.values import Direction, Item, Line, Reader, Span
from briefing.writing.days import DAYS, MONTHS
from briefing.writing.lint.sheet import Finding, Sheet, Spoken, bare, verbs, words

LONGEST_QUOTE = 30
MOST_SENTENCES = 2
LONGEST_HEADLINE = 12
_NEAR = 2000  # how far a paragraph is looked at on both sides
_PRONOUNS = frozenset(("he", "she", "they", "it"))
_SMALL = frozenset(
    ("the", "of", "for", "a", "an", "and", "in", "on", "at", "to", "de", "article", "who", "with", "from")
)


def lead_in(sheet: Sheet) -> Iterator[Finding]:
    """S01: attribution comes before the quote."""
    readers = {reader.label: reader for reader in sheet.script.readers}
    before = iter(_before(sheet.script.items))
    heard: set[tuple[int, str]] = set()
    for row in sheet.lines:
        line = row.line
        if not line.verbatim:
            continue
        sentence = next(before, "")
        again = (row.chapter, line.reader) in heard
        heard.add((row.chapter, line.reader))
        said = {bare(word).lower() for word in sentence.split()}
        said |= {word.removesuffix("'s").removesuffix("’s") for word in said}
        reader = readers.get(line.reader, Reader(line.reader, ""))
        if reader.name is None and not said & {"quotes", "quoted"} and not _names(line, reader) & said:
            yield Finding(line.at, "nothing says that this is quoted", "write before it: The article quotes:")
        elif reader.name is not None and not said & (_names(line, reader) | (_PRONOUNS if again else frozenset())):
            yield Finding(line.at, f"the sentence before doesn't name {reader.name}", f"write: {reader.name} says:")
        elif not said & (verbs() | {"according"}):
            yield Finding(line.at, "the sentence before has no verb of speech", "end it with says:")


def _before(items: tuple[Item, ...]) -> Iterator[str]:
    """Yield for each quote the last sentence of the reader's own line before it; a direction may stand between."""
    from briefing.language.sentences import sentences

    last = ""
    for item in items:
        if isinstance(item, Line) and item.verbatim:
            tail = last[-2000:]
            spans = sentences(tail, Span(0, len(tail))) if tail else ()
            yield spans[-1].of(tail) if spans else ""
        if not isinstance(item, Direction):
            last = item.text if isinstance(item, Line) and not item.verbatim else ""


def _names(line: Line, reader: Reader) -> frozenset[str]:
    who = f"{reader.name or ''} {line.cite.who if line.cite else ''}"
    every = frozenset(bare(word).lower() for word in who.split()) - {""}
    return every - _SMALL or every


def long_quotes(sheet: Sheet) -> Iterator[Finding]:
    """S03: a quote is short; a longer one is split and attributed again."""
    for row in sheet.lines:
        length = len(words(row.line.text)) if row.line.verbatim else 0
        if length > LONGEST_QUOTE:
            yield Finding(
                row.line.at, f"a quote of {length} words", f"split it: at most {LONGEST_QUOTE}, a lead-in each"
            )
        elif row.line.verbatim and (count := sum(bool(words(one)) for one in row.sentences)) > MOST_SENTENCES:
            yield Finding(row.line.at, f"a quote of {count} sentences", "split it, and attribute it again")


def opening(sheet: Sheet) -> Iterator[Finding]:
    """S12: a story doesn't open with a figure or an unfamiliar name."""
    names = [reader.name for reader in sheet.script.readers if reader.name and " " in reader.name]
    for row in sheet.lines:
        if not (row.first and row.told):
            continue
        text = row.line.text.lstrip("\"'“‘")
        name = next((name for name in names if text.startswith(name)), None)
        if text[:1].isdigit() or text[:1] in {"$", "£", "€"}:
            yield Finding(row.line.at, "the story opens with a figure", "say first what it's about")
        elif name is not None:
            yield Finding(row.line.at, f"the story opens with the name {name}", "say first who that is")


def full_names(sheet: Sheet) -> Iterator[Finding]:
    """S14: the surname alone on later mention."""
    names = {reader.name for reader in sheet.script.readers if reader.name and " " in reader.name}
    seen: set[tuple[int, str]] = set()
    for row in sheet.lines:
        if not row.own:
            continue
        for name in sorted(name for name in names if name in row.line.text):
            if (row.chapter, name) in seen:
                yield Finding(row.line.at, f"the full name again: {name}", "the surname is enough")
            seen.add((row.chapter, name))


def one_pronunciation(sheet: Sheet) -> Iterator[Finding]:
    """S18: a name is said the same way throughout."""
    ways: dict[tuple[str, str], str] = {}
    for row in sheet.lines:
        for piece in row.line.pieces:
            for kind, how in (("say", piece.say), ("ipa", piece.ipa)):
                key = (kind, piece.text.strip().casefold())
                if how is not None and ways.setdefault(key, how) != how:
                    yield Finding(row.line.at, f"{piece.text} is said in two ways", f"write {kind}:{ways[key]} again")


def frame(sheet: Sheet) -> Iterator[Finding]:
    """S19: sign-on with the day, short headlines, sign-off with the sources and a word on the voices."""
    if not sheet.lines:
        return
    date, start = sheet.script.date, sheet.lines[0].line.at
    first = [row for row in sheet.lines if row.chapter == sheet.lines[0].chapter]
    opening = {bare(word) for row in first if not row.line.beat for word in row.line.text.split()}
    days = {f"{date.day}{ending}" for ending in ("", "st", "nd", "rd", "th")}
    if DAYS[date.weekday()] not in opening or MONTHS[date.month - 1] not in opening or not days & opening:
        day = f"{DAYS[date.weekday()]}, {date.day} {MONTHS[date.month - 1]}"
        yield Finding(start, "the sign-on doesn't say the day and date", f"name {day}")
    beats = [row for row in first if row.line.beat]
    if not beats:
        yield Finding(start, "there are no headlines", "list them after the sign-on: - Headline. [↗](…)")
    for row in beats:
        length = len(words(row.line.text))
        if length > LONGEST_HEADLINE:
            yield Finding(row.line.at, f"a headline of {length} words", f"at most {LONGEST_HEADLINE}")
    yield from _sign_off(sheet, [row for row in sheet.lines if row.chapter == sheet.lines[-1].chapter])


def _sign_off(sheet: Sheet, last: list[Spoken]) -> Iterator[Finding]:
    text = " ".join(row.line.text for row in last)
    titles = [source.title for source in sheet.script.sources if source.title]
    if "source" not in text.lower() and not any(title in text for title in titles):
        yield Finding(last[-1].line.at, "the sign-off doesn't name the sources", "write: The source was the article …")
    if "synthetic" not in text.lower():
        yield Finding(last[-1].line.at, "nothing says that the voices are synthetic", "say it in the sign-off")


def claims(sheet: Sheet) -> Iterator[Finding]:
    """S22: what stands inside a quote isn't stated as fact."""
    for row in sheet.lines:
        cite = row.line.cite
        text = (sheet.texts or {}).get(cite.source) if cite is not None and row.told else None
        if cite is None or text is None or not _inside(text, cite.spans[0]):
            continue
        said = {bare(word).lower() for word in row.line.text.split()}
        if not said & (verbs() | {"according"}) and not any(mark in row.line.text for mark in '"“‘«'):
            yield Finding(row.line.at, "somebody's words are stated as fact", "say whose they are: … says …")


def _inside(text: str, span: Span) -> bool:
    """Tell whether a range lies within a quotation of its paragraph."""
    from briefing.language.marks import marked

    start = max(text.rfind("\n\n", 0, span.start) + 2, span.start - _NEAR, 0)
    blank = text.find("\n\n", span.end, span.end + _NEAR)
    end = min(blank if blank >= 0 else span.end + _NEAR, len(text))
    return start < end and any(quotation.inner.covers(span) for quotation in marked(text, Span(start, end))[0])
