"""Initials, model names and Roman numerals."""

from __future__ import annotations

import re
from functools import cache

from briefing.language import lexicons
from briefing.language.spoken.letters_of import several, spelled
from briefing.language.spoken.rule import NO_WORD, Hit, Rule, Variety, after, any_of, before
from briefing.language.spoken.tables import listed, pairs
from briefing.language.spoken.times import SENTENCE
from briefing.language.spoken.words import cardinal, code, digits, ordinal, plural, year

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN = r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_VOWEL = re.compile(r"[AEIOUY]")
_SHOUTED = re.compile(r"(?<![^\W_])[A-Z]{4,}(?![^\W_])")
_LONGEST_UNKNOWN = 6
_CAPITALS_IN_CODE = 3
_YEAR_DIGITS = 4
_TEAM = re.compile(
    r"\s(?:[Tt]eams?|sides?|squads?|internationals?|players?|Euros?|World|European|[Cc]hampionships?|match|boss|coach|"
    r"captain|level|women|men|[Ww]omen’s|football|rugby|final|final)\b"
)
_ALONE = frozenset({"II", "III", "VI", "VII", "VIII", "IX", "XI", "XII"})  # numerals that are no initials


def _shouting(hit: Hit) -> bool:
    """Tell whether the words beside the match are all in capitals, so that capitals mean nothing."""
    around = f"{before(hit, 24)} {after(hit, 24)}"
    loud = [word for word in _SHOUTED.findall(around) if word not in _known()]
    return len(loud) > 1 or (bool(loud) and not re.search(r"[a-z]{2}", around))


def _known() -> frozenset[str]:
    return listed("initialisms") | listed("acronyms")


def _initials(hit: Hit, _: Variety) -> str | None:
    word, ending = hit["word"], hit["ending"]
    if word in listed("acronyms") or _shouting(hit):
        return None
    if word not in listed("initialisms") and (_VOWEL.search(word) or len(word) > _LONGEST_UNKNOWN):
        return None
    return several(word) if ending else spelled(word)


def _dotted(hit: Hit, _: Variety) -> str:
    letters = re.sub(r"[^A-Z]", "", hit["letters"])
    if hit["ending"]:
        return several(letters)
    stop = "." if hit.group().endswith(".") and SENTENCE.match(after(hit, 12)) else ""
    return spelled(letters) + stop


def _lineage(hit: Hit, variety: Variety) -> str:
    """Say "B.1.1.529", a virus's lineage."""
    numbers = (digits(part) if part[2:] else cardinal(int(part), variety) for part in hit["numbers"][1:].split("."))
    return " point ".join((spelled(hit["letters"]), *numbers))


def _initial(hit: Hit, _: Variety) -> str | None:
    named = re.search(r"(?:^|[A-Z][\w’'-]*\s|[A-Z]\.\s|[\"“‘(])$", before(hit, 20))
    return hit.group()[0] if named and not SENTENCE.match(after(hit, 12)) else None


def _joined(hit: Hit, _: Variety) -> str:
    parts = [part if part in listed("acronyms") else spelled(part) for part in re.split(r"[&/]", hit["word"])]
    and_ = "&" in hit["word"]
    said = parts[0]
    for part in parts[1:]:
        said += ("-and-" if said.endswith("A") and len(parts[0]) == 1 else " and ") + part if and_ else f" {part}"
    return f"{said}'s" if hit["ending"] else said


def _run(run: str, variety: Variety, *, starts: bool) -> str:
    if run[0] == ".":
        return f"point {digits(run)}"
    if run.isdigit():
        if len(run) == _YEAR_DIGITS and run[:2] in {"19", "20"}:
            return year(int(run), variety)
        return code(run, variety)
    word = run in listed("acronyms") or not run.isupper()
    if len(run) == 1 or not run.isupper() or (word and len(run) > _CAPITALS_IN_CODE - 1):
        return run
    if run in listed("initialisms") or len(run) <= _CAPITALS_IN_CODE or not _VOWEL.search(run):
        return spelled(run.upper() if starts else run)
    return run


def _model(hit: Hit, variety: Variety) -> str:
    runs = re.findall(r"[A-Za-z]+|[0-9]+|\.[0-9]+", hit["code"])
    said = ""
    many = runs[-1] == "s" and len(runs) > 1 and runs[-2][-1:].isdigit()
    for run in runs[: -1 if many else None]:
        word = _run(run, variety, starts=not said)
        # an engine takes a lone A for the article unless it is tied to what follows
        said += ("-" if said == "A" or said.endswith(" A") else " " if said else "") + word
    return plural(said) if many else said


def _comet(hit: Hit, variety: Variety) -> str:
    letters = spelled(hit["half"])
    tail = f"{letters}{'-' if letters == 'A' else ' '}{cardinal(int(hit['n']), variety)}"
    return f"{hit['kind']} {year(int(hit['year']), variety)} {tail}"


def _value(numeral: str) -> int:
    total = 0
    for letter, following in zip(numeral, [*numeral[1:], ""], strict=True):
        here = _VALUES[letter]
        total += -here if here < _VALUES.get(following, 0) else here
    return total


def _roman(hit: Hit, variety: Variety) -> str | None:
    numeral = hit["numeral"]
    n = _value(numeral)
    if hit.group() == hit.string.strip() and len(numeral) > 1 and set("IVX").issuperset(numeral):
        return cardinal(n, variety)  # a heading
    words = before(hit, 60).split()[-3:] if before(hit, 1).isspace() else []
    last = words[-1] if words else ""
    if len(numeral) == 1 and re.match(r"\.\s[A-Z]", after(hit, 3)):
        return None  # an initial: "Vladimir V. Putin"
    if last in listed("roman_counts") and numeral not in {"L", "C", "D", "M"}:
        said = cardinal(n, variety)
        return said.capitalize() if last[0].isupper() else said
    name = last[:1].isupper() and last[-1:].isalpha()
    if not name or _shouting(hit):
        return cardinal(n, variety) if numeral in _ALONE else None
    crowned = not listed("sovereigns").isdisjoint(words[:-1])
    if crowned or _is_regnal(hit, words):
        return f"the {ordinal(n, variety).title()}"
    unsure = len(numeral) == 1 or not set("IVX").issuperset(numeral)
    return None if unsure else cardinal(n, variety).capitalize()


def _is_regnal(hit: Hit, words: list[str]) -> bool:
    """Tell whether the name is one that is numbered: a monarch's, or a family's ("William Barber II")."""
    numeral = hit["numeral"]
    if words[-1] in listed("regnal_names"):
        return len(numeral) > 1 or _ends_name(hit, numeral)
    return numeral in {"II", "III", "IV"} and not _first_names().isdisjoint(words[:-1])


@cache
def _first_names() -> frozenset[str]:
    return lexicons.words("first_names_f") | lexicons.words("first_names_m")


def _ends_name(hit: Hit, numeral: str) -> bool:
    """Tell whether a single letter can only be a numeral: "Henry V was" but neither "Malcolm X" nor "Peter I think"."""
    if numeral == "V":
        return re.match(r"\s[A-Z]", after(hit, 2)) is None
    return numeral == "I" and re.match(r"['’]s\b|[,.)]|\s(?:of|was|and|became|is)\b", after(hit, 10)) is not None


def _age_group(hit: Hit, variety: Variety) -> str | None:
    """Say "U21s" as the teams of that age."""
    if not (hit["more"] or _TEAM.match(after(hit, 16))):
        return None
    return f"under {plural(said) if hit['more'] else said}" if (said := cardinal(int(hit["n"]), variety)) else None


def _fixed(hit: Hit, _: Variety) -> str:
    return pairs("fixed")[hit.group()]


FIRST = (
    Rule("fixed", "0Aa", rf"{any_of(pairs('fixed'))}{NO_WORD}(?![/-][0-9])", _fixed),
    Rule(
        "comet",
        "A",
        rf"(?P<kind>[CPDXAI])/(?P<year>[12][0-9]{{3}})\s(?P<half>[A-Z]{{1,2}})(?P<n>[0-9]{{1,3}}){NO_WORD}",
        _comet,
    ),
)
RULES = (
    Rule("age", "A", rf"U-?(?P<n>1[3-9]|2[0-3])(?P<more>s)?{NO_WORD}", _age_group),
    Rule("roman", "A", rf"(?=[IVXLCM])(?P<numeral>{_ROMAN}){NO_WORD}", _roman),
    Rule(
        "initials",
        "A",
        rf"(?P<word>[A-Z]{{1,5}}(?:[&/][A-Z]{{1,5}}){{1,3}})(?P<ending>['’]?s{NO_WORD})?{NO_WORD}",
        _joined,
    ),
    Rule(
        "initials",
        "A",
        rf"(?P<letters>(?:[A-Z]\.){{1,8}}[A-Z](?:\.|{NO_WORD}))(?P<ending>['’]s{NO_WORD}|s{NO_WORD})?",
        _dotted,
    ),
    Rule("lineage", "A", r"(?P<letters>[A-Z]{1,3})(?P<numbers>(?:\.[0-9]{1,3}){1,4})(?!\w|\.[0-9])", _lineage),
    Rule("initial", "A", r"[A-Z]\.(?=\s?[A-Z])", _initial),
    Rule(
        "model",
        "A",
        rf"(?P<code>[A-Z][A-Za-z]{{0,6}}-?[0-9]{{1,4}}(?![0-9])(?:\.[0-9]{{1,2}}(?![0-9])|[A-Za-z]{{1,3}}[0-9]{{0,3}}[A-Z]?|-[0-9]{{1,4}}[A-Z]{{0,2}})?){NO_WORD}(?!-[0-9]|\.[0-9])",
        _model,
    ),
    Rule(
        "model",
        "a",
        rf"(?P<code>(?!(?:to|in|of|out|and|or|by|than|for)-)[a-z]{{2,12}}-[0-9]{{1,4}}){NO_WORD}(?![.,:/-][0-9])",
        _model,
    ),
    Rule(
        "model",
        "0",
        rf"(?P<code>[0-9]{{1,4}}(?:[A-Z]{{1,3}}[0-9]{{0,3}}){{1,2}}|[0-9]{{1,4}}[a-rt-z]){NO_WORD}",
        _model,
    ),
    Rule("initials", "A", rf"(?P<word>[A-Z]{{2,12}})(?P<ending>['’]?s{NO_WORD})?{NO_WORD}", _initials),
)
