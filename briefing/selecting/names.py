"""Where a name begins and ends in a sentence, and what in it is a role."""

from __future__ import annotations

from typing import NamedTuple

from briefing.language.lexicons import words
from briefing.language.people import is_demonym, is_first_name, is_place, is_title, read_name, role_of
from briefing.selecting.phrases import Phrase, Token, verb_forms
from briefing.values import Span


class Row(NamedTuple):
    """A sentence's tokens and the text; the words that the article has in lower case, and with a capital inside."""

    text: str
    tokens: list[Token]
    common: frozenset[str]
    capitals: frozenset[str] = frozenset()

    def joined(self, i: int) -> bool:
        """Tell whether only a space (or an abbreviation's stop) parts token ``i`` from the one before."""
        gap = self.text[self.tokens[i - 1].end : self.tokens[i].start]
        return gap in _GAPS or (len(gap) <= _WIDEST and gap.isspace())


_GAPS = frozenset((" ", ". ", "-", ".\u00a0", ".  "))


_WIDEST = 4  # characters of white space inside a name
_JOINS = frozenset(("of", "&", "for"))


_LONGEST_NAME = 9


def is_name_word(row: Row, i: int, *, inside: bool) -> bool:
    """Tell whether a token can be part of a name: a capital, and not a word that only begins a sentence."""
    token = row.tokens[i]
    if _joined_particle(token.text):
        return True
    if not token.text[:1].isupper() or token.lower == "i" or is_party(token.text):
        return False
    if token.lower in words("not_names"):
        return _is_name_after_all(row, i, inside=inside)
    return inside or not (_is_compound(token.text) or _only_begins(row, i))


def _is_name_after_all(row: Row, i: int, *, inside: bool) -> bool:
    """Tell whether a word that mostly isn't a name is one here: "Theresa May", "said Will Smith"."""
    token = row.tokens[i]
    if inside:
        return is_first_name(row.tokens[i - 1].text) and token.lower in _ALSO_SURNAMES
    following = row.tokens[i + 1] if i + 1 < len(row.tokens) else None
    if token.lower in words("platforms"):
        speaks = following is not None and verb_forms().get(following.lower, ("", False))[1]
        return speaks and (i == 0 or row.tokens[i - 1].lower not in words("prepositions"))
    if i == 0 or following is None or not is_first_name(token.text):
        return False
    return following.text[:1].isupper() and following.lower not in words("not_names")


def _is_compound(word: str) -> bool:
    """Tell whether a word is an adjective made with a name: "Oscar-winning", "Trump-backed"."""
    tail = word.partition("-")[2]
    return len(tail) > len("born") and tail.islower() and not is_title(word)


def _only_begins(row: Row, i: int) -> bool:
    """Tell whether a word has its capital only from the sentence's start ("Chastened by …", "Hours later")."""
    token = row.tokens[i]
    if is_title(token.text) and i + 1 < len(row.tokens) and row.tokens[i + 1].text[:1].isupper():
        return False
    if i and row.tokens[i - 1].text not in (":", "—", "–", "(", "―") and row.tokens[i - 1].quote < 0:
        return False
    if token.lower in verb_forms() and not token.owned and token.lower not in row.capitals:
        return True
    return _reads_as_word(row, i)


def _reads_as_word(row: Row, i: int) -> bool:
    """Tell whether the rest of the article and the next word show a plain word rather than a name."""
    token = row.tokens[i]
    if is_first_name(token.text) or is_title(token.text) or is_demonym(token.text) or role_of(token.lower):
        return False
    if token.lower in row.common or token.lower in row.capitals:
        return token.lower in row.common
    if token.lower.endswith(("ing", "ed", "ly")) or token.owned or i + 1 >= len(row.tokens):
        return token.lower.endswith(("ing", "ed", "ly"))
    after = row.tokens[i + 1]
    known = after.lower in verb_forms() or after.lower in words("auxiliaries") or after.lower.endswith(("ed", "s"))
    return (
        after.text.islower() and not known and after.lower not in ("who", "of", "and", "van", "von", "de", "bin", "al")
    )


def _joined_particle(word: str) -> bool:
    """Tell whether a word is a surname with its particle ("al-Thani")."""
    head, dash, tail = word.partition("-")
    return bool(dash) and head in words("surname_particles") and tail[:1].isupper()


_ALSO_SURNAMES = frozenset(
    ("may", "will", "read", "march", "early", "august", "still", "back", "love", "just", "friday", "christmas")
)


def is_party(word: str) -> bool:
    """Tell whether a word is a member's party and seat ("D-Md", "R-Ohio")."""
    return word[1:2] == "-" and word[2:3].isupper() and word[3:] != ""


def name_end(row: Row, start: int) -> int:
    """Return where the capitalised run that starts at ``start`` ends (excluded)."""
    body_end = _body_end(row, start)
    if body_end is not None:
        return body_end
    i = start + 1
    limit = min(len(row.tokens), start + _LONGEST_NAME)
    while i < limit and not row.tokens[i - 1].owned and row.joined(i):
        token = row.tokens[i]
        more = i + 1 < len(row.tokens) and row.joined(i + 1) and row.tokens[i + 1].text[:1].isupper()
        particle = token.lower in words("surname_particles") and token.text.islower()
        bridge = particle or token.text == "&" or (token.lower in _JOINS and _takes_of(row.tokens[i - 1]))
        if bridge:
            after = i + 1
            while after < limit and row.tokens[after].text in words("surname_particles"):
                after += 1
            more = after < limit and row.tokens[after].text[:1].isupper()
            if not more or row.tokens[after].lower in words("not_names"):
                break
            i = after
        elif not is_name_word(row, i, inside=True):
            break
        i += 1
    return i


_OWNERS = frozenset(("women", "men", "children", "people", "king", "queen"))


def _body_end(row: Row, start: int) -> int | None:
    """Return where a body's name ends that holds a possessive or an "and" ("the Bakers’ and Millers’ Union")."""
    determined = start > 0 and row.tokens[start - 1].lower == "the"
    if not determined and row.tokens[start].lower not in _OWNERS:
        return None
    joint = False
    for i in range(start, min(len(row.tokens), start + _LONGEST_NAME)):
        token = row.tokens[i]
        if (i > start and not _adjoins(row, i)) or not _is_of_body(row, i, first=i == start):
            return None
        if token.lower in words("organisation_names") and token.text[0].isupper() and not token.owned:
            return i + 1 if joint else None
        joint = joint or token.owned or token.lower in ("and", "&")
    return None


def _is_of_body(row: Row, i: int, *, first: bool) -> bool:
    """Tell whether a word can stand in a body's name: no first name, no nation, no singular owner."""
    token = row.tokens[i]
    if token.lower in ("and", "&"):
        return not first
    owner = not token.owned or token.lower.endswith(("s", "men")) or token.lower in _OWNERS
    return token.text[:1].isupper() and owner and not is_first_name(token.text) and not is_demonym(token.text)


def _adjoins(row: Row, i: int) -> bool:
    gap = row.text[row.tokens[i - 1].end : row.tokens[i].start]
    return gap in (" ", "’ ", "' ", "’s ", "'s ", "\n", "’\n")


def _takes_of(token: Token) -> bool:
    lower = token.lower
    return is_title(lower) or role_of(lower) is not None or lower in words("organisation_names")


def name_phrase(row: Row, start: int, end: int, role_from: int | None = None) -> Phrase:
    """Return the phrase of a capitalised run; ``role_from`` is the token where its role begins, if before it."""
    run = tuple(token.text for token in row.tokens[start:end])
    bare = end - 1 if len(run) > len(("first", "last")) and run[-1] in words("post_nominals") else end
    run = run[: bare - start]
    reading = read_name(run)
    last = row.tokens[bare - 1]
    first = start + reading.first
    role_start = start if role_from is None else role_from
    if reading.first == reading.last and len(run) == 1 and role_from is None:
        return Phrase("name", last.start, last.end, last.lower, run, "unknown", reading.gender, owned=last.owned)
    if reading.first == reading.last or _is_office(row, start, bare, first):
        span = Span(row.tokens[role_start].start, last.end)
        gender = reading.gender
        return Phrase(
            "noun", row.tokens[role_start].start, last.end, last.lower, gender=gender, role=span, owned=last.owned
        )
    role = Span(row.tokens[role_start].start, row.tokens[first - 1].end) if first > role_start else None
    what = "person" if role_from is not None and reading.kind == "unknown" else reading.kind
    name = run[reading.first :]
    head = row.tokens[first]
    owned = row.tokens[end - 1].owned
    return Phrase("name", head.start, last.end, name[-1].lower(), name, what, reading.gender, role, owned)


def _is_office(row: Row, start: int, end: int, first: int) -> bool:
    """Tell a role with what it's of, between commas after a name: "Ana Ruiz, Director of Age Action Ireland, said"."""
    before, after = row.tokens[max(0, start - 3) : start], row.tokens[end : end + 1]
    if len(before) < len(("Ana", "Ruiz", ",")) or before[-1].text != "," or first == start:
        return False
    named = all(word.text[:1].isupper() and not word.owned for word in before[:-1]) and not is_place(before[1].text)
    closed = not after or not after[0].text[:1].isalnum()
    bound = any(word.lower == "of" for word in row.tokens[start:first])
    return named and closed and bound and not is_first_name(row.tokens[first].text)
