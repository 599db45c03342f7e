"""What a worker does: a source to a draft, a draft to an episode. Its engine is made once and stays."""

from __future__ import annotations

import pickle
import threading
import zlib
from dataclasses import dataclass, replace
from functools import lru_cache

from briefing import pipeline
from briefing.drafts import Draft, pinned
from briefing.edges import files, folders, places, stores
from briefing.edges.crews import endable
from briefing.settings import Settings
from briefing.values import Engine, Episode


@dataclass(frozen=True, slots=True)
class Task:
    """How a batch's episodes are made: packed settings, the clips' folder (None: each machine's own), the workshop.

    Without a ``workshop`` an episode is put together in each worker's own temporary folder.
    """

    packed: bytes
    clips: str | None
    workshop: str | None


@dataclass(frozen=True, slots=True)
class Made:
    """An episode that a worker has made: its paths, length in s, loudness, clips, and what each stage took in s.

    ``notes`` are what ``make`` says of it on stderr.
    """

    output: str
    record: str
    duration_s: float
    lufs: float
    true_peak: float
    clips: int
    cached: int
    seconds: dict[str, float]
    notes: tuple[str, ...]


def packed(chosen: Settings) -> bytes:
    """Return settings as they travel: with a lexicon of a thousand entries they're worth packing."""
    return zlib.compress(pickle.dumps(chosen))


@lru_cache(maxsize=4)
def _unpacked(data: bytes) -> Settings:
    """Return settings as they were: the same object for each task, so that what is kept for it is found again."""
    chosen: Settings = pickle.loads(zlib.decompress(data))  # noqa: S301 - the batch packed it itself
    return chosen


_engines: dict[str | None, Engine] = {}
_lock = threading.Lock()


def _engine(name: str | None) -> Engine:
    """Return this process's engine of that name (EngineError). A cluster's worker may ask from several threads."""
    from briefing.speaking.engine import find

    with _lock:
        if name not in _engines:
            _engines[name] = find(name)
        return _engines[name]


def draft(source: str, task: Task) -> Draft:
    """Read, select and write: a source to a script."""
    with endable():
        return pipeline.draft([source], _unpacked(task.packed))


def render(made: Draft, output: str, key: str, task: Task) -> Made:
    """Speak, master and publish a script; ``key`` stands in the record and tells this work from other work."""
    with endable():
        chosen = replace(_unpacked(task.packed), inputs=key)
        studio = pipeline.Studio(_engine(chosen.engine), task.clips, task.workshop)
        if stores.is_store(output):
            episode, made = _into_store(made, output, chosen, studio)
        else:
            episode, made = pipeline.render(made, chosen, output, studio=studio)
        return Made(
            output,
            output.removesuffix(".mp3") + ".json",
            round(episode.master.seconds, 3),
            episode.master.lufs,
            episode.master.true_peak,
            episode.clips,
            episode.cached,
            {stage: round(seconds, 3) for stage, seconds in made.seconds.items()},
            made.notes,
        )


def _into_store(made: Draft, output: str, chosen: Settings, studio: pipeline.Studio) -> tuple[Episode, Draft]:
    """Make an episode on this machine and put it into a store: with its sources' texts, and with its record last."""
    name = places.name_of(output)
    with files.workshop() as folder:
        episode, made = pipeline.render(pinned(made), chosen, places.join(folder, name), studio=studio)
        held = folders.listing(folder)
        content = {file: files.read(places.join(folder, file), held[file].size) for file in sorted(held)}
        stores.publish(places.folder_of(output), content, name.removesuffix(".mp3") + ".json")
    return episode, made
