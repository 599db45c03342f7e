"""The daily run: what is new becomes today's episode, and the episode part of the feed. Run again, it does nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing import drafts, pipeline, selecting, settings
from briefing.edges import clock, folders, places
from briefing.edges.addresses import shown
from briefing.edition import history as told
from briefing.edition import people, publication, shelf, shingles
from briefing.edition.history import Told
from briefing.edition.shelf import Shelf, Tell
from briefing.edition.showfile import ShowFile
from briefing.edition.sources import Tip, gather, is_address
from briefing.edition.stories import Choice, Desk, Story, choose
from briefing.edition.wire import Wire
from briefing.errors import BadConfigError, BriefingError, Problem, UnavailableError
from briefing.programme import written
from briefing.publishing.feed import tag_uri
from briefing.settings import Settings
from briefing.values import Cast, Entry, Release

if TYPE_CHECKING:
    from briefing.drafts import Draft
    from briefing.pipeline import Progress

PATIENCE_S = 2.0
"""So long is waited for the clock to pass the last episode's time."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a run: the day, the edition, whether the episode is held back, how it's made.

    None stands for what the show file says, today being the day in its time zone.
    """

    day: dt.date | None = None
    edition: str | None = None
    hold: bool = False
    engine: str | None = None
    jobs: int = 0
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run: the MP3's path, "" where there was nothing to do, and why; the episode's entry."""

    output: str = ""
    why: str = ""
    entry: Entry | None = None


class Run:
    """One run: a show, what is asked, the state of things."""

    def __init__(self, file: ShowFile, order: Order, tell: Tell, *, keep: bool = True) -> None:
        """Look at the shelf and the history; ``keep`` writes the state, a dry run doesn't."""
        self.file, self.order, self.tell, self.keep = file, order, tell, keep
        self.day = order.day or clock.today(file.show.time_zone)
        edition = file.daily.edition if order.edition is None else order.edition
        self.edition = f"{self.day.isoformat()}/{edition}"
        self.chosen = _settings(file, order, self.day)
        self.shelf = shelf.load(file.folder, file.place.state, tell)
        self.history = told.load(file.place.state)
        self.history.settle(self.shelf.episodes, shelf.edition_of)

    def look(self) -> Shelf:
        """Return what stands in the folder now."""
        return shelf.again(self.shelf, self.file.folder, self.tell)

    def publish(self) -> None:
        """Bring what is public up to what is on the shelf."""
        publication.publish(self.file, self.shelf, self.day, self.tell)
        shelf.save(self.shelf, self.file.place.state)

    # --- which stories ---------------------------------------------------------------------------------------------

    def choice(self) -> Choice:
        """Return today's stories and tell what went wrong with sources, each fault once."""
        if not self.file.daily.sources:
            todo = 'name folders, files, patterns, feeds or pages: sources = ["articles"]'
            raise BadConfigError(Problem("", "[daily] has no sources", todo, self.file.place.file))
        wire = Wire(self.file.place.state, keep=self.keep)
        offer = gather(self.file.daily.sources, self.file.place.beside, self.file.folder, wire)
        tips = offer.tips + self._still_known(offer.tips, wire)
        desk = Desk(self.chosen, wire)
        choice = choose(tips, self.history.before(self.edition), self.file.daily, desk, clock.now())
        for source, error in offer.failed:
            self.tell(_line(source, error))
        for source, error in choice.failed:
            if self.history.faults.get(source) != str(error):
                self.tell(_line(source, error))
        # A broken article is told until it's mended, a page of a feed once: nobody can mend it.
        self.history.faults = {source: str(error) for source, error in choice.failed if is_address(source)}
        if self.keep:
            wire.tidy()
        failed = offer.failed + choice.failed
        if failed and not choice.stories and len(offer.failed) == len(self.file.daily.sources):
            raise type(failed[0][1])(Problem("", "no source gave a story", "see the lines above"))
        return choice

    def _still_known(self, tips: Sequence[Tip], wire: Wire) -> tuple[Tip, ...]:
        """Return today's stories that their feed doesn't list any more: what was told isn't dropped for that."""
        old = self.shelf.newest(self.edition)
        listed = {tip.source for tip in tips}
        sources = [whence for _, whence in old.sources] if old and self.edition not in self.history.removed else []
        return tuple(Tip(url) for url in sources if is_address(url) and url not in listed and wire.known(url))

    def draft(self, stories: Sequence[Story]) -> Draft:
        """Return the script of the stories."""
        cast = people.remembering(self.cast, self.file.place)
        return written([selecting.select(story.article) for story in stories], replace(self.chosen, cast=cast))

    @property
    def cast(self) -> Cast:
        """Return who gets which voice."""
        return self.chosen.cast or settings.read_cast()

    # --- today's episode -------------------------------------------------------------------------------------------

    def make(self, progress: Progress) -> Outcome:
        """Make today's episode where there's something new to tell, then publish what isn't public yet."""
        publication.clear_up(self.file, self.shelf)
        old = self.shelf.newest(self.edition)
        if old and old.release.held and not self.order.hold:
            self.publish()
            return Outcome(why="today's episode is held; `briefing daily --release` publishes it")
        choice = self.choice()
        least = max(1, self.file.daily.min_stories)
        outcome = Outcome(why="; ".join(choice.notes) or "there's nothing new to tell")
        if len(choice.stories) < least:
            if choice.stories and not old:
                outcome = Outcome(why=f"{len(choice.stories)} new of at least {least} stories: no episode yet")
        elif not (old and self.same(old, choice)):
            outcome = self._episode(choice.stories, old, progress)
        told.save(self.history, self.file.place.state, self.day)
        self.publish()
        return outcome

    def same(self, old: Entry, choice: Choice) -> bool:
        """Tell whether the edition's episode already tells these stories, in this way."""
        texts = tuple(story.article.sha256 for story in choice.stories)
        return (
            self.shelf.is_whole(old)
            and old.release.inputs == self.inputs()
            and texts == tuple(sha256 for sha256, _ in old.sources)
            and self.edition not in self.history.removed
        )

    def inputs(self) -> str:
        """Return what tells these settings from others: all that shapes the sound."""
        plain = replace(self.chosen, date=None, jobs=0, fresh=False, release=None)
        return hashlib.sha256(repr(plain).encode("utf-8", "replace")).hexdigest()[:16]

    def _episode(self, stories: Sequence[Story], old: Entry | None, progress: Progress) -> Outcome:
        release = self.release(old)
        made = self.draft(stories)
        heard = [
            Told(
                self.edition,
                story.tip.source,
                story.article.sha256,
                shingles.packed(story.sketch),
                story.tip.held,
                release.revision,
            )
            for story in stories
        ]
        return self.air(made, release, heard, progress)

    def air(self, made: Draft, release: Release, heard: Sequence[Told], progress: Progress) -> Outcome:
        """Speak, master and put on the shelf; what is about to be written and told is noted first."""
        stem = self.stem(release)
        names = [stem + suffix for suffix in (".mp3", ".script.md", ".vtt", ".chapters.json", ".json")]
        kept = [f"{stem}.source.txt"] + [f"{stem}.{place + 2}.source.txt" for place in range(len(made.texts))]
        folders.make(self.file.folder)
        publication.doing(self.file, names + kept)
        self.history.tell(heard)
        told.save(self.history, self.file.place.state, self.day)
        output = places.join(self.file.folder, stem + ".mp3")
        pipeline.render(made, replace(self.chosen, release=release), output, progress)
        self.history.confirm(self.edition, release.revision)
        people.remember(made.script, self.cast, self.file.place)
        self.shelf = self.look()
        publication.clear_up(self.file, self.shelf)
        return Outcome(output, entry=self.shelf.newest(self.edition))

    def stem(self, release: Release) -> str:
        """Return the stem of the episode's file names: clients keep files by name, so a revision has another one."""
        stem = release.day.isoformat() + (f"-{release.edition}" if release.edition else "")
        return stem if release.revision == 1 else f"{stem}-r{release.revision}"

    def release(self, old: Entry | None) -> Release:
        """Return how the episode goes out: guid and time stay from the first publication on."""
        edition = self.edition.partition("/")[2]
        last = max((old.release.revision if old else 0), self.history.removed.get(self.edition, 0))
        guid = old.release.guid if old else tag_uri(self.file.podcast, self.file.place.name, self.day, edition)
        public = old is not None and not old.release.held
        published = old.release.published if old and public else self.moment()
        return Release(guid, last + 1, published, self.day, edition, self.inputs(), held=self.order.hold)

    def moment(self) -> dt.datetime:
        """Return the time of publication: now, and after every episode before.

        UnavailableError when the clock stands before the last episode's time: what comes out now would be dated wrong.
        """
        last = max((one.release.published for one in self.shelf.on_air()), default=None)
        now = clock.now()
        if last is not None and 0 <= (last - now).total_seconds() <= PATIENCE_S:
            clock.wait((last - now).total_seconds() + 1)
            now = clock.now()
        if last is not None and now <= last:
            what = f"the clock says {now.isoformat()}, but the last episode came out at {last.isoformat()}"
            todo = "set the clock, or take that episode out with `briefing feed remove`"
            raise UnavailableError(Problem("", what, todo))
        return now


def _settings(file: ShowFile, order: Order, day: dt.date) -> Settings:
    show, daily = file.show, file.daily
    return Settings(
        show=show,
        cast=settings.read_cast(show.cast) if show.cast else None,
        lexicon=settings.read_lexicon(show.lexicon),
        date=day,
        length=daily.length,
        rate=daily.rate,
        engine=order.engine or daily.engine or None,
        jobs=order.jobs,
        fresh=order.fresh,
    )


def _line(source: str, error: BriefingError) -> str:
    first, named = error.problems[0], shown(source) if is_address(source) else source
    what = first.what if named in first.what else f"{named}: {first.what}"
    return f"{what}; {first.todo}; the rest goes on"


def script(run: Run) -> str:
    """Return today's script as Markdown, without writing anything; "" when there's nothing to tell."""
    choice = run.choice()
    return drafts.markdown(run.draft(choice.stories), ".") if choice.stories else ""
