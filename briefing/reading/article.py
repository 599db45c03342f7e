"""From a source to an Article: decode it, tell the story from the page, read its masthead."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from briefing.edges import addresses, files
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
HTML = r"(?i)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*){0,5}<(?:!doctype html|html|head|body)\b"
FRAGMENT = r"(?i)\s*<(?:article|section|main|div|p|h1|title|meta|table|script|header)\b[^<>]*>"
"""How a piece of a page begins, as it's piped in; Markdown may begin so, too, and is given as such."""

MARKDOWN = r"(?m)^#{1,6} \S|\]\(https?://|^---\n(?:[\w-]+:.*\n)+---$"
SUFFIXES = {"md": "md", "markdown": "md", "html": "html", "htm": "html", "xhtml": "html"}

LOOKED_AT = 4_000
"""So much of a source tells whether it's a page."""

SAMPLE = 20_000
"""So many code points of the story tell its language."""

SPEAKERS = 8
"""So many paragraphs tell a conversation, each turn headed by a name and a colon, from a place."""

FEWEST_WORDS = 8
"""Without a full stop, a text of fewer words than this has no sentence."""


def read(path: str, *, format: str | None = None, language: str | None = None) -> Article:  # noqa: A002 - the option's name
    """Return the article in a file, or at an http(s) address.

    ``format`` is "txt", "md" or "html", else the name's suffix tells, or the server; ``language`` is an ISO 639-1 code,
    else it's detected.
    NoInputError when the file can't be read; BadInputError when it's too large, isn't text or holds no story;
    UnavailableError when the network or the server stands in the way of a page.
    """
    if addresses.is_address(path):
        return _at(path, format, language)
    chosen = format or SUFFIXES.get(path.rpartition(".")[2].lower(), "txt")
    _check_format(chosen, path)
    return read_bytes(files.read(path), source=addresses.masked(path), format=chosen, language=language)


def _at(url: str, format_: str | None, language: str | None) -> Article:
    """Return the article at an address; its source is the address that was given, without any password in it."""
    from briefing.reading.fetched import fetched

    if format_ is not None:
        _check_format(format_, url)
    page, kind = fetched(url)
    return read_bytes(
        page.body,
        source=addresses.shown(url),
        format=format_ or kind,
        language=language,
        charset=page.charset,
        address=page.url,
    )


def read_bytes(  # noqa: PLR0913 - what a server says of a page comes along with it
    data: bytes,
    *,
    source: str,
    format: str | None = None,  # noqa: A002 - the option's name
    language: str | None = None,
    charset: str | None = None,
    address: str | None = None,
) -> Article:
    """Return the article in a file's content; ``format`` is guessed when it's None. BadInputError as for ``read``.

    ``charset`` is the encoding that a page's server states, ``address`` where it was found; both help, neither is
    believed blindly.
    """
    if format is not None:
        _check_format(format, source)
    if format == "html" or b"<" in data[:LOOKED_AT]:
        from briefing.reading.html.charsets import decode_page

        text, encoding = decode_page(data, source, charset)
    else:
        text, encoding = decode(data, source)
    chosen = format or _guessed(text)
    return _article(text, source, chosen, language, encoding, address)


def _guessed(text: str) -> str:
    if re.search(MARKDOWN, text[:LOOKED_AT]):
        return "md"
    return "html" if re.match(FRAGMENT, text[:LOOKED_AT]) else "txt"


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
    if name not in {"txt", "md", "html"}:
        raise _bad(source, f"can't be read as {name}", "the formats are txt, md and html")


def _bad(source: str, what: str, todo: str) -> BadInputError:
    return BadInputError(Problem("", f"{source} {what}", todo))


def _article(  # noqa: PLR0913, PLR0917 - what is known of a source before it's read
    text: str, source: str, format_: str, language: str | None, encoding: str, address: str | None = None
) -> Article:
    if not text.strip():
        found = "has only white space" if text else "is empty"
        raise _bad(source, found, "give a file that holds an article")
    if "<" in text[:LOOKED_AT] and re.match(HTML, text[:LOOKED_AT]):  # whatever it's called
        format_ = "html"
    text, parts, front = _laid_out(text, format_, address)
    story = furniture.find(parts, marked=format_ != "txt")
    spoken = _language(language or (front.language if front else None)) or language_of(_sample(text, parts, story.kept))
    head = masthead(Page(text, parts, story.kept, story.first, story.told, spoken))
    if format_ == "html":
        head = _headed(head, parts)
    byline = (front and front.byline) or head.byline
    gone = head.taken.union(endnotes.notes(parts, story.kept, byline))
    body = _body(parts, story.kept, head, gone)
    _check_story(text, source, format_, parts, body)
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


def _laid_out(text: str, format_: str, address: str | None) -> tuple[str, tuple[Paragraph, ...], FrontMatter | None]:
    """Return the text that is read, its paragraphs, and what the source says of itself."""
    if format_ == "txt":
        return text, paragraphs(text), None
    if format_ == "md":
        from briefing.reading import markdown

        return markdown.plain(text)
    from briefing.reading.html import page

    return page.plain(text, address)


def _headed(head: Masthead, parts: tuple[Paragraph, ...]) -> Masthead:
    """Return a page's masthead: its title heads the text, outside the body; other headings are cross-heads."""
    titled = bool(parts) and parts[0].heading
    heading = parts[0].span if titled else None
    return head._replace(heading=heading, place=None, taken=head.taken | {0} if titled else head.taken)


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


def _check_story(text: str, source: str, format_: str, parts: tuple[Paragraph, ...], body: tuple[Span, ...]) -> None:
    kept = {span.start: span for span in body}
    if any(
        part.span.start in kept and (part.words >= FEWEST_WORDS or (part.ended and part.words > 1)) for part in parts
    ):
        return
    lines = f"{len(parts)} line{'' if len(parts) == 1 else 's'}"
    if not parts and format_ == "html":
        what = "is a web page with no words in it but its scripts', menus' and notices'"
    elif not parts:
        what = "holds no words"
    elif not body or sum(rules.hit(parts, at) is not None for at in range(len(parts))) * 2 > len(parts):
        what = f"holds only a page's furniture ({lines}: menus, buttons, notices) and no story"
    else:
        what = f"holds no sentence ({lines}, {len(text)} characters)"
    raise _bad(source, what, "give a file that holds an article")
