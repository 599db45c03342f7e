"""The tables that the rules look things up in, read once from the word lists."""

from __future__ import annotations

from functools import cache

from briefing.language import lexicons


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of ``data/spoken_NAME.txt`` as cells, split at ``|``."""
    return tuple(tuple(cell.strip() for cell in row.split("|")) for row in lexicons.rows(f"spoken_{name}"))


@cache
def pairs(name: str) -> dict[str, str]:
    """Return a table of two columns as a dictionary."""
    return {row[0]: row[1] for row in table(name)}


@cache
def many_to_one(name: str) -> dict[str, str]:
    """Return a table whose first column holds several forms, as a dictionary from each form."""
    return {form: row[-1] for row in table(name) for form in row[0].split()}


@cache
def months() -> dict[str, str]:
    """Return the months by their names and abbreviations, in small letters."""
    return {form.lower(): row[0].split()[0] for row in table("months") for form in row[0].split()}


def listed(name: str) -> frozenset[str]:
    """Return the words of ``data/spoken_NAME.txt``."""
    return lexicons.words(f"spoken_{name}")
