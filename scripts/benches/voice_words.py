"""Words for bench voice: which of an episode's words a recogniser hears otherwise, and which are people's names."""

from __future__ import annotations

import contextlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benches.figures import Figure
from benches.measuring import output
from benches.voice_desk import ENGINES, HERE, Desk, Episode

NAMED = {"kokoro": (2.0, 4.0), "pyttsx3": (5.0, 8.0)}
"""Word error rates to reach in per cent, without and with people's names."""

BEFORE = {"kokoro": (0.9, 3.6), "pyttsx3": (5.3, 7.8)}
"""The same on one text of 334 words, before anything was built."""

LOST = 1.0
_CAPITAL = re.compile(r"[A-Z][\w’'-]*\.?(?:\s+(?:(?:de|da|van|von|bin|al|el)\s+)?[A-Z][\w’'-]*\.?)*")


@dataclass
class Tally:
    """Words that were to be said and those that went wrong: lists, so that they can be looked at."""

    said: int = 0
    names: int = 0
    wrong: list[str] = field(default_factory=list)
    wrong_names: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def with_names(self) -> float:
        """Return the word error rate in per cent."""
        return 100 * (len(self.wrong) + len(self.wrong_names)) / max(self.said, 1)

    @property
    def without_names(self) -> float:
        """Return the word error rate of the words that are nobody's name."""
        return 100 * len(self.wrong) / max(self.said - self.names, 1)

    @property
    def lost_words(self) -> float:
        """Return the part of the words that is missing in runs of two or more, in per cent."""
        return 100 * sum(len(run.split()) for run in self.lost) / max(self.said, 1)


def heard(desk: Desk, episodes: Sequence[Episode], ear: tuple[str, str]) -> dict[Path, str]:
    """Return what is heard in each episode."""
    python, model = ear
    out = desk.folder / "heard.json"
    output([python, "-P", str(HERE / "transcribe.py"), model, str(out), *(str(one.mp3) for one in episodes)])
    found: dict[str, str] = json.loads(out.read_text(encoding="utf-8"))
    return {Path(sound): text for sound, text in found.items()}


def people(text: str) -> frozenset[str]:
    """Return the words of people's names in an article: those of full names, wherever they stand."""
    from briefing.language.people import read_name

    found: Counter[str] = Counter()
    for match in _CAPITAL.finditer(text):
        run = tuple(re.sub(r"[’']s?$", "", word).rstrip(".") for word in match[0].split())
        reading = read_name(run)
        if reading.kind == "person":
            found.update(word for word in run[reading.first : reading.last] if word[:1].isupper() and len(word) > 1)
    return frozenset(found)


def sounds(words: Iterable[str]) -> dict[str, str]:
    """Return how words sound, without stress, so that "haul" and "hall" are one; nothing where there is no Kokoro."""
    from briefing.edges.crew import Crew
    from briefing.edges.kokoro import locate
    from briefing.errors import EngineError

    each = sorted(set(words))
    try:
        with contextlib.closing(Crew("kokoro", locate().command, 1)) as crew:
            answer, _ = crew.ask({"tokens": each}, 300)
    except EngineError:
        return {}
    said = ("".join(sound for _, sound, _ in tokens) for tokens in answer["tokens"])
    return {word: re.sub("[ˈˌ]", "", sound) or word for word, sound in zip(each, said, strict=True)}


def tally(episode: Episode, article: str, got: str, into: Tally) -> None:
    """Add an episode's words to the tally: numbers and dates in one form on both sides, words that sound alike one."""
    names = people(article)
    said: list[tuple[str, bool]] = []
    for line in episode.lines:
        capitals = {part for word in re.findall(r"[\w’'-]+", line.text) for part in _forms(word, names)}
        said += ((word, word in capitals) for word in plain(line.text))
    into.said += len(said)
    into.names += sum(named for _, named in said)
    heard_words = plain(got)
    alike = sounds([*(word for word, _ in said), *heard_words])
    said, heard_words = [(alike.get(w, w), n) for w, n in said], [alike.get(w, w) for w in heard_words]
    missing: list[str] = []
    for old, new, named in [*_changes(said, heard_words), ("", "", False)]:
        if old != new:
            (into.wrong_names if named else into.wrong).append(f"{old or '+'}→{new}")
        if old and not new:
            missing.append(old)
            continue
        if len(missing) > 1:
            into.lost.append(" ".join(missing))
        missing = []


def _forms(word: str, names: frozenset[str]) -> Iterator[str]:
    bare = re.sub(r"[’']s?$", "", word)
    if bare in names or word in names:
        yield from plain(word)


def plain(text: str) -> list[str]:
    """Return a text's words as they're said: lower case, numbers in words."""
    from briefing.proofing.normal import words

    return list(words(text))


def _changes(said: Sequence[tuple[str, bool]], got: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    """Yield each word that was to be said with what is heard for it; two words may be heard as one and one as two."""
    rows: list[list[int]] = [list(range(len(got) + 1))]
    for place, (word, _) in enumerate(said, 1):
        row, above = [place], rows[-1]
        for at, new in enumerate(got, 1):
            best = min(above[at] + 1, row[at - 1] + 1, above[at - 1] + (word != new))
            if at > 1 and word == got[at - 2] + new:
                best = min(best, above[at - 2])
            if place > 1 and said[place - 2][0] + word == new:
                best = min(best, rows[-2][at - 1])
            row.append(best)
        rows.append(row)
    yield from reversed(list(_back(rows, said, got)))


def _back(
    rows: Sequence[Sequence[int]], said: Sequence[tuple[str, bool]], got: Sequence[str]
) -> Iterator[tuple[str, str, bool]]:
    """Yield the changes from the end to the beginning; what is added beside a name is the name's."""
    place, at = len(said), len(got)
    while place or at:
        here = rows[place][at]
        word, named = said[place - 1] if place else ("", False)
        new = got[at - 1] if at else ""
        if place and at and here == rows[place - 1][at - 1] + (word != new):
            yield word, new, named
            place, at = place - 1, at - 1
        elif place and at > 1 and word == got[at - 2] + new and here == rows[place - 1][at - 2]:
            yield word, word, named
            place, at = place - 1, at - 2
        elif place > 1 and at and said[place - 2][0] + word == new and here == rows[place - 2][at - 1]:
            yield new, new, named
            place, at = place - 2, at - 1
        elif place and here == rows[place - 1][at] + 1:
            yield word, "", named
            place -= 1
        else:
            beside = any(name for _, name in said[max(0, place - 1) : place + 1])
            yield "", new, beside
            at -= 1


def figures(engine: str, all_of: Tally, how_many: int) -> Iterator[Figure]:
    """Yield the figures of an engine's episodes."""
    what, where = f"{ENGINES[engine]}: words misheard by whisper-base", "one text, before"
    without, named = NAMED[engine]
    before = BEFORE[engine]
    of = f"{all_of.said - all_of.names} words of {how_many} articles"
    yield Figure(f"{what}, no names", all_of.without_names, "%", before[0], where, without, note=of)
    yield Figure(f"{what}, with people's names", all_of.with_names, "%", before[1], where, named)
    yield Figure(f"{ENGINES[engine]}: words lost in runs of two or more", all_of.lost_words, "%", at_most=LOST)


def common(changes: Sequence[str], many: int = 40) -> str:
    """Return the changes that are heard most often."""
    return ", ".join(f"{change} ×{times}" for change, times in Counter(changes).most_common(many))
