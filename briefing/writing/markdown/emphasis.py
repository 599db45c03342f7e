"""Stress as Markdown's emphasis, which reads a ``*`` by the characters on both sides of it."""

from __future__ import annotations

import string
from collections.abc import Iterable
from itertools import groupby

from briefing.values import Piece
from briefing.writing.escaping import reference


def stressed(written: Iterable[tuple[Piece, str]]) -> str:
    """Return the written pieces joined, those with stress between asterisks that surely open and close."""
    out: list[str] = []
    closing = False
    for stress, group in groupby(written, lambda pair: pair[0].stress):
        text = "".join(_banged(text for _, text in group))
        if closing and not _fits(out[-1][-2], text[0]):
            text = reference(text[0]) + text[1:]
        if stress:
            text = _ends(text)
            if out and not _fits(text[0], out[-1][-1]):
                out[-1] = out[-1][:-1] + reference(out[-1][-1])
            text = f"*{text}*"
        closing = stress
        out.append(text)
    return "".join(out)


def _banged(texts: Iterable[str]) -> Iterable[str]:
    """Yield the texts with an exclamation mark escaped where a link follows: it would be an image."""
    last = ""
    for text in texts:
        if last:
            yield f"{last[:-1]}\\!" if last.endswith("!") and text.startswith("[") else last
        last = text
    yield last


def _ends(text: str) -> str:
    """Return a text whose first and last characters aren't white space."""
    first = reference(text[0]) + text[1:] if text[0].isspace() else text
    return first[:-1] + reference(first[-1]) if first[-1].isspace() else first


def _fits(inner: str, outer: str) -> bool:
    """Tell whether an asterisk between the two is surely read as an opening or closing one."""
    return inner.isalnum() or outer.isspace() or outer in string.punctuation
