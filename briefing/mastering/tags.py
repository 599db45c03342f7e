"""The MP3's own words: ID3v2.3 with chapters, written with mutagen."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from briefing.errors import BadConfigError, CantWriteError, Problem
from briefing.values import Chapter, Tags

Frame: TypeAlias = Any  # mutagen's frames are typed in part only

_UTF16 = 1  # what ID3v2.3 has beside Latin-1
_COVER = 3
_NO_OFFSET = 0xFFFFFFFF  # chapters are found by time, not by byte
_TOP, _ORDERED = 2, 1  # the flags of a table of contents
_MOST_CHILDREN = 255  # a table's count is one byte
_MOST_CHARACTERS = 250  # of a chapter's title

_ISO_639_2 = """
    ar:ara bg:bul ca:cat cs:ces cy:cym da:dan de:deu el:ell en:eng es:spa et:est eu:eus fa:fas fi:fin fr:fra ga:gle
    he:heb hi:hin hr:hrv hu:hun id:ind is:isl it:ita ja:jpn ko:kor lt:lit lv:lav nb:nob nl:nld nn:nno no:nor pl:pol
    pt:por ro:ron ru:rus sk:slk sl:slv sr:srp sv:swe tr:tur uk:ukr ur:urd vi:vie zh:zho
"""


def write(path: str, tags: Tags, chapters: Sequence[Chapter], sample_rate: int, total_frames: int) -> None:
    """Put an ID3v2.3 tag at the head of an MP3, in place of any other; the same values give the same bytes.

    The chapters' frames are at ``sample_rate`` Hz and end at ``total_frames`` at the latest. BadConfigError when the
    art is neither JPEG nor PNG, CantWriteError when the file can't be changed.
    """
    from mutagen import MutagenError

    tag = _id3().ID3()
    for frame in (*_words(tags), *_cover(tags.art), *_chapters(chapters, sample_rate, total_frames)):
        tag.add(frame)
    tag.update_to_v23()
    try:
        tag.save(path, v1=0, v2_version=3, padding=lambda _: 0)
    except (MutagenError, OSError) as error:
        what = f"{path} can't be tagged: {error}"
        raise CantWriteError(Problem("", what, "free some space or choose another place with -o")) from error


def _words(tags: Tags) -> list[Frame]:
    """Return the frames that say what the programme is."""
    language = three_letters(tags.language)
    id3 = _id3()
    texts = (
        (id3.TIT2, plain(tags.title)),
        (id3.TALB, plain(tags.show)),
        (id3.TPE1, plain(tags.author)),
        (id3.TCON, "Podcast"),
        (id3.TLAN, language),
        (id3.TDRC, tags.date.isoformat()),
    )
    frames = [kind(encoding=_UTF16, text=[text]) for kind, text in texts if text]
    comment = plain(tags.description, keep="\n")
    if comment:
        frames.append(id3.COMM(encoding=_UTF16, lang=language, desc="", text=[comment]))
    return frames


def plain(text: str, keep: str = "") -> str:
    """Return text without control characters and halves of surrogate pairs; white space among them is a space."""
    kept = (
        char if char in keep or unicodedata.category(char) not in {"Cc", "Cs"} else " " if char.isspace() else ""
        for char in text
    )
    return "".join(kept).strip()


def three_letters(language: str) -> str:
    """Return a BCP 47 language as ISO 639-2 has it: "en-GB" is "eng", one that isn't known "und"."""
    first = language.replace("_", "-").split("-")[0].lower()
    known = len(first) == len("eng") and first.isascii() and first.isalpha()
    return first if known else dict(pair.split(":") for pair in _ISO_639_2.split()).get(first, "und")


def _cover(art: bytes | None) -> list[Frame]:
    """Return the frame with the front cover, if there's one."""
    if art is None:
        return []
    kinds = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
    mime = next((mime for magic, mime in kinds.items() if art.startswith(magic)), None)
    if mime is None:
        raise BadConfigError(Problem("", "the art is neither JPEG nor PNG", "give the show another picture"))
    return [_id3().APIC(encoding=0, mime=mime, type=_COVER, desc="", data=art)]


def _chapters(chapters: Sequence[Chapter], sample_rate: int, total_frames: int) -> list[Frame]:
    """Return a frame for each chapter, and the tables of contents.

    mutagen writes frames by size, then by name, and players show chapters as they stand in the file: so each chapter's
    name is filled up until all are of one size.
    """
    if not chapters:
        return []
    id3 = _id3()
    titles = [plain(chapter.title)[:_MOST_CHARACTERS] or str(at) for at, chapter in enumerate(chapters, 1)]
    sizes = [len(title.encode("utf-16-le")) for title in titles]
    names = [f"chp{at:05d}".ljust(8 + max(sizes) - size, "-") for at, size in enumerate(sizes, 1)]
    frames = [
        id3.CHAP(
            element_id=name,
            start_time=_ms(chapter.start, sample_rate),
            end_time=_ms(min(chapter.end, total_frames), sample_rate),
            start_offset=_NO_OFFSET,
            end_offset=_NO_OFFSET,
            sub_frames=[id3.TIT2(encoding=_UTF16, text=[title])],
        )
        for name, title, chapter in zip(names, titles, chapters, strict=True)
    ]
    return frames + _contents(names)


def _contents(names: Sequence[str]) -> list[Frame]:
    """Return the table of contents; beyond 255 chapters, tables of up to 255 each and one that lists them."""
    tables: list[Frame] = []
    children = list(names)
    while len(children) > _MOST_CHILDREN:
        groups = [children[at : at + _MOST_CHILDREN] for at in range(0, len(children), _MOST_CHILDREN)]
        children = [f"toc{len(tables) + at:05d}" for at in range(1, len(groups) + 1)]
        tables += [
            _id3().CTOC(element_id=name, flags=_ORDERED, child_element_ids=group, sub_frames=[])
            for name, group in zip(children, groups, strict=True)
        ]
    return [*tables, _id3().CTOC(element_id="toc", flags=_TOP | _ORDERED, child_element_ids=children, sub_frames=[])]


def _ms(frames: int, sample_rate: int) -> int:
    return round(1000 * frames / sample_rate)


@lru_cache(maxsize=1)
def _id3() -> Any:  # noqa: ANN401  # typed in part only
    """Return mutagen's room for ID3."""
    from mutagen import id3

    return id3
