"""The script's front matter: safe YAML written by hand, read back as strings with the lines they stand on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from briefing.values import Reader, Script, Source
from briefing.writing.escaping import is_label, tidy
from briefing.writing.markdown.mistakes import Mistakes

if TYPE_CHECKING:
    from yaml.nodes import Node

VERSION = "1"

DEEPEST = 50
"""Lists and mappings in brackets are nested no deeper (a script needs two)."""


class Front(NamedTuple):
    """What the front matter holds."""

    title: str
    show: str | None
    date: dt.date
    language: str
    readers: tuple[Reader, ...]
    sources: tuple[Source, ...]


# --- Writing -------------------------------------------------------------------------------------------------------


def write(script: Script) -> str:
    """Return the front matter with its ``---`` lines. Every string comes back as it is, whatever is in it."""
    rows = [("script", VERSION), ("title", quoted(script.title))]
    rows += [("show", quoted(script.show))] if script.show is not None else []
    rows += [("date", script.date.isoformat()), ("language", quoted(script.language))]
    lines = ["---", *(f"{key}: {value}" for key, value in rows)]
    lines += _table("voices", ((reader.label, _voice(reader)) for reader in script.readers))
    lines += _table("sources", ((source.key, _source(source)) for source in script.sources))
    return "\n".join([*lines, "---", ""])


def _voice(reader: Reader) -> tuple[tuple[str, str | None], ...]:
    return (("name", reader.name), ("voice", reader.voice))


def _source(source: Source) -> tuple[tuple[str, str | None], ...]:
    return (("file", source.file), ("sha256", source.sha256), ("title", source.title), ("origin", source.origin))


def _table(name: str, rows: Iterable[tuple[str, tuple[tuple[str, str | None], ...]]]) -> Iterator[str]:
    empty = True
    for key, fields in rows:
        if empty:
            yield f"{name}:"
            empty = False
        pairs = ", ".join(f"{field}: {quoted(value)}" for field, value in fields if value is not None)
        yield f"  {quoted(key)}: {{{pairs}}}"
    if empty:
        yield f"{name}: {{}}"


@cache
def _plain() -> re.Pattern[str]:
    """Return what needs no quotes: words of letters, with nothing that any YAML reader takes for a number."""
    return re.compile(
        r"(?!(?:y|n|yes|no|on|off|true|false|null|nan|inf)\Z)(?=[^\W\d_])\w[\w./'’-]*(?: [\w./'’-]+)*", re.IGNORECASE
    )


@cache
def _digest() -> re.Pattern[str]:
    """Return a hash that no YAML reader takes for a number."""
    return re.compile(r"(?=[0-9]*[a-f][0-9]*[a-df])[0-9a-f]{64}")


def quoted(text: str) -> str:
    """Return a string as a YAML scalar that stands in a block and in a flow, in double quotes where it needs them."""
    if len(text) < 200 and text.isprintable() and (_plain().fullmatch(text) or _digest().fullmatch(text)):  # noqa: PLR2004 - YAML's longest key is 1,024
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable():
        return char
    code = ord(char)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"  # noqa: PLR2004 - YAML's three lengths


# --- Reading -------------------------------------------------------------------------------------------------------


def split(text: str, mistakes: Mistakes) -> tuple[str | None, str, int]:
    """Return the front matter, the body, and how many lines stand before the body."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        mistakes.add("F01", 1)
        return None, text, 0
    for at, line in enumerate(lines[1:], 1):
        if line.rstrip() in {"---", "..."}:
            return "\n".join(lines[1:at]), "\n".join(lines[at + 1 :]), at + 1
    mistakes.add("F02", 1)
    return None, "", len(lines)


def read(text: str, mistakes: Mistakes) -> Front | None:
    """Return what the front matter says, or None where it isn't YAML; mistakes in it are put down."""
    root = _composed(text, mistakes)
    if root is None:
        return None
    return _Reader(mistakes).front(root)


def _composed(text: str, mistakes: Mistakes) -> Node | None:
    import yaml

    class Shallow(yaml.SafeLoader):
        def fetch_flow_collection_start(self, token: Any) -> None:  # noqa: ANN401 - PyYAML's own
            if self.flow_level >= DEEPEST:  # each bracket looks at all those before it: 3,000 of them take 3 s
                raise RecursionError
            super().fetch_flow_collection_start(token)

    try:
        root: Node | None = yaml.compose(text, Loader=Shallow)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        mistakes.add("F03", mark.line + 2 if mark else 1, why=error.problem or error.context or "unreadable")
    except yaml.YAMLError as error:
        mistakes.add("F03", 1, why=getattr(error, "reason", "unreadable"))
    except (RecursionError, ValueError, OverflowError):  # what PyYAML lets through: nesting, \U99999999
        mistakes.add("F03", 1, why="nested too deep, or a character that doesn't exist")
    else:
        if root is None:
            mistakes.add("F04", 1, key="script")
        return root
    return None


class _Reader:
    """Reads YAML's nodes, in which every scalar still is the string that was written."""

    def __init__(self, mistakes: Mistakes) -> None:
        self.mistakes = mistakes

    def front(self, root: Node) -> Front:
        fields = self.mapping(root, "front matter", "key: value lines")
        version = self.text(fields, "script")
        if version not in {"", VERSION}:
            self.mistakes.add("F06", _line(fields["script"]), value=version)
        return Front(
            title=tidy(self.text(fields, "title")),
            show=self.optional(fields, "show"),
            date=self.date(fields),
            language=self.language(fields),
            readers=tuple(self.readers(fields)),
            sources=tuple(self.sources(fields)),
        )

    def mapping(self, node: Node, key: str, example: str) -> dict[str, Node]:
        """Return a mapping's nodes by their keys; the first of two equal keys stands."""
        from yaml.nodes import MappingNode, ScalarNode

        fields: dict[str, Node] = {}
        if not isinstance(node, MappingNode):
            self.mistakes.add("F05", _line(node), key=key, kind="a table", example=example)
            return fields
        for name, value in node.value:
            if not isinstance(name, ScalarNode):
                self.mistakes.add("F05", _line(name), key=key, kind="a table", example=example)
            elif name.value in fields:
                self.mistakes.add("F10", _line(name), value=name.value)
            else:
                fields[str(name.value)] = value
        return fields

    def entry(self, node: Node, key: str, example: str) -> dict[str, Node]:
        """Return a mapping's nodes by their keys; an empty one is a mistake."""
        fields = self.mapping(node, key, example)
        if not fields and node.value == []:
            self.mistakes.add("F05", _line(node), key=key, kind="a full entry", example=example)
        return fields

    def text(self, fields: dict[str, Node], key: str, line: int = 1) -> str:
        """Return a string that must be there; without it "" and a mistake."""
        from yaml.nodes import ScalarNode

        node = fields.get(key)
        if isinstance(node, ScalarNode) and str(node.value).strip():
            return str(node.value)
        if node is None or isinstance(node, ScalarNode):
            self.mistakes.add("F04", line if node is None else _line(node), key=key)
        else:
            self.mistakes.add("F05", _line(node), key=key, kind="a text", example=f'{key}: "…"')
        return ""

    def optional(self, fields: dict[str, Node], key: str) -> str | None:
        """Return a string that may be missing or empty."""
        from yaml.nodes import ScalarNode

        node = fields.get(key)
        if isinstance(node, ScalarNode):
            return str(node.value)
        return self.text(fields, key) if node is not None else None

    def date(self, fields: dict[str, Node]) -> dt.date:
        text = self.text(fields, "date").strip()
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            if text:
                self.mistakes.add("F07", _line(fields["date"]), value=text)
            return dt.date.min

    def language(self, fields: dict[str, Node]) -> str:
        text = self.text(fields, "language").strip()
        if text and not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", text):
            self.mistakes.add("F08", _line(fields["language"]), value=text)
        return text

    def readers(self, fields: dict[str, Node]) -> Iterator[Reader]:
        if "voices" not in fields:
            self.mistakes.add("F04", 1, key="voices")
            return
        for label, node in self.mapping(fields["voices"], "voices", "ANCHOR: {voice: anchor}").items():
            if not is_label(label):
                self.mistakes.add("F09", _line(node), value=label)
            entry = self.entry(node, label, "ANCHOR: {voice: anchor}")
            if entry:
                voice = self.text(entry, "voice", _line(node))
                yield Reader(label, voice, self.optional(entry, "name"), _line(node))

    def sources(self, fields: dict[str, Node]) -> Iterator[Source]:
        example = "iran: {file: iran.txt, sha256: a7b4…}"
        files: set[str] = set()
        for key, node in self.mapping(fields["sources"], "sources", example).items() if "sources" in fields else ():
            entry = self.entry(node, key, example)
            if not entry:
                continue
            file = self.text(entry, "file", _line(node))
            if file in files and file:
                self.mistakes.add("F10", _line(node), value=file)
            files.add(file)
            digest = self.text(entry, "sha256", _line(node))
            title, origin = self.optional(entry, "title"), self.optional(entry, "origin")
            yield Source(key, file, digest, title, origin, _line(node))


def _line(node: Node) -> int:
    """Return the line in the script's file; YAML counts from 0 and after the first ``---``."""
    return int(node.start_mark.line) + 2
