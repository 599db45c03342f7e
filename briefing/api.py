"""The stages as functions on plain values, for Python programs. ``import briefing`` offers all of them.

Every function raises a :class:`briefing.errors.BriefingError` (with its problems and the exit code that the command
would end with) and nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from os import PathLike, fspath

from briefing import drafts, pipeline, programme, reading, selecting
from briefing.errors import BadInputError, Problem
from briefing.settings import Settings, read_lexicon
from briefing.values import Article, Cast, Episode, Script, Selection, Show


def read(path: str | PathLike[str], *, format: str | None = None) -> Article:  # noqa: A002 - the command line's own word
    """Return the article in a file or at an http(s) address: text, Markdown or HTML by its suffix or ``format``."""
    return reading.read(fspath(path), format=format)


def read_text(text: str, source: str = "text", *, format: str = "txt") -> Article:  # noqa: A002 - as above
    """Return the article in a text."""
    return reading.read_text(text, source=source, format=format)


def select(article: Article) -> Selection:
    """Return what a briefing could say of an article: headline, points and quotes, as ranges."""
    return selecting.select(article)


def write(
    selections: Sequence[Selection],
    *,
    show: Show | None = None,
    date: dt.date | None = None,
    cast: Cast | None = None,
    length: int | str | None = None,
) -> Script:
    """Return the script of a programme; ``length`` is in seconds, "full" or None.

    ``date`` is the programme's day, else the newest article's, else today in the show's time zone.
    """
    if not selections:
        raise BadInputError(Problem("", "there is no story", "give one selection at least"))
    chosen = Settings(show=show or Show(), cast=cast, date=date, length=length)
    return programme.written(selections, chosen).script


def parse(text: str, file: str = "script") -> Script:
    """Return the script in a Markdown text, or raise for all mistakes in it at once."""
    from briefing.writing import markdown

    return markdown.parse(text, file)


def format(script: Script) -> str:  # noqa: A001 - the counterpart of parse
    """Return a script as Markdown: ``parse(format(script)) == script``."""
    from briefing.writing import markdown

    return markdown.format(script)


def lint(script: Script, texts: Mapping[str, str] | None = None) -> tuple[Problem, ...]:
    """Return what broadcast style finds in a script; ``texts`` are its sources' texts by key."""
    from briefing.writing import lint as style

    return style.lint(script, texts)


def render(
    source: str | PathLike[str] | Script, *, output: str | None = None, settings: Settings | None = None
) -> Episode:
    """Make an episode of a script, or of an article or ``.script.md`` file: its MP3 and what lies beside it.

    A script's sources are looked for from the working directory. ``output`` is the MP3's path, a folder, or None for
    ``output/`` below the working directory.
    """
    chosen = settings or Settings(lexicon=read_lexicon(None))
    made = drafts.of(source, ".") if isinstance(source, Script) else pipeline.draft([fspath(source)], chosen)
    episode, _ = pipeline.render(made, chosen, output)
    return episode
