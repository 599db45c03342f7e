"""markdown-it, set up for scripts. This module loads it: import it only where a script is parsed."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token


class _Markdown(MarkdownIt):
    """Leaves links as they are written: IPA isn't percent-encoded, and an unknown scheme is for us to refuse."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's name
        return url is not None

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        return url


def tokens(text: str) -> list[Token]:
    """Return the tokens of a script's body; escaped characters stay apart from the text."""
    markdown = _Markdown("commonmark").enable(["strikethrough", "table"])
    return markdown.disable(["lheading", "code", "reference", "text_join"]).parse(text)
