"""Arithmetic on PCM in C: audioop, which is deprecated in 3.11 and a package of its own (audioop-lts) from 3.13 on."""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import audioop

__all__ = ["audioop"]
