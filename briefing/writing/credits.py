"""Credits: how the sign-off names what the stories were taken from (S19)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from briefing.language.addresses import has_address
from briefing.values import Article, Source
from briefing.writing import wording

NAMED_SOURCES = 8
"""The sign-off names this many sources; the rest is counted and listed with the episode."""

SHORT_TITLE = 10
"""A title of at most this many words is read out; for a longer one its author or publication stands, or its start."""

MOST_AUTHORS = 2


class Credit(NamedTuple):
    """A source as it's named: by its title in quotation marks, or as "an article"; then by whom."""

    title: str
    by: str = ""

    @property
    def quoted(self) -> bool:
        """Tell whether the title is read out."""
        return bool(self.title)

    def __str__(self) -> str:
        """Return it in a row of others: ``"Harbour bridge to close", by Jane Roe``."""
        if self.quoted:
            return f'"{self.title}", {self.by}' if self.by else f'"{self.title}"'
        return f"an article {self.by}"


def credit(article: Article, source: Source) -> Credit:
    """Return how a source is named: its title where that's short, and its author where the article says one."""
    title = source.title or source.file
    short = wording.shortened(title.rstrip(". "), SHORT_TITLE)
    by = _by(article)
    if has_address(title):  # nobody could write it down
        return Credit("", by or "listed with this episode")
    return Credit(short if len(short.split()) <= SHORT_TITLE or not by else "", by)


def _by(article: Article) -> str:
    names = [wording.one_line(name).strip(".,;:\"'“”") for name in article.byline]
    names = [name for name in dict.fromkeys(names) if name and not set('"“”«»()[]') & set(name)]
    if not names:
        return ""
    if len(names) > MOST_AUTHORS:
        return f"by {names[0]} and others"
    return f"by {' and '.join(names)}"


def named(credits_: Sequence[Credit]) -> str:
    """Return the sentence that names the sources."""
    told = list(credits_[:NAMED_SOURCES])
    more = len(credits_) - len(told)
    rest = [f"{more} more, listed with this episode"] if more else []
    if len(told) == 1 and not rest:
        return f"The source was {'the article ' if told[0].quoted else ''}{told[0]}."
    if any(one.by for one in told):
        return f"The sources were: {_row([str(one) for one in told] + rest, '; ')}."
    return f"The sources were the articles {_row([str(one) for one in told] + rest, ', ')}."


def _row(parts: Sequence[str], gap: str) -> str:
    last = " and " if gap == ", " else "; and "
    return f"{gap.join(parts[:-1])}{last}{parts[-1]}"


def brief(credits_: Sequence[Credit]) -> str:
    """Return the shortest sign-off that still names the first source and says that the voices are synthetic."""
    more = f" and {len(credits_) - 1} more" if len(credits_) > 1 else ""
    return f"Source: {credits_[0]}{more}. Synthetic voices."
