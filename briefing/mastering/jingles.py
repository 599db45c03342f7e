"""The user's own music: a WAV, an MP3 or whatever ffmpeg reads, made ready to be mixed in."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.edges import ffmpeg, files, places
from briefing.errors import BadConfigError, CantWriteError, NoInputError, Problem, UnavailableError
from briefing.mastering import levels, music
from briefing.mastering.music import Take
from briefing.mastering.samples import audioop

LONGEST_S = {"open": 20.0, "sting": 10.0, "close": 20.0}
"""What is longer is faded out there."""

ALONE_S = 5.0
"""An opening that is longer goes on under the first words; a closing begins under the last."""

LEVEL_LUFS = -43.0
"""As loud as our own: low, because what follows compresses speech and not music."""

_FADE_S = 0.5
_MOST_PEAK = 0.05
_PATIENCE_S = 60.0


def own(sounds: Sequence[tuple[str, str]], sample_rate: int, folder: str) -> dict[str, Take]:
    """Return the user's sounds, by cue, at ``sample_rate`` Hz; ``folder`` is for what is in the making.

    BadConfigError for a file that is no sound or is silent, NoInputError for one that isn't there.
    """
    return {cue: _take(cue, path, sample_rate, folder) for cue, path in sounds}


def alone(sounds: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Return how long the user's sounds play alone, in seconds, by cue, by what their files say of themselves.

    What can't be read is left out: it's told when the programme is made.
    """
    from mutagen import File, MutagenError

    found = {}
    for cue, path in sounds:
        try:
            about = File(path)
        except (MutagenError, OSError):
            continue
        if about is not None and about.info.length:
            found[cue] = _alone(cue, min(about.info.length, LONGEST_S[cue]))
    return found


def _alone(cue: str, seconds: float) -> float:
    """Return how much of a sound plays alone, in seconds; what is left over for a bed may be too little for one."""
    kept = min(seconds, ALONE_S) if cue != "sting" else seconds
    return seconds if seconds - kept < 2 * _FADE_S else kept


def _take(cue: str, path: str, sample_rate: int, folder: str) -> Take:
    pcm = _decoded(path, sample_rate, places.join(folder, f"music-{cue}.pcm"), LONGEST_S[cue])
    loudness = levels.gated(list(levels.powers(pcm, sample_rate)))
    peak = audioop.max(pcm, 2)
    if loudness is None or peak == 0:
        raise BadConfigError(Problem("", f"the music {path} is silent", "give another file"))
    factor = min(10 ** ((LEVEL_LUFS - loudness) / 20), _MOST_PEAK * 32767 / peak)
    seconds = len(pcm) / 2 / sample_rate
    itself = _alone(cue, seconds)
    before, after = (seconds - itself, 0.0) if cue == "close" else (0.0, seconds - itself)
    shape = [(at, level * factor) for at, level in music.envelope(before, itself, after)]
    return Take(music.shaped(pcm, shape, sample_rate, 2), round(before * sample_rate), round(itself * sample_rate))


def _decoded(path: str, sample_rate: int, file: str, seconds: float) -> bytes:
    """Return the start of a sound file as 16-bit mono PCM."""
    if not files.exists(path):
        raise NoInputError(Problem("", f"there is no music {path}", "correct `music` in the show file"))
    sound = ["-t", str(seconds), "-i", "pipe:0", "-vn", "-map", "0:a:0", "-ac", "1", "-ar", str(sample_rate)]
    arguments = ["-v", "error", *sound, "-bitexact", "-f", "s16le", "-y", file]
    try:
        ffmpeg.run(ffmpeg.binary(), arguments, ffmpeg.pieces(path), seconds=_PATIENCE_S)
    except CantWriteError:
        raise
    except UnavailableError as error:
        what = f"the music {path} can't be read: {error.problems[0].what}"
        raise BadConfigError(Problem("", what, "give a WAV or an MP3")) from error
    pcm = files.read(file)
    if len(pcm) < sample_rate // 5:
        raise BadConfigError(Problem("", f"the music {path} is shorter than a tenth of a second", "give another file"))
    return pcm
