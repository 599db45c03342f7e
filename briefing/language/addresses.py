"""Web and e-mail addresses, hashtags and handles: nothing that a listener could write down (S17)."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"://|\bwww\.\w|(?<!\w)[#@]\w|[\w.+-]@[\w-]+\.\w")


def has_address(text: str) -> bool:
    """Tell whether a text holds an address, a hashtag or a handle."""
    return _ADDRESS.search(text) is not None
