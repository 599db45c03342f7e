"""What ``lint --fix`` mends: only what has one right answer, line by line in place.

A fix is kept only when the file, read again, is exactly the script that it was with that one change; or, where the
file couldn't be read before, when nothing new is wrong with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from briefing.errors import BadInputError, Problem
from briefing.values import Line, Script
from briefing.writing import markdown
from briefing.writing.escaping import is_label
from briefing.writing.lint import patching
from briefing.writing.lint.standing import Desk
from briefing.writing.markdown.frontmatter import quoted

MOST_ROUNDS = 4
"""One fix may make another possible: a quote that's moved, then the hash of its source."""


MOST_ALONE = 200
"""So many fixes are tried one by one where they can't be made together."""

_LABEL = re.compile(r"(\s*>\s*)?([^:(\\]{1,60}?)\s*(?:\([^():]*\))?:(?=\s|\Z)")
_WHO = re.compile(r"\s*>\s*(?:—|–|--)\s*\[([^\]]+)\]\(")
_NO_DASH = re.compile(r"(\s*>\s*)(\[[^\]]+\]\([^)\s]+#char=\d+,\d+[^)]*\).*)", re.DOTALL)

Step: TypeAlias = tuple[list[str], str]
"""The lines after a fix, and what it was."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file's text after the fixes, and what each was, as problems that are mended."""

    text: str
    mended: tuple[Problem, ...]


def fix(text: str, texts: Callable[[Script], Mapping[str, str]], voices: Sequence[str] = ()) -> Fixed:
    """Return a script's file mended where that is without risk.

    ``texts`` gives the sources' texts by key, once the file can be read; ``voices`` names those that a new label may
    have. The same text comes back when there is nothing to mend.
    """
    mended: list[Problem] = []
    for _ in range(MOST_ROUNDS):
        script = _read(text)
        steps = list(_broken(text, voices) if script is None else _readable(text, script, texts(script)))
        if not steps:
            break
        text = steps[-1][0]
        mended.extend(problem for _, problem in steps)
    return Fixed(text, tuple(mended))


def _read(text: str) -> Script | None:
    try:
        return markdown.parse(text)
    except BadInputError:
        return None


# --- Files that can't be read ----------------------------------------------------------------------------------------


def _broken(text: str, voices: Sequence[str]) -> Iterator[tuple[str, Problem]]:
    """Yield the text after each fix of what keeps it from being read."""
    problems = _problems(text)
    for problem in problems:
        lines = patching.lines_of(text)
        made = _mended(problem, lines, voices) if problem.line and problem.line <= len(lines) else None
        if made is None:
            continue
        new = "".join(made[0])
        before, after = Counter(one.code for one in _problems(text)), Counter(one.code for one in _problems(new))
        if after < before:
            text = new
            yield text, replace(problem, what=made[1], todo="mended", file=None)
            if len(made[0]) != len(lines):
                return  # the lines have moved: read it again


def _problems(text: str) -> tuple[Problem, ...]:
    try:
        markdown.parse(text)
    except BadInputError as error:
        return error.problems
    return ()


def _mended(problem: Problem, lines: list[str], voices: Sequence[str]) -> Step | None:
    row = (problem.line or 1) - 1
    if problem.code == "L05" and (found := _NO_DASH.fullmatch(lines[row])):
        return [*lines[:row], f"{found[1]}— {found[2]}", *lines[row + 1 :]], "the dash before the attribution"
    if problem.code == "L05":
        return _dashed(lines, row)
    label = _LABEL.match(lines[row]) if problem.code == "L02" else None
    if label is None:
        return None
    name = label[2].strip()
    if name != name.upper():
        start, end = label.span(2)
        line = lines[row]
        return [*lines[:row], line[:start] + name.upper() + line[end:], *lines[row + 1 :]], f"{name} is {name.upper()}"
    return _entered(lines, row, name, voices) if label[1] and is_label(name) else None


def _dashed(lines: list[str], row: int) -> Step | None:
    """Put the dash before an attribution that stands in the lines of this quote."""
    for at in patching.block(lines, row + 1):
        if found := _NO_DASH.fullmatch(lines[at]):
            return [*lines[:at], f"{found[1]}— {found[2]}", *lines[at + 1 :]], "the dash before the attribution"
    return None


def _entered(lines: list[str], row: int, label: str, voices: Sequence[str]) -> Step | None:
    """Enter a quote's label under ``voices:``, with the name that stands below the quote."""
    used = "".join(lines[: _front_end(lines)])
    free = [voice for voice in voices if not re.search(rf"\b{re.escape(voice)}\b", used)] or list(voices[:1])
    who = next((found[1] for at in patching.block(lines, row + 1) if (found := _WHO.match(lines[at]))), None)
    if not free or who is None:
        return None
    name = who.partition(",")[0].strip()
    entry = f"{quoted(label)}: {{name: {quoted(name)}, voice: {quoted(free[0])}}}"
    made = patching.voice(lines, entry)
    return None if made is None else (made, f"{label} is entered under voices:")


def _front_end(lines: Sequence[str]) -> int:
    return next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() in {"---", "..."}), len(lines))


# --- Files that can be read ------------------------------------------------------------------------------------------


Change: TypeAlias = tuple[int, Line, str]
"""A line's place among the script's items, what it becomes, and what that mends."""


def _readable(text: str, script: Script, texts: Mapping[str, str]) -> Iterator[tuple[str, Problem]]:
    """Yield the text after each fix of its quotes, their ranges, and the hashes of their sources."""
    desk = Desk(script, texts)
    lines = [(place, item) for place, item in enumerate(script.items) if isinstance(item, Line)]
    changes = [(place, *change) for place, item in lines if (change := desk.change(item))]
    made = _made(text, script, changes)
    if made is None:  # one that can't be made alone mustn't keep the others from it
        changes = [change for change in changes[:MOST_ALONE] if _made(text, script, [change])]
        made = _made(text, script, changes)
    if made is None:
        return
    text, script = made
    for _, new, what in changes:
        yield text, Problem("Q05" if new.verbatim else "Q03", what, "mended", line=new.at or None)
    for source in script.sources:
        now = desk.digests.get(source.key, source.sha256)
        if now == source.sha256 or not Desk(script, texts).sound(source):
            continue
        rows = patching.digest(patching.lines_of(text), source.at, source.sha256, now)
        new_source = replace(source, sha256=now)
        wanted = replace(script, sources=tuple(new_source if one is source else one for one in script.sources))
        if rows is not None and _read("".join(rows)) == wanted:
            text, script = "".join(rows), wanted
            what = f"all that is told of {source.file} stands in it as it is now: its sha256"
            yield text, Problem("Q03", what, "mended", line=source.at or None)


def _made(text: str, script: Script, changes: Sequence[Change]) -> tuple[str, Script] | None:
    """Return the file and the script with some changes, None where the file wouldn't be read as that script."""
    items, lines = list(script.items), patching.lines_of(text)
    for place, new, _ in changes:
        old, items[place] = items[place], new
        patched = _patched(lines, old, new) if isinstance(old, Line) else None
        if patched is None:
            return None
        lines = patched
    wanted, made = replace(script, items=tuple(items)), "".join(lines)
    return (made, wanted) if not changes or _read(made) == wanted else None


def _patched(lines: list[str], old: Line, new: Line) -> list[str] | None:
    """Return a file's lines with one line of the script changed."""
    if old.cite is None or new.cite is None:
        return None
    if old.cite != new.cite:
        return patching.ranges(lines, old.at, list(zip(old.cite.spans, new.cite.spans, strict=True)))
    return patching.words(lines, old.at, old.text, new.text)
