"""A clip for an utterance: spoken, checked, trimmed, and tried once more when it's bad. No engine is trusted."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from dataclasses import asdict

from briefing.errors import EngineError, Problem
from briefing.speaking.sound import samples
from briefing.values import Audio, Engine, Speech, Utterance, Voice, WordTime

SAMPLE_FORMAT = 1
"""Part of each clip's key: raised with each change here that changes what is stored."""

_SILENCE = 10 ** (-45 / 20)  # of the peak
_BEFORE_S, _AFTER_S = 0.040, 0.080
_BLOCK_S = 0.005
_FAINT = 64  # a peak below this (-54 dBFS) is no speech
_FLAT = 0.01  # of the frames at full scale
_ABRUPT_S = 0.002
_LETTERS_A_WORD = 5.9
_SLOWEST_WPM, _FASTEST_WPM = 80, 400
_LONGEST_WORD = 20  # what is longer is no word: engines gabble it
_LATIN = "\u0250"  # letters before this one are said by every English voice
_RATES = range(8_000, 192_001)

# High bytes of 16-bit samples to the magnitude's: 0x7f and 0x80 (full scale) are both 127.
_MAGNITUDE = bytes(min(byte, 255 - byte) for byte in range(256))
_WORD = re.compile(r"\w+")


class BadClipError(Exception):
    """A clip that can't be right; the text says why."""


def key(engine: Engine, utterance: Utterance, voice: Voice) -> str:
    """Return the clip's key: a SHA-256 over all that shapes its sound."""
    about = (SAMPLE_FORMAT, engine.name, engine.version, voice.engine_voice, voice.wpm, voice.pitch, asdict(utterance))
    return hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()


def clip(engine: Engine, utterance: Utterance, voice: Voice) -> Speech:
    """Return the utterance as a checked, trimmed clip, at the second try if need be (EngineError)."""
    with contextlib.suppress(EngineError):
        return _take(engine, utterance, voice)
    return _take(engine, utterance, voice)


def _take(engine: Engine, utterance: Utterance, voice: Voice) -> Speech:
    """Return one try, checked and trimmed (EngineError, whatever the engine does)."""
    try:
        return checked(engine.synthesize(utterance, voice), utterance, voice)
    except EngineError:
        raise
    except Exception as error:
        # The border of foreign code: an engine may fail in any way.
        how = str(error) if isinstance(error, BadClipError) else f"{type(error).__name__}: {error}"
        said = utterance.text.strip()
        said = f"{said[:40].rstrip()}…" if len(said) > 40 else said  # noqa: PLR2004 (so much shows which line it is)
        what = f"the engine {engine.name} failed at “{said}”: {how}"
        raise EngineError(Problem("", what, "try another engine with --engine, or another voice")) from error


def checked(speech: Speech, utterance: Utterance, voice: Voice) -> Speech:
    """Return the speech without the silence around it, the words' times moved with it (BadClipError)."""
    if fault := _unusable(speech.audio):
        raise BadClipError(fault)
    pcm, rate = speech.audio.pcm, speech.audio.sample_rate
    peak = _peak(pcm)
    if fault := _silent(pcm, peak) or _damaged(speech, peak):
        raise BadClipError(fault)
    start, end = _speech_range(pcm, rate, peak)
    if fault := _odd_length((end - start) / rate, utterance, voice):
        raise BadClipError(fault)
    start, end = max(0, start - round(_BEFORE_S * rate)), min(len(pcm) // 2, end + round(_AFTER_S * rate))
    moved = (WordTime(word.text, max(0, word.ms - start * 1000 // rate)) for word in speech.words)
    return Speech(Audio(pcm[2 * start : 2 * end], rate), tuple(moved))


def _unusable(audio: Audio) -> str:
    """Return why these bytes are no sound at all, or nothing."""
    if audio.sample_rate not in _RATES:
        return f"a sample rate of {audio.sample_rate} Hz"
    if not audio.pcm:
        return "an empty clip"
    return "a truncated clip: half a sample at its end" if len(audio.pcm) % 2 else ""


def _silent(pcm: bytes, peak: int) -> str:
    """Return why nothing is to be heard, or nothing."""
    return "a silent clip" if peak < _FAINT or pcm == pcm[:2] * (len(pcm) // 2) else ""


def _peak(pcm: bytes) -> int:
    """Return the largest magnitude, to 256 steps where it's above them: found by its byte, at the speed of C."""
    high = pcm[1::2].translate(_MAGNITUDE)
    top = next(value for value in range(127, -1, -1) if value in high)
    if top:
        return top * 256 + 128
    numbers = samples(pcm)
    highest, lowest = max(numbers), min(numbers)
    return max(highest, -lowest)


def _damaged(speech: Speech, peak: int) -> str:
    """Return how a clip was cut off or driven into the ceiling, or nothing."""
    pcm, rate, frames = speech.audio.pcm, speech.audio.sample_rate, speech.audio.frames
    full = pcm[1::2].translate(_MAGNITUDE).count(127)
    if full > _FLAT * frames:
        return f"a clip of which {100 * full // frames}% is clipped flat"
    late = max((word.ms for word in speech.words), default=0)
    if late * rate >= 1000 * frames:
        return f"a truncated clip: a word at {late} ms of {1000 * frames // rate}"
    if _above(pcm, max(0, frames - round(_ABRUPT_S * rate)), frames, peak // 4):
        return "a truncated clip: it breaks off in the middle of a sound"
    return ""


def _speech_range(pcm: bytes, rate: int, peak: int) -> tuple[int, int]:
    """Return the first and the last frame of what isn't silence, to 5 ms."""
    threshold = max(1, round(peak * _SILENCE))
    block = max(1, round(_BLOCK_S * rate))
    # What is above 256 is found at the speed of C; the threshold lies below, so only the ends are looked at closely.
    high = pcm[1::2].translate(_MAGNITUDE)
    frames = len(high)
    loud_from, loud_to = frames - len(high.lstrip(b"\0")), len(high.rstrip(b"\0"))
    if loud_from >= loud_to:
        loud_from, loud_to = frames, 0
    start, end = loud_from, loud_to
    for at in range(0, loud_from, block):
        if _above(pcm, at, min(at + block, frames), threshold):
            start = at
            break
    for at in range(frames, loud_to, -block):
        if _above(pcm, max(at - block, 0), at, threshold):
            end = at
            break
    return start, end


def _above(pcm: bytes, start: int, end: int, threshold: int) -> bool:
    """Tell whether a stretch of frames is louder than the threshold."""
    numbers = samples(pcm[2 * start : 2 * end])
    return max(numbers) > threshold or min(numbers) < -threshold


def _odd_length(seconds: float, utterance: Utterance, voice: Voice) -> str:
    """Return how a clip is far too short or far too long for its text, or nothing."""
    text = utterance.text
    # No engine speaks as slowly or as fast as it may be asked to.
    wpm = min(max(voice.wpm * utterance.delivery.rate, _SLOWEST_WPM), _FASTEST_WPM)
    letters = _LETTERS_A_WORD / 60 * wpm  # a second
    words = (word for word in _WORD.findall(text) if word < _LATIN)
    least = sum(min(len(word), _LONGEST_WORD) + 1 for word in words) / letters
    # Signs and other scripts are said by their names, digits by words.
    most = sum(1 if (char.isalpha() and char < _LATIN) or char.isspace() else 12 for char in text) / letters
    if seconds < 0.4 * least - 0.2:
        return f"a clip of {seconds:.1f} s where about {least:.1f} s were to be expected"
    if seconds > 4 * most + 5:
        return f"a clip of {seconds:.1f} s where about {most:.1f} s were to be expected"
    return ""
