"""What the commands print: tables for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from briefing.drafts import Draft
from briefing.errors import BriefingError, Problem
from briefing.language.spoken import spoken
from briefing.language.tongues import NAMES, covered
from briefing.values import Episode, Line, Point, Quote, Selection, Span

SHOWN_POINTS = 10
"""Points in the table for people; the JSON has all."""

ROWS_AT_ONCE = 1000
"""So many rows of a list are made into JSON at a time."""


def as_json(episode: Episode, made: Draft) -> str:
    """Return what was made as one JSON object (command-line reference: ``make --json``)."""
    script = made.script
    words = sum(len(spoken(line.text, script.language).text.replace("-", " ").split()) for line in script.lines)
    speech = sum(slot.end - slot.start for slot in episode.rundown.slots if isinstance(slot.item, Line))
    content = {
        "output": episode.output,
        "script": episode.script_file,
        "transcript": episode.transcript,
        "chapters": episode.chapters,
        "record": episode.record,
        "duration_s": round(episode.master.seconds, 3),
        "lufs": episode.master.lufs,
        "true_peak_dbtp": episode.master.true_peak,
        "words": words,
        "wpm": round(words * 60 / max(episode.rundown.seconds(speech), 1e-3)),
        "stories": len(script.sources),
        "clips": {"total": episode.clips, "cached": episode.cached},
        "seconds": {stage: round(seconds, 3) for stage, seconds in made.seconds.items()},
    }
    return json.dumps(content, ensure_ascii=False)


def selection_pieces(source: str, selection: Selection) -> Iterator[str]:
    """Yield a selection as one line of JSON, in pieces: of a long text it's three times as long as the text."""
    article = selection.article
    content = {
        "source": source,
        "format": article.format,
        "sha256": article.sha256,
        "title": article.title,
        "headline": _range(selection.headline),
        "byline": list(article.byline),
        "dateline": article.dateline and article.dateline.of(article.text),
        "published": article.published and article.published.isoformat(),
        "language": article.language,
        "text": article.text,
    }
    yield json.dumps(content, ensure_ascii=False).removesuffix("}")
    yield from _rows("body", map(_range, article.body))
    yield from _rows("quotes", (_quote(quote, article.text) for quote in selection.quotes))
    yield from _rows("points", (_point(point, article.text) for point in selection.points))
    yield "}" if selection.form == "news" else f', "form": {json.dumps(selection.form)}}}'


def _rows(key: str, rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    """Yield an entry of a JSON object that is a list."""
    yield f', "{key}": ['
    mark = ""
    while some := list(islice(rows, ROWS_AT_ONCE)):
        yield mark + json.dumps(some, ensure_ascii=False)[1:-1]
        mark = ", "
    yield "]"


def _range(span: Span | None) -> dict[str, Any]:
    return {"start": span.start, "end": span.end} if span else {}


def _point(point: Point, text: str) -> dict[str, Any]:
    shown = {**_range(point.span), "text": point.span.of(text), "score": point.score}
    if point.personal:
        shown["speaker"] = {"name": point.speaker.name} if point.speaker else {"name": None}
    return shown


def _quote(quote: Quote, text: str) -> dict[str, Any]:
    speaker = quote.speaker and {
        "name": quote.speaker.name,
        "kind": quote.speaker.kind,
        "role": quote.speaker.role,
        "mention": quote.mention and {**_range(quote.mention), "text": quote.mention.of(text)},
    }
    shown = {"text": quote.span.of(text), "partial": quote.partial, "key": quote.key, "speaker": speaker}
    shown |= {"continues": True} if quote.continues else {}
    cut = {"extract": [_range(span) for span in quote.extract]} if quote.extract else {}
    return {**_range(quote.span), **shown, **cut}


def selection_table(selection: Selection) -> str:
    """Return a selection for a person to read."""
    article = selection.article
    rows = [
        f"{article.source}",
        f"  title      {article.title or '(none)'}",
        f"  byline     {', '.join(article.byline) or '(none)'}",
        f"  published  {article.published or '(not stated)'}",
        f"  language   {language(article.language)}",
        f"  body       {len(article.body)} paragraphs, {len(selection.sentences)} sentences",
    ]
    rows += [
        f"  point      {point.score:.2f}  {_short(point.span.of(article.text))}"
        for point in selection.points[:SHOWN_POINTS]
    ]
    rows += [
        f"  {'key quote' if quote.key else 'fragment ' if quote.partial else 'quote    '}  "
        f"{quote.speaker.name if quote.speaker else '(nobody named)'}: {_short(quote.span.of(article.text))}"
        for quote in selection.quotes
    ]
    return "\n".join(rows)


def language(code: str) -> str:
    """Return a language's name and code, and what isn't covered in it, for a person to read."""
    known = f"{NAMES.get(code, 'unknown')} ({code})"
    return known if covered(code) else f"{known}: not covered, so it isn't told whose words a quotation is"


def _short(text: str, width: int = 100) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= width else f"{flat[: width - 1]}…"


def error_json(source: str, error: BriefingError) -> str:
    """Return a source that failed as one line of JSON; ``code`` is the exit code."""
    problem = error.problems[0]
    content = {"code": error.exit_code, "what": problem.what, "todo": problem.todo}
    return json.dumps({"source": source, "error": content}, ensure_ascii=False)


def problem_json(problem: Problem) -> str:
    """Return a finding as one line of JSON."""
    keys = ("file", "line", "code", "what", "todo")
    return json.dumps({key: getattr(problem, key) for key in keys}, ensure_ascii=False)
