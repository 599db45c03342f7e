"""A checked clip for each line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.speaking.takes import speak

__all__ = ["speak"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 (whatever the module holds)
    """Load the stage when it's first asked for."""
    if name in __all__:
        from briefing.speaking import takes

        return getattr(takes, name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
