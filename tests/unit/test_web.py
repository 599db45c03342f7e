from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import briefing
from briefing import drafts
from briefing.__main__ import run
from briefing.edges import addresses, web
from briefing.errors import BadInputError, BriefingError, NoInputError, UnavailableError
from briefing.reading import read

STORY = (
    "<html><head><title>Harbour bridge to close</title></head><body><p>The harbour bridge will close for six months "
    "from May so that its cables can be replaced.</p><p>“We have run out of time to patch them,” said Mara Venn, the "
    "port’s chief engineer.</p><p>About 9,000 vehicles cross the bridge each day, the council said.</p></body></html>"
)
QUICK = web.Limits(seconds=0.4, answer=0.2, size=100_000)
Reply = Callable[["Desk"], None]


class Desk(BaseHTTPRequestHandler):
    """Answers each path as the table says, and notes what was asked."""

    replies: dict[str, Reply]
    asked: list[tuple[str, Message]]

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers))
        with contextlib.suppress(ConnectionError):
            self.replies[self.path.partition("?")[0]](self)

    def log_message(self, *_: object) -> None:
        pass

    def say(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


def story(desk: Desk) -> None:
    desk.say(200, STORY.encode(), Content_Type="text/html; charset=utf-8", ETag='"one"', Last_Modified="yesterday")


def conditional(desk: Desk) -> None:
    fresh = desk.headers["If-None-Match"] == '"one"' or desk.headers["If-Modified-Since"] == "yesterday"
    desk.say(304, ETag='"one"') if fresh else story(desk)


def drip(desk: Desk) -> None:
    desk.send_response(200)
    desk.end_headers()
    for _ in range(30):
        desk.wfile.write(b"x")
        desk.wfile.flush()
        time.sleep(0.05)


def drip_head(desk: Desk) -> None:
    for char in b"HTTP/1.0 200 OK and more of it":
        desk.wfile.write(bytes([char]))
        desk.wfile.flush()
        time.sleep(0.05)


def broken(desk: Desk) -> None:
    desk.wfile.write(b"\x00\x01\x02 nothing like HTTP\r\n\r\n")


def to(target: str, status: int = 302) -> Reply:
    return lambda desk: desk.say(status, Location=target)


def packed(data: bytes, how: str = "gzip") -> Reply:
    return lambda desk: desk.say(200, data, Content_Encoding=how, Content_Type="text/html")


def status(code: int) -> Reply:
    return lambda desk: desk.say(code, b"<p>Sorry.</p>", Content_Type="text/html")


def typed(kind: str, body: bytes) -> Reply:
    return lambda desk: desk.say(200, body, Content_Type=kind)


REPLIES: dict[str, Reply] = {
    "/story": story,
    "/news": conditional,
    "/moved": to("/story", 301),
    "/away/moved": to("../story"),
    "/loop": to("/loop"),
    "/file": to("file:///etc/passwd"),
    "/ftp": to("ftp://127.0.0.1/a"),
    "/nowhere": to("http://[::1/a"),
    "/drip": drip,
    "/drip-head": drip_head,
    "/hang": lambda _: time.sleep(0.6),
    "/gzip": packed(gzip.compress(STORY.encode())),
    "/bomb": packed(gzip.compress(b" " * 30_000_000)),
    "/not-gzip": packed(b"<p>plain</p>"),
    "/large": lambda desk: desk.say(200, b" " * 200_000),
    "/short": lambda desk: desk.say(200, b"<p>cut", Content_Length="500"),
    "/long": lambda desk: desk.say(200, STORY.encode() + b" " * 50, Content_Length=str(len(STORY.encode()))),
    "/broken": broken,
    "/empty": lambda desk: desk.say(200, Content_Type="text/html"),
    "/image": typed("image/png", b"\x89PNG\r\n\x1a\n"),
    "/pdf": typed("application/pdf", b"%PDF-1.7"),
    "/feed": typed("application/rss+xml", b"<?xml version='1.0'?><rss></rss>"),
    "/feed.xml": typed("text/xml", b"<?xml version='1.0'?>\n<feed xmlns='http://www.w3.org/2005/Atom'></feed>"),
    "/text": typed("text/plain; charset=utf-8", "The bridge closes. “It must,” said Ann Poe.\n".encode()),
    "/notes.md": typed("text/plain", b"# Bridge closes\n\nThe *old* bridge will close in May.\n"),
    "/markdown": typed("text/markdown", b"# Bridge closes\n\nThe *old* bridge will close in May.\n"),
    "/latin": typed("text/html; charset=iso-8859-1", STORY.replace("Venn", "Muñoz").encode("cp1252")),
    **{f"/{code}": status(code) for code in (401, 403, 404, 410, 418, 429, 500, 503, 599)},
}


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    Desk.replies, Desk.asked = REPLIES, []
    with ThreadingHTTPServer(("127.0.0.1", 0), Desk) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def base(server: ThreadingHTTPServer) -> str:
    Desk.asked.clear()
    return f"http://127.0.0.1:{server.server_port}"


def test_a_page_is_fetched_with_one_request_that_says_who_asks(base: str) -> None:
    page = web.get(f"{base}/story?a=b c#part")
    assert page == web.Page(
        f"{base}/story?a=b c", 200, "text/html", "utf-8", STORY.encode(), etag='"one"', modified="yesterday"
    )
    [(path, headers)] = Desk.asked
    assert path == "/story?a=b%20c"
    assert headers["User-Agent"] == f"briefing/{briefing.__version__}"
    assert headers["Cookie"] is None


def test_what_has_not_changed_is_not_sent_again(base: str) -> None:
    assert web.get(f"{base}/news").body
    for etag, modified in (('"one"', None), (None, "yesterday")):
        page = web.get(f"{base}/news", etag=etag, modified=modified)
        assert (page.status, page.body, page.etag) == (304, b"", '"one"')


@pytest.mark.parametrize("path", ["/moved", "/away/moved"])
def test_a_redirect_is_followed_and_told(base: str, path: str) -> None:
    assert web.get(base + path).url == f"{base}/story"


FAULTS = {
    "/loop": (UnavailableError, "more than 5 times"),
    "/file": (UnavailableError, "isn't a web address"),
    "/ftp": (UnavailableError, "isn't a web address"),
    "/nowhere": (UnavailableError, "isn't a web address"),
    "/drip": (UnavailableError, "isn't there after 0.4 s"),
    "/drip-head": (UnavailableError, "isn't there after 0.4 s"),
    "/hang": (UnavailableError, "says nothing for 0.2 s"),
    "/bomb": (UnavailableError, "larger than the limit"),
    "/large": (UnavailableError, "larger than the limit"),
    "/not-gzip": (UnavailableError, "isn't packed as its server says"),
    "/short": (UnavailableError, "broke off"),
    "/broken": (UnavailableError, "broke off"),
    "/401": (UnavailableError, "401 unauthorized"),
    "/403": (UnavailableError, "403 forbidden"),
    "/404": (NoInputError, "404 not found"),
    "/410": (NoInputError, "410 gone"),
    "/418": (UnavailableError, "418"),
    "/429": (UnavailableError, "429 too many requests; wait"),
    "/500": (UnavailableError, "500 internal server error"),
    "/503": (UnavailableError, "503 service unavailable"),
    "/599": (UnavailableError, "599"),
}


@pytest.mark.parametrize("path", FAULTS)
def test_what_stands_in_the_way_is_told_in_one_line_with_what_to_do(base: str, path: str) -> None:
    kind, words = FAULTS[path]
    begin = time.monotonic()
    with pytest.raises(BriefingError, match=words) as caught:
        web.get(base + path, limits=QUICK)
    assert type(caught.value) is kind
    assert base in str(caught.value)
    assert "; " in str(caught.value)
    assert "\n" not in str(caught.value)
    assert time.monotonic() - begin < 2


def test_only_the_page_itself_is_asked_for(base: str) -> None:
    with pytest.raises(UnavailableError):
        web.get(f"{base}/loop")
    assert [path for path, _ in Desk.asked] == ["/loop"] * 6


def test_a_packed_page_is_unpacked(base: str) -> None:
    assert web.get(f"{base}/gzip").body == STORY.encode()


def test_no_more_is_read_than_the_server_says(base: str) -> None:
    assert web.get(f"{base}/long").body == STORY.encode()


def test_nobody_at_the_address_is_told_at_once() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(UnavailableError, match=r"can't be reached .*refused.*; check the address and the network"):
            web.get(f"http://127.0.0.1:{port}/")


def test_no_such_host_and_no_network_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    with pytest.raises(UnavailableError, match=r"no host news.invalid is found; check the address and the network"):
        web.get("http://news.invalid/a")


def test_a_name_that_is_never_found_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: stop.wait(5) and [])
    with pytest.raises(UnavailableError, match=r"isn't there after 0.2 s"):
        web.get("http://news.invalid/a", limits=web.Limits(seconds=0.2))
    stop.set()


def test_a_server_that_speaks_no_tls_is_told(base: str) -> None:
    with pytest.raises(UnavailableError, match="can't prove who it is"):
        web.get(base.replace("http:", "https:"), limits=web.Limits(seconds=20, answer=10))


@pytest.mark.parametrize(
    "url",
    ["http:///a", "http://", "https://[::1/a", "http://a:99999/", "http://a b/", "http://\u2603" + "x" * 80 + "/"],
)
def test_what_is_no_address_is_told(url: str) -> None:
    with pytest.raises(NoInputError, match="isn't a web address"):
        web.get(url)


def test_a_password_goes_to_its_own_host_and_is_never_shown(base: str) -> None:
    url = base.replace("//", "//ann:s3cret@") + "/moved"
    page = web.get(url)
    assert page.url == f"{base}/story"
    assert [headers["Authorization"] for _, headers in Desk.asked] == ["Basic YW5uOnMzY3JldA=="] * 2
    with pytest.raises(NoInputError) as caught:
        web.get(url.replace("moved", "404"))
    assert "s3cret" not in str(caught.value)


def test_a_password_does_not_follow_to_another_host() -> None:
    assert addresses.redirected("http://ann:s3cret@one.example/a", "//two.example/b") == "http://two.example/b"
    assert addresses.redirected("https://ann:s3cret@one.example/a", "http://one.example/b") == "http://one.example/b"


def test_a_proxy_is_asked_where_the_environment_names_one(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", base.replace("//", "//me:pass@"))
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    REPLIES["http://news.invalid/a"] = story
    assert web.get("http://news.invalid/a").body == STORY.encode()
    assert [(path, headers["Proxy-Authorization"]) for path, headers in Desk.asked] == [
        ("http://news.invalid/a", "Basic bWU6cGFzcw==")
    ]


# --- From an address to an article -------------------------------------------------------------------------------


def test_an_address_is_read_as_a_file_is(base: str) -> None:
    article = read(f"{base}/moved")
    assert (article.title, article.format, article.source) == ("Harbour bridge to close", "html", f"{base}/moved")


@pytest.mark.parametrize(("path", "format_"), [("/text", "txt"), ("/notes.md", "md"), ("/markdown", "md")])
def test_plain_text_and_markdown_are_read_from_an_address(base: str, path: str, format_: str) -> None:
    assert read(base + path).format == format_


def test_the_servers_charset_is_used(base: str) -> None:
    assert "Muñoz" in read(f"{base}/latin").text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/image", "is an image .image/png."),
        ("/pdf", "is not a page .application/pdf."),
        ("/feed", "is a feed"),
        ("/feed.xml", "is a feed"),
        ("/empty", "is empty"),
    ],
)
def test_what_is_no_page_is_refused_with_what_it_is(base: str, path: str, words: str) -> None:
    with pytest.raises(BadInputError, match=words):
        read(base + path)


def test_the_script_of_an_address_is_rendered_from_it_again(base: str, tmp_path: Path) -> None:
    script = tmp_path / "bridge.script.md"
    assert run(["make", "--dry-run", f"{base}/story", "-o", str(script)]) == 0
    written = script.read_text(encoding="utf-8")
    assert f"{base}/story#char=" in written
    made = drafts.load(str(script), script.read_bytes())
    assert made.texts[made.script.sources[0].key] == read(f"{base}/story").text
    assert drafts.markdown(made, str(tmp_path)) == written


def test_inspect_prints_no_password(base: str, capsys: pytest.CaptureFixture[str]) -> None:
    url = base.replace("//", "//ann:s3cret@")
    assert run(["inspect", "--json", f"{url}/story", f"{url}/404"]) == NoInputError.exit_code
    told = capsys.readouterr()
    assert "Mara Venn" in told.out
    assert "s3cret" not in told.out + told.err


def test_page_after_page_of_one_article_takes_its_own_names(base: str) -> None:
    from briefing.publishing import names

    assert names._same((f"{base}/a", "1"), (f"{base}/a", "2"))
    assert not names._same((f"{base}/a", "1"), (f"{base}/b", "1"))
