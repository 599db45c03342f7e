"""Patches of a script's file: single lines in place, the rest byte for byte."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.values import Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_GAP = re.compile(r"[ \t]*[\r\n]+[ \t>]*|[ \t]+")  # what a space is in a block: a line's end, too
_VOICES = re.compile(r"voices:\s*(?:#.*)?\Z")


def lines_of(text: str) -> list[str]:
    """Return a text's lines with their ends, counted as the parser counts them."""
    return _LINE.findall(text)


def ended(line: str) -> tuple[str, str]:
    """Return a line without its end, and the end."""
    bare = line.rstrip("\r\n")
    return bare, line[len(bare) :]


def block(lines: Sequence[str], at: int) -> range:
    """Return the lines (their places from 0) of the paragraph, list or quote from line ``at`` (from 1) on."""
    end = at - 1
    while end < len(lines) and lines[end].strip(" \t\r\n>"):
        end += 1
    return range(at - 1, end)


def ranges(lines: Sequence[str], at: int, moved: Sequence[tuple[Span, Span]]) -> list[str] | None:
    """Return the lines with ranges replaced in the block that begins on line ``at``, None where one isn't there."""
    out = list(lines)
    start = (at - 1, 0)
    for old, new in moved:
        place = _find(out, block(out, at), start, f"#{old.fragment}")
        if place is None:
            return None
        row, column = place
        out[row] = out[row][:column] + f"#{new.fragment}" + out[row][column + len(old.fragment) + 1 :]
        start = (row, column + len(new.fragment) + 1)
    return out


def _find(lines: Sequence[str], rows: range, start: tuple[int, int], words: str) -> tuple[int, int] | None:
    for row in rows:
        column = lines[row].find(words, start[1] if row == start[0] else 0) if row >= start[0] else -1
        after = lines[row][column + len(words) : column + len(words) + 1]
        if column >= 0 and not after.isdigit():
            return row, column
    return None


def words(lines: Sequence[str], at: int, old: str, new: str) -> list[str] | None:
    """Return the lines with single characters of a line's words replaced; ``old`` and ``new`` are equally long.

    None where the words don't stand in the block from line ``at`` on as they are, but for escapes and line ends.
    """
    rows = block(lines, at)
    raw = "".join(lines[row] for row in rows)
    for start in (found.start() for found in re.finditer(re.escape(old[:1]), raw)):
        places = _aligned(raw, start, old)
        if places is not None:
            chars = list(raw)
            for place, char, other in zip(places, old, new, strict=True):
                if char != other:
                    chars[place] = other
            return [*lines[: rows.start], *lines_of("".join(chars)), *lines[rows.stop :]]
    return None


def _aligned(raw: str, start: int, old: str) -> list[int] | None:
    """Return where each character of a text stands in its written form from ``start`` on."""
    places: list[int] = []
    at = start
    for char in old:
        if gap := _GAP.match(raw, at) if char == " " else None:
            places.append(at)
            at = gap.end()
            continue
        while at < len(raw) and raw[at] == "\\" and char != "\\":
            at += 1
        if at >= len(raw) or raw[at] != char:
            return None
        places.append(at)
        at += 1
    return places


def digest(lines: Sequence[str], at: int, old: str, new: str) -> list[str] | None:
    """Return the lines with a source's hash replaced, on line ``at`` of the front matter or soon after it."""
    for row in range(max(0, at - 1), min(len(lines), at + 6)):
        if lines[row].count(old) == 1:
            return [*lines[:row], lines[row].replace(old, new), *lines[row + 1 :]]
    return None


def voice(lines: Sequence[str], entry: str) -> list[str] | None:
    """Return the lines with an entry after the last one under ``voices:``; None where that isn't a table of lines."""
    for row, line in enumerate(lines[1:], 1):
        bare, _ = ended(line)
        if bare.rstrip() in {"---", "..."}:
            return None
        if not _VOICES.fullmatch(bare):
            continue
        last = row
        while last + 1 < len(lines) and lines[last + 1][:1] in {" ", "\t"} and lines[last + 1].strip():
            last += 1
        indent = re.match(r"\s+", lines[row + 1]) if last > row else None
        if indent is None:
            return None
        return [*lines[: last + 1], f"{indent[0]}{entry}{ended(lines[last])[1]}", *lines[last + 1 :]]
    return None
