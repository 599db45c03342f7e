"""Rules of broadcast style that look at one sentence, or at one line as it's spoken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from briefing.writing.days import MONTHS
from briefing.writing.lint.sheet import Finding, Sheet, bare, named, verbs, words

LONGEST = 25
"""Words in a sentence; 20 is better."""
MOST_COMMAS = 2
MOST_NUMBERS = 2
MOST_FIGURES = 2
LARGE_DIGITS = 4
YEAR_DIGITS = 4
YEARS = range(1000, 2101)
BYLINE_WORDS = 6
DATELINE_WORDS = 3
LONGEST_INITIALS = 6
SHORTEST_PAST = 5
"""Letters of the shortest regular past form: "ended"; "need" and "shed" are none."""

_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_QUOTE_WORDS = re.compile(r"\bunquote\b|\b(?:open|close|end) quote\b", re.IGNORECASE)
_MARKS = re.compile(r"[\"“”„‟«»‹›‘‚″＂]")
_SYMBOLS = re.compile(r"[%$£€¥&@#/°]")
_DATES = re.compile(r"\b\d{1,4}[-/]\d{1,2}[-/]\d{1,4}\b|\b\d{1,2}[:.]\d\d\b ?(?:am|pm|GMT|BST)\b|\b\d{1,2}:\d\d\b")
_FOOTNOTE = re.compile(r"\[(?:\d{1,3}|citation needed)\]|[†‡¹²³](?=\s|\Z)")


@cache
def _date() -> re.Pattern[str]:
    months = "|".join(MONTHS)
    return re.compile(rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{months})|(?:{months}) \d{{1,2}})(?:,? \d{{4}})?\b")


@cache
def _relative() -> re.Pattern[str]:
    from briefing.language.lexicons import rows

    phrases = sorted(rows("lint_relative_days"), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)


def quotation_marks(sheet: Sheet) -> Iterator[Finding]:
    """S02: the voice changes, or the marks are dropped; nobody says "unquote"."""
    for row in sheet.lines:
        found = _MARKS.search(row.spoken) or _QUOTE_WORDS.search(row.spoken)
        if found is not None:
            yield Finding(row.line.at, f"{found[0]} would be spoken", "take it away, or make it a block quote")


def long_sentences(sheet: Sheet) -> Iterator[Finding]:
    """S05: a sentence that is heard once is short."""
    for row in sheet.lines:
        for sentence in row.sentences if row.own else ():
            length, commas = len(words(sentence)), sentence.count(", ")
            if length > LONGEST:
                yield Finding(row.line.at, f"a sentence of {length} words", f"make two of it: at most {LONGEST}")
            elif commas > MOST_COMMAS:
                yield Finding(row.line.at, f"a sentence with {commas} commas", "make two of it: one idea in each")


def past_tense(sheet: Sheet) -> Iterator[Finding]:
    """S06: news is in the present, the perfect or the future."""
    from briefing.language.lexicons import words as lexicon

    helpers = lexicon("auxiliaries") - lexicon("lint_past")
    for row in sheet.lines:
        if not (row.first and row.told and row.sentences):
            continue
        before = ""
        for word in _news(row.sentences[0].split()):
            low = bare(word).lower()
            if low in helpers:
                break
            regular = low.endswith("ed") and len(low) >= SHORTEST_PAST and before not in {"the", "a", "an"}
            if low in lexicon("lint_past") or (regular and low == word):
                yield Finding(row.line.at, f"the story begins in the past tense: {low}", "say what is new today")
                break
            before = low


def _news(said: list[str]) -> list[str]:
    """Return what is news in a sentence: what somebody said, where it's reported with "that", else all of it."""
    lows = [bare(word).lower() for word in said]
    at = lows.index("that") if "that" in lows else 0
    return said[at:] if not verbs().isdisjoint(lows[:at]) else said


def exact_numbers(sheet: Sheet) -> Iterator[Finding]:
    """S07: numbers are rounded where that doesn't mislead."""
    for row in sheet.lines:
        for found in _FIGURE.finditer(_date().sub(" ", row.line.text)) if row.told else ():
            whole = found[0].rstrip(",").partition(".")[0].replace(",", "").lstrip("0")
            year = len(whole) == YEAR_DIGITS and "," not in found[0][:-1] and int(whole) in YEARS
            if len(whole) >= LARGE_DIGITS and len(whole.rstrip("0")) > MOST_FIGURES and not year:
                yield Finding(row.line.at, f"an exact number: {found[0][:30]}", "round it, as in “about 240 million”")


def many_numbers(sheet: Sheet) -> Iterator[Finding]:
    """S08: two numbers in a sentence are enough, and none begins one."""
    for row in sheet.lines:
        for sentence in row.sentences if row.own else ():
            count = len(_FIGURE.findall(_date().sub("1", sentence)))
            if count > MOST_NUMBERS:
                yield Finding(row.line.at, f"{count} numbers in a sentence", f"keep {MOST_NUMBERS} of them")
            elif sentence.lstrip("\"'“‘($£€")[:1].isdigit():
                yield Finding(row.line.at, "a sentence begins with a number", "put a word before it")


def symbols(sheet: Sheet) -> Iterator[Finding]:
    """S09: symbols become words."""
    for row in sheet.lines:
        found = _SYMBOLS.search(row.spoken)
        if found is not None:
            yield Finding(row.line.at, f"the symbol {found[0]} would be spoken", "write the word for it")


def written_dates(sheet: Sheet) -> Iterator[Finding]:
    """S10: dates and times as they're said."""
    for row in sheet.lines:
        found = _DATES.search(row.spoken)
        if found is not None:
            yield Finding(row.line.at, f"a date or time in figures: {found[0]}", "write “the 28th of December”")


def role_after_name(sheet: Sheet) -> Iterator[Finding]:
    """S11: who somebody is comes before the name."""
    from briefing.language.people import role_of

    for row in sheet.lines:
        found = row.line.text.split() if row.told else []
        for first, last, *rest in zip(found, found[1:], found[2:], found[3:], found[4:], strict=False):
            if not (named(first) and named(last) and last.endswith(",")):
                continue
            if rest[0] in {"the", "a", "an", "his", "her"} and any(role_of(bare(word).lower()) for word in rest):
                yield Finding(row.line.at, f"the role comes after the name {first} {last[:-1]}", "put the role first")
                break


def age_after_name(sheet: Sheet) -> Iterator[Finding]:
    """S13: the age comes before the name, where it matters."""
    for row in sheet.lines:
        found = row.line.text.split() if row.own else []
        for name, age in pairwise(found):
            if name.endswith(",") and named(name) and re.fullmatch(r"[1-9]\d?[,.]", age):
                yield Finding(row.line.at, f"the age comes after the name {name[:-1]}", "write “the 54-year-old …”")
                break


def middle_initials(sheet: Sheet) -> Iterator[Finding]:
    """S14: no middle initials."""
    for row in sheet.lines:
        found = row.line.text.split() if row.own else []
        for first, initial, last in zip(found, found[1:], found[2:], strict=False):
            if re.fullmatch(r"[A-Z]\.", initial) and named(first) and named(last) and first[-1:].isalpha():
                yield Finding(row.line.at, f"a middle initial: {first} {initial} {bare(last)}", "leave it out")
                break


def unknown_initials(sheet: Sheet) -> Iterator[Finding]:
    """S15: is it letters or a word? The lexicon should know."""
    from briefing.language.lexicons import words as lexicon

    known = lexicon("spoken_acronyms") | lexicon("spoken_initialisms")
    seen: set[str] = set()
    for row in sheet.lines:
        for word in row.line.text.split():
            name = bare(word).removesuffix("’s").removesuffix("'s")
            if 1 < len(name) <= LONGEST_INITIALS and name.isalpha() and name.isupper() and name not in known | seen:
                seen.add(name)
                yield Finding(row.line.at, f"is {name} spelled out or said as a word", "set it: [word](say:RE-spel)")


def abbreviations(sheet: Sheet) -> Iterator[Finding]:
    """S16: no abbreviations."""
    from briefing.language.lexicons import words as lexicon

    for row in sheet.lines:
        parts = row.spoken.split()
        ends = {len(parts) - 1} if parts else set()
        for at, part in enumerate(parts):
            word = part.strip(",;:()\"'“”‘’").lower()
            sure = "." in word[:-1] or not word.endswith(".") or part[:1].isupper()
            if word in lexicon("lint_abbreviations") and sure and (at not in ends or "." not in word[-1:]):
                yield Finding(row.line.at, f"an abbreviation: {part}", "write it out")
                break


def furniture(sheet: Sheet) -> Iterator[Finding]:
    """S17: nothing of the page around the story."""
    for row in sheet.lines:
        found = _furniture(row.line.text, row.sentences)
        if found:
            yield Finding(row.line.at, f"{found} can't be heard", "take it away")


def _furniture(text: str, sentences: tuple[str, ...]) -> str:
    from briefing.language.lexicons import words as lexicon

    for word in text.split():
        low = word.lower()
        if "://" in low or bare(low).startswith("www."):
            return f"the address {word[:40]}"
        name, at, host = bare(low).partition("@")
        if at and name and "." in host:
            return f"the e-mail address {word[:40]}"
        tag = word.lstrip("\"'“‘(")
        if tag.startswith("#") and tag[1:2].isalpha():
            return f"the hashtag {word[:40]}"
    if found := _FOOTNOTE.search(text):
        return f"the footnote mark {found[0]}"
    for sentence in sentences:
        if bare(sentence.partition(":")[0]).lower() in lexicon("lint_furniture"):
            return f"“{sentence[:40]}”"
    return _heading_of_a_story(text)


def _heading_of_a_story(text: str) -> str:
    """Return a dateline or a byline that a line begins with or is."""
    head = text[:80]
    place, dash, _ = head.replace("–", "—").replace(" - ", " — ").replace(" -- ", " — ").partition(" — ")
    city = place.partition("(")[0].strip(" ,")
    if dash and len(city) > 1 and city.isupper() and _is_dateline(place, city):
        return f"the dateline {place}"
    by, *names = text.split() if len(text) <= len(head) and text.strip() else [""]
    if (
        by in {"By", "BY"}
        and 0 < len(names) <= BYLINE_WORDS
        and all(name[:1].isupper() or name == "and" for name in names)
    ):
        return f"the byline {text}"
    return ""


def _is_dateline(place: str, city: str) -> bool:
    """Tell whether capitals before a dash name a place: a known or short one, or one with an agency in brackets."""
    from briefing.language.people import is_place

    length = len(city.split())
    return length == 1 or is_place(city) or (length <= DATELINE_WORDS and place.rstrip().endswith((")", ",")))


def relative_days(sheet: Sheet) -> Iterator[Finding]:
    """S21: "yesterday" rots; the day's name doesn't."""
    for row in sheet.lines:
        found = _relative().search(row.line.text) if row.told else None
        if found is not None:
            yield Finding(row.line.at, f"“{found[0]}” will be wrong tomorrow", "write the day's name")
