"""Web pages: from a page's bytes to the text of its article, and what the page says of it."""

from __future__ import annotations
