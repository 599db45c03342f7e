"""Titles, ranks and other words cut short."""

from __future__ import annotations

import re
from functools import cache

from briefing.language.spoken.rule import NO_WORD, Hit, Rule, Variety, after, before
from briefing.language.spoken.tables import listed, many_to_one, table
from briefing.language.spoken.times import SENTENCE
from briefing.language.spoken.words import digits

_NAME = re.compile(r"[^\S\n]{1,2}['’“\"]?[^\W\d_a-z]")
_NUMBER = re.compile(r"[^\S\n]{0,2}[0-9]")
_ROAD = re.compile(r"(?:[A-Z][a-z’'.]+|[0-9](?:st|nd|rd|th))\s$")
_PLACED = re.compile(
    r"\b(?:on|at|of|in|off|near|and|down|along|from|the|between|[0-9]+[a-z]{0,2})\s(?:[A-Z][\w’']*\s){1,3}$"
)
_CAPITALISED = re.compile(r"([A-Z][a-z’']+)\s$")


@cache
def _cases() -> dict[str, tuple[tuple[str, str], ...]]:
    cases: dict[str, tuple[tuple[str, str], ...]] = {}
    for written, said, when in table("abbreviations"):
        cases[written] = (*cases.get(written, ()), (said, when))
    return cases


def _fits(when: str, hit: Hit) -> bool:
    if hit.group() == hit.string and hit["stop"]:
        return True  # an entry of a list: "Maj."
    stop, follows = hit["stop"], after(hit, 4)
    return {
        "always": True,
        "dot": bool(stop),
        "name": _NAME.match(follows) is not None,
        "dotname": bool(stop) and _NAME.match(follows) is not None,
        "road": _ROAD.search(before(hit, 24)) is not None,
        "number": _NUMBER.match(follows) is not None,
        "dotnumber": bool(stop) and _NUMBER.match(follows) is not None,
    }[when]


def _ends(hit: Hit) -> str:
    """Return the full stop where the abbreviation's also ends the sentence."""
    return "." if hit["stop"] and SENTENCE.match(after(hit, 12)) else ""


def _abbreviation(hit: Hit, variety: Variety) -> str | None:
    for said, when in _cases().get(hit["word"], ()):
        if _fits(when, hit):
            word = said.replace("our", "or") if variety == "US" and said == "Honourable" else said
            return word + ("" if when in {"name", "dotname", "number", "dotnumber"} else _ends(hit))
    return None


def _saint_or_street(hit: Hit, _: Variety) -> str:
    previous = _CAPITALISED.search(before(hit, 24))
    named = _NAME.match(after(hit, 4))
    numbered = re.search(r"[0-9](?:st|nd|rd|th)\s$", before(hit, 6))
    road = previous and previous[1] not in listed("before_saint")
    placed = _PLACED.search(before(hit)) or SENTENCE.match(after(hit, 12))
    if numbered or (road and (not named or (hit["stop"] and placed))):
        return f"Street{_ends(hit)}"
    return f"Saint{_ends(hit)}"


def _versus(hit: Hit, _: Variety) -> str | None:
    return "versus" if re.search(r"[A-Z0-9][\w.’'-]*\s$", before(hit, 24)) else None


def _state(hit: Hit, _: Variety) -> str | None:
    state = many_to_one("states").get(hit["state"])
    if state is None or not re.search(r"[A-Z][\w.’'-]*,\s$|[DRI]-$", before(hit, 24)):
        return None
    zip_code = f" {digits(hit['zip'])}" if hit["zip"] else ""
    return state + zip_code + ("." if hit["stop"] and SENTENCE.match(after(hit, 12)) else "")


def _party(hit: Hit, _: Variety) -> str:
    return {"D": "Democrat, ", "R": "Republican, ", "I": "Independent, "}[hit["party"]]


def _saint(hit: Hit, variety: Variety) -> str | None:
    return _saint_or_street(hit, variety)


def _direction(hit: Hit, _: Variety) -> str | None:
    return _DIRECTIONS[hit["way"]] if re.search(r"[0-9]\s$", before(hit, 2)) else None


_DIRECTIONS = {"N": "North", "S": "South", "E": "East", "W": "West"}
_ROADS = r"(?:St|Ave|Rd|Blvd|Dr|Street|Avenue|Road|Boulevard|Drive)\b"
RULES = (
    Rule(
        "direction",
        "A",
        rf"(?P<way>[NSEW])\.?(?=\s(?:[A-Z][a-z]{{1,14}}|[0-9]{{1,3}}(?:st|nd|rd|th))\s{_ROADS})",
        _direction,
    ),
    Rule("party", "A", r"(?P<party>[DRI])-(?:(?<=\([DRI]-)|(?<=, [DRI]-))(?=[A-Z][A-Za-z.]{1,12}\b)", _party),
    Rule(
        "state",
        "A",
        rf"(?P<state>[A-Z][a-z]{{1,4}}|[A-Z]{{2}}|[A-Z]\.[A-Z][a-z]?)(?P<stop>\.)?{NO_WORD}(?:,?\s(?P<zip>[0-9]{{5}})(?![0-9]))?",
        _state,
    ),
    Rule("saint", "A", rf"S(?:t|T(?=\.))(?P<stop>\.)?{NO_WORD}", _saint),
    Rule("versus", "a", r"v(?P<stop>\.)?(?=\s[A-Z])", _versus),
    Rule(
        "abbreviation",
        "Aa",
        rf"(?P<word>[A-Za-z][A-Za-z]{{0,7}}){NO_WORD}(?P<stop>\.(?!\w|[0-9])|\.(?=[0-9]))?",
        _abbreviation,
    ),
)
