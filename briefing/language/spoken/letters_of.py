"""Letters said one by one."""

from __future__ import annotations


def spelled(capitals: str) -> str:
    """Return the letters so that an engine names each: "F.B.I".

    Letters with spaces between them lose their names (an engine takes a lone A for the article); with full stops
    they keep them. The last letter has none, or it would end a sentence.
    """
    return ".".join(capitals)


def several(capitals: str) -> str:
    """Return the plural or possessive of letters: "M P's"; the A keeps its full stops."""
    return f"{'.'.join(capitals)}.'s" if "A" in capitals else f"{' '.join(capitals)}'s"
