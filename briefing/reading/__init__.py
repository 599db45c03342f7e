"""Reading: from a file's bytes to an Article, the page's furniture told apart from the story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.reading.article import kept_text, read, read_bytes, read_text
    from briefing.reading.decoding import decode

__all__ = ["decode", "kept_text", "read", "read_bytes", "read_text"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - what a module gives is of any type
    """Load a public function when it's first asked for."""
    if name not in __all__:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    if name == "decode":
        from briefing.reading import decoding

        return decoding.decode
    from briefing.reading import article

    return getattr(article, name)
