"""Finding the engine that speaks: built in, installed beside, or somebody's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING

from briefing.errors import EngineError, Problem
from briefing.values import Engine

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "briefing.engines"
"""The group of entry points under which other packages offer engines: each loads a callable that returns one."""


def _kokoro() -> Engine:
    from briefing.speaking.kokoro import Kokoro

    return Kokoro()


def _piper() -> Engine:
    from briefing.speaking.piper import Piper

    return Piper()


def _pyttsx3() -> Engine:
    from briefing.speaking.pyttsx3 import pyttsx3

    return pyttsx3()


# The best first; pyttsx3 is named with its drivers too, as the casts name them. Piper comes last: it has one voice.
_BUILT_IN: dict[str, Callable[[], Engine]] = {"kokoro": _kokoro, "pyttsx3": _pyttsx3, "piper": _piper}
_ALIASES = {"pyttsx3-nsss": "pyttsx3", "pyttsx3-sapi5": "pyttsx3", "pyttsx3-espeak": "pyttsx3"}


def names() -> tuple[str, ...]:
    """Return the names of the engines at hand, the built-in ones first."""
    others = sorted({point.name for point in _entry_points()} - set(_BUILT_IN))
    return (*_BUILT_IN, *others)


def find(name: str | None) -> Engine:
    """Return the engine of that name, the best that is installed for None.

    A name is a built-in one, an entry point's, or ``module:Class`` for a private engine (EngineError for one that is
    unknown, isn't installed or can't be made).
    """
    if name is None:
        return _first(_BUILT_IN.values())
    if make := _BUILT_IN.get(_ALIASES.get(name, name)):
        return make()
    if ":" in name:
        return _private(name)
    point = next((point for point in _entry_points() if point.name == name), None)
    if point is None:
        what = f"there is no speech engine {name}"
        raise EngineError(Problem("", what, f"choose one of: {', '.join(names())}; or name module:Class"))
    return _made(name, point.load)


def advice(name: str | None) -> str:
    """Return how to get a better voice, nothing when the best engine is installed or another was asked for."""
    if name is not None:
        return ""
    try:
        _kokoro()
    except EngineError as error:
        problem = error.problems[0]
        return f"{problem.what}, so pyttsx3 speaks; for a natural voice: {problem.todo}"
    return ""


def _first(makers: Iterable[Callable[[], Engine]]) -> Engine:
    """Return the first engine that can be made, else raise the first one's error: it says how to get the best."""
    errors: list[EngineError] = []
    for make in makers:
        try:
            return make()
        except EngineError as error:
            errors.append(error)
    raise errors[0] if errors else EngineError(Problem("", "no speech engine is known", "name one with --engine"))


def _entry_points() -> tuple[EntryPoint, ...]:
    from importlib.metadata import entry_points

    return tuple(entry_points(group=GROUP))


def _private(name: str) -> Engine:
    """Return the engine that ``module:Class`` makes."""
    module, _, attribute = name.partition(":")

    def load() -> Callable[[], Engine]:
        maker: Callable[[], Engine] = getattr(import_module(module), attribute)
        return maker

    return _made(name, load)


def _made(name: str, load: Callable[[], Callable[[], Engine]]) -> Engine:
    """Load and make somebody's engine."""
    try:
        engine = load()()
        if all(hasattr(engine, part) for part in ("name", "version", "voices", "synthesize")):
            return engine
        how = "it isn't an engine (name, version, voices, synthesize)"
    except EngineError:
        raise
    except Exception as error:  # noqa: BLE001 (the border of foreign code: it may fail in any way)
        how = f"{type(error).__name__}: {error}"
    raise EngineError(Problem("", f"the speech engine {name} can't be loaded: {how}", "see the engine's own manual"))
