"""Which of the tips become today's stories: those that are new, fresh enough, told once, in the show's order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing import pipeline, reading
from briefing.edges.addresses import shown
from briefing.edition import shingles
from briefing.edition.history import Earlier
from briefing.edition.sources import Tip, page_of
from briefing.edition.wire import Wire
from briefing.errors import BadInputError, BriefingError, Problem
from briefing.settings import Settings
from briefing.values import Article, Daily

FRESH_PAGES_H = 72.0
"""Items of feeds older than this are no news, unless the show file says otherwise."""

MOST_READ = 500
"""So many tips are read at most in a run; a folder of more has to wait for the next."""

_LONG_AGO = dt.datetime(1, 1, 2, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Story:
    """An article that is to be told, with the tip that led to it and its sketch."""

    article: Article
    tip: Tip
    sketch: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Today's stories; what went wrong with a source, by its name and its state; why others were left out."""

    stories: tuple[Story, ...]
    failed: tuple[tuple[str, BriefingError], ...]
    notes: tuple[str, ...]


class Desk:
    """Reads tips and keeps what went wrong."""

    def __init__(self, chosen: Settings, wire: Wire) -> None:
        """Read as ``chosen`` says, pages through the wire."""
        self._chosen = chosen
        self._wire = wire
        self.failed: list[tuple[str, BriefingError]] = []

    def read(self, tip: Tip) -> Story | None:
        """Return the story that a tip leads to; None when it can't be read, which is kept to be told."""
        try:
            article = self._page(tip) if tip.is_page else self._file(tip)
        except BriefingError as error:
            self.failed.append((tip.source, error))
            return None
        return Story(article, tip, shingles.sketch("\n".join(span.of(article.text) for span in article.body)))

    def _page(self, tip: Tip) -> Article:
        sheet = page_of(tip, self._wire)
        kind = sheet.type.partition(";")[0].strip().lower()
        form = {"text/plain": "txt", "text/markdown": "md"}.get(kind, "html")
        article = reading.read_bytes(
            sheet.body, source=shown(tip.source), format=form, charset=sheet.charset, address=sheet.url
        )
        return _english(article, tip)

    def _file(self, tip: Tip) -> Article:
        return _english(pipeline.read_one(tip.source, self._chosen, any_language=True), tip)


def _english(article: Article, tip: Tip) -> Article:
    """Return the article, or raise BadInputError where it's in another language."""
    if article.language != "en":
        what = f"{tip.source} seems to be in another language than English ({article.language})"
        raise BadInputError(Problem("", what, "take it out of `sources`"))
    return article


def choose(tips: Sequence[Tip], earlier: Earlier, daily: Daily, desk: Desk, now: dt.datetime) -> Choice:
    """Return today's stories, at most ``max_stories`` of them."""
    new = [tip for tip in tips if _is_new(tip, earlier) and _is_fresh(tip, daily, now)]
    found: Iterable[Story]
    if daily.order == "longest" or any(not tip.is_page for tip in new):
        found = _ordered([story for tip in new[:MOST_READ] if (story := desk.read(tip))], daily.order)
    else:  # pages are fetched only until there are enough of them
        found = (story for tip in _ordered_tips(new, daily.order)[:MOST_READ] if (story := desk.read(tip)))
    stories: list[Story] = []
    notes: list[str] = []
    for story in found:
        if reason := _told(story, stories, earlier):
            notes.append(f"{story.tip.source} {reason}")
            continue
        stories.append(story)
        if len(stories) == daily.max_stories:
            break
    return Choice(tuple(stories), tuple(desk.failed), tuple(notes))


def _is_new(tip: Tip, earlier: Earlier) -> bool:
    if tip.held:
        return not earlier.has_file(tip.source, tip.held)
    return tip.again or not earlier.has_source(tip.source)


def _is_fresh(tip: Tip, daily: Daily, now: dt.datetime) -> bool:
    """Tell whether a tip is young enough; one without a date is."""
    most = daily.max_age or (FRESH_PAGES_H if tip.is_page else None)
    return most is None or tip.when is None or now - tip.when <= dt.timedelta(hours=most)


def _ordered_tips(tips: Sequence[Tip], order: str) -> list[Tip]:
    if order != "newest":
        return list(tips)
    return sorted(tips, key=lambda tip: tip.when or _LONG_AGO, reverse=True)


def _ordered(stories: list[Story], order: str) -> list[Story]:
    if order == "longest":
        return sorted(stories, key=lambda story: sum(s.end - s.start for s in story.article.body), reverse=True)
    if order == "newest":
        return sorted(stories, key=_appeared, reverse=True)
    return stories


def _appeared(story: Story) -> dt.datetime:
    """Return when a story appeared: the day it states where its file or item is of another, else to the second."""
    when = story.tip.when or _LONG_AGO
    stated = story.article.published
    if stated is None or when.date() == stated:
        return when
    return dt.datetime.combine(stated, dt.time(), dt.UTC)


def _told(story: Story, chosen: Sequence[Story], earlier: Earlier) -> str:
    """Return why a story isn't told again, "" when it's told."""
    if earlier.has_text(story.article.sha256) or earlier.has_story(story.sketch):
        return "was told before"
    for one in chosen:
        if one.article.sha256 == story.article.sha256 or shingles.same_story(one.sketch, story.sketch):
            return f"tells the same story as {one.tip.source}"
    return ""
