"""From bytes to text: which encoding, which newlines, and what isn't text at all."""

from __future__ import annotations

import codecs
import re

from briefing.errors import BadInputError, Problem

SAMPLE = 65_536
"""So many bytes decide on an encoding that isn't UTF-8."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks; UTF-32's little-endian one begins with UTF-16's, so it comes first."""

KINDS = (
    (0, b"%PDF-", "a PDF"),
    (0, b"{\\rtf", "an RTF document"),
    (0, b"%!PS", "a PostScript file"),
    (0, b"\x89PNG\r\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF87a", "a GIF image"),
    (0, b"GIF89a", "a GIF image"),
    (0, b"II*\x00", "a TIFF image"),
    (0, b"MM\x00*", "a TIFF image"),
    (0, b"ID3\x02", "an MP3 recording"),
    (0, b"ID3\x03", "an MP3 recording"),
    (0, b"ID3\x04", "an MP3 recording"),
    (0, b"\xff\xfb", "an MP3 recording"),
    (0, b"\xff\xf3", "an MP3 recording"),
    (0, b"\xff\xf2", "an MP3 recording"),
    (0, b"OggS\x00", "an Ogg recording"),
    (0, b"fLaC\x00", "a FLAC recording"),
    (8, b"WAVEfmt", "a WAV recording"),
    (8, b"WEBPVP8", "a WebP image"),
    (4, b"ftyp", "an MP4 film or recording"),
    (0, b"\x1aE\xdf\xa3", "a Matroska or WebM film"),
    (0, b"\x7fELF", "a program (ELF)"),
    (0, b"MZ\x90\x00", "a Windows program"),
    (0, b"\xca\xfe\xba\xbe", "a compiled program"),
    (0, b"\xcf\xfa\xed\xfe", "a macOS program"),
    (0, b"\x00asm", "a WebAssembly program"),
    (0, b"\x1f\x8b", "a gzip archive"),
    (0, b"BZh91AY", "a bzip2 archive"),
    (0, b"\xfd7zXZ", "an xz archive"),
    (0, b"7z\xbc\xaf", "a 7z archive"),
    (0, b"Rar!\x1a", "a RAR archive"),
    (0, b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"\xd0\xcf\x11\xe0", "an old Word, Excel or PowerPoint file"),
    (0, b"SQLite format 3\x00", "an SQLite database"),
    (0, b"wOFF", "a font"),
)
"""What a file is that begins so (offset, bytes)."""

ZIPS = (
    (b"mimetypeapplication/epub", "an EPUB book"),
    (b"mimetypeapplication/vnd.oasis", "an OpenDocument file"),
    (b"word/", "a Word document"),
    (b"xl/", "an Excel workbook"),
    (b"ppt/", "a PowerPoint file"),
    (b"[Content_Types].xml", "a Word, Excel or PowerPoint file"),
)
"""What a ZIP file is whose first bytes hold this."""

CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b\x00"))
"""Control characters that text hardly ever holds."""

WESTERN = frozenset("€‚„…‘’“”–—•™ £§©«®°´·»ßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœšžÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒŠŽ¡¿ºª¢¥½¼¾²³")
"""What the bytes above 127 are in Western European prose, read as Windows-1252."""

UNLIKELY = r"[a-zà-ÿ][À-ÞŠŽŒ¿¡]|[^\W\d_][¹²³¼½¾¿£§¢¥][^\W\d_]"
"""What no Western European word holds: a text with this was written in another encoding."""


def decode(data: bytes, source: str) -> tuple[str, str]:
    """Return the text, with newlines as LF and no byte order mark, and the name of the encoding.

    BadInputError when it isn't text, with what it seems to be.
    """
    kind = kind_of(data)
    if kind is not None:
        raise _not_text(source, f"seems to be {kind}, not text")
    text, encoding = _decoded(data, source)
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def kind_of(data: bytes) -> str | None:
    """Return what a file that isn't text seems to be ("a PDF"), None where nothing is known by its first bytes."""
    head = data[:4096]
    if head.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in ZIPS if mark in head), "a ZIP archive")
    return next((kind for offset, mark, kind in KINDS if head.startswith(mark, offset)), None)


def _not_text(source: str, what: str) -> BadInputError:
    return BadInputError(Problem("", f"{source} {what}", "save its text as .txt or .md and give that"))


def _decoded(data: bytes, source: str) -> tuple[str, str]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff"), encoding
    wide = _wide(data[:SAMPLE])
    if wide is not None:
        return data.decode(wide, "replace"), wide
    if _is_noise(data):
        raise _not_text(source, "seems to be binary data, not text")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _damaged(data) or _foreign(data, error.start, source)


def _wide(sample: bytes) -> str | None:
    """Tell UTF-16 without its mark: one byte of each pair is nearly always the same few values."""
    even, odd = sample[0::2], sample[1::2]
    if len(odd) < len("Hi"):
        return None
    for encoding, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        common = max(set(high[:256]), key=high.count)
        blanks = low.count(0x20) + low.count(0x0A)
        western = common == 0 and high.count(0) * 10 >= len(high) * 8 and low.count(0) * 4 < len(low)
        other = high.count(common) * 10 >= len(high) * 6 and high.count(0) * 20 >= len(high) and blanks * 20 >= len(low)
        if western or (other and common in range(1, 0x20) and common not in b"\t\n\r"):
            return encoding
    return None


def _is_noise(data: bytes) -> bool:
    sample = data[:SAMPLE]
    noise = len(sample) - len(sample.translate(None, CONTROLS))
    nuls = sample.count(0)
    return noise * 20 > len(sample) or nuls * 5 > len(sample)


def _damaged(data: bytes) -> tuple[str, str] | None:
    """Read UTF-8 with a broken byte here and there as what it is, if far more of its characters are whole."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(data) - len(text)  # the bytes that are no character's first, so one or more for each whole one
    return (text, "utf-8") if whole >= 2 * broken else None


def _foreign(data: bytes, start: int, source: str) -> tuple[str, str]:
    """Read a text of one of the older encodings, judged by a sample around its first byte that isn't ASCII."""
    sample = data[max(0, start - SAMPLE // 4) : start + SAMPLE]
    if _is_western(sample):
        return data.decode("cp1252", "replace"), "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None:
        raise _not_text(source, "is in no encoding that can be told")
    try:
        return data.decode(best.encoding, "replace"), best.encoding
    except LookupError:  # an encoding that this Python lacks
        return data.decode("cp1252", "replace"), "cp1252"


def _is_western(sample: bytes) -> bool:
    text = sample.decode("cp1252", "replace")
    high = [char for char in text if char >= "\x80"]
    letters = sum(map(str.isalpha, text))
    likely = sum(char in WESTERN for char in high) - 2 * len(re.findall(UNLIKELY, text))
    return likely * 20 >= len(high) * 19 and len(high) * 3 < letters
