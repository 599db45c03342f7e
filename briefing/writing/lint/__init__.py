"""Broadcast style: the rules that a program can check in a script, as one table.

S20 (words a minute) is measured on the audio and isn't here. ``lint`` needs the articles' texts for S04 and S22 only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from briefing.errors import Problem
from briefing.values import Quote, Script
from briefing.writing.lint import sentences as sentence
from briefing.writing.lint import structure
from briefing.writing.lint.sheet import Finding, Sheet, sheet
from briefing.writing.verify import WARNINGS, verify


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of broadcast style. One that isn't an error is a warning; an ``english`` one knows English only."""

    code: str
    check: Callable[[Sheet], Iterator[Finding]]
    error: bool = False
    english: bool = True


RULES: Final[tuple[Rule, ...]] = (
    Rule("S01", structure.lead_in, error=True),
    Rule("S02", sentence.quotation_marks, error=True, english=False),
    Rule("S03", structure.long_quotes, error=True, english=False),
    Rule("S05", sentence.long_sentences, english=False),
    Rule("S06", sentence.past_tense),
    Rule("S07", sentence.exact_numbers),
    Rule("S08", sentence.many_numbers, english=False),
    Rule("S09", sentence.symbols, error=True, english=False),
    Rule("S10", sentence.written_dates, english=False),
    Rule("S11", sentence.role_after_name),
    Rule("S12", structure.opening, english=False),
    Rule("S13", sentence.age_after_name),
    Rule("S14", sentence.middle_initials),
    Rule("S14", structure.full_names, english=False),
    Rule("S15", sentence.unknown_initials),
    Rule("S16", sentence.abbreviations),
    Rule("S17", sentence.furniture, error=True, english=False),
    Rule("S18", structure.one_pronunciation, english=False),
    Rule("S19", structure.frame),
    Rule("S21", sentence.relative_days),
    Rule("S22", structure.claims),
)
_ERRORS: Final = frozenset(rule.code for rule in RULES if rule.error) | {"S04"}


def is_error(problem: Problem) -> bool:
    """Tell whether a problem is an error (a mistake in the file, a quote that doesn't check, S01-S04, S09, S17)."""
    return (problem.code[:1] in {"F", "P", "L", "Q", "C"} and problem.code not in WARNINGS) or problem.code in _ERRORS


def lint(
    script: Script,
    texts: Mapping[str, str] | None = None,
    quotes: Mapping[str, Sequence[Quote]] | None = None,
) -> tuple[Problem, ...]:
    """Return what is wrong with a script, by line and rule; with the articles' texts its quotes are verified too (S04).

    ``texts`` holds the texts by the sources' keys, ``quotes`` the quotations found in them with whose words they are.
    The problems carry no file name.
    """
    laid = sheet(script, texts)
    english = script.language.lower().split("-")[0] == "en"
    found = [
        Problem(rule.code, finding.what, finding.todo, line=finding.at or None)
        for rule in RULES
        if english or not rule.english
        for finding in rule.check(laid)
    ]
    if texts is not None:
        found.extend(verify(script, texts, quotes))
    return tuple(sorted(found, key=lambda problem: (problem.line or 0, problem.code)))
