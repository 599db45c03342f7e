"""Sums of money."""

from __future__ import annotations

import re

from briefing.language.spoken.rule import (
    DASH,
    NO_WORD,
    NUMBER,
    Hit,
    Rule,
    Variety,
    any_of,
    attributive,
    before,
    describes,
    opens,
)
from briefing.language.spoken.tables import pairs, table
from briefing.language.spoken.words import cardinal, number, value

MAGNITUDES = {
    **dict.fromkeys(("k", "K", "thousand"), "thousand"),
    **dict.fromkeys(("lakhs",), "lakh"),
    **dict.fromkeys(("cr", "crores"), "crore"),
    "lakh-crore": "lakh crore",
    **dict.fromkeys(("MM", "m", "mn", "mln", "M", "MN", "Mn", "million"), "million"),
    **dict.fromkeys(("b", "bn", "bln", "B", "BN", "Bn", "billion"), "billion"),
    **dict.fromkeys(("t", "tn", "trn", "T", "TN", "Tn", "trillion"), "trillion"),
    "hundred": "hundred",
    **{word: word for word in ("lakh", "crore", "lakh crore", "thousand crore", "quadrillion")},
}
MAGNITUDE = rf"[\s-]?{any_of(MAGNITUDES)}{NO_WORD}"
_CURRENCIES = {row[0]: row[1:] for row in table("currencies")}
_WEAK = {"R": 3, "N": 4, "K": 5, "PHP": 3, "TRY": 3, "SAR": 3}
"""Codes that mean other things as well, and the digits of a sum that can only be money."""
_CURRENCY = any_of(_CURRENCIES.keys() - _WEAK)
_CODES = any_of(code for code in _CURRENCIES if code.isalpha() and len(code) > 1 and code not in _WEAK)
_HEADS = "".join({"A" if sign[0].isalpha() else sign[0] for sign in _CURRENCIES})
_RATE = re.compile(r"-an?-[a-z]{1,12}")
_CENTS = 2  # digits after the point that are a hundredth of the unit


def magnitude_of(written: str | None) -> str:
    """Return the word for "bn", " billion" or "-million"; "" for None."""
    return MAGNITUDES[written.lstrip("-").strip()] if written else ""


def _sum(amount: str, magnitude: str, currency: str, variety: Variety, *, single: bool = False) -> str:
    """Return "five million dollars"; "five million dollar" where it stands before a noun (``single``)."""
    one, many, cent, cents = _CURRENCIES[currency]
    whole, _, part = value(amount).partition(".")
    if magnitude or not part or len(part) > _CENTS or not cent:
        exact = value(amount) if not magnitude else amount
        unit = one if single or (exact == "1" and not magnitude) else many
        return " ".join(filter(None, (number(exact, variety), magnitude, unit)))
    hundredths = int(part.ljust(_CENTS, "0"))
    small = f"{cardinal(hundredths, variety)} {cent if hundredths == 1 else cents}"
    if int(whole or "0") == 0:
        return small
    if single:
        return f"{number(whole, variety)} {one} {cardinal(hundredths, variety)}"
    return f"{number(whole, variety)} {one if whole == '1' else many} and {small}"


def _money(hit: Hit, variety: Variety) -> str:
    amount, written = hit["n"], hit["mag"]
    follows = hit.string[hit.end() : hit.end() + 6]
    compound = re.match(r"-[^\W\d_]", follows) is not None and not follows.startswith("-plus")
    if rate := _RATE.match(hit.string, hit.end()):
        compound = opens(hit) or describes(hit, rate.end())  # "on $2-a-day" is two dollars
    tied = (written or "").startswith("-") and describes(hit, hit.end())
    single = compound or tied or (not hit["per"] and attributive(hit))
    said = _sum(amount, magnitude_of(written), hit["cur"], variety, single=single)
    return f"{said} per {pairs('per')[hit['per']]}" if hit["per"] else said


def _money_range(hit: Hit, variety: Variety) -> str:
    first, second = magnitude_of(hit["mag"]), magnitude_of(hit["mag2"])
    last = _sum(hit["n2"], second, hit["cur2"] or hit["cur"], variety)
    if (hit["cur2"] and first) or (hit["cur2"] and not second):
        return f"{_sum(hit['n'], first, hit['cur'], variety)} to {last}"
    return " ".join(filter(None, (number(value(hit["n"]), variety), first, "to", last)))


def _sum_before_code(hit: Hit, variety: Variety) -> str:
    return _sum(hit["n"], magnitude_of(hit["mag"]), hit["cur"], variety)


def _weak(hit: Hit, variety: Variety) -> str | None:
    """Say "R500" and "N1.7bn" as money where size and place leave no other sense."""
    amount = hit["n"]
    whole = sum(map(str.isdigit, amount.partition(".")[0]))
    sure = hit["mag"] or (whole > 3 and not amount.isdigit() and "," in amount)  # noqa: PLR2004 - digits of a group
    if not sure and (whole < _WEAK[hit["cur"]] or re.search(r"[a-z]\s$", before(hit, 2)) is None):
        return None
    if not sure and re.search(r"\b[A-Z][\w-]*\s$", before(hit, 16)):
        return None  # the name of a model
    single = attributive(hit) or re.match(r"-[^\W\d_]", hit.string[hit.end() : hit.end() + 2]) is not None
    return _sum(amount, magnitude_of(hit["mag"]), hit["cur"], variety, single=single)


def _pair(hit: Hit, _: Variety) -> str:
    return f"{_CURRENCIES[hit['a']][0]} {_CURRENCIES[hit['b']][0]} "


def _price_per(hit: Hit, _: Variety) -> str:
    return f"{_CURRENCIES[hit['a']][1]} per {pairs('per')[hit['per']]}"


def _pence(hit: Hit, variety: Variety) -> str | None:
    one, many = ("penny", "pence") if hit["unit"] == "p" else ("cent", "cents")
    unit = one if value(hit["n"]) == "1" or (attributive(hit) and many == "cents") else many
    said = f"{number(hit['n'], variety)} {unit}"
    return f"{said} per {pairs('per')[hit['per']]}" if hit["per"] else said


RULES = (
    Rule(
        "money-range",
        _HEADS,
        rf"(?P<cur>{_CURRENCY})\s?(?P<n>{NUMBER})(?P<mag>{MAGNITUDE})?\s?{DASH}\s?"
        rf"(?P<cur2>{_CURRENCY})?\s?(?P<n2>{NUMBER})(?P<mag2>{MAGNITUDE})?(?![\w-])",
        _money_range,
    ),
    Rule(
        "money",
        _HEADS,
        rf"(?P<cur>{_CURRENCY})\s?(?P<n>{NUMBER}|\.[0-9]{{1,3}})(?P<mag>{MAGNITUDE})?"
        rf"(?:/(?P<per>{any_of(pairs('per'))}){NO_WORD})?(?![0-9])",
        _money,
    ),
    Rule(
        "money",
        "0",
        rf"(?P<n>{NUMBER})(?P<mag>{MAGNITUDE})?\s?(?P<cur>[€£¥₹₽₺₴₦]|(?:{_CODES}){NO_WORD})(?![0-9])",
        _sum_before_code,
    ),
    Rule(
        "money",
        "A",
        rf"(?P<cur>{any_of(_WEAK)})(?P<n>{NUMBER})(?P<mag>{MAGNITUDE})?(?![\w/]|-?[0-9])",
        _weak,
    ),
    Rule("money", "£$€¥", r"(?P<a>[£$€¥])/(?P<b>[£$€¥])\s?", _pair),
    Rule("money", "£$€¥", rf"(?P<a>[£$€¥])/(?P<per>{any_of(pairs('per'))}){NO_WORD}", _price_per),
    Rule(
        "pence",
        "0",
        rf"(?P<n>(?!(?:480|720|1080|1440|2160)p)(?:[0-9]{{1,3}}(?:,[0-9]{{3}})?|[0-9]{{4}})(?:\.[0-9]{{1,2}})?)(?P<unit>p{NO_WORD}|¢)(?:/(?P<per>{any_of(pairs('per'))}){NO_WORD})?",
        _pence,
    ),
)
