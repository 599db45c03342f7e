"""The script's written form: its own sample, what an editor may do to it, and what a line becomes."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from briefing.errors import BadInputError
from briefing.values import Cite, Direction, Heading, Line, Piece, Reader, Script, Source, Span
from briefing.writing import markdown

HEAD = """---
script: 1
title: The news
date: 2021-12-28
language: en-GB
voices:
  ANCHOR: {voice: anchor}
  PESKOV: {name: Dmitry Peskov, voice: quote-2}
sources:
  iran: {file: iran.txt, sha256: abc}
  oil: {file: my oil.txt, sha256: abc}
---
"""
ABOVE = HEAD.count("\n")


def read(body: str) -> Script:
    return markdown.parse(HEAD + body)


def lines(body: str) -> list[Line]:
    return list(read(body).lines)


def script(*items: Line | Heading | Direction, sources: tuple[Source, ...] = ()) -> Script:
    readers = (Reader("ANCHOR", "anchor"), Reader("PESKOV", "quote-2", "Dmitry Peskov"))
    return Script("The news", dt.date(2021, 12, 28), "en-GB", readers, sources, items)


def test_a_script_is_laid_out_as_a_newsroom_reads_it() -> None:
    iran = Source("iran", "my iran.txt", "abc", "Iran: the story")
    items = (
        Heading("Headlines"),
        Direction("music", cue="open"),
        Line("ANCHOR", (Piece("Good morning."),), ("bright", "rate=150")),
        Line("ANCHOR", (Piece("One."),), cite=Cite("iran", (Span(0, 5),)), beat=True),
        Line("PESKOV", (Piece("Two."),), beat=True),
        Direction("pause", 600),
        Line(
            "ANCHOR",
            (Piece("Mr "), Piece("Raisi", "rah-EE-see"), Piece(" "), Piece("will", stress=True), Piece(" go.")),
        ),
        Line("PESKOV", (Piece("He […] will."),), cite=Cite("iran", (Span(1, 3), Span(5, 9)), "Mr P"), verbatim=True),
    )
    assert (
        markdown.format(script(*items, sources=(iran,)))
        == """---
script: 1
title: The news
date: 2021-12-28
language: en-GB
voices:
  ANCHOR: {voice: anchor}
  PESKOV: {name: Dmitry Peskov, voice: quote-2}
sources:
  iran: {file: my iran.txt, sha256: abc, title: "Iran: the story"}
---

# The news

## Headlines

(music: open)

ANCHOR (bright, rate=150): Good morning.

- One. [↗](my%20iran.txt#char=0,5)
- PESKOV: Two.

(pause 600ms)

ANCHOR: Mr [Raisi](say:rah-EE-see) *will* go.

> PESKOV: He […] will.
> — [Mr P](my%20iran.txt#char=1,3) [↗](my%20iran.txt#char=5,9)
"""
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("WHO: that is a label", r"WHO\: that is a label"),
        ("(pause 600ms)", r"\(pause 600ms)"),
        ("1986. It was", r"1986\. It was"),
        ("1986) It was", r"1986\) It was"),
        ("- a list", r"\- a list"),
        ("+ a list", r"\+ a list"),
        ("# a heading", r"\# a heading"),
        ("> a quote", r"\> a quote"),
        ("[x](say:y)", r"\[x\](say:y)"),
        ("<b> & &amp; AT&T", r"\<b> & \&amp; AT&T"),
        ("see http://x.org or www.x.org", r"see http\://x.org or www\.x.org"),
        ("a\u202eb\u200bc", "a&#x202E;b&#x200B;c"),
        ("He said: no", "He said: no"),
        ("At 12:30 it is -5 degrees (cold).", "At 12:30 it is -5 degrees (cold)."),
        ("anchor: a label in small letters", r"anchor\: a label in small letters"),
    ],
)
def test_what_would_be_read_as_structure_is_escaped_and_nothing_else(text: str, written: str) -> None:
    whole = markdown.format(
        script(Line("ANCHOR", (Piece(text),), beat=True), Line("ANCHOR", (Piece(text),), beat=True))
    )
    assert whole.endswith(f"\n\n- ANCHOR: {written}\n- {written}\n")
    assert [line.text for line in markdown.parse(whole).lines] == [text, text]


def test_a_paragraph_with_several_source_links_becomes_a_line_for_each() -> None:
    found = lines("ANCHOR (warm): One. [↗](iran.txt#char=0,5) Two [↗](my%20oil.txt#char=1,2). Three.")
    assert [line.text for line in found] == ["One.", "Two.", "Three."]
    assert [line.cite for line in found] == [Cite("iran", (Span(0, 5),)), Cite("oil", (Span(1, 2),)), None]
    assert {line.delivery for line in found} == {("warm",)}


def test_only_the_last_line_of_a_list_item_is_a_beat() -> None:
    found = lines("- ANCHOR: One. [↗](iran.txt#char=0,5) Two. [↗](iran.txt#char=5,9)\n- Three.\n")
    assert [line.beat for line in found] == [False, True, True]


def test_source_links_beside_each_other_are_ranges_of_one_line() -> None:
    assert lines("ANCHOR: One. [↗](iran.txt#char=0,5) [↗](iran.txt#char=7,9)")[0].cite == Cite(
        "iran", (Span(0, 5), Span(7, 9))
    )


def test_a_paragraph_without_a_label_goes_on_with_the_last_reader_and_never_with_the_one_quoted() -> None:
    found = lines("ANCHOR (grave): One.\n\nTwo.\n\n> PESKOV: Three.\n> — [who](iran.txt#char=0,5)\n\nFour.\n\n- Five.")
    assert [line.reader for line in found] == ["ANCHOR", "ANCHOR", "PESKOV", "ANCHOR", "ANCHOR"]
    assert [line.delivery for line in found] == [("grave",), (), (), (), ()]


def test_a_quote_may_have_paragraphs_and_one_block_may_hold_several_quotes() -> None:
    found = lines(
        "> PESKOV: One\n> two.\n>\n> Three […] four.\n> — [who](iran.txt#char=0,5) [↗](iran.txt#char=7,9)\n"
        ">\n> ANCHOR: Five.\n>\n> — [](iran.txt#char=0,5)"
    )
    assert [(line.reader, line.text) for line in found] == [("PESKOV", "One two. Three […] four."), ("ANCHOR", "Five.")]
    assert [line.cite for line in found] == [Cite("iran", (Span(0, 5), Span(7, 9)), "who"), Cite("iran", (Span(0, 5),))]


def test_notes_and_cuts_are_never_spoken_and_stress_and_pronunciations_are_kept() -> None:
    found = lines(
        "<!-- a\n\nnote -->\n\nANCHOR: A ~~very\nbad~~ <!-- no --> *big* [x](say:EKS) [y z](<ipa:ɑː b>) **w**."
    )
    assert found[0].pieces == (
        Piece("A "),
        Piece("big", stress=True),
        Piece(" "),
        Piece("x", say="EKS"),
        Piece(" "),
        Piece("y z", ipa="ɑː b"),
        Piece(" "),
        Piece("w", stress=True),
        Piece("."),
    )


@pytest.mark.parametrize(
    "label", ["R CLINTON", "O'NEIL", "JEAN-PAUL", "DR. NO", "ЖУКОВ", "中文", "नमस्ते", "U2", "NO", "ON"]
)
def test_a_label_may_be_of_any_script_and_a_word_that_yaml_takes_for_a_truth_value(label: str) -> None:
    wanted = Script("x", dt.date(2021, 12, 28), "en", (Reader(label, "v"),), (), (Line(label, (Piece("Words."),)),))
    assert markdown.parse(markdown.format(wanted)) == wanted


def test_line_numbers_count_from_the_top_of_the_file_whatever_the_line_ends() -> None:
    body = (
        "\n# The news\n\n## One\n\nANCHOR: a\nb [↗](iran.txt#char=0,5)\nc\n\n(beat)\n\n"
        "- d\n\n> PESKOV: e\n> — [](iran.txt#char=0,5)\n"
    )
    for text in (HEAD + body, "\ufeff" + (HEAD + body).replace("\n", "\r\n"), (HEAD + body).replace("\n", "\r")):
        found = markdown.parse(text)
        assert [item.at - ABOVE for item in found.items] == [4, 6, 8, 10, 12, 14]


def test_errors_name_their_lines_whatever_the_line_ends() -> None:
    for end in ("\n", "\r\n"):
        with pytest.raises(BadInputError, match=rf"^a.md:{ABOVE + 3}: L02 NOBODY isn't under voices:"):
            markdown.parse((HEAD + "ANCHOR: x\n\nNOBODY: y\n").replace("\n", end), "a.md")


def test_unknown_keys_comments_quotes_and_other_layouts_of_the_front_matter_are_read() -> None:
    head = (
        "---\n# note\nscript: '1'\ntitle: >\n  The\n  news\ndate: 2021-12-28\nlanguage: no\nmood: {a: [b]}\n"
        "show: ON\nvoices:\n  NO:\n    voice: anchor # who\n    age: 7\n...\nNO: x"
    )
    found = markdown.parse(head)
    assert (found.title, found.language, found.show) == ("The news", "no", "ON")
    assert found.readers == (Reader("NO", "anchor"),)


@pytest.mark.parametrize(
    "file", ["a b.txt", "ü(1).txt", "a#b?c%20.txt", "https://x.org/a_(b)?c=d&e", "../x/y.txt", "-", "a:b"]
)
def test_a_source_file_comes_back_whatever_its_name(file: str) -> None:
    source = Source("k", file, "abc", origin="https://x.org/ä")
    other = Source("l", file + "%20", "abc")
    wanted = script(
        Line("ANCHOR", (Piece("x"),), cite=Cite("k", (Span(0, 1),))),
        Line("ANCHOR", (Piece("x"),), cite=Cite("l", (Span(0, 1),))),
        sources=(source, other),
    )
    assert markdown.parse(markdown.format(wanted)) == wanted


def test_a_link_is_known_however_its_file_is_encoded() -> None:
    for path in ("my%20oil.txt", "<my oil.txt", "m%79%20oil.txt"):
        end = ">" if path.startswith("<") else ""
        cite = lines(f"ANCHOR: x [↗]({path}#char=0,5{end})")[0].cite
        assert cite is not None
        assert cite.source == "oil"


def test_a_label_alone_sets_who_reads_what_follows() -> None:
    assert [line.reader for line in lines("PESKOV:\n\n- One.\n- Two.")] == ["PESKOV", "PESKOV"]


def test_writing_a_script_loads_no_parser() -> None:
    code = "import sys, briefing.writing.markdown; print(sorted({'yaml', 'markdown_it'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    "body",
    [
        "[" * 5_000,
        "*_" * 5_000,
        "[a](" * 2_000,
        "`a" * 5_000,
        "> " * 20_000,
        "- " * 20_000,
        "A" * 10**6 + ":",
        "\\" * 9_000,
    ],
)
def test_a_hostile_body_is_read_or_refused_without_a_crash(body: str) -> None:
    with pytest.raises(BadInputError):
        read(f"NOBODY: x\n\n{body}")


@pytest.mark.parametrize(
    "front", ["[" * 700, "{a: " * 50_000, "- " * 50_000, '"\\U99999999"', "a: \x07", "a: &b [*b]", "*x", "%"]
)
def test_a_hostile_front_matter_is_refused_without_a_crash(front: str) -> None:
    with pytest.raises(BadInputError):
        markdown.parse(f"---\n{front}\n---\nANCHOR: x")
