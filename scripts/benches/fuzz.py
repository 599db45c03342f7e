"""Scripts of mutated articles: no crash, no text turned into structure, read back equal, every quote right."""

from __future__ import annotations

import argparse
import random
import sys
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benches.figures import Figure
from benches.measuring import TESTS, note

if TYPE_CHECKING:
    from briefing.drafts import Draft
    from briefing.errors import Problem
    from briefing.settings import Settings

HOSTILE = (
    *(
        "\\",
        "`",
        "*",
        "**",
        "_",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "#",
        "+",
        "-",
        ".",
        "!",
        "|",
        "~~",
        "^",
        "=",
        ":",
    ),
    *("](", "![", "[x](say:y)", "[↗](a.txt#char=0,5)", "[…]", "[...]", "\n> — [who](x#char=1,2)\n", "```", "\n---\n"),
    *("ANCHOR: ", "\n\nANCHOR (bright): ", "QUOTE: ", "NOBODY: x", "\n(pause 600ms)\n", "(beat)", "\n(music: open)\n"),
    *("\n1986. ", "\n1) ", "\n- ", "\n+ ", "\n* ", "\n> ", "\n# ", "\n## ", "\n===\n", "\n| a | b |\n|---|---|\n"),
    *("<b>", "</b>", "<!-- ", " -->", "<https://x.org>", "http://x.org/a_(b)", "www.x.org", "a@b.org", "#tag", "@who"),
    *(
        "&amp;",
        "&#42;",
        "&nbsp;",
        "&lt",
        "AT&T",
        "\\*",
        "\\\n",
        "  \n",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "“",
        "”",
        '"',
        "‘",
        "’",
    ),
    *("«", "»", "„", "'", " said. ", " he said, ", "“No,” ", "\u2028", "\xa0", "\u202e", "\u200b", "\ufeff", "\u00ad"),
    *(
        "\x00",
        "\x07",
        "\x1b[0m",
        "\x85",
        "\ufffe",
        "😀",
        "👩‍🚀",
        "e\u0301",
        "ß",
        "İ",
        "中文: ",
        "عربي: ",
        "½",
        "²",
        "°",
        "%",
    ),
    *(
        "$1.5m",
        "1,234,567",
        "12.30pm",
        "28/12/2021",
        "No. 10",
        "St. Mary's",
        "U.S.",
        "Mr.",
        "…",
        "...",
        "—",
        "–",
        " -- ",
    ),
)

STORY = """Harbour bridge to close for a year

By Jane Roe

LONDON (Desk) — The harbour bridge will close for a year from 1 June, the city council said on Monday.

“We have put this off for too long, and the steel will not wait,” the council's chief engineer, Maria Lindqvist, said.

Traders on the quay (about 240) say that they were told nothing of it before the weekend. "My shop lives on the people \
who walk over that bridge," said Tom Okafor, 54, a baker. "It can't be done."

The work costs $12.5 million and ends in May 2027. Lindqvist called the plan “bold”, but Okafor's lawyer, Ann Lee-Ng, \
denied that it was “the only way”.

He added: “Nobody has asked us. Nobody ever does. That is how this city works, and it has worked that way since 1986.”
"""


@dataclass(slots=True)
class Tally:
    """What became of the articles."""

    fates: Counter[str] = field(default_factory=Counter)
    style: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


QUICK = {"count": 100}


def options(parser: argparse.ArgumentParser) -> None:
    """Add what this benchmark can be told."""
    parser.add_argument("folders", nargs="*", metavar="DIR", help="articles (.txt) to mutate, beside the built-in one")
    parser.add_argument("--count", type=int, default=10_000, help="how many articles")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of one article, which is printed")


def measure(given: argparse.Namespace) -> Iterator[Figure]:
    """Run it; every fault is told with the article's number, by which it can be made again (--only)."""
    sys.path.insert(0, TESTS)
    files = [path for folder in given.folders for path in sorted(Path(folder).glob("*.txt"))]
    seeds = [STORY, *(path.read_text("utf-8", "replace") for path in files)]
    tally = Tally()
    for number in [given.only] if given.only is not None else range(given.count):
        article = mutated(seeds, given.seed, number)
        if given.only is not None:
            note(article)
        try:
            one(article, number, tally)
        except Exception:  # noqa: BLE001 - a crash of any kind is what is looked for
            tally.fates["crashed"] += 1
            tally.faults.append(f"{number}: {traceback.format_exc()}")
    note("\n".join(tally.faults[:20]))
    fates = ", ".join(f"{count} {fate}" for fate, count in tally.fates.items())
    yield Figure("faults", len(tally.faults), at_most=0, note=f"{fates}; seed {given.seed}")
    yield Figure("style errors in the scripts", tally.style.total())


def mutated(seeds: Sequence[str], seed: int, number: int) -> str:
    """Return article number so-and-so: a seed with pieces put in, left out, doubled and swapped; or noise alone."""
    chance = random.Random(f"{seed}/{number}")  # noqa: S311 - chance that can be repeated
    if number % 10 == 0:
        return "".join(
            chance.choice((*HOSTILE, "Raisi ", "the bridge ", "is ", ". ")) for _ in range(chance.randint(1, 200))
        )
    text = chance.choice(seeds)[:6000]
    for _ in range(chance.choice((1, 2, 5, 20, 60))):
        at = chance.randint(0, len(text))
        end = min(len(text), at + chance.choice((0, 1, 5, 40)))
        piece = chance.choice((chance.choice(HOSTILE), chance.choice(HOSTILE), text[at:end] * 2, ""))
        text = text[:at] + piece + text[end if chance.random() < 0.3 else at :]  # noqa: PLR2004 - now and then
    return text


def one(article: str, number: int, tally: Tally) -> None:
    """Write one article's script and check it."""
    from fuzzing import faults

    from briefing import reading, selecting
    from briefing.errors import BriefingError
    from briefing.programme import written
    from briefing.writing.lint import is_error

    try:
        read = reading.read_text(article, source="a.txt")
        made = written([selecting.select(read)], _settings(number))
    except BriefingError as error:
        tally.fates["refused"] += 1
        if not error.problems or not error.problems[0].todo:
            tally.faults.append(f"{number}: refused without a word: {error}")
        return
    tally.fates["told"] += 1
    tally.faults.extend(f"{number}: {fault}" for fault in faults(made))
    tally.style.update(problem.code for problem in _problems(made) if is_error(problem) and problem.code[0] == "S")


def _problems(made: Draft) -> tuple[Problem, ...]:
    from briefing.checking import quotes
    from briefing.writing.lint import lint

    return lint(made.script, made.texts, quotes(made))


def _settings(number: int) -> Settings:
    from briefing import settings

    length = (None, "full", 60, 20)[number % 4]
    return settings.Settings(cast=settings.read_cast(), length=length)
