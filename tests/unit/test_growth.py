"""What must not grow: memory with the stories of an episode; memory and open files with the episodes of a batch."""

from __future__ import annotations

import ast
import datetime as dt
import json
import os
import random
import sys
import tracemalloc
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import briefing
from briefing import reading
from briefing.batch import work
from briefing.commands import report
from briefing.language.marks import marked
from briefing.mastering import lay_out, levels, mp3, sound
from briefing.programme import written
from briefing.selecting import select
from briefing.selecting.quotes import quotations
from briefing.settings import Settings
from briefing.values import Clip, Direction, Item, Line, Piece, Show

PACKAGE = Path(briefing.__file__).parent
RATE = 8_000
ARTICLE = """Town {number} opens bridge {number}

The council of town {number} opened bridge {number} on Monday after {number} days of work, it said in a statement.

“We waited {number} years for bridge {number},” said the mayor of town {number}, Maria Lindqvist.
"""

BOUNDED = {
    "edges/kokoro_child.py:_session": "one number of threads",
    "edges/kokoro_child.py:_voice": "the voices that are installed",
    "edges/piper_child.py:_voice": "the voices that are installed",
    "language/lexicons.py:rows": "our own files",
    "language/lexicons.py:words": "our own files",
    "language/spoken/scan.py:_rules": "the signs that our own rules begin with",
    "language/spoken/tables.py:many_to_one": "our own files",
    "language/spoken/tables.py:pairs": "our own files",
    "language/spoken/tables.py:table": "our own files",
    "language/spoken/words.py:small": "numbers below a thousand",
    "language/tongues.py:tongue": "the languages that are covered",
    "publishing/table.py:qualified": "our own table's names",
    "selecting/abroad/wording.py:_words": "the languages that are covered",
    "speaking/phonemes.py:_pattern": "two kinds of sounds",
}
"""The functions that keep every answer they gave, each with why there are only so many."""


def boundless() -> Iterator[str]:
    """Yield the functions with arguments whose answers are kept without a limit."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and (node.args.args or node.args.kwonlyargs or node.args.posonlyargs):
                kept = {ast.unparse(one) for one in node.decorator_list}
                if kept & {"cache", "functools.cache", "lru_cache(None)", "lru_cache(maxsize=None)"}:
                    yield f"{path.relative_to(PACKAGE).as_posix()}:{node.name}"


def test_nothing_is_kept_for_ever_that_comes_from_a_text() -> None:
    assert set(boundless()) == set(BOUNDED)


def clips(folder: Path, count: int) -> list[Clip]:
    """So many clips of a second, in files of their own."""
    pcm = array("h", (3000 if at // 20 % 2 else -3000 for at in range(RATE))).tobytes()
    made = []
    for number in range(count):
        file = folder / f"{number}.pcm"
        file.write_bytes(pcm)
        made.append(Clip(Line("ANCHOR", (Piece("Words."),)), "anchor", str(file), RATE, RATE))
    return made


def peak(work: Callable[[], object]) -> int:
    """Return the most bytes that a piece of work held."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_ten_times_the_stories_need_no_more_memory_to_be_stitched(tmp_path: Path) -> None:
    every = clips(tmp_path, 80)

    def stitched(parts: list[Clip]) -> int:
        items: list[Item] = [item for part in parts for item in (part.line, Direction("sting"))]
        made = lay_out(items, parts)
        gains = levels.gains(parts)
        return sum(map(len, sound.programme(made, parts, gains))) // 2 - made.frames

    assert stitched(every[:8]) == 0
    few, many = peak(lambda: stitched(every[:8])), peak(lambda: stitched(every))
    whole = 2 * RATE * len(every)
    assert many - few < whole / 5, f"{few} bytes for 8 clips, {many} for 80, whose sound has {whole}"


def test_a_sound_is_laid_over_wherever_it_reaches(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(5)  # noqa: S311 - no secret
    pieces = [array("h", [100] * chance.randint(1, 90)).tobytes() for _ in range(60)]
    frames = sum(map(len, pieces)) // 2
    sounds = []
    for _ in range(40):
        start = chance.randint(-20, frames - 1)
        sounds.append((start, array("h", [1] * min(chance.randint(1, 400), frames - start)).tobytes()))
    heard = array("h", b"".join(sound._with(sounds, iter(pieces))))
    wanted = [100 + sum(start <= at < start + len(pcm) // 2 for start, pcm in sounds) for at in range(frames)]
    assert list(heard) == wanted
    calls: list[int] = []

    def counted(piece: bytes, _pcm: bytes, at: int) -> bytes:
        calls.append(at)
        return piece

    monkeypatch.setattr(sound, "_laid_over", counted)
    list(sound._with([(0, bytes(2)) for _ in range(50)], iter(pieces)))
    assert len(calls) == 50, "a sound that is over isn't looked at again"


def test_progress_goes_on_while_the_mp3_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = clips(tmp_path, 4)
    made = lay_out([part.line for part in parts], parts)
    pcm = mp3.Pcm(lambda: sound.programme(made, parts, {"anchor": 0.0}), RATE, made.frames)
    told: list[float] = []
    measuring: list[float] = []
    measure = mp3.measure

    def watched(program: str, path: str, seconds: float, progress: Callable[[float], None]) -> mp3.Measured:
        def both(done: float) -> None:
            measuring.append(done)
            progress(done)

        return measure(program, path, seconds, both)

    monkeypatch.setattr(mp3, "measure", watched)
    mp3.produce(pcm, str(tmp_path / "a.mp3"), told.append)
    assert measuring
    assert measuring[-1] == 1
    assert told == sorted(told)
    assert told[-1] <= 1


def test_a_long_selection_is_printed_in_pieces() -> None:
    said = "\n\n".join(f"“We waited {n} years for the bridge,” said Maria Lindqvist." for n in range(2500))
    article = reading.read_text(f"A town waits\n\n{said}\n", source="a.txt")
    pieces = list(report.selection_pieces("a.txt", select(article)))
    found = json.loads("".join(pieces))
    assert (len(found["quotes"]), len(found["body"])) == (2500, 2501)
    assert [found["text"][one["start"] : one["end"]] for one in found["quotes"]] == [q["text"] for q in found["quotes"]]
    assert max(map(len, pieces[1:])) < sum(map(len, pieces)) / 2


@pytest.mark.parametrize("text", ["“It’s over,” he said. “Go home.”", "“It goes on.\n\n“It goes on here,” he said."])
def test_marks_that_were_paired_before_give_the_same_quotations(text: str) -> None:
    article = reading.read_text(f"A town waits\n\nJonas Lind spoke on Monday.\n\n{text}\n", source="a.txt")
    story = [paragraph for paragraph in article.body if paragraph != article.heading]
    assert quotations(article)
    assert quotations(article, [marked(article.text, one) for one in story]) == quotations(article)


def test_articles_of_one_name_get_keys_of_their_own() -> None:
    names = ["a/s.txt", "b/s-2.txt", "c/s.txt", "d/s.txt", "e/s-2.txt"]
    texts = [(name, ARTICLE.format(number=n)) for n, name in enumerate(names)]
    stories = [select(reading.read_text(text, source=name)) for name, text in texts]
    script = written(stories, Settings(date=dt.date(2026, 5, 4), length=60)).script
    assert [source.key for source in script.sources] == ["s", "s-2", "s-3", "s-4", "s-2-2"]


@pytest.mark.skipif(sys.platform != "linux", reason="open files are counted in /proc")
def test_an_episode_leaves_no_file_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent.parent))
    chosen = Settings(show=Show(), engine="tone:Tone", date=dt.date(2026, 5, 4), jobs=1, length=20)
    for name in ("workshop", "out"):
        (tmp_path / name).mkdir()
    task = work.Task(work.packed(chosen), str(tmp_path / "clips"), str(tmp_path / "workshop"))
    held = []
    for number in range(2):
        source = tmp_path / f"{number}.txt"
        source.write_text(ARTICLE.format(number=number), encoding="utf-8")
        work.render(work.draft(str(source), task), str(tmp_path / f"out/{number}.mp3"), str(number), task)
        held.append(sorted(os.listdir("/proc/self/fd")))  # noqa: PTH208 - names are all that is wanted
    assert len(held[0]) == len(held[1])
    assert not list((tmp_path / "workshop").iterdir())
