"""The same story in other words or another paper: told by the runs of four words that two texts share."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable

RUN = 4
"""Words in a run."""

MOST = 256
"""Runs kept of a text: those with the smallest hashes, a fair sample of both of any two texts."""

FEWEST = 12
"""With fewer runs in the sample nothing is said."""

ALIKE = 0.5
"""Of the shorter text's runs, the part in the longer one from which on both tell the same story."""


def sketch(text: str) -> tuple[int, ...]:
    """Return the smallest hashes of a text's runs of words, ascending; marks and capitals don't count."""
    words = re.findall(r"\w+", text.lower())
    runs = {zlib.crc32(" ".join(words[at : at + RUN]).encode("utf-8", "replace")) for at in range(len(words) - RUN + 1)}
    return tuple(sorted(runs)[:MOST])


def same_story(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Tell whether two sketches are of the same story: a reprint, a cut, an update with most of its words."""
    if min(len(one), len(other)) < FEWEST:
        return False
    # Below the smaller of the two largest hashes each sketch holds all the runs of its text.
    limit = min(_reach(one), _reach(other))
    mine, theirs = _below(one, limit), _below(other, limit)
    fewer = min(len(mine), len(theirs))
    return fewer >= FEWEST and len(mine & theirs) >= ALIKE * fewer


def _reach(hashes: tuple[int, ...]) -> int:
    return hashes[-1] if len(hashes) == MOST else 1 << 32


def _below(hashes: Iterable[int], limit: int) -> set[int]:
    return {one for one in hashes if one <= limit}


def packed(hashes: tuple[int, ...]) -> str:
    """Return a sketch as a text."""
    return b"".join(one.to_bytes(4, "big") for one in hashes).hex()


def unpacked(text: str) -> tuple[int, ...]:
    """Return the sketch in a text (ValueError when it's none)."""
    data = bytes.fromhex(text)
    return tuple(int.from_bytes(data[at : at + 4], "big") for at in range(0, len(data) - 3, 4))
