"""E-mail and web addresses, handles and hashtags, named as a newsreader would."""

from __future__ import annotations

import re

from briefing.language.spoken.letters_of import spelled
from briefing.language.spoken.rule import NO_WORD, Hit, Rule, Variety, any_of
from briefing.language.spoken.tables import listed
from briefing.language.spoken.words import code, digits

_SIGNS = {
    ".": " dot ",
    "-": " dash ",
    "_": " underscore ",
    "/": " slash ",
    "@": " at ",
    "+": " plus ",
    "&": " ampersand ",
    ":": " colon ",
}
_PART = re.compile(r"[^\W\d_]+|[0-9]+|.", re.DOTALL)
_WORDS = {"COM", "ORG", "NET", "GOV", "EDU", "INFO", "BIZ", "APP", "DEV", "NEWS"}
_COUNTRY = 2  # letters of a country at the end of an address
_LONGEST_SPELLED = 3
_LONGEST_NUMBER = 4


def _part(part: str, variety: Variety) -> str:
    if part in _SIGNS:
        return _SIGNS[part]
    if "0" <= part[0] <= "9":
        return code(part, variety) if len(part) <= _LONGEST_NUMBER else digits(part)
    capitals = part.upper()
    short = len(part) == _COUNTRY and capitals.lower() in listed("tlds") and capitals != "CO"
    vowelless = _COUNTRY <= len(part) <= _LONGEST_SPELLED and not re.search(r"[AEIOUY]", capitals)
    if capitals not in _WORDS and (capitals in listed("initialisms") or short or vowelless):
        return spelled(capitals)
    return part if part.isalpha() else " "


def _said(written: str, variety: Variety) -> str:
    parts = [_part(part, variety) for part in _PART.findall(written)]
    return " ".join(" ".join(parts).split())


def _web(hit: Hit, variety: Variety) -> str | None:
    return _said(hit["host"] + (hit["path"] or "").rstrip("/"), variety)


def _local(hit: Hit, variety: Variety) -> str:
    return f"localhost colon {code(hit['port'], variety)}"


def _mail(hit: Hit, variety: Variety) -> str:
    return _said(hit.group(), variety)


def _tag(hit: Hit, variety: Variety) -> str:
    if hit["tag"].isascii() and hit["tag"].isdigit():
        return f"number {code(hit['tag'], variety)}"
    return f"hashtag {hit['tag'].replace('_', ' ')}"


def _handle(hit: Hit, _: Variety) -> str:
    return f"at {' '.join(hit['name'].replace('_', ' ').split())}"


_LABEL = r"[A-Za-z0-9](?:[\w-]{0,62}[A-Za-z0-9])?"
_HOST = rf"{_LABEL}(?:\.{_LABEL}){{1,6}}"
_REST = r"(?P<path>/[\w./~%+-]{0,200}(?<![.%+]))?(?:[?#][^\s\"“”‘’)>\]]{0,2000}(?<![.,;:!?]))?"
RULES = (
    Rule("email", "0Aa", rf"[A-Za-z0-9][\w.+&%-]{{0,63}}@{_LABEL}(?:\.{_LABEL}){{1,6}}", _mail),
    Rule(
        "web",
        "Aa",
        rf"(?:https?|ftp)://(?:www\.)?(?P<host>{_LABEL}(?:\.{_LABEL}){{0,6}}(?::[0-9]{{2,5}})?){_REST}",
        _web,
    ),
    Rule("web", "Aa", rf"[Ww]{{3}}\.(?P<host>{_HOST}){_REST}", _web),
    Rule(
        "web",
        "0Aa",
        rf"(?P<host>(?:[A-Za-z0-9][\w-]{{0,40}}\.){{1,5}}{any_of(listed('tlds'))})(?![\w@-])(?!\.[\w])(?::[0-9]{{2,5}})?{_REST}",
        _web,
    ),
    Rule("web", "a", r"localhost:(?P<port>[0-9]{2,5})(?![\w:])", _local),
    Rule("hashtag", "#", rf"#(?<!\w#)(?P<tag>[^\W_]\w{{0,60}}){NO_WORD}(?!#)", _tag),
    Rule("handle", "@", r"@(?P<name>[A-Za-z0-9]\w{0,60})(?![^\W_])", _handle),
)
