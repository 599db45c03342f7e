"""What the configured sources offer: files, pages and feeds' items, each a tip that may become a story."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from briefing.drafts import is_article
from briefing.edges import files, folders, places, workers
from briefing.edition.feeds import FeedItem, items
from briefing.edition.wire import Sheet, Wire, looks_like_feed
from briefing.errors import BriefingError, NoInputError, Problem

FEED_SUFFIXES = (".xml", ".rss", ".atom")
FETCHES_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Tip:
    """A story that a source offers: a file's path or a page's address, when it appeared (UTC), its place in line.

    ``held`` is a file's size and time; ``content`` an item's own text (HTML); ``again`` marks a page whose content
    may be another story each day.
    """

    source: str
    when: dt.datetime | None = None
    held: tuple[int, int] | None = None
    title: str = ""
    content: str = ""
    again: bool = False

    @property
    def is_page(self) -> bool:
        """Tell whether it comes from the network."""
        return self.held is None


@dataclass(frozen=True, slots=True)
class Offer:
    """What all sources offer, in their order; what went wrong with some, by source."""

    tips: tuple[Tip, ...]
    failed: tuple[tuple[str, BriefingError], ...]


def gather(sources: Sequence[str], beside: Callable[[str], str], own: str, wire: Wire) -> Offer:
    """Return what the sources offer, each story's address once.

    ``beside`` gives a path that the show file names; what stands in ``own``, the show's own folder, is no source.
    """

    def ask(source: str) -> list[Tip] | BriefingError:
        try:
            return list(_page(source, wire) if is_address(source) else _files(beside(source), own))
        except BriefingError as error:
            return error

    with workers.threads(min(FETCHES_AT_ONCE, max(1, sum(map(is_address, sources))))) as executor:
        answers = workers.ordered(executor, ask, sources)
    tips: dict[str, Tip] = {}
    failed = []
    for source, answer in zip(sources, answers, strict=True):
        if isinstance(answer, BriefingError):
            failed.append((source, answer))
        else:
            for tip in answer:
                tips.setdefault(tip.source, tip)
    return Offer(tuple(tips.values()), tuple(failed))


def is_address(source: str) -> bool:
    """Tell whether a source is a page's or a feed's address."""
    return source.lower().startswith(("http://", "https://"))


def _page(url: str, wire: Wire) -> Iterator[Tip]:
    sheet = wire.sheet(url, again=True)
    if sheet.is_feed:
        yield from _offered(items(sheet.body, url, sheet.url), url)
    else:
        yield Tip(url, again=True)


def _offered(offered: Sequence[FeedItem], feed: str) -> Iterator[Tip]:
    for place, item in enumerate(offered):
        # An item without a page of its own needs a name that stays: its date and title tell it from the others.
        source = item.link or f"{feed}#{item.when.isoformat() if item.when else place} {item.title}"
        yield Tip(source, item.when, title=item.title, content=item.content)


def _files(path: str, own: str) -> Iterator[Tip]:
    found = folders.matching(path)
    if found is None and not files.is_folder(path):
        if path.lower().endswith(FEED_SUFFIXES) and looks_like_feed(data := files.read(path)):
            yield from _offered(items(data, path, ""), path)
        else:
            yield _file(path)
        return
    if found is None:
        if folders.inside(places.join(path, "x.txt"), own):
            what = f"{path} is where the episodes go, not where articles are"
            raise NoInputError(Problem("", what, "name another folder under `sources`, or as `folder`"))
        found = [places.join(path, name) for name in sorted(folders.listing(path))]
    for file in found:
        if is_article(places.name_of(file)) and not folders.inside(file, own):
            try:
                yield _file(file)
            except NoInputError:  # gone since, or a link to nowhere: a folder may change at any time
                continue


def _file(path: str) -> Tip:
    held = folders.about(path)
    if not files.exists(path):
        raise NoInputError(Problem("", f"there is no file {path}", "check the name under `sources`"))
    when = dt.datetime.fromtimestamp(held.changed / 1e9, dt.UTC)
    return Tip(path, when, (held.size, held.changed))


def page_of(tip: Tip, wire: Wire) -> Sheet:
    """Return a tip's page, or the item's own text where the page can't be had and the text is whole."""
    if not is_address(tip.source) or "#" in tip.source:
        return _own_text(tip)
    try:
        return wire.sheet(tip.source, again=tip.again)
    except BriefingError:
        if not tip.content:
            raise
        return _own_text(tip)


def _own_text(tip: Tip) -> Sheet:
    """Return an item's own text as a page with its title."""
    title = html.escape(tip.title)
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{tip.content}</body></html>"
    return Sheet(tip.source, "text/html", "utf-8", page.encode("utf-8", "replace"))
