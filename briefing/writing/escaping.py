"""Text as Markdown that can never become structure, and the normal form that a line's text has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from briefing.values import Piece

ELISION = "[…]"
_OPENERS = re.compile(r"(?:#|>|\(|\||[-+](?=[-+\s]|\Z)|\d{1,9}(?=[.)](?:\s|\Z)))")
_COLON = re.compile(r":(?=\s|\Z)")


@cache
def _special() -> re.Pattern[str]:
    """Return what is mark-up anywhere in a text; a bare address is broken at its colon or first stop."""
    return re.compile(r"[\\`*_\[\]<~]|&(?=#?\w{1,32};)|:(?=//)|(?<=www)\.", re.IGNORECASE)


@cache
def _hidden() -> re.Pattern[str]:
    """Return what a reader of the script can't see: zero-width characters and those that turn the direction."""
    return re.compile(
        "[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
    )


@cache
def _control() -> re.Pattern[str]:
    """Return what no text needs: control characters, halves of surrogate pairs, code points that are no characters."""
    ends = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    return re.compile(f"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef{ends}]")


@cache
def _blank() -> re.Pattern[str]:
    return re.compile("[\t-\r\x1c-\x20\x85\u2028\u2029]+")


def folded(text: str) -> str:
    """Return a text without control characters, runs of blanks and line ends as one space each."""
    return _blank().sub(" ", _control().sub("", text))


def tidy(text: str) -> str:
    """Return the normal form of a title, a heading or a name: folded, with no white space at its ends."""
    return folded(text).strip()


def tidied(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return the normal form of a line's pieces, the one that can be written and read back.

    The text is folded across the pieces, has no white space at its ends, no piece is empty, and no two neighbours
    could be one piece.
    """
    out: list[Piece] = []
    for piece in pieces:
        text = folded(piece.text)
        if text.startswith(" ") and (not out or out[-1].text.endswith(" ")):
            text = text[1:]
        if not text:
            continue
        say, ipa = (tidy(piece.say or "") or None, tidy(piece.ipa or "") or None)
        out.append(Piece(text, say, None if say else ipa, piece.stress))
    return tuple(_joined(_stripped(out)))


def _stripped(pieces: list[Piece]) -> list[Piece]:
    first, end = 0, len(pieces)
    while first < end and not pieces[first].text.lstrip():
        first += 1
    while end > first and not pieces[end - 1].text.rstrip():
        end -= 1
    kept = pieces[first:end]
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return kept


def _joined(pieces: list[Piece]) -> Iterable[Piece]:
    """Yield the pieces with plain neighbours of one stress as one piece; linear however many there are."""
    texts: list[str] = []
    last: Piece | None = None
    for piece in pieces:
        plain = piece.say is None and piece.ipa is None
        if last is not None and plain and last.say is None and last.ipa is None and last.stress == piece.stress:
            texts.append(piece.text)
            continue
        if last is not None:
            yield replace(last, text="".join(texts))
        last, texts = piece, [piece.text]
    if last is not None:
        yield replace(last, text="".join(texts))


# --- Labels --------------------------------------------------------------------------------------------------------


class Label(NamedTuple):
    """What stands before the colon of a paragraph, and where the colon is."""

    name: str
    delivery: tuple[str, ...]
    colon: int


def is_label(name: str) -> bool:
    """Tell whether a name can be a reader's label: no lower-case letter, a letter first, single spaces."""
    return (
        name[:1].isalpha()
        and name == " ".join(name.split())
        and not any(char.islower() for char in name)
        and all(char.isalnum() or char in " .'’-" or unicodedata.category(char)[0] == "M" for char in name)
    )


def label_of(text: str, labels: Collection[str] = ()) -> Label | None:
    """Return the label with which a paragraph's text begins, or None.

    One of ``labels`` written in lower case counts too: it's surely a slip, and mustn't be read aloud.
    """
    found = _COLON.search(text)
    if found is None:
        return None
    name, bracket, words = text[: found.start()].partition("(")
    if bracket and not words.rstrip().endswith(")"):
        return None
    name = name.strip()
    if not is_label(name) and name.upper() not in labels:
        return None
    return Label(name, tuple(words.rstrip().removesuffix(")").replace(",", " ").split()), found.start())


# --- Escaping ------------------------------------------------------------------------------------------------------


def reference(char: str) -> str:
    """Return a character as a numeric reference, which Markdown reads as the character itself."""
    return f"&#x{ord(char):X};"


def shown(text: str) -> str:
    """Return a text with its invisible characters as numeric references."""
    return _hidden().sub(lambda found: reference(found[0]), text)


def escape(text: str) -> str:
    """Return a text that Markdown reads as these very characters, in the middle of a paragraph."""
    return shown(_special().sub(r"\\\g<0>", text))


def escape_start(text: str, labels: Collection[str] = ()) -> str:
    """Return a text that Markdown reads as these very characters at the start of a paragraph, too.

    Nothing in it is a list, a heading, a direction or a label.
    """
    opener = _OPENERS.match(text)
    if opener is not None:
        cut = opener.end() if opener[0][0].isdigit() else 0
        return f"{text[:cut]}\\{text[cut]}{escape(text[cut + 1 :])}"
    # A reader sees the text up to the first escape apart from the rest: a label may end there.
    escapes = [found.start() for pattern in (_special(), _hidden()) if (found := pattern.search(text))]
    label = label_of(text, labels) or label_of(text[: min(escapes, default=0)], labels)
    if label is not None:
        return f"{escape(text[: label.colon])}\\:{escape(text[label.colon + 1 :])}"
    return escape(text)


def escape_heading(text: str) -> str:
    """Return a text that is a heading's text and nothing else: a run of ``#`` at its end would be dropped."""
    return shown(_special().sub(r"\\\g<0>", text).replace("#", r"\#"))
