"""The way to the child process that speaks through pyttsx3's public interface (``driver_child.py``)."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from briefing.edges import espeak, process


def run(request: Mapping[str, object], timeout: float) -> process.Done:
    """Run the child for one request, in JSON, and return what it wrote (UnavailableError)."""
    library = espeak.locate()
    program = str(Path(__file__).with_name("driver_child.py"))
    env = {"ESPEAK_DATA_PATH": library.data} if library.data else {}
    data = json.dumps({**request, "library": library.library}).encode()
    # -P: the folder of this package's modules must not stand before the standard library.
    return process.run([sys.executable, "-P", program], data=data, timeout=timeout, env=env)
