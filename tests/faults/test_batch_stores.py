"""A batch into a store, in this process: on threads of its own, and on a Dask cluster."""

from __future__ import annotations

import datetime as dt
import errno
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing.batch.run import Batch, Order, Outcome
from briefing.batch.sources import gather
from briefing.edges import crews, files, folders, stores
from briefing.errors import CantWriteError, UsageError
from briefing.settings import Settings, read_lexicon

pytestmark = pytest.mark.engine

OUT, CLIPS = "memory://out", "memory://clips"
NAMES = ("alder", "birch")
STORY = "Town of {name} opens bridge\n\nThe council of {name} opened a bridge on Monday.\n"


@pytest.fixture(autouse=True)
def memory() -> Iterator[Any]:
    from fsspec.implementations.memory import MemoryFileSystem

    yield MemoryFileSystem
    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "in").mkdir()
    for name in NAMES:
        (tmp_path / "in" / f"{name}.txt").write_text(STORY.format(name=name.title()), encoding="utf-8")
    return str(tmp_path / "in")


def made(articles: str, folder: str = OUT, dask: str | None = None, rate: int | None = None) -> list[Outcome]:
    chosen = Settings(lexicon=read_lexicon(None), date=dt.date(2026, 5, 4), length=20, engine="tone:Tone", rate=rate)
    return list(Batch(Order(folder, chosen, 2, dask=dask, clips=CLIPS), gather([articles])).outcomes())


def half() -> list[str]:
    """Return the objects that no record lists, and the listed ones that aren't there."""
    held = folders.listing(OUT)
    records = [name for name in held if name.endswith("bridge.json")]
    assert len(records) == len(NAMES)
    content = [json.loads(data) for _, data in folders.contents(OUT, records)]
    known = {one["name"]: one["size"] for record in content for one in record["files"]}
    return sorted((known.keys() | records) ^ held.keys()) + [name for name in known if known[name] != held[name].size]


def test_episodes_of_a_store_are_whole_made_once_and_replaced_by_other_options(
    articles: str,
    memory: Any,  # noqa: ANN401 - fsspec is untyped
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(files.read, "__defaults__", (150_000,))  # an MP3 may be larger than any source
    first = made(articles)
    assert [one.error for one in first] == [None, None]
    assert not half()
    assert folders.matching(f"{CLIPS}/*/*.clip")
    assert all(one.done for one in made(articles))
    # A file that is missing is work; so are other options, and they take the same name.
    stores.remove(OUT, ["2026-05-04-town-of-alder-opens-bridge.mp3"])
    assert [one.tip.name.endswith("alder.txt") for one in made(articles) if one.made] == [True]
    ask = memory.isfile

    def failing(self: Any, path: str) -> bool:  # noqa: ANN401 - fsspec is untyped
        if "alder-opens" in path:
            raise OSError(errno.EBUSY, "slow down")
        return bool(ask(self, path))

    with monkeypatch.context() as busy:  # a store that fails when it's asked whose the name is stops only that source
        busy.setattr(memory, "isfile", failing)
        others = made(articles, rate=150)
    assert [one.error and one.error.exit_code for one in sorted(others, key=lambda one: one.place)] == [69, None]
    assert all(one.made or one.done for one in made(articles, rate=150))
    assert not half()


def test_a_store_gets_the_bytes_of_a_folder_from_a_cluster_too_and_texts_that_its_ranges_lead_into(
    articles: str,
    tmp_path: Path,
    memory: Any,  # noqa: ANN401 - fsspec is untyped
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from distributed import LocalCluster

    made(articles)
    monkeypatch.setattr(crews, "local", crews.threads)
    made(articles, str(tmp_path / "local"))
    name = "2026-05-04-town-of-alder-opens-bridge"
    assert files.read(f"{OUT}/{name}.mp3") == (tmp_path / "local" / f"{name}.mp3").read_bytes()
    script = files.read(f"{OUT}/{name}.script.md").decode()
    assert f"({name}.source.txt#char=" in script
    assert Path(articles, "alder.txt").as_uri() in script
    assert files.read(f"{OUT}/{name}.source.txt") == Path(articles, "alder.txt").read_bytes()
    threads = {path: file.getvalue() for path, file in memory.store.items()}
    memory.store.clear()
    with LocalCluster(processes=False, n_workers=1, threads_per_worker=2, dashboard_address="127.0.0.1:0") as cluster:
        assert all(one.made for one in made(articles, dask=cluster.scheduler_address))
    assert {path: file.getvalue() for path, file in memory.store.items() if not path.startswith("/clips")} == {
        path: data for path, data in threads.items() if not path.startswith("/clips")
    }


def test_memory_is_no_place_for_a_cluster_of_other_processes(articles: str) -> None:
    with pytest.raises(UsageError, match="this process's memory"):
        made(articles, dask="tcp://127.0.0.1:1")


def test_what_cannot_be_put_is_told_before_anything_is_made(
    articles: str,
    memory: Any,  # noqa: ANN401 - fsspec is untyped
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(memory, "pipe_file", refused)
    with pytest.raises(CantWriteError, match="no permission"):
        made(articles)


def test_an_episode_that_a_store_refuses_stops_only_itself_and_leaves_no_record(
    articles: str,
    memory: Any,  # noqa: ANN401 - fsspec is untyped
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put = memory.pipe_file

    def refusing(self: Any, path: str, *rest: Any, **more: Any) -> None:  # noqa: ANN401 - fsspec is untyped
        if path.endswith("alder-opens-bridge.vtt"):
            raise OSError(28, "no space left")
        put(self, path, *rest, **more)

    monkeypatch.setattr(memory, "pipe_file", refusing)
    failed = [one for one in made(articles) if one.error]
    assert [one.error and one.error.exit_code for one in failed] == [73]
    assert [name for name in folders.listing(OUT) if name.endswith("bridge.json")] == [
        "2026-05-04-town-of-birch-opens-bridge.json"
    ]
    monkeypatch.setattr(memory, "pipe_file", put)
    assert sorted(bool(one.made) for one in made(articles)) == [False, True]
    assert not half()
