"""Numbers as words."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from briefing.language.spoken.rule import Variety

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_POWERS = (
    "thousand", "million", "billion", "trillion", "quadrillion", "quintillion", "sextillion", "septillion", "octillion",
    "nonillion", "decillion", "undecillion", "duodecillion",
)  # fmt: skip
_SIZES = (*((1000**power, name) for power, name in reversed([*enumerate(_POWERS, 1)])), (100, "hundred"))
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_SEPARATORS = str.maketrans("", "", ", \u00a0\u202f\u2009")
_SAID_AS_NUMBER = 15  # longer runs of digits without separators are said digit by digit
_TEN, _HUNDRED, _THOUSAND = 10, 100, 1000
_CENTURIES = 100  # a year has four digits at most
_LONGEST_CODE = 4
_PLURALS = {"half": "halves", "foot": "feet"}


@lru_cache(maxsize=4096)
def cardinal(n: int, variety: Variety) -> str:
    """Return "one hundred and five", or "one hundred five" in American English."""
    if n < 0:
        return f"minus {cardinal(-n, variety)}"
    if n < len(_ONES):
        return _ONES[n]
    if n < _HUNDRED:
        tens, rest = divmod(n, _TEN)
        return f"{_TENS[tens]}-{_ONES[rest]}" if rest else _TENS[tens]
    size, name = next((size, name) for size, name in _SIZES if n >= size)
    count, rest = divmod(n, size)
    said = f"{cardinal(count, variety)} {name}"
    if not rest:
        return said
    joint = " and " if rest < _HUNDRED and variety == "GB" else " "
    return said + joint + cardinal(rest, variety)


@lru_cache(maxsize=4096)
def ordinal(n: int, variety: Variety) -> str:
    """Return "one hundred and fifth"."""
    said = cardinal(n, variety)
    last = re.split(r"[ -]", said)[-1]
    head = said[: len(said) - len(last)]
    return head + (_ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"))


@cache
def small(n: int) -> str:
    """Return a number below a hundred."""
    return cardinal(n, "GB")


def digits(text: str, zero: str = "zero") -> str:
    """Return the ASCII digits of ``text`` one by one: "oh eight zero"."""
    return " ".join(zero if digit == "0" else _ONES[int(digit)] for digit in text if "0" <= digit <= "9")


def year(n: int, variety: Variety) -> str:
    """Return a year as it is said: "nineteen oh five", "two thousand and five", "twenty twenty-two"."""
    century, rest = divmod(n, 100)
    if not 0 < century < _CENTURIES or (century % _TEN == 0 and rest < _TEN):
        return cardinal(n, variety)
    if rest == 0:
        return f"{small(century)} hundred"
    return f"{small(century)} {'oh ' if rest < _TEN else ''}{small(rest)}"


def number(text: str, variety: Variety) -> str:
    """Return a number as written ("1,250.5", ".5", "007") in words."""
    whole, point, part = text.translate(_SEPARATORS).partition(".")
    grouped = len(whole) != len(text.partition(".")[0])
    if whole and ((len(whole) > _SAID_AS_NUMBER and not grouped) or (len(whole) > 1 and whole[0] == "0")):
        said = digits(whole, "zero" if len(whole) > _SAID_AS_NUMBER else "oh")
    else:
        said = cardinal(int(whole), variety) if whole else ""
    return f"{said} point {digits(part)}".lstrip() if point and part else said


def value(text: str) -> str:
    """Return the number without separators, and without a fraction that is nought."""
    whole, _, part = text.translate(_SEPARATORS).partition(".")
    return f"{whole}.{part}" if part.strip("0") else whole


def plural(said: str) -> str:
    """Return the plural of a number's or unit's last word: "nineteen eighties", "sixes"."""
    head, space, last = said.rpartition(" ")
    if last in _PLURALS:
        return head + space + _PLURALS[last]
    if last.endswith("y"):
        return f"{said[:-1]}ies"
    return said + ("es" if last.endswith(("x", "s")) else "s")


def code(text: str, variety: Variety) -> str:
    """Return the digits of a model, road or room name: 350 "three fifty", 900 "nine hundred", 07 "oh seven"."""
    if len(text) > _LONGEST_CODE or text[0] == "0":
        return digits(text, "oh")
    n = int(text)
    if n < _HUNDRED or n % _THOUSAND == 0 or (n < _THOUSAND and n % _HUNDRED == 0):
        return cardinal(n, variety)
    return year(n, variety)
