"""`briefing serve` under parallel range requests: errors, time to answer, memory."""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benches.figures import Figure, Missing
from benches.measuring import briefing, needed

STEM = "2026-05-04-bench"
SOUND_BYTES = 20_000_000
PART = 65_536
"""Bytes of a range: what a player asks for at a time."""

REACH_MS, REACH_MB = 50.0, 100.0


def folder_of(place: Path, count: int) -> Path:
    """Return a folder with so many episodes, one of them with a sound."""
    folder = place / "output"
    folder.mkdir()
    (folder / f"{STEM}.mp3").write_bytes(random.Random(1).randbytes(SOUND_BYTES))  # noqa: S311 - no secret
    for number in range(count):
        record = {
            "record": 1,
            "guid": f"tag:{number}",
            "title": f"Episode {number}",
            "files": [{"name": f"{STEM}.mp3"}],
        }
        (folder / f"{STEM}-{number}.json").write_text(json.dumps(record), encoding="utf-8")
    return folder


def memory_mb(pid: int) -> float:
    """Return a process's peak memory in MB (Linux)."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(encoding="utf-8"))
    return int(found[1]) / 1024 if found else 0.0


async def _listener(port: int, rounds: int, chance: random.Random, times: list[float], faults: list[str]) -> None:
    """Ask for one range after another on one connection, as a player does that seeks."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(rounds):
        start = chance.randrange(SOUND_BYTES - PART)
        request = f"GET /{STEM}.mp3 HTTP/1.1\r\nHost: 127.0.0.1\r\nRange: bytes={start}-{start + PART - 1}\r\n\r\n"
        begin = time.perf_counter()
        writer.write(request.encode())
        head = await reader.readuntil(b"\r\n\r\n")
        body = await reader.readexactly(PART)
        times.append(time.perf_counter() - begin)
        if b" 206 " not in head[:20] or len(body) != PART:
            faults.append(head[:60].decode("latin-1"))
    writer.close()


async def _load(port: int, listeners: int, rounds: int) -> tuple[list[float], list[str]]:
    times: list[float] = []
    faults: list[str] = []
    chance = random.Random(2)  # noqa: S311 - no secret
    await asyncio.gather(*(_listener(port, rounds, chance, times, faults) for _ in range(listeners)))
    return sorted(times), faults


def _wrk(url: str, listeners: int, seconds: int, place: Path) -> Iterator[Figure]:
    """Yield what wrk says of the same load, where it's installed: its own part of the time is smaller than ours."""
    what = "the same load by wrk: p99"
    try:
        needed("wrk")
    except Missing as missing:
        yield Figure(what, at_most=REACH_MS, skipped=str(missing))
        return
    script = place / "ranges.lua"
    script.write_text(
        f"request = function() local s = math.random(0, {SOUND_BYTES - PART}) "
        f'return wrk.format("GET", "/{STEM}.mp3", {{["Range"] = "bytes=" .. s .. "-" .. (s + {PART - 1})}}) end\n'
        "done = function(summary, latency) local e = summary.errors io.write(string.format("
        '"wrk %.1f %.1f %d %d\\n", latency:percentile(50) / 1000, latency:percentile(99) / 1000, '
        "summary.requests, e.connect + e.read + e.write + e.status + e.timeout)) end\n",
        encoding="utf-8",
    )
    command = ["wrk", "-t1", f"-c{listeners}", f"-d{seconds}s", "-s", str(script), url]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    said = next(line.split()[1:] for line in done.stdout.splitlines() if line.startswith("wrk "))
    yield Figure(what, float(said[1]), "ms", at_most=REACH_MS, note=f"p50 {said[0]} ms, {said[2]} requests")
    yield Figure("the same load by wrk: errors", int(said[3]), at_most=0, note=f"{said[2]} requests")


QUICK = {"rounds": 2, "seconds": 1}


def options(parser: argparse.ArgumentParser) -> None:
    """Add what this benchmark can be told."""
    parser.add_argument("--listeners", type=int, default=200, help="connections at once")
    parser.add_argument("--rounds", type=int, default=20, help="ranges that each of them asks for")
    parser.add_argument("--episodes", type=int, default=200, help="episodes in the folder")
    parser.add_argument("--seconds", type=int, default=5, help="how long wrk runs, where it's installed")


def measure(given: argparse.Namespace) -> Iterator[Figure]:
    """Serve a folder and load it."""
    with tempfile.TemporaryDirectory() as place:
        folder = folder_of(Path(place), given.episodes)
        command = briefing("serve", str(folder), "--port", "0")
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=place)
        try:
            url = (child.stdout.readline() if child.stdout else "").strip()
            times, faults = asyncio.run(_load(int(url.rstrip("/").rpartition(":")[2]), given.listeners, given.rounds))
            p50, p99 = (1000 * times[int(len(times) * part)] for part in (0.5, 0.99))
            about = f"{given.listeners} at once, {len(times)} ranges of {PART} bytes"
            yield Figure("errors", len(faults), at_most=0, note=about)
            yield Figure("time to answer: p99", p99, "ms", at_most=REACH_MS, note=f"p50 {p50:.1f} ms")
            yield from _wrk(url, given.listeners, given.seconds, Path(place))
            yield Figure("peak memory", memory_mb(child.pid), "MB", at_most=REACH_MB)
        finally:
            child.send_signal(signal.SIGINT)
            child.wait(10)
