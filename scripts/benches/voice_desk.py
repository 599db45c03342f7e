"""What the parts of bench voice share: where episodes are made, how they are taken apart, who judges them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from benches.measuring import briefing, ffmpeg, note, output

HERE = Path(__file__).parent
ENGINES = {"kokoro": "Kokoro", "pyttsx3": "eSpeak"}
"""The engines that are measured, and what they are called in the table."""

RATE = 16_000
"""Hz of the sound that is judged."""

DATE = "2026-05-04"


@dataclass(frozen=True)
class Said:
    """A line of a finished episode: who said it, its text, from when to when (s)."""

    reader: str
    text: str
    start: float
    end: float


@dataclass(frozen=True)
class Episode:
    """A finished MP3 and its record."""

    engine: str
    mp3: Path

    @cached_property
    def record(self) -> dict[str, Any]:
        """Return what the record says."""
        found: dict[str, Any] = json.loads(self.mp3.with_suffix(".json").read_text(encoding="utf-8"))
        return found

    @property
    def lines(self) -> Iterator[Said]:
        """Yield its lines."""
        for item in self.record["items"]:
            if item["kind"] in {"line", "quote"}:
                yield Said(item["reader"], item["text"], item["start"], item["end"])


class Desk:
    """A folder in which episodes are made by the project's own command."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which keeps what is made."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def make(self, source: Path, engine: str, *options: str) -> Episode:
        """Make an episode, from clips that are kept in the folder; a failure ends the benchmark."""
        mp3 = self.folder / f"{source.name.partition('.')[0]}-{engine}.mp3"
        dated = () if source.name.endswith(".script.md") else ("--date", DATE)
        command = briefing("make", str(source), "--engine", engine, *dated, *options, "-q", "-o", str(mp3))
        note(f"{mp3.stem} …")
        output(command, XDG_CACHE_HOME=str(self.folder / "cache"))
        return Episode(engine, mp3)

    def sound(self, episode: Episode) -> Path:
        """Return a file with an MP3's samples, decoded: 16 bits, 16 kHz."""
        pcm = episode.mp3.with_suffix(".pcm")
        wanted = ["-v", "error", "-y", "-i", str(episode.mp3), "-ac", "1", "-ar", str(RATE), "-f", "s16le", str(pcm)]
        output([ffmpeg(), *wanted])
        return pcm

    def judge(self, python: str, asked: dict[str, Any]) -> dict[str, Any]:
        """Ask the Python that has distillmos and resemblyzer."""
        question, answer = self.folder / "asked.json", self.folder / "judged.json"
        question.write_text(json.dumps(asked), encoding="utf-8")
        output([python, "-W", "ignore", "-P", str(HERE / "voice_judge.py"), str(question), str(answer)])
        found: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
        return found


def articles(places: Sequence[Path], many: int, folder: Path) -> list[Path]:
    """Return ``many`` articles: files, those of folders, or evenly out of a file of JSON lines with ``text``.

    Of a file of JSON lines only articles of the usual length count: 250 to 1100 words.
    """
    found: list[Path] = []
    for place in places:
        if place.suffix == ".jsonl":
            found += _out_of(place, many, folder)
        else:
            found += sorted(place.glob("*.txt")) if place.is_dir() else [place]
    return [found[k * len(found) // many].resolve() for k in range(min(many, len(found)))] if found else []


def _out_of(file: Path, many: int, folder: Path) -> Iterator[Path]:
    """Write articles out of a file of JSON lines, each to a file of its own."""
    rows = [json.loads(row) for row in file.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if 250 <= len(row["text"].split()) <= 1100]  # noqa: PLR2004 - as said above
    for place in (int((k + 0.5) * len(rows) / many) for k in range(many)):
        text, title = rows[place]["text"], rows[place].get("title", "")
        path = folder / f"{file.stem}-{place:03}.txt"
        headed = re.sub(r"\W", "", text).startswith(re.sub(r"\W", "", title))
        path.write_text(text if headed else f"{title}\n\n{text}", encoding="utf-8")
        yield path
