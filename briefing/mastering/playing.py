"""How long a finished MP3 plays, without decoding it."""

from __future__ import annotations

from typing import Any

from briefing.edges import folders
from briefing.errors import BriefingError


def playing_time(path: str) -> float | None:
    """Return an MP3's playing time in seconds, by what's really in the file, not by what its header says.

    None when it isn't an MP3. For a constant bit rate, which is all that this program makes, it's exact to a frame.
    """
    from mutagen import MutagenError, mp3

    try:
        found: Any = mp3.MP3(path)  # type: ignore[no-untyped-call] # mutagen is typed in part only
        size = folders.about(path).size
    except (MutagenError, OSError, BriefingError):
        return None
    if found.info.bitrate_mode is mp3.BitrateMode.VBR or not found.info.bitrate:
        return float(found.info.length)
    return float((size - (found.tags.size if found.tags else 0)) * 8 / found.info.bitrate)
