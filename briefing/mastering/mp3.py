"""The MP3: shaped, brought to loudness, encoded, then measured as a listener's player decodes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from briefing.edges import ffmpeg, files, folders
from briefing.errors import OutputError, Problem
from briefing.mastering.targets import TARGETS, Target
from briefing.values import Clip

SAMPLE_RATE = 44_100
_SAFE_DB = 0.1  # below the highest peak: ffmpeg tells tenths
# LAME's quality 7 shapes no noise: of one voice at this rate it keeps the wave 4 to 14 dB truer than the default, 5,
# overshoots 1.3 dB less and takes a third less time.
_QUALITY = "7"

_NEAR_LU = 0.35  # closer than this nothing is corrected; ffmpeg tells tenths
_MARGINS_DB = (0.2, 0.8, 1.2)  # for each correction, how much more than it was over a peak is lowered
# To -16 LUFS, for readers at READER_LUFS: 23.2 to 24.0 landed 17 articles in the default cast, 25 the driest voice.
_GAIN_DB = 23.5
_SLOPE = 0.55  # LU that a dB more of gain brings there; the limiter takes the rest
_USUAL_LUFS = -16.0
_LOUD_LUFS, _LOUD_SLOPE = -15.0, 0.4  # above that the limiter takes more
_SILENT_LUFS = -69.0
_BELOW_DB = 2.0  # how far below the highest peak is limited: encoding overshoots
_LEAST_SLOPE = 0.25  # LU that a dB more of gain still brings, however hard the limiter works

# A voice's waveform leans to one side; all-passes turn its phases until it doesn't, and the limiter has less to do.
_SHAPE = (
    "aformat=sample_fmts=dblp,highpass=f=70,"
    + 4 * "allpass=f=400:t=q:w=0.5,"
    + "acompressor=threshold=-34dB:ratio=3:attack=4:release=120:knee=4:detection=rms"
)
_FIGURES = re.compile(r"\[ebur128@(\w+) @ [^\]]+\] Summary:\s+Integrated loudness:\s+I:\s+(\S+) LUFS")
_PEAK = re.compile(r"True peak:\s+Peak:\s+(\S+) dBFS")
_LENGTH = re.compile(r"out_time_us=(\d+)")


@dataclass(frozen=True, slots=True)
class Pcm:
    """A programme's sound: ``pieces()`` yields its 16-bit mono PCM from the start each time it's called."""

    pieces: Callable[[], Iterator[bytes]]
    sample_rate: int
    frames: int

    @property
    def seconds(self) -> float:
        """Return the length in seconds."""
        return self.frames / self.sample_rate


@dataclass(frozen=True, slots=True)
class Level:
    """How a programme is encoded: gain in dB, limit in dBFS, kbit/s."""

    gain: float
    limit: float
    kbits: int


@dataclass(frozen=True, slots=True)
class Measured:
    """What the decoded MP3 came to: LUFS, dBTP, seconds."""

    lufs: float
    true_peak: float
    seconds: float

    def passes(self, target: Target) -> bool:
        """Tell whether it's within the tolerance."""
        return abs(self.lufs - target.lufs) <= target.tolerance and self.true_peak <= target.true_peak - _SAFE_DB


def produce(sound: Pcm, path: str, progress: Callable[[float], None], target: Target = TARGETS["podcast"]) -> Measured:
    """Write the MP3 and return what was measured on it (OutputError when it can't be brought within the tolerance).

    Readers come at one level, so that one gain lands nearly every programme; what is off is corrected and measured
    again. ``progress`` gets the share that is done, from 0 to 1.
    """
    program = ffmpeg.binary()
    slope = _SLOPE if target.lufs < _LOUD_LUFS else _LOUD_SLOPE
    gain, limit = _GAIN_DB + (target.lufs - _USUAL_LUFS) / slope, target.true_peak - _BELOW_DB
    level = Level(gain, limit, target.kbits)
    measured = _attempt(program, sound, path, level, _share(progress, 0.0, 0.9))
    if measured.lufs <= _SILENT_LUFS:
        raise OutputError(Problem("", "the programme is silent", "see if its clips are damaged"))
    for done, margin in zip((0.9, 0.93, 0.96), _MARGINS_DB, strict=True):
        off, over = target.lufs - measured.lufs, measured.true_peak - (target.true_peak - _SAFE_DB)
        if abs(off) <= _NEAR_LU and over <= 0:
            break
        # A lower limit costs loudness, as far as the limiter is what holds it.
        lower = over + margin if over > 0 else 0.0
        limit -= lower
        more = (off + lower * (1 - slope)) / slope
        gain += more
        level = Level(gain, limit, target.kbits)
        before, measured = measured, _attempt(program, sound, path, level, _share(progress, done, done + 0.03))
        if more and not lower:
            slope = min(1.0, max(_LEAST_SLOPE, (measured.lufs - before.lufs) / more))
    if not measured.passes(target):
        what = f"the MP3 came to {measured.lufs:.1f} LUFS and a true peak of {measured.true_peak:.1f} dBTP"
        asked = f"{target.lufs:.0f} ± {target.tolerance} LUFS and at most {target.true_peak:.0f} dBTP"
        raise OutputError(Problem("", f"{what} instead of {asked}", "see if a clip is silent or damaged"))
    return measured


def _attempt(program: str, sound: Pcm, path: str, level: Level, progress: Callable[[float], None]) -> Measured:
    """Encode and measure; each takes about half the time."""
    encode(program, sound, path, level, _share(progress, 0.0, 0.5))
    if not files.exists(path):
        raise _mute()  # an ffmpeg that says it's done and made no file
    return measure(program, path, sound.seconds, _share(progress, 0.5, 1.0))


def encode(program: str, sound: Pcm, path: str, level: Level, progress: Callable[[float], None]) -> None:
    """Write the MP3 with a gain in dB and a limit in dBFS; the same sound gives the same bytes."""
    chain = f"{_SHAPE},volume={level.gain:.3f}dB,aresample={SAMPLE_RATE},{_limiter(level.limit)}"
    exact = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact", "-id3v2_version", "0"]
    coder = [
        "-c:a",
        "libmp3lame",
        "-b:a",
        f"{level.kbits}k",
        "-compression_level",
        _QUALITY,
        "-ar",
        str(SAMPLE_RATE),
        "-ac",
        "1",
    ]
    arguments = ["-v", "error", *_raw(sound), "-af", chain, *coder, *exact, "-f", "mp3", "-y", path]
    ffmpeg.run(program, arguments, _watched(sound, progress), seconds=_patience(sound.seconds))


def measure(program: str, path: str, seconds: float, progress: Callable[[float], None] = lambda _: None) -> Measured:
    """Decode an MP3 of about ``seconds`` and return what it came to (UnavailableError when it's damaged)."""
    arguments = ["-v", "info", "-xerror", "-progress", "pipe:2", "-f", "mp3", "-i", "pipe:0"]
    arguments += ["-af", "ebur128@0=peak=true:framelog=quiet", "-f", "null", "-"]
    said = ffmpeg.run(program, arguments, _read(path, progress), seconds=_patience(seconds))
    lufs, peak, micros = _FIGURES.search(said), _PEAK.search(said), _LENGTH.findall(said)
    if lufs is None or peak is None or not micros:
        raise _mute()
    return Measured(float(lufs[2]), float(peak[1]), int(micros[-1]) / 1e6)


def _mute() -> OutputError:
    """Return the error for an ffmpeg that tells no figures."""
    return OutputError(Problem("", "ffmpeg made or measured nothing", "let BRIEFING_FFMPEG name version 6 or later"))


def at_rate(clip: Clip, sample_rate: int, file: str) -> Clip:
    """Write a clip at another sample rate into ``file`` and return it: as many frames as the rundown has for it."""
    frames = -(-clip.frames * sample_rate // clip.sample_rate)
    sound = ["-f", "s16le", "-ar", str(clip.sample_rate), "-ac", "1", "-i", "pipe:0"]
    chain = f"aresample={sample_rate},apad=whole_len={frames},atrim=end_sample={frames}"
    arguments = ["-v", "error", *sound, "-af", chain, "-bitexact", "-f", "s16le", "-y", file]
    seconds = _patience(clip.frames / clip.sample_rate)
    ffmpeg.run(ffmpeg.binary(), arguments, ffmpeg.pieces(clip.file), seconds=seconds)
    return replace(clip, file=file, frames=frames, sample_rate=sample_rate)


def _limiter(limit: float) -> str:
    return f"alimiter=limit={10 ** (limit / 20):.5f}:attack=5:release=60:level=0:latency=1"


def _raw(sound: Pcm) -> tuple[str, ...]:
    """Return ffmpeg's arguments for a programme on its standard input."""
    return ("-f", "s16le", "-ar", str(sound.sample_rate), "-ac", "1", "-i", "pipe:0")


def _patience(seconds: float) -> float:
    """Return how long ffmpeg may take for so many seconds of sound: far more than it does on a slow machine."""
    return 120 + 2 * seconds


def _watched(sound: Pcm, progress: Callable[[float], None]) -> Iterator[bytes]:
    """Yield a programme's sound and tell how much of it is through."""
    done = 0
    for piece in sound.pieces():
        yield piece
        done += len(piece) // 2
        progress(done / sound.frames)


def _read(path: str, progress: Callable[[float], None]) -> Iterator[bytes]:
    """Yield a file's pieces and tell how much of it is through."""
    done, size = 0, folders.about(path).size
    for piece in ffmpeg.pieces(path):
        yield piece
        done += len(piece)
        progress(done / max(size, done))


def _share(progress: Callable[[float], None], begin: float, end: float) -> Callable[[float], None]:
    """Return a progress of its own for a part of the work."""
    return lambda done: progress(begin + (end - begin) * done)
