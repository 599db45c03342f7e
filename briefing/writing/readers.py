"""Who reads: a label and a voice of the cast for each person quoted."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from briefing.language.people import first_name_gender
from briefing.language.surnames import surname, together
from briefing.values import Cast, CastVoice, Reader, Speaker
from briefing.writing.wording import one_line

ANCHOR = "ANCHOR"
SECOND = "ANCHOR 2"
QUOTE = "QUOTE"
_ARTICLE = re.compile(r"\A(?:the|an?|one|another|his|her|their|its)\s+(?=[a-z])", re.IGNORECASE)
LABEL_LENGTH = 24
"""The longest label, in characters."""


class Readers:
    """The programme's readers: the same speaker gets the same label and voice from the first quote to the last."""

    def __init__(self, cast: Cast, speakers: Iterable[Speaker | None] = ()) -> None:
        """Start with the anchor alone.

        ``speakers`` are those who will be quoted: people among them who share a surname all get an initial.
        """
        quoted = [speaker for speaker in speakers if speaker]
        names = {one_line(speaker.name) for speaker in quoted if speaker.kind == "person"}
        counts = Counter(label(surname(name)) for name in names)
        self._shared = {short for short, count in counts.items() if count > 1}
        self._quoting = [voice for voice in cast.voices if voice.name.startswith("quote")] or list(cast.voices)
        self._of: dict[str, Reader] = {}
        self._second, self._second_reads = cast.second_anchor, False
        self._given = {_folded(name): voice for name, voice in cast.people if cast.voice(voice)}
        kept = {_folded(name): voice for name, voice in cast.remembered if cast.voice(voice)}
        self._kept = {name: voice for name, voice in kept.items() if name not in self._given}
        # Who comes today and has a voice keeps it: newcomers look for others first.
        coming = {_folded(speaker.name) for speaker in quoted}
        had = Counter(voice for name, voice in (self._kept | self._given).items() if name in coming)
        self._used: dict[str, int] = {voice.name: had[voice.name] for voice in self._quoting}

    def reader(self, speaker: Speaker | None, story: Iterable[Reader] = ()) -> Reader:
        """Return the speaker's reader; a new one gets a voice that no other in ``story`` has while there's one free."""
        name = one_line(speaker.name) if speaker else ""
        if name not in self._of:
            voice = self._voice_of(name, speaker, [reader.voice for reader in story])
            self._of[name] = Reader(self._label(name, speaker), voice, name or None)
        return self._of[name]

    def shares_surname(self, name: str) -> bool:
        """Tell whether another of those who are quoted has this person's surname: it doesn't say who is meant."""
        return label(surname(one_line(name))) in self._shared

    def all(self) -> tuple[Reader, ...]:
        """Return the readers in order of appearance, the anchors first."""
        second = (Reader(SECOND, self._second),) if self._second and self._second_reads else ()
        return (Reader(ANCHOR, "anchor"), *second, *self._of.values())

    def anchor(self, story: int) -> str:
        """Return who reads a story, counted from 0: every other is the second anchor's, where the cast has one."""
        if self._second is None or not story % 2:
            return ANCHOR
        self._second_reads = True
        return SECOND

    def _voice_of(self, name: str, speaker: Speaker | None, taken: Sequence[str]) -> str:
        """Return somebody's voice: the one given for good, else the one they had, else a free one."""
        given, kept = self._given.get(_folded(name)), self._kept.get(_folded(name))
        if given:
            return given
        return kept if kept and kept not in taken else self._voice(speaker, taken).name

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
        taken = {ANCHOR, SECOND, QUOTE} | {reader.label for reader in self._of.values()}
        if speaker.kind != "person":
            name = _ARTICLE.sub("", name) or name
        short = label(surname(name) if speaker.kind == "person" else _last_names(name, speaker))
        initial = label(name)[:1]
        wanted = [short, f"{initial} {short}", label(name)]
        if short in self._shared and initial and label(name) != short:
            wanted = [f"{initial} {short}", label(name)]
        return next(
            (one for one in wanted if one and one not in taken),
            next(one for n in range(2, len(taken) + 3) if (one := f"{short or 'VOICE'} {n}") not in taken),
        )


def _last_names(name: str, speaker: Speaker) -> str:
    """Return the surnames of persons who speak together; what else is no person keeps its name."""
    return (together(name) if speaker.kind == "role" else "") or name


def _folded(name: str) -> str:
    """Return a name as it's compared: in one line, whatever its case."""
    return one_line(name).casefold()


def _gender(speaker: Speaker | None) -> str | None:
    """Return the gender that the article says, else the one that the first name says."""
    if speaker is None or speaker.kind != "person":
        return None
    return speaker.gender or first_name_gender(speaker.name.partition(" ")[0])


def label(name: str) -> str:
    """Return a name as a label: capitals, digits, spaces, ``.``, ``'`` and ``-``, cut at a word."""
    plain = name.replace("’", "'").replace("ß", "SS").upper().replace("WWW.", "WWW ")  # no label is an address
    kept = "".join(char if _fits(char) else " " for char in plain)
    short = ""
    for word in kept.split():
        if len(short) + len(word) >= LABEL_LENGTH:
            short = re.sub(r"( (?:FOR|OF|AT|IN|TO|AND|WITH|BY|ON|FROM|THE|A|AN))+$", "", short)  # cut before these
            break
        short = f"{short} {word}".strip()
    return (short or kept.strip()[:LABEL_LENGTH]).strip(" .'-")


def _fits(char: str) -> bool:
    letter = unicodedata.category(char) in {"Lu", "Lt", "Lo", "Lm", "Mn", "Mc", "Nd"}
    return (letter and char == char.upper()) or char in " .'-"
