"""The mastering desk: from clips and a rundown to the finished, measured, tagged MP3."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence

from briefing.edges import ffmpeg, places
from briefing.errors import OutputError, Problem
from briefing.mastering import levels, mp3, sound
from briefing.mastering import rundown as running
from briefing.mastering import tags as id3
from briefing.mastering.music import Take
from briefing.mastering.targets import TARGETS
from briefing.values import Clip, Master, Rundown, Tags

_FILE = "programme.mp3"
_OURS: Mapping[str, Take] = {}
_MOST_DRIFT_SECONDS = 0.1
_LEVELS = 0.08
"""The part of the work that hearing how loud the readers are takes."""


def _quiet(_done: float) -> None:
    """Tell nobody."""


def master(  # noqa: PLR0913 (the contract of the stage)
    rundown: Rundown,
    clips: Sequence[Clip],
    tags: Callable[[], Tags],
    *,
    folder: str,
    progress: Callable[[float], None] = _quiet,
    target: str = "podcast",
    takes: Mapping[str, Take] = _OURS,
) -> tuple[str, Master]:
    """Write ``programme.mp3`` into ``folder`` (which must be there) and return its path and what was measured on it.

    ``clips`` are in the order of the rundown's lines. ``tags`` is asked once there is something to tag. ``progress``
    gets the share that is done, from 0 to 1. ``target`` is a name of ``TARGETS``, ``takes`` are the user's own sounds,
    by cue. However long the programme, one clip at a time is in memory. OutputError when loudness, peak or length
    aren't right; UnavailableError when ffmpeg is missing or fails; CantWriteError when the file can't be written.
    """
    path = places.join(folder, _FILE)
    clips = [_fitting(clip, rundown.sample_rate, folder, place) for place, clip in enumerate(clips)]
    gains = levels.gains(_heard(clips, lambda done: progress(_LEVELS * done)))
    pcm = mp3.Pcm(lambda: sound.programme(rundown, clips, gains, takes), rundown.sample_rate, rundown.frames)
    measured = mp3.produce(pcm, path, lambda done: progress(_LEVELS + (1 - _LEVELS) * done), TARGETS[target])
    if abs(measured.seconds - pcm.seconds) > _MOST_DRIFT_SECONDS:
        what = f"the MP3 is {measured.seconds:.1f} seconds long instead of {pcm.seconds:.1f}"
        raise OutputError(Problem("", what, "try again"))
    said = tags()
    id3.write(path, said, running.chapters(rundown, said.title), rundown.sample_rate, rundown.frames)
    size, sha256 = _digest(path)
    progress(1.0)
    return path, Master(measured.lufs, measured.true_peak, measured.seconds, size, sha256)


def _heard(clips: Sequence[Clip], progress: Callable[[float], None]) -> Iterator[Clip]:
    """Yield the clips and tell how many are through."""
    for done, clip in enumerate(clips, 1):
        yield clip
        progress(done / len(clips))


def _fitting(clip: Clip, sample_rate: int, folder: str, place: int) -> Clip:
    """Return a clip at the programme's sample rate, as a file in ``folder`` where it had another."""
    if clip.sample_rate == sample_rate:
        return clip
    return mp3.at_rate(clip, sample_rate, places.join(folder, f"clip-{place:05d}.pcm"))


def _digest(path: str) -> tuple[int, str]:
    """Return a file's size in bytes and its SHA-256."""
    size, digest = 0, hashlib.sha256()
    for piece in ffmpeg.pieces(path):
        size += len(piece)
        digest.update(piece)
    return size, digest.hexdigest()
