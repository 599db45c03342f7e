"""The feed as its readers see it: feedparser, a strict XML parser, and our own check against the real files."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import feedparser
import pytest
from lxml import etree
from PIL import Image

from briefing.errors import NoInputError, Problem
from briefing.publishing import artwork
from briefing.publishing import feed as rss
from briefing.publishing.check import Around, check
from briefing.publishing.table import CHANNEL, ITEM, NAMESPACES, qualified
from briefing.values import Entry, Podcast, Release, Show

BASE = "https://example.org/harbour/"
NOW = dt.datetime(2026, 5, 5, 6, 0, tzinfo=dt.UTC)
SHOW = Show(name="The Harbour Briefing", author="Harbour Desk")
PODCAST = Podcast(base_url=BASE, description="News & views.", owner="Ann Example", email="desk@example.org")
DESCRIPTION = "00:00:00 Headlines\n00:00:09 Bridge\n\nSources: Harbour Times\nRead by synthetic voices."
VTT = b"WEBVTT\n\n00:00:00.000 --> 00:00:04.000\n<v Anchor>Hello.\n\n00:00:04.000 --> 00:00:09.500\n<v Anchor>Bye.\n"
CHAPTERS = b'{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "A"}, {"startTime": 5.5, "title": "B"}]}'


def entry(day: int = 4, **changes: object) -> Entry:
    stem = f"2026-05-{day:02}"
    names = [(f"{stem}.mp3", 1000, ""), (f"{stem}.vtt", len(VTT), ""), (f"{stem}.chapters.json", len(CHAPTERS), "")]
    release = Release(
        f"tag:example.org,{stem}:harbour/{stem}", 1, dt.datetime(2026, 5, day, 5, tzinfo=dt.UTC), NOW.date()
    )
    made = Entry(f"{stem}.json", release, "Bridge closes", DESCRIPTION, "en-GB", 10.2, f"{stem}.mp3", tuple(names))
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type] # fields by name


def written(*entries: Entry, podcast: Podcast = PODCAST, show: Show = SHOW) -> bytes:
    return rss.feed(show, podcast, entries, "art.png")


def test_feedparser_reads_back_every_field() -> None:
    parsed = feedparser.parse(io.BytesIO(written(entry(4), entry(5))))
    assert not parsed.bozo
    channel = parsed.feed
    assert (channel.title, channel.link, channel.subtitle) == (SHOW.name, BASE, "News & views.")
    assert (channel.language, channel.author, channel.image.href) == ("en-gb", "Harbour Desk", BASE + "art.png")
    assert [tag.term for tag in channel.tags] == ["News", "Daily News"]
    assert (channel.publisher_detail.name, channel.publisher_detail.email) == ("Ann Example", "desk@example.org")
    assert [link.href for link in channel.links if link.rel == "self"] == [BASE + "feed.xml"]
    newest, older = parsed.entries
    assert (newest.title, older.id) == ("Bridge closes", "tag:example.org,2026-05-04:harbour/2026-05-04")
    assert (newest.published, newest.itunes_duration) == ("Tue, 05 May 2026 05:00:00 +0000", "10")
    (sound,) = newest.enclosures
    assert (sound.href, sound.length, sound.type) == (BASE + "2026-05-05.mp3", "1000", "audio/mpeg")
    assert newest.summary.startswith("<p>00:00:00 Headlines<br />00:00:09 Bridge</p><p>Sources: Harbour Times")
    assert newest.podcast_transcript["url"] == BASE + "2026-05-05.vtt"
    assert newest.podcast_chapters["type"] == "application/json+chapters"


def test_the_feed_has_every_element_of_the_table() -> None:
    channel = etree.fromstring(written(entry())).find("channel")
    assert channel is not None
    item = channel.find("item")
    assert item is not None
    optional = {"copyright"}
    assert [tag.name for tag in CHANNEL if channel.find(qualified(tag.name)) is None] == [*optional]
    assert [tag.name for tag in ITEM if item.find(qualified(tag.name)) is None] == []


def test_the_podcasts_guid_is_that_of_its_address() -> None:
    # The namespace specification's own example.
    assert rss.guid("https://podnews.net/rss") == "9b024349-ccf0-5f69-a609-6b82873eab3c"
    assert rss.guid("https://mp3s.nashownotes.com/pc20rss.xml") == "917393e3-1b1e-5cef-ace4-edaa54e1f810"


def test_plain_text_is_written_as_the_rss_profile_has_it() -> None:
    show = dataclasses.replace(SHOW, name='R&D: "5 < 6"')
    data = written(entry(title="Marks & Spencer"), show=show).decode()
    assert "<title>R&#x26;D: &#x22;5 &#x3C; 6&#x22;</title>" in data
    parsed = feedparser.parse(io.BytesIO(data.encode()))
    assert (parsed.feed.title, parsed.entries[0].title) == ('R&D: "5 < 6"', "Marks & Spencer")


def test_a_page_with_a_fragment_of_its_own_gets_one_only() -> None:
    podcast = dataclasses.replace(PODCAST, link=BASE + "#top")
    assert f"<link>{BASE}#2026-05-04</link>" in written(entry(), podcast=podcast).decode()


def test_the_same_episodes_give_the_same_bytes_in_any_order() -> None:
    assert written(entry(4), entry(5)) == written(entry(5), entry(4))


HOSTILE = [
    "<script>alert(1)</script>",
    "]]> & <![CDATA[ x ]]>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    '" onload="x',
    "\x00\x01\x08\x0b\x1f\x7f\x9f",
    "\ud800\udfff\ufffe\uffff",
    "\u202egpj.exe\u2066",
    "line\r\nbreak\ttab\u2028sep\x85next",
    "lost \ufffd \ufdd0 \U0001ffff letters",
    "5 &lt; 6 &#60;b> &eacute; </b></p>",
    "👩‍👩‍👧‍👦 " * 400,
    "&amp;lt;b&gt;",
    "",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_breaks_the_feed_or_runs_a_script(text: str) -> None:
    show = Show(name=text or " ", author=text)
    podcast = dataclasses.replace(PODCAST, description=text, owner=text, copyright=text)
    data = written(entry(title=text, description=f"00:00:00 {text}\n\n{text}"), show=show, podcast=podcast)
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    assert len(root.findall("channel/item")) == 1
    assert {element.tag for element in root.iter()} <= {
        *(qualified(tag.name) for tag in CHANNEL + ITEM),
        *(qualified(name) for name in ("itunes:name", "itunes:email")),
        "rss",
        "channel",
        "item",
    }
    described = root.findtext("channel/item/description") or ""
    assert "<script" not in described
    assert "<" not in (root.findtext("channel/item/title") or "").replace("< ", "")
    assert len(described.encode()) <= 4000
    parsed = feedparser.parse(io.BytesIO(data))
    assert not parsed.bozo
    assert parsed.entries[0].id.startswith("tag:")
    named = {"2026-05-04.mp3": bytes(1000), "art.png": FILES["art.png"]}
    assert findings(data.decode(), files=named) == []


@pytest.mark.parametrize("char", ["x", "é", "€", "😀", "&", "<"])
def test_a_long_description_is_cut_at_a_character(char: str) -> None:
    about = rss.about("00:00:00 Start\n" + char * 9000 + "\nnever seen")
    assert 3900 < len(about.encode()) <= 4000
    assert about.endswith("…</p>")
    assert "never" not in about
    assert etree.HTML(about).xpath("string()").count(char) > 600


# --- the check -----------------------------------------------------------------------------------------------------


def art(side: int = 1400, mode: str = "RGB", kind: str = "PNG", height: int = 0) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (side, height or side)).save(out, kind)
    return out.getvalue()


FILES = {
    **{f"2026-05-{day:02}.mp3": bytes(1000) for day in (3, 4)},
    **{f"2026-05-{day:02}.vtt": VTT for day in (3, 4)},
    **{f"2026-05-{day:02}.chapters.json": CHAPTERS for day in (3, 4)},
    "art.png": art(),
}
GOOD = written(entry(3), entry(4)).decode()


def findings(
    data: str = GOOD,
    *,
    base: str = BASE,
    seconds: float | None = 10.2,
    hours: float | None = None,
    files: Mapping[str, bytes | None] | None = None,
) -> list[str]:
    def read(name: str) -> bytes:
        found = {**FILES, **(files or {})}.get(name)
        if found is None:
            raise NoInputError(Problem("", f"there is no file {name}", "check the name"))
        return found

    around = Around("feed.xml", base, NOW, read, {}, lambda _name: seconds)
    age = None if hours is None else dt.timedelta(hours=hours)
    return [finding.code for finding in check(data.encode(), around, age)]


def test_a_good_feed_has_no_finding() -> None:
    assert findings() == []
    assert findings(hours=26) == []


def swapped(old: str, new: str) -> Callable[[], list[str]]:
    assert old in GOOD, old
    return lambda: findings(GOOD.replace(old, new, 1))


def without(name: str) -> Callable[[], list[str]]:
    data = re.sub(f"<{name}.*</{name}>", "", GOOD)
    assert data != GOOD
    return lambda: findings(data)


GUID = '<guid isPermaLink="false">tag:example.org,2026-05-04:harbour/2026-05-04</guid>'

CASES: dict[str, tuple[str, Callable[[], list[str]]]] = {
    "no XML": ("F01", lambda: findings("<rss")),
    "another kind of feed": ("F01", lambda: findings("<feed/>")),
    "no title": ("F02", swapped("<title>The Harbour Briefing</title>", "")),
    "no guid": ("F02", swapped(GUID, "")),
    "no enclosure": ("F02", without("enclosure")),
    "no transcript": ("F02", without("podcast:transcript")),
    "two titles": ("F03", swapped("<title>Bridge closes</title>", "<title>A</title><title>B</title>")),
    "explicit yes": ("F04", swapped("<itunes:explicit>false", "<itunes:explicit>yes")),
    "wrong weekday": ("F04", swapped("Mon, 04 May 2026", "Tue, 04 May 2026")),
    "another date": ("F04", swapped("Mon, 04 May 2026 05:00:00 +0000", "2026-05-04")),
    "duration as a clock": ("F04", swapped("<itunes:duration>10", "<itunes:duration>0:10")),
    "empty title": ("F04", swapped("<title>Bridge closes</title>", "<title> </title>")),
    "language in words": ("F04", swapped("<language>en-gb", "<language>English")),
    "category in small letters": ("F04", swapped('text="Daily News"', 'text="Daily news"')),
    "guid in words": ("F04", swapped("<podcast:guid>", "<podcast:guid>x")),
    "no length": ("F05", swapped('length="1000"', "")),
    "no purpose": ("F05", swapped('purpose="ai-content"', "")),
    "an address that isn't ASCII": ("F06", swapped("harbour/2026-05-04.mp3", "hafenä/2026-05-04.mp3")),
    "another host": ("F06", swapped(BASE + "2026-05-04.vtt", "https://example.net/2026-05-04.vtt")),
    "a file out of the feed's folder": ("F06", swapped(BASE + "2026-05-04.mp3", BASE + "../2026-05-04.mp3")),
    "a description too long": ("F07", swapped("News &#x26; views.", "é" * 2001)),
    "no MP3": ("F10", lambda: findings(files={"2026-05-04.mp3": None})),
    "no VTT": ("F10", lambda: findings(files={"2026-05-04.vtt": None})),
    "a shorter MP3": ("F11", lambda: findings(files={"2026-05-04.mp3": bytes(999)})),
    "length 0": ("F11", swapped('length="1000"', 'length="0"')),
    "no MP3 in it": ("F12", lambda: findings(seconds=None)),
    "type audio/mp3": ("F12", swapped("audio/mpeg", "audio/mp3")),
    "a transcript of another type": ("F12", swapped("text/vtt", "text/plain")),
    "another duration": ("F13", lambda: findings(seconds=60.0)),
    "art too small": ("F15", lambda: findings(files={"art.png": art(1399)})),
    "art too large": ("F15", lambda: findings(files={"art.png": art(3001)})),
    "art not square": ("F15", lambda: findings(files={"art.png": art(1500, height=1400)})),
    "art with transparency": ("F15", lambda: findings(files={"art.png": art(mode="RGBA")})),
    "art as GIF": ("F15", lambda: findings(files={"art.png": art(mode="P", kind="GIF")})),
    "art that is text": ("F15", lambda: findings(files={"art.png": b"art"})),
    "art of too many bytes": ("F15", lambda: findings(files={"art.png": art() + bytes(512 * 1024)})),
    "no art": ("F15", lambda: findings(files={"art.png": None})),
    "no WebVTT": ("F16", lambda: findings(files={"2026-05-04.vtt": b"1\n00:00:00,000 --> 00:00:01,000\nHello"})),
    "cues that go back": (
        "F16",
        lambda: findings(files={"2026-05-04.vtt": VTT.replace(b"00:00:00.000 ", b"00:00:05.000 ")}),
    ),
    "cues after the end": ("F16", lambda: findings(files={"2026-05-04.vtt": VTT.replace(b"09.500", b"19.500")})),
    "no JSON": ("F17", lambda: findings(files={"2026-05-04.chapters.json": b"{"})),
    "chapters that go back": (
        "F17",
        lambda: findings(files={"2026-05-04.chapters.json": CHAPTERS.replace(b"5.5", b"0")}),
    ),
    "chapters after the end": (
        "F17",
        lambda: findings(files={"2026-05-04.chapters.json": CHAPTERS.replace(b"5.5", b"55")}),
    ),
    "a guid twice": ("F18", swapped("2026-05-04:harbour/2026-05-04", "2026-05-03:harbour/2026-05-03")),
    "an enclosure twice": ("F18", swapped("2026-05-04.mp3", "2026-05-03.mp3")),
    "a tag in a title": ("F04", swapped("Bridge closes", "Bridge &#x3C;b>closes&#x3C;/b>")),
    "a letter lost in a title": ("F04", swapped("Bridge closes", "Caf\ufffd closes")),
    "a control character of an old code page": ("F04", swapped("Bridge closes", "Bridge\x92s end")),
    "a script in a description": ("F04", swapped("&#x3C;p&#x3E;", "&#x3C;script&#x3E;")),
    "a click in a description": ("F04", swapped("&#x3C;p&#x3E;", "&#x3C;p onclick=x&#x3E;")),
    "a script behind a link": ("F04", swapped("&#x3C;p&#x3E;", '&#x3C;a href="javascript:x"&#x3E;')),
    "another type of show": ("F04", swapped("episodic", "daily")),
    "another type of episode": ("F04", swapped("<itunes:episodeType>full", "<itunes:episodeType>whole")),
    "an owner without an email": ("F04", swapped("desk@example.org</itunes:email>", "</itunes:email>")),
    "an email without a domain": ("F04", swapped("desk@example.org</itunes:email>", "desk@example</itunes:email>")),
    "a guid of a few digits": ("F04", swapped(GUID, '<guid isPermaLink="false">1234</guid>')),
    "a guid that isn't a page's": ("F04", swapped('isPermaLink="false"', 'isPermaLink="true"')),
    "an address with brackets": ("F06", swapped(BASE + "2026-05-04.mp3", BASE + "[2026].mp3")),
    "a person with a long name": ("F07", swapped('host">Harbour Desk', 'host">' + "n" * 129)),
    "an element that RSS doesn't have": ("F22", swapped("<pubDate>", "<pubdate>x</pubdate><pubDate>")),
    "an attribute that isn't known": ("F22", swapped("<enclosure ", '<enclosure size="9" ')),
    "the show below its episodes": ("F22", swapped("</channel>", "<docs>https://example.org/</docs></channel>")),
    "an episode of another century": ("F19", swapped("<pubDate>Mon, 04 May 2026", "<pubDate>Sat, 04 May 1940")),
    "times that ascend": ("F19", lambda: findings(GOOD.replace("03 May", "X").replace("Sun, X", "Mon, 04 May"))),
    "a time to come": ("F19", lambda: findings(GOOD.replace("Mon, 04 May", "Wed, 06 May"))),
    "an episode too old": ("F20", lambda: findings(hours=24)),
    "voices undeclared": ("F21", swapped('purpose="ai-content"', 'purpose="verify"')),
}


@pytest.mark.parametrize(("code", "found"), CASES.values(), ids=CASES.keys())
def test_a_mistake_is_found(code: str, found: Callable[[], list[str]]) -> None:
    assert code in found()


def test_a_show_without_an_address_is_told_once() -> None:
    data = rss.feed(SHOW, Podcast(), [entry(4)], "art.png").decode()
    found = findings(data, base="")
    assert found == ["F02", "F02"]  # no self link, no podcast:guid: both need base_url
    parsed = feedparser.parse(io.BytesIO(data.encode()))
    assert parsed.entries[0].enclosures[0].href == "2026-05-04.mp3"


def test_the_check_loads_nothing_from_outside(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    entity = f'<!DOCTYPE rss [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    data = GOOD.replace("?>", "?>" + entity, 1).replace("Bridge closes", "&e;")
    assert "secret" not in str(findings(data))
    bomb = "<!DOCTYPE rss [" + "".join(
        f'<!ENTITY e{n} "{("&e" + str(n - 1) + ";") * 10 if n else "lol"}">' for n in range(12)
    )
    findings(GOOD.replace("?>", "?>" + bomb + "]>", 1).replace("Bridge closes", "&e11;"))


def test_the_drawn_artwork_is_what_podcast_apps_take() -> None:
    data = artwork.cover("The Harbour Briefing", side=artwork.SIDE).data
    assert findings(files={"art.png": data}) == []


def test_the_namespaces_are_those_that_clients_know() -> None:
    assert NAMESPACES["podcast"] == "https://podcastindex.org/namespace/1.0"
    assert NAMESPACES["itunes"] == "http://www.itunes.com/dtds/podcast-1.0.dtd"
