from __future__ import annotations

import pytest

from briefing.errors import BadInputError
from briefing.reading import decode

TEXT = "Café – “déjà vu”, said the man.\nIt was noon."

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252")

BINARY = {
    "a PDF": b"%PDF-1.7\n1 0 obj",
    "a Word document": b"PK\x03\x04\x14\0[Content_Types].xml word/document.xml",
    "a ZIP archive": b"PK\x03\x04\x14\0notes.txt",
    "a PNG image": b"\x89PNG\r\n\x1a\n\0\0",
    "a JPEG image": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "an MP3 recording": b"ID3\x03\0\0\0",
    "a WAV recording": b"RIFF\x24\0\0\0WAVEfmt ",
    "a program (ELF)": b"\x7fELF\x02\x01",
    "a gzip archive": b"\x1f\x8b\x08\0",
    "an old Word, Excel or PowerPoint file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "an RTF document": b"{\\rtf1\\ansi Hello}",
    "binary data": bytes(range(256)) * 40,
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_text_is_read_rightly_in_the_common_encodings(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a.txt")[0] == TEXT


@pytest.mark.parametrize(
    ("text", "encoding"), [("Привет, мир. Это новости дня.", "cp1251"), ("Привет, мир. Это день.", "utf-16-le")]
)
def test_other_alphabets_are_told_too(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == (text, encoding)


@pytest.mark.parametrize(("data", "name"), [(b"a\r\nb\rc\n", "utf-8"), (b"caf\xe9 a\r\nb\rc\n", "cp1252")])
def test_every_newline_becomes_a_line_feed(data: bytes, name: str) -> None:
    text, encoding = decode(data, "a.txt")
    assert text.removeprefix("café ") == "a\nb\nc\n"
    assert encoding == name


def test_a_broken_byte_in_utf_8_costs_one_character() -> None:
    assert decode("déjà vu, ".encode() + b"\xff it was.", "a.txt") == ("déjà vu, \ufffd it was.", "utf-8")


def test_control_characters_stay_so_that_offsets_are_right() -> None:
    text = "One\x00 two\u202e three\u200b four, he said.\x07 Five six seven."
    assert decode(text.encode(), "a.txt")[0] == text


@pytest.mark.parametrize("kind", BINARY)
def test_what_is_not_text_is_named(kind: str) -> None:
    with pytest.raises(BadInputError, match="not text") as caught:
        decode(BINARY[kind], "a.txt")
    assert kind in str(caught.value)
    assert str(caught.value).startswith("a.txt seems to be")


@pytest.mark.parametrize(
    "text", ["BMW said sales rose.", "MZ is a car maker.", "ID3 tags name the song.", "PKK fighters left."]
)
def test_a_story_that_begins_like_a_binary_file_is_text(text: str) -> None:
    assert decode(text.encode(), "a.txt") == (text, "utf-8")
