"""Sound files of other programs, read without them: WAV, and macOS's AIFF and AIFF-C."""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator
from typing import Literal

from briefing.values import Audio

_PCM, _EXTENSIBLE = 1, 0xFFFE
_BITS = 16


class SoundError(ValueError):
    """A sound file that is damaged, truncated or of a kind that isn't read here."""


def decode(data: bytes) -> Audio:
    """Return the first channel of a WAV, AIFF or AIFF-C file of 16-bit PCM (SoundError)."""
    try:
        if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
            return _wav(data)
        if data[:4] == b"FORM" and data[8:12] in {b"AIFF", b"AIFC"}:
            return _aiff(data)
    except KeyError as error:
        msg = f"truncated: no {error.args[0].decode('latin-1').strip()}"
        raise SoundError(msg) from error
    except (struct.error, ValueError, OverflowError) as error:
        raise SoundError(str(error)) from error
    msg = "empty" if not data else "neither WAV nor AIFF"
    raise SoundError(msg)


def _chunks(data: bytes, order: Literal["<", ">"]) -> Iterator[tuple[bytes, bytes]]:
    """Yield a file's chunks; one that promises more than there is ends it with an error."""
    at = 12
    while at + 8 <= len(data):
        name, size = struct.unpack_from(f"{order}4sI", data, at)
        if at + 8 + size > len(data):
            msg = f"truncated: {len(data) - at - 8} of {size} bytes"
            raise SoundError(msg)
        yield name, data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _wav(data: bytes) -> Audio:
    chunks = dict(_chunks(data, "<"))
    kind, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", chunks[b"fmt "])
    if kind not in {_PCM, _EXTENSIBLE} or bits != _BITS:
        msg = f"WAV of kind {kind} with {bits} bits"
        raise SoundError(msg)
    return Audio(_first(chunks[b"data"], channels), rate)


def _aiff(data: bytes) -> Audio:
    chunks = dict(_chunks(data, ">"))
    common = chunks[b"COMM"]
    channels, frames, bits, exponent, mantissa = struct.unpack_from(">hIhhQ", common)
    # A sample rate is an 80-bit float with an explicit leading bit.
    rate = round(mantissa * 2.0 ** (exponent - 16383 - 63))
    kind = common[18:22] if data[8:12] == b"AIFC" else b"NONE"
    if bits != _BITS or kind not in {b"NONE", b"twos", b"sowt"}:
        msg = f"AIFF of kind {kind.decode('latin-1')} with {bits} bits"
        raise SoundError(msg)
    sound = chunks[b"SSND"]
    (offset,) = struct.unpack_from(">I", sound)
    pcm = sound[8 + offset :][: frames * channels * 2]
    if len(pcm) < frames * channels * 2:
        msg = f"truncated: {len(pcm) // (2 * channels)} of {frames} frames"
        raise SoundError(msg)
    return Audio(_first(pcm if kind == b"sowt" else swapped(pcm), channels), rate)


def _first(pcm: bytes, channels: int) -> bytes:
    """Return the first channel."""
    if channels < 1:
        msg = "no channel"
        raise SoundError(msg)
    pcm = pcm[: len(pcm) - len(pcm) % (2 * channels)]
    return pcm if channels == 1 else array("h", pcm)[::channels].tobytes()


def swapped(pcm: bytes) -> bytes:
    """Return 16-bit samples in the other byte order."""
    samples = array("h", pcm[: len(pcm) // 2 * 2])
    samples.byteswap()
    return samples.tobytes()


def samples(pcm: bytes) -> array[int]:
    """Return PCM as numbers, on any machine."""
    return array("h", pcm if sys.byteorder == "little" else swapped(pcm))
