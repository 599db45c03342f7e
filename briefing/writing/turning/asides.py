"""Asides: brackets, dashes and datelines, which nobody hears (S05, S17)."""

from __future__ import annotations

import re

from briefing.language.lexicons import words
from briefing.language.people import is_place
from briefing.writing.turning.grammar import PRONOUNS, has_verb, tidy
from briefing.writing.turning.page import Page, ending, is_quotation

_BRACKETS = r" ?\(([^()]{1,120})\)"
_SHORT_FORM = r"[A-Z][A-Za-z]?[A-Z&.-][\w&.-]{0,10}"
_PARTY = r"(?:R|D|I|Rep|Dem|Con|Lab)\.?(?:[-–, ] ?[A-Z][\w. ]{1,12})?|[A-Z][a-z]{1,4}\."
_CONVERTED = (
    r"(?:about |around |nearly |roughly |over )?[$£€]?[\d.,]+ ?-?(?:million |billion |m |bn )?(km/h|[^\W\d_]+|°[CF])"
    r"(?: per hour| long| wide| high| away)?"
)
_MEASURED = r"\d[\w.,-]*(?: [\w-]+){0,2}$|[$£€][\d.,]+(?: ?[\w]+)?$|[\d.,]+[°º]? ?[CF]$"
_DATELINE = (
    r"(?:[A-Z][A-Z.’'-]+(?:[ ,]+[A-Z][A-Za-z.’'-]+){0,4}(?: \([A-Za-z ]{2,24}\))?"
    r"|[A-Z][A-Za-z.’ ,-]{1,32} \((?:[A-Z]{2,9}|Reuters|Bloomberg|Xinhua)\)|\([A-Z]{2,9}\))"
    r"(?: ?[—–]|--| -{1,2}) ?(?=[\w“\"‘'])"
)
_TOWN = r"([A-Z][a-z]+(?: [A-Z][a-z]+)?(?:, [A-Z][A-Za-z.]+)?) ?(?:—|–|--) ?(?=[A-Z])"
_DAY = r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
_DASHES = r" ?(?:—|–|--) ?| - "
_HALVED = r":|, "
_MARKS = ("—", "–", "--", " - ")
_MOST_ASIDE = 14


def dateline_off(sentence: str, page: Page) -> list[str] | None:
    """Drop a dateline before the first sentence: "LONDON (Reuters) - ", in a story's first "Indianapolis – "."""
    if not any(mark in sentence[:90] for mark in _MARKS):
        return None
    found = re.match(_DATELINE, sentence[:90])
    if found is None and page.lead:
        found = re.match(_TOWN, sentence[:90])
        found = found if found and _follows_town(found, sentence, page) else None
    if found is None or found[0].split()[0].strip("(),").lower() in words("not_datelines"):
        return None
    rest = sentence[found.end() :]
    return [rest[0].upper() + rest[1:]] if len(rest.split()) > len(("it", "was", "so")) else None


def _follows_town(found: re.Match[str], sentence: str, page: Page) -> bool:
    """Tell whether what follows a town and a dash is a story's first sentence, and no item of a list."""
    if is_place(found[1].partition(",")[0].lower()):
        return True
    rest = sentence[found.end() :].split()
    plain = page.known.is_plain(found[1].split()[0]) or rest[0].lower() in PRONOUNS
    return not plain and len(rest) > _MOST_ASIDE and has_verb(" ".join(rest)) and re.search(_DAY, sentence) is not None


def shouting_off(sentence: str, page: Page) -> list[str] | None:
    """Write a first word in capitals as a word, where the article or the house shows that it's one: "DRIVERS in"."""
    first, gap, rest = sentence.partition(" ")
    if not gap or len(first) < len("two") or not first.isalpha() or not first.isupper() or rest[:1].isupper():
        return None
    low = first.lower()
    sure = low in page.known.small or low in words("turning_plain_words") or low in words("function_words")
    return [f"{first.capitalize()} {rest}"] if sure else None


_STATISTIC = (
    r"(?:[pnrtzFPN]|[dD][fF]|a?OR|a?HR|RR|SD|SE|R2|R²|χ2|χ²)(?:\([\d, ]{1,9}\))? ?(?:[=<>≤≥]|was) ?[-–−]?[\d.,]{1,12}%?"
    r"|(?:9\d% )?(?:CI|confidence interval)[ :=]{1,3}\[?[-–−]?[\d.]{1,9}%?(?: to | ?[-–−] ?|, )[-–−]?[\d.]{1,9}%?\]?"
)
"""A figure for readers of papers: "p = 0.41", "95% CI 1.1-2.4"."""


def brackets_off(sentence: str, _page: Page) -> list[str] | None:
    """Drop a short form, a party or a conversion in brackets; what else stands in brackets stands between commas."""
    if "(" not in sentence:
        return None
    text = re.sub(_BRACKETS, lambda match: _bracket(match, sentence), sentence)
    if len(re.findall(_BRACKETS, sentence)) > 1 and text.count(",") > sentence.count(",") + 2:
        return None  # a list with a bracket behind each of its parts
    text = tidy(text)
    return None if text == sentence or "(" in text or ")" in text else [text]


def _bracket(match: re.Match[str], sentence: str) -> str:
    inside = match[1].strip()
    if not inside:
        return match[0]
    if _drops(inside, sentence[: match.start()]):
        return ""
    if inside.endswith((".", "!", "?", ";", ":")) or match.start() == 0 or is_quotation(sentence[match.start() - 1]):
        return match[0]
    before, after = sentence[: match.start()].split(), sentence[match.end() :].split()
    if (
        not before
        or len(inside.split()) == 1
        or has_verb(inside)
        or re.search(_HALVED, inside)
        or inside.split()[0].lower() in PRONOUNS
    ):
        return match[0]  # one word beside another, or a sentence of its own
    if before[-1][:1].isupper() and after and after[0][:1].isupper():
        return match[0]  # within a name
    following = sentence[match.end() :].lstrip()[:1]
    return f", {inside}" + ("" if following in set(",.;:!?-–—") else ",")


def _drops(inside: str, before: str) -> bool:
    """Tell whether what stands in brackets says nothing to a listener."""
    first = ending(inside.split(maxsplit=1)[0]).lower() if inside.split() else ""
    if re.fullmatch(_SHORT_FORM, inside) or re.fullmatch(_PARTY, inside) or first in words("turning_pictured"):
        return True
    if all(re.fullmatch(_STATISTIC, part.strip()) for part in re.split(r"[;,] ", inside)):
        return True
    unit = re.fullmatch(_CONVERTED, inside)
    return (
        unit is not None
        and unit[1].lower() in words("turning_units")
        and re.search(_MEASURED, before[-40:]) is not None
    )


def dashes_off(sentence: str, _page: Page) -> list[str] | None:
    """Put an aside between two dashes between commas, where it has none of its own."""
    if not any(mark in sentence for mark in _MARKS):
        return None
    cuts = list(re.finditer(_DASHES, sentence))
    if len(cuts) != len(("open", "close")):
        return None
    first, last = cuts
    inside = sentence[first.end() : last.start()]
    before, after = sentence[: first.start()], sentence[last.end() :]
    if (
        has_verb(inside)
        or "," in inside
        or not 0 < len(inside.split()) <= _MOST_ASIDE
        or before[-1:].isdigit()
        or not after[:1].isalpha()
    ):
        return None
    if not before or before.endswith((",", ".", "?", "!")) or inside.endswith(("?", "!")) or after[:1].isupper():
        return None
    comma = "" if ending(after.split()[0]).lower() in {"and", "but"} and not inside else ","
    return [tidy(f"{before}, {inside}{comma} {after}")]
