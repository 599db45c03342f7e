"""The voice: speed, words, names, a predicted score, speakers told apart, rates and deliveries, on finished MP3s.

Articles are files, folders of .txt or JSON lines with `text` (else quotes/polnear-dev.jsonl in --data); ten are used.
Kokoro must be installed (`briefing voices install kokoro`). `--ear PYTHON MODEL` is a Python with faster-whisper and
a folder with whisper-base; `--judge PYTHON` one that has distillmos and resemblyzer. What is missing is skipped.
Loudness has a benchmark of its own. Words that sound alike ("haul", "hall") count as one where Kokoro's dictionary
says so.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from benches import voice_sounds, voice_timing, voice_words
from benches.articles import folders_of, golden
from benches.figures import Figure, Missing
from benches.measuring import note, output
from benches.voice_desk import ENGINES, HERE, Desk, Episode, articles

PARTS = ("time", "words", "names", "mos", "speakers", "pace", "delivery")
QUICK = {"runs": 1, "articles_used": 1}
LENGTH = "60s"


def options(parser: argparse.ArgumentParser) -> None:
    """Add what this benchmark can be told."""
    parser.add_argument("articles", nargs="*", type=Path)
    parser.add_argument("--only", default=",".join(PARTS), help=f"of {','.join(PARTS)}")
    parser.add_argument("--engines", default=",".join(ENGINES), help="for all but time and names")
    parser.add_argument("--runs", type=int, default=3, help="counted runs")
    parser.add_argument("--articles-used", type=int, default=10, metavar="N")
    parser.add_argument("--ear", nargs=2, metavar=("PYTHON", "MODEL"))
    parser.add_argument("--judge", metavar="PYTHON")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave episodes and clips there")


def measure(given: argparse.Namespace) -> Iterator[Figure]:
    """Yield the figures of the parts that are wanted; a part whose tools are missing is skipped by itself."""
    wanted = given.only.split(",")
    if wrong := set(wanted) - set(PARTS):
        raise ValueError(f"--only has no {', '.join(sorted(wrong))}; choose of {', '.join(PARTS)}")
    with tempfile.TemporaryDirectory() as temporary:
        bench = Bench(given, Desk((given.keep or Path(temporary)).resolve()))
        for part in wanted:
            try:
                yield from getattr(bench, part)()
            except Missing as missing:
                yield Figure(f"the voice's {part}", skipped=str(missing))


class Bench:
    """The parts, each a method."""

    def __init__(self, given: argparse.Namespace, desk: Desk) -> None:
        """Take the options and where episodes are made."""
        self.given, self.desk = given, desk
        here = set(_at_hand(given.engines.split(",")))
        self.engines = [engine for engine in ENGINES if engine in here]
        self._made: list[tuple[Path, Episode]] = []

    def time(self) -> Iterator[Figure]:
        """Measure time and memory, of a programme of about two minutes."""
        _kokoro()
        yield from voice_timing.figures(golden(1)[0], self.desk.folder, self.given.runs)

    def words(self) -> Iterator[Figure]:
        """Measure what is heard of the words."""
        ear = self._ear()
        made = self._episodes()
        got = voice_words.heard(self.desk, [episode for _, episode in made], ear)
        for engine in self.engines:
            all_of = voice_words.Tally()
            for article, episode in made:
                if episode.engine == engine:
                    voice_words.tally(episode, article.read_text(encoding="utf-8"), got[episode.mp3], all_of)
            note(f"{engine}: {voice_words.common(all_of.wrong)}; names: {voice_words.common(all_of.wrong_names)}")
            note(f"{engine}, lost: {', '.join(all_of.lost) or 'nothing'}")
            yield from voice_words.figures(engine, all_of, len(self._articles()))

    def names(self) -> Iterator[Figure]:
        """Measure how the lexicon's names arrive at the model."""
        _kokoro()
        out = self.desk.folder / "names.json"
        output([sys.executable, "-P", str(HERE / "kokoro_pieces.py"), "-", str(out), *map(str, self._articles())])
        found = json.loads(out.read_text(encoding="utf-8"))
        note(f"names said otherwise: {', '.join(found['wrong']) or 'none'}")
        many = f"of {found['known']} that the lexicon has"
        yield Figure(
            "Kokoro: people's names said otherwise than the lexicon", len(found["wrong"]), at_most=0, note=many
        )

    def mos(self) -> Iterator[Figure]:
        """Measure the predicted score."""
        judge = self._judge()
        yield from voice_sounds.scores(self.desk, [episode for _, episode in self._episodes()], judge)

    def speakers(self) -> Iterator[Figure]:
        """Measure whether speakers are told apart."""
        for engine in self.engines:
            yield from voice_sounds.apart(self.desk, engine, self._judge())

    def pace(self) -> Iterator[Figure]:
        """Measure the words a minute of each voice of the cast."""
        for engine in self.engines:
            yield from voice_sounds.paces(self.desk, engine)

    def delivery(self) -> Iterator[Figure]:
        """Measure whether the words of the delivery are heard."""
        for engine in [*self.engines, *_at_hand(["piper"])]:
            yield from voice_sounds.delivery(self.desk, engine, self._judge())

    def _articles(self) -> list[Path]:
        places = folders_of(self.given.articles, self.given.data, "quotes/polnear-dev.jsonl")
        return articles(places, self.given.articles_used, self.desk.folder)

    def _episodes(self) -> list[tuple[Path, Episode]]:
        """Return the articles' episodes of every engine, made once."""
        if not self._made:
            self._made = [
                (article, self.desk.make(article, engine, "--length", LENGTH))
                for engine in self.engines
                for article in self._articles()
            ]
        return self._made

    def _ear(self) -> tuple[str, str]:
        if self.given.ear:
            return tuple(self.given.ear)
        if find_spec("faster_whisper") is None:
            raise Missing("needs faster-whisper: --ear, or pip install 'briefing[listen]'")
        from briefing.edges import whisper

        return sys.executable, whisper.locate()

    def _judge(self) -> str:
        if not self.given.judge:
            raise Missing("needs a Python with distillmos and resemblyzer: --judge")
        return str(self.given.judge)


def _kokoro() -> None:
    if not _at_hand(["kokoro"]):
        raise Missing("needs Kokoro: briefing voices install kokoro")


def _at_hand(names: Sequence[str]) -> list[str]:
    """Return the engines that are installed."""
    from briefing.errors import EngineError
    from briefing.speaking.engine import find

    found = []
    for name in names:
        try:
            find(name)
        except EngineError as error:
            note(f"skipped: {error}")
        else:
            found.append(name)
    return found
