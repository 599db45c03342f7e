"""What is fuzzed: for each kind of file that somebody else writes, a check that takes any bytes.

A check raises only for a fault of the program; what it refuses with a word to the user is no fault. `scripts/fuzz` runs
them by the hour, tests/fuzz/ replays the kept cases (tests/corpus/) and a bounded number of new ones.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from newsdesk import DAY, STORY, cast

from briefing import reading
from briefing.checking import quotes
from briefing.drafts import Draft
from briefing.edition import feeds, handover, history, shelf, showfile, wire
from briefing.edition.place import Place
from briefing.errors import BadConfigError, BadInputError, BriefingError, NoInputError
from briefing.language.spoken import spoken
from briefing.programme import written
from briefing.proofing import ear
from briefing.publishing import beside, entries
from briefing.publishing.check import Around, check
from briefing.selecting import select
from briefing.serving import programmes, ranges
from briefing.settings import Settings, read_cast, read_lexicon
from briefing.speaking.utterances import delivery, of_programme, utterance
from briefing.values import Article, Direction, Heading, Lexicon, Line, Script
from briefing.writing import markdown
from briefing.writing.lint import is_error, lint
from briefing.writing.lint.fixing import fix

LENGTHS: Sequence[int | str | None] = (None, "full", 60, 20)


def refused(error: BriefingError) -> None:
    """Insist that a refusal says what is wrong and what to do."""
    assert error.problems
    assert all(problem.what and problem.todo for problem in error.problems)


# --- Articles --------------------------------------------------------------------------------------------------------


def article(data: bytes, kind: str | None = "txt") -> None:
    """Read, select, write; the first byte has a say in the length."""
    try:
        read = reading.read_bytes(data, source="a.txt", format=kind)
    except BadInputError as error:
        refused(error)
        return
    placed(read)
    length = LENGTHS[data[0] % len(LENGTHS)]
    try:
        made = written([select(read)], Settings(cast=cast(), date=DAY, length=length))
    except BriefingError as error:
        refused(error)
        return
    assert not (found := list(faults(made))), found


def placed(read: Article) -> None:
    """Insist that an article's ranges lie in its text, in order."""
    assert read.body
    for span in (*read.body, read.heading, read.dateline):
        assert span is None or (0 <= span.start < span.end <= len(read.text) and span.of(read.text).strip())
    assert all(one.end <= two.start for one, two in pairwise(read.body))


def faults(made: Draft) -> Iterator[str]:
    """Yield what is wrong with a script: as it's read back, as its lines look, as its quotes stand in the source."""
    text = markdown.format(made.script)
    if markdown.parse(text) != made.script:
        yield "it isn't read back equal"
    if markdown.format(markdown.parse(text)) != text:
        yield "it isn't written the same again"
    body = text.split("\n---\n", 1)[1].splitlines()
    items = made.script.items
    expected = {
        "# ": 1,
        "## ": sum(isinstance(item, Heading) for item in items),
        "(": sum(isinstance(item, Direction) for item in items),
        "> ": 2 * sum(isinstance(item, Line) and item.verbatim for item in items),
        "- ": sum(isinstance(item, Line) and item.beat for item in items),
    }
    for start, count in expected.items():
        if (found := sum(line.startswith(start) for line in body)) != count:
            yield f"{found} lines begin with {start!r}, not {count}"
    known = (*expected, *(reader.label for reader in made.script.readers))
    yield from (f"a line of no kind: {line[:80]!r}" for line in body if line and not line.startswith(known))
    wrong = (problem for problem in lint(made.script, made.texts, quotes(made)) if problem.code[0] in "QFPL")
    yield from (str(problem) for problem in wrong if is_error(problem))


# --- Scripts ---------------------------------------------------------------------------------------------------------


def script(data: bytes) -> None:
    """Parse, write again, lint, say, mend."""
    try:
        text, _ = reading.decode(data, "a.script.md")
        parsed = markdown.parse(text)
    except BadInputError as error:
        refused(error)
        if data.isascii():
            mended(data.decode())
        return
    assert markdown.parse(markdown.format(parsed)) == parsed
    told = dict.fromkeys((source.key for source in parsed.sources), STORY)
    assert all(problem.todo for problem in lint(parsed, told))
    lexicon = of_programme(Lexicon(), parsed)
    for line in parsed.lines:
        utterance(line, lexicon, parsed.language, delivery(line.delivery))
    mended(text)


def mended(text: str) -> None:
    """Insist that a fix makes nothing worse, and that twice is as good as once."""

    def told(parsed: Script) -> dict[str, str]:
        return dict.fromkeys((source.key for source in parsed.sources), STORY)

    def errors(of: str) -> Counter[str]:
        try:
            parsed = markdown.parse(of)
        except BadInputError as error:
            return Counter(problem.code for problem in error.problems)
        return Counter(problem.code for problem in lint(parsed, told(parsed)) if is_error(problem))

    made = fix(text, told, ("quote-1", "quote-2"))
    assert bool(made.mended) == (made.text != text)
    assert fix(made.text, told, ("quote-1", "quote-2")) == type(made)(made.text, ())
    if made.text != text and readable(text):
        assert readable(made.text)
        assert errors(made.text) <= errors(text)


def readable(text: str) -> bool:
    try:
        markdown.parse(text)
    except BadInputError:
        return False
    return True


def words(data: bytes) -> None:
    """Say any text: whatever is written, something is said, and the ranges of both lead into them."""
    text = data.decode("utf-8", "replace")
    for language in ("en-GB", "en-US"):
        said = spoken(text, language)
        for at in range(0, len(text), max(1, len(text) // 7)):
            start, end = said.spoken_range(at, min(at + 5, len(text)))
            assert 0 <= start <= end <= len(said.text)


# --- Settings --------------------------------------------------------------------------------------------------------


@functools.cache
def scratch() -> Path:
    """Return a folder for the files that only a path leads to."""
    return Path(tempfile.mkdtemp(prefix="fuzz-"))


def put(name: str, data: bytes) -> str:
    """Write a file into that folder, and return its path."""
    file = scratch() / name
    file.unlink(missing_ok=True)  # some file systems take milliseconds to write over a file
    file.write_bytes(data)
    return str(file)


def settings(data: bytes, read: Callable[[str], object]) -> None:
    """Read a file of settings, or be told what is wrong with it."""
    try:
        read(put("settings.toml", data))
    except (BadConfigError, NoInputError) as error:
        refused(error)


def show(file: str) -> None:
    showfile.read(Place(file, str(scratch()), "show"))


# --- Feeds -----------------------------------------------------------------------------------------------------------


def source_feed(data: bytes) -> None:
    """Take the items of somebody's feed."""
    wire.looks_like_feed(data)
    try:
        found = feeds.items(data, "feed.xml", "https://example.org/feed.xml")
    except BadInputError as error:
        refused(error)
        return
    for item in found:
        assert item.link == "" or item.link.startswith(("http://", "https://"))
        assert item.link or item.content
        assert item.when is None or item.when.tzinfo is dt.UTC
        with contextlib.suppress(BadInputError):
            if item.content:
                placed(reading.read_bytes(item.content.encode("utf-8", "replace"), source="item", format="html"))


def own_feed(data: bytes) -> None:
    """Check a feed and the files that it names, all of which hold the feed itself."""
    around = Around(
        "feed.xml",
        "https://example.org/harbour/",
        dt.datetime(2026, 5, 5, 6, tzinfo=dt.UTC),
        read=lambda _: data,
        hashes={"2026-05-04.mp3": "0" * 64},
        seconds=lambda _: 10.0,
    )
    found = check(data, around, dt.timedelta(days=1))
    assert all(problem.code and problem.what and problem.todo for problem in found)


def companions(data: bytes) -> None:
    """Check a transcript, chapters and artwork that hold anything."""
    for found in (
        beside.transcript("a.vtt", data, 10.0),
        beside.chapters("a.json", data, 10.0),
        beside.artwork("a.png", lambda _: data),
    ):
        assert all(all(finding) for finding in found)


# --- What the program itself has written, and somebody has changed ---------------------------------------------------


def record(data: bytes) -> None:
    """Read an episode's record for the player page, for what is heard and for the feed."""
    programmes.programme("2026-05-04", data)
    try:
        ear.read(put("2026-05-04.json", data))
    except (BadInputError, NoInputError) as error:
        refused(error)
    try:
        made = entries.entry("2026-05-04.json", data)
    except ValueError:
        return
    if made is not None:
        again = entries.unpacked(made.record, json.loads(json.dumps(entries.packed(made))))
        assert again == made or made.seconds != made.seconds  # not a number


def state(data: bytes) -> None:
    """Read the podcast's own notes: what can't be read counts for nothing."""
    for name in (history.NAME, handover.NAME, shelf.NAME):
        put(name, data)
    kept = history.load(str(scratch()))
    kept.before("2026-05-04")
    handover._before(str(scratch()))
    for name, line in shelf._index(str(scratch())).items():
        shelf._unpacked(name, line)


def request(data: bytes) -> None:
    """Answer a request for a part of a file."""
    headers = {}
    for row in data.decode("latin-1").split("\n"):
        name, _, value = row.partition(":")
        headers[name.strip().lower()] = value.strip()
    answer = ranges.part(headers, 1000, ranges.version(1000, 0))
    assert 0 <= answer.start <= answer.end <= 1000


TARGETS: dict[str, Callable[[bytes], None]] = {
    "article": article,
    "markdown": functools.partial(article, kind="md"),
    "page": functools.partial(article, kind="html"),
    "any": functools.partial(article, kind=None),
    "script": script,
    "words": words,
    "show": functools.partial(settings, read=show),
    "cast": functools.partial(settings, read=read_cast),
    "lexicon": functools.partial(settings, read=lambda file: read_lexicon(file, shipped=False)),
    "source_feed": source_feed,
    "own_feed": own_feed,
    "companions": companions,
    "record": record,
    "state": state,
    "request": request,
}
"""The checks by name; each has a folder of kept cases, tests/corpus/NAME."""
