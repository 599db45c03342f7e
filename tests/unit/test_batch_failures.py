from __future__ import annotations

import errno
import tempfile
from concurrent.futures.process import _RemoteTraceback  # what a worker's error brings along

import pytest

from briefing.batch import failures
from briefing.edges.crew import Crew
from briefing.errors import BriefingError, EngineError, NoInputError, Problem


def caught() -> BaseException:
    try:
        dict[str, int]()["nobody"]
    except KeyError as error:
        return error
    raise AssertionError


def test_an_error_of_ours_stays_what_it_is_and_has_no_report() -> None:
    ours = NoInputError(Problem("", "there is no file", "check the name"))
    assert failures.of(ours) is ours
    assert failures.report(ours) == ""


def test_a_bug_says_what_it_was_and_where_it_happened() -> None:
    bug = failures.of(caught())
    assert bug.exit_code == 70
    assert "KeyError: 'nobody' (at unit/test_batch_failures.py:" in str(bug)
    assert "in caught)" in str(bug)
    assert "Traceback" in failures.report(bug)


def test_a_full_disk_is_no_bug() -> None:
    full = failures.of(OSError(errno.ENOSPC, "No space left on device"))
    assert full.exit_code == 73
    assert "No space left" in str(full)
    assert failures.of(OSError(errno.EPERM, "Not permitted")).exit_code == 70


def test_a_bug_in_another_process_says_where_in_that_process() -> None:
    error = caught()
    told = 'Traceback:\n  File "/x/briefing/edges/stores.py", line 12, in put\n    y\nKeyError'
    error.__cause__ = _RemoteTraceback(told)  # type: ignore[arg-type] # it's given a text
    bug = failures.of(error)
    assert "(at edges/stores.py:12, in put)" in str(bug)
    assert "line 12, in put" in failures.report(bug)


def test_a_bug_is_one_line_and_tells_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hush-hush")
    bug = failures.of(ValueError("hush-hush at s3://me:word@desk/x\nand more"))
    assert type(bug) is BriefingError
    assert len(str(bug).splitlines()) == 1
    for text in (str(bug), failures.report(bug)):
        assert "hush" not in text
        assert "word" not in text


def test_an_engine_that_gets_no_temporary_file_says_so_and_is_no_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with pytest.raises(EngineError, match="no space left on device; free some space"):
        Crew("nobody", ["true"]).ask({}, 1)
