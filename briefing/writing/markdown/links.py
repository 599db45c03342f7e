"""Links of a script: into a source's text (RFC 5147), and those that set a pronunciation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote

from briefing.values import Source, Span
from briefing.writing.escaping import shown

ARROW = "↗"
VOUCHED = "checked:"
_ADDRESS = re.compile(r"https?://[A-Za-z0-9._~:/?@!$'*+,=&%-]+")
_RANGE = re.compile(r"char=([0-9]{1,12}),([0-9]{1,12})")
_SIMPLE = re.compile(r"[\w'’.:\u0300-\u036f-]+")
_TITLE = re.compile(r"[\\\"&<>]")
_ANGLE = re.compile(r"[\\<>&]")


def target(file: str) -> str:
    """Return a source's file as a link's target, percent-encoded; a web address stands as it is."""
    return file if _ADDRESS.fullmatch(file) else quote(file, safe="/", errors="surrogatepass")


def link(file: str, span: Span) -> str:
    """Return a link's target: ``my%20article.txt#char=405,584``."""
    return f"{target(file)}#{span.fragment}"


def cited(file: str, span: Span, checked: str = "") -> str:
    """Return a link's target with the name of who vouches for it: ``iran.txt#char=0,5 "checked: Jane Roe"``."""
    if not checked:
        return link(file, span)
    return f'{link(file, span)} "{VOUCHED} {shown(_TITLE.sub(_escaped, checked))}"'


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def vouched(title: str) -> str | None:
    """Return who vouches for a link, by its title; None where the title says nothing of the kind."""
    kept = title[len(VOUCHED) :].strip() if title.lower().startswith(VOUCHED) else ""
    return kept or None


def targets(sources: Iterable[Source]) -> dict[str, str]:
    """Return the keys of the sources by their links' targets, as written and decoded."""
    keys: dict[str, str] = {}
    for source in sources:
        keys.setdefault(source.file, source.key)
    for source in sources:
        keys[target(source.file)] = source.key
    return keys


def key_of(path: str, keys: dict[str, str]) -> str | None:
    """Return the key of the source that a link's path names, however it's encoded."""
    try:
        return keys.get(path) or keys.get(unquote(path, errors="surrogatepass"))
    except UnicodeDecodeError:
        return None


def split(href: str) -> tuple[str, Span | None]:
    """Return a link's path and its range, None where it has no range that can be."""
    path, _, fragment = href.rpartition("#") if "#" in href else (href, "", "")
    found = _RANGE.fullmatch(fragment)
    if found is None or int(found[1]) >= int(found[2]):
        return path, None
    return path, Span(int(found[1]), int(found[2]))


def pronunciation(scheme: str, how: str) -> str:
    """Return a target that sets a pronunciation, in angle brackets where it has spaces or marks."""
    if _SIMPLE.fullmatch(how):
        return f"{scheme}:{how}"
    safe = _ANGLE.sub(r"\\\g<0>", how)
    return f"<{scheme}:{shown(safe)}>"
