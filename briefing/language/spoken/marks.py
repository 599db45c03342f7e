"""Punctuation and signs: quotation marks go, brackets and dashes are pauses, signs have names."""

from __future__ import annotations

import re

from briefing.language.spoken.rule import ANY_SIGN, DASH, Hit, Rule, Variety, after, before
from briefing.language.spoken.tables import pairs

_STOPS = frozenset(",;:.!?…")
_CLOSERS = "\"'“”‘’«»"
_UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f"
    "\ufeff\ufff9-\uffff\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000fffff"
)
_PICTURES = "\u2190-\u21ff\u2300-\u23ff\u2460-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u20e3\U0001f000-\U0001faff"
_TYPOGRAPHY = "*^|\\\\{}<>©®™†‡¶•·‣▪■●¹²³⁰-⁹₀-₉ªº_~¨¬¦"


def _left(hit: Hit) -> str:
    """Return the last visible character before the match, "" at the start of the line."""
    before = hit.string[max(0, hit.start() - 8) : hit.start()].rstrip(" \t\u00a0").rstrip(_CLOSERS)
    return before[-1:].strip()


def _right(hit: Hit) -> str:
    """Return the first visible character after the match, "" at the end of the line."""
    text = hit.string[hit.end() : hit.end() + 8].lstrip(" \t\u00a0").lstrip(_CLOSERS)
    return text[:1].strip()


def _pause(hit: Hit, mark: str = ",") -> str:
    left, right = _left(hit), _right(hit)
    spaced = hit.group()[:1].isspace() or hit.group()[-1:].isspace()
    if not left or not right:
        return " " if spaced and left and right else ""
    if left in _STOPS or left in "([{—–":
        return " "
    if right in _STOPS or right in ")]}":
        return ""
    return f"{mark} "


def _dash(hit: Hit, _: Variety) -> str:
    left, right = _left(hit), _right(hit)
    if hit.group()[0].isspace() and hit.group()[1:] in {"–", "−", "-"} and right.isdigit() and not left.isdigit():
        return " minus "
    if left.isdigit() and (right.isdigit() or right in "£$€"):
        return " to " if right else ""
    return _pause(hit)


def _to(hit: Hit, _: Variety) -> str | None:
    written = hit.string[max(0, hit.start() - 9) : hit.start()]
    return " to " if re.search(r"[0-9]\s?(?:%|°|[A-Za-z/²]{1,5})\s?$", written) else None


def _en_dash(_: Hit, __: Variety) -> str:
    return "-"


def _hyphen(hit: Hit, variety: Variety) -> str:
    spaces = hit.group()[:1].isspace(), hit.group()[-1:].isspace()
    if not any(spaces) and hit.group() == "-" and _tied(hit):
        return "-"
    if all(spaces) or hit.group().strip().startswith("--"):
        return _dash(hit, variety)
    return " " if any(spaces) else ""


def _tied(hit: Hit) -> bool:
    """Tell whether a hyphen joins words: "U.S.-led", "10-to-1"."""
    left, right = hit.string[max(0, hit.start() - 1) : hit.start()], after(hit, 1)
    return (left in {".", "%", "°"} and right.isalpha()) or (
        right.isdigit() and _JOINS.search(before(hit, 8)) is not None
    )


def _ellipsis(hit: Hit, _: Variety) -> str:
    right = _right(hit)
    left = _left(hit)
    if not left or left in _STOPS:
        return " " if left and right else ""
    if not right or right.isupper():
        return "." if not right or not after(hit, 1)[:1].strip() else ". "
    return "," if after(hit, 1)[:1].isspace() else ", "


def _open(hit: Hit, _: Variety) -> str:
    left = _left(hit)
    space = " " if left else ""
    return space if not left or left in _STOPS or left in "([—–-" or _right(hit) in ")]" else f",{space}"


def _close(hit: Hit, _: Variety) -> str:
    right = _right(hit)
    inside = hit.string[max(0, hit.start() - 1) : hit.start()]
    if not right or right in _STOPS or right in ")]—–-" or not right.strip() or inside in _STOPS or inside in "([":
        return ""
    return "," if after(hit, 1)[:1].isspace() else ", "


def _sign(hit: Hit, variety: Variety) -> str | None:
    sign = hit.group().strip()
    said = "hash" if sign == "#" else "percent" if sign == "%" and variety == "US" else pairs("symbols").get(sign)
    if said is None:
        return None
    follows = after(hit, 1)
    return f"{' ' if _touches(hit) else ''}{said}{' ' if follows.strip().strip(',.;:!?)') else ''}"


def _touches(hit: Hit) -> bool:
    return hit.start() > 0 and not hit.string[hit.start() - 1].isspace() and hit.string[hit.start() - 1] not in "(["


def _silent(_: Hit, __: Variety) -> str:
    return ""


def _times(_: Hit, __: Variety) -> str:
    return " times "


def _plus(hit: Hit, _: Variety) -> str:
    return "plus " if hit.group() == "+" else "minus "


def _compared(hit: Hit, _: Variety) -> str:
    return "less than " if hit.group()[0] == "<" else "more than "


def _power(hit: Hit, _: Variety) -> str:
    return " squared" if hit.group() == "²" else " cubed"


_DASHES = " -\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_NAMED = "#&@%‰$£€¥₩₹¢/+=×÷±≈~≠≤≥°º§№→µ"
_JOINS = re.compile(r"[0-9]-(?:to|in|of|out|and|or|by|for)$")
_QUOTES = "\"“”„‟«»‹›`´″‚‛'’‘"
_BLANK = r"[^\S\n]"
FIRST = (
    Rule("markup", "<", r"</?[A-Za-z][A-Za-z0-9]{0,15}(?:\s[a-z-]{1,20}\s?=[^<>]{0,300})?\s?/?>", _silent),
    Rule("markup", "~", r"~{2,9}", _silent),
    Rule("sign", "+", r"\+/[-–\u2212]", lambda _, __: "plus or minus "),
    Rule("plural", "Aa", r"(?P<word>[A-Za-z]{1,24})\((?P<end>e?s)\)", lambda hit, _: hit["word"] + hit["end"]),
    Rule("sign", "+-–\u2212", r"(?:[+\u2212-]|[–](?=[0-9.]))(?<![\w)\]%][+\u2212–-])(?=[£$€¥]?\.?[0-9])", _plus),
    Rule("sign", "*", r"\*(?:(?<=[0-9]\*)|(?<=[0-9]\s\*))(?=\s?[0-9])", _times),
)
RULES = (
    Rule("sign", "<>", r"[<>](?<=[\s(][<>])\s?(?=[£$€]?[0-9])", _compared),
    Rule("power", "²³", r"[²³](?<=\b[a-z][²³])", _power),
    Rule("footnote", " [", rf"{_BLANK}?\[(?:[0-9]{{1,3}}|[a-z]|note [0-9]{{1,3}}|citation needed|sic)\]", _silent),
    Rule("ellipsis", " [(….", rf"{_BLANK}?[\[(](?:…|\.\.\.)[\])]|{_BLANK}?(?:…|\.{{2,}})…*", _ellipsis),
    Rule("to", _DASHES, rf"{_BLANK}?{DASH}{_BLANK}?(?=[£$€]?[0-9])", _to),
    Rule("dash", "–‐‑", r"(?<=[^\W_])[–‐‑](?=[^\W_])", _en_dash),
    Rule("dash", _DASHES, rf"{_BLANK}?[\u2010-\u2015\u2212]+{_BLANK}?", _dash),
    Rule("dash", " -", rf"{_BLANK}?-+{_BLANK}?", _hyphen),
    Rule("bracket", " (", rf"{_BLANK}?\({{1,99}}", _open),
    Rule("bracket", ")", r"\){1,99}", _close),
    Rule("bracket", "[]", r"[\[\]]{1,99}", _silent),
    Rule("sign", _NAMED, rf"[{re.escape(_NAMED)}]", _sign),
    Rule("quotation", _QUOTES, rf"[{_QUOTES}]{{1,99}}", _silent),
    Rule("unspoken", ANY_SIGN, rf"[{_UNSEEN}{_PICTURES}{_TYPOGRAPHY}]{{1,99}}", _silent),
)
