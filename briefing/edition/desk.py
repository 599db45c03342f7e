"""The editor's hand on the shelf: release what is held, take an episode out, build the feed again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing import pipeline
from briefing.drafts import SCRIPT_SUFFIX
from briefing.edges import files, places
from briefing.edition import history as told
from briefing.edition import publication, shelf
from briefing.edition.daily import Outcome, Run
from briefing.errors import BriefingError, NoInputError, Problem
from briefing.publishing.record import released
from briefing.values import Entry, Release

if TYPE_CHECKING:
    from briefing.pipeline import Progress


def release(run: Run, progress: Progress) -> list[str]:
    """Publish what is held and return the MP3s' paths; a script that was edited since is spoken again first.

    NoInputError when nothing is held.
    """
    held = [one for one in run.shelf.episodes if one.release.held and run.shelf.is_whole(one)]
    newest = [one for one in held if run.shelf.newest(shelf.edition_of(one)) == one]
    if not newest:
        raise NoInputError(Problem("", f"no episode of {run.file.show.name} is held", "make one: `daily --hold`"))
    out = []
    for one in sorted(newest, key=lambda entry: (entry.release.day, entry.release.edition)):
        # The time of publication is now, unless listeners know an earlier revision.
        before = next((e for e in run.shelf.on_air() if shelf.edition_of(e) == shelf.edition_of(one)), None)
        now = replace(one.release, held=False, published=before.release.published if before else run.moment())
        out.append(_release(run, one, now, progress))
        run.shelf = run.look()
    run.publish()
    return out


def _release(run: Run, one: Entry, now: Release, progress: Progress) -> str:
    script = places.join(run.file.folder, one.mp3.removesuffix(".mp3") + SCRIPT_SUFFIX)
    if _edited(one, script):
        run.edition = shelf.edition_of(one)
        plain = replace(run.chosen, date=None, length=None)
        made = pipeline.draft([script], plain)
        again = replace(now, revision=one.release.revision + 1)
        mine = [story for story in run.history.told if story.edition == run.edition]
        heard = [replace(story, revision=again.revision, sure=False) for story in mine]
        outcome: Outcome = run.air(made, again, heard, progress)
        told.save(run.history, run.file.place.state, run.day)
        return outcome.output
    path = places.join(run.file.folder, one.record)
    content = json.loads(files.read(path)) | released(now)
    files.write(path, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())
    return places.join(run.file.folder, one.mp3)


def _edited(one: Entry, script: str) -> bool:
    """Tell whether somebody has changed the script since the episode was made."""
    made = next((digest for name, _, digest in one.files if name == places.name_of(script)), None)
    try:
        return made is not None and hashlib.sha256(files.read(script)).hexdigest() != made
    except BriefingError:
        return False


def remove(run: Run, guid: str) -> list[str]:
    """Take an episode out of the feed, all its revisions; return the names of the files that are gone.

    Its stories stay told, and the edition isn't made again of them. NoInputError when no episode has that guid.
    """
    gone = [one for one in run.shelf.episodes if one.release.guid == guid]
    if not gone:
        newest = sorted(run.shelf.episodes, key=lambda one: one.release.published)[-3:]
        known = ", ".join(one.release.guid for one in reversed(newest)) or "none"
        raise NoInputError(Problem("", f"no episode has the guid {guid}", f"choose one; the newest are: {known}"))
    for one in gone:
        key = shelf.edition_of(one)
        run.history.removed[key] = max(one.release.revision, run.history.removed.get(key, 0))
    told.save(run.history, run.file.place.state, run.day)
    staying = tuple(one for one in run.shelf.episodes if one not in gone)
    publication.write_feed(run.file, replace(run.shelf, episodes=staying).on_air())
    publication.take_out(run.file, gone, run.shelf.episodes)
    run.shelf = run.look()
    run.publish()
    return shelf.names(gone)


def build(run: Run) -> str:
    """Build the feed again from the records, and return its path."""
    publication.clear_up(run.file, run.shelf)
    run.publish()
    return run.file.feed
