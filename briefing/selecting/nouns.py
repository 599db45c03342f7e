"""Noun phrases: "the foreign ministry", "a spokesman", "the Kentucky Republican", "chief of staff Otto Brandt"."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from briefing.language.lexicons import words
from briefing.language.people import WORDS_KEPT, is_body, is_demonym, read_name, role_of
from briefing.selecting.names import Row, is_name_word, name_end, name_phrase
from briefing.selecting.phrases import FUNCTION_WORDS, PRONOUNS, Phrase, Token, verb_forms
from briefing.values import Span

_POSSESSIVES = frozenset(("his", "her", "their", "its", "our", "my", "your"))


_LONGEST_NOUN = 9


Step: TypeAlias = tuple[tuple[Phrase, ...], int]


def is_function(token: Token) -> bool:
    """Tell whether a token is no noun, verb or adjective: a mark, a quotation, a pronoun, a preposition."""
    return token.quote >= 0 or _is_function_word(token.lower)


@lru_cache(maxsize=WORDS_KEPT)
def _is_function_word(lower: str) -> bool:
    return (
        not lower[:1].isalnum()
        or lower in FUNCTION_WORDS
        or lower in PRONOUNS
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


def _is_adjective(row: Row, i: int) -> bool:
    """Tell whether a verb's past form is an adjective: "the alleged ringleader"."""
    after = row.tokens[i + 1] if i + 1 < len(row.tokens) else None
    return i > 0 and row.tokens[i - 1].lower in ("the", "a", "an") and after is not None and not is_function(after)


_QUALITIES = frozenset(
    ("major", "general", "principal", "individual", "independent", "conservative", "liberal", "native", "local",
     "human", "star", "model", "fellow", "socialist", "nationalist")
)  # fmt: skip


def _is_quality(row: Row, i: int) -> bool:
    """Tell whether a role's word is an adjective here: "a major issue"."""
    after = row.tokens[i + 1] if i + 1 < len(row.tokens) else None
    if row.tokens[i].lower not in _QUALITIES or after is None or not row.joined(i + 1) or row.tokens[i].owned:
        return False
    return after.text.islower() and not is_function(after) and not _is_verb_here(after, headed=False)


def _is_bodys(token: Token) -> bool:
    """Tell whether a noun before a capital is an owner or part of a body's name: "the National Audit Office"."""
    return token.owned or (token.text[:1].isupper() and is_body(token.lower) and role_of(token.lower) is None)


def _is_from(token: Token) -> bool:
    """Tell a capitalised adjective that says where somebody is from: "Western", "Israeli"."""
    return is_demonym(token.text) or token.lower in ("western", "eastern", "northern", "southern")


_CLAUSES = frozenset(("when", "where", "because", "if", "whether", "how", "why", "although", "though", "unless"))


def _noun_end(row: Row, start: int) -> tuple[int, int]:
    """Return where the noun phrase that starts at ``start`` ends, and the place of its head (or -1)."""
    i, head = start, -1
    limit = min(len(row.tokens), start + _LONGEST_NOUN)
    while i < limit:
        token = row.tokens[i]
        verb = _is_verb_here(token, headed=head >= 0) and not (i == start and _is_adjective(row, i))
        if is_function(token) or verb or token.lower in _CLAUSES or (i > start and not row.joined(i)):
            break  # "A row broke out when Otto Brandt …"
        if token.text[:1].isupper() and head == i - 1 and head >= 0 and not _is_bodys(row.tokens[head]):
            if not (_is_from(token) and row.joined(i) and _leads_to_role(row, i + 1)):
                break  # "the spokesman Dmitry Peskov"
            head = -1  # "a veteran Western diplomat"
        if token.text[:1].isupper() and head == i - 1:
            head = -1  # "the Daily Beast"
        if (
            (role_of(token.lower) and not _is_quality(row, i))
            or is_body(token.lower)
            or token.lower in words("utterance_nouns")
        ):
            head = i
        if token.owned:
            head = -1
        i += 1
    return i, head


def noun_phrase(row: Row, i: int) -> Step | None:
    """Read a noun phrase: after an article, or with a role or a body in lower case as its head."""
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
    if head == end - 1 and not row.tokens[head].owned and (name := _name_after(row, end)) is not None:
        return _with_role(row, first, name)
    return _plain_noun(row, i, first, end - 1 if head < 0 else head)


def _plain_noun(row: Row, i: int, first: int, head: int) -> Step:
    """Return a noun phrase without a name; words after its head belong to a verb that we don't know."""
    if row.tokens[head].lower == "head" and [t.lower for t in row.tokens[head + 1 : head + 3]] in _OF_STATE:
        return (_head_of_state(row, i, first, head),), head + 3
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
    return (phrase,), head + 1


def of_age(row: Row, i: int) -> Step | None:
    """Read "the younger Smith", whose role is how old somebody is."""
    if row.tokens[i].lower != "the" or len(row.tokens) < i + 3:
        return None
    if row.tokens[i + 1].lower not in ("younger", "older", "elder"):
        return None
    return _with_role(row, i, i + 2) if _name_follows(row, i + 2) else None


_ALONE = frozenset(("another", "others", "one", "many", "some", "several"))


def alone(row: Row, i: int) -> Step | None:
    """Read "another" or "some" where it stands for somebody who speaks: "Another wrote that …"."""
    token = row.tokens[i]
    if token.lower not in _ALONE or i + 1 >= len(row.tokens):
        return None
    form = verb_forms().get(row.tokens[i + 1].lower)
    if form is None or not form[1] or form[0] not in ("past", "s", "base"):
        return None
    if i > 0 and row.tokens[i - 1].text.isalpha() and row.tokens[i - 1].lower not in ("and", "but", "while", "as"):
        return None
    span = Span(token.start, token.end)
    several = token.lower not in ("another", "one")
    return (Phrase("noun", token.start, token.end, token.lower, role=span, plural=several),), i + 1


_OF_STATE = (["of", "state"], ["of", "government"])


def _head_of_state(row: Row, i: int, first: int, head: int) -> Phrase:
    end = row.tokens[head + 2].end
    return Phrase("noun", row.tokens[i].start, end, "president", role=Span(row.tokens[first].start, end))


@lru_cache(maxsize=WORDS_KEPT)
def is_plain(word: str) -> bool:
    """Tell whether a word in lower case is one that no rule looks at unless an owner stands before it."""
    if not (word.isalpha() and word.islower()) or _is_function_word(word) or word in verb_forms() or word in _ALONE:
        return False
    held = word in words("determiners") or word in _POSSESSIVES or word in words("role_adjectives")
    return not (held or is_body(word) or role_of(word) is not None)


def _may_begin_noun(row: Row, i: int) -> bool:
    token = row.tokens[i]
    if is_function(token) or (token.lower in verb_forms() and not token.text[:1].isupper()):
        return False
    if token.text[:1].isupper():
        end = name_end(row, i)
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
    end = name_end(row, upper)
    last = row.tokens[end - 1]
    run = tuple(token.text for token in row.tokens[upper:end])
    reading = read_name(run)
    if reading.kind == "person" and reading.first < reading.last and (reading.first > 0 or reading.gender):
        if upper == i + 1 or _belongs(row.tokens[upper - 1]):
            return (name_phrase(row, upper, end, i),), end
        before = Span(row.tokens[i].start, row.tokens[upper - 1].end)
        thing = Phrase("noun", before.start, before.end, row.tokens[upper - 1].lower, role=before)
        return (thing, name_phrase(row, upper, end)), end
    span = Span(row.tokens[i].start, last.end)
    if is_demonym(last.text) or reading.first == reading.last or (len(run) == 1 and _native(last)):
        phrase = Phrase("noun", span.start, span.end, last.lower, gender=reading.gender, role=span, owned=last.owned)
    else:
        phrase = Phrase("name", span.start, last.end, last.lower, run, "organisation", owned=last.owned)
    return (phrase,), end


def _belongs(token: Token) -> bool:
    """Tell whether a word before a title is part of the role: "the ex-Senator Smith", not "the radio Cllr Smith"."""
    lower = token.lower
    known = role_of(lower) is not None or is_body(lower) or is_demonym(lower) or lower in words("role_adjectives")
    return known or lower in ("new", "old", "young", "great", "honourable", "right", "very")


def _native(token: Token) -> bool:
    """Tell whether a lone capitalised word after "the" says where somebody is from ("the Spaniard")."""
    return token.lower.endswith(("an", "ard", "er", "ese", "man", "woman")) and token.lower not in words(
        "organisation_names"
    )


def _name_follows(row: Row, i: int) -> bool:
    return row.joined(i) and is_name_word(row, i, inside=False) and row.tokens[i].lower not in words("not_names")


def _name_after(row: Row, i: int) -> int | None:
    """Return where a name begins that follows a role: "spokesman Otto Brandt", "chief of staff Otto Brandt"."""
    if i < len(row.tokens) and row.tokens[i].lower in ("of", "for"):
        start = i + 1
        i = start
        while i < min(len(row.tokens), start + 3) and row.tokens[i].text.islower() and not is_function(row.tokens[i]):
            i += 1
        if i == start:
            return None
    return i if i < len(row.tokens) and _name_follows(row, i) else None


def _with_role(row: Row, first: int, start: int) -> Step:
    end = name_end(row, start)
    return (name_phrase(row, start, end, first),), end
