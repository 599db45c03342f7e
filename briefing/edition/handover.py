"""The handover: after publishing, the user's own command takes the changed files to where listeners fetch them."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence

from briefing.edges import files, folders, places, process
from briefing.edges.folders import Held
from briefing.errors import BriefingError, Problem, UnavailableError

NAME = "handed-over.json"
TIMEOUT_S = 1800.0
SHELL = ("cmd", "/c") if sys.platform == "win32" else ("/bin/sh", "-c")
"""What reads a command that is one text: it's the user's own and may name the variables."""

MOST_IN_ENVIRONMENT = 100_000
"""Bytes of names that fit into one variable of the environment; the file has them all."""


def hand_over(folder: str, state: str, feed: str, command: str | Sequence[str]) -> bool:
    """Run the command when something has changed since it last went well; tell whether it ran.

    It gets ``BRIEFING_FOLDER``, ``BRIEFING_FEED``, ``BRIEFING_CHANGED`` and ``BRIEFING_REMOVED`` (names in the folder,
    a line each), and files with the same lists under ``BRIEFING_CHANGED_FILE`` and ``BRIEFING_REMOVED_FILE``.
    UnavailableError with its last words when it fails: the next run tries again.
    """
    now = {name: held for name, held in folders.listing(folder).items() if not name.startswith(".")}
    before = _before(state)
    # The feed last, so that a command that keeps the order never publishes a name before its file.
    changed = sorted((n for n in now if before.get(n) != now[n]), key=lambda name: (name == places.name_of(feed), name))
    removed = sorted(name for name in before if name not in now)
    if not changed and not removed:
        return False
    lists = {"CHANGED": changed, "REMOVED": removed}
    environment = {"BRIEFING_FOLDER": folder, "BRIEFING_FEED": feed}
    for key, names in lists.items():
        text = "".join(f"{name}\n" for name in names)
        path = places.join(state, f"{key.lower()}.txt")
        files.write(path, text.encode("utf-8", "surrogateescape"))
        environment[f"BRIEFING_{key}"] = text.rstrip("\n") if len(text) < MOST_IN_ENVIRONMENT else ""
        environment[f"BRIEFING_{key}_FILE"] = path
    _run(command, environment)
    files.write(places.join(state, NAME), json.dumps(now).encode("utf-8", "replace"))
    return True


def _run(command: str | Sequence[str], environment: Mapping[str, str]) -> None:
    words = [*SHELL, command] if isinstance(command, str) else list(command)
    todo = "mend `after_publish` or what it reaches; the next run tries again"
    try:
        done = process.run(words, timeout=TIMEOUT_S, env=environment)
    except BriefingError as error:
        raise UnavailableError(Problem("", f"after_publish: {error.problems[0].what}", todo)) from error
    if done.code:
        raise UnavailableError(Problem("", f"after_publish failed ({done.words})", todo))


def _before(state: str) -> dict[str, Held]:
    """Return the folder as it was handed over last; nothing where that isn't known."""
    try:
        content = json.loads(files.read(places.join(state, NAME), limit=100_000_000))
        return {name: Held(*held) for name, held in content.items()}
    except (BriefingError, ValueError, TypeError, AttributeError, RecursionError):
        return {}
