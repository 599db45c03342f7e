"""Several things at once, in order: a thread pool behind ``concurrent.futures.Executor``, so that others fit in."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from typing import ParamSpec, TypeVar

Parameters = ParamSpec("Parameters")
Item = TypeVar("Item")
Result = TypeVar("Result")


class Inline(Executor):
    """An executor that does the work at once, in the caller's thread."""

    def submit(
        self, fn: Callable[Parameters, Result], /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Future[Result]:
        """Call the function and return its finished future; what it raises is raised here."""
        future: Future[Result] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def cores() -> int:
    """Return how many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


@contextlib.contextmanager
def threads(jobs: int) -> Iterator[Executor]:
    """Yield an executor of so many threads; one is the caller's own. On an error what hasn't begun is left undone."""
    if jobs <= 1:
        yield Inline()
        return
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="briefing")
    try:
        yield pool
    except BaseException:  # Ctrl-C too must call off what is waiting; raised again
        # Not waiting: what still runs is ended by whoever owns the child processes.
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def ordered(
    executor: Executor,
    function: Callable[[Item], Result],
    items: Iterable[Item],
    finished: Callable[[], None] = lambda: None,
) -> tuple[Result, ...]:
    """Return the function's results in the order of the items.

    ``finished`` is called in the caller's thread as each one ends. The first error is raised at once and what hasn't
    begun is cancelled.
    """
    futures: list[Future[Result]] = []
    try:
        for item in items:
            futures.append(executor.submit(function, item))
            if futures[-1].done():
                futures[-1].result()
        for future in as_completed(futures):
            future.result()
            finished()
    except BaseException:  # Ctrl-C too must call off what is waiting; raised again
        for future in futures:
            future.cancel()
        raise
    return tuple(future.result() for future in futures)
