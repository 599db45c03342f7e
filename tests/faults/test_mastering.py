from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import textwrap
import time
from array import array
from collections.abc import Iterator
from math import sin
from pathlib import Path

import pytest

from briefing.edges import ffmpeg
from briefing.errors import BriefingError, CantWriteError, NoInputError, OutputError, UnavailableError
from briefing.mastering import desk, lay_out, tags
from briefing.values import Clip, Line, Piece, Tags

TAGS = Tags("Title", "Show", "Author", dt.date(2021, 12, 28), "en", "")
RATE = 22_050
posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins for ffmpeg are shell scripts")


@pytest.fixture
def clip(tmp_path: Path) -> Clip:
    file = tmp_path / "clip.pcm"
    file.write_bytes(array("h", (round(9000 * sin(at / 20)) for at in range(RATE))).tobytes())
    return Clip(Line("ANCHOR", (Piece("Words."),)), "anchor", str(file), RATE, RATE)


def master(clip: Clip, folder: Path) -> None:
    desk.master(lay_out([clip.line], [clip]), [clip], lambda: TAGS, folder=str(folder))


def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> str:
    """Put a shell script in ffmpeg's place."""
    file = tmp_path / "ffmpeg"
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)
    monkeypatch.setenv("BRIEFING_FFMPEG", str(file))
    return str(file)


def alive(pid: int) -> bool:
    """Tell whether a process still runs (one that has ended and waits for its parent doesn't)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def gone(pid: int, seconds: float = 5) -> bool:
    end = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.02)
    return not alive(pid)


def test_an_ffmpeg_that_isnt_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_FFMPEG", "/nowhere/ffmpeg")
    with pytest.raises(UnavailableError, match="/nowhere/ffmpeg, which BRIEFING_FFMPEG names"):
        ffmpeg.binary()


@pytest.mark.parametrize("missing", ["wheel", "binary"])
def test_without_ffmpeg_the_user_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.delenv("BRIEFING_FFMPEG", raising=False)
    if missing == "wheel":
        monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    else:
        monkeypatch.setattr("imageio_ffmpeg.get_ffmpeg_exe", lambda: (_ for _ in ()).throw(RuntimeError("none")))
    with pytest.raises(UnavailableError, match="there is no ffmpeg; reinstall imageio-ffmpeg") as caught:
        ffmpeg.binary()
    assert caught.value.exit_code == 69


FAILURES = [
    ("cat >/dev/null; echo 'Unknown encoder libmp3lame' >&2; exit 8", UnavailableError, "Unknown encoder"),
    ("echo 'x: No space left on device' >&2; exit 1", CantWriteError, "No space left"),
    ("exit 3", UnavailableError, "exit code 3"),
    ("kill -9 $$", UnavailableError, "ffmpeg failed"),
    ("cat >/dev/null", OutputError, "made or measured nothing"),
    ('cat >/dev/null; for last; do :; done; [ "$last" = - ] || : > "$last"', OutputError, "made or measured nothing"),
]


@posix
@pytest.mark.parametrize("failure", FAILURES)
def test_an_ffmpeg_that_fails_is_one_error_with_its_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clip: Clip, failure: tuple[str, type[BriefingError], str]
) -> None:
    script, kind, says = failure
    stand_in(tmp_path, monkeypatch, script)
    with pytest.raises(kind, match=says):
        master(clip, tmp_path)


def test_a_file_that_is_no_program_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="can't be started"):
        ffmpeg.run(str(tmp_path / "nothing"), [], iter(()), seconds=5)


@posix
def test_an_ffmpeg_that_stops_reading_doesnt_hang_the_programme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = stand_in(tmp_path, monkeypatch, "exit 1")
    with pytest.raises(UnavailableError):
        ffmpeg.run(program, [], (bytes(1 << 20) for _ in range(50)), seconds=30)


@posix
@pytest.mark.parametrize("feeding", [True, False])
def test_an_ffmpeg_that_hangs_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, feeding: bool) -> None:
    program = stand_in(tmp_path, monkeypatch, f"echo $$ > {tmp_path}/pid; exec sleep 60")
    begun = time.monotonic()
    with pytest.raises(UnavailableError, match="didn't end within"):
        ffmpeg.run(program, [], (bytes(1 << 20) for _ in range(50 * feeding)), seconds=0.5)
    assert time.monotonic() - begun < 20
    assert gone(int((tmp_path / "pid").read_text(encoding="utf-8")))


@posix
@pytest.mark.parametrize("error", [KeyboardInterrupt, OutputError, MemoryError])
def test_whatever_goes_wrong_while_it_runs_ffmpeg_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    program = stand_in(tmp_path, monkeypatch, f"echo $$ > {tmp_path}/pid; exec sleep 60")

    def feed() -> Iterator[bytes]:
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text(encoding="utf-8"):
            time.sleep(0.02)
            yield b""
        raise error

    with pytest.raises(error):
        ffmpeg.run(program, [], feed(), seconds=30)
    assert gone(int((tmp_path / "pid").read_text(encoding="utf-8")))


@pytest.mark.engine
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")
def test_a_run_that_is_killed_leaves_no_ffmpeg_behind(tmp_path: Path) -> None:
    code = textwrap.dedent(f"""
        import itertools, time
        from briefing.edges import ffmpeg, process
        def feed():
            for piece in itertools.repeat(bytes(100_000)):
                yield piece
                print(*(child.pid for child in process._living), flush=True)
                time.sleep(0.05)
        sound = ["-f", "s16le", "-ar", "22050", "-ac", "1", "-i", "pipe:0"]
        ffmpeg.run(ffmpeg.binary(), [*sound, "-f", "mp3", "-y", {str(tmp_path / "x.mp3")!r}], feed(), seconds=60)
    """)
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        child = int(run.stdout.readline())
        assert alive(child)
        os.kill(run.pid, signal.SIGKILL)
    assert gone(child)


@pytest.mark.engine
def test_a_folder_that_isnt_there_is_an_error(tmp_path: Path, clip: Clip) -> None:
    with pytest.raises(BriefingError, match=r"No such file"):
        master(clip, tmp_path / "nowhere")


def test_a_clip_that_is_gone_is_an_error(tmp_path: Path, clip: Clip) -> None:
    Path(clip.file).unlink()
    with pytest.raises(NoInputError, match=r"clip\.pcm"):
        master(clip, tmp_path)


def test_a_clip_cut_short_never_becomes_a_programme(tmp_path: Path, clip: Clip) -> None:
    Path(clip.file).write_bytes(bytes(100))
    with pytest.raises(OutputError, match="50 frames, not 22050"):
        master(clip, tmp_path)
    assert not (tmp_path / "programme.mp3").exists()


@pytest.mark.engine
def test_an_mp3_that_was_damaged_is_no_output(tmp_path: Path, clip: Clip, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefing.mastering import mp3

    encode = mp3.encode

    def broken(*arguments: object) -> None:
        encode(*arguments)  # type: ignore[arg-type]  # handed through as they come
        file = tmp_path / "programme.mp3"
        file.write_bytes(file.read_bytes()[:3000])

    monkeypatch.setattr(mp3, "encode", broken)
    with pytest.raises(BriefingError):
        master(clip, tmp_path)


def test_a_file_that_cant_be_tagged_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CantWriteError, match="can't be tagged"):
        tags.write(str(tmp_path / "nowhere" / "x.mp3"), TAGS, [], RATE, RATE)
