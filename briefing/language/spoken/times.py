"""Times of the day, durations and ratios."""

from __future__ import annotations

import re

from briefing.language.spoken.letters_of import spelled
from briefing.language.spoken.rule import DASH, NO_WORD, Hit, Rule, Variety, after, before
from briefing.language.spoken.tables import listed
from briefing.language.spoken.words import cardinal, digits, number

_NOON = r"(?:[ap]\.?\s?m(?![^\W_])|[AP]\.?M(?![^\W_]))"
_CLOCK = r"(?:2[0-4]|1[0-9]|0?[0-9])"
_ZONES = r"(?i:g\.?m\.?t|b\.?s\.?t|u\.?t\.?c|c\.?e\.?s?\.?t|e\.?[sd]?\.?t|p\.?[sd]\.?t|c\.?[sd]\.?t)"
_PARTS = {"h": "hour", "m": "minute", "s": "second"}
_LAST_HOUR = 23
_LAST_MINUTE = 59
_NOON_HOUR = 12
SENTENCE = re.compile(
    r"\s*(?:$|\n|[\"”’']|\s(?:The|A|An|He|She|It|They|We|I|But|And|In|On|At|This|That|His|Her|Their|If)\b)"
)


def minutes(written: str) -> str:
    """Return the minutes after the hour: "" for 00, "oh five", "thirty"."""
    if written == "00":
        return ""
    return digits(written, "oh") if written[0] == "0" else cardinal(int(written), "GB")


def _half(hour: str, minute: str | None, noon: str | None) -> str:
    words = [cardinal(int(hour), "GB"), minutes(minute) if minute else ""]
    if noon:
        words.append(spelled(re.sub(r"[^A-Za-z]", "", noon).upper()))
    return " ".join(filter(None, words))


def _stop(hit: Hit) -> str:
    """Return the full stop where the one of "p.m." ends the sentence as well."""
    return "." if hit.group().endswith(".") and SENTENCE.match(after(hit, 12)) else ""


def _time(hit: Hit, _: Variety) -> str | None:
    if int(hit["minute"] or "0") > _LAST_MINUTE:
        return None
    said = _half(hit["hour"], hit["minute"], hit["noon"])
    if hit["zone"]:
        said = f"{said} {spelled(hit['zone'].replace('.', '').upper())}"
    return said + _stop(hit)


def _time_range(hit: Hit, _: Variety) -> str | None:
    if max(int(hit["m1"] or "0"), int(hit["m2"] or "0")) > _LAST_MINUTE:
        return None
    return f"{_half(hit['h1'], hit['m1'], hit['n1'])} to {_half(hit['h2'], hit['m2'], hit['n2'])}{_stop(hit)}"


def _clock(hit: Hit, variety: Variety) -> str | None:
    hour, minute, second = int(hit["h"]), hit["m"], hit["s"]
    if second:
        return _duration(hit["h"], minute, second, variety)
    if minute == "00" and hour in {0, _LAST_HOUR + 1}:
        return "midnight"
    if hour > _LAST_HOUR or int(minute) > _LAST_MINUTE:
        return None
    if minute == "00":
        zoned = re.match(rf"\s(?:hours|hrs|{_ZONES})\b", after(hit, 8))
        early = "oh " if zoned and hit["h"][0] == "0" else ""
        return f"{early}{cardinal(hour, variety)} {'hundred' if hour > _NOON_HOUR or zoned else 'o’clock'}"
    return f"{cardinal(hour, variety)} {minutes(minute)}" if hour else f"twelve {minutes(minute)} {spelled('AM')}"


def _duration(hours: str, minute: str, second: str, variety: Variety) -> str:
    parts = [_counted(hours, "hour", variety), _counted(minute, "minute", variety)]
    return f"{' '.join(parts)} and {_counted(second, 'second', variety)}"


def _counted(written: str, unit: str, variety: Variety) -> str:
    plain = written.lstrip("0") or "0"
    said = number("0" + plain if plain.startswith(".") else plain, variety)
    return f"{said} {unit}" if plain == "1" else f"{said} {unit}s"


def _lap(hit: Hit, variety: Variety) -> str:
    return f"{_counted(hit['m'], 'minute', variety)} {_counted(hit['s'], 'second', variety)}"


def _dotted(hit: Hit, _: Variety) -> str:
    return _half(hit["hour"], hit["minute"], None)


def _military(hit: Hit, variety: Variety) -> str:
    hour = digits(hit["h"], "oh") if hit["h"][0] == "0" else cardinal(int(hit["h"]), variety)
    return f"{hour} {minutes(hit['m']) or 'hundred'}"


def _clock_range(hit: Hit, variety: Variety) -> str:
    halves = (("h1", "m1"), ("h2", "m2"))
    said = []
    for hour, minute in halves:
        early = "oh " if hit[hour][0] == "0" and hit[minute] == "00" else ""
        said.append(f"{early}{cardinal(int(hit[hour]), variety)} {minutes(hit[minute]) or 'hundred'}")
    return " to ".join(said)


def _from_noon(hit: Hit, _: Variety) -> str:
    return f"{hit['word']} to "


def _long(hit: Hit, variety: Variety) -> str:
    parts = [_counted(hit[key], unit, variety) for key, unit in _PARTS.items() if hit[key]]
    return " ".join(parts)


def _verse(hit: Hit, variety: Variety) -> str | None:
    if (
        hit.string[: hit.start()].endswith(" ")
        and before(hit, 20).split()[-1:]
        and (before(hit, 20).split()[-1] in listed("scripture"))
    ):
        said = f"{cardinal(int(hit['a']), variety)} {cardinal(int(hit['b']), variety)}"
        return f"{said} to {cardinal(int(hit['c']), variety)}" if hit["c"] else said
    return None


def _chain(hit: Hit, variety: Variety) -> str:
    return " to ".join(cardinal(int(part), variety) for part in hit.group().split(":"))


def _ratio(hit: Hit, variety: Variety) -> str | None:
    if re.fullmatch("[6-9][0-9]", hit["b"]) and float(hit["a"]) <= _LAST_HOUR + 1:
        return None  # an hour with too many minutes
    return f"{number(hit['a'], variety)} to {number(hit['b'], variety)}"


RULES = (
    Rule("verse", "0", rf"(?P<a>[0-9]{{1,3}}):(?P<b>[0-9]{{1,3}})(?:{DASH}(?P<c>[0-9]{{1,3}}))?(?![\w:])", _verse),
    Rule(
        "time-range",
        "0",
        rf"(?P<h1>[01]?[0-9]|2[0-4]):(?P<m1>[0-5][0-9])\s?{DASH}\s?(?P<h2>[01]?[0-9]|2[0-4]):(?P<m2>[0-5][0-9])"
        rf"(?![\w:.])(?!\s?{_NOON})",
        _clock_range,
    ),
    Rule("time-range", "a", rf"(?P<word>noon|midnight){DASH}(?=[0-9])", _from_noon),
    Rule(
        "duration",
        "0",
        rf"(?P<h>[0-9]{{1,3}})\s?(?:h|hrs?){NO_WORD}\s?(?P<m>[0-9]{{1,2}})\s?(?:m|mins?){NO_WORD}"
        rf"(?:\s?(?P<s>[0-9]{{1,2}}(?:\.[0-9]{{1,3}})?)\s?(?:s|secs?){NO_WORD})?",
        _long,
    ),
    Rule(
        "duration",
        "0",
        rf"(?P<h>)(?P<m>[0-9]{{1,2}})\s?(?:m|mins?){NO_WORD}\s?(?P<s>[0-5]?[0-9](?:\.[0-9]{{1,3}})?)\s?(?:s|secs?){NO_WORD}",
        _long,
    ),
    Rule(
        "time-range",
        "0",
        rf"(?P<h1>{_CLOCK})(?:[:.](?P<m1>[0-9]{{2}}))?\s?(?P<n1>{_NOON}\.?)?\s?(?:{DASH}|\bto\b)\s?"
        rf"(?P<h2>{_CLOCK})(?:[:.](?P<m2>[0-9]{{2}}))?\s?(?P<n2>{_NOON})\.?",
        _time_range,
    ),
    Rule(
        "time",
        "0",
        rf"(?P<hour>{_CLOCK})(?:[:.](?P<minute>[0-9]{{2}}))?(?::00)?\s?(?P<noon>{_NOON})(?:\.?\s?(?P<zone>{_ZONES}){NO_WORD})?\.?",
        _time,
    ),
    Rule("time", "0", r"(?P<m>[0-9]{1,2}):(?P<s>[0-5][0-9]\.[0-9]{1,3})(?![0-9])", _lap),
    Rule("time", "0", r"(?P<h>[0-9]{1,2}):(?P<m>[0-9]{2})(?::(?P<s>[0-9]{2}(?:\.[0-9]{1,3})?))?(?![\w:])", _clock),
    Rule(
        "time",
        "0",
        r"(?P<hour>1[0-9]|2[0-3]|[1-9])\.(?P<minute>[0-5][0-9])(?=\s(?:GMT|BST|on\s[A-Z]|this\s|tonight|"
        r"tomorrow|local time|in the (?:morning|afternoon|evening)))",
        _dotted,
    ),
    Rule(
        "time",
        "0",
        r"(?P<h>[01][0-9]|2[0-3])(?P<m>[0-5][0-9])(?=\s?(?:GMT|BST|UTC|CET|hours|hrs|local time)\b)",
        _military,
    ),
    Rule("ratio", "0", r"[0-9]{1,3}(?::[0-9]{1,3}){2,6}(?![\w:])(?!\.[0-9])", _chain),
    Rule("ratio", "0", r"(?P<a>[0-9]{1,3}(?:\.[0-9])?):(?P<b>[0-9]{1,6}(?:\.[0-9])?)(?![\w:])", _ratio),
)
