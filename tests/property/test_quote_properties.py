from __future__ import annotations

import hashlib
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.language.sentences import sentences
from briefing.selecting.quotes import quotations
from briefing.values import Article, Span

MARKS = ["“", "”", '"', "‘", "’", "'", "«", "»", "„", "(", ")", ",", ".", "!", "?", "…", ":", ";", " — ", "’s"]
SPACES = ["\n", "\n\n", "\u00a0", " ", "\u200b", "\x00"]
WORDS = " said| Smith| he| she| Mr.| the president| Anna| who| told| by| and| according to| of| U.S.| al-Thani"
ODD = [" D-Md.", " asked", " 35", " a", " London", "\U0001f600", "İ", "ß"]
PIECES = st.sampled_from([*MARKS, *SPACES, *WORDS.split("|"), *ODD])
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=60).map("".join)


def article(text: str) -> Article:
    spans: list[Span] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            spans.append(Span(start, start + len(line.strip())))
        at += len(line) + 1
    return Article("case.txt", hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), text, tuple(spans))


@settings(deadline=None)
@given(TEXTS)
def test_a_quote_never_runs_out_of_its_paragraph_and_quotes_never_overlap(text: str) -> None:
    source = article(text)
    end = 0
    for quote in quotations(source):
        assert any(paragraph.covers(quote.span) for paragraph in source.body)
        assert quote.span.start >= end
        assert quote.span.of(text).strip() == quote.span.of(text)
        end = quote.span.end


@settings(deadline=None)
@given(TEXTS)
def test_a_speaker_has_a_name_and_a_mention_outside_every_quote(text: str) -> None:
    quotes = quotations(article(text))
    for quote in quotes:
        assert (quote.speaker is None) == (quote.mention is None)
        assert quote.speaker is None or quote.speaker.name.strip()
        assert quote.mention is None or not any(quote.mention.meets(other.span) for other in quotes)


@settings(deadline=None)
@given(TEXTS)
def test_sentences_hold_all_words_once_and_in_order(text: str) -> None:
    for paragraph in article(text).body:
        found = sentences(text, paragraph)
        assert "".join("".join(span.of(text).split()) for span in found) == "".join(paragraph.of(text).split())
        assert all(before.end <= after.start for before, after in pairwise(found))
        assert all(span.of(text) == span.of(text).strip() for span in found)
