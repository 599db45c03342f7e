"""Every kept case again, and a bounded number of new ones made from them; `scripts/fuzz` goes on for an hour."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fuzzing import TARGETS
from spoiling import spoiled

from briefing.publishing import beside

CORPUS = Path(__file__).parent.parent / "corpus"
SEED = 2026
ROUNDS = {"article": 15, "markdown": 15, "page": 15, "any": 10, "script": 50, "words": 60}
"""So many new cases of the slow targets; the others get more."""
MANY = 150


@pytest.mark.parametrize(("name", "case"), [(file.parent.name, file.name) for file in sorted(CORPUS.glob("*/*"))])
def test_a_kept_case_is_read_or_refused(name: str, case: str) -> None:
    TARGETS[name]((CORPUS / name / case).read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_a_spoiled_case_is_read_or_refused(name: str) -> None:
    cases = [file.read_bytes() for file in sorted((CORPUS / name).iterdir())]
    chance = random.Random(f"{SEED}/{name}")  # noqa: S311 - chance that is the same every time
    for _ in range(ROUNDS.get(name, MANY)):
        data = spoiled(cases, chance)
        try:
            TARGETS[name](data)
        except Exception as error:
            error.add_note(f"the case is {data!r}")
            raise


@pytest.mark.parametrize(
    ("case", "check", "told"),
    [
        ("long-hour", lambda data: beside.transcript("a.vtt", data, 10.0), "line 2 of a.vtt isn't a cue's time"),
        ("late-chapter", lambda data: beside.chapters("a.json", data, 10.0), "a.json isn't a file of chapters"),
        ("no-number", lambda data: beside.chapters("a.json", data, 10.0), "the times in a.json don't ascend"),
        ("many-pixels", lambda data: beside.artwork("a.png", lambda _: data), "a.png is 11000 by 11000 pixels"),
    ],
)
def test_what_is_out_of_all_bounds_beside_an_episode_is_told(
    case: str, check: Callable[[bytes], Iterator[beside.Finding]], told: str
) -> None:
    assert [what for _, what, _ in check((CORPUS / "companions" / case).read_bytes())] == [told]


def test_every_kept_case_belongs_to_a_target() -> None:
    assert {folder.name for folder in CORPUS.iterdir()} == set(TARGETS)
