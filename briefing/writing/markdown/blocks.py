"""The running order: the body of a script's file as headings, lines and directions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from briefing.values import Heading, Item, Line
from briefing.writing.markdown import inline
from briefing.writing.markdown.inline import Link, Run, Word
from briefing.writing.markdown.paragraphs import Desk, bracketed

if TYPE_CHECKING:
    from markdown_it.token import Token

# What can't be spoken at all, by markdown-it's name.
_UNSPEAKABLE: Final = {
    "hr": "P05",
    "ordered_list_open": "P06",
    "fence": "P09",
    "code_block": "P09",
    "table_open": "P10",
}


@dataclass(slots=True)
class Body:
    """Reads the body's tokens in order; ``above`` is the number of lines before it, ``title`` the front matter's.

    The last label goes on until the next; that of a block quote is its own and doesn't.
    """

    desk: Desk
    title: str | None
    above: int
    items: list[Item] = field(default_factory=list)
    reader: str = ""
    open: list[str] = field(default_factory=list)
    quote: list[Word] = field(default_factory=list)
    first: int = 0
    level: int = 0
    started: bool = False

    def read(self, tokens: Sequence[Token]) -> tuple[Item, ...]:
        """Return the items; what can't be read is put down and left out."""
        for token in tokens:
            line = self.above + 1 + (token.map[0] if token.map else 0)
            if token.type == "inline":
                self._inline(token, line)
            elif token.nesting > 0:
                self._enter(token, line)
            elif token.nesting < 0:
                self._leave(token.type)
            else:
                self._single(token, line)
        if not any(isinstance(item, Line) for item in self.items) and not self.desk.mistakes.problems:
            self._add("P17", self.above + 1)
        return tuple(self.items)

    def _add(self, code: str, line: int, **words: object) -> None:
        self.desk.mistakes.add(code, line, **words)

    def _enter(self, token: Token, line: int) -> None:
        kind = token.type
        if kind in _UNSPEAKABLE:
            self._add(_UNSPEAKABLE[kind], line)
        elif kind == "bullet_list_open" and self.open:
            self._add("P07" if "list_item_open" in self.open else "P08", line)
        elif kind == "blockquote_open" and self.open:
            self._add("P08", line)
        elif kind == "list_item_open":
            self.first = len(self.items)
        elif kind == "heading_open":
            self.level = len(token.markup)
        self.open.append(kind)

    def _leave(self, kind: str) -> None:
        self.open.pop()
        if kind == "list_item_close":
            last = next((at for at in range(len(self.items) - 1, self.first - 1, -1) if self._spoken(at)), None)
            if last is not None:
                item = self.items[last]
                self.items[last] = replace(item, beat=True) if isinstance(item, Line) else item
        elif kind == "blockquote_close" and self.quote:
            self._add("L05", self.quote[0].at)
            self.quote = []

    def _spoken(self, at: int) -> bool:
        item = self.items[at]
        return isinstance(item, Line) and not item.verbatim

    def _single(self, token: Token, line: int) -> None:
        content = token.content.strip()
        note = token.type == "html_block" and content.startswith("<!--") and content.find("-->") == len(content) - 3
        if not note:
            self._add(_UNSPEAKABLE.get(token.type, "P11"), line)

    def _inline(self, token: Token, line: int) -> None:
        if "table_open" in self.open:
            return
        words = inline.words(token.children or (), line, self.desk.mistakes)
        if self.open[-1:] == ["heading_open"]:
            self._heading(inline.plain(words), line)
        elif "blockquote_open" in self.open:
            self._quoted(words)
        else:
            self._paragraph(words, line)

    def _heading(self, text: str, line: int) -> None:
        if self.level > 2:  # noqa: PLR2004 - # and ##
            self._add("P03", line, level=self.level)
        elif not text:
            self._add("P04", line)
        elif self.level == 2:  # noqa: PLR2004 - ##
            self.items.append(Heading(text, line))
        elif self.started:
            self._add("P02", line)
        elif self.title is not None and text != self.title:
            self._add("P01", line, title=text)
        self.started = True

    def _quoted(self, words: tuple[Word, ...]) -> None:
        if self.quote and words:
            self.quote.append(Run("\n", words[0].at, raw=True))
        self.quote.extend(words)
        if any(isinstance(word, Link) for word in words):
            line = self.desk.quote(tuple(self.quote))
            self.items.extend([line] if line is not None and line.pieces else [])
            self.quote, self.started = [], True

    def _paragraph(self, words: tuple[Word, ...], line: int) -> None:
        self.started = True
        if bracketed(words):
            direction = self.desk.direction(words, line)
            self.items.extend([direction] if direction is not None else [])
            return
        spoken = self.desk.labelled(words)
        self.reader = spoken.label or self.reader
        lines = self.desk.lines(self.reader, spoken)
        if lines and not self.reader:
            self._add("L01", line)
        self.items.extend(lines)
