"""What can go wrong, as values and as one exception for each exit code.

A :class:`Problem` is one mistake, found in one place. A :class:`BriefingError` carries one or more of them and the
exit code (sysexits.h) with which the command ends. Parsers gather problems and raise once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: what is wrong and what to do about it.

    ``code`` is short and stable ("S01", "Q02"); it is empty where a line has nothing to look up.
    ``file`` is the path as the user gave it, ``line`` counts from 1.
    """

    code: str
    what: str
    todo: str
    file: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        """Return the problem as ``FILE:LINE: CODE what; what to do``."""
        place = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        code = f"{self.code} " if self.code else ""
        return f"{place}: {code}{self.what}; {self.todo}" if place else f"{code}{self.what}; {self.todo}"


class BriefingError(Exception):
    """The root of all that this package raises on purpose.

    ``exit_code`` is what the command returns. 70 (our own bug) is the root's, so that nothing else claims it.
    """

    exit_code: ClassVar[int] = 70

    def __init__(self, *problems: Problem) -> None:
        """Keep the problems, in the order in which they were found."""
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        """Return a line for each problem."""
        return "\n".join(str(problem) for problem in self.problems)


class UsageError(BriefingError):
    """The command was called in a way that it doesn't understand."""

    exit_code = 2


class BadInputError(BriefingError):
    """An article or a script that can't be used: empty, binary, mistaken."""

    exit_code = 65


class NoInputError(BriefingError):
    """A file that isn't there, can't be read or isn't a file."""

    exit_code = 66


class UnavailableError(BriefingError):
    """Something outside that is needed and doesn't answer: an engine, ffmpeg, a page."""

    exit_code = 69


class EngineError(UnavailableError):
    """A speech engine that is missing, crashes, hangs or lies. Engines raise this and nothing else."""


class CantWriteError(BriefingError):
    """A file that can't be written: no space, no permission."""

    exit_code = 73


class OutputError(BriefingError):
    """What was made failed its own checks: loudness, peak, length."""

    exit_code = 74


class LockedError(BriefingError):
    """Another run holds the lock."""

    exit_code = 75


class BadConfigError(BriefingError):
    """A show, cast or lexicon file that can't be used."""

    exit_code = 78
