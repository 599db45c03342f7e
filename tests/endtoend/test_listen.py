"""`briefing listen` and `make --listen`: with a stand-in for Whisper, and with Whisper where it's installed."""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from desk import Desk, ffmpeg

from briefing.__main__ import run
from briefing.edges import whisper
from briefing.edges.whisper import Way

ARTICLE = """Harbour bridge to close for a year

The harbour bridge will close for a year from June, the city council said on Monday.

Traders on the quay say that they were told nothing of it before the weekend.

The work costs 12 million pounds and ends in May of next year.
"""


class Fake:
    """Hears what an episode says between two times, by its record, but for words that are taken out."""

    def __init__(self, episode: Path) -> None:
        content = json.loads(episode.read_text(encoding="utf-8"))
        self.lines = [item for item in content["items"] if item["kind"] in {"line", "quote"}]
        self.seconds = content["duration_s"]
        self.gone = "\0"

    def hear(self, start: float, end: float, _way: Way) -> str:
        inside = (line["text"] for line in self.lines if start < (line["start"] + line["end"]) / 2 < end)
        return " ".join(inside).replace(self.gone, "")


def listens_with(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a stand-in where Whisper is opened; for any MP3."""

    @contextlib.contextmanager
    def opened(_folder: str, _jobs: int = 0) -> Iterator[Any]:
        yield lambda _mp3, _language: contextlib.nullcontext(fake)

    monkeypatch.setattr(whisper, "locate", lambda: "nowhere")
    monkeypatch.setattr(whisper, "opened", opened)


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    return "bridge.txt"


def make(article: str, *more: str) -> int:
    return run(["make", article, "--engine", "tone:Tone", "--date", "2026-05-04", "-o", "out/a.mp3", "-q", *more])


@pytest.mark.engine
def test_an_episode_with_missing_words_is_told_and_not_published(
    article: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make(article) == 0
    fake = Fake(tmp_path / "out" / "a.json")
    fake.gone = "for a year from June"
    listens_with(fake, monkeypatch)
    for path in (tmp_path / "out").iterdir():
        path.unlink()
    capsys.readouterr()
    assert make(article, "--listen") == 74
    assert "E01 at 0:" in capsys.readouterr().err
    assert list((tmp_path / "out").iterdir()) == []
    fake.gone = "\0"
    assert make(article, "--listen") == 0
    assert "a.mp3" in {path.name for path in (tmp_path / "out").iterdir()}


@pytest.mark.engine
def test_findings_are_lines_or_objects_and_the_exit_code_tells(
    article: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make(article) == 0
    fake = Fake(tmp_path / "out" / "a.json")
    listens_with(fake, monkeypatch)
    capsys.readouterr()
    assert run(["listen", "out/a.mp3", "out/a.json"]) == 0
    assert capsys.readouterr() == ("", "")
    fake.gone = "for a year from June"
    assert run(["listen", "out/a.mp3"]) == 74
    assert capsys.readouterr().out.startswith("out/a.mp3: E01 at 0:")
    assert run(["listen", "--json", "out/none.mp3", "out/a.mp3"]) == 66
    printed = capsys.readouterr()
    assert "none.mp3" in printed.err
    found = json.loads(printed.out)
    assert {"file": "out/a.mp3", "code": "E01", "words": "for a year from june"}.items() <= found.items()
    assert found["start"] < found["end"]
    assert "for a year from June" in found["text"]


@pytest.mark.listen
@pytest.mark.engine
def test_whisper_hears_a_good_episode_as_good_and_finds_words_that_were_cut_out(tmp_path: Path) -> None:
    if not all(find_spec(name) for name in ("faster_whisper", *whisper.PARTS)):
        pytest.skip(f"the recogniser isn't installed: {whisper.INSTALL}")
    desk = Desk(tmp_path)
    # Its model is put together where every test finds it again.
    desk.environment["XDG_DATA_HOME"] = os.environ.get("XDG_DATA_HOME", str(Path.home() / ".local" / "share"))
    desk.write("bridge.txt", ARTICLE)
    ended = desk.run("make", "bridge.txt", "--engine", "pyttsx3", "--date", "2026-05-04", "-o", "a.mp3", "-q")
    assert ended.code == 0, ended.err
    assert desk.run("listen", "a.mp3").code == 0
    record = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    line = next(item for item in record["items"] if "Traders" in item.get("text", ""))
    begin, end = line["start"] + 1.2, line["start"] + 3.0
    cut = f"aselect='not(between(t,{begin},{end}))',asetpts=N/SR/TB"
    (tmp_path / "a.mp3").rename(tmp_path / "whole.mp3")
    ffmpeg("-i", str(tmp_path / "whole.mp3"), "-vn", "-af", cut, str(tmp_path / "a.mp3"))
    ended = desk.run("listen", "a.mp3")
    assert ended.code == 74, ended.err
    assert re.fullmatch(r"a\.mp3: E01 at 0:\d\d “.*” isn't heard in “Traders .*\n", ended.out)
