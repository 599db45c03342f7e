"""A web server on this machine: one socket, one application, until somebody ends it."""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import socket
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefing.edges.files import reason
from briefing.errors import Problem, UnavailableError, UsageError

if TYPE_CHECKING:  # asyncio is loaded once something is to be answered
    from briefing.edges.answering import Application


class Listener:
    """A socket that listens; nothing is answered yet."""

    def __init__(self, taken: socket.socket, host: str) -> None:
        """Keep the socket and the name of the host it was asked for."""
        self._socket = taken
        self.host = host
        self.port: int = taken.getsockname()[1]

    @property
    def url(self) -> str:
        """Return where a browser on this machine finds it."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - not bound here
        return f"http://[{host}]:{self.port}/" if ":" in host else f"http://{host}:{self.port}/"

    def serve(self, application: Application) -> None:
        """Answer until Ctrl-C or SIGTERM ends it; whoever is still loading is cut off."""
        import asyncio

        from briefing.edges import stopping
        from briefing.edges.answering import answer

        with stopping.pythons_own():  # asyncio knows how to end on that one
            asyncio.run(answer(self._socket, application))


@contextlib.contextmanager
def listener(host: str, port: int) -> Iterator[Listener]:
    """Listen on a port (0: a free one).

    UnavailableError when the port is taken or may not be used, UsageError when the host is none of this machine's.
    """
    with contextlib.ExitStack() as stack:
        try:
            family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            taken = stack.enter_context(socket.socket(family, kind, protocol))
            if sys.platform == "win32":
                taken.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind(address)
            taken.listen()
        except (OSError, UnicodeError) as error:
            raise _refused(error, host, port) from error
        yield Listener(taken, host)


def _refused(error: OSError | UnicodeError, host: str, port: int) -> UnavailableError | UsageError:
    code = getattr(error, "errno", None)
    if code == errno.EADDRINUSE:
        what = f"port {port} is taken by another program"
        return UnavailableError(Problem("", what, "choose another with --port, or any free one with --port 0"))
    if code in {errno.EACCES, errno.EPERM}:
        return UnavailableError(Problem("", f"port {port} may not be used", "choose one above 1023 with --port"))
    said = reason(error) if isinstance(error, OSError) else "no such name"
    return UsageError(
        Problem("", f"--host {host} can't be listened on: {said}", "give 127.0.0.1, or one of this machine's")
    )


def is_this_machine(host: str) -> bool:
    """Tell whether only this machine reaches what listens on a host."""
    try:
        return ipaddress.ip_address(host.strip("[]").partition("%")[0]).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def is_own_name(name: str, host: str) -> bool:
    """Tell whether a Host header's name can be meant for this machine: an address, localhost, its own name.

    A page of somebody else's whose name was made to lead here (DNS rebinding) says that name.
    """
    plain = name.strip("[]").rstrip(".").lower()
    own = {"localhost", host.lower(), socket.gethostname().lower(), f"{socket.gethostname().lower()}.local"}
    if plain in own:
        return True
    try:
        ipaddress.ip_address(plain.partition("%")[0])
    except ValueError:
        return False
    return True
