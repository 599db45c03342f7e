from __future__ import annotations

import asyncio
import socket

import pytest

from briefing.edges import answering
from briefing.edges.answering import MOST_HEAD, Message, request

LARGE = bytes(3_000_000)


class Echo:
    """Answers with the path; some paths go wrong."""

    def __init__(self) -> None:
        self.ended = 0

    async def __call__(self, scope: Message, receive: object, send: object) -> None:
        del receive
        assert callable(send)
        path = scope["path"]
        if path == "/raises":
            raise RuntimeError
        body = LARGE if path == "/large" else path.encode()
        promised = len(body) + (path == "/short")
        headers = [(b"content-length", str(promised).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        if path == "/late":
            raise RuntimeError
        try:
            await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
        finally:
            self.ended += 1


class Server:
    """Speaks with the server over a real connection, within one event loop."""

    def __init__(self) -> None:
        self.application = Echo()

    def say(self, *parts: bytes, read: bool = True) -> bytes:
        """Send the parts, one after another, and return all that comes until the server closes or is silent."""
        return asyncio.run(self._say(parts, read=read))

    async def _say(self, parts: tuple[bytes, ...], *, read: bool) -> bytes:
        taken = socket.socket()
        taken.bind(("127.0.0.1", 0))
        task = asyncio.create_task(answering.answer(taken, self.application))
        await asyncio.sleep(0)
        reader, writer = await asyncio.open_connection(*taken.getsockname())
        for part in parts:
            writer.write(part)
            await asyncio.sleep(0.005)
        got = b""
        if read:
            while True:
                try:
                    piece = await asyncio.wait_for(reader.read(1 << 20), 0.15)
                except (TimeoutError, ConnectionError):
                    break
                got += piece
                if not piece:
                    got += b"|closed"
                    break
        writer.transport.abort()
        await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return got


@pytest.fixture
def say() -> Server:
    return Server()


def get(path: str, *lines: str, version: str = "1.1", method: str = "GET") -> bytes:
    return "\r\n".join([f"{method} {path} HTTP/{version}", "Host: a", *lines, "", ""]).encode("latin-1")


def test_requests_on_one_connection_are_answered_in_order_however_they_arrive(say: Server) -> None:
    whole = get("/one") + get("/two") + get("/three")
    for parts in ([whole], [whole[:5], whole[5:40], whole[40:]]):
        got = say.say(*parts)
        assert [got.index(path) for path in (b"/one", b"/two", b"/three")] == sorted(
            got.index(path) for path in (b"/one", b"/two", b"/three")
        )
        assert got.count(b"HTTP/1.1 200 OK") == 3
        assert b"closed" not in got


def test_a_client_that_wants_an_end_gets_one(say: Server) -> None:
    assert say.say(get("/x", "Connection: close")).endswith(b"/x|closed")
    assert say.say(get("/x", version="1.0")).endswith(b"/x|closed")


def test_a_large_answer_arrives_whole_though_the_client_reads_late(say: Server) -> None:
    got = say.say(get("/large"))
    assert got.partition(b"\r\n\r\n")[2] == LARGE


def test_a_client_that_leaves_ends_its_answer(say: Server) -> None:
    say.say(get("/large"), read=False)
    assert say.application.ended == 1


def test_head_promises_a_body_and_sends_none(say: Server) -> None:
    got = say.say(get("/x", method="HEAD") + get("/y"))
    assert got.count(b"200 OK") == 2
    assert b"content-length: 2\r\n" in got


def test_what_goes_wrong_within_is_told_or_cut_off_and_never_half_an_answer_that_looks_whole(say: Server) -> None:
    assert b"HTTP/1.1 500 " in say.say(get("/raises"))
    assert say.say(get("/late")) in {b"", b"|closed"}
    assert b"HTTP/1.1 200" not in say.say(get("/short") + get("/x")).partition(b"/short")[2]


NOT_TAKEN = {
    "no request": b"hello\r\n\r\n",
    "another protocol": b"\x16\x03\x01\x02\x00\x01\r\n\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\n",
    "no path": b"GET x HTTP/1.1\r\n\r\n",
    "an address": b"GET http://evil.example/ HTTP/1.1\r\n\r\n",
    "a tunnel": b"CONNECT a:443 HTTP/1.1\r\n\r\n",
    "blank in the path": b"GET /a b HTTP/1.1\r\n\r\n",
    "a line feed in the path": b"GET /a\nb HTTP/1.1\r\n\r\n",
    "folded": get("/", "A: b", " c"),
    "blank before the colon": get("/", "A : b"),
    "no colon": get("/", "A"),
    "no name": get("/", ": b"),
    "a line feed": get("/", "A: b\nC: d"),
    "NUL": get("/", "A: \0"),
    "two hosts": get("/", "Host: b"),
    "a body": get("/", "Content-Length: 5") + b"hello",
    "an odd length": get("/", "Content-Length: -1"),
    "chunks": get("/", "Transfer-Encoding: chunked") + b"0\r\n\r\n",
}


@pytest.mark.parametrize("name", NOT_TAKEN)
def test_what_is_no_plain_request_is_refused_and_the_connection_ends(say: Server, name: str) -> None:
    got = say.say(NOT_TAKEN[name])
    assert got.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert got.endswith(b"|closed")
    assert say.application.ended == 0


def test_a_head_without_an_end_is_refused_at_the_limit(say: Server) -> None:
    assert say.say(b"GET / HTTP/1.1\r\nA: " + b"a" * MOST_HEAD).startswith(b"HTTP/1.1 431 ")
    assert say.say(b"a" * (MOST_HEAD + 1)).startswith(b"HTTP/1.1 431 ")


def test_an_idle_connection_is_closed(say: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "IDLE_S", 0.03)
    assert say.say(get("/x")).endswith(b"/x|closed")
    assert say.say(b"GET /").endswith(b"|closed")


def test_a_path_is_decoded_once_and_never_raises() -> None:
    for written, read in {
        b"/%2e%2e/a": "/../a",
        b"/%252e": "/%2e",
        b"/%ff%00": "/\ufffd\x00",
        b"/%zz": "/%zz",
        b"/a?b=/c": "/a",
    }.items():
        scope = request(b"GET " + written + b" HTTP/1.1\r\nHost: a")
        assert scope
        assert scope["path"] == read
