"""News articles to a spoken news briefing.

    import briefing

    article = briefing.read("article.txt")
    script = briefing.write([briefing.select(article)], date=datetime.date(2026, 5, 4))
    print(briefing.format(script))
    episode = briefing.render("article.script.md")

Everything is loaded when it's first used; importing the package has no side effects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.api import format, lint, parse, read, read_text, render, select, write  # noqa: A004 - as it's documented
    from briefing.errors import BriefingError, Problem
    from briefing.values import Article, Episode, Script, Selection, Show

__version__ = "0.1.0"

__all__ = [
    "Article",
    "BriefingError",
    "Episode",
    "Problem",
    "Script",
    "Selection",
    "Show",
    "format",
    "lint",
    "parse",
    "read",
    "read_text",
    "render",
    "select",
    "write",
]

_ROOMS = {"BriefingError": "errors", "Problem": "errors"} | dict.fromkeys(
    ("Article", "Episode", "Script", "Selection", "Show"), "values"
)


def __getattr__(name: str) -> Any:  # noqa: ANN401 - what a module gives is of any type
    """Load a public name when it's first asked for."""
    if name not in __all__:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    from importlib import import_module

    return getattr(import_module(f"briefing.{_ROOMS.get(name, 'api')}"), name)
