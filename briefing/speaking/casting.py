"""Who reads with which voice."""

from __future__ import annotations

from dataclasses import replace

from briefing.errors import BadConfigError, BadInputError, EngineError, Problem
from briefing.values import Cast, CastVoice, Engine, Line, Script, Voice


def voices(script: Script, cast: Cast, engine: Engine, rate: int | None) -> dict[str, Voice]:
    """Return the voice of each label that reads in the script.

    ``rate`` is words a minute in place of the cast's own. BadInputError names each label without a voice, and the
    voices at hand.
    """
    _check(cast, engine)
    readers = {reader.label: reader for reader in script.readers}
    found: dict[str, Voice] = {}
    problems: dict[str, Problem] = {}
    for line in script.lines:
        if line.reader in found or line.reader in problems:
            continue
        reader = readers.get(line.reader)
        chosen = cast.voice(reader.voice) if reader else None
        if chosen is None:
            problems[line.reader] = _unknown(line, reader.voice if reader else None, cast)
        else:
            voice = on(chosen, cast, engine)
            found[line.reader] = replace(voice, wpm=rate) if rate else voice
    if problems:
        raise BadInputError(*problems.values())
    return found


def on(chosen: CastVoice, cast: Cast, engine: Engine) -> Voice:
    """Return a cast's voice for an engine; one that the cast doesn't name gets the engine's own, one after another."""
    if voice := chosen.on(engine.name):
        return replace(voice, name=chosen.name, level=chosen.level, pause=chosen.pause)
    own = engine.voices()
    if not own:
        raise EngineError(Problem("", f"the engine {engine.name} has no voice", "choose another with --engine"))
    of_engine = own[cast.voices.index(chosen) % len(own)]
    return Voice(chosen.name, of_engine, level=chosen.level, pause=chosen.pause)


def _check(cast: Cast, engine: Engine) -> None:
    """Raise for every voice of the cast that the engine doesn't have (BadConfigError): it would speak as another.

    An engine whose names aren't all in its list (mixes, variants) has a method ``lacks`` that tells what is wrong.
    """
    lacks = getattr(engine, "lacks", None)
    if lacks is None:
        return
    wanted = [(one.name, voice.engine_voice) for one in cast.voices if (voice := one.on(engine.name))]
    problems = [
        Problem("", f"the cast “{cast.name}” has voices.{name}.{engine.name} = “{voice}”: {what}", todo)
        for name, voice in wanted
        for what, todo in lacks(voice)
    ]
    if problems:
        raise BadConfigError(*problems)


def _unknown(line: Line, voice: str | None, cast: Cast) -> Problem:
    """Return the problem of a label without a voice."""
    at_hand = ", ".join(voice.name for voice in cast.voices) or "none"
    what = f"{line.reader} reads with the voice {voice}, which the cast “{cast.name}” doesn't have"
    if voice is None:
        what = f"{line.reader} doesn't stand under `voices:`"
    return Problem("", what, f"choose one of its voices: {at_hand}", line=line.at or None)
