"""Hypothesis strategies for the program's values, hostile text included."""

from __future__ import annotations

from hypothesis import strategies as st

from briefing.values import Cite, Direction, Heading, Item, Line, Piece, Reader, Script, Source, Span
from briefing.writing.escaping import is_label, tidied, tidy

# What an article may hold that looks like a script's structure, like mark-up, or like nothing at all.
SNIPPETS = (
    *"\\`*_{}[]()<>#+-.!|~^=:;\"'&/?@%$…—–“”‘’«»",
    *(
        "**",
        "~~",
        "](",
        "![",
        "[x](say:y)",
        "[↗](iran.txt#char=0,5)",
        "[…]",
        "[...]",
        "— [who](x#char=1,2)",
        "```",
        "---",
    ),
    *("ANCHOR:", "ANCHOR (bright): ", "NOBODY: x", "anchor: x", "(pause 600ms)", "(beat)", "(music: open)", "QUOTE:"),
    *("1986. ", "1) ", "- ", "+ ", "* ", "> ", "# ", "## ", " ##", "===", "***", "| a | b |", "|---|---|", "[a]: b"),
    *("<b>", "</b>", "<!-- ", " -->", "<br/>", "<https://x.org>", "<a@b.org>", "http://x.org", "www.x.org", "WWW.x"),
    *("&amp;", "&#42;", "&#x2A;", "&nbsp;", "&lt", "AT&T", "\\*", "\\\\", "\\\n", "  \n", "\n", "\n\n", "\r\n", "\t"),
    *("\x00", "\x07", "\x1b[0m", "\x7f", "\x85", "\x1c", "\u2028", "\u2029", "\xa0", "\u202f", "\u3000", "\u00ad"),
    *("\u202e", "\u2066", "\u2069", "\u200b", "\u200d", "\u200f", "\ufeff", "\ufffe", "\U000e0041", "\ud800"),
    *(
        "😀",
        "👩‍🚀",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "é",
        "e\u0301",
        "ß",
        "İ",
        "ǅ",
        "中文: ",
        "नमस्ते",
        "عربي: ",
        "²",
        "½",
        "a",
        "Raisi",
        "2022",
        " ",
        "  ",
    ),
)

texts = st.lists(st.sampled_from(SNIPPETS) | st.text(min_size=1, max_size=3), max_size=8).map("".join)
"""Any text, rich in what could be taken for structure."""

written = st.builds(str.__add__, st.sampled_from(SNIPPETS), texts).map(tidy).filter(bool)
"""A text in the normal form of titles, headings and names."""

strings = st.builds(str.__add__, st.sampled_from(SNIPPETS), texts).filter(str.strip)
"""A text that isn't blank, otherwise anything, for the front matter."""

labels = st.one_of(
    st.sampled_from(
        ("ANCHOR", "R CLINTON", "O'NEIL", "JEAN-PAUL", "NO", "YES", "Y", "NULL", "DR. X", "ЖУК", "中文", "U2")
    ),
    st.builds(
        str.__add__,
        st.characters(categories=["Lu", "Lo"]),
        st.text(st.characters(categories=["Lu", "Lo", "Nd", "Mn"]) | st.sampled_from(".'’-"), max_size=11),
    ).filter(is_label),
)
"""A reader's label."""

spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 10**7), st.integers(1, 10**5))
"""A range."""

deliveries = st.lists(
    st.sampled_from(
        ("bright", "warm", "grave", "slower", "faster", "softer", "rate=150", "pitch=+2st", "pitch=-1.5st")
    ),
    max_size=3,
).map(tuple)
"""The words in a label."""

_plain = st.builds(Piece, texts, stress=st.booleans())
_said = st.builds(Piece, texts, say=written, stress=st.booleans())
_ipa = st.builds(Piece, texts, ipa=st.one_of(written, st.just("ɹəˈiːsi")), stress=st.booleans())
pieces = st.lists(st.one_of(_plain, _plain, _said, _ipa), min_size=1, max_size=3).map(tidied).filter(bool)
"""A line's pieces in normal form."""

readers = st.builds(Reader, labels, strings, st.none() | texts)
"""An entry of the voices."""

sources = st.builds(
    Source, strings.map(lambda key: key[:200]).filter(str.strip), strings, strings, st.none() | texts, st.none() | texts
)
"""An entry of the sources."""

checked = st.one_of(st.just(""), st.just("Jane Roe"), written)
"""Who vouches for a cite."""

headings = st.builds(Heading, written)
"""A chapter's heading."""

directions = st.builds(
    Direction,
    st.sampled_from(("pause", "beat", "sting", "music")),
    st.none() | st.integers(0, 10**8),
    st.none() | st.sampled_from(("open", "close")) | written,
)
"""A direction."""


@st.composite
def cites(draw: st.DrawFn, keys: list[str], who: st.SearchStrategy[str]) -> Cite:
    """Draw a cite into one of the sources, with one range or several."""
    return Cite(
        draw(st.sampled_from(keys)), tuple(draw(st.lists(spans, min_size=1, max_size=3))), draw(who), draw(checked)
    )


@st.composite
def lines(draw: st.DrawFn, names: list[str], keys: list[str]) -> Line:
    """Draw a line that one of the readers says, with a cite if there is a source."""
    verbatim = bool(keys) and draw(st.booleans())
    who = written.filter(lambda text: text != "↗") if verbatim else st.just("")
    cite = draw(cites(keys, who)) if verbatim or (keys and draw(st.booleans())) else None
    beat = not verbatim and draw(st.booleans())
    return Line(draw(st.sampled_from(names)), draw(pieces), draw(deliveries), cite, verbatim=verbatim, beat=beat)


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    """Draw a script in the normal form that ``briefing.writing.markdown`` states."""
    voices = draw(st.lists(readers, min_size=1, max_size=3, unique_by=lambda reader: reader.label))
    files = draw(st.lists(sources, max_size=2, unique_by=(lambda source: source.key, lambda source: source.file)))
    spoken = lines([reader.label for reader in voices], [source.key for source in files])
    items: list[Item] = draw(st.lists(st.one_of(spoken, spoken, headings, directions), max_size=5))
    items.insert(draw(st.integers(0, len(items))), draw(spoken))
    return Script(
        draw(written),
        draw(st.dates()),
        draw(st.sampled_from(("en-GB", "en", "no", "de-CH-1996", "zh-Hant"))),
        tuple(voices),
        tuple(files),
        tuple(items),
        draw(st.none() | texts),
    )
