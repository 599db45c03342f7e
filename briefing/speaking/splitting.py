"""A line's sounds in pieces that a model says well: sentences where it can be, clauses where they are too long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONGEST, SHORTEST = 220, 40
"""Sounds in a piece: longer ones lose their ends, very short ones come with noise."""

HARDEST = 480
"""Sounds in one word after which it's cut all the same; the model takes 510."""

_STOPS = frozenset(".?!…")
_CLAUSES = frozenset(";:—")
_COMMAS = frozenset(",)")
_JOINING = frozenset(
    {"and", "but", "or", "because", "that", "which", "who", "when", "while", "if", "as", "after", "before", "to", "of",
     "in", "for", "with", "by", "from", "at", "on"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark: as it's written, its sounds, whether a gap follows."""

    written: str
    sounds: str
    gap: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """What is said in one go, and the pause after it in seconds (at the voice's own rate)."""

    tokens: tuple[Token, ...]
    pause: float = 0.0

    @property
    def sounds(self) -> str:
        """Return the piece as the model takes it: it always ends with a mark, so that its end is said."""
        said = "".join(token.sounds + " " * token.gap for token in self.tokens).strip()
        return said if said and said[-1] in _STOPS | _CLAUSES | _COMMAS else f"{said}."


def pieces(tokens: Sequence[Token]) -> tuple[Piece, ...]:
    """Return a line's pieces; those without a sound are left out, the last one has no pause after it."""
    parts: list[tuple[Token, ...]] = []
    for sentence in _joined(list(_sentences(_cut(tokens)))):
        parts += _fitting(sentence)
    spoken = [Piece(part, _pause(part)) for part in parts if any(map(_is_word, part))]
    return (*spoken[:-1], *(Piece(piece.tokens) for piece in spoken[-1:]))


def halves(piece: Piece) -> tuple[Piece, ...]:
    """Return a piece in two, for another try; the piece itself where it's a single word."""
    cut = _best_cut(piece.tokens)
    if cut is None:
        return (piece,)
    first, second = piece.tokens[:cut], piece.tokens[cut:]
    return Piece(first, _pause(first)), Piece(second, piece.pause)


def _is_word(token: Token) -> bool:
    return any(char.isalpha() for char in token.sounds)


def _size(tokens: Sequence[Token]) -> int:
    return sum(len(token.sounds) + token.gap for token in tokens)


def _cut(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens, those that nobody could say in one go in parts."""
    for token in tokens:
        if len(token.sounds) <= HARDEST:
            yield token
            continue
        for start in range(0, len(token.sounds), LONGEST):
            yield Token(token.written if not start else "", token.sounds[start : start + LONGEST])


def _sentences(tokens: Iterator[Token]) -> Iterator[tuple[Token, ...]]:
    """Yield the sentences, each with the mark that ends it."""
    sentence: list[Token] = []
    ended = False
    for token in tokens:
        if ended and _is_word(token):
            yield tuple(sentence)
            sentence, ended = [], False
        sentence.append(token)
        ended = ended or (token.sounds in _STOPS and token.sounds != "")
    if sentence:
        yield tuple(sentence)


def _joined(sentences: list[tuple[Token, ...]]) -> Iterator[tuple[Token, ...]]:
    """Yield the sentences, very short ones together with a neighbour."""
    held: tuple[Token, ...] = ()
    for place, sentence in enumerate(sentences):
        held += sentence
        rest = sum(map(_size, sentences[place + 1 :])) if place + 3 > len(sentences) else LONGEST
        if _size(held) >= SHORTEST and not 0 < rest < SHORTEST:
            yield held
            held = ()
    if held:
        yield held


def _fitting(tokens: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """Return tokens in parts that the model says well, cut where it's heard least and nearest to the middle."""
    waiting, done = [tokens], list[tuple[Token, ...]]()
    while waiting:
        part = waiting.pop()
        cut = _best_cut(part) if _size(part) > LONGEST else None
        if cut is None:
            done.append(part)
        else:
            waiting += [part[cut:], part[:cut]]
    return done


def _best_cut(tokens: tuple[Token, ...]) -> int | None:
    """Return the place to cut: after a stop or a clause, a comma, before a small word, else between any two words."""
    total, done = _size(tokens), 0
    best: tuple[float, int] | None = None
    for place, token in enumerate(tokens[:-1], start=1):
        done += len(token.sounds) + token.gap
        following = tokens[place]
        if not _is_word(following) or not any(map(_is_word, tokens[:place])):
            continue
        # How far from the middle a cut may lie before a worse kind of place is better.
        cost = abs(done / total - 0.5) + _harm(token, following)
        if best is None or cost < best[0]:
            best = cost, place
    return best[1] if best else None


def _harm(token: Token, following: Token) -> float:
    """Return how much a cut between two tokens is heard."""
    if token.sounds in _STOPS | _CLAUSES and token.sounds:
        return 0.0
    if token.sounds in _COMMAS and token.sounds:
        return 0.1
    return 0.4 if following.written.lower() in _JOINING else 0.6


def _pause(tokens: Sequence[Token]) -> float:
    """Return the pause after a part, by the mark that ends it."""
    last = next((token.sounds for token in reversed(tokens) if token.sounds.strip("“”\"'() ")), "")
    if last in _STOPS and last:
        return 0.42
    if last in _CLAUSES and last:
        return 0.28
    return 0.16 if last in _COMMAS and last else 0.06
