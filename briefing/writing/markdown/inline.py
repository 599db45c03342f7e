"""What stands within a paragraph: words, pronunciations and source links, from markdown-it's tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from briefing.values import Piece
from briefing.writing.escaping import ELISION, tidied, tidy
from briefing.writing.markdown.mistakes import Mistakes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it.token import Token

_ADDRESS = re.compile(r"://|\bwww\.", re.IGNORECASE)
_ELISION = re.compile(r"\[(?:…|\.\.\.)\]")


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one kind. ``raw`` words may be structure; escaped ones never are. ``at`` is the line in the file."""

    text: str
    at: int
    raw: bool = False
    say: str | None = None
    ipa: str | None = None
    stress: bool = False

    @property
    def bare(self) -> bool:
        """Tell whether structure can be read from it."""
        return self.raw and not self.stress


@dataclass(frozen=True, slots=True)
class Link:
    """A link into a source: where to, what its text says, and its title, which names who vouches for it."""

    href: str
    who: str
    at: int
    title: str = ""


Word: TypeAlias = Run | Link


def words(tokens: Iterable[Token], line: int, mistakes: Mistakes) -> tuple[Word, ...]:
    """Return the words of a paragraph that begins on ``line``, without cuts and notes."""
    walk = _Walk(line, mistakes)
    for token in tokens:
        walk.step(token)
    return tuple(walk.out)


def pieces(runs: Iterable[Word]) -> tuple[Piece, ...]:
    """Return words as a line's pieces in normal form."""
    return tidied(Piece(run.text, run.say, run.ipa, run.stress) for run in runs if isinstance(run, Run))


def plain(runs: Iterable[Word]) -> str:
    """Return words as one text in normal form, for a heading."""
    return tidy("".join(run.text if isinstance(run, Run) else run.who for run in runs))


def elisions(runs: Sequence[Run], mistakes: Mistakes | None) -> list[Run]:
    """Return words with ``[...]`` as ``[…]``; where there may be none (``mistakes`` is given) each is put down."""
    out: list[Run] = []
    for run in runs:
        found = _ELISION.search(run.text) if run.raw else None
        if found is not None and mistakes is not None:
            mistakes.add("P15", run.at, mark=found[0])
        text = run.text if found is None else _ELISION.sub(ELISION, run.text)
        out.append(Run(text, run.at, run.raw, run.say, run.ipa, run.stress))
    return out


@dataclass(slots=True)
class _Walk:
    """Steps through the tokens of one paragraph, counting its lines."""

    line: int
    mistakes: Mistakes
    out: list[Word] = field(default_factory=list)
    stress: int = 0
    cut: int = 0
    link: Token | None = None
    label: list[str] = field(default_factory=list)
    left: int = 0

    def step(self, token: Token) -> None:
        kind = token.type
        if kind in {"text", "text_special"}:
            self.text(token.content, raw=kind == "text")
        elif kind in {"softbreak", "hardbreak"}:
            self.put("\n", raw=True)
            self.line += 1
        elif kind in {"em_open", "strong_open", "em_close", "strong_close"}:
            self.stress += token.nesting
        elif kind in {"s_open", "s_close"}:
            self.cut += token.nesting
        elif kind == "link_open":
            self.link, self.label, self.left = token, [], self.line
        elif kind == "link_close":
            self.close()
        else:
            self.unspeakable(token)

    def text(self, text: str, *, raw: bool) -> None:
        if raw and not self.cut:
            if "](" in text:
                self.mistakes.add("P14", self.line)
            elif _ADDRESS.search(text) and not (self.link and self.link.markup == "autolink"):
                self.mistakes.add("P13", self.line)
        self.put(text, raw=raw)

    def put(self, text: str, *, raw: bool) -> None:
        if self.cut:
            return
        if self.link is not None:
            self.label.append(text)
        else:
            self.out.append(Run(text, self.line, raw=raw, stress=self.stress > 0))

    def close(self) -> None:
        token, self.link = self.link, None
        if token is None or self.cut:
            return
        href, label = str(token.attrGet("href") or ""), "".join(self.label)
        scheme, _, how = href.partition(":")
        if token.markup == "autolink":
            self.mistakes.add("P13", self.left)
        elif scheme in {"say", "ipa"}:
            how = tidy(how)
            if not how or not label:
                self.mistakes.add("L11", self.left)
            say, ipa = (how, None) if scheme == "say" else (None, how)
            self.out.append(Run(label, self.left, say=say, ipa=ipa, stress=self.stress > 0))
        else:
            self.out.append(Link(href, tidy(label), self.left, tidy(str(token.attrGet("title") or ""))))

    def unspeakable(self, token: Token) -> None:
        note = token.type == "html_inline" and token.content.startswith("<!--")
        code = {"code_inline": "P09", "html_inline": "P11", "image": "P12"}.get(token.type, "P11")
        if not note and not self.cut:
            self.mistakes.add(code, self.line)
        self.line += token.content.count("\n")
