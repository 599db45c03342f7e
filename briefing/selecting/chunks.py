"""The rules that turn a sentence's words into phrases, each a small one, tried in order at every word."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from briefing.language.lexicons import words
from briefing.language.people import is_first_name
from briefing.selecting.names import Row, is_name_word, is_party, name_end, name_phrase
from briefing.selecting.nouns import Step, alone, is_plain, noun_phrase, of_age
from briefing.selecting.phrases import FUNCTION_WORDS, PRONOUNS, Phrase, PhraseKind, verb_forms
from briefing.values import Span

Rule: TypeAlias = Callable[[Row, int], "Step | None"]


def _quote(row: Row, i: int) -> Step | None:
    token = row.tokens[i]
    if token.quote < 0:
        return None
    return (Phrase("quote", token.start, token.end, quote=token.quote),), i + 1


def _stop(row: Row, i: int) -> Step | None:
    token = row.tokens[i]
    if token.text[:1].isalnum():
        return None
    return (Phrase("stop", token.start, token.end, token.text),), i + 1


_PARTY = 8  # words in brackets


def _party(row: Row, i: int) -> Step | None:
    """Take a member's party and seat in brackets as one word: "(D-Newport News)", "(SNP)"."""
    if row.tokens[i].text != "(" or i + 1 >= len(row.tokens):
        return None
    letters = row.tokens[i + 1].text
    alone = letters.isalpha() and letters.isupper() and row.tokens[i + 2 : i + 3] and row.tokens[i + 2].text == ")"
    if not alone and not is_party(letters):
        return None
    for j in range(i + 2, min(len(row.tokens), i + _PARTY)):
        if row.tokens[j].text == ")":
            return (Phrase("word", row.tokens[i].start, row.tokens[j].end, "()"),), j + 1
    return None


def _according(row: Row, i: int) -> Step | None:
    if row.tokens[i].lower != "according" or i + 1 >= len(row.tokens) or row.tokens[i + 1].lower != "to":
        return None
    return (Phrase("according", row.tokens[i].start, row.tokens[i + 1].end, "according to"),), i + 2


def _pronoun(row: Row, i: int) -> Step | None:
    token = row.tokens[i]
    if token.lower not in PRONOUNS or (token.lower == "i" and token.text != "I"):
        return None
    return (Phrase("pronoun", token.start, token.end, token.lower, gender=PRONOUNS[token.lower]),), i + 1


def _function_word(row: Row, i: int) -> Step | None:
    token = row.tokens[i]
    kind = FUNCTION_WORDS.get(token.lower)
    if kind is None and token.lower in words("prepositions"):
        kind = "preposition"
    if kind is None and token.lower.replace("’", "'") in words("auxiliaries"):
        kind = "auxiliary"
    if kind is None or _is_first_name_here(row, i, kind):
        return None
    return (Phrase(kind, token.start, token.end, token.lower),), i + 1


def _is_first_name_here(row: Row, i: int, kind: PhraseKind) -> bool:
    """Tell "said Will Smith", "said Per Holt" from "will" and "per" (and from "5 Per Cent", as headlines have it)."""
    if not row.tokens[i].text[:1].isupper() or not is_first_name(row.tokens[i].text):
        return False
    if kind == "auxiliary":
        return True
    before, after = row.tokens[max(0, i - 1)].text, row.tokens[i + 1 : i + 2]
    return i > 0 and not before[:1].isupper() and not before.isdigit() and bool(after) and after[0].text[:1].isupper()


def _name(row: Row, i: int) -> Step | None:
    if not is_name_word(row, i, inside=False):
        return None
    end = name_end(row, i)
    return (name_phrase(row, i, end),), end


_ARTICLES = frozenset(("a", "an", "the", "his", "her", "their", "its", "my"))


def _verb(row: Row, i: int) -> Step | None:
    token = row.tokens[i]
    form = verb_forms().get(token.lower)
    if form is None or token.owned:
        return None
    before = row.tokens[i - 1].lower if i else ""
    if token.lower in words("speech_nouns") and (before in words("prepositions") and before != "to"):
        return None
    if form[0] in ("base", "s") and before in _ARTICLES:
        return None
    return (Phrase("verb", token.start, token.end, token.lower, strong=form[1]),), i + 1


def _word(row: Row, i: int) -> Step | None:
    token = row.tokens[i]
    return (Phrase("word", token.start, token.end, token.lower),), i + 1


_RULES: tuple[Rule, ...] = (
    _quote, _party, _stop, _according, _pronoun, of_age, alone, noun_phrase, _function_word, _name, _verb, _word,
)  # fmt: skip


def _owned_role(owner: Phrase, phrase: Phrase) -> tuple[Phrase, ...]:
    """Return a phrase whose role begins with whose it is: "the ruling party's candidate"."""
    start = owner.role.start if owner.role is not None else owner.start
    end = phrase.role.end if phrase.role is not None else phrase.end
    return (phrase._replace(role=Span(start, end)),)


def _named_for(row: Row, body: Phrase, phrase: Phrase) -> bool:
    """Tell whether a body's name belongs to the role that follows it: "the People's Daily newspaper"."""
    if body.kind != "name" or body.what != "organisation" or phrase.role is None:
        return False
    return body.end + 1 == phrase.role.start and row.text[phrase.role.start].islower()


_NICKNAME = 24  # characters


def _nicknamed(row: Row, found: list[Phrase]) -> None:
    """Join a name with the nickname that stands inside it: Robert “Buck” Tillery."""
    if len(found) < len(("first", "nickname", "last")) or found[-2].kind != "quote":
        return
    first, nick, last = found[-3:]
    if first.kind != "name" or last.kind != "name" or last.role is not None:
        return
    gaps = row.text[first.end : nick.start], row.text[nick.end : last.start]
    if gaps not in ((" ", " "), (". ", " ")) or nick.end - nick.start > _NICKNAME or first.what == "organisation":
        return
    name = (*first.name, row.text[nick.start : nick.end], *last.name)
    found[-3:] = [first._replace(end=last.end, text=last.text, name=name, what="person", owned=last.owned)]


def phrases(row: Row) -> list[Phrase]:
    """Return a sentence's phrases, from left to right; every token is part of one. Linear in the sentence's length."""
    found: list[Phrase] = []
    i = 0
    while i < len(row.tokens):
        token = row.tokens[i]
        if is_plain(token.text) and not token.owned and not (i and row.tokens[i - 1].owned):
            found.append(Phrase("word", token.start, token.end, token.lower))
            i += 1
            continue
        for rule in _RULES:
            step = rule(row, i)
            if step is not None:
                if (
                    found
                    and step[0][0].role is not None
                    and (found[-1].owned or _named_for(row, found[-1], step[0][0]))
                ):
                    step = _owned_role(found[-1], step[0][0]), step[1]
                found.extend(step[0])
                _nicknamed(row, found)
                i = step[1]
                break
    return found
