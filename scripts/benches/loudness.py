"""Loudness: episodes of every engine, voice and mix, measured on the decoded MP3 against what their target asks."""

from __future__ import annotations

import argparse
import itertools
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benches.articles import golden
from benches.figures import Figure
from benches.measuring import TESTS, note

EPISODES = 40
TARGETS = ("podcast", "podcast", "podcast", "spotify", "alexa", "aes")
"""In turn: the usual one most often."""

SHORTEST = ("20s", "90s", "full")


@dataclass(frozen=True)
class Episode:
    """What is made: who reads with which engine, of which articles, how long, for whom."""

    engine: str
    anchor: str | None
    articles: tuple[str, ...]
    length: str
    target: str
    music: bool


QUICK = {"episodes": 6}


def options(parser: argparse.ArgumentParser) -> None:
    """Add what this benchmark can be told."""
    parser.add_argument("articles", nargs="*", type=Path, help="else those of the golden tests")
    parser.add_argument("--engines", default="pyttsx3,kokoro,tone:Tone", help="those that aren't here are skipped")
    parser.add_argument("--episodes", type=int, default=EPISODES)


def measure(given: argparse.Namespace) -> Iterator[Figure]:
    """Make the episodes; count those that aren't within their target."""
    articles = [str(path.resolve()) for path in given.articles or sorted(golden())]
    os.environ["PYTHONPATH"] = TESTS
    sys.path.insert(0, TESTS)
    off: list[str] = []
    engines = _at_hand(given.engines.split(","))
    with tempfile.TemporaryDirectory() as folder:
        for episode in itertools.islice(_episodes(engines, articles), given.episodes):
            seconds, lufs, peak = _made(episode, Path(folder))
            fault = _off(episode.target, lufs, peak)
            off += [fault] if fault else []
            who = f"{episode.engine}, {episode.anchor or 'the cast'}, {episode.target}"
            note(f"{who}: {seconds:.0f} s, {lufs} LUFS, {peak} dBTP {fault}")
    about = f"of {given.episodes}; engines {', '.join(engines)}"
    yield Figure("episodes that aren't within their target", len(off), at_most=0, note=about)
    for name in given.engines.split(","):
        if name not in engines:
            yield Figure(f"episodes of {name}", skipped=f"needs {name} (briefing voices install {name})")


def _at_hand(names: Sequence[str]) -> list[str]:
    from briefing.errors import EngineError
    from briefing.speaking.engine import find

    found = []
    for name in names:
        try:
            find(name)
            found.append(name)
        except EngineError as error:
            note(f"skipped: {error}")
    return found


def _episodes(engines: Sequence[str], articles: Sequence[str]) -> Iterator[Episode]:
    """Yield episodes without end: each engine in turn, each voice of the cast as anchor, the whole cast between."""
    from briefing import settings

    voices = [voice.name for voice in settings.read_cast().voices]
    anchors = itertools.cycle([None, *voices])
    for place in itertools.count():
        yield Episode(
            engines[place % len(engines)],
            next(anchors) if place % len(engines) == 0 else voices[place % len(voices)],
            tuple(articles[(place + more) % len(articles)] for more in range(1 + place % 3)),
            SHORTEST[place % len(SHORTEST)],
            TARGETS[place % len(TARGETS)],
            music=place % 4 != 0,
        )


def _made(episode: Episode, folder: Path) -> tuple[float, float, float]:
    """Make an episode; return seconds, LUFS and dBTP as they were measured on its MP3."""
    from dataclasses import replace

    from briefing import pipeline, settings
    from briefing.commands.options import length
    from briefing.values import Show

    cast = settings.read_cast()
    if chosen := episode.anchor and cast.voice(episode.anchor):
        others = tuple(voice for voice in cast.voices if voice.name != "anchor")
        cast = replace(cast, voices=(replace(chosen, name="anchor"), *others))
    asked = settings.Settings(
        show=replace(Show(), music=episode.music),
        cast=cast,
        length=length(episode.length),
        engine=episode.engine,
        target=episode.target,
    )
    made = pipeline.draft(episode.articles, asked)
    done, _ = pipeline.render(made, asked, str(folder / "episode.mp3"))
    record = json.loads(Path(done.record).read_text(encoding="utf-8"))
    assert record["loudness"]["lufs"] == done.master.lufs  # noqa: S101 - the record says what was measured
    return done.master.seconds, done.master.lufs, done.master.true_peak


def _off(name: str, lufs: float, peak: float) -> str:
    """Return what isn't as the target asks, or nothing."""
    from briefing.mastering.targets import TARGETS as TABLE

    target = TABLE[name]
    faults = ["level"] if abs(lufs - target.lufs) > target.tolerance else []
    return ", ".join([*faults, *(["peak"] if peak > target.true_peak else [])])
