"""Dates, years, decades and seasons."""

from __future__ import annotations

import re
from functools import cache

from briefing.language.spoken.letters_of import spelled
from briefing.language.spoken.rule import DASH, NO_WORD, Hit, Rule, Variety, after, any_of, before
from briefing.language.spoken.tables import listed, months, table
from briefing.language.spoken.words import cardinal, digits, ordinal, plural, year

_MONTH = rf"(?ai:(?P<month>{any_of(months())}))(?:\.|{NO_WORD})"
_MONTHS = rf"(?ai:{any_of(months())}){NO_WORD}"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![^\W_])"
_FULL_YEAR = r"[12][0-9]{3}(?![0-9])"
_AFTER_THE = re.compile(
    r"(?:^|[\s(])(?:the|an?|this|that|its|his|her|their|our|my|every|each|last|next|[^\W_]+['’]s)\s$", re.IGNORECASE
)
_NOT_A_DAY = re.compile(
    r"[,.:]?[0-9]|%|[-/][0-9]|\s?(?:am|pm|a\.m|p\.m|million|billion|bn|m|pc|per cent|percent|people)\b"
)
_MONTHS_IN_YEAR = 12
_DAYS_IN_MONTH = 31
_YEAR = 4  # digits
_FIRST_YEAR, _SURE, _LAST_YEAR = 1000, 1900, 2100  # from the second on, a bare number is a year without other signs
_UNCOUNTED = re.compile(
    r"(?:more than|less than|fewer than|over|nearly|almost|at least|up to|some|another|than)\s$", re.IGNORECASE
)
_DATED = re.compile(
    r"(?:\b(?:in|since|until|till|from|to|by|of|year|early|late|mid|summer|autumn|fall|winter|spring|before|after|during|"
    r"circa|around|and|for|between|born|january|february|march|april|may|june|july|august|september|october|november|"
    r"december)[\s,-]{1,2}|\()$",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"\s*(?:$|[.,;:)’”\"]|[A-Z][a-z]|(?:and|when|but|by|after|before)\b)")
_COUNTED = re.compile(rf"\s{any_of(listed('counted'))}\b")


def _day(written: str, variety: Variety) -> str:
    return ordinal(int(re.sub(r"[^0-9]", "", written)), variety)


def _said_date(day: str, month: str, variety: Variety, *, month_first: bool) -> str:
    if not month_first:
        return f"the {day} of {month}"
    return f"{month} {day}" if variety == "US" else f"{month} the {day}"


def _certain(hit: Hit) -> bool:
    """Tell whether the month is one: "may" and "march" are words too."""
    return hit["month"] not in {"may", "march"} or bool(hit["year"]) or hit["day"][-1].isalpha()


def _day_month(hit: Hit, variety: Variety) -> str | None:
    tied = re.search(r"[0-9][.,:/-]$|[£$€]$", before(hit, 2)) and not re.search(r"\s[0-9]{4}-$", before(hit, 6))
    if not _certain(hit) or tied:
        return None
    on = " to " if hit["on"] else ""
    month = months()[hit["month"].lower()]
    day = _day(hit["day"], variety)
    if hit["until"]:
        link = hit["link"].strip() if hit["link"].strip().isalpha() else "to"
        day = f"{day} {link} the {_day(hit['until'], variety)}"
    said = f"{day} of {month}" if _AFTER_THE.search(before(hit, 24)) else f"the {day} of {month}"
    return (f"{said}{hit['comma'] or ''} {year(int(hit['year']), variety)}" if hit["year"] else said) + on


def _month_day(hit: Hit, variety: Variety) -> str | None:
    if not _certain(hit) or (not hit["year"] and _NOT_A_DAY.match(after(hit, 10))):
        return None
    if hit["month"].islower() and hit["month"] in {"dec", "mar", "sun", "sat", "jan", "jun"}:
        return None
    month = months()[hit["month"].lower()]
    said = _said_date(_day(hit["day"], variety), month, variety, month_first=True)
    if hit["until"]:
        link = hit["link"].strip() if hit["link"].strip().isalpha() else "to"
        said = f"{said} {link} {'' if variety == 'US' else 'the '}{_day(hit['until'], variety)}"
    return f"{said}{hit['comma'] or ''} {year(int(hit['year']), variety)}" if hit["year"] else said


def _calendar(first: int, second: int, written_year: str, variety: Variety, *, day_first: bool) -> str | None:
    day, month = (first, second) if day_first else (second, first)
    if not (1 <= day <= _DAYS_IN_MONTH and 1 <= month <= _MONTHS_IN_YEAR):
        return None
    name = list(dict.fromkeys(months().values()))[month - 1]
    said = _said_date(ordinal(day, variety), name, variety, month_first=variety == "US")
    return f"{said} {_short_year(written_year, variety)}"


def _iso(hit: Hit, variety: Variety) -> str | None:
    return _calendar(int(hit["m"]), int(hit["d"]), hit["y"], variety, day_first=False)


def _slashed(hit: Hit, variety: Variety) -> str | None:
    first, second = int(hit["a"]), int(hit["b"])
    day_first = first > _MONTHS_IN_YEAR or hit["sep"] == "." or (variety == "GB" and second <= _MONTHS_IN_YEAR)
    return _calendar(first, second, hit["y"], variety, day_first=day_first)


def _decade(hit: Hit, variety: Variety) -> str | None:
    written = hit["n"] or hit["n2"]
    if len(written) != _YEAR:
        said = "noughties" if written == "00" else plural(cardinal(int(written), variety))
    elif written[-2:] == "00" and int(written) % 1000 == 0:
        said = plural(cardinal(int(written), variety))
    else:
        said = plural(year(int(written), variety))
    return said


def _years(hit: Hit, variety: Variety) -> str | None:
    """Say "twenty twenty-three twenty-four" for a season, "nineteen eighty to nineteen eighty-six" for a span."""
    first, second = int(hit["a"]), hit["b"]
    last = int(second) if len(second) == _YEAR else first - first % 100 + int(second)
    if second == "00" and (first + 1) % 100 == 0:
        last = first + 1
    if last <= first:
        month = int(second)
        return None if month > _MONTHS_IN_YEAR or not month else _month_of(month, first, variety)
    short = len(second) != _YEAR and last % 100
    said = _two_digits(second) if short else year(last, variety)
    season = last == first + 1 and (short or re.match(r"\s(?:\w+\s)?(?:season|campaign|term|year)\b", after(hit)))
    return f"{year(first, variety)} {said}" if season else f"{year(first, variety)} to {said}"


def _month_of(month: int, of_year: int, variety: Variety) -> str:
    return f"{list(dict.fromkeys(months().values()))[month - 1]} {year(of_year, variety)}"


def _two_digits(written: str) -> str:
    return digits(written, "oh") if written[0] == "0" else cardinal(int(written), "GB")


def _present(hit: Hit, variety: Variety) -> str:
    return f"{year(int(hit['n']), variety)} to the present"


def _about(hit: Hit, variety: Variety) -> str:
    return f"circa {year(int(hit['n']), variety)}"


def _early_year(hit: Hit, variety: Variety) -> str | None:
    """Say "in 476" as a year where nothing follows that could be counted."""
    dated = re.search(r"(?:^|\W)(?:[Ii]n|[Ss]ince|[Yy]ear)\s$", before(hit, 8)) and _CLOSED.match(after(hit, 10))
    return year(int(hit["n"]), variety) if dated else None


def _part_of_year(hit: Hit, variety: Variety) -> str:
    """Say "2Q22" as "the second quarter of twenty-two"."""
    part = f"{ordinal(int(hit['n']), variety)} {'quarter' if hit['part'] == 'Q' else 'half'}"
    article = "" if re.search(r"\b[Tt]he\s$", before(hit, 5)) else "the "
    return f"{article}{part} of {_short_year(hit['year'], variety)}"


def _short_year(written: str, variety: Variety) -> str:
    """Return a year as it is written: which century "05" is in, the writer left open."""
    if len(written) == _YEAR:
        return year(int(written), variety)
    return year(2000, variety) if written == "00" else _two_digits(written)


def _span(hit: Hit, _: Variety) -> str:
    """Say "Mon-Fri" and "January-March"."""
    names = {**months(), **_days()}
    first, last = (names[hit[key].lower()] for key in ("a", "b"))
    return f"{first} to {last}"


def _after_day(hit: Hit, variety: Variety) -> str | None:
    """Say "2/22" as a date where the day of the week stands before it."""
    if not re.search(rf"(?:^|\W){_WEEKDAY}\.?,?\s\(?$", before(hit, 16)):
        return None
    first, second = int(hit["a"]), int(hit["b"])
    day_first = first > _MONTHS_IN_YEAR or (variety == "GB" and second <= _MONTHS_IN_YEAR)
    day, month = (first, second) if day_first else (second, first)
    if not (1 <= day <= _DAYS_IN_MONTH and 1 <= month <= _MONTHS_IN_YEAR):
        return None
    name = list(dict.fromkeys(months().values()))[month - 1]
    return _said_date(ordinal(day, variety), name, variety, month_first=variety == "US")


def _era(hit: Hit, variety: Variety) -> str:
    return f"{year(int(hit['n']), variety)} {spelled(hit['era'].replace('.', '').upper())}"


def _bare_year(hit: Hit, variety: Variety) -> str | None:
    n = int(hit["n"])
    if not _FIRST_YEAR <= n < _LAST_YEAR or _UNCOUNTED.search(before(hit, 14)) or _COUNTED.match(after(hit, 20)):
        return None
    if n < _SURE and not _DATED.search(before(hit, 14)):
        return None
    return year(n, variety)


@cache
def _days() -> dict[str, str]:
    return {form.lower(): row[0].split()[0] for row in table("days") for form in row[0].split()}


_WEEKDAY = rf"(?i:{any_of(_days())}|tu|th)"
_PERIOD = rf"(?i:{any_of(months())})"
_LINK = rf"(?P<link>\s?{DASH}\s?|\s(?:to|and|or|until)\s)"
RULES = (
    Rule(
        "date",
        "0",
        rf"(?P<day>{_DAY})(?:{_LINK}(?P<until>{_DAY}))?(?:\sof)?[\s-]{_MONTH}"
        rf"(?:(?P<comma>,)?[\s-]?(?P<year>(?<![0-9]){_FULL_YEAR}))?(?![^\W_])"
        rf"(?P<on>\s?{DASH}\s?(?=[0-9]{{1,2}}\s{_MONTHS}))?",
        _day_month,
    ),
    Rule(
        "date",
        "Aa",
        rf"{_MONTH}(?:\s|-)(?:the\s)?(?P<day>{_DAY})(?:{_LINK}(?P<until>{_DAY}))?"
        rf"(?:(?P<comma>,)?[\s-](?P<year>{_FULL_YEAR}))?(?![^\W_])",
        _month_day,
    ),
    Rule(
        "date",
        "0",
        r"(?P<y>[12][0-9]{3})(?P<sep>[-/.])(?P<m>[01]?[0-9])(?P=sep)(?P<d>[0-3]?[0-9])(?![\w/]|[.-][0-9])",
        _iso,
    ),
    Rule(
        "date",
        "0",
        r"(?P<a>[0-3]?[0-9])(?P<sep>[-/.])(?P<b>[0-3]?[0-9])(?P=sep)(?P<y>[12][0-9]{3}|(?<=/)[0-9]{2})(?![\w/-])(?!\.[0-9])",
        _slashed,
    ),
    Rule(
        "years",
        "0",
        rf"(?P<a>1[0-9]{{3}}|20[0-9]{{2}})\s?(?:{DASH}|/)\s?(?P<b>1[0-9]{{3}}|20[0-9]{{2}}|[0-9]{{2}})(?![\w/])(?!{DASH}[0-9])(?![.,][0-9])",
        _years,
    ),
    Rule("date", "0", r"(?P<a>[0-3]?[0-9])/(?P<b>[0-3]?[0-9])(?![\w/.-])", _after_day),
    Rule("years", "0", rf"(?P<n>[12][0-9]{{3}})\s?{DASH}\s?present{NO_WORD}", _present),
    Rule("years", "a", r"ca?(?:\.\s?|(?<=a)\s|(?<=c)(?=[0-9]))(?P<n>[1-9][0-9]{2,3})(?!\w|,[0-9])", _about),
    Rule("years", "0", rf"(?P<n>[1-4])(?P<part>[QH])\s?(?P<year>20[0-9]{{2}}|[0-9]{{2}}){NO_WORD}", _part_of_year),
    Rule("days", "A", rf"(?P<a>{_WEEKDAY})\.?\s?{DASH}\s?(?P<b>(?i:{any_of(_days())})){NO_WORD}", _span),
    Rule("months", "A", rf"(?P<a>{_PERIOD})\.?\s?{DASH}\s?(?P<b>{_PERIOD}){NO_WORD}(?!\s[0-9]{{1,2}}(?![0-9]))", _span),
    Rule(
        "decade", "0", rf"(?P<n>[12][0-9]{{2}}0|[2-9]0|00)['’]?s{NO_WORD}|(?P<n2>[12][0-9]{{2}}0)\ss{NO_WORD}", _decade
    ),
    Rule("decade", "'’‘", rf"['’‘](?P<n>[0-9]0)['’]?s{NO_WORD}(?P<n2>)", _decade),
    Rule(
        "era", "0", rf"(?P<n>[0-9]{{1,4}})\s?(?P<era>B\.?C\.?E|B\.?C|A\.?D|C\.?E){NO_WORD}(?:\.(?=\s?[a-z,;]))?", _era
    ),
)
LAST = (
    Rule("year", "0", r"(?P<n>[1-9][0-9]{2})(?![\w%])(?![.,:/-][0-9])", _early_year),
    Rule("year", "0", r"(?P<n>[12][0-9]{3})(?![0-9])(?!,[0-9]{3}(?![0-9]))(?!\.[0-9])", _bare_year),
)
