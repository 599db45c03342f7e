"""The daily run as cron starts it: real sound files, two runs at once, a full disk, a kill, a schedule of a minute."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import feedparser
import pytest
from desk import Desk, Ended
from showdesk import SHOW, article

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(sys.platform == "win32", reason="signals and limits are others'"),
]

TESTS = Path(__file__).resolve().parent.parent


class Station(Desk):
    """A desk with a show that a tone reads."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.environment["PYTHONPATH"] = str(TESTS)
        (folder / "articles").mkdir()
        (folder / "articles" / "bridge.txt").write_text(article("bridge"), encoding="utf-8")
        self.write("harbour.toml", SHOW + 'engine = "tone:Tone"\nlength = "30s"\n')

    def show(self, *words: str) -> Ended:
        return self.run(*words, "--show", str(self.folder / "harbour.toml"))

    def feed(self) -> feedparser.FeedParserDict:
        return feedparser.parse((self.folder / "harbour" / "feed.xml").read_bytes())


@pytest.fixture
def station(tmp_path: Path) -> Station:
    return Station(tmp_path / "station")


def test_a_run_is_silent_and_its_feed_holds_every_rule(station: Station) -> None:
    home, station.folder = station.folder, station.folder.parent  # the working directory is no guide: cron's is another
    show = str(home / "harbour.toml")
    assert station.run("daily", "--show", show) == Ended(0, "", "")
    assert station.run("feed", "check", "--max-age", "1h", "--show", show) == Ended(0, "", "")
    assert station.run("daily", "--show", show) == Ended(0, "", "")
    station.folder = home
    (entry,) = station.feed().entries
    mp3 = station.folder / "harbour" / entry.enclosures[0].href.rpartition("/")[2]
    assert int(entry.enclosures[0].length) == mp3.stat().st_size
    mp3.write_bytes(mp3.read_bytes()[:-1] + b"x")
    ended = station.show("feed", "check", "--json")
    assert ended.code == 74
    assert json.loads(ended.out)["code"] == "F11"


def test_a_second_run_ends_at_once_with_75(station: Station) -> None:
    import fcntl

    state = station.folder / ".harbour"
    state.mkdir()
    with (state / "lock").open("w", encoding="utf-8") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        ended = station.show("daily")
    assert ended.code == 75
    assert "already running" in ended.err
    assert station.show("feed", "build").code == 0  # a lock file that nobody holds is no lock


def test_the_lock_is_tried_before_anything_heavy_is_loaded(station: Station) -> None:
    code = (
        "import sys\nbefore = {*sys.modules}  # whoever measures this Python loads much of it\n"
        "from briefing.edges import locks\n"
        "def held(path, what):\n    print(*({*sys.modules} - before))\n    raise SystemExit\n"
        "locks.held = held\nfrom briefing.__main__ import run\nrun(['daily', '--show', 'harbour.toml'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=station.folder, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "typer" in loaded
    heavy = {"tomllib", "briefing.pipeline", "briefing.settings", "feedparser", "lxml", "PIL", "pydub", "urllib3"}
    assert not loaded & heavy


def test_a_full_disk_is_73_and_the_old_feed_still_stands(station: Station) -> None:
    assert station.show("daily", "--date", "2026-05-03").code == 0
    before = (station.folder / "harbour" / "feed.xml").read_bytes()
    (station.folder / "articles" / "whale.txt").write_text(article("whale"), encoding="utf-8")

    def small() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    command = [sys.executable, "-m", "briefing", "daily", "--force", "--show", "harbour.toml"]
    done = subprocess.run(
        command,
        cwd=station.folder,
        env=station.environment,
        capture_output=True,
        check=False,
        preexec_fn=small,
    )
    assert done.returncode == 73, done.stderr
    assert (station.folder / "harbour" / "feed.xml").read_bytes() == before
    assert station.show("daily").code == 0
    assert len(station.feed().entries) == 2
    assert not list((station.folder / "harbour").glob(".*"))


def test_a_killed_run_leaves_the_feed_whole_and_the_next_one_finishes(station: Station) -> None:
    child = station.start("daily", "--show", "harbour.toml")
    time.sleep(0.7)  # scripts/bench daily kills at 200 moments
    child.kill()
    child.communicate()
    assert station.show("daily").code == 0
    assert station.show("feed", "check").code == 0
    assert len(station.feed().entries) == 1
    known = {"feed.xml"} | {entry["name"] for entry in json.loads(record(station).read_text("utf-8"))["files"]}
    left = [path.name for path in (station.folder / "harbour").iterdir() if path.name not in known]
    assert sorted(name.partition("-")[0] for name in left) == [record(station).name.partition("-")[0], "art"]


def record(station: Station) -> Path:
    (found,) = (station.folder / "harbour").glob("????-??-??.json")
    return found


def test_a_new_show_file_works_as_it_is_and_is_never_written_over(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk")
    assert desk.run("show", "new", "mine.toml").out == "mine.toml\n"
    (desk.folder / "articles").mkdir()
    desk.write("articles/bridge.txt", article("bridge"))
    assert desk.run("daily", "--dry-run", "--show", "mine.toml").out.startswith("---\nscript: 1\n")
    assert desk.run("make", "--dry-run", "--show", "mine.toml", "articles/bridge.txt").code == 0
    assert desk.run("show", "new", "mine.toml").code == 73
    assert desk.run("daily", "--show", "none.toml").code == 66
