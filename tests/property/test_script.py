from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from strategies import scripts

from briefing.values import Script
from briefing.writing import markdown

SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@SLOW
@given(scripts())
def test_what_is_written_is_read_back_equal(script: Script) -> None:
    assert markdown.parse(markdown.format(script)) == script


@SLOW
@given(scripts())
def test_what_was_written_and_read_is_written_the_same_again(script: Script) -> None:
    written = markdown.format(script)
    assert markdown.format(markdown.parse(written)) == written
