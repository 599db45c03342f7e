"""The sources of a batch: what a list, a folder and a pattern stand for."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.batch.sources import gather, listed


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (b"a.txt\nb c.txt\n", ["a.txt", "b c.txt"]),
        (b"\xef\xbb\xbfa.txt\r\n\r\nb.txt", ["a.txt", "b.txt"]),
        (b"a.txt\0b\nc.txt\0", ["a.txt", "b\nc.txt"]),
        (b" \n", []),
    ],
)
def test_a_list_is_read_by_lines_or_as_find_writes_it(data: bytes, names: list[str]) -> None:
    assert listed(data) == names


def test_a_folder_is_its_articles_by_name_and_each_file_comes_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "notes.log"):
        (tmp_path / name).write_text("A story.", encoding="utf-8")
    tips = gather([str(tmp_path), str(tmp_path / "b.txt"), str(tmp_path / "*.txt")])
    assert [Path(tip.path).name for tip in tips] == ["a.html", "b.txt"]


def test_what_holds_no_article_says_so_and_what_to_name_instead(tmp_path: Path) -> None:
    folder, pattern = gather([str(tmp_path), f"{tmp_path}/*.txt"])
    assert folder.error
    assert pattern.error
    assert "holds no articles" in str(folder.error.problems[0])
    assert "no file matches" in str(pattern.error.problems[0])


def test_a_web_address_is_a_source_as_it_stands() -> None:
    (tip,) = gather(["https://example.org/story"])
    assert tip.path == "https://example.org/story"
