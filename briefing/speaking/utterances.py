"""A line of the script as an engine gets it: in spoken form, with the pronunciations that somebody has set."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

from briefing.speaking import endings
from briefing.values import Delivery, Lexicon, Line, Pronunciation, SpokenPiece, Utterance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.language.spoken import Change
    from briefing.values import Script

STANDARD_WPM = 160
"""The words a minute that ``rate=`` in a label is measured against when nothing else is known."""

# The words of a label, as script-format.md lists them: rate (a factor), pitch (semitones), level (dB).
_DELIVERY = {
    "bright": Delivery(rate=1.03, pitch=1.0),
    "warm": Delivery(rate=0.97, pitch=-0.5),
    "grave": Delivery(rate=0.92, pitch=-1.5),
    "slower": Delivery(rate=0.87),
    "faster": Delivery(rate=1.13),
    "softer": Delivery(level=-4.0),
}
_LOWEST, _HIGHEST = 0.5, 2.5

# Marks around a quotation. The apostrophe ’ is told from a closing mark by the letters around it.
_DOUBLE = '"“”„‟«»〝〞＂'
_SINGLE = "'‘’‚‛‹›"
_GLUED = re.compile(rf"(?<=\w)[{_DOUBLE}‹›]+(?=\w)")
_QUOTATION = re.compile(rf"[{_DOUBLE}‹›‚‛]|(?<!\w)[{_SINGLE}](?=\w)|(?<=[^\w\s])[{_SINGLE}](?!\w)")
_NO_ENGINE_MARKUP = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufff9-\ufffb\[\]{}<>]")
_WORD = re.compile(r"\w+")
_ENDING = re.compile(r"(?:['’]s|s)(?!\w)")
_INSIDE = re.compile(r"[\w,;)’'-]\s?$")  # what stands before a word that begins no sentence


def delivery(words: tuple[str, ...], wpm: int = STANDARD_WPM) -> Delivery:
    """Return what a label's words ask for; words that nobody knows ask for nothing.

    ``rate=150`` is words a minute and becomes a factor of ``wpm``, the voice's own; ``pitch=+2st`` is semitones.
    """
    rate, pitch, level = 1.0, 0.0, 0.0
    for word in words:
        asked = _DELIVERY.get(word) or _dial(word, wpm)
        rate, pitch, level = rate * asked.rate, pitch + asked.pitch, level + asked.level
    return Delivery(min(max(rate, _LOWEST), _HIGHEST), min(max(pitch, -12.0), 12.0), level, words)


def _dial(word: str, wpm: int) -> Delivery:
    """Return what ``rate=N`` or ``pitch=Nst`` asks for."""
    name, _, value = word.partition("=")
    if name == "rate" and re.fullmatch(r"\d{1,3}", value, re.ASCII):
        return Delivery(rate=int(value) / wpm)
    if name == "pitch" and re.fullmatch(r"[+-]?\d{1,2}(\.\d{1,2})?st", value, re.ASCII):
        return Delivery(pitch=float(value.removesuffix("st")))
    return Delivery()


def utterance(line: Line, lexicon: Lexicon, language: str, delivery: Delivery) -> Utterance:
    """Return a line as an engine gets it: words for numbers and signs, no quotation marks, no engine's mark-up.

    The script's pronunciations stand before those of the lexicon.
    """
    runs = tuple(_runs(line, _index(lexicon, language)))
    pieces = (replace(run, text=said) for run, said in zip(runs, _spoken(runs, language), strict=True))
    return Utterance(tuple(piece for piece in pieces if piece.text), language, delivery)


def of_programme(lexicon: Lexicon, script: Script) -> Lexicon:
    """Return the lexicon with the names that the script sets: set once, a name is said so throughout (S18).

    Only words in a capital count ("[read](say:red)" holds for its place), and only those set in one way.
    """
    ways: dict[str, set[Pronunciation]] = {}
    for line in script.lines:
        for piece in line.pieces:
            if (piece.say or piece.ipa) and (word := piece.text.strip())[:1].isupper():
                ways.setdefault(word, set()).add(Pronunciation(word, piece.say, piece.ipa))
    names = tuple(next(iter(ways[word])) for word in ways if len(ways[word]) == 1)
    return Lexicon(names + lexicon.entries) if names else lexicon


_Index: TypeAlias = dict[str, tuple[Pronunciation, ...]]


def _runs(line: Line, known: _Index) -> Iterator[SpokenPiece]:
    """Yield the line's pieces, still in written form, cut where the lexicon knows a word."""
    for piece in line.pieces:
        if piece.say or piece.ipa:
            yield SpokenPiece(piece.text, piece.ipa, piece.say, piece.stress)
            continue
        done = 0
        for start, end, entry in _found(piece.text, known):
            if start > done:
                yield SpokenPiece(piece.text[done:start], stress=piece.stress)
            ending = endings.of(entry, bool(end - start - len(entry.word)))
            yield SpokenPiece(piece.text[start:end], *ending, piece.stress)
            done = end
        if done < len(piece.text):
            yield SpokenPiece(piece.text[done:], stress=piece.stress)


@lru_cache(maxsize=4)
def _index(lexicon: Lexicon, language: str) -> _Index:
    """Return the lexicon's entries by the first word of each form they have in a text, the longest first."""
    index: dict[str, list[Pronunciation]] = {}
    for entry in lexicon.entries:
        if entry.language is not None and not language.lower().startswith(entry.language.lower()):
            continue
        forms = (entry.word, entry.word.capitalize(), entry.word.upper()) if entry.any_case else (entry.word,)
        for form in dict.fromkeys(forms):
            if first := _WORD.match(form):
                index.setdefault(first.group(), []).append(replace(entry, word=form))
    return {word: tuple(sorted(entries, key=lambda entry: -len(entry.word))) for word, entries in index.items()}


def _found(text: str, known: _Index) -> Iterator[tuple[int, int, Pronunciation]]:
    """Yield the lexicon's words in a text with their places: whole words, the possessive's "s" too, none in another."""
    done = 0
    if not known:
        return
    for match in _WORD.finditer(text):
        start = match.start()
        if start < done:
            continue
        for entry in known.get(match.group(), ()) or known.get(match.group().removesuffix("s"), ()):
            end = start + len(entry.word)
            if not text.startswith(entry.word, start) or not _fits(entry, text, start):
                continue
            ending = _ENDING.match(text, end)
            if ending and (ending[0] != "s" or not entry.word.endswith("o")):  # Petros isn't several of Petro
                end = ending.end()
            if not (end < len(text) and _wordy(text[end - 1 : end + 1])):
                yield start, end, entry
                done = end
                break


def _fits(entry: Pronunciation, text: str, start: int) -> bool:
    """Tell whether the entry is meant where it stands."""
    if entry.after:
        return text[max(0, start - 32) : start].split()[-1:] in [[word] for word in entry.after]
    return not entry.inside or _INSIDE.search(text[max(0, start - 8) : start]) is not None


def _wordy(pair: str) -> bool:
    """Tell whether two characters stand in one word."""
    return all(char == "_" or char.isalnum() for char in pair)


def _spoken(runs: Sequence[SpokenPiece], language: str) -> tuple[str, ...]:
    """Return each run in spoken form.

    The line is read as a whole, since "$5" before "million" is said otherwise than alone, and cut afterwards; where
    the reading goes over a cut, each run is read by itself.
    """
    from briefing.language.spoken import spoken

    line = "".join(run.text for run in runs)
    whole = spoken(line, language)
    if len(runs) == 1:
        return (_plain(whole.text),)
    cut = _cut(runs, line, whole.changes)
    if "".join(cut) != whole.text:
        cut = [_alone(run.text, language) for run in runs]
    return tuple(_plain(text) for text in cut)


def _cut(runs: Sequence[SpokenPiece], line: str, changes: Iterable[Change]) -> list[str]:
    """Return the spoken form of each run; a change that goes over a cut belongs to the run in which it begins.

    Nothing where it would swallow a pronunciation that was set by hand.
    """
    parts: list[list[str]] = [[] for _ in runs]
    ends = list(accumulate(len(run.text) for run in runs))
    at = index = 0
    for change in changes:
        while index < len(ends) - 1 and ends[index] <= change.start:
            parts[index].append(line[at : ends[index]])
            at, index = max(at, ends[index]), index + 1
        parts[index] += (line[at : change.start], change.spoken)
        at = change.end
        last = bisect_left(ends, change.end, lo=index)
        if last > index and any(run.ipa or run.respelling for run in runs[index : last + 1]):
            return []
    for part, end in zip(parts[index:], ends[index:], strict=True):
        part.append(line[at:end])
        at = max(at, end)
    return ["".join(part) for part in parts]


def _alone(text: str, language: str) -> str:
    """Return a run in spoken form with the white space at its ends."""
    from briefing.language.spoken import spoken

    words = text.strip()
    before, _, after = text.partition(words)
    return f"{before}{spoken(words, language).text}{after}" if words else text


def _plain(text: str) -> str:
    """Return a text without quotation marks and without anything that an engine could take for mark-up."""
    text = _NO_ENGINE_MARKUP.sub(" ", text)
    return _QUOTATION.sub("", _GLUED.sub(" ", text))
