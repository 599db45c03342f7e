"""HTML as values: whatever isn't markup already is escaped, so that no text can break a page or run in it.

``el("a", title, href=address, class_="play")`` gives ``<a href="…" class="play">…</a>``. A text's characters that HTML
can't hold, and those that turn the direction of the text around them, are left out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import TypeAlias

VOID = frozenset(["br", "hr", "img", "input", "link", "meta"])
"""HTML's elements without content."""

DRAWN = frozenset(["circle", "line", "path", "rect"])
"""SVG's, which close themselves."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


class Markup(str):
    """A text that is HTML and stands as it is."""

    __slots__ = ()


Content: TypeAlias = "str | Iterable[Content] | None"
"""What stands in an element: a text (escaped), markup, several of these, or nothing."""


def escaped(text: str) -> Markup:
    """Return a text as it stands between tags or in double quotes."""
    if isinstance(text, Markup):
        return text
    return Markup(html.escape(text if text.isprintable() else _FORBIDDEN.sub("", text)))


def join(*content: Content) -> Markup:
    """Return pieces of content one after another."""
    return Markup("".join(_pieces(content)))


def _pieces(content: Content) -> Iterable[str]:
    if isinstance(content, str):
        yield escaped(content)
    elif content is not None:
        for piece in content:
            yield from _pieces(piece)


def el(name: str, /, *content: Content, **attributes: str | float | bool | None) -> Markup:
    """Return an element. ``class_`` is written ``class``, ``data_start`` is ``data-start``.

    An attribute that is None or False is left out, True stands without a value. The names are the program's own.
    """
    named = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escaped(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in VOID:
        return Markup(f"<{name}{named}>")
    if name in DRAWN:
        return Markup(f"<{name}{named}/>")
    return Markup(f"<{name}{named}>{join(*content)}</{name}>")
