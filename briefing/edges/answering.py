"""HTTP/1.1 for a server that only hands things out: GET, HEAD and OPTIONS without a body, one request after another.

It runs an ASGI application. Written for its purpose: under 200 players at once that seek, a general server spends most
of each answer's time on what is never asked here (bodies, upgrades, chunks).
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus
from socket import socket
from typing import Any, TypeAlias
from urllib.parse import unquote_to_bytes

Message: TypeAlias = MutableMapping[str, Any]
Application: TypeAlias = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]
]
"""An ASGI application."""

BACKLOG = 2048
"""Connections that may wait to be taken."""

MOST_HEAD = 32_768
"""Bytes of a request, which is all head."""

IDLE_S = 60
"""A connection on which nothing was asked for so long is closed."""

HIGH_WATER = 1 << 18
"""Bytes that wait to be sent before the application has to."""

_FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\r\n\x00]*?)[ \t]*")
_START = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+) (/[^ \x00-\x20\x7f]*) HTTP/1\.([01])")


async def answer(taken: socket, application: Application) -> None:
    """Answer what comes in on a listening socket until cancelled; whoever is still loading is cut off."""
    loop = asyncio.get_running_loop()
    open_ones: set[Connection] = set()
    server = await loop.create_server(lambda: Connection(application, open_ones), sock=taken, backlog=BACKLOG)
    try:
        while True:
            await asyncio.sleep(IDLE_S / 6)
            for connection in tuple(open_ones):
                connection.close_if_idle(loop.time() - IDLE_S)
    finally:
        server.close()
        for connection in tuple(open_ones):
            connection.cut()


class Connection(asyncio.Protocol):
    """One client: its requests are answered in order, a new one when the last answer is out."""

    def __init__(self, application: Application, open_ones: set[Connection]) -> None:
        """Know the application, and the set in which open connections stand."""
        self._application = application
        self._open_ones = open_ones
        self._loop = asyncio.get_running_loop()
        self._waiting = b""
        self._task: asyncio.Task[None] | None = None
        self._room: asyncio.Future[None] | None = None
        self._head = b""
        self._method = ""
        self._owed = 0
        self._stays = True
        self._seen = self._loop.time()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - what a TCP server gives, for the type checker
        self._transport = transport
        transport.set_write_buffer_limits(high=HIGH_WATER)
        self._open_ones.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """End: nobody listens to the answer any more."""
        del exc
        self._open_ones.discard(self)
        if self._task:
            self._task.cancel()

    def cut(self) -> None:
        """End at once."""
        self._transport.abort()

    def close_if_idle(self, before: float) -> None:
        """End when nothing has been asked or answered since then."""
        if self._task is None and self._seen < before:
            self._transport.close()

    def data_received(self, data: bytes) -> None:
        """Take what came in; while an answer is on its way, a little more is kept and the rest has to wait."""
        self._waiting += data
        if self._task is None:
            self._take()
        elif len(self._waiting) > MOST_HEAD:
            self._transport.pause_reading()

    def pause_writing(self) -> None:
        """Let the application wait until the client has taken something."""
        self._room = self._loop.create_future()

    def resume_writing(self) -> None:
        """Let it go on."""
        if self._room and not self._room.done():
            self._room.set_result(None)
        self._room = None

    def _take(self) -> None:
        head, mark, rest = self._waiting.partition(b"\r\n\r\n")
        if len(head) > MOST_HEAD:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        elif mark:
            self._waiting = rest
            scope = request(head)
            if scope is None:
                self._refuse(HTTPStatus.BAD_REQUEST)
                return
            self._stays = bool(scope.pop("stays"))
            self._method = scope["method"]
            self._head = b""
            self._task = self._loop.create_task(self._application(scope, _nothing, self._send))  # type: ignore[arg-type] # ASGI's awaitables are coroutines
            self._task.add_done_callback(self._done)

    def _refuse(self, status: HTTPStatus) -> None:
        head = f"HTTP/1.1 {status} {status.phrase}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        self._transport.write(head.encode())
        self._transport.close()

    def _done(self, task: asyncio.Task[None]) -> None:
        """Go on to the next request, or end: by its client's wish, or because the answer isn't whole."""
        self._task = None
        self._seen = self._loop.time()
        if task.cancelled() or self._transport.is_closing():
            self._transport.abort()
        elif task.exception() is not None and not self._head:
            self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR)
        elif task.exception() is not None or self._owed:
            self._transport.abort()
        elif self._stays:
            self._transport.resume_reading()
            if self._waiting:
                self._take()
        else:
            self._transport.close()

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._owed = _promised(message["headers"]) if self._has_body(message["status"]) else 0
            self._head = self._begin(message["status"], message["headers"])
            return
        body = message.get("body", b"")
        self._owed -= len(body)
        self._transport.write(self._head + body if self._head != b"sent" else body)
        self._head = b"sent"
        if self._room is not None:
            await self._room

    def _has_body(self, status: int) -> bool:
        return self._method != "HEAD" and status not in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}

    def _begin(self, status: int, headers: list[tuple[bytes, bytes]]) -> bytes:
        lines = [_status(status), b"date: " + _date(int(time.time()))]
        lines += [name + b": " + text for name, text in headers]
        lines.append(b"connection: keep-alive" if self._stays else b"connection: close")
        return b"\r\n".join((*lines, b"", b""))


def request(head: bytes) -> Message | None:
    """Return a request's head as an ASGI scope, with ``stays`` for a connection that goes on; None for what is none.

    A body isn't taken: whoever sends one gets None.
    """
    first, *lines = head.lstrip(b"\r\n").split(b"\r\n")
    start = _START.fullmatch(first)
    if start is None:
        return None
    headers = []
    for line in lines:
        field = _FIELD.fullmatch(line)
        if field is None:
            return None
        headers.append((field[1].lower(), field[2]))
    named = dict(headers)
    twice = sum(name == b"host" for name, _ in headers) > 1
    if twice or b"transfer-encoding" in named or named.get(b"content-length", b"0") != b"0":
        return None
    path, _, query = start[2].partition(b"?")
    return {
        "type": "http",
        "method": start[1].decode("ascii"),
        "path": unquote_to_bytes(path).decode("utf-8", "replace"),
        "query_string": query,
        "headers": headers,
        "stays": start[3] == b"1" and b"close" not in named.get(b"connection", b"").lower(),
    }


def _promised(headers: list[tuple[bytes, bytes]]) -> int:
    """Return how many bytes an answer's head promises."""
    return next((int(text) for name, text in headers if name == b"content-length"), 0)


async def _nothing() -> Message:
    """Return the body of a request, which is empty."""
    return {"type": "http.request", "body": b"", "more_body": False}


@lru_cache(maxsize=32)
def _status(number: int) -> bytes:
    return f"HTTP/1.1 {number} {HTTPStatus(number).phrase}".encode()


@lru_cache(maxsize=2)
def _date(second: int) -> bytes:
    return formatdate(second, usegmt=True).encode()
