"""Articles with anything in them: no crash, no text of theirs becomes structure, every quote is right.

`scripts/bench fuzz` runs the same checks on ten thousand.
"""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from newsdesk import STORY, cast
from strategies import SNIPPETS, texts

from briefing import reading
from briefing.checking import quotes
from briefing.errors import BriefingError
from briefing.programme import written
from briefing.selecting import select
from briefing.settings import Settings
from briefing.values import Direction, Heading, Line
from briefing.writing import markdown
from briefing.writing.lint import is_error, lint

FAST = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


@st.composite
def articles(draw: st.DrawFn) -> str:
    """Draw a story with hostile pieces put in anywhere, or hostile text alone."""
    if draw(st.integers(0, 9)) == 0:
        return " ".join(draw(st.lists(texts, min_size=1, max_size=20)))
    text = STORY
    for piece in draw(st.lists(st.sampled_from(SNIPPETS), min_size=1, max_size=12)):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + piece + text[at:]
    return text


@FAST
@given(articles(), st.sampled_from((None, "full", 60, 20)))
def test_whatever_an_article_holds_its_script_is_sound(text: str, length: int | str | None) -> None:
    try:
        article = reading.read_text(text, source="a.txt")
    except BriefingError:  # too little of a story
        return
    made = written([select(article)], Settings(cast=cast(), length=length))
    script, file = made.script, markdown.format(made.script)
    assert markdown.parse(file) == script
    assert markdown.format(markdown.parse(file)) == file
    body = file.split("\n---\n", 1)[1].splitlines()
    starts = {
        "# ": 1,
        "## ": sum(isinstance(item, Heading) for item in script.items),
        "(": sum(isinstance(item, Direction) for item in script.items),
        "> ": 2 * sum(isinstance(item, Line) and item.verbatim for item in script.items),
        "- ": sum(isinstance(item, Line) and item.beat for item in script.items),
    }
    assert {start: sum(line.startswith(start) for line in body) for start in starts} == starts
    labels = tuple(reader.label for reader in script.readers)
    assert all(line.startswith((*starts, *labels)) for line in body if line)
    wrong = [problem for problem in lint(script, made.texts, quotes(made)) if problem.code[0] in "QFPL"]
    assert not [problem for problem in wrong if is_error(problem)]
