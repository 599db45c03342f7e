"""Measure `briefing serve` under parallel range requests: errors, time to answer, memory."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import environment

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


def _wrk(url: str, listeners: int, seconds: int, place: Path) -> list[str]:
    """Return what wrk says of the same load, where it's installed: its own part of the time is smaller than ours."""
    script = place / "ranges.lua"
    script.write_text(
        f"request = function() local s = math.random(0, {SOUND_BYTES - PART}) "
        f'return wrk.format("GET", "/{STEM}.mp3", {{["Range"] = "bytes=" .. s .. "-" .. (s + {PART - 1})}}) end\n'
        "done = function(summary, latency) io.write(string.format("
        '"wrk p50 %.1f ms, p99 %.1f ms, %d requests, %d errors\\n", latency:percentile(50) / 1000, '
        "latency:percentile(99) / 1000, summary.requests, summary.errors.connect + summary.errors.read + "
        "summary.errors.write + summary.errors.status + summary.errors.timeout)) end\n",
        encoding="utf-8",
    )
    command = ["wrk", "-t1", f"-c{listeners}", f"-d{seconds}s", "-s", str(script), url]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if line.startswith("wrk ")]


def main(arguments: Sequence[str]) -> int:
    """Serve a folder, load it, print what was measured; 1 when a figure isn't reached."""
    parser = argparse.ArgumentParser(prog="scripts/bench serve", description=__doc__)
    parser.add_argument("--listeners", type=int, default=200, help="connections at once")
    parser.add_argument("--rounds", type=int, default=20, help="ranges that each of them asks for")
    parser.add_argument("--episodes", type=int, default=200, help="episodes in the folder")
    parser.add_argument("--seconds", type=int, default=5, help="how long wrk runs, where it's installed")
    given = parser.parse_args(arguments)
    python = environment.python("requirements.txt")
    with tempfile.TemporaryDirectory() as place:
        folder = folder_of(Path(place), given.episodes)
        command = [str(python), "-m", "briefing", "serve", str(folder), "--port", "0"]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=place)
        try:
            url = (child.stdout.readline() if child.stdout else "").strip()
            times, faults = asyncio.run(_load(int(url.rstrip("/").rpartition(":")[2]), given.listeners, given.rounds))
            said = _wrk(url, given.listeners, given.seconds, Path(place)) if shutil.which("wrk") else []
            peak = memory_mb(child.pid)
        finally:
            child.send_signal(signal.SIGINT)
            child.wait(10)
    p50, p99 = (1000 * times[int(len(times) * part)] for part in (0.5, 0.99))
    print(f"load of this machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", file=sys.stderr)
    print(f"{given.listeners} at once, {len(times)} ranges of {PART} bytes: {len(faults)} errors")
    print(
        f"own load p50 {p50:.1f} ms, p99 {p99:.1f} ms (reach {REACH_MS:.0f}); peak {peak:.0f} MB (reach {REACH_MB:.0f})"
    )
    print("\n".join(said or ["wrk isn't installed (Debian: apt-get install wrk)"]))
    return 1 if faults or p99 > REACH_MS or peak > REACH_MB else 0
