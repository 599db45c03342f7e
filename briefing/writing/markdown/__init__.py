"""The script's written form: ``format`` writes a Script as newsroom Markdown, ``parse`` reads it back.

``parse(format(script)) == script`` for every script in normal form: each line's pieces are as
:func:`briefing.writing.escaping.tidied` leaves them and not empty; title, headings, cues and ``who`` are as
:func:`briefing.writing.escaping.tidy` leaves them and not empty (``who`` is "" for the readers' own lines); a quote
(``verbatim``) has a cite and no beat; labels are as :func:`briefing.writing.escaping.is_label` asks and stand in
``readers``; the sources' files differ; voices, keys, files and hashes aren't blank, no key is longer than 200
characters; at least one line is spoken. Any other script is written in its normal form.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefing.errors import BadInputError
from briefing.values import Direction, Heading, Line, Piece, Script
from briefing.writing.escaping import ELISION, escape, escape_heading, escape_start, tidied, tidy
from briefing.writing.markdown import frontmatter, links
from briefing.writing.markdown.emphasis import stressed
from briefing.writing.markdown.mistakes import Mistakes


def format(script: Script) -> str:  # noqa: A001 - the public name
    """Return a script as Markdown, with LF line ends and one at the end."""
    blocks = "\n\n".join(_blocks(script))
    return f"{frontmatter.write(script)}\n# {escape_heading(tidy(script.title))}\n\n{blocks}\n"


def parse(text: str, file: str = "script") -> Script:
    """Return the script that a file's text holds.

    ``file`` is the name for the messages. Raises BadInputError with all the problems of the file at once.
    """
    from briefing.writing.markdown.blocks import Body
    from briefing.writing.markdown.commonmark import tokens
    from briefing.writing.markdown.paragraphs import Desk

    mistakes = Mistakes(file)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    head, body, above = frontmatter.split(text, mistakes)
    front = frontmatter.read(head, mistakes) if head is not None else None
    labels = frozenset(reader.label for reader in front.readers) if front and front.readers else None
    desk = Desk(labels, links.targets(front.sources) if front else None, mistakes)
    items = Body(desk, (front.title or None) if front else None, above).read(tokens(body))
    if front is None or mistakes.problems:
        raise BadInputError(*sorted(mistakes.problems, key=lambda problem: problem.line or 0))
    return Script(front.title, front.date, front.language, front.readers, front.sources, items, front.show)


# --- Writing -------------------------------------------------------------------------------------------------------


def _blocks(script: Script) -> Iterator[str]:
    """Yield what empty lines separate; list items that follow each other are one list."""
    write = _Lines(script)
    beats: list[str] = []
    for item in script.items:
        if isinstance(item, Line) and item.beat and not item.verbatim:
            beats.append(f"- {write.line(item)}")
            continue
        if beats:
            yield "\n".join(beats)
            beats = []
        if isinstance(item, Heading):
            yield f"## {escape_heading(tidy(item.text))}"
        elif isinstance(item, Direction):
            yield _direction(item)
        else:
            yield write.quote(item) if item.verbatim else write.line(item)
    if beats:
        yield "\n".join(beats)


def _direction(item: Direction) -> str:
    ms = "" if item.ms is None else f" {item.ms}ms"
    cue = f": {escape(tidy(item.cue))}" if item.cue else ""
    return f"({item.kind}{ms}{cue})"


class _Lines:
    """Writes the lines of one script; knows who read last."""

    def __init__(self, script: Script) -> None:
        self.files = {source.key: source.file for source in script.sources}
        self.labels = frozenset(reader.label for reader in script.readers)
        self.reader = ""

    def line(self, line: Line) -> str:
        """Return a reader's own line. Only a list item goes without its label, after a line of the same reader."""
        named = not line.beat or line.delivery or line.reader != self.reader
        self.reader = line.reader
        text = self.text(line)
        arrows = "".join(f" {arrow}" for arrow in self.arrows(line))
        return f"{_label(line)}{text}{arrows}" if named else f"{text}{arrows}"

    def quote(self, line: Line) -> str:
        """Return a block quote with its attribution."""
        arrows = list(self.arrows(line))
        who = escape(tidy(line.cite.who if line.cite else "")) or links.ARROW
        first = arrows[0].replace(f"[{links.ARROW}]", f"[{who}]", 1) if arrows else ""
        return f"> {_label(line)}{self.text(line)}\n> — {' '.join([first, *arrows[1:]])}"

    def arrows(self, line: Line) -> Iterator[str]:
        if line.cite is not None:
            file = self.files.get(line.cite.source, line.cite.source)
            checked = tidy(line.cite.checked)
            for place, span in enumerate(line.cite.spans):
                yield f"[{links.ARROW}]({links.cited(file, span, '' if place else checked)})"

    def text(self, line: Line) -> str:
        elided = line.verbatim and line.cite is not None and len(line.cite.spans) > 1
        pieces = tidied(line.pieces)
        return stressed((piece, self.piece(piece, start=at == 0, elided=elided)) for at, piece in enumerate(pieces))

    def piece(self, piece: Piece, *, start: bool, elided: bool) -> str:
        first, *rest = piece.text.split(ELISION) if elided else [piece.text]
        text = escape_start(first, self.labels) if start else escape(first)
        for part in rest:  # a bracket after ELISION would make it a link
            text += ELISION + (rf"\({escape(part[1:])}" if part.startswith("(") else escape(part))
        if piece.say is None and piece.ipa is None:
            return text
        scheme, how = ("say", piece.say) if piece.say is not None else ("ipa", piece.ipa)
        return f"[{text}]({links.pronunciation(scheme, how or '')})"


def _label(line: Line) -> str:
    delivery = f" ({', '.join(line.delivery)})" if line.delivery else ""
    return f"{line.reader}{delivery}: "
