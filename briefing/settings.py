"""TOML to values: the show, the cast list, the lexicon.

A name without a slash is looked for in ``voices/`` and then in the user's configuration folder; anything else is a
path. Every mistake in a file is a BadConfigError (exit code 78) that names the file and what it may hold.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, cast

from briefing.edges import files, places
from briefing.errors import BadConfigError, Problem
from briefing.tables import check, find, gathered, load, problems, table
from briefing.values import PAUSES, Cast, CastVoice, Lexicon, Pronunciation, Show, Voice

if TYPE_CHECKING:
    from briefing.values import Release

GENDERS = ("f", "m")
WPM = 160
"""Words a minute of the cast where nothing else is said (S20)."""

WPM_RANGE = range(80, 401)
"""Words a minute that can still be understood."""

MOST_PITCH = 12
"""Semitones up or down from a voice's own pitch."""

MOST_LEVEL_DB, MOST_PAUSE = 6, 3
"""How far a voice may stand out from the others, and how much longer the silences after its lines may be."""

LONGEST_PAUSE_MS = 1050
"""Silences of a cast: with what a clip keeps at its ends, none is longer than 1.2 s (a script may ask for more)."""

NO_ENGINES = ("gender", "level", "pause")
"""Keys of a voice that are no engine's name."""

LANGUAGES = ("en-GB", "en-US")
"""The languages that a programme can be in."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that shapes an episode beside its sources.

    ``date`` is the programme's day (else the newest source's, else today), ``length`` is in seconds, "full" or None,
    ``rate`` in words a minute, ``jobs`` is how many clips are made at once (0: one for each core); ``fresh`` leaves the
    clip cache aside; ``order`` of the stories is "given", "newest" or "longest";
    ``target`` is the platform that it's mastered for; ``word_times`` has the transcript's words timed one by one.
    ``release`` is how an episode of a daily podcast goes out; ``inputs`` tells a batch's work from other work;
    ``listen``: it's heard before it's published.
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
    order: str = "given"
    target: str = "podcast"
    word_times: bool = False
    release: Release | None = None
    inputs: str = ""
    listen: bool = False


def read_cast(name: str = "default") -> Cast:
    """Return a cast list: ``[voices.NAME]`` with ``gender`` and a table of voice, wpm and pitch for each engine.

    ``[people]`` gives somebody a voice for good, ``[pauses]`` sets silences in ms, ``second_anchor`` is a voice's name.
    """
    file = find(name)
    content = load(file)
    check(content, {"voices": dict, "people": dict, "pauses": dict, "second_anchor": str}, "the file", file)
    tables = table({"voices": content.get("voices")}, "voices", file)
    if "anchor" not in tables:
        raise BadConfigError(Problem("", "the cast has no voice named anchor", "add [voices.anchor]", file))
    people, pauses, second = content.get("people", {}), content.get("pauses", {}), content.get("second_anchor")
    wrong = [(f"people.{who}", voice) for who, voice in people.items() if voice not in [*tables]]
    wrong += [("second_anchor", second)] if second is not None and second not in tables else []
    if wrong:
        todo = f"choose one of its voices: {', '.join(tables)}"
        raise BadConfigError(*(Problem("", f"{where} is {voice!r}", todo, file) for where, voice in wrong))
    check(pauses, dict.fromkeys(PAUSES, int), "pauses", file)
    if long := [(key, value) for key, value in pauses.items() if not 0 <= value <= LONGEST_PAUSE_MS]:
        todo = f"write milliseconds, at most {LONGEST_PAUSE_MS}"
        raise BadConfigError(*(Problem("", f"pauses has {key} = {value}", todo, file) for key, value in long))
    return Cast(
        places.name_of(file).removesuffix(".toml"),
        tuple(gathered(partial(_cast_voice, name, one, file) for name, one in tables.items())),
        people=tuple(people.items()),
        second_anchor=second,
        pauses=tuple(pauses.items()),
    )


def _cast_voice(name: str, table: object, file: str) -> CastVoice:
    if not isinstance(table, dict):
        raise BadConfigError(Problem("", f"voices.{name} isn't a table", f"write [voices.{name}]", file))
    gender = table.get("gender")
    if gender is not None and gender not in GENDERS:
        raise BadConfigError(Problem("", f"voices.{name}.gender is {gender!r}", 'write "f" or "m"', file))
    level, pause = table.get("level", 0.0), table.get("pause", 1.0)
    known = {"level": (int, float), "pause": (int, float)}
    check({key: table[key] for key in known if key in table}, known, f"voices.{name}", file)
    if abs(level) > MOST_LEVEL_DB or not 0 <= pause <= MOST_PAUSE:
        todo = f"level is at most {MOST_LEVEL_DB} dB up or down, pause a factor from 0 to {MOST_PAUSE}"
        raise BadConfigError(Problem("", f"voices.{name} has level = {level}, pause = {pause}", todo, file))
    engines = tuple((key, _voice(name, key, entry, file)) for key, entry in table.items() if key not in NO_ENGINES)
    return CastVoice(name, cast("Literal['f', 'm'] | None", gender), engines, float(level), float(pause))


def _voice(name: str, engine: str, table: object, file: str) -> Voice:
    where = f"voices.{name}.{engine}"
    if not isinstance(table, dict):
        raise BadConfigError(Problem("", f"{where} isn't a table", "give it voice, wpm and pitch", file))
    known = {"voice": str, "wpm": int, "pitch": (int, float)}
    check(table, known, where, file)
    if "voice" not in table:
        raise BadConfigError(Problem("", f"{where} has no voice", "name one of the engine's voices", file))
    wpm, pitch = table.get("wpm", WPM), float(table.get("pitch", 0.0))
    if wpm not in WPM_RANGE or abs(pitch) > MOST_PITCH:
        todo = f"wpm is {WPM_RANGE.start} to {WPM_RANGE.stop - 1}, pitch at most {MOST_PITCH} semitones up or down"
        raise BadConfigError(Problem("", f"{where} has wpm = {wpm}, pitch = {pitch:g}", todo, file))
    return Voice(name, table["voice"], wpm, pitch)


SHIPPED_LEXICON = "lexicon.toml"
"""The names of the news, in ``voices/``."""

_PRONUNCIATION = {"say": str, "ipa": str, "after": list, "inside": bool, "case": bool, "language": str, "sure": bool}


def read_lexicon(name: str | None, *, shipped: bool = True) -> Lexicon:
    """Return the lexicon of that name before the shipped one, whose entries it replaces.

    In ``[words]`` each word has a respelling, a table of ``say`` and ``ipa``, or ``false``: said as the engine would.
    """
    own, dropped = _words(find(name)) if name else ((), frozenset())
    if not shipped or not files.exists(file := places.join(places.voices_folder(), SHIPPED_LEXICON)):
        return Lexicon(own)
    replaced = dropped.union(entry.word for entry in own)
    return Lexicon(own + tuple(entry for entry in _words(file)[0] if entry.word not in replaced))


def _words(file: str) -> tuple[tuple[Pronunciation, ...], frozenset[str]]:
    """Return a file's entries, and the words that it wants left alone."""
    words = table(load(file), "words", file)
    entries = gathered(
        partial(_pronunciation, word, entry, file) for word, entry in words.items() if entry is not False
    )
    return tuple(entries), frozenset(word for word, entry in words.items() if entry is False)


def _pronunciation(word: str, entry: object, file: str) -> Pronunciation:
    if isinstance(entry, str):
        entry = {"say": entry}
    todo = 'write a respelling in quotes, or { say = "…", ipa = "…" }'
    if not isinstance(entry, dict) or not any(str(entry.get(key, "")).strip() for key in ("say", "ipa")):
        raise BadConfigError(Problem("", f"the word {word} has no pronunciation", todo, file))
    if not word[:1].isalnum():
        what = f"the word “{word}” doesn't begin with a letter or digit"
        raise BadConfigError(Problem("", what, "write it as it stands in a text", file))
    check(entry, _PRONUNCIATION, f"words.{word}", file)
    return Pronunciation(
        word,
        entry.get("say"),
        entry.get("ipa"),
        after=tuple(map(str, entry.get("after", ()))),
        inside=entry.get("inside", False),
        any_case=not entry.get("case", True),
        language=entry.get("language"),
        sure=entry.get("sure", True),
    )


def read_show(name: str | None) -> Show:
    """Return a show; paths in it are relative to its file. None gives the default. Mistakes are told all at once."""
    if name is None:
        return Show()
    show, wrong = show_in(find(name))
    if wrong:
        raise BadConfigError(*wrong)
    return show


def show_in(file: str) -> tuple[Show, list[Problem]]:
    """Return the show of a file, and its mistakes; the default stands for what is wrong."""
    content = {key: value for key, value in load(file).items() if key not in PODCAST_TABLES}
    music = content.pop("music", True)
    wrong = problems({**content, "music": isinstance(music, dict) or music}, _SHOW, "the show", file)
    values: dict[str, Any] = {key: value for key, value in content.items() if isinstance(value, _SHOW.get(key, ()))}
    heard, said = _sounds(music, file)
    for one in values.get("hand_overs", ()):
        if not isinstance(one, str) or not one.strip():
            said.append(Problem("", f"hand_overs holds {one!r}", 'write sentences in quotes: ["Next."]', file))
    values["hand_overs"] = tuple(one for one in values.get("hand_overs", ()) if isinstance(one, str))
    show = replace(Show(), **values, **heard)
    art, voices, words = (_beside(file, name) for name in (show.art, show.cast, show.lexicon))
    return replace(show, art=art, cast=voices, lexicon=words), [*wrong, *said, *_unfit(show, file)]


def _unfit(show: Show, file: str) -> Iterator[Problem]:
    """Yield what is of the right kind and can't be used all the same."""
    if show.language not in LANGUAGES:
        yield Problem("", f"language is {show.language!r}", f"write {' or '.join(LANGUAGES)}", file)
    if not show.name.strip():
        yield Problem("", "the show's name is empty", "give it one", file)
    yield from _wording(show, file)
    yield from _zone(show.time_zone, file)


_SHOW = {one.name: str for one in fields(Show) if one.name != "sounds"} | {"hand_overs": list, "music": bool}
"""What a show file may hold, and of which kind."""

CUES = ("open", "sting", "close")
"""The sounds of a programme."""


def _sounds(music: object, file: str) -> tuple[dict[str, Any], list[Problem]]:
    """Return whether a show has music, and the user's own files for it; what is wrong with them."""
    if not isinstance(music, dict):
        return ({"music": music} if isinstance(music, bool) else {}), []
    wrong = problems(music, dict.fromkeys(CUES, str), "music", file)
    folder = places.folder_of(file)
    own = tuple((cue, places.join(folder, path)) for cue, path in music.items() if isinstance(path, str))
    return {"sounds": own}, wrong


PODCAST_TABLES = ("podcast", "daily")
"""Tables of a show file that are the daily podcast's own affair."""


def _beside(file: str, name: str | None) -> str | None:
    """Return a file that a show names, as it stands beside the show; a cast or lexicon may be named without a path."""
    if name is None:
        return None
    path = places.join(places.folder_of(file), name)
    if "/" in name or "\\" in name or "." in name or files.exists(path):
        return path
    return f"{path}.toml" if files.exists(f"{path}.toml") else name


def _wording(show: Show, file: str) -> Iterator[Problem]:
    allowed = {"sign_on": ("{day}", "{show}"), "sign_off": ("{day}", "{show}", "{sources}")}
    for key, names in allowed.items():
        plain = str(getattr(show, key))
        for name in names:
            plain = plain.replace(name, "x")
        if not plain.strip():
            yield Problem("", f"{key} is empty", "write some words, or leave the line out", file)
        if set('"“”„«»') & set(plain):
            todo = "leave them out: only words of an article stand in quotation marks"
            yield Problem("", f"{key} has quotation marks", todo, file)
        if "{" in plain or "}" in plain:
            odd = re.search(r"\{[^{}]*\}?|\}", plain)
            what = f"{key} can't be filled in: {odd[0] if odd else plain}"
            yield Problem("", what, f"only {', '.join(names)} may stand in braces", file)


def _zone(zone: str, file: str) -> Iterator[Problem]:
    import zoneinfo

    try:
        zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        yield Problem("", f"time_zone {zone!r} isn't known here", "write an IANA name such as Europe/London", file)
