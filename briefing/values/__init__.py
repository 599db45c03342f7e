"""Every frozen value that crosses a stage, and the protocol that a speech engine follows.

The way through the program: source file -> Article -> Selection -> Script -> Clip -> Episode.
Positions in text are Unicode code points, zero-based and half-open. Positions in sound are frames. Each value is
loaded when it's first asked for: a dry run makes no sound and pays for none of its values.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.values.article import Article, Span
    from briefing.values.podcast import Daily, Entry, Podcast, Release
    from briefing.values.programme import Chapter, Clip, Episode, Master, Rundown, Slot, Tags
    from briefing.values.script import (
        Cite,
        Direction,
        DirectionKind,
        Heading,
        Item,
        Line,
        Piece,
        Reader,
        Script,
        Source,
    )
    from briefing.values.selection import Point, Quote, Selection, Speaker, SpeakerKind
    from briefing.values.settings import LONGEST_PAUSE_MS, PAUSES, Cast, CastVoice, Lexicon, Pronunciation, Show
    from briefing.values.speech import Audio, Delivery, Engine, Speech, SpokenPiece, Utterance, WordTime
    from briefing.values.voice import Voice

_ROOMS = {
    "Article": "article",
    "Span": "article",
    "Point": "selection",
    "Quote": "selection",
    "Selection": "selection",
    "Speaker": "selection",
    "SpeakerKind": "selection",
    "Cite": "script",
    "Direction": "script",
    "DirectionKind": "script",
    "Heading": "script",
    "Item": "script",
    "Line": "script",
    "Piece": "script",
    "Reader": "script",
    "Script": "script",
    "Source": "script",
    "Audio": "speech",
    "Delivery": "speech",
    "Engine": "speech",
    "Speech": "speech",
    "SpokenPiece": "speech",
    "Utterance": "speech",
    "Voice": "voice",
    "WordTime": "speech",
    "Chapter": "programme",
    "Clip": "programme",
    "Episode": "programme",
    "Master": "programme",
    "Rundown": "programme",
    "Slot": "programme",
    "Tags": "programme",
    "Cast": "settings",
    "LONGEST_PAUSE_MS": "settings",
    "PAUSES": "settings",
    "CastVoice": "settings",
    "Lexicon": "settings",
    "Pronunciation": "settings",
    "Show": "settings",
    "Daily": "podcast",
    "Entry": "podcast",
    "Podcast": "podcast",
    "Release": "podcast",
}

__all__ = [
    "LONGEST_PAUSE_MS",
    "PAUSES",
    "Article",
    "Audio",
    "Cast",
    "CastVoice",
    "Chapter",
    "Cite",
    "Clip",
    "Daily",
    "Delivery",
    "Direction",
    "DirectionKind",
    "Engine",
    "Entry",
    "Episode",
    "Heading",
    "Item",
    "Lexicon",
    "Line",
    "Master",
    "Piece",
    "Podcast",
    "Point",
    "Pronunciation",
    "Quote",
    "Reader",
    "Release",
    "Rundown",
    "Script",
    "Selection",
    "Show",
    "Slot",
    "Source",
    "Span",
    "Speaker",
    "SpeakerKind",
    "Speech",
    "SpokenPiece",
    "Tags",
    "Utterance",
    "Voice",
    "WordTime",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - what a module gives is of any type
    """Load a value when it's first asked for."""
    if name not in _ROOMS:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(f"briefing.values.{_ROOMS[name]}"), name)
