"""TOML to values: the show, the cast list, the lexicon.

A name without a slash is looked for in ``voices/`` and then in the user's configuration folder; anything else is a
path. Every mistake in a file is a BadConfigError (exit code 78) that names the file and what it may hold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, cast

from briefing.edges import files, places
from briefing.errors import BadConfigError, NoInputError, Problem
from briefing.values import Cast, CastVoice, Lexicon, Pronunciation, Show, Voice

GENDERS = ("f", "m")
WPM = 160
"""Words a minute of the cast where nothing else is said (S20)."""

WPM_RANGE = range(80, 401)
"""Words a minute that can still be understood."""

MOST_PITCH = 12
"""Semitones up or down from a voice's own pitch."""

LANGUAGES = ("en-GB", "en-US")
"""The languages that a programme can be in."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that shapes an episode beside its sources.

    ``date`` is the programme's day (else the newest source's, else today), ``length`` is in seconds, "full" or None,
    ``rate`` in words a minute, ``jobs`` is how many clips are made at once (0: one for each core); ``fresh`` leaves the
    clip cache aside.
    """

    show: Show = field(default_factory=Show)
    cast: Cast | None = None
    lexicon: Lexicon = field(default_factory=Lexicon)
    date: dt.date | None = None
    length: int | str | None = None
    rate: int | None = None
    language: str | None = None
    format: str | None = None
    engine: str | None = None
    jobs: int = 0
    fresh: bool = False


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
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfigError(Problem("", f"it isn't valid TOML: {error}", "mend it", file)) from error


def read_cast(name: str = "default") -> Cast:
    """Return a cast list: ``[voices.NAME]`` with ``gender`` and a table of voice, wpm and pitch for each engine."""
    file = find(name)
    tables = _table(load(file), "voices", file)
    if "anchor" not in tables:
        raise BadConfigError(Problem("", "the cast has no voice named anchor", "add [voices.anchor]", file))
    return Cast(places.name_of(file).removesuffix(".toml"), tuple(_cast_voice(n, t, file) for n, t in tables.items()))


def _cast_voice(name: str, table: object, file: str) -> CastVoice:
    if not isinstance(table, dict):
        raise BadConfigError(Problem("", f"voices.{name} isn't a table", f"write [voices.{name}]", file))
    gender = table.get("gender")
    if gender is not None and gender not in GENDERS:
        raise BadConfigError(Problem("", f"voices.{name}.gender is {gender!r}", 'write "f" or "m"', file))
    engines = tuple(
        (engine, _voice(name, engine, entry, file)) for engine, entry in table.items() if engine != "gender"
    )
    return CastVoice(name, cast("Literal['f', 'm'] | None", gender), engines)


def _voice(name: str, engine: str, table: object, file: str) -> Voice:
    where = f"voices.{name}.{engine}"
    if not isinstance(table, dict):
        raise BadConfigError(Problem("", f"{where} isn't a table", "give it voice, wpm and pitch", file))
    known = {"voice": str, "wpm": int, "pitch": (int, float)}
    _check(table, known, where, file)
    if "voice" not in table:
        raise BadConfigError(Problem("", f"{where} has no voice", "name one of the engine's voices", file))
    wpm, pitch = table.get("wpm", WPM), float(table.get("pitch", 0.0))
    if wpm not in WPM_RANGE or abs(pitch) > MOST_PITCH:
        todo = f"wpm is {WPM_RANGE.start} to {WPM_RANGE.stop - 1}, pitch at most {MOST_PITCH} semitones up or down"
        raise BadConfigError(Problem("", f"{where} has wpm = {wpm}, pitch = {pitch:g}", todo, file))
    return Voice(name, table["voice"], wpm, pitch)


def read_lexicon(name: str | None) -> Lexicon:
    """Return a lexicon: ``[words]``, each a respelling or a table of ``say`` and ``ipa``. None gives an empty one."""
    if name is None:
        return Lexicon()
    file = find(name)
    words = _table(load(file), "words", file)
    return Lexicon(tuple(_pronunciation(word, entry, file) for word, entry in words.items()))


def _pronunciation(word: str, entry: object, file: str) -> Pronunciation:
    if isinstance(entry, str):
        entry = {"say": entry}
    if not isinstance(entry, dict) or not entry:
        todo = 'write a respelling in quotes, or { say = "…", ipa = "…" }'
        raise BadConfigError(Problem("", f"the word {word} has no pronunciation", todo, file))
    _check(entry, {"say": str, "ipa": str}, f"words.{word}", file)
    return Pronunciation(word, entry.get("say"), entry.get("ipa"))


def read_show(name: str | None) -> Show:
    """Return a show; paths in it are relative to its file. None gives the default."""
    if name is None:
        return Show()
    file = find(name)
    table = load(file)
    _check(table, {field.name: str for field in fields(Show)}, "the show", file)
    show = replace(Show(), **table)
    if show.language not in LANGUAGES:
        raise BadConfigError(Problem("", f"language is {show.language!r}", f"write {' or '.join(LANGUAGES)}", file))
    if not show.name.strip():
        raise BadConfigError(Problem("", "the show's name is empty", "give it one", file))
    _check_wording(show, file)
    _check_zone(show.time_zone, file)
    if show.art is not None:
        show = replace(show, art=places.join(places.folder_of(file), show.art))
    return show


def _check_wording(show: Show, file: str) -> None:
    todo = "write some words; only {day}, {show} and {sources} may stand in braces"
    for key in ("sign_on", "sign_off"):
        plain = str(getattr(show, key))
        for name in ("{day}", "{show}", "{sources}"):
            plain = plain.replace(name, "x")
        if not plain.strip() or "{" in plain or "}" in plain:
            raise BadConfigError(Problem("", f"{key} can't be filled in", todo, file))


def _check_zone(zone: str, file: str) -> None:
    import zoneinfo

    try:
        zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        todo = "write an IANA name such as Europe/London"
        raise BadConfigError(Problem("", f"time_zone {zone!r} isn't known here", todo, file)) from error


def _table(content: Mapping[str, Any], key: str, file: str) -> dict[str, Any]:
    _check(content, {key: dict}, "the file", file)
    table = content.get(key)
    if not isinstance(table, dict):
        raise BadConfigError(Problem("", f"there is no [{key}] in it", f"add [{key}]", file))
    return table


def _check(table: Mapping[str, Any], known: Mapping[str, Any], where: str, file: str) -> None:
    """Raise for all unknown keys and wrong types at once."""
    problems = [
        Problem("", f"{where} has an unknown key {key!r}", f"it may have {', '.join(known)}", file)
        for key in table
        if key not in known
    ]
    problems += [
        Problem("", f"{where} has {key} = {table[key]!r}", "that isn't the kind of value it takes", file)
        for key, kind in known.items()
        if key in table and (not isinstance(table[key], kind) or isinstance(table[key], bool))
    ]
    if problems:
        raise BadConfigError(*problems)
