"""From a source to an Article: decode it, tell the story from the page, read its masthead."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from briefing.edges import files
from briefing.errors import BadInputError, Problem
from briefing.language.dates import date_in
from briefing.language.detection import language_of
from briefing.reading import endnotes, furniture, rules
from briefing.reading.datelines import dateline_in
from briefing.reading.decoding import decode
from briefing.reading.headlines import Page
from briefing.reading.masthead import Masthead, masthead
from briefing.reading.paragraphs import Paragraph, paragraphs
from briefing.values import Article, Span

if TYPE_CHECKING:
    from briefing.reading.markdown import FrontMatter

SURROGATE = "[\ud800-\udfff]"
HTML = r"(?i)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)\b"
MARKDOWN = r"(?m)^#{1,6} \S|\]\(https?://|^---\n(?:[\w-]+:.*\n)+---$"
SUFFIXES = {"md": "md", "markdown": "md", "html": "html", "htm": "html", "xhtml": "html"}

SAMPLE = 20_000
"""So many code points of the story tell its language."""

SPEAKERS = 8
"""So many paragraphs tell a conversation, each turn headed by a name and a colon, from a place."""

FEWEST_WORDS = 8
"""Without a full stop, a text of fewer words than this has no sentence."""


def read(path: str, *, format: str | None = None, language: str | None = None) -> Article:  # noqa: A002 - the option's name
    """Return the article in a file.

    ``format`` is "txt" or "md", else the name's suffix tells; ``language`` is an ISO 639-1 code, else it's detected.
    NoInputError when the file can't be read; BadInputError when it's too large, isn't text or holds no story.
    """
    chosen = format or SUFFIXES.get(path.rpartition(".")[2].lower(), "txt")
    _check_format(chosen, path)
    return read_bytes(files.read(path), source=path, format=chosen, language=language)


def read_bytes(data: bytes, *, source: str, format: str | None = None, language: str | None = None) -> Article:  # noqa: A002 - the option's name
    """Return the article in a file's content; ``format`` is guessed when it's None. BadInputError as for ``read``."""
    if format is not None:
        _check_format(format, source)
    text, encoding = decode(data, source)
    chosen = format or ("md" if re.search(MARKDOWN, text[:4000]) else "txt")
    return _article(text, source, chosen, language, encoding)


def read_text(text: str, *, source: str = "text", format: str = "txt", language: str | None = None) -> Article:  # noqa: A002 - the option's name
    """Return the article in a text. BadInputError when it holds no story."""
    _check_format(format, source)
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _article(re.sub(SURROGATE, "\ufffd", plain), source, format, language, "utf-8")


def kept_text(path: str) -> str:
    """Return the text of a kept source, to which a script's ranges refer, whatever it holds.

    NoInputError when the file can't be read; BadInputError when it's too large or isn't text.
    """
    return decode(files.read(path), path)[0]


def _check_format(name: str, source: str) -> None:
    if name == "html":
        raise _bad(source, "is a web page, which can't be read", "save the page as text (.txt) and give that")
    if name not in {"txt", "md"}:
        raise _bad(source, f"can't be read as {name}", "the formats are txt and md")


def _bad(source: str, what: str, todo: str) -> BadInputError:
    return BadInputError(Problem("", f"{source} {what}", todo))


def _article(text: str, source: str, format_: str, language: str | None, encoding: str) -> Article:
    if not text.strip():
        found = "has only white space" if text else "is empty"
        raise _bad(source, found, "give a file that holds an article")
    if "<" in text[:2000] and re.match(HTML, text[:2000]):
        _check_format("html", source)
    front: FrontMatter | None = None
    if format_ == "md":
        from briefing.reading import markdown

        text, parts, front = markdown.plain(text)
    else:
        parts = paragraphs(text)
    story = furniture.find(parts, marked=format_ == "md")
    spoken = _language(language or (front.language if front else None)) or language_of(_sample(text, parts, story.kept))
    head = masthead(Page(text, parts, story.kept, story.first, story.told, spoken))
    byline = (front and front.byline) or head.byline
    gone = head.taken.union(endnotes.notes(parts, story.kept, byline))
    body = _body(parts, story.kept, head, gone)
    _check_story(text, source, parts, body)
    dateline = _dateline(text, body, head.heading)
    published = head.published or (date_in(dateline.of(text), spoken) if dateline else None)
    return Article(
        source=source,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        body=body,
        title=(front and front.title) or head.title,
        heading=head.heading,
        byline=byline,
        dateline=dateline,
        published=(front and front.published) or published,
        language=spoken,
        format=format_,
        encoding=encoding,
    )


def _sample(text: str, parts: tuple[Paragraph, ...], kept: tuple[int, ...]) -> str:
    start = parts[kept[0]].span.start if kept else 0
    return text[start : start + SAMPLE]


def _body(
    parts: tuple[Paragraph, ...], kept: tuple[int, ...], head: Masthead, gone: frozenset[int]
) -> tuple[Span, ...]:
    places = (set(kept) - gone) | ({head.place} if head.place is not None else set())
    return tuple(head.heading if at == head.place and head.heading else parts[at].span for at in sorted(places))


def _dateline(text: str, body: tuple[Span, ...], heading: Span | None) -> Span | None:
    first = [span for span in body[:SPEAKERS] if span != heading]
    found = [dateline_in(text, span) for span in first]
    colons = sum(span is not None and ":" in span.of(text) for span in found)
    if colons > 1:  # a list, or who speaks in a conversation
        return None
    return next((span for span in found[:3] if span), None)


def _language(code: str | None) -> str | None:
    first = re.split(r"[-_]", code.strip().lower(), maxsplit=1)[0] if code else ""
    return first if first.isalpha() and len(first) in {2, 3} else None


def _check_story(text: str, source: str, parts: tuple[Paragraph, ...], body: tuple[Span, ...]) -> None:
    kept = {span.start: span for span in body}
    if any(
        part.span.start in kept and (part.words >= FEWEST_WORDS or (part.ended and part.words > 1)) for part in parts
    ):
        return
    lines = f"{len(parts)} line{'' if len(parts) == 1 else 's'}"
    if not parts:
        what = "holds no words"
    elif not body or sum(rules.hit(parts, at) is not None for at in range(len(parts))) * 2 > len(parts):
        what = f"holds only a page's furniture ({lines}: menus, buttons, notices) and no story"
    else:
        what = f"holds no sentence ({lines}, {len(text)} characters)"
    raise _bad(source, what, "give a file that holds an article")
