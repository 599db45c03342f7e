"""Artwork for a show that has none of its own: its initials, its name and, for an episode, title and day.

Drawn with Pillow and the one font that Pillow brings, so that every machine draws the same picture.
"""

from __future__ import annotations

import colorsys
import datetime as dt
import hashlib
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

SIDE, SIDE_IN_MP3 = 3000, 1400
"""Pixels of a side: the most and the least that podcast apps take (Apple)."""

DESIGN = 1
"""Raised when the picture changes: the name of its file changes with it."""

_QUALITY = 86
_MARGIN, _BAND = 0.09, 0.58  # of a side: the edge, where the dark band begins
_BARS = 5
_SMALL_WORDS = frozenset({"the", "a", "an", "of", "and", "in", "for", "to", "on", "at"})
_MOST_TITLE_LINES = 2
_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
# What the font lacks and Unicode doesn't take apart.
_PLAIN = {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "đ": "d"}
_PLAIN |= {"Đ": "D", "–": "-", "—": "-", "‐": "-", "‑": "-", "ı": "i", "þ": "th", "ð": "d", "·": "-", "\u00a0": " "}


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG, and the texts that aren't on it because the font has no letters for them."""

    data: bytes
    missing: tuple[str, ...] = ()


def cover(show: str, title: str = "", day: dt.date | None = None, side: int = SIDE_IN_MP3) -> Picture:
    """Return a square picture: the show's alone, or an episode's with its title and day.

    Its colour is decided by the show's name. Accents that the font lacks are left out; a text in a script that it lacks
    is left out whole and told, never drawn as boxes.
    """
    from PIL import Image, ImageDraw

    dark, ground, light = _colours(show)
    image = Image.new("RGB", (side, side), ground)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, round(_BAND * side), side, side), fill=dark)
    width = _initials(pen, drawable(show) or "", side)
    _bars(pen, show, light, side, width)
    when = f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else ""
    bottom = round((_BAND + 0.04) * side)
    texts = ((show, 0.095, "white", 1), (title, 0.042, "white", _MOST_TITLE_LINES), (when, 0.038, light, 1))
    missing = []
    for text, size, colour, most in texts:
        plain = drawable(text)
        if plain is None:
            missing.append(text)
        elif plain:
            bottom = _written(pen, plain, (size, most, bottom), colour, side)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    return Picture(out.getvalue(), tuple(missing))


def drawable(text: str) -> str | None:
    """Return a text in the letters that the font has; None when more than its accents would be lost."""
    plain = "".join(_PLAIN.get(char, char) for char in text)
    parts = unicodedata.normalize("NFKD", " ".join(plain.split()))
    kept = [char for char in parts if not unicodedata.combining(char)]
    if not any(char.isalnum() for char in kept) and text.strip():
        return None
    if any(char.isalnum() and not _has(char) for char in kept):
        return None
    return "".join(char for char in kept if _has(char)).strip()


@lru_cache(maxsize=1024)
def _has(char: str) -> bool:
    """Tell whether the font has a letter: others all look like the box that stands for a noncharacter."""
    font = _font(32)
    return char == " " or bytes(font.getmask(char)) != bytes(font.getmask("\uffff"))


@lru_cache(maxsize=64)
def _font(size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.load_default(size)  # type: ignore[return-value] # with a size it's always scalable


def _colours(show: str) -> tuple[tuple[int, int, int], ...]:
    """Return three colours of one hue: dark, middling, light."""
    hue = int.from_bytes(hashlib.sha256(show.encode("utf-8", "replace")).digest()[:2], "big") / 65536
    shades = ((hue, 0.13, 0.55), (hue, 0.27, 0.6), ((hue + 0.12) % 1, 0.72, 0.8))
    return tuple(
        (round(255 * red), round(255 * green), round(255 * blue))
        for red, green, blue in (colorsys.hls_to_rgb(*shade) for shade in shades)
    )


def _initials(pen: ImageDraw, show: str, side: int) -> float:
    """Draw the show's initials, one or two, and return where they end: what is left of a cover on a small screen."""
    words = [word for word in show.split() if word[0].isalnum()]
    told = [word for word in words if word.lower() not in _SMALL_WORDS] or words
    letters = "".join(word[0].upper() for word in told[:2])
    if not letters:
        return _MARGIN * side
    font = _font(round(0.45 * side))
    box = pen.textbbox((0, 0), letters, font=font)
    place = (_MARGIN * side - box[0], (_BAND * side - (box[3] - box[1])) / 2 - box[1])
    pen.text(place, letters, font=font, fill="white", stroke_width=round(0.012 * side), stroke_fill="white")
    return _MARGIN * side + box[2] - box[0]


def _bars(pen: ImageDraw, show: str, colour: tuple[int, ...], side: int, after: float) -> None:
    """Draw a few bars of sound beside the initials, of heights that the show's name decides."""
    begin, end = after + 0.07 * side, (1 - _MARGIN) * side
    if end - begin < 0.12 * side:
        return
    seed = hashlib.sha256(show[::-1].encode("utf-8", "replace")).digest()
    step = (end - begin) / _BARS
    for place in range(_BARS):
        height = side * (0.12 + 0.26 * seed[place] / 255)
        left, middle = begin + place * step, _BAND * side / 2
        box = (left, middle - height / 2, left + 0.55 * step, middle + height / 2)
        pen.rounded_rectangle(box, radius=0.2 * step, fill=colour)


def _written(pen: ImageDraw, text: str, place: tuple[float, int, int], colour: object, side: int) -> int:
    """Write a text of at most so many lines from a height on, smaller where it wouldn't fit; return where it ends."""
    size, most, top = place
    room = (1 - 2 * _MARGIN) * side
    font = _font(round(size * side))
    lines = list(_lines(text, font, room))
    if len(lines) > most and most == 1:
        font = _font(max(round(0.04 * side), int(size * side * room / max(font.getlength(text), 1))))
        lines = list(_lines(text, font, room))
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip(" ,.;:") + "…"]
    for line in lines:
        bold = round(0.0015 * side) if size > 0.09 else 0  # noqa: PLR2004 (the show's name alone is bold)
        pen.text((_MARGIN * side, top), line, font=font, fill=colour, stroke_width=bold, stroke_fill=colour)  # type: ignore[arg-type]
        top += round(1.22 * float(font.size))
    return top + round(0.012 * side)


def _lines(text: str, font: FreeTypeFont, room: float) -> Iterator[str]:
    """Yield a text in lines that fit; a word that is too long for one is cut."""
    line = ""
    for word in text[:400].split():
        longer = f"{line} {word}".strip()
        if font.getlength(longer) <= room:
            line = longer
            continue
        if line:
            yield line
        line = word
        while font.getlength(line) > room and len(line) > 1:
            line = line[:-1]
    if line:
        yield line
