"""The daily run, without its sound: what is told, when, and what becomes public."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from pathlib import Path

import feedparser
import pytest
from showdesk import STORIES, ShowDesk, article

from briefing.edition import daily, desk, showfile
from briefing.edition.template import TEMPLATE
from briefing.errors import BadConfigError, EngineError, NoInputError, Problem, UnavailableError
from briefing.values import Show

DAY = ["2026-05-04.chapters.json", "2026-05-04.json", "2026-05-04.mp3", "2026-05-04.script.md", "2026-05-04.vtt"]


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ShowDesk:
    return ShowDesk(tmp_path / "show", monkeypatch)


def script(show: ShowDesk, name: str = "2026-05-04") -> str:
    return (show.out / f"{name}.script.md").read_text(encoding="utf-8")


def guids(show: ShowDesk) -> list[str]:
    return [entry.id for entry in feedparser.parse(show.feed()).entries]


# --- what is new ---------------------------------------------------------------------------------------------------


def test_a_first_run_makes_an_episode_and_a_feed(show: ShowDesk) -> None:
    show.article("bridge")
    outcome = show.daily()
    assert outcome.output == str(show.out / "2026-05-04.mp3")
    assert show.made() == [*DAY, "feed.xml"]
    assert guids(show) == ["tag:example.org,2026-05-04:harbour/2026-05-04"]
    assert not show.told


def test_the_same_inputs_leave_every_byte_as_it_was(show: ShowDesk) -> None:
    show.article("bridge")
    show.daily()
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in show.folder.rglob("*") if path.is_file()}
    assert show.daily() == daily.Outcome(why="there's nothing new to tell")
    after = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in show.folder.rglob("*") if path.is_file()}
    assert before == after
    assert show.rendered == 1


def test_a_new_story_the_same_day_is_a_revision_with_the_same_guid_and_time(show: ShowDesk) -> None:
    show.article("bridge")
    show.daily()
    old = feedparser.parse(show.feed()).entries[0]
    show.now += dt.timedelta(hours=3)
    show.article("whale")
    assert show.daily().output.endswith("2026-05-04-r2.mp3")
    (new,) = feedparser.parse(show.feed()).entries
    assert (new.id, new.published) == (old.id, old.published)
    assert new.enclosures[0].href == "https://example.org/harbour/2026-05-04-r2.mp3"
    assert (show.out / "2026-05-04.mp3").exists()  # a listener may still be fetching it
    show.tomorrow()
    show.daily()
    assert not (show.out / "2026-05-04.mp3").exists()
    assert (show.out / "2026-05-04-r2.mp3").exists()


def test_an_edited_article_is_a_revision_too(show: ShowDesk) -> None:
    show.article("bridge")
    show.daily()
    show.article("bridge", article("bridge").replace("twelve million", "thirteen million"))
    assert show.daily().output.endswith("-r2.mp3")
    assert "thirteen" in script(show, "2026-05-04-r2")


def test_other_settings_are_a_revision_too(show: ShowDesk) -> None:
    show.article("bridge")
    show.daily()
    show.configure(rate="180")
    assert show.daily().output.endswith("-r2.mp3")


def test_a_story_is_told_on_one_day_only(show: ShowDesk) -> None:
    show.article("bridge")
    show.daily()
    show.tomorrow()
    assert not show.daily().output
    show.article("whale")
    assert show.daily().output.endswith("2026-05-05.mp3")
    assert "bridge" not in script(show, "2026-05-05")


@pytest.mark.parametrize("change", ["copied", "touched", "updated"])
def test_a_story_told_before_is_known_again(show: ShowDesk, change: str) -> None:
    path = show.article("bridge")
    show.daily()
    show.tomorrow()
    if change == "copied":
        path.rename(path.with_name("other.txt"))
    elif change == "touched":
        path.touch()
    else:
        show.article("bridge", article("bridge").replace("twelve million pounds in all", "much more than was thought"))
    assert not show.daily().output


def test_another_story_under_the_same_name_is_told(show: ShowDesk) -> None:
    show.article("today", article("bridge"))
    show.daily()
    show.tomorrow()
    show.article("today", article("whale"))
    assert show.daily().output


def test_a_lost_history_is_learnt_from_the_records(show: ShowDesk) -> None:
    show.article("bridge")
    show.daily()
    (show.state / "history.json").write_text("{", encoding="utf-8")
    show.tomorrow()
    assert not show.daily().output


def test_the_same_story_in_another_paper_is_told_once(show: ShowDesk) -> None:
    show.article("a", article("bridge"))
    show.article(
        "b", "Bridge shut until next summer\n\n" + article("bridge").partition("\n\n")[2] + "\nMore follows.\n"
    )
    outcome = show.daily()
    assert script(show).count("## ") == 3  # headlines, one story, sign-off
    assert outcome.entry is not None
    assert len(outcome.entry.sources) == 1


@pytest.mark.parametrize(("order", "first"), [("given", "Harbour bridge"), ("newest", "Whale"), ("longest", "Library")])
def test_the_order_is_the_shows(show: ShowDesk, order: str, first: str) -> None:
    import os

    for age, name in enumerate(["bridge", "library", "whale"]):
        more = " And so on, and on, for a good while longer than that." * (5 if name == "library" else 0)
        path = show.article(name, article(name).rstrip() + more + "\n")
        os.utime(path, (1_777_000_000 + age, 1_777_000_000 + age))
    show.configure(order=f'"{order}"', max_stories="2")
    outcome = show.daily()
    assert outcome.entry is not None
    assert outcome.entry.title.startswith(first)
    assert len(outcome.entry.sources) == 2


def test_with_too_few_stories_there_is_no_episode(show: ShowDesk) -> None:
    show.article("bridge")
    show.configure(min_stories="2")
    assert show.daily().why.startswith("1 new of at least 2")
    assert not guids(show)
    show.article("whale")
    assert show.daily().output


def test_two_editions_of_a_day_are_two_episodes(show: ShowDesk) -> None:
    show.article("bridge")
    show.daily(edition="morning")
    show.article("whale")  # in the same second: the second one waits until the clock has moved on
    assert show.daily(edition="evening").output.endswith("2026-05-04-evening.mp3")
    assert len(guids(show)) == 2


# --- what goes wrong -----------------------------------------------------------------------------------------------


def test_one_broken_article_is_told_and_the_rest_goes_on(show: ShowDesk) -> None:
    show.article("bridge")
    (show.folder / "articles" / "broken.txt").write_bytes(b"\x00\x01\x02\x7fELF" * 50)
    assert show.daily().output
    assert len(show.told) == 1
    assert "broken.txt" in show.told[0]


def test_a_feed_that_does_not_answer_is_told_and_the_rest_goes_on(show: ShowDesk) -> None:
    show.article("bridge")
    show.configure(sources='["https://news.example/feed.xml", "articles"]')
    assert show.daily().output
    assert show.told == ["https://news.example/feed.xml isn't there; check the address; the rest goes on"]


def test_when_no_source_answers_the_run_fails_and_the_feed_stands(show: ShowDesk) -> None:
    show.article("bridge")
    show.daily()
    before = show.feed()
    show.tomorrow()
    show.configure(sources='["https://news.example/feed.xml"]')
    with pytest.raises(NoInputError):
        show.daily()
    assert show.feed() == before


def test_a_clock_that_jumps_back_dates_nothing_wrong(show: ShowDesk) -> None:
    show.article("bridge")
    show.daily()
    before = show.feed()
    show.tomorrow(-300)
    show.article("whale")
    with pytest.raises(UnavailableError, match="the clock says 2025-07-08"):
        show.daily()
    assert show.feed() == before
    show.tomorrow(301)
    assert show.daily().output.endswith("2026-05-05.mp3")


def test_an_episode_whose_file_is_gone_leaves_the_feed_and_is_made_again(show: ShowDesk) -> None:
    show.article("bridge")
    show.daily()
    (show.out / "2026-05-04.mp3").unlink()
    assert show.daily().output.endswith("-r2.mp3")
    assert len(guids(show)) == 1


def test_a_damaged_record_is_told_and_left_alone(show: ShowDesk) -> None:
    show.article("bridge")
    show.daily()
    show.tomorrow()
    show.article("whale")
    (show.out / "2026-05-04.json").write_text('{"record": 1, "edition": ""', encoding="utf-8")
    show.daily()
    assert guids(show) == ["tag:example.org,2026-05-05:harbour/2026-05-05"]
    assert (show.out / "2026-05-04.mp3").exists()
    assert "2026-05-04.json" in show.told[0]


def test_an_engine_that_fails_leaves_the_feed_as_it_was_and_the_story_untold(show: ShowDesk) -> None:
    def fail(_output: str) -> None:
        raise EngineError(Problem("", "the engine is silent", "try another"))

    show.article("bridge")
    show.daily()
    before = show.feed()
    show.tomorrow()
    show.article("whale")
    show.during = fail
    with pytest.raises(EngineError):
        show.daily()
    assert show.feed() == before
    show.during = lambda _output: None
    assert show.daily().output.endswith("2026-05-05.mp3")


class Killed(BaseException):
    """Stands for a kill."""


@pytest.mark.parametrize("half", [[], [".mp3"], [".mp3", ".vtt"], [".mp3", ".script.md", ".vtt", ".chapters.json"]])
def test_what_a_killed_run_left_is_cleared_up_by_the_next(show: ShowDesk, half: list[str]) -> None:
    def die(output: str) -> None:
        for suffix in half:
            Path(output.removesuffix(".mp3") + suffix).write_bytes(b"half")
        (show.out / ".briefing-x").mkdir()
        (show.out / ".feed.xml.x.part").write_bytes(b"<rss")
        raise Killed

    show.article("bridge")
    show.during = die
    with pytest.raises(Killed):
        show.daily()
    show.during = lambda _output: None
    show.tomorrow()
    (show.out / "2026-05-03-mine.mp3").write_bytes(b"somebody's own")
    assert show.daily().output  # the story isn't lost
    assert not [name for name in show.made() if name.startswith(("2026-05-04", "."))]
    assert (show.out / "2026-05-03-mine.mp3").exists()


# --- the network ---------------------------------------------------------------------------------------------------

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><link>https://news.example/</link>
<description>d</description>{items}</channel></rss>"""
ITEM = """<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate>
<description><![CDATA[{text}]]></description></item>"""


def page(name: str) -> str:
    title, _, body = article(name).partition("\n\n")
    return f"<!doctype html><html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{body}</p>\
</article></body></html>"


def item(name: str, date: str = "Mon, 04 May 2026 03:00:00 +0000", text: str = "", link: str | None = None) -> str:
    link = f"https://news.example/{name}" if link is None else link
    return ITEM.format(title=article(name).partition("\n")[0], link=link, date=date, text=text)


def wired(show: ShowDesk, *items: str) -> None:
    show.configure(sources='["https://news.example/feed.xml"]')
    show.page("https://news.example/feed.xml", FEED.format(items="".join(items)), "application/rss+xml", "e1")


def test_a_feeds_items_are_read_from_their_pages(show: ShowDesk) -> None:
    wired(show, item("bridge"), item("whale", date="Fri, 01 Jan 2021 00:00:00 +0000"))
    show.page("https://news.example/bridge", page("bridge"))
    assert show.daily().output
    assert "rusted through" in script(show)
    assert show.asked == ["https://news.example/feed.xml", "https://news.example/bridge"]  # the old item isn't news


def test_a_page_is_fetched_once_and_a_feed_asked_only_for_changes(show: ShowDesk) -> None:
    wired(show, item("bridge"))
    show.page("https://news.example/bridge", page("bridge"))
    show.daily()
    show.asked.clear()
    assert not show.daily().output
    assert show.asked == ["https://news.example/feed.xml"]


def test_an_items_own_text_serves_where_its_page_cannot_be_had(show: ShowDesk) -> None:
    whole = "<p>" + article("bridge").partition("\n\n")[2] * 2 + "</p>"
    wired(show, item("bridge", text=whole), item("whale", text="A whale …"))
    show.daily()
    assert "rusted through" in script(show)
    assert len(show.told) == 1  # the whale's page, which nobody has


@pytest.mark.parametrize("link", ["file:///etc/passwd", "javascript:alert(1)", "/etc/passwd", "ftp://news.example/x"])
def test_a_feed_leads_to_web_pages_only(show: ShowDesk, link: str) -> None:
    wired(show, item("bridge", link=link))
    show.daily()
    assert all(url.startswith("https://news.example/") for url in show.asked)
    assert not any("root:" in path.read_text(errors="replace") for path in show.folder.rglob("*") if path.is_file())


def test_a_story_that_its_feed_drops_the_same_day_stays_told(show: ShowDesk) -> None:
    wired(show, item("bridge"))
    show.page("https://news.example/bridge", page("bridge"))
    show.daily()
    wired(show, item("whale"))
    show.page("https://news.example/feed.xml", FEED.format(items=item("whale")), "application/rss+xml", "e2")
    show.page("https://news.example/whale", page("whale"))
    assert show.daily().output.endswith("-r2.mp3")
    assert "rusted through" in script(show, "2026-05-04-r2")
    assert "humpback" in script(show, "2026-05-04-r2")


def test_a_page_named_as_a_source_is_read_every_day(show: ShowDesk) -> None:
    show.configure(sources='["https://news.example/today"]')
    show.page("https://news.example/today", page("bridge"))
    assert show.daily().output
    show.tomorrow()
    assert not show.daily().output
    show.page("https://news.example/today", page("whale"))
    assert show.daily().output


# --- the editor ----------------------------------------------------------------------------------------------------


def test_a_held_episode_is_not_in_the_feed_until_it_is_released(show: ShowDesk) -> None:
    show.article("bridge")
    show.daily(hold=True)
    assert not guids(show)
    show.article("whale")
    assert "is held" in show.daily().why  # a later run neither publishes it nor makes another
    show.now += dt.timedelta(hours=2)
    assert show.release() == [str(show.out / "2026-05-04.mp3")]
    (entry,) = feedparser.parse(show.feed()).entries
    assert entry.published == "Mon, 04 May 2026 07:00:00 +0000"
    assert show.daily().output.endswith("-r2.mp3")  # the whale
    with pytest.raises(NoInputError, match="no episode"):
        show.release()


def test_a_script_that_was_edited_is_spoken_again_before_its_release(show: ShowDesk) -> None:
    show.article("bridge")
    show.daily(hold=True)
    path = show.out / "2026-05-04.script.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Here is your", "Here's your"), encoding="utf-8")
    assert show.release() == [str(show.out / "2026-05-04-r2.mp3")]
    assert "Here's your" in script(show, "2026-05-04-r2")
    assert len(guids(show)) == 1
    show.tomorrow()
    assert not show.daily().output  # told is told


def test_an_episode_that_was_taken_out_stays_out(show: ShowDesk) -> None:
    show.article("bridge")
    show.daily()
    guid = guids(show)[0]
    run = show.run()
    assert "2026-05-04.mp3" in desk.remove(run, guid)
    assert show.made() == ["feed.xml"]
    assert not guids(show)
    assert not show.daily().output
    show.article("whale")
    assert show.daily().output.endswith("2026-05-04-r2.mp3")
    assert "bridge" not in script(show, "2026-05-04-r2")
    with pytest.raises(NoInputError, match="no episode has the guid x"):
        desk.remove(show.run(), "x")


def test_the_feed_is_built_again_from_the_records_alone(show: ShowDesk) -> None:
    show.article("bridge")
    show.daily()
    before = show.feed()
    (show.out / "feed.xml").unlink()
    for path in show.state.iterdir():
        path.unlink()
    assert desk.build(show.run()) == str(show.out / "feed.xml")
    assert show.feed() == before


@pytest.mark.parametrize("keep", ["keep_episodes", "keep_days"])
def test_what_is_older_than_the_show_keeps_goes(show: ShowDesk, keep: str) -> None:
    show.configure(**{keep: "2"})
    for name in ("bridge", "library", "whale"):
        show.article(name)
        show.daily()
        show.tomorrow()
    assert [guid[-10:] for guid in guids(show)] == ["2026-05-06", "2026-05-05"]
    assert not [name for name in show.made() if name.startswith("2026-05-04")]


def test_a_dry_run_writes_nothing(show: ShowDesk) -> None:
    show.article("bridge")
    text = daily.script(show.run(keep=False))
    assert text.startswith("---\nscript: 1\n")
    assert not show.out.exists()
    assert not show.state.exists()


# --- after publishing ----------------------------------------------------------------------------------------------


def test_the_command_after_publishing_gets_the_changed_files_once(show: ShowDesk) -> None:
    show.configure(after_publish='\'printf %s "$BRIEFING_CHANGED" > "$BRIEFING_FOLDER/../seen"\'')
    show.article("bridge")
    show.daily()
    seen = show.folder / "seen"
    names = seen.read_text(encoding="utf-8").splitlines()
    assert names[-1] == "feed.xml"
    assert set(DAY) < set(names)
    seen.unlink()
    show.daily()
    assert not seen.exists()  # nothing has changed


def test_a_command_that_fails_is_told_and_tried_again(show: ShowDesk) -> None:
    show.configure(after_publish="'echo no route to host >&2; exit 3'")
    show.article("bridge")
    with pytest.raises(UnavailableError, match="no route to host"):
        show.daily()
    assert len(guids(show)) == 1
    show.configure(after_publish="['sh', '-c', 'cp \"$BRIEFING_CHANGED_FILE\" \"$BRIEFING_FOLDER/../seen\"']")
    assert not show.daily().output
    assert "2026-05-04.mp3" in (show.folder / "seen").read_text(encoding="utf-8")


# --- the show file -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("sauces = []", "unknown key 'sauces'; it may have sources, max_stories"),
        ('sources = "articles"', "a list of texts in quotes"),
        ("max_stories = 0", "from 1 to 100"),
        ("max_stories = true", "from 1 to 100"),
        ('order = "oldest"', '"given" or "newest" or "longest"'),
        ('length = "5 minutes"', '"90s", "2m"'),
        ('max_age = "soon"', "hours or days"),
        ('edition = "../x"', "a short name"),
        ('edition = "r2"', "a short name"),
        ("min_stories = 9", "but max_stories = 5"),
        ("rate = 7", "from 80 to 400"),
        ('folder = ""', "name a folder"),
    ],
)
def test_a_mistake_in_the_show_file_says_what_is_right(show: ShowDesk, line: str, said: str) -> None:
    show.configure(**dict([line.split(" = ")]))
    with pytest.raises(BadConfigError) as error:
        show.run()
    assert said in str(error.value)
    assert str(show.file) in str(error.value)


def test_the_record_says_how_the_episode_went_out(show: ShowDesk) -> None:
    show.article("bridge")
    show.daily(edition="morning")
    record = json.loads((show.out / "2026-05-04-morning.json").read_text(encoding="utf-8"))
    assert record["guid"] == "tag:example.org,2026-05-04:harbour/2026-05-04/morning"
    assert (record["pubDate"], record["day"], record["edition"]) == (
        "2026-05-04T05:00:00+00:00",
        "2026-05-04",
        "morning",
    )


def test_a_show_without_sources_says_what_to_name(show: ShowDesk) -> None:
    show.configure(sources="[]")
    with pytest.raises(BadConfigError, match="has no sources; name folders"):
        show.daily()


def test_a_password_in_a_sources_address_is_never_published(show: ShowDesk) -> None:
    show.configure(sources='["https://me:secret@news.example/today"]')
    show.page("https://me:secret@news.example/today", page("bridge"))
    assert show.daily().output
    assert not [path.name for path in show.out.iterdir() if b"secret" in path.read_bytes()]


def test_the_new_show_file_has_every_key_and_each_works_when_its_mark_is_taken_away(show: ShowDesk) -> None:
    of_show = (field.name for field in dataclasses.fields(Show) if field.name != "sounds")
    keys = [*showfile.PODCAST, *showfile.DAILY, *of_show]
    assert [key for key in keys if not re.search(rf"(?m)^(# )?{key} = ", TEMPLATE)] == []
    show.file.write_text(TEMPLATE, encoding="utf-8")
    show.run()
    plain = re.sub(r"(?m)^# (?=(%s) = )" % "|".join(keys), "", TEMPLATE)  # noqa: UP031 - braces would be the pattern's
    once = [line for line in plain.splitlines() if not line.startswith('sources = ["articles"]')]
    show.file.write_text("\n".join(line for line in once if not line.startswith(("cast", "lexicon"))), encoding="utf-8")
    assert show.run().file.daily.keep_episodes == 30


def test_all_mistakes_of_a_show_file_are_told_at_once(show: ShowDesk) -> None:
    show.file.write_text(
        'nam = "x"\nname = " "\nlanguage = "fr"\ntime_zone = "Mars/Base"\nsign_on = "{who}"\nhand_overs = [3]\n'
        'music = { opening = "a.wav" }\n[daily]\nsources = ["ftp://example.org/a.txt"]\norder = "best"\n'
        '[podcast]\nemail = "desk@example"\nbase_url = "https://example.org/[x]/"\n',
        encoding="utf-8",
    )
    with pytest.raises(BadConfigError) as caught:
        show.run()
    said = str(caught.value)
    keys = ("'nam'", "name is empty", "'fr'", "Mars/Base", "{who}", "hand_overs holds 3", "opening", "ftp://", "order")
    assert [key for key in (*keys, "email", "base_url") if key not in said] == []


def test_a_source_that_is_the_episodes_own_folder_is_told(show: ShowDesk) -> None:
    show.article("bridge")
    show.configure(folder='"articles"')
    with pytest.raises(NoInputError, match="no source gave a story"):
        show.daily()
    assert "is where the episodes go" in show.told[0]


def test_an_article_in_another_language_is_told_with_what_the_daily_run_can_do(show: ShowDesk) -> None:
    show.article("bridge")
    text = (
        "Die Brücke wird für ein Jahr geschlossen. Der Stadtrat sagte am Montag, dass die Arbeiten im Juni beginnen. "
    )
    show.article("bruecke", "Die Brücke am Hafen wird geschlossen\n\n" + text * 4)
    assert show.daily().output
    assert "another language than English (de); take it out of `sources`" in show.told[0]


def test_an_episode_can_be_of_any_day_of_the_calendar(show: ShowDesk) -> None:
    show.article("bridge")
    assert show.daily(day=dt.date(1, 1, 1)).output.endswith("0001-01-01.mp3")
    show.article("whale")
    assert show.daily(day=dt.date(9999, 12, 31)).output.endswith("9999-12-31.mp3")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"https://example.org/harbour/"', '"https://example.org/harbour/?a=1"', "leave out the query"),
        ("[daily]", "owner = 5\n[daily]", "write it in quotes"),
        ("[podcast]", 'podcast = "yes"\n[elsewhere]', "podcast isn't a table; write [podcast]"),
        ("[daily]", 'category = ["News", "Food"]\n[daily]', "News may have Daily News, Business News, "),
        ("[daily]", 'category = ["Government", "Food"]\n[daily]', "Government has no subcategory"),
        ("[daily]", 'category = "Bridges"\n[daily]', "write one of Apple's categories"),
        ("[daily]", 'guid = "X"\n[daily]', "write the podcast's UUID, in small letters"),
        ("[daily]", 'explicit = "no"\n[daily]', "write true or false"),
    ],
)
def test_a_mistake_in_what_the_podcast_is_says_what_is_right(show: ShowDesk, old: str, new: str, said: str) -> None:
    text = show.file.read_text(encoding="utf-8")
    assert old in text
    show.file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadConfigError) as error:
        show.run()
    assert said in str(error.value)


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><item><guid>a</guid>
<title>Whale visits the bay</title><pubDate>Mon, 04 May 2026 04:00:00 GMT</pubDate>
<description>&lt;p&gt;TEXT&lt;/p&gt;</description></item></channel></rss>"""


def test_a_feed_that_lies_in_a_file_is_read_and_a_page_that_ends_like_one_is_told(show: ShowDesk) -> None:
    (show.folder / "wire.xml").write_text(
        RSS.replace("TEXT", f"{STORIES['whale'][1]} {STORIES['library'][1]}"), encoding="utf-8"
    )
    (show.folder / "empty.xml").write_text("", encoding="utf-8")
    show.configure(sources='["wire.xml", "empty.xml"]')
    show.daily()
    assert "young humpback whale" in script(show)
    assert any("empty.xml" in line for line in show.told), show.told


def test_a_source_that_is_not_there_is_told_and_names_that_match_are_read(show: ShowDesk) -> None:
    show.article("bridge")
    show.article("library")
    show.configure(sources='["articles/b*.txt", "articles/none.txt"]')
    show.daily()
    assert "harbour bridge" in script(show)
    assert "library" not in script(show)
    assert any("none.txt; check the name; the rest goes on" in line for line in show.told), show.told
