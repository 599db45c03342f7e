"""``lint --fix`` on files with anything done to them: nothing gets worse, and twice is as good as once."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from newsdesk import DAY, STORY, article, cast
from strategies import SNIPPETS

from briefing.errors import BadInputError
from briefing.programme import written
from briefing.selecting import select
from briefing.settings import Settings
from briefing.writing import markdown
from briefing.writing.lint import is_error, lint
from briefing.writing.lint.fixing import fix

FAST = settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
SCRIPT = markdown.format(written([select(article())], Settings(cast=cast(), date=DAY)).script)

edits = st.lists(
    st.tuples(st.integers(0, 10_000), st.integers(0, 6), st.sampled_from((*SNIPPETS, "", "the ", "‘", "’"))), max_size=4
)


def edited(text: str, changes: list[tuple[int, int, str]]) -> str:
    for at, cut, put in changes:
        place = at % (len(text) + 1)
        text = text[:place] + put.replace("\ud800", "") + text[place + cut :]
    return text


def errors(text: str, source: str) -> Counter[str]:
    try:
        script = markdown.parse(text)
    except BadInputError as error:
        return Counter(problem.code for problem in error.problems)
    return Counter(problem.code for problem in lint(script, {"bridge": source}) if is_error(problem))


def parses(text: str) -> bool:
    try:
        markdown.parse(text)
    except BadInputError:
        return False
    return True


@FAST
@given(edits, edits, st.sampled_from(("\n", "\r\n")))
def test_a_fix_makes_nothing_worse_and_is_done_once(
    script: list[tuple[int, int, str]], source: list[tuple[int, int, str]], end: str
) -> None:
    text, told = edited(SCRIPT, script).replace("\n", end), edited(STORY, source)
    made = fix(text, lambda _: {"bridge": told}, ("quote-1", "quote-2"))
    if parses(text):
        assert parses(made.text)
        assert errors(made.text, told) <= errors(text, told)
    else:
        assert parses(made.text) or errors(made.text, told) <= errors(text, told)
    assert fix(made.text, lambda _: {"bridge": told}, ("quote-1", "quote-2")) == type(made)(made.text, ())
    assert bool(made.mended) == (made.text != text)
    assert made.text.count("\n") >= text.count("\n")


@FAST
@given(edits)
def test_a_source_that_only_moved_leaves_nothing_to_do_by_hand(before: list[tuple[int, int, str]]) -> None:
    told = edited("Updated at noon. ", [(at, 0, put) for at, _, put in before]) + "\n\n" + STORY
    made = fix(SCRIPT, lambda _: {"bridge": told})
    assert errors(made.text, told) == Counter()
