"""Settings files: found by name, parsed as TOML, their keys checked.

Every mistake is a BadConfigError (exit code 78) that names the file and what it may hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from briefing.edges import files, places
from briefing.errors import BadConfigError, NoInputError, Problem

T = TypeVar("T")


def find(name: str) -> str:
    """Return the path of a settings file (NoInputError when there is none)."""
    if "/" in name or "\\" in name or files.exists(name):
        return name
    file = name if name.endswith(".toml") else f"{name}.toml"
    for folder in (places.voices_folder, places.config_folder):
        if files.exists(path := places.join(folder(), file)):
            return path
    what = f"there is no {file} in {places.voices_folder()} or {places.config_folder()}"
    raise NoInputError(Problem("", what, "give its name or path"))


def load(file: str) -> dict[str, Any]:
    """Return a TOML file's content (BadConfigError with the parser's words when it can't be parsed)."""
    import tomllib

    try:
        return tomllib.loads(files.read(file).decode("utf-8"))
    except ValueError as error:
        raise BadConfigError(Problem("", f"it isn't valid TOML: {error}", "mend it", file)) from error
    except RecursionError as error:
        raise BadConfigError(Problem("", "its tables or lists are nested too deep", "make it flatter", file)) from error


def table(content: Mapping[str, Any], key: str, file: str) -> dict[str, Any]:
    """Return the one table that a file has (BadConfigError)."""
    check(content, {key: dict}, "the file", file)
    found = content.get(key)
    if not isinstance(found, dict):
        raise BadConfigError(Problem("", f"there is no [{key}] in it", f"add [{key}]", file))
    return found


def check(content: Mapping[str, Any], known: Mapping[str, Any], where: str, file: str) -> None:
    """Raise for all unknown keys and wrong types at once."""
    if found := problems(content, known, where, file):
        raise BadConfigError(*found)


def gathered(parts: Iterable[Callable[[], T]]) -> list[T]:
    """Return what all the parts give, or raise once with the mistakes of all."""
    made: list[T] = []
    found: list[Problem] = []
    for part in parts:
        try:
            made.append(part())
        except BadConfigError as error:
            found += error.problems
    if found:
        raise BadConfigError(*found)
    return made


def problems(content: Mapping[str, Any], known: Mapping[str, Any], where: str, file: str) -> list[Problem]:
    """Return all unknown keys and wrong types."""
    found = [
        Problem("", f"{where} has an unknown key {key!r}", f"it may have {', '.join(known)}", file)
        for key in content
        if key not in known
    ]
    found += [
        Problem("", f"{where} has {key} = {content[key]!r}", "that isn't the kind of value it takes", file)
        for key, kind in known.items()
        if key in content
        and (not isinstance(content[key], kind) or (isinstance(content[key], bool) and kind is not bool))
    ]
    return found
