"""Hostile articles, feeds, shows and names for the daily run: a clear error or clean output must come of each."""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from benches.figures import Figure, Missing
from benches.measuring import TESTS, note

PIECES = [
    "<script>alert(1)</script>",
    "]]>",
    "<![CDATA[",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
    "&e;&#0;&#x1b;&amp;lt;",
    "\x00\x1b[31m\x07\x08",
    "\r\nSet-Cookie: a=b\r\n",
    "../../../etc/passwd",
    "%00%0d%0a%2e%2e%2f",
    "$(touch /tmp/x)`id`;|&",
    "\u202egnp.exe\u2066\u200b\ufeff",
    "\ud83d\ude00 \U0001f469\u200d\U0001f467",
    "'\"><img src=x onerror=alert(1)>",
    "--> --\n\n00:00:01.000 --> 00:00:00.000\n",
    "---\nscript: 1\n---\n> QUOTE: x\n",
    "\\\\server\\share\\",
    "C:\\con.txt",
    "{day}{__class__}{0}",
    "x" * 5000,
]

NAMES = [
    "a\nb.txt",
    "a'b\".txt",
    "-rf.txt",
    "..txt",
    "a%20b.txt",
    "é\u202e.txt",
    "<b>.txt",
    "a;b&c.txt",
    "a\\b.txt",
    "$(id).txt",
    "a\x1b[31m.txt",
    " .txt",
    "a" * 200 + ".txt",
    "\udcff.txt",
    "a.script.md",
    "[x].txt",
    "*.md",
    "~.html",
]

SHOW_LINES = [
    'name = "{}"', 'author = "{}"', 'sign_on = "{}"', 'art = "{}"', 'time_zone = "{}"', '[podcast]\nbase_url = "{}"',
    '[podcast]\ndescription = "{}"', '[podcast]\nemail = "{}"', '[podcast]\ncategory = ["{}"]',
    '[daily]\nfolder = "{}"', '[daily]\nsources = ["{}"]', '[daily]\nedition = "{}"', "{}",
]  # fmt: skip


class Case:
    """One hostile show in a folder of its own."""

    def __init__(self, folder: Path, chance: random.Random, story: str) -> None:
        """Write a good show; one thing or several in it are spoilt."""
        self.folder, self.chance, self.story = folder, chance, story
        (folder / "show" / "articles").mkdir(parents=True)
        self.show = folder / "show" / "s.toml"
        self.lines = [
            'name = "Show"',
            '[podcast]\nbase_url = "https://e.org/"',
            '[daily]\nsources = ["articles", "f.xml"]',
        ]
        self.put("good.txt", story)
        chance.choice([self.bad_article, self.bad_feed, self.bad_show, self.bad_name])()
        self.show.write_bytes("\n".join(self.lines).encode("utf-8", "replace"))

    def put(self, name: str, text: str) -> None:
        """Write an article, where the system can hold such a name."""
        try:
            (self.folder / "show" / "articles" / name).write_bytes(text.encode("utf-8", "surrogateescape"))
        except (OSError, ValueError):
            return

    def spoilt(self, text: str) -> str:
        """Return a text with hostile pieces at random places."""
        for _ in range(self.chance.randint(1, 6)):
            at = self.chance.randrange(len(text) + 1)
            text = text[:at] + self.chance.choice(PIECES) + text[at:]
        return text.encode("utf-8", "replace").decode()

    def bad_article(self) -> None:
        """Spoil an article."""
        self.put(
            f"bad{self.chance.choice(['.txt', '.md', '.html'])}", self.spoilt(self.story.replace("bridge", "canal"))
        )

    def bad_name(self) -> None:
        """Give an article a hostile name."""
        self.put(self.chance.choice(NAMES), self.spoilt(self.story.replace("bridge", "tunnel")))

    def bad_feed(self) -> None:
        """Spoil a feed whose items carry their text, or lead to this machine's files."""
        words = self.story.replace("bridge", "tower") * 3
        link = self.chance.choice(
            ["", "file:///etc/passwd", "javascript:alert(1)", "https://[", self.chance.choice(PIECES)]
        )
        item = f"<item><title>Tower</title><link>{link}</link><description><![CDATA[{words}]]></description></item>"
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{item * 2}</channel></rss>'
        data = bytearray(self.spoilt(feed).encode("utf-8", "replace"))
        for _ in range(self.chance.choice([0, 0, 5])):
            data[self.chance.randrange(len(data))] = self.chance.randrange(256)
        (self.folder / "show" / "f.xml").write_bytes(bytes(data))

    def bad_show(self) -> None:
        """Spoil the show file."""
        value = self.chance.choice(PIECES)
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
        escaped = re.sub("[\x00-\x1f\x7f]", lambda found: f"\\u{ord(found[0]):04x}", escaped)
        line = self.chance.choice(SHOW_LINES).replace("{}", self.chance.choice([value, escaped, escaped]))
        table, _, rest = line.rpartition("\n")
        key = rest.partition(" = ")[0]
        kept = [one for one in "\n".join(self.lines).split("\n") if not one.startswith(f"{key} = ")]
        at = kept.index(table) + 1 if table in kept else 0
        self.lines = [*kept[:at], rest, *kept[at:]]

    def faults(self, code: int, said: str) -> list[str]:
        """Return what is wrong with how the run ended and with what it left."""
        found = []
        if code not in {0, 65, 66, 69, 73, 74, 78}:
            found.append(f"exit {code}: {said[:300]}")
        if code and not said.startswith("briefing: "):
            found.append(f"exit {code} without a word")
        if any(not char.isprintable() for line in said.splitlines() for char in line):
            found.append("control characters on stderr")
        outside = [path.name for path in self.folder.iterdir() if path.name != "show"]
        found += [f"outside the show's folder: {name}" for name in outside if name != "home"]
        for feed in self.folder.rglob("feed.xml"):
            found += _feed_faults(feed)
        return found


def _feed_faults(path: Path) -> list[str]:
    """Return what is wrong with a feed and the names beside it."""
    from lxml import etree

    from briefing.publishing.table import CHANNEL, ITEM, qualified

    try:
        root = etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError as error:
        return [f"not well-formed: {error}"]
    known = {qualified(tag.name) for tag in CHANNEL + ITEM} | {"rss", "channel", "item"}
    known |= {qualified(name) for name in ("itunes:name", "itunes:email")}
    found = [f"an element of somebody else's: {one.tag!r}" for one in root.iter() if one.tag not in known]
    for item in root.iter("item"):
        described = item.findtext("description") or ""
        if re.search(r"<(?!/?p>|br>)", described) or "root:" in described:
            found.append(f"a tag in a description: {described[:200]}")
    names = [one.name for one in path.parent.iterdir() if one.name != "feed.xml"]
    return found + [f"a name: {one!r}" for one in names if not re.fullmatch(r"[a-z0-9.-]+", one)]


def attack(count: int, seed: int) -> tuple[int, Counter[int]]:
    """Run the cases in this process, speech left out; return how many faults there were, and how they ended."""
    sys.path.insert(0, TESTS)
    import pytest
    from showdesk import ShowDesk, article

    patch = pytest.MonkeyPatch()
    place = Path(tempfile.mkdtemp(prefix="hostile-"))
    patch.setenv("HOME", str(place / "home"))
    patch.chdir(place)
    ShowDesk(place / "desk", patch)  # its clock, network and speech serve every case
    ended: Counter[int] = Counter()
    bad = 0
    for number in range(count):
        case = Case(place / f"{number}", random.Random(f"{seed} {number}"), article("bridge"))  # noqa: S311 - no secret
        code, said = _run(case.show)
        ended[code] += 1
        for fault in case.faults(code, said):
            bad += 1
            note(f"case {number}: {fault}")
        shutil.rmtree(case.folder)
    shutil.rmtree(place)
    return bad, ended


def _run(show: Path) -> tuple[int, str]:
    """Run `daily` in this process; return its code and stderr."""
    import contextlib
    import io

    from briefing.__main__ import run

    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        code = run(["daily", "--show", str(show)])
    return code, said.getvalue()


QUICK = {"count": 30}


def options(parser: argparse.ArgumentParser) -> None:
    """Add what this benchmark can be told."""
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)


def measure(given: argparse.Namespace) -> Iterator[Figure]:
    """Run the cases and count the faults."""
    if find_spec("pytest") is None:
        raise Missing("needs pytest (scripts/test sets up an environment that has it)")
    bad, ended = attack(given.count, given.seed)
    codes = ", ".join(f"{count} with {code}" for code, count in sorted(ended.items()))
    yield Figure("escapes and errors that aren't clear", bad, at_most=0, note=f"{given.count} shows; ended {codes}")
