"""How episodes sound, for bench voice: a predicted score, speakers told apart, words a minute, the delivery's words."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

from benches.figures import Figure
from benches.measuring import note
from benches.voice_desk import DATE, ENGINES, RATE, Desk, Episode, Said
from benches.voice_words import plain

SCORES = {"kokoro": (4.52, 4.55), "pyttsx3": (2.8, 2.8)}
"""DistillMOS of the recipe's mastering, and what is to be reached."""

ALIKE = 0.80
PACES = (150, 180)
LETTERS_A_WORD = 5.9
WORDS = ("bright", "warm", "grave", "slower", "faster", "softer")
RATE_HEARD, PITCH_HEARD, LEVEL_HEARD = 0.03, 0.4, 1.0
"""What can be heard beside the same line without the word: a part of the rate, semitones, dB."""

HEAD = """---
script: 1
title: Voices
show: Briefing
date: {date}
language: en-GB
voices:
{voices}
sources: {{}}
---

# Voices

## Voices

"""
SAID = (
    "The council looked at the figures again on Monday and found that the harbour needs another forty million pounds.",
    "Nobody who lives by the river was asked, and the people who spoke at the meeting said so more than once.",
    "Work begins in the spring, when the ferries stop, and it will go on until the first week of September.",
)
STORY = """Bridge over the Tarn to close for two years

The bridge over the Tarn at Averley will close in March for two years, the county council said on Tuesday.

“The steel is worn through in eleven places, and nobody should drive over it for another winter,” said Peter Aldous,
the council's engineer.

Mary Tennant, who runs the bakery at the northern end, said: “Two years without a bridge is two years without half of my
customers, and nobody has offered me a penny for it.”

“We have asked for a ferry, we have asked for a bus, and what we got was a leaflet,” said George Farrow, the chairman
of the traders' association.

Helen Marsh, a nurse at the hospital, said: “My way to work will take an hour longer, and the ambulances won't be any
quicker than I am.”

“A temporary bridge would cost four million pounds, and the money for it isn't in anyone's budget,” said David Ormond,
the minister for transport.
"""


def scores(desk: Desk, episodes: Sequence[Episode], python: str) -> Iterator[Figure]:
    """Yield the predicted score of each engine's episodes: their mean."""
    found = desk.judge(python, {"mos": [str(desk.sound(one)) for one in episodes]})["mos"]
    for engine, (before, least) in SCORES.items():
        of = [score for one, score in zip(episodes, found, strict=True) if one.engine == engine]
        if of:
            worst = f"mean of {len(of)}, worst {min(of):.2f}"
            what = f"{ENGINES[engine]}: predicted score (DistillMOS)"
            yield Figure(what, statistics.mean(of), "", before, "before", at_least=least, note=worst)


def apart(desk: Desk, engine: str, python: str) -> Iterator[Figure]:
    """Yield how alike the speakers of a story of five are, and those of the whole cast, on the finished programmes."""
    story = desk.folder / "bridge.txt"
    story.write_text(STORY, encoding="utf-8")
    made = desk.make(story, engine, "--length", "full", "--no-music")
    quoted = len({line.reader for line in made.lines}) - 1
    yield Figure(f"{ENGINES[engine]}: people of a story of five with a voice of their own", quoted, at_least=4)
    yield _alike(desk, made, f"{ENGINES[engine]}: speakers of one story, the pair most alike", python)
    cast = desk.make(_cast_script(desk.folder), engine, "--no-music")
    yield _alike(desk, cast, f"{ENGINES[engine]}: voices of the cast, the pair most alike", python)


def _alike(desk: Desk, episode: Episode, what: str, python: str) -> Figure:
    sound = str(desk.sound(episode))
    readers = sorted({line.reader for line in episode.lines})
    voices = [[sound, [frames(line) for line in episode.lines if line.reader == reader]] for reader in readers]
    cosines = desk.judge(python, {"voices": voices})["cosines"]
    pairs = [(cosines[a][b], readers[a], readers[b]) for a, b in itertools.combinations(range(len(readers)), 2)]
    for cosine, one, other in sorted(pairs, reverse=True)[:4]:
        note(f"{episode.engine}: {one} and {other} {cosine:.2f}")
    worst, one, other = max(pairs)
    return Figure(what, worst, "", 0.96, "one voice, two sentences", ALIKE - 1e-4, note=f"{one} and {other}")


def frames(line: Said) -> tuple[int, int]:
    """Return where a line stands, in frames."""
    return round(line.start * RATE), round(line.end * RATE)


def _cast_script(folder: Path) -> Path:
    """Write a script in which every voice of the cast reads the same."""
    from briefing import settings

    readers = [(voice.name.upper(), voice.name) for voice in settings.read_cast().voices]
    return _script(folder / "cast.script.md", readers, [f"{label}: {' '.join(SAID)}" for label, _ in readers])


def _script(path: Path, readers: Sequence[tuple[str, str]], lines: Sequence[str]) -> Path:
    voices = "\n".join(f"  {label}: {{voice: {voice}}}" for label, voice in readers)
    path.write_text(HEAD.format(date=DATE, voices=voices) + "\n\n".join(lines) + "\n", encoding="utf-8")
    return path


def paces(desk: Desk, engine: str) -> Iterator[Figure]:
    """Yield the slowest and the quickest voice of the cast, in words a minute of the finished programme."""
    made = desk.make(_cast_script(desk.folder), engine, "--no-music")
    found = sorted((60 * _usual_words(line.text) / (line.end - line.start), line.reader) for line in made.lines)
    note(f"{engine}: " + ", ".join(f"{reader} {pace:.0f}" for pace, reader in found))
    for which, (pace, reader) in (("slowest", found[0]), ("quickest", found[-1])):
        what = f"{ENGINES.get(engine, engine)}: the cast's {which} voice"
        yield Figure(what, round(pace), "a minute", at_most=PACES[1], at_least=PACES[0], note=f"words; {reader}")


def _usual_words(text: str) -> float:
    """Return how many words of news a text is as long as: those of 5.9 letters, the gap among them."""
    return (sum(len(word) + 1 for word in plain(text))) / LETTERS_A_WORD


def delivery(desk: Desk, engine: str, python: str) -> Iterator[Figure]:
    """Yield how many of the delivery's words are heard: rate, pitch or level beside the same line without one."""
    text = " ".join(SAID[:2])
    lines = [f"ANCHOR: {text}", *(f"ANCHOR ({word}): {text}" for word in WORDS)]
    script = _script(desk.folder / "delivery.script.md", [("ANCHOR", "anchor")], lines)
    made = desk.make(script, engine, "--no-music")
    sound = str(desk.sound(made))
    told = list(made.lines)
    found = desk.judge(python, {"dials": [[sound, frames(line)] for line in told]})["dials"]
    plainly = told[0].end - told[0].start
    heard = []
    for word, line, (pitch, level) in zip(WORDS, told[1:], found[1:], strict=True):
        rate, higher, louder = plainly / (line.end - line.start) - 1, pitch - found[0][0], level - found[0][1]
        note(f"{engine}: {word}: rate {rate:+.0%}, pitch {higher:+.1f} semitones, level {louder:+.1f} dB")
        if abs(rate) >= RATE_HEARD or abs(higher) >= PITCH_HEARD or abs(louder) >= LEVEL_HEARD:
            heard.append(word)
    what = f"{ENGINES.get(engine, engine)}: words of the delivery that are heard"
    yield Figure(what, len(heard), at_least=len(WORDS), note=f"of {len(WORDS)}")
