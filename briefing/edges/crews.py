"""Workers for a batch, behind ``concurrent.futures.Executor``: processes of this machine, or a Dask cluster's."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from types import FrameType
from typing import Any

from briefing.errors import Problem, UnavailableError

_GRACE_S = 10.0
"""So long a worker that is told to end gets for putting things back."""

_CONNECT_S = 15.0
"""So long a scheduler or its first worker is waited for, or as long as Dask's own settings say where that's shorter."""

_LEAVE_S = 1.0
"""So long a scheduler that is gone is waited for at the end; without it, as long as for one that is there."""

_RECOUNT_S = 3.0
_VERSION = "briefing:__version__"
_ENDED = 143


@dataclass(frozen=True, slots=True)
class Crew:
    """An executor, and how many things it does at once (a cluster's workers come and go)."""

    executor: Executor
    places: Callable[[], int]


# --- Processes of this machine -----------------------------------------------------------------------------------


@contextlib.contextmanager
def local(jobs: int) -> Iterator[Crew]:
    """Yield a crew of so many processes. On an error they put back what isn't whole and end, within ten seconds."""
    methods = multiprocessing.get_all_start_methods()
    # A fork would take along the locks of this process's threads.
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    pool = ProcessPoolExecutor(jobs, context, initializer=_begin)
    with _deaf():
        _warm(context.get_start_method())
    try:
        yield Crew(pool, lambda: jobs)
    except BaseException:  # Ctrl-C too must end the workers; raised again
        pool.shutdown(wait=False, cancel_futures=True)
        _end_all()
        raise
    pool.shutdown()


@contextlib.contextmanager
def threads(jobs: int) -> Iterator[Crew]:
    """Yield a crew of so many threads of this process, for what goes into its memory and nowhere else."""
    with ThreadPoolExecutor(jobs, thread_name_prefix="briefing") as pool:
        try:
            yield Crew(pool, lambda: jobs)
        except BaseException:  # Ctrl-C too must call off what is waiting; raised again
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _warm(method: str) -> None:
    """Start what starts the workers, where there is such a thing."""
    if method == "forkserver" and sys.platform != "win32":
        from multiprocessing import forkserver

        forkserver.ensure_running()


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """Let what is started in the body be deaf to Ctrl-C, which a terminal sends to everyone: we tell them ourselves."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # held back, not lost
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_all() -> None:
    """Tell all workers to end, and kill those that don't."""
    children = multiprocessing.active_children()
    for child in children:
        child.terminate()
    for child in children:
        child.join(_GRACE_S)
        if child.is_alive():
            child.kill()
            child.join()


class _Ended(BaseException):
    """A worker is told to end: unwind, so that nothing is left behind."""


_at_work = threading.Event()


def _begin() -> None:
    """Make a new process a worker: deaf to Ctrl-C, ended by SIGTERM and by its driver's death."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _told)
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    """Wait for the driver's end, however it ends, and end this process too."""
    driver = multiprocessing.parent_process()
    if driver is not None:
        driver.join()
        os.kill(os.getpid(), signal.SIGTERM)


def _told(_signal: int, _frame: FrameType | None) -> None:
    if not _at_work.is_set():
        os._exit(_ENDED)
    late = threading.Timer(_GRACE_S, os._exit, (_ENDED,))
    late.daemon = True
    late.start()
    raise _Ended


@contextlib.contextmanager
def endable() -> Iterator[None]:
    """Let a worker that is told to end first leave the body, so that what isn't whole is taken away."""
    _at_work.set()
    try:
        yield
    except _Ended:
        os._exit(_ENDED)  # the engine's process ends with its input
    finally:
        _at_work.clear()


# --- A cluster ---------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def dask(address: str) -> Iterator[Crew]:
    """Yield the crew of a Dask scheduler (UnavailableError when it, or Dask, isn't there).

    On an error what hasn't begun is called off; what a worker has begun it brings to its end.
    """
    try:
        from distributed import Client
        from distributed import client as dasks
    except ImportError as error:
        raise UnavailableError(Problem("", "Dask isn't installed", "pip install 'briefing[cluster]'")) from error
    try:
        client: Any = Client(address, timeout=_patience(), set_as_default=False)
    except (OSError, ValueError) as error:
        todo = "start one with `dask scheduler`, or check the address: tcp://HOST:8786"
        raise UnavailableError(Problem("", f"no Dask scheduler answers at {address}", todo)) from error
    for name in ("tornado.application", *logging.root.manager.loggerDict):  # Dask gives some a level of their own
        if name.startswith(("distributed", "tornado.application")):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what is lost is told once, and by us
    with contextlib.ExitStack() as stack:
        stack.callback(_leave, client)
        try:
            _see_to_workers(client, address)
            yield Crew(client.get_executor(), _counted(client))
        except (RuntimeError, OSError, getattr(dasks, "ClosedClientError", OSError)) as error:
            if client.status == "running":
                raise
            todo = "start it and its workers again, then run the batch again: it makes what isn't done"
            raise UnavailableError(Problem("", f"the Dask scheduler at {address} was lost", todo)) from error


def _patience() -> float:
    import dask.config
    from dask.utils import parse_timedelta

    theirs: float = parse_timedelta(dask.config.get("distributed.comm.timeouts.connect"))
    return min(_CONNECT_S, theirs)


def _see_to_workers(client: Any, address: str) -> None:  # noqa: ANN401 - Dask is typed in part
    """Raise UnavailableError when nobody comes to do the work, or one that can't: it would wait for ever, unheard.

    A worker to whom our work means nothing dies of it. Those that come later aren't asked.
    """
    from pkgutil import resolve_name

    try:
        client.wait_for_workers(1, timeout=_patience())
    except TimeoutError as error:
        todo = f"start some, on each machine: dask worker {address} --nthreads 1 --nworkers 4"
        raise UnavailableError(Problem("", f"the Dask scheduler at {address} has no workers", todo)) from error
    ours = resolve_name(_VERSION)
    for worker, theirs in client.run(resolve_name, _VERSION, on_error="return").items():
        if theirs != ours and isinstance(theirs, str | ImportError):
            has = f"briefing {theirs}, this is {ours}" if isinstance(theirs, str) else "no briefing"
            todo = "install the same version on all machines: pip install '.[cluster]'"
            raise UnavailableError(Problem("", f"the worker at {worker} has {has}", todo))


def _leave(client: Any) -> None:  # noqa: ANN401 - Dask is typed in part
    """Close a client; one that is looking for its lost scheduler would go on with that to the end of its patience."""
    if client.status == "running":
        client.close()
        return
    with contextlib.suppress(OSError, RuntimeError, AssertionError):  # its scheduler is lost, and that is told already
        client.close(timeout=_LEAVE_S)


def _counted(client: Any) -> Callable[[], int]:  # noqa: ANN401 - Dask is typed in part
    """Return what tells how many threads a cluster has, asked every few seconds."""
    known = [0, 0.0]

    def places() -> int:
        if time.monotonic() >= known[1]:
            known[:] = max(1, sum(client.nthreads().values())), time.monotonic() + _RECOUNT_S
        return int(known[0])

    return places


def lost(error: BaseException) -> bool:
    """Tell whether work failed because its worker or the cluster did, not by itself."""
    return isinstance(error, CancelledError) or type(error).__module__.partition(".")[0] == "distributed"
