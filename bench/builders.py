"""Ten readers build occlusion maps: what others wait for, and whether Cancel is ever lost.

``python -m bench.builders`` measures another reader's page alone and beside the ten: a rerun of
Convolution, and the kernel lab from key press to painted picture. Then Cancel is pressed in
Chromium a hundred times, at moments drawn by chance (seed 0), while the ten go on. Prints Markdown.
"""

import asyncio
import random
import re
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path

import numpy as np
import websockets
from playwright.sync_api import Browser, expect, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.classroom import OPTIONS, Classroom, Student
from bench.pages import key_to_paint, open_lab
from tests.browser.chromium import FLAGS, chromium
from tests.browser.serving import ROOT, running

BUILDERS, RERUNS, PRESSES = 10, 60, 100
LONG = "inside_view=Occlusion&inside_model=Shape+reader&inside_stride=1"
PAUSE = 0.25  # seconds between two reruns


async def rerun_times(url: str) -> list[float]:
    """Let Convolution run again and again; seconds from question to end of each."""
    host, times = url.removeprefix("http://"), []
    async with AsyncExitStack() as stack:
        page = await stack.enter_async_context(
            websockets.connect(f"ws://{host}/_stcore/stream", subprotocols=["streamlit"], **OPTIONS)
        )
        for number in range(RERUNS + 1):
            asked, begun = BackMsg(), time.perf_counter()
            asked.rerun_script.page_name = "convolution"
            asked.rerun_script.query_string = f"convolution_step={number % 9 + 1}"
            await page.send(asked.SerializeToString())
            message = ForwardMsg()
            while message.WhichOneof("type") != "script_finished":
                message.ParseFromString(await page.recv())
            times.append(time.perf_counter() - begun)
            await asyncio.sleep(PAUSE)
    return times[1:]  # the first one opens the page


def reruns(url: str) -> list[float]:
    """Measure `rerun_times` in a thread: Playwright has an event loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(rerun_times(url))).result()


def stops(browser: Browser, url: str, presses: int = PRESSES) -> int:
    """Press Cancel at chance moments; count how often the work stopped and stayed."""
    chance, stopped = random.Random(0), 0
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(f"{url}/inside?{LONG}")
    said, button = page.locator(".job-said"), page.locator(".job-button")
    pressed = 0
    while pressed < presses:
        expect(button).to_have_text(re.compile("Cancel|Again"), timeout=60_000)
        if button.inner_text() == "Again":  # it came to its end
            page.wait_for_timeout(500)
            button.click()
            expect(button).to_have_text("Cancel")
        page.wait_for_timeout(1000 * chance.random())
        button.click()
        expect(said).to_have_text(re.compile("Stopped at|All"), timeout=10_000)
        text = said.inner_text()
        if text.startswith("All"):  # at its end, before the press
            continue
        pressed += 1
        page.wait_for_timeout(300)
        stopped += said.inner_text() == text
        expect(button).to_have_text("Go on")
        button.click()
    return stopped


def main() -> None:
    """Measure alone, then beside the builders, then press Cancel."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        server = stack.enter_context(running(Path(folder, "log"), ROOT, {}))
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=chromium(), args=FLAGS
        )
        lab = open_lab(browser, server.url, 512, 512)
        found = {"alone": (reruns(server.url), key_to_paint(lab))}
        room = Classroom([Student(server.url, "inside", LONG, "jobs") for _ in range(BUILDERS)])
        room.thread.start()
        room.ready.wait()
        time.sleep(3)
        beside = reruns(server.url), key_to_paint(lab)
        found[f"beside {BUILDERS} builders"] = beside
        squares = [student.header.get("done", 0) for student in room.students]
        lab.close()
        print("| another reader | rerun p50, ms | p95, ms | key to paint p50, ms | p95, ms |")
        print("|---|---|---|---|---|")
        for name, both in found.items():
            numbers = [
                f"{1000 * value if which == 0 else value:.0f}"
                for which, times in enumerate(both)
                for value in np.nanpercentile(times, (50, 95))
            ]
            print(f"| {name} | {' | '.join(numbers)} |")
        print(f"\nSquares of each builder by then: {statistics.median(squares):.0f} of 3,249.")
        try:
            print(
                f"Cancel pressed {PRESSES} times beside them: {stops(browser, server.url)} stopped."
            )
        finally:
            room.leave.set()
            room.thread.join()


if __name__ == "__main__":
    main()
