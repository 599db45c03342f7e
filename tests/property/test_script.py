from __future__ import annotations

import contextlib
import datetime as dt

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from strategies import scripts, spans, texts

from briefing.errors import BadInputError
from briefing.values import Cite, Heading, Line, Piece, Reader, Script, Source, Span
from briefing.writing import markdown
from briefing.writing.escaping import tidied, tidy

FAST = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))

ARTICLE = Source("iran", "iran.txt", "abc")
READERS = (Reader("ANCHOR", "anchor"), Reader("QUOTE", "quote-1"))


@FAST
@given(scripts())
def test_what_is_written_is_read_back_equal_and_written_the_same_again(script: Script) -> None:
    written = markdown.format(script)
    assert markdown.parse(written) == script
    assert markdown.format(markdown.parse(written)) == written


@FAST
@example("", "ANCHOR:\\", "", [Span(0, 1)])
@example("ANCHOR:\u200b", "", "", [Span(0, 1)])
@given(texts, texts, texts, st.lists(spans, min_size=1, max_size=3))
def test_no_text_of_an_article_becomes_anything_but_words(line: str, quote: str, who: str, ranges: list[Span]) -> None:
    """As it stands in the article: not brought into normal form before."""
    items = (
        Heading(f"x{line}"),
        Line("ANCHOR", (Piece(f"{line}x"),), cite=Cite("iran", tuple(ranges))),
        Line("ANCHOR", (Piece(f"{line}x"),), beat=True),
        Line("ANCHOR", (Piece(f"{quote}x"),), beat=True),
        Line("QUOTE", (Piece(f"{quote}x"),), cite=Cite("iran", tuple(ranges), f"x{who}"), verbatim=True),
    )
    script = Script(f"x{line}", dt.date(2021, 12, 28), "en-GB", READERS, (ARTICLE,), items)
    found = markdown.parse(markdown.format(script))
    assert [type(item) for item in found.items] == [Heading, Line, Line, Line, Line]
    assert found.title == tidy(f"x{line}")
    expected = (f"{line}x", f"{line}x", f"{quote}x", f"{quote}x")
    assert [row.pieces for row in found.lines] == [tidied([Piece(text)]) for text in expected]
    assert [row.reader for row in found.lines] == ["ANCHOR", "ANCHOR", "ANCHOR", "QUOTE"]
    assert [row.cite.spans for row in found.lines if row.cite] == [tuple(ranges), tuple(ranges)]


@FAST
@given(texts, texts)
def test_a_file_with_anything_in_it_is_read_or_refused(front: str, body: str) -> None:
    head = f"---\nscript: 1\ntitle: x\ndate: 2021-12-28\nlanguage: en\nvoices:\n  ANCHOR: {{voice: a}}\n{front}\n---\n"
    for text in (body, head + body, f"{head}ANCHOR: x {body}", f"{head}> ANCHOR: {body}\n> — [x](y#char=1,2)"):
        with contextlib.suppress(BadInputError):
            markdown.parse(text)


@FAST
@given(texts, st.sampled_from(("say", "ipa")), texts.filter(tidy))
def test_a_pronunciation_comes_back_whatever_is_in_it(text: str, kind: str, how: str) -> None:
    pieces = (
        Piece("Mr! "),
        Piece(f"x{text}", *((tidy(how), None) if kind == "say" else (None, tidy(how)))),
        Piece("!", stress=True),
    )
    script = Script("x", dt.date(2021, 12, 28), "en-GB", READERS, (), (Line("ANCHOR", pieces),))
    assert next(markdown.parse(markdown.format(script)).lines).pieces == tidied(pieces)
