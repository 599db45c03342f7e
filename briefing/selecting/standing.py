"""Whether a sentence can be understood by somebody who hasn't heard the one before it.

An ordered list of small named rules, each on a sentence without what it quotes. A rule that fits says that the sentence
leans on something unsaid; only a sentence on which none fits may be told alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from briefing.language.lexicons import words
from briefing.language.people import role_of
from briefing.selecting.lines import Said, is_person, unquoted
from briefing.selecting.phrases import verb_forms

ENDS = (".", "!", ".”", '."', ".’", ".'", "!”", '!"', ".)")
CURRENCIES = "£$€¥₦₹"
OPENING = 7
"""So many words of a sentence are looked at for how it opens."""

JOINTS = {"both": "and", "neither": "nor", "either": "or"}
JOINT = 7
"""So near stand "both" and its "and"."""

COUNTED = 4
QUANTITIES = frozenset(("most", "many", "some", "all", "few", "several", "none", "each"))
"""Words that stand for a noun where one of them opens a sentence before a verb."""

REACH = 6
"""A pronoun so many words into the main clause is looked at as its subject is."""

AFTER = 6
"""A "he" that comes first is explained by a name within so many words of the main clause."""


HE = frozenset(("he", "she", "him", "her", "his", "hers", "himself", "herself"))
THEY = frozenset(("they", "them", "their", "theirs", "themselves"))
YOU = frozenset(("you", "your", "yours", "yourself"))
FIRST_PERSON = frozenset(("i", "we", "me", "my", "mine", "our", "ours", "myself", "ourselves"))
ABOUT = frozenset(
    ("in", "on", "of", "at", "by", "for", "from", "with", "to", "about", "after", "before", "during", "under")
)

LEADING = frozenset(("when", "while", "as", "if", "since", "because", "although", "though", "unless", "once", "having"))
"""What opens a clause that leads up to the main one, beside prepositions."""

TRAIL = 4
"""So few words follow "he said" where that is all of who says it."""


_LABEL = re.compile(
    r"(?:Sir|Madam|Dear [^,–—]{2,30}) ?[,–—-]|[QA]\. "
    r"|(?:[A-Z][A-Z .’'-]{2,30}|[QA]|[A-Z][\w’-]+(?: [A-Z][\w’-]+)?):\s"
)
"""What heads a turn of a conversation or a letter."""

Rule: TypeAlias = Callable[[Said], bool]


def _no_sentence(said: Said) -> bool:
    first = said.text[:1]
    return not (first.isalnum() or first in CURRENCIES) or first.islower() or not said.text.endswith(ENDS)


def _labelled(said: Said) -> bool:
    """Tell a turn of a conversation, headed by who speaks."""
    return _LABEL.match(said.text) is not None


def _opens(said: Said) -> bool:
    """Tell an opening that points back: a pronoun, a connective, "the latter"."""
    opening = [word for word in said.bare[: OPENING * 2] if word.isalnum() or "-" in word][:OPENING]
    if not opening or _starts(opening, "dangling_phrases"):
        return True
    if opening[0] not in words("dangling_openers"):
        return False
    if opening[0] in JOINTS:
        return JOINTS[opening[0]] not in said.lower[:JOINT] or opening[1] == "of"
    return not _starts(opening, "standing_openers") and not _expletive(said, 0)


def _starts(opening: Sequence[str], name: str) -> bool:
    """Tell whether a sentence's first words are a row of a list."""
    return any(" ".join(opening[:size]) in words(name) for size in range(1, len(opening) + 1))


def _expletive(said: Said, at: int) -> bool:
    """Tell an "it" that stands for what comes later: "it is unclear whether", "it emerged that"."""
    if said.bare[at] != "it":
        return False
    rest = said.bare[at + 1 : at + 10]
    if rest[:1] and rest[0] in _SEEMING:
        return "that" in rest[1:3]
    if rest[:1] and rest[0] in words("auxiliaries") and rest[1:2] and rest[1] in _BEING:
        rest = rest[1:]
    return (
        bool(rest)
        and any(word in ("that", "whether", "how", "to", "if") for word in rest[1:])
        and rest[0] in words("dummy_it_verbs") | _BEING
    )


_BEING = frozenset(("be", "been", "become", "emerged"))
_SEEMING = frozenset(("appears", "appeared", "seems", "seemed"))


def _links(said: Said) -> bool:
    """Tell a connective inside the sentence that sets it against the one before."""
    for at, word in enumerate(said.bare):
        if word in words("linking_words") and (at < 2 or "," in said.tokens[at - 1 : at + 2]):  # noqa: PLR2004 - its first words
            return True
    parts = [" ".join(part.replace("’", "'").split()).lower().rstrip(".!") for part in said.plain.split(",")]
    return any(part in words("linking_asides") for part in parts[1:])


def _first_person(said: Said) -> bool:
    return (
        any(
            word in FIRST_PERSON and (word != "i" or token[0] == "I")
            for word, token in zip(said.bare, said.tokens, strict=True)
        )
        or "us" in said.tokens
    )


def _demonstrative(said: Said) -> bool:
    """Tell a "this", "these", "such" or "that" with which the sentence points at something said before."""
    for at, word in enumerate(said.bare):
        following = said.bare[at + 1] if at + 1 < len(said.bare) else ""
        if word in ("this", "these") and following not in words("calendar_words"):
            return True
        if word == "such" and following != "as":
            return True
        if word == "those" and not _pointed(following):
            return True
        if word == "that" and at and said.bare[at - 1] in ABOUT and at < said.comma and following.isalpha():
            return _determines(said, at)
    return False


def _pointed(following: str) -> bool:
    """Tell what follows "those" and says which: "those who", "those affected"."""
    return following in words("those_which") or following.endswith(("ing", "ed"))


def _determines(said: Said, at: int) -> bool:
    """Tell a "that" before a noun ("of that night") from one before a clause ("in that he was")."""
    after = said.bare[at + 1]
    return after not in words("function_words") and after not in words("calendar_words")


def _nobody_yet(said: Said) -> bool:
    """Tell a "he" or "his" before anybody it could go back to, unless the main clause names somebody right after."""
    at = next((at for at, word in enumerate(said.bare) if word in HE), None)
    if at is None or _somebody(said, 0, at):
        return False
    return not (_ahead(said, at) and _explained(said))


def _explained(said: Said) -> bool:
    """Tell whether the clause after the first comma names somebody at once: "In his speech, Mr Biden said"."""
    begin = said.comma + 1
    if begin >= len(said.bare):
        return False  # a part of a sentence, cut after its comma
    head = said.bare[begin]
    if not (said.tokens[begin][0].isupper() or head in words("determiners") or is_person(said, begin)):
        return False
    main = said.bare[begin : begin + AFTER]
    stop = next((at for at, word in enumerate(main) if word in HE or word in THEY), len(main))
    return _somebody(said, begin, begin + stop, inside=False)


def _somebody(said: Said, start: int, end: int, *, inside: bool = True) -> bool:
    """Tell whether a stretch of the sentence names somebody, or has a noun for a person."""
    placing = inside and said.bare[0] in words("placing_words")
    for at in range(start, end):
        if placing and at < said.comma < end and said.tokens[at][0].isupper():
            continue  # "In Washington, he"
        if is_person(said, at):
            return True
    return False


def _nothing_yet(said: Said) -> bool:
    """Tell a "they", "it" or "this" that is the subject after an opening without a noun that it could go back to."""
    for at, word in enumerate(said.bare[: said.comma + REACH]):
        if word in ("it", "they") and 0 < at <= OPENING and _placed(said, at):
            return not _expletive(said, at)
        if word in THEY and not any(_plural(said, before) for before in range(at)):
            return not (_ahead(said, at) and any(_is_plural(said.bare[later]) for later in _main(said)))
        if word in ("it", "its") and not any(_thing(said, before) for before in range(at)):
            return not (_ahead(said, at) and _one_thing(said)) and not _expletive(said, at)
    return False


def _placed(said: Said, at: int) -> bool:
    """Tell whether nothing but where or when stands before a place in the sentence."""
    before = said.bare[:at]
    led = before[0] in words("placing_words") and at in (said.comma + 1, sum(word.isalnum() for word in before))
    return led and not any(word in words("auxiliaries") or word.endswith("ing") for word in before)


def _one_thing(said: Said) -> bool:
    """Tell whether the main clause opens with a noun in the singular: "When it opened, the bridge …"."""
    subject = next((said.bare[at] for at in _main(said) if _thing(said, at)), "s")
    return not subject.endswith("s")


def _ahead(said: Said, at: int) -> bool:
    """Tell whether a pronoun stands in a clause that leads up to the main one, which may say who or what is meant."""
    leads = said.bare[0] in words("prepositions") or said.bare[0] in LEADING or said.bare[0].endswith(("ing", "ed"))
    return leads and at < said.comma < len(said.tokens)


def _reported(said: Said) -> bool:
    """Tell a claim whose speaker is only a "he": "…, she added."."""
    for at, word in enumerate(said.bare[:-1]):
        if word in HE | THEY | {"it"} and at and said.tokens[at - 1] == ",":
            form = verb_forms().get(said.bare[at + 1])
            after = said.tokens[at + 2] if at + 2 < len(said.tokens) else ","
            if form is not None and form[1] and (after == "," or at + 2 >= len(said.tokens) - TRAIL):
                return True
    return False


def _main(said: Said) -> range:
    return range(said.comma + 1, min(said.comma + 1 + AFTER, len(said.tokens)))


def _plural(said: Said, at: int) -> bool:
    token, word = said.tokens[at], said.bare[at]
    named = at > 0 and token[0].isupper() and word not in words("calendar_words") and word not in words("places")
    return named or _is_plural(word) or role_of(word) is not None


def _is_plural(word: str) -> bool:
    return word in words("group_nouns") or (
        len(word) > len("yes") and word.endswith("s") and word not in words("function_words")
    )


def _thing(said: Said, at: int) -> bool:
    word = said.bare[at]
    if said.tokens[at].isupper() and len(word) > 1:
        return True
    plain = word in words("function_words") or word in words("prepositions") or word in words("calendar_words")
    return word[0].isalpha() and not plain and not word.endswith(("ing", "ed", "ly"))


def _stand_in(said: Said) -> bool:
    """Tell a "one", a "most" or an "others" that stands for a noun said before: "without one, ", "most are held"."""
    for at, word in enumerate(said.bare[:-1]):
        if word in ("one", "another", "others") and at and said.bare[at - 1] in ABOUT | {"without"}:
            return said.tokens[at + 1] == ","
        if at < COUNTED and word in QUANTITIES and said.bare[at + 1] in words("auxiliaries"):
            return not any(_plural(said, before) for before in range(at))
    return False


_KIN = re.compile(
    r"(?:An?|One|Another|(?:An?|The) \w+) (?:son|daughter|brother|sister|wife|husband|nephew|niece|cousin|uncle|aunt"
    r"|(?:grand|step)(?:son|daughter))(?:, [A-Z]| (?:died|survives|was|is|has|had|lives)\b)"
)


def _whose_kin(said: Said) -> bool:
    """Tell a relative of somebody who isn't named here: "A son, Michael, died"."""
    return _KIN.match(said.text) is not None


RULES: tuple[tuple[str, Rule], ...] = (
    ("no sentence", _no_sentence),
    ("a label", _labelled),
    ("how it opens", _opens),
    ("a connective", _links),
    ("a demonstrative", _demonstrative),
    ("nobody yet", _nobody_yet),
    ("nothing yet", _nothing_yet),
    ("nobody says it", _reported),
    ("a stand-in", _stand_in),
    ("first person", _first_person),
    ("whose kin", _whose_kin),
)
"""The rules in order; the first that fits tells why a sentence can't be told alone."""


def leaning(sentence: str, names: frozenset[str] = frozenset(), *, but: Sequence[str] = ()) -> str | None:
    """Return the name of the first rule that finds the sentence leaning on something unsaid, None when it stands alone.

    ``names`` are the article's (see ``names_in``); ``but`` are the names of rules that don't count here.
    """
    line = " ".join(sentence.split())
    said = Said(line, unquoted(line), names)
    if not said.tokens:
        return RULES[0][0]
    return next((name for name, rule in RULES if name not in but and rule(said)), None)
