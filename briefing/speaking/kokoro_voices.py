"""Kokoro's voices: mixes of them, and how fast each speaks by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.errors import EngineError, Problem

PACE = 160.0
"""Words a minute of a voice that hasn't been measured."""

# Words a minute at speed 1, over a programme of news.
_PACES = {
    "af_alloy": 184, "af_aoede": 197, "af_bella": 184, "af_heart": 190, "af_jessica": 201, "af_kore": 184,
    "af_nicole": 119, "af_nova": 189, "af_river": 189, "af_sarah": 193, "af_sky": 187, "am_adam": 195,
    "am_echo": 182, "am_eric": 201, "am_fenrir": 180, "am_liam": 201, "am_michael": 168, "am_onyx": 199,
    "am_puck": 196, "am_santa": 168, "bf_alice": 179, "bf_emma": 197, "bf_isabella": 194, "bf_lily": 187,
    "bm_daniel": 188, "bm_fable": 177, "bm_george": 157, "bm_lewis": 168,
}  # fmt: skip

_PART = re.compile(r"\s*([\w-]+)\s*(?::\s*(\d*\.?\d+)\s*)?")


def parts(name: str, known: Sequence[str]) -> list[tuple[str, float]]:
    """Return the voices of a mix with their weights (EngineError for one that isn't there).

    ``af_heart:0.6+bf_emma:0.4``; a voice without a weight has 1, and only their ratios matter.
    """
    mix: list[tuple[str, float]] = []
    for part in name.split("+"):
        found = _PART.fullmatch(part)
        weight = float(found[2]) if found and found[2] else 1.0
        if not found or found[1] not in known or not weight:
            what = f"the engine kokoro has no voice {part.strip() or name}"
            raise EngineError(Problem("", what, f"choose of: {', '.join(known)}; or mix: af_heart:0.6+bf_emma:0.4"))
        mix.append((found[1], weight))
    return mix


def is_british(mix: Sequence[tuple[str, float]]) -> bool:
    """Tell whether most of a mix is British."""
    return sum(weight if name.startswith("b") else -weight for name, weight in mix) > 0


def pace(mix: Sequence[tuple[str, float]]) -> float:
    """Return the words a minute of a mix at the model's own speed."""
    total = sum(weight for _, weight in mix)
    return sum(_PACES.get(name, PACE) * weight for name, weight in mix) / total
