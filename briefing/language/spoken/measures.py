"""Measures: units, temperatures, degrees, millions without a currency."""

from __future__ import annotations

import re

from briefing.language.spoken.money import MAGNITUDE, MAGNITUDES, magnitude_of
from briefing.language.spoken.rule import DASH, NO_WORD, NUMBER, Hit, Rule, Variety, after, any_of, attributive, before
from briefing.language.spoken.tables import listed, pairs, table
from briefing.language.spoken.words import cardinal, number, value

_UNITS = {row[0]: row[1:] for row in table("units")}
_UNIT = any_of(_UNITS)
_FIRSTS = {21}  # "21st" is an ordinal, "11st" a weight
_LARGEST = 3  # digits before M or B
_LABEL = re.compile(rf"(?:^|\W){any_of(listed('labelled'))}\s$", re.IGNORECASE)
_SCALES = {"C": "Celsius", "F": "Fahrenheit", "c": "Celsius", "f": "Fahrenheit"}
_POINTS = {"N": "north", "S": "south", "E": "east", "W": "west"}


def _unit(name: str, variety: Variety, *, one: bool) -> str:
    forms = _UNITS[name]
    one_and_many = forms[-2:] if variety == "US" else forms[:2]
    return one_and_many[0 if one else 1]


def _measure(hit: Hit, variety: Variety) -> str:
    written, magnitude = hit["n"], magnitude_of(hit["mag"])
    compound = hit["gap"] == "-" or re.match(r"-[^\W\d_]", after(hit, 2)) or attributive(hit)
    one = bool(compound) or (value(written) == "1" and not magnitude)
    said = number(written, variety)
    if hit["to"]:
        said = f"{said} to {number(hit['to'], variety)}"
    words = (said, magnitude, _unit(hit["unit"], variety, one=one and not hit["to"]))
    return " ".join(filter(None, words)) + (f" per {pairs('per')[hit['per']]}" if hit["per"] else "")


def _square(hit: Hit, variety: Variety) -> str:
    return f"{number(hit['a'], variety)} by "


def _power(hit: Hit, variety: Variety) -> str:
    power = hit["power"]
    minus = "minus " if power[0] in "-−" else ""
    return f"{number(hit['n'], variety)} times ten to the power of {minus}{number(power.lstrip('-−'), variety)}"


def _height(hit: Hit, variety: Variety) -> str:
    half = " and a half" if hit["half"] else ""
    return f"{number(hit['ft'], variety)} foot {number(hit['in'], variety)}{half}"


def _degrees(hit: Hit, variety: Variety) -> str | None:
    letter = hit["letter"]
    unit = "degree" if value(hit["n"]) == "1" else "degrees"
    said = f"{number(hit['n'], variety)} {unit}"
    if hit["minutes"]:
        said = f"{said} {number(hit['minutes'], variety)} minutes"
    if not letter:
        return said
    return f"{said} {_SCALES.get(letter) or _POINTS[letter]}"


def _temperature(hit: Hit, variety: Variety) -> str | None:
    if " " in hit.group() and hit["letter"].islower() and not re.match(r"\.|\s*$", after(hit, 3)):
        return None
    if _LABEL.search(before(hit, 14)):
        return None  # "seat 14C"
    said = number(hit["n"], variety)
    if hit["to"]:
        said = f"{said} to {number(hit['to'], variety)}"
    return f"{said} {'degree' if value(hit['n']) == '1' and not hit['to'] else 'degrees'} {_SCALES[hit['letter']]}"


_FAR = re.compile(r"\b(?:within|distancing of|radius of|depth of|height of|length of|altitude of)\s$")


def _metres(hit: Hit) -> bool:
    """Tell whether "m" after a number is metres: a word beside it says so, or it is a distance that people run."""
    words = re.findall(r"[^\W\d_]+", after(hit, 32))[:2]
    if re.search(r"[0-9]\s?[x×]\s?$", before(hit, 4)):
        return True
    if listed("metres").intersection(words) or _FAR.search(before(hit, 16)):
        return True
    if not hit["n"].translate({44: None}).isdigit():
        return re.match(r"\s(?:tall|long)", after(hit, 6)) is not None
    return (
        hit["n"] in listed("distances")
        and (" of" not in after(hit, 3))
        and re.search(r"\b(?:the|in|over|men[’']s|women[’']s)\s$", before(hit, 9), re.IGNORECASE) is not None
    )


def _races(hit: Hit) -> bool:
    """Tell whether a race or the like follows: "100m sprint"."""
    word = re.match(r"\s([a-z-]+)", after(hit, 16))
    return word is not None and word[1] in listed("metres") - listed("metres_after")


_RUNS = re.compile(
    r"\s(?:runs?|races?|runners?|walks?|time|times|charity|fun|TV|video|resolution|screens?|and|or|in)\b"
)


def _million(hit: Hit, variety: Variety) -> str | None:
    letter = hit["mag"].lstrip("-").strip()
    said = number(hit["n"], variety)
    if letter == "m" and (_metres(hit)):
        unit = "metre" if variety == "GB" else "meter"
        relay = re.search(r"[0-9]\s?[x×]\s?$", before(hit, 4)) and re.match(r"\s[a-z]", after(hit, 2))
        one = (
            value(hit["n"]) == "1"
            or attributive(hit)
            or relay
            or _races(hit)
            or re.match(r"-[a-z]", after(hit, 2))
            or hit["mag"][0] == "-"
        )
        return f"{said} {unit}" if one else f"{said} {unit}s"
    if letter in {"M", "B"} and (_LABEL.search(before(hit, 14)) or hit.group() == "3M"):
        return None  # "Flat 4B"; a company
    if letter in {"M", "B"} and len(hit["n"].partition(".")[0]) > _LARGEST:
        return None  # the name of a model
    if letter in {"k", "K"} and (
        _RUNS.match(after(hit, 16)) or (letter == "K" and not re.match(r"\s[a-z]", after(hit, 2)))
    ):
        return None  # "a 10k run", "in 4K"
    if letter in {"T", "t"} or (hit["mag"][0].isspace() and letter in {"b", "k", "K"}):
        return None
    return f"{said} {MAGNITUDES[letter]}"


_UNIT_LETTERS = {
    "g": "gram",
    "t": "tonne",
    "s": "second",
    "h": "hour",
    "L": "litre",
    "l": "litre",
    "V": "volt",
    "W": "watt",
}


def _letters(hit: Hit, variety: Variety) -> str:
    said = number(hit["n"], variety)
    one = value(hit["n"]) == "1"
    if hit["unit"] == "x":
        return f"{said} times"
    word = _UNIT_LETTERS[hit["unit"]]
    if variety == "US":
        word = word.replace("litre", "liter")
    return f"{said} {word}" if one or attributive(hit) else f"{said} {word}s"


def _inches(hit: Hit, variety: Variety) -> str:
    one = value(hit["n"]) == "1" or attributive(hit) or hit.group()[-3:-2] == "-"
    return f"{number(hit['n'], variety)} {'inch' if one else 'inches'}"


def _stone(hit: Hit, variety: Variety) -> str | None:
    n = int(hit["n"])
    if n in _FIRSTS:
        return None
    return f"{cardinal(n, variety)} stone"


def _bare_unit(hit: Hit, variety: Variety) -> str | None:
    """Say the unit after a fraction ("4½ lbs"), which is a stretch of its own."""
    if re.search(r"(?:[0-9]/[0-9]{1,2}|[¼-¾⅐-⅞])\s?$", before(hit, 6)) is None:
        return None
    return _unit(hit["unit"], variety, one=False)


_PER = any_of(pairs("per"))
RULES = (
    Rule("unit", "a", rf"(?P<unit>{_UNIT}){NO_WORD}", _bare_unit),
    Rule(
        "height",
        "0",
        rf"(?P<ft>[1-9])\s?(?:ft|feet|['’′])\s?(?P<in>1[01]|[0-9])(?P<half>½)?(?:\s?(?:ins?|inches){NO_WORD}|[\"”″]|(?![\w.,]))",
        _height,
    ),
    Rule(
        "degrees",
        "0",
        rf"(?P<n>{NUMBER})\s?[°º]\s?(?:(?P<minutes>[0-9]{{1,2}})['′’]\s?)?(?:(?P<letter>[CFNSEW]){NO_WORD})?",
        _degrees,
    ),
    Rule(
        "temperature",
        "0",
        rf"(?P<n>[0-9]{{1,3}}(?:\.[0-9]{{1,2}})?)(?:\s?{DASH}\s?(?P<to>[0-9]{{1,3}}(?:\.[0-9])?))?\s?(?P<letter>[CF]|(?<=\s)c){NO_WORD}",
        _temperature,
    ),
    Rule(
        "measure",
        "0.",
        rf"(?P<n>{NUMBER}|\.[0-9]{{1,9}})(?:\s?{DASH}\s?(?P<to>{NUMBER}))?(?P<mag>{MAGNITUDE})?(?P<gap>[\s-]?)(?P<unit>{_UNIT}){NO_WORD}"
        rf"(?:/(?P<per>{_PER}){NO_WORD})?",
        _measure,
    ),
    Rule("power", "0", rf"(?P<n>{NUMBER})\s?[x×]\s?10\^(?P<power>[-−]?[0-9]{{1,3}})(?!\w)", _power),
    Rule("dimensions", "0", rf"(?P<a>{NUMBER})\s?[x×]\s?(?=[0-9])", _square),
    Rule(
        "million",
        "0",
        rf"(?P<n>{NUMBER})(?P<mag>[\s-]?(?:mn|mln|m|bn|bln|tn|trn|k|K|M|B|Bn){NO_WORD})(?!\.[a-z])(?!/)",
        _million,
    ),
    Rule("stone", "0", rf"(?P<n>[4-9]|[12][0-9])st{NO_WORD}", _stone),
    Rule("inches", "0", rf"(?P<n>{NUMBER})(?:\s?in\.(?!\w)|-?in{NO_WORD})(?:(?<=\.)|(?!\s?[A-Z0-9]|-))", _inches),
    Rule(
        "measure",
        "0",
        rf"(?P<n>{NUMBER})\s?(?P<unit>(?<=[0-9])[gtxlLVWh]|(?<=\.[0-9])s|(?<=\.[0-9][0-9])s|(?<=\.[0-9]{{3}})s){NO_WORD}",
        _letters,
    ),
)
