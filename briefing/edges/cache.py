"""Clips on disk, found again by what they say: an entry is whole or absent, and checks itself."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
import threading
import time
import weakref
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from briefing.edges import files
from briefing.values import Audio, WordTime

LIMIT_BYTES = 1_000_000_000
"""What the cache may hold: 1 GB, some six hours of speech."""

_DAY = 86_400.0
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Stored:
    """A clip on disk: raw PCM in ``file``, its frames and sample rate in Hz, the words' times in ms."""

    file: str
    frames: int
    sample_rate: int
    words: tuple[WordTime, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """What a cache holds: its folder, the number of clips, their size in bytes, the seconds of sound.

    ``oldest`` is when the clip that is unused for longest was used, in seconds since 1970; None without a clip.
    """

    folder: str
    clips: int
    size: int
    seconds: float
    oldest: float | None = None


def default_clip_folder() -> str:
    """Return the folder in which the user's clips are kept."""
    import platformdirs

    return str(Path(platformdirs.user_cache_dir("briefing", appauthor=False), "clips"))


class ClipStore:
    """Clips by key: a JSON file with frames, rate, checksum and words, beside a file of raw PCM named after both.

    The JSON is written last and renamed into place, so that there is a whole entry or none; one that is damaged,
    truncated or can't be read counts as none. Any thread and any process may use the same folder.
    """

    def __init__(self, folder: str | None, keep: bool) -> None:  # noqa: FBT001 (the contract's own words)
        """Use a folder; without ``keep`` (or a folder) a temporary one, which goes when the store is closed."""
        self._lock = threading.Lock()
        self._gate = threading.Lock()  # Ctrl-C closes the store while threads still have clips to keep
        self._closed = False
        self._temporary: weakref.finalize[[str, int], ClipStore] | None = None
        self._kept = folder if keep and folder else None
        self._stored = False
        self._folder = Path(self._kept) if self._kept else self._make_temporary()

    @property
    def folder(self) -> str:
        """Return the folder that is in use."""
        return str(self._folder)

    def _make_temporary(self) -> Path:
        """Return a new folder that is removed when the store is closed or this process ends."""
        with files.writing(tempfile.gettempdir()):
            made = tempfile.mkdtemp(prefix="briefing-clips-")
        self._temporary = weakref.finalize(self, _remove, made, os.getpid())
        return Path(made)

    def find(self, key: str) -> Stored | None:
        """Return the clip of that key, if it's there and whole."""
        return _load(self._entry(key))

    def find_all(self, keys: Iterable[str]) -> dict[str, Stored]:
        """Return the clips of those keys that are there and whole."""
        return {key: stored for key in keys if (stored := ClipStore.find(self, key))}

    def store(self, key: str, audio: Audio, words: tuple[WordTime, ...]) -> Stored:
        """Keep a clip and return it; in a temporary folder where this one can't be written (else CantWriteError)."""
        with contextlib.suppress(OSError):
            return self._store(self._entry(key), audio, words)
        with self._lock:
            if self._temporary is None:
                self._folder = self._make_temporary()
        with files.writing(self.folder):
            return self._store(self._entry(key), audio, words)

    def _entry(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"

    def _store(self, entry: Path, audio: Audio, words: tuple[WordTime, ...]) -> Stored:
        with self._gate:
            if self._closed and self._temporary:
                msg = "the clip store is closed"
                raise OSError(msg)
            return self._put(entry, audio, words)

    def _put(self, entry: Path, audio: Audio, words: tuple[WordTime, ...]) -> Stored:
        entry.parent.mkdir(parents=True, exist_ok=True)
        crc = zlib.crc32(audio.pcm)
        sound = _sound(entry, crc)
        about = {
            "clip": _FORMAT,
            "frames": audio.frames,
            "sample_rate": audio.sample_rate,
            "crc32": crc,
            "words": [(word.text, word.ms) for word in words],
        }
        _write(sound, audio.pcm)
        _write(entry, json.dumps(about, ensure_ascii=False).encode("utf-8", "replace"))
        self._stored = True
        return Stored(str(sound), audio.frames, audio.sample_rate, words)

    def holds(self) -> Holding:
        """Return what the folder holds."""
        clips = size = 0
        seconds = 0.0
        oldest: float | None = None
        for file in _all(self._folder):
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError, ArithmeticError, RecursionError):
                known = file.stat()
                size += known.st_size
                if file.suffix == ".json":
                    about = json.loads(file.read_bytes())
                    seconds += about["frames"] / about["sample_rate"]
                    clips += 1
                    oldest = min(oldest or known.st_mtime, known.st_mtime)
        return Holding(self.folder, clips, size, seconds, oldest)

    def prune(self, limit_bytes: int = LIMIT_BYTES, now: float | None = None) -> int:
        """Remove the clips used longest ago until the rest fits, none used within a day; return the bytes freed.

        What stays of broken entries goes as well. ``now`` is in seconds since 1970.
        """
        now = time.time() if now is None else now
        entries: dict[str, tuple[float, int, list[Path]]] = {}
        for file in _all(self._folder):
            with contextlib.suppress(OSError):
                about = file.stat()
                used, size, parts = entries.get(file.name[:64], (0.0, 0, []))
                entries[file.name[:64]] = max(used, about.st_mtime), size + about.st_size, [*parts, file]
        total, freed = sum(size for _, size, _ in entries.values()), 0
        for used, size, parts in sorted(entries.values(), key=lambda entry: entry[0]):
            if used > now - _DAY:
                break
            if total - freed > limit_bytes or not any(part.suffix == ".json" for part in parts):
                for part in sorted(parts):  # the JSON first: without it the entry is absent
                    with contextlib.suppress(OSError):
                        part.unlink()
                freed += size
        return freed

    def clear(self) -> int:
        """Remove all clips and return the bytes freed; a run that is under way speaks its own again."""
        freed = 0
        for file in sorted(_all(self._folder)):
            with contextlib.suppress(OSError):
                size = file.stat().st_size
                file.unlink()
                freed += size
        return freed

    def close(self) -> None:
        """Remove a temporary folder; prune one that is kept, at most once a day."""
        with self._gate:
            self._closed = True
            if self._temporary:
                self._temporary()
        if self._stored and not self._temporary:
            mark = self._folder / ".pruned"
            with contextlib.suppress(OSError):
                if not mark.exists() or mark.stat().st_mtime < time.time() - _DAY:
                    mark.touch()
                    self.prune()


def _load(entry: Path) -> Stored | None:
    """Return the clip of an entry, None when any part of it isn't as it was written."""
    try:
        about = json.loads(entry.read_bytes())
        frames, rate, crc = int(about["frames"]), int(about["sample_rate"]), int(about["crc32"])
        words = tuple(WordTime(str(text), int(ms)) for text, ms in about["words"])
        sound = _sound(entry, crc)
        pcm = sound.read_bytes()
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
    if about.get("clip") != _FORMAT or not frames or len(pcm) != 2 * frames or zlib.crc32(pcm) != crc or rate <= 0:
        return None
    for used in (entry, sound):  # the time of use, by which the cache is pruned
        with contextlib.suppress(OSError):
            os.utime(used)
    return Stored(str(sound), frames, rate, words)


def _sound(entry: Path, crc: int) -> Path:
    """Return the file of the sound: named after its content, so that nobody's clip changes under his hands."""
    return entry.with_name(f"{entry.stem}-{crc:08x}.pcm")


def _write(path: Path, data: bytes) -> None:
    """Write beside and rename: readers see the whole file or none."""
    part = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except BaseException:  # no half-written part is left, whatever ends the write
        part.unlink(missing_ok=True)
        raise


def _all(folder: Path) -> Iterator[Path]:
    """Yield the files of all entries."""
    for shelf in folder.glob("??"):
        with contextlib.suppress(OSError):
            yield from shelf.iterdir()


def _remove(folder: str, owner: int) -> None:
    """Remove a temporary folder, unless this is a fork of the process that made it."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)
