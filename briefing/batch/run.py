"""The batch: sources to workers, names in the order given, what a lost worker held done again, one outcome for each."""

from __future__ import annotations

import contextlib
import hashlib
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import dataclass, field, replace
from typing import Any

from briefing.batch import failures, room, work
from briefing.batch.shelf import Shelf
from briefing.batch.sources import Tip
from briefing.drafts import Draft
from briefing.edges import crews, files, places, stores
from briefing.edges.crews import Crew
from briefing.errors import BriefingError, Problem, UnavailableError
from briefing.settings import Settings

MOST_DEATHS = 2
"""A source on which so many workers have died, alone each time, is given up."""

AHEAD = 4
"""So many sources for each place are read ahead of the one whose name is to be found."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a batch: where the episodes go, how they're made, by how many or which cluster.

    ``clips`` is a shared folder for them, None each machine's own; ``again`` makes what is done again.
    """

    folder: str
    chosen: Settings
    jobs: int
    dask: str | None = None
    clips: str | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a source: an episode made now, one that was done (its record), or an error."""

    place: int
    tip: Tip
    made: work.Made | None = None
    done: dict[str, Any] | None = None
    error: BriefingError | None = None


@dataclass(slots=True)
class _Step:
    """A source on its way: to a draft, then (named) to an episode. ``deaths`` counts workers that died on it alone.

    ``error`` is why it got no name.
    """

    place: int
    key: str = ""
    made: Draft | None = None
    output: str = ""
    deaths: int = 0
    error: BriefingError | None = None


@dataclass(slots=True)
class Batch:
    """A run over sources. ``outcomes`` is the whole of it."""

    order: Order
    tips: Sequence[Tip]
    _shelf: Shelf = field(init=False)
    _task: work.Task = field(init=False)
    _inputs: str = field(init=False)
    _coming: int = 0  # the next source to be read
    _next: int = 0  # the next source to be named
    _drafted: dict[int, _Step | None] = field(default_factory=dict)  # None: it ended without a draft
    _ready: deque[_Step] = field(default_factory=deque)
    _suspects: deque[_Step] = field(default_factory=deque)
    _running: dict[Future[Any], _Step] = field(default_factory=dict)

    def outcomes(self) -> Generator[Outcome, None, None]:
        """Make the episodes and yield what came of each source, as it comes.

        LockedError when another batch works in the folder; CantWriteError when nothing can be written there;
        UnavailableError when the engine, ffmpeg or the cluster isn't there at all.
        """
        cluster = self.order.dask
        with room.held(self.order.folder, self.order.clips, cluster) as parts:
            self._prepare(parts)
            try:
                while self._is_left():
                    with self._crew() as crew:
                        yield from self._through(crew)
            finally:
                if not cluster or not self._running:  # a cluster's workers may still be at work there
                    room.clear(parts)

    def _crew(self) -> contextlib.AbstractContextManager[Crew]:
        if self.order.dask:
            return crews.dask(self.order.dask)
        return crews.threads(self.order.jobs) if stores.is_own(self.order.folder) else crews.local(self.order.jobs)

    def _prepare(self, parts: str | None) -> None:
        """See what is done and that there is what it takes."""
        if not self.order.dask:
            _check(self.order.chosen.engine)
        chosen = self.order.chosen
        self._inputs = hashlib.sha256(repr(replace(chosen, jobs=0, fresh=False)).encode("utf-8", "replace")).hexdigest()
        art = chosen.show.art and places.absolute(chosen.show.art)
        sent = replace(chosen, jobs=1, show=replace(chosen.show, art=art))
        self._task = work.Task(work.packed(sent), self.order.clips, parts)
        self._shelf = Shelf(self.order.folder)

    def _is_left(self) -> bool:
        return bool(self._coming < len(self.tips) or self._drafted or self._ready or self._suspects or self._running)

    # --- the crew's work -------------------------------------------------------------------------------------------

    def _through(self, crew: Crew) -> Iterator[Outcome]:
        """Yield outcomes until all is done or the crew is broken; then what it held waits to be done again."""
        broken = False
        while not broken:
            try:
                yield from self._hand_out(crew)
            except BrokenExecutor:
                broken = True
            if not self._running:
                return
            ended, _ = wait(self._running, return_when=FIRST_COMPLETED)
            alone = len(self._running) == 1
            for future in sorted(ended, key=lambda one: self._running[one].place):
                step = self._running.pop(future)
                error = _error(future)
                if isinstance(error, BrokenExecutor):
                    broken = True
                    yield from self._died(step, alone=alone)
                else:
                    yield from self._ended(step, error, future)
        for future, step in sorted(self._running.items(), key=lambda item: item[1].place):
            wait([future])
            error = _error(future)
            if isinstance(error, BrokenExecutor):
                self._suspects.append(step)
            else:
                yield from self._ended(step, error, future)
        self._running.clear()

    def _hand_out(self, crew: Crew) -> Iterator[Outcome]:
        """Give the crew work while it has room for it: suspects one by one, episodes before new sources."""
        if self._suspects:
            if not self._running:
                self._submit(crew, self._suspects[0])
                self._suspects.popleft()
            return
        if not self._ready and self._coming >= len(self.tips):
            return  # a cluster that is lost isn't asked for nothing: it would take its time
        places = crew.places()
        while len(self._running) < 2 * places and (step := self._take(AHEAD * places)) is not None:
            if isinstance(step, Outcome):
                yield step
                continue
            try:
                self._submit(crew, step)
            except BrokenExecutor:
                self._ready.appendleft(step) if step.made else self._suspects.append(step)
                raise

    def _take(self, ahead: int) -> _Step | Outcome | None:
        """Return the next step; the outcome of a source that needs none; None when there's nothing to begin."""
        if self._ready:
            step = self._ready.popleft()
            return Outcome(step.place, self.tips[step.place], error=step.error) if step.error else step
        if self._coming >= len(self.tips) or self._coming - self._next >= ahead:
            return None
        place, tip = self._coming, self.tips[self._coming]
        self._coming += 1
        try:
            if tip.error is not None:
                raise tip.error
            key = "" if tip.is_address else self._key(tip, hashlib.sha256(files.read(tip.path)).hexdigest())
        except BriefingError as error:
            self._drafted[place] = None
            self._name()
            return Outcome(place, tip, error=error)
        if done := self._done(key):
            self._drafted[place] = None
            self._name()
            return Outcome(place, tip, done=done)
        return _Step(place, key)

    def _done(self, key: str) -> dict[str, Any] | None:
        return None if self.order.again or not key else self._shelf.done(key)

    def _key(self, tip: Tip, sha256: str) -> str:
        """Return what tells this work from other work: the source, its content, the settings."""
        seen = tip.path if tip.is_address else places.relative(tip.path, self.order.folder)
        return hashlib.sha256(f"{seen}\0{sha256}\0{self._inputs}".encode("utf-8", "surrogateescape")).hexdigest()[:32]

    def _submit(self, crew: Crew, step: _Step) -> None:
        future: Future[Any]
        if step.made is None:
            future = crew.executor.submit(work.draft, self.tips[step.place].path, self._task)
        else:
            future = crew.executor.submit(work.render, step.made, step.output, step.key, self._task)
        self._running[future] = step

    # --- what comes back -------------------------------------------------------------------------------------------

    def _ended(self, step: _Step, error: BaseException | None, future: Future[Any]) -> Iterator[Outcome]:
        """Take in a step's result: a draft waits for its name, an episode is an outcome."""
        tip = self.tips[step.place]
        if error is not None:
            if step.made is None:
                self._drafted[step.place] = None
            yield Outcome(step.place, tip, error=failures.of(error))
        elif step.made is not None:
            yield Outcome(step.place, tip, made=future.result())
        else:
            step.made = future.result()
            done = None
            if not step.key:
                step.key = self._key(tip, step.made.script.sources[0].sha256)
                done = self._done(step.key)
            self._drafted[step.place] = None if done else step
            if done:
                yield Outcome(step.place, tip, done=done)
        self._name()

    def _name(self) -> None:
        """Give names to drafts in the order of their sources, so that they never hang on who was first."""
        while self._next in self._drafted:
            step = self._drafted.pop(self._next)
            self._next += 1
            if step is not None and step.made is not None:
                try:
                    step.output = self._shelf.name(step.made).path(".mp3")
                except BriefingError as error:  # a store that fails when it's asked who has the name
                    step.error = error
                self._ready.append(step)

    def _died(self, step: _Step, *, alone: bool) -> Iterator[Outcome]:
        """Put what a dead worker held aside, to be tried alone; one that kills its workers is given up."""
        step.deaths += alone
        if step.deaths < MOST_DEATHS:
            self._suspects.append(step)
            return
        if step.made is None:
            self._drafted[step.place] = None
            self._name()
        what = f"{self.tips[step.place].name}: its worker died {step.deaths} times"
        todo = "see if memory is short, or try it alone with `briefing make`"
        yield Outcome(step.place, self.tips[step.place], error=UnavailableError(Problem("", what, todo)))


def _check(engine: str | None) -> None:
    """Raise when there's no engine or no ffmpeg (UnavailableError): no source could become an episode."""
    from briefing.edges import ffmpeg
    from briefing.speaking.engine import find

    ffmpeg.binary()
    with contextlib.ExitStack() as stack:
        if close := getattr(find(engine), "close", None):
            stack.callback(close)


def _error(future: Future[Any]) -> BaseException | None:
    """Return what a finished future failed with."""
    try:
        return future.exception()
    except BaseException as error:
        if crews.lost(error):  # a cluster called it off
            return error
        raise
