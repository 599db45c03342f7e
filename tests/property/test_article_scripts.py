"""Articles with anything in them: no crash, no text of theirs becomes structure, every quote is right.

`scripts/bench fuzz` runs the same checks on ten thousand.
"""

from __future__ import annotations

from fuzzing import LENGTHS, faults
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from newsdesk import STORY, cast
from strategies import SNIPPETS, texts

from briefing import reading
from briefing.errors import BriefingError
from briefing.programme import written
from briefing.selecting import select
from briefing.settings import Settings

FAST = settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))


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
@given(articles(), st.sampled_from(LENGTHS))
def test_whatever_an_article_holds_its_script_is_sound(text: str, length: int | str | None) -> None:
    try:
        article = reading.read_text(text, source="a.txt")
    except BriefingError:  # too little of a story
        return
    assert not list(faults(written([select(article)], Settings(cast=cast(), length=length))))
