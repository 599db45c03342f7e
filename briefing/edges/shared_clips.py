"""Clips in a store, shared by many machines: an object each, with this machine's own cache before it."""

from __future__ import annotations

import contextlib
import json
import threading
import zlib
from collections.abc import Iterable

from briefing.edges import stores
from briefing.edges.cache import ClipStore, Stored, default_clip_folder
from briefing.errors import BriefingError
from briefing.values import Audio, WordTime

_FORMAT = 1


class SharedClips(ClipStore):
    """Clips by key, at an address. What one machine has spoken, the others fetch.

    A clip is one object: a line of JSON (frames, rate, checksum, words), then the PCM; one that doesn't check counts as
    none. A store that doesn't answer costs the clips in it, not the episode.
    """

    def __init__(self, address: str, own: str | None = None) -> None:
        """Take the store's address and the folder of this machine's own clips (None: the user's)."""
        super().__init__(own or default_clip_folder(), keep=True)
        self._address = address
        self._new: dict[str, bytes] = {}
        self._new_lock = threading.Lock()

    def find_all(self, keys: Iterable[str]) -> dict[str, Stored]:
        """Return the clips that are there and whole; those that this machine doesn't have are fetched together."""
        wanted = list(keys)
        found = super().find_all(wanted)
        missing = {_name(key): key for key in wanted if key not in found}
        if missing:
            with contextlib.suppress(BriefingError):
                for name, data in stores.read_all(self._address, list(missing)).items():
                    if clip := _unpacked(data):
                        found[missing[name]] = super().store(missing[name], *clip)
        return found

    def find(self, key: str) -> Stored | None:
        """Return the clip of that key, if it's there and whole."""
        return self.find_all([key]).get(key)

    def store(self, key: str, audio: Audio, words: tuple[WordTime, ...]) -> Stored:
        """Keep a clip here at once, and in the store when this is closed: many at once cost little more than one."""
        with self._new_lock:
            self._new[_name(key)] = _packed(audio, words)
        return super().store(key, audio, words)

    def close(self) -> None:
        """Put the new clips into the store."""
        with self._new_lock:
            new, self._new = self._new, {}
        if new:
            with contextlib.suppress(BriefingError):
                stores.put(self._address, new)
        super().close()


def clip_store(folder: str, *, keep: bool) -> ClipStore:
    """Return the store of clips in a folder or at an address; without ``keep`` a temporary one."""
    return SharedClips(folder) if keep and stores.is_store(folder) else ClipStore(folder, keep=keep)


def _name(key: str) -> str:
    return f"{key[:2]}/{key}.clip"


def _packed(audio: Audio, words: tuple[WordTime, ...]) -> bytes:
    about = {
        "clip": _FORMAT,
        "frames": audio.frames,
        "sample_rate": audio.sample_rate,
        "crc32": zlib.crc32(audio.pcm),
        "words": [(word.text, word.ms) for word in words],
    }
    return json.dumps(about, ensure_ascii=False).encode("utf-8", "replace") + b"\n" + audio.pcm


def _unpacked(data: bytes) -> tuple[Audio, tuple[WordTime, ...]] | None:
    """Return a clip, None when any part of it isn't as it was written."""
    head, _, pcm = data.partition(b"\n")
    try:
        about = json.loads(head)
        frames, rate, crc = int(about["frames"]), int(about["sample_rate"]), int(about["crc32"])
        words = tuple(WordTime(str(text), int(ms)) for text, ms in about["words"])
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
    whole = about.get("clip") == _FORMAT and frames > 0 and len(pcm) == 2 * frames and zlib.crc32(pcm) == crc
    return (Audio(pcm, rate), words) if whole and rate > 0 else None
