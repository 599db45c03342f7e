"""What a platform wants to be given: one table of loudness, peak and bit rate.

Sources: Apple Podcasts, "Audio requirements" (-16 ±1 LKFS, at most -1 dBTP); Spotify, "Loudness normalization" (-14
LUFS); AES TD1008 (-18 for speech, at most -1 dBTP); Alexa, flash briefings (-14, taken from -19 to -9, at most -2 dBTP,
256 kbit/s).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """What the decoded MP3 comes to: LUFS and how far off it may be, dBTP at most; kbit/s of its one channel."""

    lufs: float
    tolerance: float
    true_peak: float
    kbits: int


TARGETS = {
    "podcast": Target(-16.0, 0.5, -2.0, 96),
    "apple": Target(-16.0, 0.5, -2.0, 96),
    "spotify": Target(-14.0, 0.5, -2.0, 96),
    "alexa": Target(-14.0, 0.5, -2.0, 256),
    "aes": Target(-18.0, 0.5, -2.0, 96),
}
"""The targets by name; the first is the usual one. All are kept to half a LU, whatever else their platform takes."""
