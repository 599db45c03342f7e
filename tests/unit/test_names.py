from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path

import pytest

from briefing.publishing.names import Names, choose, slug

DAY = dt.date(2021, 12, 28)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Iranian president set to travel to Russia in early 2022", "iranian-president-set-to-travel"),
        ("Müller’s café: “closed”", "mullers-cafe-closed"),
        ("It's raining", "its-raining"),
        ("What they came for", "what-they-came"),
        ("大阪", "briefing"),
        ("", "briefing"),
        ("x" * 60, "x" * 40),
        ("The", "the"),
    ],
)
def test_a_slug_is_the_titles_first_words_in_ascii(title: str, expected: str) -> None:
    assert slug(title) == expected


def record(names: Names, sources: list[dict[str, str]], script: bytes = b"as written") -> None:
    Path(names.path(".mp3")).write_bytes(b"x")
    Path(names.path(".script.md")).write_bytes(script)
    files = [{"name": f"{names.stem}.script.md", "sha256": hashlib.sha256(b"as written").hexdigest()}]
    about = {"sources": [source | {"sha256": "0"} for source in sources], "files": files}
    Path(names.path(".json")).write_text(json.dumps(about), encoding="utf-8")


def source(folder: Path, name: str = "a.txt") -> list[tuple[str, str]]:
    return [(str(folder / name), "0")]


def test_the_same_sources_get_the_same_names_again(tmp_path: Path) -> None:
    names = choose(str(tmp_path), "A bridge", DAY, source(tmp_path))
    record(names, [{"file": "a.txt"}])
    assert choose(str(tmp_path), "A bridge", DAY, source(tmp_path)) == names


def test_another_source_with_the_same_title_gets_a_number(tmp_path: Path) -> None:
    record(choose(str(tmp_path), "A bridge", DAY, source(tmp_path)), [{"file": "a.txt"}])
    assert choose(str(tmp_path), "A bridge", DAY, source(tmp_path, "b.txt")).stem == "2021-12-28-a-bridge-2"


def test_a_script_that_was_edited_is_never_written_over(tmp_path: Path) -> None:
    record(choose(str(tmp_path), "A bridge", DAY, source(tmp_path)), [{"file": "a.txt"}], b"edited by hand")
    assert choose(str(tmp_path), "A bridge", DAY, source(tmp_path)).stem == "2021-12-28-a-bridge-2"


def test_another_text_on_standard_input_is_another_source(tmp_path: Path) -> None:
    names = choose(str(tmp_path), "A bridge", DAY, [("-", "0")])
    record(names, [{"file": f"{names.stem}.source.txt", "origin": "-"}])
    assert choose(str(tmp_path), "A bridge", DAY, [("-", "0")]) == names
    assert choose(str(tmp_path), "A bridge", DAY, [("-", "1")]).stem == "2021-12-28-a-bridge-2"


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"sources": 3}', '{"sources": [3]}', "\x00"])
def test_a_file_that_is_not_ours_is_left_alone(tmp_path: Path, content: str) -> None:
    (tmp_path / "2021-12-28-a-bridge.mp3").write_bytes(b"x")
    (tmp_path / "2021-12-28-a-bridge.json").write_text(content, encoding="utf-8")
    assert choose(str(tmp_path), "A bridge", DAY, [("a.txt", "0")]).stem == "2021-12-28-a-bridge-2"


def test_a_kept_text_is_told_from_an_older_one_by_its_origin(tmp_path: Path) -> None:
    names = choose(str(tmp_path), "A bridge", DAY, source(tmp_path, "a.md"))
    record(names, [{"file": f"{names.stem}.source.txt", "origin": "a.md"}])
    assert choose(str(tmp_path), "A bridge", DAY, source(tmp_path, "a.md")) == names
