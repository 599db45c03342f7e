"""Who reads: a label and a voice of the cast for each person quoted."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from briefing.language.people import first_name_gender
from briefing.language.surnames import surname
from briefing.values import Cast, CastVoice, Reader, Speaker
from briefing.writing.wording import one_line

ANCHOR = "ANCHOR"
QUOTE = "QUOTE"
LABEL_LENGTH = 24
"""The longest label, in characters."""


class Readers:
    """The programme's readers: the same speaker gets the same label and voice from the first quote to the last."""

    def __init__(self, cast: Cast) -> None:
        """Start with the anchor alone."""
        self._quoting = [voice for voice in cast.voices if voice.name.startswith("quote")] or list(cast.voices)
        self._of: dict[str, Reader] = {}
        self._used: dict[str, int] = {voice.name: 0 for voice in self._quoting}

    def reader(self, speaker: Speaker | None, story: Iterable[Reader] = ()) -> Reader:
        """Return the speaker's reader; a new one gets a voice that no other in ``story`` has while there's one free."""
        name = one_line(speaker.name) if speaker else ""
        if name not in self._of:
            voice = self._voice(speaker, [reader.voice for reader in story])
            self._of[name] = Reader(self._label(name, speaker), voice.name, name or None)
        return self._of[name]

    def all(self) -> tuple[Reader, ...]:
        """Return the readers in order of appearance, the anchor first."""
        return (Reader(ANCHOR, "anchor"), *self._of.values())

    def _voice(self, speaker: Speaker | None, taken: Sequence[str]) -> CastVoice:
        gender = _gender(speaker)
        best = min(
            enumerate(self._quoting),
            key=lambda pair: (
                pair[1].name in taken,
                gender is not None and pair[1].gender not in {gender, None},
                self._used[pair[1].name],
                pair[0],
            ),
        )[1]
        self._used[best.name] += 1
        return best

    def _label(self, name: str, speaker: Speaker | None) -> str:
        if speaker is None:
            return QUOTE
        taken = {ANCHOR, QUOTE} | {reader.label for reader in self._of.values()}
        short = label(surname(name)) if speaker.kind == "person" else label(name)
        initial = label(name)[:1]
        wanted = [short, f"{initial} {short}", label(name)]
        return next(
            (one for one in wanted if one and one not in taken),
            next(one for n in range(2, len(taken) + 3) if (one := f"{short or 'VOICE'} {n}") not in taken),
        )


def _gender(speaker: Speaker | None) -> str | None:
    """Return the gender that the article says, else the one that the first name says."""
    if speaker is None or speaker.kind != "person":
        return None
    return speaker.gender or first_name_gender(speaker.name.partition(" ")[0])


def label(name: str) -> str:
    """Return a name as a label: capitals, digits, spaces, ``.``, ``'`` and ``-``, cut at a word."""
    plain = name.replace("’", "'").replace("ß", "SS").upper()
    kept = "".join(char if _fits(char) else " " for char in plain)
    short = ""
    for word in kept.split():
        if len(short) + len(word) >= LABEL_LENGTH:
            break
        short = f"{short} {word}".strip()
    return (short or kept.strip()[:LABEL_LENGTH]).strip(" .'-")


def _fits(char: str) -> bool:
    letter = unicodedata.category(char) in {"Lu", "Lt", "Lo", "Lm", "Mn", "Mc", "Nd"}
    return (letter and char == char.upper()) or char in " .'-"
