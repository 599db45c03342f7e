"""A batch whose articles, clips and episodes lie in a bucket, on a server of this machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import Desk

TOOLS = os.environ.get("BRIEFING_S3", "")
pytestmark = [pytest.mark.s3, pytest.mark.skipif(not TOOLS, reason="run by `scripts/test --s3`")]

TESTS = str(Path(__file__).parent.parent)
TONE = ("--engine", "tone:Tone", "--date", "2026-05-04", "--length", "20s", "-q")
SECRET = "hush-this-is-nobodys"  # noqa: S105 - a test's own
NAMES = ("alder", "birch", "cedar")
STORY = "Town of {name} opens bridge\n\nThe council of {name} opened a bridge on Monday, it said. It cost a million.\n"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    environ = {**os.environ, "PYTHONPATH": TOOLS}
    pipe = subprocess.PIPE
    command = [sys.executable, "-P", str(Path(TESTS, "bucket.py"))]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, env=environ, text=True) as child:
        assert child.stdout
        address = next(line for line in child.stdout if line.startswith("http")).strip()
        yield address
        child.terminate()


@pytest.fixture
def desk(tmp_path: Path, server: str) -> Desk:
    made = Desk(tmp_path / "desk")
    made.environment |= {
        "PYTHONPATH": os.pathsep.join((TOOLS, TESTS)),
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": server,
    }
    (made.folder / "in").mkdir()
    for name in NAMES:
        made.write(f"in/{name}.txt", STORY.format(name=name.title()))
    return made


def bucket(desk: Desk, code: str) -> Any:  # noqa: ANN401 - JSON is what it is
    """Return what a line of Python says of the bucket ``fs``, as JSON."""
    line = f"import s3fs, json; fs = s3fs.S3FileSystem(); print(json.dumps({code}))"
    done = subprocess.run([sys.executable, "-c", line], env=desk.environment, capture_output=True, check=True)
    return json.loads(done.stdout)


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_episodes_in_a_bucket_are_whole_have_the_bytes_of_a_folders_and_are_made_once(desk: Desk) -> None:
    place, clips = "s3://news-desk/out", ("--clips", "s3://news-desk/clips")
    assert desk.run("batch", "in", "-o", "local", *TONE, "--jobs", "1").code == 0
    desk.environment["XDG_CACHE_HOME"] = str(desk.folder / "one")
    first = desk.run("batch", "in", "-o", place, *clips, *TONE, "--jobs", "2")
    assert first.code == 0, first.err
    assert {line["output"].rpartition("/")[0] for line in lines(first.out)} == {place}
    hashes = bucket(desk, "{p.rpartition('/')[2]: fs.cat_file(p).hex() for p in fs.find('news-desk/out')}")
    records = {name: json.loads(bytes.fromhex(data)) for name, data in hashes.items() if name.endswith("bridge.json")}
    assert len(records) == len(NAMES)
    assert hashes.keys() == records.keys() | {one["name"] for record in records.values() for one in record["files"]}
    for path in (desk.folder / "local").glob("*.mp3"):
        assert bytes.fromhex(hashes[path.name]) == path.read_bytes()
    # Another machine finds what is done, and the clips; its own cache is empty.
    desk.environment["XDG_CACHE_HOME"] = str(desk.folder / "another")
    again = desk.run("batch", "in", "-o", place, *clips, *TONE)
    assert [line["done"] for line in lines(again.out)] == ["before"] * len(NAMES)
    elsewhere = desk.run("batch", "in", "-o", "s3://news-desk/more", *clips, *TONE)
    assert all(line["clips"]["cached"] == line["clips"]["total"] for line in lines(elsewhere.out))
    # Other options replace the episode; an episode with a file missing is made again.
    other = desk.run("batch", "in/alder.txt", "-o", place, *clips, *TONE, "--no-music")
    assert lines(other.out)[0]["output"] == f"{place}/2026-05-04-town-of-alder-opens-bridge.mp3"
    assert bucket(desk, "fs.rm_file('news-desk/out/2026-05-04-town-of-birch-opens-bridge.mp3')") is None
    third = desk.run("batch", "in/birch.txt", "in/cedar.txt", "-o", place, *clips, *TONE)
    assert sorted(line["source"] for line in lines(third.out) if "done" not in line) == ["in/birch.txt"]


def test_articles_come_from_a_bucket_too(desk: Desk) -> None:
    bucket(desk, f"fs.put({str(desk.folder / 'in')!r}, 'news-desk/wire', recursive=True)")
    ended = desk.run(
        "batch", "s3://news-desk/wire", "s3://news-desk/w*/al*.txt", "s3://news-desk/none.txt", "-o", "out", *TONE
    )
    assert ended.code == 66
    made = {line["source"] for line in lines(ended.out) if "output" in line}
    assert made == {f"s3://news-desk/wire/{name}.txt" for name in NAMES}
    script = (desk.folder / "out/2026-05-04-town-of-alder-opens-bridge.script.md").read_text()
    assert 'origin: "s3://news-desk/wire/alder.txt"' in script
    assert (desk.folder / "out/2026-05-04-town-of-alder-opens-bridge.source.txt").exists()
    again = desk.run("batch", "s3://news-desk/wire/*.txt", "-o", "out", *TONE)
    assert [line["done"] for line in lines(again.out)] == ["before"] * len(NAMES)


def test_a_bucket_that_is_not_there_and_missing_credentials_are_told_and_no_secret_is(desk: Desk) -> None:
    odd = desk.run("batch", "in", "-o", f"s3://key:{SECRET}@news-desk/out", *TONE)
    none = desk.run("batch", "in", "-o", "s3://no-such-bucket/out", *TONE)
    assert (odd.code, none.code) == (73, 73)
    assert "make the bucket first" in none.err
    del desk.environment["AWS_ACCESS_KEY_ID"], desk.environment["AWS_SECRET_ACCESS_KEY"]
    desk.environment |= {"AWS_EC2_METADATA_DISABLED": "true", "HOME": str(desk.folder)}
    bare = desk.run("batch", "in", "-o", "s3://news-desk/bare", *TONE)
    assert bare.code == 73
    assert "AWS_ACCESS_KEY_ID" in bare.err
    assert SECRET not in "".join(ended.err + ended.out for ended in (odd, none, bare))
    assert [len(ended.err.splitlines()) for ended in (odd, none, bare)] == [1, 1, 1]


def test_a_server_that_does_not_answer_is_69(desk: Desk) -> None:
    desk.environment |= {"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_MAX_ATTEMPTS": "1"}
    ended = desk.run("batch", "in", "-o", "s3://news-desk/out", *TONE)
    assert (ended.code, ended.out) == (69, "")
    assert "no store answers" in ended.err
