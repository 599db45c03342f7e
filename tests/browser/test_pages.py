"""The player's page and the proof in a real browser; `scripts/test --browser` has one ready."""

from __future__ import annotations

import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import pytest
from desk import Desk

Chromium: TypeAlias = Any
Page: TypeAlias = Any
"""Playwright's own types aren't there where it isn't installed."""

pytestmark = pytest.mark.browser

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--mute-audio",
]
HOSTILE = (
    "Harbour </script><script>window.ran = 1</script> bridge closes\n\n"
    'The harbour bridge will close for a year, <img src="https://evil.example/x.png" onerror="window.ran = 2"> the '
    "city council said on Monday.\n\n"
    "“We have put this off for too long\u2028, and the steel </style></title> will not wait for <b>anyone</b>,” the "
    "council's chief engineer, Maria Lindqvist, said.\n\n"
    "The work costs 12 million pounds and ends in May of next year, the council's chairman said.\n\n"
    "Share this article\n"
)
BRIDGE = (
    "Harbour bridge to close for a year\n\n"
    "The harbour bridge will close for a year from June, the city council said on Monday.\n\n"
    "“We have put this off for too long, and the steel will not wait,” the council's chief engineer, Maria Lindqvist, "
    "said.\n\n"
    "Traders on the quay say that they were told nothing of it before the weekend.\n\n"
    "“My shop lives on the people who walk over that bridge,” said Tom Okafor, a baker.\n\n"
    "The work costs 12 million pounds and ends in May of next year.\n"
)
WHALE = (
    "Whale visits the bay\n\n"
    "A young humpback whale has been swimming in the bay since Friday, the coastguard said.\n\n"
    "“It will find its own way out with the next spring tide,” said Ana Duarte, a marine biologist.\n"
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = Desk(tmp_path_factory.mktemp("desk"))
    made.environment["PYTHONPATH"] = str(Path(__file__).parent.parent)
    made.write("bridge.txt", BRIDGE)
    made.write("whale.txt", WHALE)
    made.write("hostile.txt", HOSTILE)
    for day, sources in (("2026-05-03", ["whale.txt"]), ("2026-05-04", ["bridge.txt", "whale.txt"])):
        ended = made.run("make", *sources, "--date", day, "--engine", "tone:Tone", "--quiet")
        assert ended.code == 0, ended.err
    return made


@pytest.fixture(scope="module")
def url(desk: Desk) -> Iterator[str]:
    child = desk.start("serve", "--port", "0")
    assert child.stdout
    yield child.stdout.readline().decode().strip()
    child.send_signal(signal.SIGINT)
    child.communicate(timeout=10)
    assert child.returncode == 130


@pytest.fixture(scope="module")
def episode(desk: Desk, url: str) -> str:
    mp3 = next((desk.folder / "output").glob("2026-05-04*.mp3"))
    return f"{url}episodes/{mp3.stem}"


@pytest.fixture(scope="module")
def proof(desk: Desk) -> str:
    ended = desk.run("proof", "bridge.txt", "hostile.txt", "--engine", "tone:Tone", "--quiet", "-o", "proof.html")
    assert ended.code == 0, ended.err
    return (desk.folder / "proof.html").resolve().as_uri()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    playwright = pytest.importorskip("playwright.sync_api")
    found = os.environ.get("BRIEFING_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.skip("there is no Chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


class Visit:
    """A page in a context of its own; what it asks for and complains of is kept."""

    def __init__(self, chromium: Chromium, address: str, **options: object) -> None:
        """Open the page."""
        self.context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(address)

    def now(self) -> float:
        return float(self.page.evaluate("document.querySelector('audio').currentTime"))

    def plays(self) -> None:
        """Wait until the sound goes on."""
        begin = self.now()
        self.page.wait_for_function("from => document.querySelector('audio').currentTime > from + 0.2", arg=begin)

    def focused(self) -> str:
        return str(self.page.evaluate("document.activeElement.textContent || document.activeElement.ariaLabel"))

    def tab_to(self, text: str) -> None:
        """Press Tab until something whose text begins like this has the focus."""
        for _ in range(60):
            self.page.keyboard.press("Tab")
            name = self.page.evaluate(
                "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"
            )
            if name.startswith(text):
                return
        pytest.fail(f"Tab never came to {text!r}")


Go: TypeAlias = Callable[..., Visit]


@pytest.fixture
def visit(chromium: Chromium) -> Iterator[Go]:
    opened: list[Visit] = []

    def go(address: str, **options: object) -> Visit:
        opened.append(Visit(chromium, address, **options))
        return opened[-1]

    yield go
    for one in opened:
        one.context.close()


LOOKS = [
    pytest.param({"color_scheme": scheme, "viewport": {"width": wide, "height": 844}}, id=f"{scheme}-{wide}")
    for scheme in ("light", "dark")
    for wide in (390, 1280)
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe(page: Page) -> list[str]:
    runner = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = runner.run(page, options={"runOnly": WCAG}).response["violations"]
    return [f"{one['id']}: {[node['html'][:200] for node in one['nodes']]}" for one in found]


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(visit: Go, url: str, episode: str, proof: str, look: dict[str, Any]) -> None:
    for address in (url, episode, proof, f"{url}nothing"):
        seen = visit(address, **look)
        assert axe(seen.page) == [], address
        if ".html" in address or "episodes" in address:  # while it plays, too
            seen.page.locator(".cue, .said").nth(3).click()
            seen.plays()
            seen.page.evaluate("document.querySelector('audio').pause()")
            assert axe(seen.page) == [], address


@pytest.mark.parametrize("wide", [320, 390, 1280])
def test_nothing_sticks_out_of_the_page(visit: Go, url: str, episode: str, proof: str, wide: int) -> None:
    for address in (url, episode, proof):
        seen = visit(address, viewport={"width": wide, "height": 640})
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= wide, address


def test_no_other_host_is_asked_and_nothing_is_complained_of(visit: Go, url: str, episode: str, proof: str) -> None:
    own = urlsplit(url).netloc
    for address in (url, episode):
        seen = visit(address)
        seen.page.get_by_role("button", name="Play").click()
        seen.plays()
        assert {urlsplit(asked).netloc for asked in seen.asked} == {own}
        assert seen.complaints == []
    seen = visit(proof)
    seen.page.locator(".said").first.click()
    seen.plays()
    assert [asked for asked in seen.asked if not asked.startswith("data:")] == [proof]
    assert seen.complaints == []


def test_it_plays_and_pauses(visit: Go, episode: str) -> None:
    seen = visit(episode)
    seen.page.get_by_role("button", name="Play").click()
    seen.plays()
    seen.page.get_by_role("button", name="Pause").click()
    assert seen.page.evaluate("document.querySelector('audio').paused")
    at = seen.now()
    seen.page.get_by_role("button", name="Forward 30 seconds").click()
    assert seen.now() > at + 5
    seen.page.get_by_role("button", name="Back 15 seconds").click()
    assert seen.page.get_by_role("slider", name="Position").get_attribute("aria-valuetext")


def test_a_chapter_is_found_and_marked(visit: Go, episode: str) -> None:
    seen = visit(episode)
    chapter = seen.page.locator(".chapters a").nth(1)
    start = float(chapter.get_attribute("data-start"))
    chapter.click()
    seen.plays()
    assert start <= seen.now() < start + 3
    assert chapter.get_attribute("aria-current") == "true"
    assert seen.page.locator(".chapters [aria-current]").count() == 1


def test_a_line_of_the_transcript_is_heard_and_the_next_one_follows(visit: Go, episode: str) -> None:
    seen = visit(episode)
    cue = seen.page.locator(".cue").nth(4)
    start = float(cue.get_attribute("data-start"))
    cue.click()
    seen.plays()
    assert start <= seen.now() < start + 3
    assert cue.get_attribute("aria-current") == "true"
    after = seen.page.locator(".cue").nth(5)
    seen.page.evaluate(
        "at => { document.querySelector('audio').currentTime = at; }", float(after.get_attribute("data-start"))
    )
    seen.page.wait_for_function("document.querySelectorAll('.cue')[5].getAttribute('aria-current') === 'true'")
    assert seen.page.locator(".cue[aria-current]").count() == 1


def test_the_transcript_scrolls_with_the_sound_unless_told_not_to(visit: Go, episode: str) -> None:
    seen = visit(episode, viewport={"width": 390, "height": 500}, reduced_motion="reduce")
    last = seen.page.locator(".cue").last
    start = float(last.get_attribute("data-start"))
    seen.page.get_by_role("button", name="Play").click()
    seen.plays()
    seen.page.evaluate("at => { document.querySelector('audio').currentTime = at; }", start)
    seen.page.wait_for_function(
        "[...document.querySelectorAll('.cue')].at(-1).getBoundingClientRect().top < innerHeight"
    )
    seen.page.get_by_label("Follow the sound").uncheck()
    seen.page.evaluate("scrollTo(0, 0); document.querySelector('audio').currentTime = 9")
    seen.page.wait_for_timeout(600)
    assert seen.page.evaluate("scrollY") == 0


def test_everything_can_be_done_from_the_keyboard(visit: Go, episode: str) -> None:
    seen = visit(episode)
    seen.page.keyboard.press("Tab")
    assert seen.focused() == "Skip to the content"
    seen.page.keyboard.press("Enter")
    seen.tab_to("Play")
    seen.page.keyboard.press("Space")
    seen.plays()
    seen.page.keyboard.press("Space")
    seen.tab_to("Position")
    seen.page.keyboard.press("End")
    assert seen.now() > 10
    seen.page.keyboard.press("Home")
    assert seen.now() < 1
    seen.tab_to("Headlines")
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Enter")
    seen.plays()
    assert seen.page.locator(".chapters a").nth(1).get_attribute("aria-current") == "true"
    seen.page.evaluate("document.querySelector('audio').pause()")
    seen.page.locator(".cue[tabindex='0']").focus()
    before = seen.page.evaluate("document.activeElement.dataset.start")
    seen.page.keyboard.press("ArrowDown")
    after = seen.page.evaluate("document.activeElement.dataset.start")
    assert float(after) > float(before)
    seen.page.keyboard.press("Enter")
    seen.plays()
    assert float(after) <= seen.now() < float(after) + 3
    assert seen.page.locator(".cue[tabindex='0']").count() == 1


def test_where_one_stopped_is_remembered(visit: Go, episode: str) -> None:
    seen = visit(episode)
    seen.page.locator(".chapters a").nth(1).click()
    seen.page.wait_for_function("Object.keys(localStorage).some(key => key.startsWith('briefing at'))")
    at = seen.now()
    seen.page.reload()
    seen.page.wait_for_function("document.querySelector('audio').currentTime > 5")
    assert abs(seen.now() - at) < 6


def test_without_a_script_the_browsers_own_player_is_there(visit: Go, url: str, episode: str) -> None:
    assert visit(url, java_script_enabled=False).page.locator("audio[controls]").first.is_visible()
    seen = visit(episode, java_script_enabled=False)
    assert seen.page.locator("audio[controls]").first.is_visible()
    assert seen.page.locator(".cue").first.get_attribute("href").partition("#")[2].startswith("t=")


def test_the_list_leads_to_an_episode(visit: Go, url: str) -> None:
    seen = visit(url)
    seen.page.locator(".episodes a").first.click()
    assert "/episodes/2026-05-03" in seen.page.url
    assert seen.page.locator(".cue").count() > 3


# --- the proof


def test_in_a_proof_each_of_the_three_finds_the_other_two(visit: Go, proof: str) -> None:
    seen = visit(proof)
    mark = seen.page.locator("a.m.quote").first
    mark.click()
    seen.plays()
    row = seen.page.locator(".row.on")
    start, end = (float(row.get_attribute(f"data-{name}")) for name in ("start", "end"))
    assert row.get_attribute("class").startswith("row quote")
    assert start <= seen.now() <= end + 1
    assert "on" in mark.get_attribute("class").split()
    assert seen.page.locator(".lane.on").count() == 1

    last = seen.page.locator(".row:not(.own) .said").last
    last.click()
    seen.plays()
    number = last.get_attribute("data-row")
    assert seen.page.locator(f"#r{number}.on").count() == 1
    assert seen.page.locator(f"a.m.on[data-rows~='{number}']").first.is_visible()

    first = seen.page.locator(".lane.quoted").first
    first.click(force=True, position={"x": 4, "y": 10})
    seen.plays()
    assert seen.page.locator(f"#r{first.get_attribute('data-row')}.on").count() == 1
    assert seen.page.locator("a.m.on").count() >= 1


def test_a_proof_can_be_used_from_the_keyboard(visit: Go, proof: str) -> None:
    seen = visit(proof)
    seen.page.keyboard.press("Tab")
    assert seen.focused().startswith("Skip")
    seen.page.locator("a.m[tabindex='0']").focus()
    seen.page.keyboard.press("ArrowDown")
    seen.page.keyboard.press("Enter")
    seen.plays()
    assert seen.page.locator(".row.on").count() == 1


def test_the_rules_of_a_line_are_named_on_focus_and_on_hover(visit: Go, proof: str) -> None:
    seen = visit(proof)
    turned = seen.page.locator(".turned").first
    wide = "element => element.querySelector('.rules').getBoundingClientRect().width"
    assert turned.evaluate(wide) <= 1
    turned.hover()
    assert turned.evaluate(wide) > 50
    seen.page.mouse.move(0, 0)
    turned.locator(".said").focus()
    assert turned.evaluate(wide) > 50


def test_hostile_text_neither_runs_nor_breaks_the_proof(visit: Go, proof: str) -> None:
    seen = visit(proof)
    assert seen.page.evaluate("window.ran") is None
    assert seen.page.locator("img, b").count() == 0
    assert seen.page.locator("article.story").count() == 2
    assert seen.page.get_by_text("</style></title>").count() >= 1
    assert re.search(r"Left out: \w+", seen.page.locator("#articles").inner_text())
