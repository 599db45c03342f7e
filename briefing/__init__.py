"""News articles to a spoken news briefing."""

from __future__ import annotations

__version__ = "0.1.0"
