"""A line's sounds for Kokoro: what the G2P says of the text, and what somebody has set by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from briefing.language.british import british
from briefing.speaking.phonemes import emphasised, from_ipa, from_respelling, is_respelling
from briefing.speaking.splitting import Token
from briefing.values import SpokenPiece, Utterance

Reader = Callable[[Sequence[str]], list[list[tuple[str, str, str]]]]
"""From texts to their tokens: written, US sounds, white space."""

_VOWELS = "AIOQWYaæɑɒɔəɛɜɪʊʌiu"
_POSSESSIVE = frozenset({"'s", "’s"})
_AFTER = {True: " owl", False: " bell"}
"""Stands for a word that is set by hand while the text before it is read: "the" before a vowel is another."""


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of the line: ``text`` to be read, or with its sounds set; ``start`` is its place in the line."""

    text: str
    start: int
    sounds: str = ""


def tokens(utterance: Utterance, read: Reader, *, gb: bool) -> list[Token]:
    """Return the line's tokens in US or British sounds."""
    runs = list(_runs(utterance.pieces, gb=gb))
    texts = [_with_following(run, following) for run, following in zip(runs, [*runs[1:], None], strict=True)]
    heard = iter(read([text for text, run in zip(texts, runs, strict=True) if not run.sounds]))
    leaned = _leaned_on(utterance.pieces)
    line: list[Token] = []
    by_hand: set[int] = set()
    for run, text in zip(runs, texts, strict=True):
        if line and run.text[:1].isspace():
            line[-1] = replace(line[-1], gap=True)
        if run.sounds:
            by_hand.add(len(line))
            line.append(Token(run.text.strip(), run.sounds))
        else:
            found = [Token(written, sounds, bool(gap)) for written, sounds, gap in next(heard)]
            found = found if text == run.text else found[:-1]
            if len(line) - 1 in by_hand and found and found[0].written in _POSSESSIVE:
                found[0] = replace(found[0], sounds=_possessive(line[-1].sounds))
            line += _emphatic(found, run, leaned)
        if line:
            line[-1] = replace(line[-1], gap=run.text[-1:].isspace())
    return list(_in_british(line, by_hand)) if gb else line


def _runs(pieces: Sequence[SpokenPiece], *, gb: bool) -> Iterator[_Run]:
    """Yield the stretches of a line; pieces of plain text are read as one."""
    text, start, at = "", 0, 0
    for piece in pieces:
        sounds = _set_by_hand(piece, gb=gb)
        if sounds:
            if text:
                yield _Run(text, start)
            yield _Run(piece.text, at, sounds)
            text, start = "", at + len(piece.text)
        else:
            text += _harmless(piece.respelling or piece.text)
        at += len(piece.text)
    if text:
        yield _Run(text, start)


def _set_by_hand(piece: SpokenPiece, *, gb: bool) -> str:
    """Return the sounds that a piece's IPA or respelling sets, nothing where there are none that can be said."""
    if piece.ipa and (sounds := from_ipa(piece.ipa, gb=gb)):
        return sounds
    if piece.respelling and is_respelling(piece.respelling):
        return from_respelling(piece.respelling, gb=gb) or ""
    return ""


def _harmless(text: str) -> str:
    """Return a text without control characters and the like."""
    return "".join(char if char.isprintable() or char.isspace() else " " for char in text)


def _with_following(run: _Run, following: _Run | None) -> str:
    """Return a run's text with a word that begins as the sounds after it do."""
    if run.sounds or following is None or not following.sounds or not run.text[-1:].isspace() or not run.text.strip():
        return run.text
    return run.text.rstrip() + _AFTER[following.sounds.lstrip("ˈˌ")[:1] in _VOWELS]


def _possessive(sounds: str) -> str:
    """Return how the s of a possessive sounds after a word."""
    if sounds[-1] in "szʃʒʧʤ":
        return "ɪz"
    return "s" if sounds[-1] in "ptkfθ" else "z"


def _leaned_on(pieces: Sequence[SpokenPiece]) -> list[tuple[int, int]]:
    """Return the ranges of the line that have stress."""
    ends = list(accumulate(len(piece.text) for piece in pieces))
    return [(end - len(piece.text), end) for piece, end in zip(pieces, ends, strict=True) if piece.stress]


def _emphatic(found: list[Token], run: _Run, leaned: Sequence[tuple[int, int]]) -> list[Token]:
    """Return a run's tokens, those that stand in a range of stress with stress."""
    if not leaned:
        return found
    at, stressed = 0, []
    for token in found:
        place = run.text.find(token.written, at, at + len(token.written) + 200)
        at = place + len(token.written) if place >= 0 else at
        if place >= 0 and any(start <= run.start + place < end for start, end in leaned):
            stressed.append(Token(token.written, emphasised(token.sounds), token.gap))
        else:
            stressed.append(token)
    return stressed


def _in_british(line: Sequence[Token], by_hand: set[int]) -> Iterator[Token]:
    """Yield tokens in British sounds; those set by hand are in them already."""
    for place, (token, following) in enumerate(zip(line, [*line[1:], None], strict=True)):
        after = following.sounds if following and token.gap else ""
        yield token if place in by_hand else replace(token, sounds=british(token.sounds, token.written, after))
