"""The application: pages, files in parts, and nothing else. One request, one answer, all of it local (ASGI)."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, MutableMapping
from functools import lru_cache
from typing import Any, TypeAlias
from urllib.parse import parse_qs, unquote

from briefing.edges import listening, reels
from briefing.errors import NoInputError
from briefing.serving import pages
from briefing.serving.rack import Rack
from briefing.serving.ranges import Part, part, version

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Answer: TypeAlias = "tuple[int, dict[str, str], bytes]"

CHUNK = 1 << 18
"""Bytes that are read and sent at a time."""

ASSETS = {
    "page.css": "text/css; charset=utf-8",
    "player.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Nothing from elsewhere, and nothing that stands in the page itself."""

ALWAYS = {
    "x-content-type-options": "nosniff",
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-cache",
}
"""Headers of every answer."""

_ALWAYS = tuple((key.encode(), text.encode()) for key, text in ALWAYS.items())

SHARED = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "content-range, content-length, accept-ranges, etag",
}
"""Headers of what a player on another site may read: transcripts and chapters."""

PREFLIGHT = {
    "access-control-allow-methods": "GET, HEAD",
    "access-control-allow-headers": "range, if-range, if-none-match, if-modified-since",
    "access-control-max-age": "86400",
}


class Site:
    """A folder of episodes as a web site."""

    def __init__(self, folder: str, host: str) -> None:
        """Look at the folder (NoInputError); ``host`` is the name that the server was told to listen on.

        What is held waits for its editor: other machines neither see nor get it.
        """
        self.rack = Rack(folder, held=listening.is_this_machine(host))
        self._is_own = lru_cache(maxsize=256)(lambda name: listening.is_own_name(name, host))

    async def __call__(self, scope: Message, _receive: Receive, send: Send) -> None:
        """Answer a request."""
        headers = {key.decode("latin-1"): text.decode("latin-1") for key, text in scope["headers"]}
        method, path = scope["method"], scope["path"]
        shared = path.lower().endswith((".vtt", ".json"))
        if not self._is_own(_name(headers.get("host", ""))):
            await _send(send, method, _text(421, "This server answers to its own name only."))
        elif method == "OPTIONS":
            await _send(
                send, method, (204, {"allow": "GET, HEAD, OPTIONS", **(SHARED | PREFLIGHT if shared else {})}, b"")
            )
        elif method not in {"GET", "HEAD"}:
            status, more, body = _text(405, "Only GET and HEAD.")
            await _send(send, method, (status, more | {"allow": "GET, HEAD, OPTIONS"}, body))
        else:
            await self._get(path, method, headers, scope["query_string"].decode("latin-1"), send)

    async def _get(self, path: str, method: str, headers: dict[str, str], query: str, send: Send) -> None:
        try:
            kind = self.rack.kind(path[1:])
            if kind is not None:
                await self._file(path[1:], kind, method, headers, send)
            else:
                await _send(send, method, _unchanged(self._page(path, query), headers))
        except NoInputError as error:  # the folder, or a file in it, has gone or can't be read
            await _send(send, method, _text(404, error.problems[0].what))

    def _page(self, path: str, query: str) -> Answer:
        self.rack.look()
        if path == "/":
            number = parse_qs(query).get("page", ["1"])[0]
            found = pages.index(self.rack, int(number) if number.isascii() and number[:6].isdigit() else 1)
        elif path.startswith("/episodes/") and (one := self.rack.find(path.removeprefix("/episodes/"))):
            found = pages.episode(self.rack, one)
        elif (name := path.removeprefix("/assets/")) in ASSETS and path.startswith("/assets/"):
            return 200, {"content-type": ASSETS[name]}, _asset(name)
        else:
            return 404, {"content-type": "text/html; charset=utf-8"}, pages.missing(self.rack).encode()
        return 200, {"content-type": "text/html; charset=utf-8"}, found.encode()

    async def _file(self, name: str, kind: str, method: str, headers: dict[str, str], send: Send) -> None:
        with reels.reel(self.rack.folder, name) as reel:
            current = version(reel.size, reel.changed)
            wanted = part(headers, reel.size, current)
            about = {"etag": current.etag, "last-modified": current.modified, "accept-ranges": "bytes"}
            about |= SHARED if name.lower().endswith((".vtt", ".json")) else {}
            await _send_part(send, method, wanted, {"content-type": kind, **about}, reel)


async def _send_part(send: Send, method: str, wanted: Part, headers: dict[str, str], reel: reels.Reel) -> None:
    """Send a part of a file, a chunk at a time: a file of any length needs little memory."""
    if wanted.status in {304, 412}:
        del headers["content-type"]
        await _send(send, method, (wanted.status, headers, b""))
        return
    if wanted.status == 416:  # noqa: PLR2004 - HTTP's number
        status, more, body = _text(416, "The file has no such range.")
        await _send(send, method, (status, headers | more | {"content-range": f"bytes */{reel.size}"}, body))
        return
    if wanted.status == 206:  # noqa: PLR2004 - HTTP's number
        headers["content-range"] = f"bytes {wanted.start}-{wanted.end - 1}/{reel.size}"
    place, end = wanted.start, wanted.end if method == "GET" else wanted.start
    await _start(send, wanted.status, headers, wanted.end - wanted.start)
    while True:
        # Read on this very thread: handing 200 reads from the page cache to threads costs more than the reads.
        piece = reel.part(place, min(CHUNK, end - place)) if place < end else b""
        place += len(piece)
        goes_on = bool(piece) and place < end
        await send({"type": "http.response.body", "body": piece, "more_body": goes_on})
        if not goes_on:
            return


async def _send(send: Send, method: str, answer: Answer) -> None:
    status, headers, body = answer
    await _start(send, status, headers, None if status in {204, 304} else len(body))
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})


async def _start(send: Send, status: int, headers: dict[str, str], length: int | None) -> None:
    told = headers if length is None else {**headers, "content-length": str(length)}
    raw = [(key.encode("latin-1"), text.encode("latin-1")) for key, text in told.items()]
    await send({"type": "http.response.start", "status": status, "headers": [*_ALWAYS, *raw]})


def _text(status: int, text: str) -> Answer:
    return status, {"content-type": "text/plain; charset=utf-8"}, f"{text}\n".encode()


def _unchanged(answer: Answer, headers: dict[str, str]) -> Answer:
    """Return a page with its tag, or 304 where the browser has it already."""
    status, more, body = answer
    tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    if status == 200 and tag in headers.get("if-none-match", ""):  # noqa: PLR2004 - HTTP's number
        return 304, {"etag": tag}, b""
    return status, more | {"etag": tag}, body


def _name(host: str) -> str:
    """Return the name in a Host header, without the port."""
    return host[: host.rindex("]") + 1] if "]" in host else unquote(host).partition(":")[0]


@lru_cache(maxsize=8)
def _asset(name: str) -> bytes:
    return reels.own(__package__, name)
