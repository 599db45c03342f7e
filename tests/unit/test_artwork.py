from __future__ import annotations

import datetime as dt
import io

import pytest
from PIL import Image

from briefing.publishing import artwork

DAY = dt.date(2024, 9, 9)


def opened(picture: artwork.Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data))


def test_a_cover_is_a_square_jpeg_that_podcast_apps_take() -> None:
    picture = artwork.cover("The Harbour Briefing", "A bridge closes " * 20, DAY, side=artwork.SIDE)
    image = opened(picture)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (3000, 3000))
    assert len(picture.data) <= 512 * 1024


def test_the_same_show_has_the_same_cover_and_another_another() -> None:
    assert artwork.cover("One", side=200) == artwork.cover("One", side=200) != artwork.cover("Two", side=200)


def test_the_initials_can_be_told_from_the_ground_on_a_list() -> None:
    small = opened(artwork.cover("The Harbour Briefing")).resize((55, 55)).convert("L")
    top = [small.getpixel((x, y)) for x in range(4, 40) for y in range(4, 30)]
    assert sum(value > 200 for value in top if isinstance(value, int | float)) > 100


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Café Zürich", "Cafe Zurich"),
        ("Łódź – Straße", "Lodz - Strasse"),
        ("Новости", None),
        ("中文 news", None),
        ("", ""),
    ],
)
def test_a_letter_is_drawn_plain_or_not_at_all(text: str, drawn: str | None) -> None:
    assert artwork.drawable(text) == drawn


def test_a_text_without_letters_in_the_font_is_told() -> None:
    assert artwork.cover("Новости", "A bridge", DAY, side=200).missing == ("Новости",)


@pytest.mark.parametrize("text", ["…", "A" * 500, "the of", " x ", "\u202e\u0301", "👍"])
def test_no_text_breaks_a_cover(text: str) -> None:
    assert opened(artwork.cover(text, text, dt.date(1, 1, 1), side=64)).size == (64, 64)
