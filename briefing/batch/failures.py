"""What a step failed with, as one of our errors: so that it stops only its source, and its cause is seen."""

from __future__ import annotations

import errno
import re
import traceback

from briefing.edges import crews, stores
from briefing.errors import BriefingError, CantWriteError, Problem, UnavailableError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FRAME = re.compile(r'File "[^"\n]*?([^"\n/\\]+[/\\][^"\n/\\]+)", line (\d+), in (\S+)')


def of(error: BaseException) -> BriefingError:
    """Return the error of a step as one of ours: our own, a lost cluster's, or a bug that stops only its source."""
    if isinstance(error, BriefingError):
        return error
    if crews.lost(error):
        what = f"the cluster lost the work: {type(error).__name__}"
        return UnavailableError(Problem("", what, "see to its workers and run the batch again"))
    if isinstance(error, OSError) and error.errno in _FULL:
        what = f"nothing more can be written: {_told(error)}"
        return CantWriteError(Problem("", what, "free some space and run the batch again"))
    what = f"this is a bug in briefing: {type(error).__name__}: {_told(error)}{_where(error)}"
    todo = "report this line, and what the batch says with --verbose when it's run again"
    bug = BriefingError(Problem("", what, todo))
    bug.__cause__ = error
    return bug


def report(error: BriefingError) -> str:
    """Return where a bug came from, line by line; nothing for any other error."""
    cause = error.__cause__
    ours = type(error) is not BriefingError or cause is None
    return "" if ours or cause is None else stores.without_secrets("".join(traceback.format_exception(cause)))


def _told(error: BaseException) -> str:
    return stores.without_secrets(str(error).partition("\n")[0][:300])


def _where(error: BaseException) -> str:
    """Return the place that raised an error, in another process too: its traceback comes along as a text."""
    # A worker's own traceback is its error's cause, which is printed first.
    origin = error.__cause__ if type(error.__cause__).__name__ == "_RemoteTraceback" else error
    frames = _FRAME.findall("".join(traceback.format_exception(origin)))
    return " (at {}:{}, in {})".format(*frames[-1]) if frames else ""
