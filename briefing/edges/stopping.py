"""Ctrl-C and SIGTERM: what was asked for once is never lost."""

from __future__ import annotations

import _thread
import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType


class Terminated(BaseException):
    """SIGTERM or SIGHUP arrived: unwind like Ctrl-C, so that nothing is left behind."""


_asked: list[type[BaseException]] = []
_SOON_S = 0.02
"""So much later a signal is sent again that fell where it couldn't be heeded."""


def answer() -> None:
    """Let Ctrl-C, SIGTERM and SIGHUP unwind this program from now on, but for one that its starter (nohup) ignores."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _stop)


def _stop(number: int, frame: FrameType | None) -> None:
    _asked.append(KeyboardInterrupt if number == signal.SIGINT else Terminated)
    if frame is not None and frame.f_code.co_filename.startswith("<frozen importlib"):
        # It would leave the lock of all imports taken, and every other thread waiting for it.
        soon = threading.Timer(_SOON_S, _again, (number,))
        soon.daemon = True
        soon.start()
        return
    raise _asked[0]


def _again(number: int) -> None:
    """Send a signal to the main thread once more, so that it wakes from waiting, too."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, number)
    else:
        _thread.interrupt_main(signal.Signals(number))


def heed() -> None:
    """Raise once more what was asked for: Python drops an exception in a finalizer or a weak reference's callback."""
    if _asked:
        raise _asked[0]


@contextlib.contextmanager
def pythons_own() -> Iterator[None]:
    """Let Python itself answer Ctrl-C while the body runs; it does so already wherever we were not told to."""
    if signal.getsignal(signal.SIGINT) != _stop or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, _stop)
