"""Percentages, fractions, scores, ranges, telephone numbers, and numbers that are nothing else."""

from __future__ import annotations

import re
import unicodedata

from briefing.language.spoken.letters_of import spelled
from briefing.language.spoken.rule import DASH, NO_WORD, NUMBER, WHOLE, Hit, Rule, Variety, after, attributive, before
from briefing.language.spoken.tables import listed
from briefing.language.spoken.words import cardinal, code, digits, number, ordinal, plural, value

_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}
_TEENS = range(11, 14)
_LONGEST_FRACTION = 100
_OUT_OF = {10, 100}
_SHORTEST_TELEPHONE = 7
_MOST_GOALS = 9
_SETS = {6, 7}  # games that win a set
_SET_BEFORE = re.compile(r"[0-7][-–][0-7](?:\s?\([0-9–-]{1,5}\))?,?\s(?:and\s)?$")
_SET_AFTER = re.compile(r"(?:\s?\([0-9–-]{1,5}\))?,?\s(?:and\s)?[0-7][-–][0-7](?![0-9])")
_TEAMS = re.compile(r"[A-Z][\w’'.&-]+\s$")
_WICKETS = 10
_WORDS = re.compile(r"[a-z-]+")
_ODDS = re.compile(r"\b(?:odds|favourites?|favorites?|shot|bets?|priced|bookmakers?|outsiders?)\b")
_SEASON = re.compile(r"\s(?:[a-z]+\s)?(?:season|campaign|term|year|budget)\b")
_STAKED = re.compile(r"\s(?:shot|odds|favourite|favorite|outsider)\b")
_STAKES = {1, 2, 4, 5, 6, 8, 10, 11, 30, 40}  # below the stroke in the odds of a bookmaker
_CALLED = re.compile(
    r"\b(?:call|calls|called|calling|dial|dials|dialled|dialed|dialling|ring|rang|ringing|phone|phoned)\b[^.;!?]{0,30}$",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\s*(?:$|[.,;:)!?’\"”]|(?:to|for|if|in|or|and|after|when|from|on|at|about|with|immediately)\b)")
_CALL = re.compile(
    r"\s(?:call|calls|caller|callers|emergency|operator|operators|dispatcher|dispatchers|service|system)\b"
)


def _percent(hit: Hit, variety: Variety) -> str:
    return f"{number(hit['n'], variety)} {'percent' if variety == 'US' else 'per cent'}"


def _points(hit: Hit, variety: Variety) -> str:
    kind = "basis" if hit["unit"].startswith("b") else "percentage"
    one = value(hit["n"]) == "1" or attributive(hit) or hit["gap"] == "-"
    return f"{number(hit['n'], variety)} {kind} {'point' if one else 'points'}"


def _ordinal(hit: Hit, variety: Variety) -> str | None:
    n = int(value(hit["n"]))
    right = "th" if n % 100 in _TEENS else _SUFFIXES.get(n % 10, "th")
    return ordinal(n, variety) if hit["suffix"].lower() == right else None


def _share(top: int, bottom: int, variety: Variety) -> str:
    name = {2: "half", 4: "quarter"}.get(bottom) or ordinal(bottom, variety)
    if (top, bottom) == (1, 2):
        return name
    return f"{cardinal(top, variety)} {name if top == 1 else plural(name)}"


def _mixed(whole: str, top: int, bottom: int, variety: Variety) -> str:
    name = {2: "half", 4: "quarter"}.get(bottom) or ordinal(bottom, variety)
    share = f"{'an' if name.startswith(('e', 'a')) else 'a'} {name}" if top == 1 else _share(top, bottom, variety)
    return f"{number(whole, variety)} and {share}"


def _fraction(hit: Hit, variety: Variety) -> str | None:
    top, bottom = int(hit["a"]), int(hit["b"])
    if not hit["whole"] and (said := _no_share(hit, top, bottom, variety)):
        return said
    if hit["whole"]:
        return _mixed(hit["whole"], top, bottom, variety) if 0 < top < bottom <= _LONGEST_FRACTION else None
    if bottom in _OUT_OF and 0 < top <= bottom:
        return f"{cardinal(top, variety)} out of {cardinal(bottom, variety)}"
    if 0 < top < bottom <= _LONGEST_FRACTION:
        return _share(top, bottom, variety)
    return f"{number(hit['a'], variety)} over {number(hit['b'], variety)}"


def _no_share(hit: Hit, top: int, bottom: int, variety: Variety) -> str:
    """Return odds ("7/2"), a season ("24/25") or a beat ("6/8 time"); nothing where it's none of them."""
    first, second = cardinal(top, variety), cardinal(bottom, variety)
    if bottom == top + 1 and top >= 10 and _SEASON.match(after(hit, 24)):  # noqa: PLR2004 - years have two digits
        return f"{first} {second}"
    if re.match(r"\stime\b", after(hit, 6)):
        return f"{first} {second}"
    clause = re.split(r"[,;.]", before(hit, 30))[-1] + re.split(r"[,;.]", after(hit, 20))[0]
    odds = _ODDS.search(clause) or (
        bottom < top and bottom in _STAKES and re.search(r"\b(?:at|an?)\s$", before(hit, 4))
    )
    if odds and top != bottom and not re.match(r"\sof\b", after(hit, 4)):
        return f"{first} to {second}"
    return ""


def _vulgar(hit: Hit, variety: Variety) -> str | None:
    top, _, bottom = unicodedata.normalize("NFKC", hit["sign"]).partition("⁄")
    if not bottom:
        return None
    if hit["whole"]:
        return _mixed(hit["whole"], int(top), int(bottom), variety)
    return _share(int(top), int(bottom), variety) if int(top) else "zero"


def _nearby(hit: Hit) -> tuple[set[str], set[str]]:
    words = {*_WORDS.findall(before(hit, 60).lower()), *_WORDS.findall(after(hit, 30).lower())}
    return words & listed("score_words"), words & listed("vote_words")


def _score(hit: Hit, variety: Variety) -> str | None:
    results, votes = _nearby(hit)
    first, second = int(hit["a"]), int(hit["b"])
    if _STAKED.match(after(hit, 14)):
        return None
    if max(first, second) in _SETS and (_SET_BEFORE.search(before(hit, 16)) or _SET_AFTER.match(after(hit, 16))):
        results = results or {"set"}
    elif not votes and max(first, second) <= _MOST_GOALS and _TEAMS.search(before(hit, 16)):
        results = results or ({"match"} if re.match(r"\s[A-Z][a-z]", after(hit, 3)) else set())
    if not votes and (first == second <= _MOST_GOALS or (not second and first)):
        results = results or {"nil"}  # no range ends at nought, or where it begins
    if not results or (votes and first != second and not {"win", "beat", "victory", "defeat"} & results):
        return None
    if variety == "US":
        return f"{cardinal(first, variety)} to {cardinal(second, variety) if second else 'nothing'}"
    said = [cardinal(n, variety) if n else "nil" for n in (first, second)]
    if first == second:
        return f"{said[0]}-all" if first else "nil-nil"
    return " ".join(said)


def _cricket(hit: Hit, variety: Variety) -> str | None:
    """Say "287-6" as runs for wickets and "3/45" as wickets for runs where the words around it are cricket's."""
    first, second = int(hit["a"]), int(hit["b"])
    words = {*_WORDS.findall(before(hit, 60).lower()), *_WORDS.findall(after(hit, 40).lower())}
    figures = first <= _WICKETS and re.search(r"\b(?:took|takes|taking|figures of|returned)\s$", before(hit, 12))
    if words.isdisjoint(listed("cricket_words")) and not (figures and (hit["link"] == "/" or second > 2 * _WICKETS)):
        return None
    innings = second <= _WICKETS < first and first > 2 * _WICKETS
    return f"{cardinal(first, variety)} for {cardinal(second, variety)}" if innings or figures else None


def _clause(hit: Hit, variety: Variety) -> str:
    """Say "3(1)(b)", a place in a law."""
    parts = re.findall(r"[0-9]+|[a-z]+|[A-Z]", hit.group())
    return " ".join(cardinal(int(part), variety) if part.isdigit() else spelled(part.upper()) for part in parts)


def _serial(hit: Hit, _: Variety) -> str:
    return ", ".join(digits(part, "oh") for part in hit.group().split("-"))


def _minus(hit: Hit, variety: Variety) -> str:
    return f"{number(hit['n'], variety)} minus "


def _range(hit: Hit, variety: Variety) -> str | None:
    return f"{number(hit['n'], variety)} to "


def _formation(hit: Hit, variety: Variety) -> str:
    return " ".join(cardinal(int(n), variety) for n in re.findall(r"[0-9]+", hit.group()))


def _telephone(hit: Hit, variety: Variety) -> str | None:
    if sum(map(str.isalnum, hit.group())) < _SHORTEST_TELEPHONE:
        return None
    zero = "oh" if variety == "GB" and hit.group().lstrip(" (").startswith("0") else "zero"
    groups = [_group(group, zero) for group in re.findall(r"[0-9]+|[A-Z][A-Z-]*", hit.group())]
    lead = " " if hit.group()[0].isspace() else ""
    return f"{lead}{'plus ' if '+' in hit.group()[:2] else ''}{', '.join(groups)}"


def _group(written: str, zero: str) -> str:
    if written.isupper():
        return written.replace("-", " ")
    if re.fullmatch(r"0?[1-9]00", written):
        return f"{zero + ' ' if written[0] == '0' else ''}{digits(written[-3])} hundred"
    return digits(written, zero)


def _address(hit: Hit, variety: Variety) -> str:
    said = " dot ".join(digits(part) for part in hit["host"].split("."))
    return f"{said} colon {code(hit['port'], variety)}" if hit["port"] else said


def _version(hit: Hit, variety: Variety) -> str:
    return " point ".join(number(part, variety) if part != "0" else "zero" for part in hit.group().split("."))


def _version_sign(hit: Hit, _: Variety) -> str:
    return "" if re.search(r"\b[Vv]ersion\s$", before(hit, 9)) else "version "


def _emergency(hit: Hit, variety: Variety) -> str | None:
    asked = (_CALLED.search(before(hit)) and _ALONE.match(after(hit, 12))) or _CALL.match(after(hit, 14))
    return digits(hit.group(), "oh" if variety == "GB" else "zero") if asked else None


def _boeing(hit: Hit, variety: Variety) -> str | None:
    if not (
        hit["more"]
        or "Boeing" in before(hit, 24)
        or re.match(r"\s(?:MAX|Max|[Jj]et|Dreamliner|[Pp]lane)", after(hit, 14))
    ):
        return None
    more = hit["more"]
    said = digits(hit["n"]) + (f" {code(more.lstrip('-'), variety)}" if more else "")
    return plural(said) if hit["end"] else said


def _house(hit: Hit, variety: Variety) -> str:
    return code(hit.group(), variety)


def _coded(hit: Hit, variety: Variety) -> str | None:
    """Say "Resolution 2231" as the name that it is."""
    word = re.search(r"([A-Za-z]+)\s$", before(hit, 14))
    return code(hit.group(), variety) if word and word[1] in listed("coded") else None


def _number(hit: Hit, variety: Variety) -> str:
    return number(hit.group(), variety)


_ROADS = "St|Ave|Rd|Blvd|Dr|Ln|Expy|Hwy|hwy|Pkwy|Street|Avenue|Road|Boulevard|Drive|Lane|Highway|Parkway"
_GAP = r"[\s.-]"
TELEPHONES = (
    rf"\+[0-9]{{1,15}}(?:(?:[\s.-]\(?|\(|\)[\s.-]?)[0-9]{{1,8}}){{0,6}}(?![\w])"
    rf"|[^\S\n]?\([0-9]{{3,5}}\)[\s-]{{0,2}}[0-9]{{3,4}}[\s-][0-9]{{3,4}}(?![\w])"
    rf"|0[0-9]{{2,4}}\s[0-9]{{3,6}}(?:\s[0-9]{{3,6}})?(?!\w)|0[0-9]{{9,10}}(?!\w)"
    rf"|(?:1{_GAP})?[0-9]{{3}}{_GAP}[0-9]{{3}}{_GAP}[0-9]{{4}}(?:-[0-9]{{1,5}})?(?!\w)|[0-9]{{3}}-[0-9]{{2}}-[0-9]{{4}}(?!\w)"
    rf"|1-[0-9]{{3}}-[A-Z]{{2,9}}(?:-[A-Z]{{1,9}}){{0,3}}(?!\w)"
)
RULES = (
    Rule("telephone", "0+( ", TELEPHONES, _telephone),
    Rule("address", "0", r"(?P<host>[0-9]{1,3}(?:\.[0-9]{1,3}){3})(?::(?P<port>[0-9]{2,5}))?(?!\w|\.[0-9])", _address),
    Rule("version", "0", r"[0-9]{1,4}(?:\.[0-9]{1,4}){2,4}(?!\w|\.[0-9])", _version),
    Rule("version", "a", r"v(?=[0-9]{1,4}\.)(?=[0-9.]{3,20}(?!\w))", _version_sign),
    Rule("percent", "0.", rf"(?P<n>{NUMBER}|\.[0-9]{{1,9}})\s?-?(?:%|pc{NO_WORD}|pct{NO_WORD})", _percent),
    Rule(
        "points",
        "0",
        rf"(?P<n>{NUMBER})(?P<gap>[\s-]?)(?P<unit>bps?|pp|ppts?|basis-points?|%-points?){NO_WORD}",
        _points,
    ),
    Rule("ordinal", "0", rf"(?P<n>{WHOLE})(?P<suffix>st|nd|rd|th|ST|ND|RD|TH){NO_WORD}", _ordinal),
    Rule(
        "cricket",
        "0",
        rf"(?P<a>[0-9]{{1,3}})(?P<link>{DASH}|/)(?P<b>[0-9]{{1,3}})(?![\w%/]|{DASH}[0-9]|[.,:/][0-9])",
        _cricket,
    ),
    Rule("clause", "0", r"[0-9]{1,4}[A-Z]?(?:\([0-9]{1,2}\)|\([a-rt-z]\)){1,5}(?![\w(])", _clause),
    Rule(
        "fraction",
        "0",
        r"(?:(?P<whole>[0-9]{1,4})[\s-])?(?P<a>[0-9]{1,5})[/⁄](?P<b>[1-9][0-9]{0,4})(?:ths?|rds?)?(?![\w/])",
        _fraction,
    ),
    Rule("fraction", "0", r"(?P<whole>[0-9]{1,4})\s?(?P<sign>[¼-¾⅐-⅞↉])", _vulgar),
    Rule("fraction", "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞↉", r"(?P<whole>)(?P<sign>[¼-¾⅐-⅞↉])", _vulgar),
    Rule("emergency", "0", r"(?:999|911|112|111|101|988)(?!\w|[.,:/-][0-9])", _emergency),
    Rule("model", "0", r"(?P<n>7[0-8]7)(?P<more>-(?:[1-9]00|8|9|10))?(?P<end>s)?(?![\w/%]|[.,][0-9])", _boeing),
)
RANGES = (
    Rule("minus", "0", rf"(?P<n>{NUMBER})\s?[-–\u2212]\s?(?=[0-9.]{{1,12}}\s?=)", _minus),
    Rule("score", "0", rf"(?P<a>[0-9]{{1,3}}){DASH}(?P<b>[0-9]{{1,3}})(?![\w%]|{DASH}[0-9]|[.,:/][0-9])", _score),
    Rule("formation", "0", rf"[0-9]{{1,2}}(?:{DASH}[0-9]{{1,2}}){{2,4}}(?![\w-])", _formation),
    Rule("serial", "0", r"(?=[0-9-]{0,12}[0-9]{3})[0-9]{1,8}(?:-[0-9]{1,8}){3,6}(?![\w-])", _serial),
    Rule("range", "0", rf"(?P<n>{NUMBER})(?:\s-\s|-|\s?[–—\u2010-\u2012\u2212]\s?)(?=\.?[0-9])", _range),
    Rule(
        "house",
        "0",
        rf"[1-9][0-9]{{2,3}}(?=(?:\s[NSEW]\.?)?(?:\s(?:[A-Z][a-z]{{1,14}}|[0-9]{{1,3}}(?:st|nd|rd|th))){{1,3}}\s(?:{_ROADS})\b)",
        _house,
    ),
)
CODES = (Rule("code", "0", r"[1-9][0-9]{2,3}(?![\w%]|[.,:/-][0-9])", _coded),)
LAST = (
    Rule("plural", "0", rf"(?P<n>[0-9]{{1,4}})s{NO_WORD}", lambda hit, variety: plural(code(hit["n"], variety))),
    Rule("number", "0", rf"(?<![0-9]:){NUMBER}(?!:[0-9])", _number),
    Rule("number", ".", r"(?<![^\W_])\.[0-9]{1,24}(?![0-9])", _number),
    Rule("digits", "0", r"(?<![0-9]:)[0-9]+(?![0-9])(?!:[0-9])", lambda hit, _: digits(hit.group())),
)
