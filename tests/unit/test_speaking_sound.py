from __future__ import annotations

import io
import struct
import wave
from array import array

import pytest

from briefing.speaking.sound import SoundError, decode, samples, swapped
from briefing.values import Audio

FRAMES = array("h", [0, 1, -1, 32767, -32768, 300, -300])
PCM = FRAMES.tobytes()


def wav(pcm: bytes = PCM, channels: int = 1, rate: int = 22_050, width: int = 2) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as writing:
        writing.setnchannels(channels)
        writing.setsampwidth(width)
        writing.setframerate(rate)
        writing.writeframes(pcm)
    return file.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack(">I", len(content)) + content + b"\0" * (len(content) % 2)


def aiff(pcm: bytes = swapped(PCM), *, kind: bytes = b"", channels: int = 1, bits: int = 16, frames: int = 7) -> bytes:
    # 22,050 Hz as an 80-bit float: 0x400D AC44…
    common = struct.pack(">hIhHQ", channels, frames, bits, 0x400D, 0xAC44 << 48) + (kind and kind + b"\0\0")
    content = (b"AIFC" if kind else b"AIFF") + chunk(b"COMM", common) + chunk(b"SSND", struct.pack(">II", 0, 0) + pcm)
    return b"FORM" + struct.pack(">I", len(content)) + content


@pytest.mark.parametrize(
    "data",
    [
        wav(),
        aiff(),
        aiff(kind=b"NONE"),
        aiff(PCM, kind=b"sowt"),
        wav(array("h", [value for frame in FRAMES for value in (frame, 5)]).tobytes(), channels=2),
    ],
    ids=["WAV", "AIFF", "AIFF-C", "AIFF-C little-endian", "stereo"],
)
def test_wav_and_aiff_give_the_same_sound(data: bytes) -> None:
    assert decode(data) == Audio(PCM, 22_050)


def test_unknown_chunks_are_passed_over() -> None:
    data = wav()
    more = data[:12] + b"LIST" + struct.pack("<I", 3) + b"abc\0" + data[12:]
    assert decode(more).pcm == PCM


@pytest.mark.parametrize("data", [wav(), aiff(), aiff(PCM, kind=b"sowt")])
def test_a_file_cut_anywhere_is_an_error_never_a_shorter_sound(data: bytes) -> None:
    for length in range(len(data)):
        with pytest.raises(SoundError):
            decode(data[:length])


@pytest.mark.parametrize(
    "data", [b"", b"ID3\4", wav(width=1), aiff(bits=8), aiff(kind=b"fl32"), aiff(channels=0), aiff(frames=8)]
)
def test_another_kind_of_file_is_an_error(data: bytes) -> None:
    with pytest.raises(SoundError):
        decode(data)


def test_samples_are_numbers() -> None:
    assert samples(PCM) == FRAMES
