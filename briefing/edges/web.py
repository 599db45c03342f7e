"""The web: one GET of one address, with limits on size, time and redirects, and nothing else asked for.

No cookies are kept and nothing on the page is followed. Pages of the user's own network are as good as any other.
Credentials in an address go to its own host and are never shown.
"""

from __future__ import annotations

import contextlib
import queue
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from importlib import import_module
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from briefing.edges.addresses import checked, in_ascii, login, no_address, redirected, shown
from briefing.errors import BriefingError, NoInputError, Problem, UnavailableError

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager, Timeout
    from urllib3.exceptions import HTTPError

MAX_PAGE_BYTES = 50_000_000
"""The largest page that is read, unpacked: 50 MB, so that no page can fill the memory."""

SECONDS = 30.0
"""A page that isn't there after so long isn't waited for."""

ANSWER_SECONDS = 10.0
"""A server that says nothing for so long hangs."""

MOST_REDIRECTS = 5
CHUNK = 65_536
ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,text/markdown,text/plain;q=0.9,*/*;q=0.5"
)
REDIRECTS = frozenset((301, 302, 303, 307, 308))
GONE = frozenset((404, 410))
HINTS = {
    401: "give the name and password as https://name:password@host/…, or save the page as a file",
    402: "save the page as a file from your browser, and give that",
    403: "save the page as a file from your browser, and give that",
    429: "wait a while, then try again",
    451: "save the page as a file from your browser, and give that",
}
AGAIN = "try again later, or save the page as a file and give that"
CLOCK = "check the address and this machine's clock, or save the page as a file and give that"
NETWORK = "check the address and the network connection, or save the page as a file and give that"


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave: ``url`` is where it was found in the end, ``type`` its media type in small letters.

    ``status`` is 200, or 304 (with an empty body) where nothing has changed since ``etag`` or ``modified``. ``charset``
    is the encoding that the server states.
    """

    url: str
    status: int
    type: str
    charset: str | None
    body: bytes
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is waited and read: seconds for the whole and between two bytes, bytes when unpacked."""

    seconds: float = SECONDS
    answer: float = ANSWER_SECONDS
    size: int = MAX_PAGE_BYTES


STANDARD = Limits()


def get(url: str, *, etag: str | None = None, modified: str | None = None, limits: Limits = STANDARD) -> Page:
    """Return what an address gives; ``etag`` and ``modified`` ask for it only where it has changed since.

    NoInputError when there is no such page (404, 410) or no such address; UnavailableError when the network, the
    server or a limit stands in the way.
    """
    answers: queue.SimpleQueue[Page | BaseException] = queue.SimpleQueue()
    conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
    headers = {name: value for name, value in conditions.items() if value and value.isprintable()}

    def fetch() -> None:
        try:
            answers.put(_followed(url, headers, limits))
        except BaseException as error:  # noqa: BLE001 - it's raised where it was waited for
            answers.put(error)

    # A thread of its own: looking a name up can't be timed out, nor can a server that sends its head byte by byte.
    threading.Thread(target=fetch, daemon=True).start()
    try:
        answer = answers.get(timeout=limits.seconds)
    except queue.Empty:
        raise _too_slow(url, limits) from None
    if isinstance(answer, BaseException):
        raise answer
    return answer


def _unavailable(url: str, what: str, todo: str = AGAIN) -> UnavailableError:
    return UnavailableError(Problem("", f"{shown(url)} {what}", todo))


def _too_slow(url: str, limits: Limits) -> UnavailableError:
    return _unavailable(url, f"isn't there after {limits.seconds:g} s")


def _followed(url: str, headers: dict[str, str], limits: Limits) -> Page:
    """Get an address and those that it leads to."""
    end = monotonic() + limits.seconds
    at = url
    for _ in range(MOST_REDIRECTS + 1):
        with _asked(at, headers, limits) as answer:
            target = answer.headers.get("Location") if answer.status in REDIRECTS else None
            if target is None:
                return _page(at, answer, end, limits)
        leads = redirected(at, target)
        if leads is None:
            raise _unavailable(at, "leads to what isn't a web address", "check the address")
        at = leads
    raise _unavailable(
        url, f"leads from one address to the next, more than {MOST_REDIRECTS} times", "check the address"
    )


@contextlib.contextmanager
def _asked(url: str, headers: dict[str, str], limits: Limits) -> Iterator[BaseHTTPResponse]:
    """Ask for one address, and turn all that can go wrong on the way into one of our errors."""
    import urllib3
    from urllib3.exceptions import HTTPError, LocationValueError

    parts = checked(url)
    waiting = urllib3.Timeout(connect=min(limits.answer, limits.seconds), read=min(limits.answer, limits.seconds))
    sent = {"User-Agent": _agent(), "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate", **headers, **login(parts)}
    try:
        with _manager(parts, waiting) as manager:
            answer = manager.request(
                "GET", in_ascii(parts), headers=sent, redirect=False, retries=False, preload_content=False
            )
            try:
                yield answer
            finally:
                answer.close()
    except (LocationValueError, UnicodeError) as error:
        raise no_address(url) from error
    except HTTPError as error:
        raise _unavailable(url, *_reason(error, parts.hostname or "", limits)) from error
    except (OSError, ValueError) as error:
        raise _unavailable(url, f"can't be fetched: {error}".rstrip(".")) from error


def _agent() -> str:
    """Return the program's name and version; the package is loaded already, and knows them."""
    return f"briefing/{import_module(__name__.partition('.')[0]).__version__}"


def _manager(parts: SplitResult, waiting: Timeout) -> PoolManager:
    """Return what asks: straight, or through the proxy that the environment names."""
    from urllib.request import getproxies, proxy_bypass

    import urllib3

    host = parts.hostname or ""
    proxy = getproxies().get(parts.scheme)
    if not proxy or host == "localhost" or host.startswith("127.") or host == "::1" or proxy_bypass(host):
        return urllib3.PoolManager(timeout=waiting)
    whole = proxy if "://" in proxy else f"http://{proxy}"
    named = urlsplit(whole)
    authorised = {f"Proxy-{name}": value for name, value in login(named).items()}
    return urllib3.ProxyManager(shown(whole), proxy_headers=authorised, timeout=waiting)


def _reason(error: HTTPError, host: str, limits: Limits) -> tuple[str, str]:
    """Return why an address can't be fetched, and what to do about it."""
    from urllib3 import exceptions

    silent = f"{host} says nothing for {min(limits.answer, limits.seconds):g} s"
    known: tuple[tuple[type[HTTPError], str, str], ...] = (
        (exceptions.ProxyError, "the proxy doesn't answer", "check the proxy that the environment names"),
        (exceptions.NameResolutionError, f"no host {host} is found", NETWORK),
        (exceptions.NewConnectionError, f"{host} can't be reached ({_cause(error)})", NETWORK),
        (exceptions.TimeoutError, silent, AGAIN),
        (exceptions.SSLError, f"{host} can't prove who it is ({_cause(error)})", CLOCK),
        (exceptions.DecodeError, "it isn't packed as its server says", AGAIN),
        (exceptions.ProtocolError, f"{host} broke off", AGAIN),
    )
    why, todo = next(((why, todo) for kind, why, todo in known if isinstance(error, kind)), (_cause(error), AGAIN))
    return f"can't be fetched: {why}", todo


def _cause(error: BaseException) -> str:
    """Return the system's own words for what lies under an error."""
    under = error.__cause__ or error.__context__ or (error.args[0] if error.args else error)
    kinds = ("verify_message", "reason", "strerror")
    words = next((said for kind in kinds if isinstance(said := getattr(under, kind, None), str) and said), str(under))
    return " ".join(words.replace("_", " ").split()).rstrip(".").lower()


def _page(url: str, answer: BaseHTTPResponse, end: float, limits: Limits) -> Page:
    """Read what an address gives, as far as the limits go."""
    status = answer.status
    etag, modified = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
    kind, charset = _media(answer.headers.get("Content-Type") or "")
    if status == HTTPStatus.NOT_MODIFIED:
        return Page(shown(url), status, kind, charset, b"", etag, modified)
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        raise _refused(url, status)
    return Page(shown(url), status, kind, charset, _body(url, answer, end, limits), etag, modified)


def _body(url: str, answer: BaseHTTPResponse, end: float, limits: Limits) -> bytes:
    """Read a body piece by piece, as it's unpacked: what a small one holds may fill the memory."""
    body = bytearray()
    while piece := answer.read1(CHUNK, decode_content=True):
        body += piece
        if len(body) > limits.size:
            size = f"{limits.size / 1_000_000:g} MB"
            raise _unavailable(url, f"is larger than the limit of {size} (MAX_PAGE_BYTES)", "give a smaller page")
        if monotonic() > end:
            raise _too_slow(url, limits)
    return bytes(body)


def _refused(url: str, status: int) -> BriefingError:
    """Return the error for an answer that isn't the page, with the status in words."""
    try:
        words = HTTPStatus(status).phrase.lower()
    except ValueError:
        words = "no page"
    if status in GONE:
        return NoInputError(Problem("", f"{shown(url)} isn't there: {status} {words}", "check the address"))
    return _unavailable(url, f"can't be had: its server answers {status} {words}", HINTS.get(status, AGAIN))


def _media(header: str) -> tuple[str, str | None]:
    """Return the media type in small letters, and the charset where one is stated."""
    kind, _, rest = header.partition(";")
    match = re.search(r"(?i)\bcharset\s*=\s*[\"']?([\w.:-]{1,40})", rest)
    return kind.strip().lower(), match[1] if match else None
