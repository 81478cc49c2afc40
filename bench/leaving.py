"""Tabs that train are closed: is the memory back? `python -m bench.leaving` prints Markdown.

Two classes come one after the other. Memory is what the server and its workers hold (PSS, shared
pages counted once); "shared" is what lies in memory they share: data sets, frames. The first
class warms everything up; what the second leaves behind beyond the first would be a leak.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

from bench.classroom import Student, asked, server_of
from tests.browser.serving import ROOT, running

TAB_CLOSED = 1001  # RFC 6455: going away


async def lesson(url: str, count: int, seconds: float) -> None:
    """Let a class come, train, and close its tabs."""
    async with AsyncExitStack() as stack:
        students = [Student(url) for _ in range(count)]
        for student in students:
            await student.open(stack)
        watching = [asyncio.create_task(student.watch()) for student in students]
        for student in students:
            await student.do("play")
        await asyncio.sleep(seconds)
        print(row(f"{count} train", url, "", ""), flush=True)
        for job, student in zip(watching, students, strict=True):
            job.cancel()
            await student.socket.close(TAB_CLOSED)


def row(name: str, url: str, freed: str, gone: str) -> str:
    """Write a line of the table."""
    server, *workers = used_by(server_of(url))
    return f"| {name} | {server:.0f} | {sum(workers):.0f} | {shared():.1f} | {freed} | {gone} |"


def used_by(pid: int) -> list[float]:
    """Say the MB the server holds, and each of its workers."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [held(one) for one in (pid, *map(int, children))]


def held(pid: int) -> float:
    """Read the MB a process holds, its share of shared pages counted."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in rollup if line.startswith("Pss:")) / 1024


def shared() -> float:
    """Count the MB of data sets and frames, which lie under names of their own."""
    return sum(file.stat().st_size for file in Path("/dev/shm").glob("psm_*")) / 2**20


def until(true: Callable[[], bool], most: float = 200.0) -> str:
    """Wait; say how many seconds it took."""
    begun = time.monotonic()
    while not true() and time.monotonic() < begun + most:
        time.sleep(0.5)
    return f"{time.monotonic() - begun:.0f} s" if true() else "never"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--students", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=8.0)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running(Path(folder, "log"), ROOT, {}) as server:
        url, before = server.url, shared()
        print("| | server, MB | workers, MB | shared, MB | networks freed | sessions gone |")
        print("|---|---|---|---|---|---|")
        print(row("before", url, "", ""), flush=True)
        for _ in range(2):
            asyncio.run(lesson(url, chosen.students, chosen.seconds))
            freed = until(lambda: asked(url, "networks") == 0 and shared() <= before)
            gone = until(lambda: asked(url, "resting") == 0)
            print(row("tabs closed", url, freed, gone), flush=True)


if __name__ == "__main__":
    main()
