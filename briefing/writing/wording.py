"""The source's words, made fit for a script: each change is a small named rule that is sure of itself.

Where a rule isn't sure, the source's own words stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from briefing.language.addresses import has_address
from briefing.writing.casing import sentence_case

LONGEST_HEADLINE = 12
"""Words in a headline (S19)."""

SHORTEST_HEADLINE = 5
"""Words that are left of a headline that is cut, at least."""

_ADDED = re.compile(
    r",? (?:after|amid|despite|following|while|when|ahead of|as part of|due to|thanks to|in wake of)\b"
    r"|; |, (?=[a-z]{2,}ing (?:a|an|the|its|his|her|their|it|him|them)\b)"
    r"|,? as (?=(?:[A-Z][\w’'-]* ){1,3}[a-z]+(?:s|ed)\b)",
)
"""Where a headline's main clause ends and one begins that adds to it."""

_BINDING = re.compile(
    r"\b(?:says?|said|claims?|claimed|reports?|sources?|alleged(?:ly)?|according|if|unless|only|until|except|not|no"
    r"|never|warns?|told|suspected|rumou?rs?|denies|denied|false(?:ly)?|hoax|fake)\b|[:?]",
    re.IGNORECASE,
)
"""What may not be cut off a headline: whose claim it is, and on what it hangs."""

_OPEN = re.compile(r"\b(?:no|not|never|only|neither|just|even|both|either|if|why|how|what|whether)\b", re.IGNORECASE)
"""Words in the clause that is left that may belong to the one that is cut: "not resigning after …"."""

_SLUG = re.compile(r"\A(?:(?:UPDATE|WRAPUP|REFILE|CORRECTED|REPEAT|RPT|EXCLUSIVE|FACTBOX)(?: \d+)? ?[-–:] ?)+(?=\w)")
"""What an agency puts before a headline: "UPDATE 2-Oil spill …"."""

_GAP = re.compile(r"\s+")
_ENDS = (".", "!", "?", "…", ".”", "!”", "?”", '."', '!"', '?"', ".’", "?’", "!’")


def one_line(text: str) -> str:
    """Return the text with single spaces and without characters that nobody can see or say."""
    seen = "".join(" " if char.isspace() else char for char in text if char.isspace() or not _hidden(char))
    return _GAP.sub(" ", seen).strip()


def _hidden(char: str) -> bool:
    return (char >= "\x7f" and unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"}) or char < " "


def bracketed_mark_off(text: str) -> str:
    """Drop footnote marks ([1], [citation needed]) that a page leaves in its text (S17)."""
    return re.sub(r"\s?\[(?:\d{1,3}|citation needed)\]", "", text)


def address_off(text: str) -> str:
    """Drop web and e-mail addresses and handles, and the sign before a hashtag (S17)."""
    if not has_address(text):
        return text
    tagless = re.sub(r"(?<!\w)#(?=\w)|[\"“”„«»]", "", text)  # a quotation with a part missing would be none
    kept = " ".join(word for word in tagless.split() if not has_address(word))
    return kept if any(char.isalnum() for char in kept) else "A story from the web"


def full_stop(text: str) -> str:
    """Close a sentence that the source leaves open, as headlines do."""
    return text if text.endswith(_ENDS) else f"{text.rstrip(' ,;:–—-')}."


RULES: tuple[Callable[[str], str], ...] = (one_line, bracketed_mark_off, full_stop)


def sentence(text: str) -> str:
    """Return a sentence of the source as the anchor reads it."""
    for rule in RULES:
        text = rule(text)
    return text


def quotation(text: str) -> str:
    """Return a quotation as its reader reads it: verbatim, but for white space and the final comma (S04)."""
    text = one_line(text).removesuffix(",")
    text = text[:-2] + text[-1] if text.endswith((",’", ",'", ",”", ',"')) else text  # “He told me, ‘Go,’” she said
    return text if text.endswith(_ENDS) else f"{text}."


def headline(title: str, story: str) -> str:
    """Return a title as a sentence: title case becomes sentence case where the story shows how a word is written."""
    title = _SLUG.sub("", address_off(one_line(title))) or title
    title = sentence_case(title, story)
    closed = full_stop(shortened(title, LONGEST_HEADLINE))
    return closed if any(char.isalnum() for char in closed) else "A story without a title."


def shortened(title: str, words_: int) -> str:
    """Return a title of at most so many words, cut before a clause that only adds when, why or despite what.

    What is left is a statement that the whole title makes, too: no attribution, no condition and no denial is cut
    off. Where there is no such clause the title stays as it is.
    """
    if len(title.split()) <= words_:
        return title
    for found in reversed(list(_ADDED.finditer(title))):
        head, tail = title[: found.start()].rstrip(" ,"), title[found.start() :]
        if (
            SHORTEST_HEADLINE <= len(head.split()) <= words_
            and not _BINDING.search(tail)
            and not _OPEN.search(head)
            and all(head.count(mark) == head.count(other) for mark, other in ("“”", "()", "‘’"))
            and head.count('"') % 2 == 0
        ):
            return head
    return title
