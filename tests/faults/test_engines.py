from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tone import Tone

from briefing.edges import espeak, process
from briefing.errors import EngineError, Problem, UnavailableError
from briefing.speaking.clips import clip
from briefing.speaking.pyttsx3 import Espeak
from briefing.values import Audio, Speech, SpokenPiece, Utterance, Voice, WordTime

linux = pytest.mark.skipif(sys.platform != "linux", reason="eSpeak comes as a package on Linux only")

VOICE = Voice("anchor", "low")
SAID = Utterance((SpokenPiece("The court rejected the appeal on Tuesday."),))
GOOD = Tone().synthesize(SAID, VOICE)


class Failing(Tone):
    """A tone that fails so many times before it sounds."""

    def __init__(self, times: int, fail: Callable[[], Speech | None]) -> None:
        super().__init__()
        self.times, self.fail = times, fail

    def synthesize(self, utterance: Utterance, voice: Voice) -> Speech:
        if self.times:
            self.times -= 1
            self.calls += 1
            return self.fail()  # type: ignore[return-value]  # an engine that lies
        return super().synthesize(utterance, voice)


def raising(error: BaseException) -> Callable[[], Speech]:
    def fail() -> Speech:
        raise error

    return fail


def giving(pcm: bytes, words: tuple[WordTime, ...] = ()) -> Callable[[], Speech]:
    return lambda: Speech(Audio(pcm, GOOD.audio.sample_rate), words)


LIES: dict[str, tuple[Callable[[], Speech | None], str]] = {
    "crashes": (raising(EngineError(Problem("", "the voice broke", "mend it"))), "the voice broke"),
    "crashes in its own way": (raising(RuntimeError("segfault in libvoice")), "RuntimeError: segfault in libvoice"),
    "has no file": (raising(FileNotFoundError(2, "No such file", "/a/clip.wav")), "No such file"),
    "runs out of memory": (raising(MemoryError()), "MemoryError"),
    "gives nothing": (lambda: None, "AttributeError"),
    "gives an empty clip": (giving(b""), "an empty clip"),
    "gives silence": (giving(bytes(len(GOOD.audio.pcm))), "a silent clip"),
    "gives half": (giving(GOOD.audio.pcm[: len(GOOD.audio.pcm) // 2 + 6]), "truncated"),
    "gives half a sample": (giving(GOOD.audio.pcm[:-1]), "truncated"),
    "promises words beyond the end": (giving(GOOD.audio.pcm, (WordTime("Tuesday", 99_000),)), "truncated"),
    "clips": (giving(b"\xff\x7f\x00\x80" * 8_000 + bytes(400)), "clipped flat"),
    "says one word": (lambda: Tone().synthesize(Utterance((SpokenPiece("The"),)), VOICE), "to be expected"),
    "never stops": (lambda: Tone().synthesize(Utterance((SpokenPiece("and " * 90),)), VOICE), "to be expected"),
}


@pytest.mark.parametrize("lie", LIES)
def test_an_engine_that_fails_once_is_asked_once_more(lie: str) -> None:
    engine = Failing(1, LIES[lie][0])
    assert clip(engine, SAID, VOICE).audio.frames
    assert engine.calls == 2


@pytest.mark.parametrize("lie", LIES)
def test_an_engine_that_fails_twice_is_an_error_in_its_own_words(lie: str) -> None:
    engine = Failing(9, LIES[lie][0])
    with pytest.raises(EngineError) as caught:
        clip(engine, SAID, VOICE)
    assert engine.calls == 2
    assert caught.value.exit_code == 69
    assert LIES[lie][1] in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_an_interruption_is_no_failure_of_the_engine(stop: type[BaseException]) -> None:
    engine = Failing(9, raising(stop()))
    with pytest.raises(stop):
        clip(engine, SAID, VOICE)
    assert engine.calls == 1


# --- The child process of the default engine -------------------------------------------------------------------------


@pytest.fixture
def engine() -> Iterator[Espeak]:
    made = Espeak()
    yield made
    made.close()


EN = Voice("anchor", "en-us")


def child_of(engine: Espeak) -> int:
    engine.start()
    assert engine._child._running is not None
    return engine._child._running[0].pid


@linux
@pytest.mark.engine
def test_a_child_that_was_killed_is_started_again(engine: Espeak) -> None:
    before = engine.synthesize(SAID, EN)
    os.kill(child_of(engine), signal.SIGKILL)
    assert clip(engine, SAID, EN).audio.frames
    assert engine.synthesize(SAID, EN) == before


@linux
@pytest.mark.engine
def test_a_child_that_hangs_is_killed_and_replaced(engine: Espeak, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak, "_PATIENCE", 0.2)
    monkeypatch.setattr("briefing.speaking.pyttsx3.timeout_s", lambda _text: 0.2)
    pid = child_of(engine)
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(EngineError, match="no clip within"):
        engine.synthesize(SAID, EN)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    monkeypatch.undo()
    assert engine.synthesize(SAID, EN).audio.frames


@linux
@pytest.mark.engine
def test_a_clip_that_takes_too_long_is_ended_inside_the_library(
    engine: Espeak, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.speaking.pyttsx3.timeout_s", lambda _text: 0.05)
    long = Utterance((SpokenPiece("and so on " * 2_000),))
    start = time.monotonic()
    with pytest.raises(EngineError, match="took too long"):
        engine.synthesize(long, EN)
    assert time.monotonic() - start < 2
    monkeypatch.undo()
    assert engine.synthesize(SAID, EN).audio.frames


def child(tmp_path: Path, answer: str) -> espeak.Child:
    """A child that answers each request with a line of Python."""
    program = tmp_path / "child.py"
    program.write_text(
        "import json, os, socket, sys, time\n"
        "control = socket.socket(fileno=0)\n"
        "while True:\n"
        "    message, handles, _, _ = socket.recv_fds(control, 1, 1)\n"
        "    if not message: break\n"
        "    answer = socket.socket(fileno=handles[0])\n"
        "    answer.makefile('rb').read()\n"
        f"    {answer}\n"
        "    answer.close()\n",
        encoding="utf-8",
    )
    return espeak.Child([sys.executable, "-S", str(program)])


GOOD_HEAD = '{"frames": 9, "sample_rate": 22050, "words": []}'
ANSWERS = {
    "pass": "it died",
    "os._exit(3)": "exit code 3",
    "os.kill(os.getpid(), 11)": "killed by SIGSEGV",
    "sys.exit('libvoice: out of breath')": "libvoice: out of breath",
    "answer.sendall(b'nonsense')": "makes no sense",
    "answer.sendall(b'[1]\\n')": "makes no sense",
    "answer.sendall(b'{}\\n')": "makes no sense",
    "answer.sendall(bytes(range(256)))": "makes no sense",
    """answer.sendall(b'{"error": "no breath"}\\n')""": "no breath",
    f"answer.sendall(b'{GOOD_HEAD}\\nshort')": "gave 2 of 9 frames",
    f"answer.sendall(b'{GOOD_HEAD}'[:-8])": "makes no sense",
}


@linux
@pytest.mark.parametrize("answer", ANSWERS)
def test_a_child_that_dies_or_lies_is_an_error_in_its_own_words(tmp_path: Path, answer: str) -> None:
    asked = child(tmp_path, answer)
    try:
        with pytest.raises(EngineError) as caught:
            asked.ask({}, 5)
        assert ANSWERS[answer] in str(caught.value)
    finally:
        asked.close()


@linux
def test_a_child_that_cannot_start_is_an_engine_error() -> None:
    with pytest.raises(EngineError, match="can't be started"):
        espeak.Child(["/no/such/python"]).ask({}, 5)


@linux
def test_threads_that_wait_for_a_closed_child_are_let_go(tmp_path: Path) -> None:
    asked = child(tmp_path, "time.sleep(60)")
    failures: list[EngineError] = []

    def wait() -> None:
        try:
            asked.ask({}, 60)
        except EngineError as error:
            failures.append(error)

    threads = [threading.Thread(target=wait) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    asked.close()
    for thread in threads:
        thread.join(5)
    assert len(failures) == 2


def test_without_pyttsx3_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak, "find_spec", lambda _name: None)
    with pytest.raises(EngineError, match="pip install pyttsx3"):
        Espeak()


# --- Child processes in general ---------------------------------------------------------------------------------------

PYTHON = [sys.executable, "-S", "-c"]


def test_a_command_gets_its_input_and_gives_its_output() -> None:
    code = "import sys; data = sys.stdin.buffer.read(); sys.stdout.buffer.write(data[::-1]); sys.exit('bad end')"
    done = process.run([*PYTHON, code], data=b"x" * 300_000 + b"y", timeout=20)
    assert (done.code, done.out[:2], len(done.out), done.words) == (1, b"yx", 300_001, "bad end")


def test_a_command_that_hangs_is_killed_with_what_it_started(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    code = (
        "import os, subprocess, sys, time\n"
        f"child = subprocess.Popen([{sys.executable!r}, '-S', '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(note)!r}, 'w').write(str(child.pid)); time.sleep(60)"
    )
    with pytest.raises(UnavailableError, match="no answer within 1 second"):
        process.run([*PYTHON, code], timeout=1)
    pid = int(note.read_text(encoding="ascii"))
    for _ in range(100):
        try:
            if Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z":
                return
        except OSError:
            return
        time.sleep(0.02)
    pytest.fail(f"{pid} lives")


def test_a_command_that_is_not_there_is_unavailable() -> None:
    with pytest.raises(UnavailableError, match="can't be started"):
        process.run(["/no/such/program"], timeout=5)


@pytest.mark.parametrize(
    ("code", "err", "words"),
    [(0, b"", "exit code 0"), (-11, b"\n", "killed by SIGSEGV"), (1, b"one\n\xff two \n\n", "\ufffd two")],
)
def test_a_process_last_words_are_its_last_line_or_how_it_ended(code: int, err: bytes, words: str) -> None:
    assert process.Done(code, b"", err).words == words
