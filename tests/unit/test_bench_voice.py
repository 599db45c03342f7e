"""The words that bench voice counts: it mustn't find errors where there are none, nor miss those that are."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from benches import voice_words
from benches.voice_desk import Episode, articles

ARTICLE = "Mayor Maria Lindqvist opened the bridge. Lindqvist said it cost £5m."


def tallied(said: str, heard: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> voice_words.Tally:
    """Return the tally of an episode of one line."""
    monkeypatch.setattr(voice_words, "sounds", lambda _words: {"hall": "hɔl", "haul": "hɔl"})
    item = {"kind": "line", "reader": "ANCHOR", "text": said, "start": 0, "end": 1}
    (folder / "a.json").write_text(json.dumps({"items": [item]}), encoding="utf-8")
    tally = voice_words.Tally()
    voice_words.tally(Episode("kokoro", folder / "a.mp3"), ARTICLE, heard, tally)
    return tally


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("It cost £5m.", "it cost five million pounds"),
        ("The super PAC paid.", "The superpac paid."),
        ("The superpac paid.", "The super PAC paid."),
        ("The haul was large.", "The hall was large."),
    ],
)
def test_another_spelling_of_the_same_words_is_no_error(
    said: str, heard: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tally = tallied(said, heard, tmp_path, monkeypatch)
    assert tally.with_names == 0
    assert tally.said


def test_a_name_that_is_misheard_counts_with_the_names_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tally = tallied("Lindqvist said it cost £5m.", "Lind quest said it cost £5m.", tmp_path, monkeypatch)
    assert tally.without_names == 0
    assert tally.with_names > 0


def test_one_word_that_is_missing_is_an_error_and_two_in_a_row_are_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = tallied("the bridge was opened on time", "the bridge opened on time", tmp_path, monkeypatch)
    two = tallied("the bridge was opened on time", "the bridge on time", tmp_path, monkeypatch)
    assert (one.wrong, one.lost) == (["was→"], [])
    assert two.lost == ["was opened"]
    assert two.lost_words == pytest.approx(100 * 2 / 6)


def test_articles_come_evenly_out_of_a_file_of_json_lines(tmp_path: Path) -> None:
    rows = [{"title": f"Title {n}", "text": f"Title {n} and {'more ' * 300}"} for n in range(10)] + [{"text": "short"}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = articles([tmp_path / "a.jsonl"], 5, tmp_path)
    assert [path.read_text(encoding="utf-8").split()[1] for path in found] == ["1", "3", "5", "7", "9"]
