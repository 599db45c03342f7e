"""The rules that turn a sentence's words into phrases, each a small one, tried in order at every word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from briefing.language.lexicons import words
from briefing.language.people import (
    Gender,
    is_body,
    is_demonym,
    is_first_name,
    is_place,
    is_title,
    read_name,
    role_of,
    title_gender,
)
from briefing.selecting.phrases import Phrase, PhraseKind, Token, verb_forms
from briefing.values import Span

_PRONOUNS: dict[str, Gender | None] = {"he": "m", "she": "f", "they": None, "it": None, "we": None, "i": None, "you": None}
_POSSESSIVES = frozenset(("his", "her", "their", "its", "our", "my", "your"))
_WORDS: dict[str, PhraseKind] = {
    **dict.fromkeys(("who", "which", "whom"), "who"),
    **dict.fromkeys(("and", "but", "or", "then", "yet", "while"), "and"),
}
_JOINS = frozenset(("of", "&", "for"))
_LONGEST_NOUN = 9
_LONGEST_NAME = 9


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence's tokens, the text, and what the article writes in lower case or, inside a sentence, with a capital."""

    text: str
    tokens: list[Token]
    common: frozenset[str]
    capitals: frozenset[str] = frozenset()

    def joined(self, i: int) -> bool:
        """Tell whether only a space (or an abbreviation's stop) parts token ``i`` from the one before."""
        gap = self.text[self.tokens[i - 1].end : self.tokens[i].start]
        return gap in _GAPS or (len(gap) < 5 and gap.isspace())


_GAPS = frozenset((" ", ". ", "-", ".\u00a0", ".  "))
Step: TypeAlias = tuple[tuple[Phrase, ...], int]
Rule: TypeAlias = Callable[[Row, int], "Step | None"]


def _is_name_word(row: Row, i: int, *, inside: bool) -> bool:
    """Tell whether a token can be part of a name: a capital, and not a word that only begins a sentence."""
    token = row.tokens[i]
    if inside and _joined_particle(token.text):
        return True
    if not token.text[:1].isupper() or token.lower == "i" or _is_party(token.text):
        return False
    if not inside and "-" in token.text and len(token.text.rpartition("-")[2]) > 4 and token.text.rpartition("-")[2].islower():
        return False  # "Oscar-winner", "Trump-backed"
    if token.lower in words("not_names"):
        following = row.tokens[i + 1] if i + 1 < len(row.tokens) else None
        if inside:
            return is_first_name(row.tokens[i - 1].text) and token.lower in _ALSO_SURNAMES
        return (
            i > 0
            and is_first_name(token.text)
            and following is not None
            and following.text[:1].isupper()
            and following.lower not in words("not_names")
        )
    return inside or not _only_begins(row, i)


def _only_begins(row: Row, i: int) -> bool:
    """Tell whether a word has its capital only from the sentence's start ("Chastened by …", "Hours later")."""
    token = row.tokens[i]
    if i and row.tokens[i - 1].text not in (":", "—", "–", "(", "―") and row.tokens[i - 1].quote < 0:
        return False
    if token.lower in verb_forms() and not token.owned and token.lower not in row.capitals:
        return True
    if is_first_name(token.text) or is_title(token.text) or is_demonym(token.text) or role_of(token.lower):
        return False
    if token.lower in row.common:
        return True
    if token.lower in row.capitals or token.owned or i + 1 >= len(row.tokens):
        return token.lower.endswith(("ing", "ly")) and token.lower not in row.capitals
    if token.lower.endswith(("ing", "ed", "ly")):
        return True
    after = row.tokens[i + 1]
    known = after.lower in verb_forms() or after.lower in words("auxiliaries") or after.lower.endswith(("ed", "s"))
    return after.text.islower() and not known and after.lower not in ("who", "of", "and", "van", "von", "de", "bin", "al")


def _joined_particle(word: str) -> bool:
    """Tell whether a word is a surname with its particle ("al-Thani")."""
    head, dash, tail = word.partition("-")
    return bool(dash) and head in words("surname_particles") and tail[:1].isupper()


_ALSO_SURNAMES = frozenset(("may", "will", "read", "march", "early", "august", "still", "back", "love", "just", "friday", "christmas"))


def _is_party(word: str) -> bool:
    """Tell whether a word is a member's party and seat ("D-Md", "R-Ohio")."""
    return len(word) > 3 and word[1] == "-" and word[2].isupper()


def _name_end(row: Row, start: int) -> int:
    """Return where the capitalised run that starts at ``start`` ends (excluded)."""
    i = start + 1
    limit = min(len(row.tokens), start + _LONGEST_NAME)
    while i < limit and not row.tokens[i - 1].owned and row.joined(i):
        token = row.tokens[i]
        more = i + 1 < len(row.tokens) and row.joined(i + 1) and row.tokens[i + 1].text[:1].isupper()
        particle = token.lower in words("surname_particles") and token.text.islower()
        bridge = particle or (token.lower in _JOINS and _takes_of(row.tokens[i - 1]))
        if bridge:
            after = i + 1
            while after < limit and row.tokens[after].text in words("surname_particles"):
                after += 1
            more = after < limit and row.tokens[after].text[:1].isupper()
            if not more or row.tokens[after].lower in words("not_names"):
                break
            i = after
        elif not _is_name_word(row, i, inside=True):
            break
        i += 1
    return i


def _takes_of(token: Token) -> bool:
    lower = token.lower
    return is_title(lower) or role_of(lower) is not None or lower in words("organisation_names")


def _name_phrase(row: Row, start: int, end: int, role_from: int | None = None) -> Phrase:
    """Return the phrase of a capitalised run; ``role_from`` is the token where its role begins, if before it."""
    run = tuple(token.text for token in row.tokens[start:end])
    reading = read_name(run)
    last = row.tokens[end - 1]
    first = start + reading.first
    role_start = start if role_from is None else role_from
    if reading.first == reading.last and len(run) == 1 and role_from is None:
        return Phrase("name", last.start, last.end, last.lower, run, "unknown", reading.gender, owned=last.owned)
    if reading.first == reading.last:
        span = Span(row.tokens[role_start].start, last.end)
        gender = reading.gender
        return Phrase("noun", row.tokens[role_start].start, last.end, last.lower, gender=gender, role=span, owned=last.owned)
    role = Span(row.tokens[role_start].start, row.tokens[first - 1].end) if first > role_start else None
    what = "person" if role_from is not None and reading.kind == "unknown" else reading.kind
    name = run[reading.first :]
    head = row.tokens[first]
    return Phrase("name", head.start, last.end, name[-1].lower(), name, what, reading.gender, role, last.owned)


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


def _according(row: Row, i: int) -> Step | None:
    if row.tokens[i].lower != "according" or i + 1 >= len(row.tokens) or row.tokens[i + 1].lower != "to":
        return None
    return (Phrase("according", row.tokens[i].start, row.tokens[i + 1].end, "according to"),), i + 2


def _pronoun(row: Row, i: int) -> Step | None:
    token = row.tokens[i]
    if token.lower not in _PRONOUNS or (token.lower == "i" and token.text != "I"):
        return None
    return (Phrase("pronoun", token.start, token.end, token.lower, gender=_PRONOUNS[token.lower]),), i + 1


def _function_word(row: Row, i: int) -> Step | None:
    token = row.tokens[i]
    kind = _WORDS.get(token.lower)
    if kind is None and token.lower in words("prepositions"):
        kind = "preposition"
    if kind is None and token.lower.replace("’", "'") in words("auxiliaries"):
        kind = "auxiliary"
    if kind is None or (token.lower == "will" and token.text == "Will"):
        return None
    return (Phrase(kind, token.start, token.end, token.lower),), i + 1


def is_function(token: Token) -> bool:
    """Tell whether a token is no noun, verb or adjective: a mark, a quotation, a pronoun, a preposition."""
    lower = token.lower
    return (
        token.quote >= 0
        or not token.text[:1].isalnum()
        or lower in _WORDS
        or lower in _PRONOUNS
        or lower in words("prepositions")
        or lower.replace("’", "'") in words("auxiliaries")
        or lower in ("that", "as", "also", "not", "according")
        or (lower in words("determiners") and lower not in ("other", "first"))
    )


def _is_verb_here(token: Token, *, headed: bool) -> bool:
    """Tell whether a word inside a noun phrase is a verb that ends it."""
    if token.owned or token.text[:1].isupper():
        return False
    form = verb_forms().get(token.lower)
    if form is None:
        return False
    return headed or (token.lower not in words("speech_nouns") and form[0] != "ing")


def _noun_end(row: Row, start: int) -> tuple[int, int]:
    """Return where the noun phrase that starts at ``start`` ends, and the place of its head (or -1)."""
    i, head = start, -1
    limit = min(len(row.tokens), start + _LONGEST_NOUN)
    while i < limit:
        token = row.tokens[i]
        if is_function(token) or _is_verb_here(token, headed=head >= 0) or (i > start and not row.joined(i)):
            break
        if token.text[:1].isupper() and head == i - 1 and head >= 0 and not row.tokens[head].owned:
            break  # "the spokesman Dmitry Peskov"
        if role_of(token.lower) or is_body(token.lower) or token.lower in words("utterance_nouns"):
            head = i
        if token.owned:
            head = -1
        i += 1
    return i, head


def _noun(row: Row, i: int) -> Step | None:
    """A noun phrase: after an article, or with a role or a body in lower case as its head."""
    token = row.tokens[i]
    determined = token.lower in words("determiners") or token.lower in _POSSESSIVES
    owned = i > 0 and row.tokens[i - 1].owned
    start = i + 1 if determined else i
    if not determined and not owned and not _may_begin_noun(row, i):
        return None
    end, head = _noun_end(row, start)
    if end == start or (head < 0 and not determined):
        return None
    first = i - 1 if owned and not determined else i
    if head < 0 and (upper := _capitals(row, start, end)) is not None:
        return _named(row, i, upper)
    if head == end - 1 and end < len(row.tokens) and not row.tokens[head].owned and _name_follows(row, end):
        return _with_role(row, first, end)
    head = end - 1 if head < 0 else head
    if row.tokens[head].lower == "head" and [t.lower for t in row.tokens[head + 1 : head + 3]] in _OF_STATE:
        return (_head_of_state(row, i, first, head),), head + 3
    # words after the head that aren't nouns we know belong to the verb that we don't know ("the group seeks")
    stop = head + 1
    noun = row.tokens[head]
    role = role_of(noun.lower)
    span = Span(row.tokens[first].start, noun.end)
    phrase = Phrase(
        "noun",
        row.tokens[i].start,
        noun.end,
        noun.lower,
        gender=role.gender if role else None,
        role=span,
        owned=noun.owned,
        plural=role.plural if role else False,
    )
    return (phrase,), stop


_OF_STATE = (["of", "state"], ["of", "government"])


def _head_of_state(row: Row, i: int, first: int, head: int) -> Phrase:
    end = row.tokens[head + 2].end
    return Phrase("noun", row.tokens[i].start, end, "president", role=Span(row.tokens[first].start, end))


def _may_begin_noun(row: Row, i: int) -> bool:
    token = row.tokens[i]
    if is_function(token) or (token.lower in verb_forms() and not token.text[:1].isupper()):
        return False
    if token.text[:1].isupper():
        end = _name_end(row, i)
        return end < len(row.tokens) and row.joined(end) and not row.tokens[end - 1].owned and _leads_to_role(row, end)
    return role_of(token.lower) is not None or is_body(token.lower) or token.lower in words("role_adjectives")


def _leads_to_role(row: Row, i: int) -> bool:
    """Tell whether lower-case words from here on lead to a role ("Kremlin spokesman", "Trump campaign manager")."""
    for token in row.tokens[i : i + 4]:
        if is_function(token) or token.text[:1].isupper():
            return False
        if role_of(token.lower):
            return True
        if token.lower in verb_forms() and token.lower not in words("speech_nouns"):
            return False
        if is_body(token.lower) and not token.owned:
            return True
    return False


def _capitals(row: Row, start: int, end: int) -> int | None:
    """Return the start of the capitalised run with which a noun phrase ends, or None."""
    i = end
    while i > start and row.tokens[i - 1].text[:1].isupper() and row.tokens[i - 1].lower not in words("not_names"):
        i -= 1
    return i if i < end else None


def _named(row: Row, i: int, upper: int) -> Step:
    """Read "the" with capitals: "the Rev. Al Sharpton", "the White House", "the Kentucky Republican"."""
    end = max(_name_end(row, upper), upper + 1)
    last = row.tokens[end - 1]
    run = tuple(token.text for token in row.tokens[upper:end])
    reading = read_name(run)
    if reading.kind == "person" and reading.first < reading.last and (reading.first > 0 or reading.gender):
        return (_name_phrase(row, upper, end, i),), end
    span = Span(row.tokens[i].start, last.end)
    if is_demonym(last.text) or reading.first == reading.last:
        phrase = Phrase("noun", span.start, span.end, last.lower, gender=reading.gender, role=span, owned=last.owned)
    else:
        phrase = Phrase("name", row.tokens[upper].start, last.end, last.lower, run, "organisation", owned=last.owned)
    return (phrase,), end


def _name_follows(row: Row, i: int) -> bool:
    return row.joined(i) and _is_name_word(row, i, inside=False) and row.tokens[i].lower not in words("not_names")


def _with_role(row: Row, first: int, start: int) -> Step:
    end = _name_end(row, start)
    return (_name_phrase(row, start, end, first),), end


def _name(row: Row, i: int) -> Step | None:
    if not _is_name_word(row, i, inside=False):
        return None
    end = _name_end(row, i)
    return (_name_phrase(row, i, end),), end


def _verb(row: Row, i: int) -> Step | None:
    token = row.tokens[i]
    form = verb_forms().get(token.lower)
    if form is None or token.owned:
        return None
    before = row.tokens[i - 1].lower if i else ""
    if token.lower in words("speech_nouns") and (before in words("prepositions") and before != "to"):
        return None
    return (Phrase("verb", token.start, token.end, token.lower, strong=form[1]),), i + 1


def _word(row: Row, i: int) -> Step | None:
    token = row.tokens[i]
    return (Phrase("word", token.start, token.end, token.lower),), i + 1


_RULES: tuple[Rule, ...] = (
    _quote, _stop, _according, _pronoun, _noun, _function_word, _name, _verb, _word,
)  # fmt: skip


def phrases(row: Row) -> list[Phrase]:
    """Return a sentence's phrases, from left to right; every token is part of one. Linear in the sentence's length."""
    found: list[Phrase] = []
    i = 0
    while i < len(row.tokens):
        for rule in _RULES:
            step = rule(row, i)
            if step is not None:
                found.extend(step[0])
                i = step[1]
                break
    return found
