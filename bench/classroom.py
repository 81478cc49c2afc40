"""Thirty students train at once, and another one turns a kernel: `python -m bench.classroom`.

The students are browsers without a screen: each opens the training page as Streamlit's own
client does, connects to its training, presses play and acknowledges every frame. The other one
is Chromium in the kernel lab, from key press to painted picture. Prints Markdown.
"""

import argparse
import asyncio
import json
import os
import re
import statistics
import struct
import tempfile
import threading
import time
import urllib.request
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import websockets
from playwright.sync_api import sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.pages import key_to_paint, open_lab
from tests.browser.chromium import FLAGS, chromium
from tests.browser.serving import ROOT, running

OPTIONS = {"max_size": None, "compression": None, "open_timeout": 60, "ping_interval": None}


@dataclass
class Student:
    """One who watches work on a page: when frames came, and what the last one said.

    Attributes
    ----------
    url : str
        Of the server.
    page, query, route : str
        The page, what its link carries, and where its work is watched.
    """

    url: str
    page: str = "training"
    query: str = ""
    route: str = "training"
    came: list[float] = field(default_factory=list)
    bytes: int = 0
    header: dict = field(default_factory=dict)

    async def open(self, stack: AsyncExitStack) -> None:
        """Open the page; keep it open, and watch the work it names."""
        host = self.url.removeprefix("http://")
        page = await stack.enter_async_context(
            websockets.connect(f"ws://{host}/_stcore/stream", subprotocols=["streamlit"], **OPTIONS)
        )
        asked = BackMsg()
        asked.rerun_script.page_name = self.page
        asked.rerun_script.query_string = self.query
        await page.send(asked.SerializeToString())
        token = None
        while True:
            raw = await page.recv()
            found = re.search(rb"\./%s/([\w-]{20,})" % self.route.encode(), raw)
            token = found[1].decode() if found else token
            message = ForwardMsg()
            message.ParseFromString(raw)
            if token and message.WhichOneof("type") == "script_finished":
                break
        self.socket = await stack.enter_async_context(
            websockets.connect(f"ws://{host}/{self.route}/{token}", origin=self.url, **OPTIONS)
        )

    async def watch(self) -> None:
        """Acknowledge every frame, as a browser does that has drawn it."""
        async for raw in self.socket:
            (length,) = struct.unpack_from("<I", raw)
            self.header = json.loads(raw[4 : 4 + length])
            self.came.append(time.perf_counter())
            self.bytes += len(raw)
            await self.socket.send(json.dumps({"ack": len(self.came)}))

    async def do(self, name: str) -> None:
        """Press a button."""
        await self.socket.send(json.dumps({"do": name}))


class Classroom:
    """The students, in a thread of their own, beside the one with a screen."""

    def __init__(self, students: list[Student]) -> None:
        self.students = students
        self.ready, self.leave = threading.Event(), threading.Event()
        self.pauses: list[float] = []
        self.thread = threading.Thread(target=lambda: asyncio.run(self.lesson()))

    async def lesson(self) -> None:
        """Arrive one after the other, train, pause on the teacher's word, and leave."""
        async with AsyncExitStack() as stack:
            for student in self.students:
                await student.open(stack)
            watching = [asyncio.create_task(student.watch()) for student in self.students]
            trains = [student for student in self.students if student.route == "training"]
            for student in trains:
                await student.do("play")
            self.ready.set()
            while not self.leave.is_set():
                await asyncio.sleep(0.05)
            for student in trains[:10]:
                self.pauses.append(await pause(student))
            for job in watching:
                job.cancel()


async def pause(student: Student) -> float:
    """Press pause; time until a frame says so."""
    begun = time.perf_counter()
    await student.do("pause")
    while student.header.get("state") != "paused" and time.perf_counter() < begun + 5:
        await asyncio.sleep(0.002)
    return time.perf_counter() - begun


def family(pid: int) -> list[int]:
    """List a process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in family(int(child)))]


def used(pid: int) -> tuple[float, float, float]:
    """Say the seconds used by the server and by its workers, and the MB they hold."""
    seconds, memory = [], 0.0
    for one in family(pid):
        parts = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        seconds.append((int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK"))
        rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
        memory += int(re.search(r"Pss:\s+(\d+)", rollup)[1]) / 1024
    return seconds[0], sum(seconds[1:]), memory


def server_of(url: str) -> int:
    """Find the process that listens there: the child of ours that was asked to."""
    port = url.rpartition(":")[2]
    for pid in family(os.getpid())[1:]:
        if f"--server.port\0{port}" in Path(f"/proc/{pid}/cmdline").read_text():
            return pid
    raise LookupError(url)


def asked(url: str, what: str) -> int:
    """Ask the server how many there are: sessions it still keeps, networks."""
    with urllib.request.urlopen(f"{url}/healthz", timeout=10) as answer:
        return json.load(answer)[what]


def report(room: Classroom, seconds: float, since: float, spent: tuple[float, float]) -> None:
    """Print what the students saw."""
    rates = [sum(at > since for at in student.came) / seconds for student in room.students]
    steps = sum(student.header["step"] for student in room.students)
    each = statistics.mean(student.bytes / max(len(student.came), 1) for student in room.students)
    print("| students | updates/s each, median | least | kB a frame | pause, ms p50 | most |")
    print("|---|---|---|---|---|---|")
    print(
        f"| {len(rates)} | {statistics.median(rates):.1f} | {min(rates):.1f} | {each / 1000:.0f} | "
        f"{1000 * statistics.median(room.pauses):.0f} | {1000 * max(room.pauses):.0f} |"
    )
    server, workers = (100 * one / seconds for one in spent)
    print(f"\n{steps:,} steps in all; server {server:.0f} % of a core, workers {workers:.0f} %.\n")


def main() -> None:
    """Measure the kernel lab alone, then with the class, then what is left behind."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--memory", action="store_true", help="wait until the memory is back")
    chosen = parser.parse_args()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        server = stack.enter_context(running(Path(folder, "log"), ROOT, {}))
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=chromium(), args=FLAGS
        )
        lab = open_lab(browser, server.url, 512, 512)
        alone, pid = key_to_paint(lab), server_of(server.url)
        before = used(pid)
        room = Classroom([Student(server.url) for _ in range(chosen.students)])
        room.thread.start()
        room.ready.wait()
        time.sleep(3)
        began, since = used(pid), time.perf_counter()
        together = key_to_paint(lab)
        seconds, during = time.perf_counter() - since, used(pid)
        room.leave.set()
        room.thread.join()
        report(room, seconds, since, (during[0] - began[0], during[1] - began[1]))
        print("| kernel lab, 512x512, key to paint | p50, ms | p95, ms | over 500 ms |")
        print("|---|---|---|---|")
        for name, times in (("alone", alone), (f"beside {chosen.students}", together)):
            p50, p95 = np.nanpercentile(times, (50, 95))
            print(f"| {name} | {p50:.0f} | {p95:.0f} | {np.isnan(times).sum()} of {len(times)} |")
        print(f"\nMemory, MB: {before[2]:.0f} before, {during[2]:.0f} while they train", end="")
        if chosen.memory:
            browser.close()
            while asked(server.url, "resting"):
                time.sleep(5)
            time.sleep(5)
            print(f", {used(pid)[2]:.0f} when all have left", end="")
        print(".")


if __name__ == "__main__":
    main()
