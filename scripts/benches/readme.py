"""The README's table of figures: some of those in figures.json, in the words of a reader who is new to the project."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import environment

from benches.figures import Figure, cells, markdown
from benches.results import Result, load, place

FIGURES = Path(__file__).with_name("figures.json")
README = environment.ROOT / "README.md"
BEGIN, END = "<!-- Made by scripts/bench readme. -->\n\n", "<!-- End of the table. -->"

BUSY = 1
"""A machine with more to do than this for each core was busy; a run's own work counts, too."""

ROWS: tuple[tuple[str, str, str], ...] = (
    ("Direct quotes found, with the right speaker", "quotes", "polnear-dev: found and surname right"),
    ("A person named where the source is nobody's name", "quotes", "polnear-dev: a person too many"),
    ("The story told from the page around it: F1 of its lines", "plain", "plain: line F1"),
    ("A web page's title right", "html", "trafilatura: title"),
    ("Numbers, dates and sums said as a newsreader would", "spoken", "of the news"),
    ("Numbers, names and negations lost in scripts", "scripts", "numbers, names, negations lost or changed"),
    ("One minute asked for: the article furthest off", "lengths", "60 s of one article: the furthest off"),
    ("An article to an MP3: processor time", "make", "make, cold: CPU"),
    ("Articles a minute on 2 cores", "batch", "articles a minute, pyttsx3"),
    (
        "A second of sound with Kokoro's voice, on 2 cores",
        "voice",
        "Kokoro: make, cold: wall time for a second of sound",
    ),
    ("Words that a recogniser mishears, Kokoro", "voice", "Kokoro: words misheard by whisper-base, no names"),
    ("Words that a recogniser mishears, eSpeak", "voice", "eSpeak: words misheard by whisper-base, no names"),
    ("An episode of 500 stories: memory", "growth", "episode of 500 stories: peak memory"),
    (
        "Daily runs killed at random moments: anything broken",
        "daily",
        "after the kills: broken, missing, twice or left over",
    ),
)
"""A reader's words, the benchmark, the name of the figure."""


def write() -> int:
    """Put the table between the two marks in the README."""
    text = README.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"README.md has no place for the table: {BEGIN.strip()} and {END}")
    README.write_text(before + begin + table(load(FIGURES)) + end + after, encoding="utf-8")
    return 0


def shown(results: Mapping[str, Result]) -> list[tuple[str, Figure]]:
    """Return each row's words and figure; KeyError where a figure isn't there."""
    known = {(name, figure.what): figure for name, result in results.items() for figure in result.figures}
    return [(words, known[name, what]) for words, name, what in ROWS]


def table(results: Mapping[str, Result]) -> str:
    """Return the table and, below it, the machines that the figures were measured on."""
    rows = ((words, *cells(figure)[:3]) for words, figure in shown(results))
    stamps = [results[name].stamp for _, name, _ in ROWS]
    machines = "; ".join(dict.fromkeys(f"on {one['date']}: {place(one)}" for one in stamps))
    busy = (
        " Some were measured while it was busy."
        if any((one.get("load") or 0) > BUSY * one["cores"] for one in stamps)
        else ""
    )
    return markdown(("what", "briefing", "beside it", "to reach"), rows) + f"\n\nMeasured {machines}.{busy}\n\n"
