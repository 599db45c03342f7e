"""A sound's outline: decoded, and the loudest sample of each of so many equal parts."""

from __future__ import annotations

from array import array
from itertools import pairwise

from briefing.edges import ffmpeg, files, places

RATE = 8000
"""Hz: enough for an outline."""

LONGEST_S = 600.0
"""Seconds that decoding may take."""


def peaks(path: str, count: int) -> tuple[tuple[float, ...], float]:
    """Return ``count`` peaks, the loudest being 1, and the length in seconds (UnavailableError as ffmpeg's)."""
    with files.workshop() as folder:
        raw = places.join(folder, "outline.raw")
        wanted = ["-v", "error", "-i", path, "-ac", "1", "-ar", str(RATE), "-f", "s16le", raw]
        ffmpeg.run(ffmpeg.binary(), wanted, (), seconds=LONGEST_S)
        wave = array("h")
        for piece in ffmpeg.pieces(raw):
            wave.frombytes(piece[: len(piece) // 2 * 2])
    total = len(wave)
    edges = [total * place // count for place in range(count + 1)]
    found = [_loudest(wave[start:end]) for start, end in pairwise(edges)]
    loudest = max(found, default=0) or 1
    return tuple(round(peak / loudest, 3) for peak in found), total / RATE


def _loudest(part: array[int]) -> int:
    return max([max(part), -min(part)]) if part else 0
