from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import re
import signal
import socket
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from desk import Desk

from briefing.edges import clock, listening
from briefing.errors import UnavailableError, UsageError
from briefing.serving.ranges import part, version
from briefing.serving.site import ASSETS, Message, Site

SOUND = bytes(range(256)) * 40
STEM = "2026-05-04-harbour-bridge"
HOSTILE = "</script><script>alert(1)</script>\"'<img src=x onerror=alert(2)>\u2028\u202e\x00"


def record(stem: str = STEM, **changes: object) -> dict[str, Any]:
    return {
        "record": 1,
        "guid": f"tag:{stem}",
        "revision": 1,
        "pubDate": "2026-05-04T05:00:00+00:00",
        "title": "Harbour bridge to close",
        "show": "The Harbour Briefing",
        "language": "en-GB",
        "description": "…",
        "files": [{"name": f"{stem}.mp3"}, {"name": f"{stem}.vtt"}, {"name": f"{stem}.chapters.json"}],
        "chapters": [{"title": "Headlines", "start": 0.0}, {"title": "The bridge", "start": 7.5}],
        "persons": [{"name": "Maria Lindqvist"}],
        "sources": [{"key": "bridge", "file": "../bridge.txt", "sha256": "0", "title": "Harbour bridge to close"}],
        "voices": [{"label": "ANCHOR", "voice": "anchor"}, {"label": "L", "name": "Maria Lindqvist", "voice": "q"}],
        "duration_s": 93.4,
        "items": [
            {"kind": "heading", "text": "Headlines", "start": 0.0, "end": 0.0},
            {"kind": "line", "reader": "ANCHOR", "text": "Good morning.", "start": 1.0, "end": 2.0},
            {"kind": "direction", "text": "pause", "start": 2.0, "end": 3.0},
            {
                "kind": "quote",
                "reader": "L",
                "text": "The steel will not wait.",
                "start": 8.0,
                "end": 9.5,
                "cite": {"source": "bridge", "ranges": ["char=1,2"], "who": "Maria Lindqvist, engineer"},
            },
        ],
        **changes,
    }


def put(folder: Path, stem: str = STEM, **changes: object) -> None:
    (folder / f"{stem}.mp3").write_bytes(SOUND)
    (folder / f"{stem}.vtt").write_text("WEBVTT\n", encoding="utf-8")
    (folder / f"{stem}.chapters.json").write_text("{}", encoding="utf-8")
    (folder / f"{stem}.json").write_text(json.dumps(record(stem, **changes)), encoding="utf-8")


@dataclass
class Got:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Browser:
    """Asks the application itself; no socket is opened."""

    def __init__(self, folder: Path, host: str = "127.0.0.1") -> None:
        self.site = Site(str(folder), host)

    def __call__(self, path: str, method: str = "GET", **headers: str) -> Got:
        plain, _, query = path.partition("?")
        sent: list[Message] = []
        asked = {"host": "127.0.0.1:8000", **{key.replace("_", "-"): text for key, text in headers.items()}}
        scope = {
            "type": "http",
            "method": method,
            "path": plain,
            "query_string": query.encode(),
            "headers": [(key.encode(), text.encode("latin-1")) for key, text in asked.items()],
        }

        async def receive() -> Message:
            return {"type": "http.request"}

        async def send(message: Message) -> None:
            sent.append(message)

        asyncio.run(self.site(scope, receive, send))
        told = {key.decode(): text.decode("latin-1") for key, text in sent[0]["headers"]}
        return Got(sent[0]["status"], told, b"".join(one["body"] for one in sent[1:]))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "output"
    place.mkdir()
    (tmp_path / "secret.mp3").write_bytes(b"secret")
    put(place)
    return place


@pytest.fixture
def get(folder: Path) -> Browser:
    return Browser(folder)


SIZE = len(SOUND)
RANGES = {
    "bytes=0-0": (206, 0, 1),
    "bytes=0-": (206, 0, SIZE),
    "bytes=100-199": (206, 100, 200),
    f"bytes={SIZE - 1}-": (206, SIZE - 1, SIZE),
    "bytes=5-99999999": (206, 5, SIZE),
    "bytes=-100": (206, SIZE - 100, SIZE),
    "bytes=-99999999": (206, 0, SIZE),
    "BYTES = 1-2": (206, 1, 3),
    f"bytes={SIZE}-": (416, 0, 0),
    "bytes=-0": (416, 0, 0),
    "bytes=9-5": (200, 0, SIZE),
    "bytes=": (200, 0, SIZE),
    "bytes=-": (200, 0, SIZE),
    "bytes=a-b": (200, 0, SIZE),
    "bytes=٣-٤": (200, 0, SIZE),
    "bytes=0-1,5-6": (200, 0, SIZE),
    "bytes=" + "1-2," * 5000: (200, 0, SIZE),
    "bytes=" + "9" * 5000 + "-": (200, 0, SIZE),
    "items=0-5": (200, 0, SIZE),
    "0-5": (200, 0, SIZE),
}


@pytest.mark.parametrize("asked", RANGES, ids=lambda asked: asked[:20])
def test_a_range_is_what_the_standard_says(asked: str) -> None:
    assert part({"range": asked}, SIZE, version(SIZE, 1)) == RANGES[asked]


def test_an_empty_file_has_no_range() -> None:
    assert part({"range": "bytes=0-"}, 0, version(0, 1)).status == 416
    assert part({"range": "bytes=-5"}, 0, version(0, 1)).status == 416
    assert part({}, 0, version(0, 1)) == (200, 0, 0)


def test_a_part_of_the_sound_is_sent_with_its_place(get: Browser) -> None:
    got = get(f"/{STEM}.mp3", range="bytes=10-19")
    assert (got.status, got.body) == (206, SOUND[10:20])
    assert got.headers["content-range"] == f"bytes 10-19/{SIZE}"
    assert (got.headers["content-length"], got.headers["content-type"]) == ("10", "audio/mpeg")


def test_a_range_beyond_the_file_is_told_its_size(get: Browser) -> None:
    got = get(f"/{STEM}.mp3", range=f"bytes={SIZE}-")
    assert (got.status, got.headers["content-range"]) == (416, f"bytes */{SIZE}")


def test_head_says_what_get_would_and_sends_nothing(get: Browser) -> None:
    for path in (f"/{STEM}.mp3", "/", f"/episodes/{STEM}", "/assets/page.css", "/nothing"):
        head, whole = get(path, "HEAD"), get(path)
        assert (head.status, head.headers, head.body) == (whole.status, whole.headers, b"")
    assert get(f"/{STEM}.mp3", "HEAD", range="bytes=0-9").headers["content-length"] == "10"


def test_who_has_the_file_already_gets_304(get: Browser) -> None:
    about = get(f"/{STEM}.mp3", "HEAD").headers
    for headers in (
        {"if_none_match": about["etag"]},
        {"if_none_match": f'"other", W/{about["etag"]}'},
        {"if_none_match": "*"},
        {"if_modified_since": about["last-modified"]},
    ):
        got = get(f"/{STEM}.mp3", **headers)
        assert (got.status, got.body, got.headers["etag"]) == (304, b"", about["etag"])
    assert get(f"/{STEM}.mp3", if_none_match='"other"', if_modified_since=about["last-modified"]).status == 200
    assert get(f"/{STEM}.mp3", if_modified_since="Thu, 01 Jan 1970 00:00:00 GMT").status == 200
    assert get(f"/{STEM}.mp3", if_modified_since="yesterday").status == 200
    assert get(f"/{STEM}.mp3", if_match='"other"').status == 412


def test_a_range_of_another_version_gets_the_whole_file(get: Browser) -> None:
    about = get(f"/{STEM}.mp3", "HEAD").headers
    assert get(f"/{STEM}.mp3", range="bytes=0-9", if_range=about["etag"]).status == 206
    assert get(f"/{STEM}.mp3", range="bytes=0-9", if_range=about["last-modified"]).status == 206
    assert get(f"/{STEM}.mp3", range="bytes=0-9", if_range='"other"').body == SOUND
    assert get(f"/{STEM}.mp3", range="bytes=0-9", if_range=f"W/{about['etag']}").body == SOUND


def test_a_changed_file_has_another_tag(get: Browser, folder: Path) -> None:
    before = get(f"/{STEM}.mp3", "HEAD").headers["etag"]
    (folder / f"{STEM}.mp3").write_bytes(SOUND[:-1] + b"!")
    os.utime(folder / f"{STEM}.mp3", ns=(1, 1))
    assert get(f"/{STEM}.mp3", if_none_match=before).status == 200


def test_pages_have_tags_too(get: Browser) -> None:
    tag = get("/").headers["etag"]
    assert get("/", if_none_match=tag).status == 304


def test_transcripts_and_chapters_may_be_read_from_other_sites_and_the_rest_may_not(get: Browser) -> None:
    for suffix in (".vtt", ".chapters.json", ".json"):
        assert get(f"/{STEM}{suffix}").headers["access-control-allow-origin"] == "*"
        asked = get(f"/{STEM}{suffix}", "OPTIONS", origin="https://player.example")
        assert (asked.status, asked.headers["access-control-allow-methods"]) == (204, "GET, HEAD")
    for path in (f"/{STEM}.mp3", "/", f"/episodes/{STEM}"):
        assert "access-control-allow-origin" not in get(path).headers


def test_every_answer_is_guarded(get: Browser) -> None:
    for path in ("/", f"/{STEM}.mp3", f"/episodes/{STEM}", "/nothing", "/assets/player.js"):
        headers = get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.mp3", "/..%2fsecret.mp3", "/%2e%2e/secret.mp3", "/episodes/../../secret.mp3", "//secret.mp3",
        "/..\\secret.mp3", "/C:\\secret.mp3", "/link.mp3", "/a\x00.mp3", "/.hidden.mp3", "/other.mp3", "/notes.txt",
        "/fifo.mp3", "/sub/inner.mp3", "/assets/../site.py", "/assets/", "/assets/pages.py", "/episodes/", "/episodes",
        "/output", "/.", "/" + "a" * 5000, f"/{STEM}.mp3/", f"/{STEM}.MP3", "/page.css", "/etc/passwd",
    ],
)  # fmt: skip
def test_nothing_but_what_records_and_the_feed_name_is_handed_out(folder: Path, path: str) -> None:
    (folder / "link.mp3").symlink_to(folder.parent / "secret.mp3")
    os.mkfifo(folder / "fifo.mp3")
    (folder / "sub").mkdir()
    for name in (".hidden.mp3", "other.mp3", "notes.txt", "sub/inner.mp3"):
        (folder / name).write_bytes(b"secret")
    named = ["link.mp3", "../secret.mp3", "..\\secret.mp3", ".hidden.mp3", "notes.txt", "fifo.mp3", "sub/inner.mp3"]
    put(folder, "2026-05-05-hostile", files=[{"name": name} for name in [f"{STEM}.mp3", *named, "a\x00.mp3"]])
    got = Browser(folder)(path)
    assert got.status == 404
    assert b"secret" not in got.body.replace(b"secret.mp3", b"")


def test_a_record_that_calls_its_sound_html_is_not_believed(folder: Path) -> None:
    put(folder, files=[{"name": f"{STEM}.mp3", "type": "text/html"}, {"name": "evil.html", "type": "text/html"}])
    (folder / "evil.html").write_text("<script>", encoding="utf-8")
    get = Browser(folder)
    assert get(f"/{STEM}.mp3").headers["content-type"] == "audio/mpeg"
    assert get("/evil.html").status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "get"])
def test_other_methods_are_refused(get: Browser, method: str) -> None:
    got = get("/", method)
    assert (got.status, got.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_a_strangers_name_for_this_machine_is_refused(get: Browser) -> None:
    for host in ("evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "localhost.evil.example"):
        assert get("/", host=host).status == 421, host
    for host in ("localhost", "LOCALHOST:8000", "127.0.0.1:9", "[::1]:8000", "192.168.1.7:8000"):
        assert get("/", host=host).status == 200, host


def test_the_feed_and_its_artwork_are_handed_out(folder: Path) -> None:
    (folder / "feed.xml").write_text(
        "<rss><channel><title>Harbour &amp; Sea</title><description>Daily.</description>"
        '<itunes:image href="https://example.org/x/art-1.png"></itunes:image><item><title>No</title></item>',
        encoding="utf-8",
    )
    (folder / "art-1.png").write_bytes(b"\x89PNG")
    get = Browser(folder)
    assert get("/feed.xml").headers["content-type"].startswith("application/rss+xml")
    assert get("/art-1.png").headers["content-type"] == "image/png"
    page = get("/").text
    assert "Harbour &amp; Sea" in page
    assert 'src="/art-1.png"' in page


# --- the pages


def test_the_list_has_the_newest_first_and_each_page_its_part(folder: Path) -> None:
    for day in range(1, 32):
        date = dt.date(2026, 6, 1) + dt.timedelta(days=day)
        put(folder, f"{date}-a", title=f"Day {day}", pubDate=f"{date}T05:00:00+00:00")
    get = Browser(folder)
    first, second = get("/").text, get("/?page=2").text
    titles = re.findall(r">Day (\d+)</a>", first)
    assert titles == [str(day) for day in range(31, 6, -1)]
    assert re.findall(r">Day (\d+)</a>", second) == [str(day) for day in range(6, 0, -1)]
    assert "Harbour bridge to close" in second
    for odd in ("0", "-1", "99", "x", "1e5", "٣", "9" * 999):
        assert get(f"/?page={odd}").status == 200


def test_an_episode_made_while_it_serves_appears(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    get = Browser(folder)
    put(folder, "2026-05-06-new", title="Brand new", pubDate="2026-05-06T05:00:00+00:00")
    later = clock.seconds() + 2
    monkeypatch.setattr(clock, "seconds", lambda: later)
    assert "Brand new" in get("/").text
    assert get("/2026-05-06-new.mp3").status == 200


def test_only_the_newest_revision_is_listed_but_the_old_sound_can_still_be_fetched(folder: Path) -> None:
    put(folder, f"{STEM}-r2", guid=f"tag:{STEM}", revision=2, title="Bridge, corrected")
    get = Browser(folder)
    assert "Bridge, corrected" in get("/").text
    assert "Harbour bridge to close</a>" not in get("/").text
    assert get(f"/{STEM}.mp3").status == 200


def test_a_held_episode_says_so(folder: Path) -> None:
    put(folder, held=True)
    assert "Held: not in the feed" in Browser(folder)("/").text


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.9", "radio.local"])  # noqa: S104 - nothing listens
def test_other_machines_neither_see_nor_get_a_held_episode(folder: Path, host: str) -> None:
    put(folder, "2026-05-06-held", held=True, title="Not yet", pubDate="2026-05-06T05:00:00+00:00")
    get = Browser(folder, host)
    assert "Not yet" not in get("/").text
    assert get("/episodes/2026-05-06-held").status == 404
    names = ["2026-05-06-held" + suffix for suffix in (".mp3", ".vtt", ".json", ".chapters.json")]
    assert {get(f"/{name}").status for name in names} == {404}
    assert get(f"/{STEM}.mp3").status == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_its_editor_hears_a_held_episode_on_this_machine(folder: Path, host: str) -> None:
    put(folder, "2026-05-06-held", held=True)
    assert Browser(folder, host)("/2026-05-06-held.mp3").status == 200


def test_an_episode_has_its_transcript_chapters_and_files(get: Browser) -> None:
    page = get(f"/episodes/{STEM}").text
    assert (
        f'href="/{STEM}.mp3#t=8.000" class="cue" data-start="8.000" data-end="9.500">The steel will not wait.' in page
    )
    assert "Maria Lindqvist, engineer" in page
    assert 'data-start="7.500"><span>The bridge</span><time>0:07</time>' in page
    assert f'href="/{STEM}.vtt"' in page
    assert "pause" not in page


def test_a_page_works_without_its_script(get: Browser) -> None:
    assert f'<audio controls preload="metadata" src="/{STEM}.mp3"' in get(f"/episodes/{STEM}").text
    assert f'<audio controls preload="metadata" src="/{STEM}.mp3"' in get("/").text


def test_no_text_of_a_record_breaks_a_page(folder: Path) -> None:
    put(
        folder,
        title=HOSTILE,
        show=HOSTILE,
        edition=HOSTILE,
        chapters=[{"title": HOSTILE, "start": 0}, {"title": HOSTILE, "start": "x"}],
        voices=[{"label": HOSTILE, "name": HOSTILE}],
        sources=[
            {"title": HOSTILE, "origin": "javascript:alert(3)"},
            {"title": "b", "origin": f'https://x/"{HOSTILE}'},
        ],
        items=[
            {
                "kind": "quote",
                "reader": HOSTILE,
                "text": HOSTILE,
                "cite": {"who": HOSTILE},
                "start": 1e400,
                "end": None,
            },
            {"kind": "heading", "text": HOSTILE},
        ],
    )
    get = Browser(folder)
    for page in (get("/").text, get(f"/episodes/{STEM}").text):
        assert page.count("<script") == page.count("</script>") == 1
        assert "<img" not in page
        assert 'href="javascript' not in page
        assert "\u202e" not in page
        assert "\x00" not in page


@pytest.mark.parametrize(
    "content",
    ["", "[]", "null", '"x"', "{}", '{"record": 2}', '{"record": 1, "files": 5}', '{"record": 1, "files": ["x"]}',
     '{"record": 1, "files": [{"name": null}]}', "[" * 100_000, "\x00\xff"],
)  # fmt: skip
def test_what_is_no_record_is_no_episode(folder: Path, content: str) -> None:
    (folder / "odd.json").write_text(content, encoding="latin-1")
    get = Browser(folder)
    assert get("/odd.json").status == 404
    assert get("/").text.count("<article") == 1


def test_a_record_with_odd_values_still_has_a_page(folder: Path) -> None:
    put(folder, title=5, pubDate="soon", duration_s=float("inf"), chapters={}, voices=None, items=[3, {}], guid=[])
    get = Browser(folder)
    assert get("/").status == get(f"/episodes/{STEM}").status == 200


def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    assert "no episodes yet" in Browser(tmp_path)("/").text


def test_all_that_the_pages_need_comes_from_here(get: Browser) -> None:
    for name in ASSETS:
        assert get(f"/assets/{name}").status == 200
    for page in (get("/").text, get(f"/episodes/{STEM}").text):
        assert not re.findall(r'(?:src|href)="(?!/|#)', page)
        assert " style=" not in page
        assert " on" not in re.sub(r">[^<]*<", "><", page)


# --- the command


def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with (
            pytest.raises(UnavailableError, match="taken by another program"),
            listening.listener("127.0.0.1", other.getsockname()[1]),
        ):
            pass


def test_a_host_that_is_not_this_machine_is_told() -> None:
    with pytest.raises(UsageError, match="can't be listened on"), listening.listener("192.0.2.1", 0):
        pass


def test_it_serves_until_ctrl_c_even_while_somebody_is_loading(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk")
    (desk.folder / "output").mkdir()
    put(desk.folder / "output")
    (desk.folder / "output" / f"{STEM}.mp3").write_bytes(bytes(50_000_000))
    child = desk.start("serve", "--port", "0")
    assert child.stdout
    url = child.stdout.readline().decode().strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", url)
    with urllib.request.urlopen(url) as page, urllib.request.urlopen(f"{url}{STEM}.mp3") as sound:  # noqa: S310 - our own
        assert page.status == 200
        sound.read(10)
        begin = time.monotonic()
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=10)
        took = time.monotonic() - begin
    assert (child.returncode, out, err) == (130, b"", b"")
    assert took < 3  # a second on a machine that has nothing else to do


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    ended = Desk(tmp_path / "desk").run("serve")
    assert (ended.code, ended.out) == (66, "")
    assert "there is no folder output" in ended.err


def test_a_folder_that_goes_away_is_no_crash(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    get = Browser(folder)
    later = clock.seconds() + 2
    monkeypatch.setattr(clock, "seconds", lambda: later)
    folder.rename(folder.parent / "moved")
    assert get("/").status == 200
    assert get(f"/{STEM}.mp3").status == 404


def test_the_command_wants_one_folder(tmp_path: Path) -> None:
    ended = Desk(tmp_path / "desk").run("serve", "output", "--show", "x.toml")
    assert ended.code == 2
