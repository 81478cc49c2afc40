"""What one student sees of a training: updates a second, and blank frames of a screencast.

`python -m bench.watching` prints Markdown. Chromium runs on the same machine, and records while it
is counted. Updates are frames of the training that were drawn; the screencast is what Chromium
painted, from the first step on, looked through at both charts, then at all eight filters.
"""

import time

from playwright.sync_api import Browser, Page

from bench.opened import opened
from tests.browser.screencast import blanks, boxes, changes, record

SIZES = (1440, 900), (1024, 768), (390, 844)
CHARTS = ".training .loss canvas, .training .accuracy canvas"
FILTERS = ".training .filters .planes"


def watched(browser: Browser, url: str, width: int, height: int, seconds: float) -> str:
    """Play and record, from the first step, the charts and the filters; write a line."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(f"{url}/training")
    page.locator(".training:not([data-frames='0'])").wait_for(timeout=60_000)
    found = [recorded(page, place, seconds) for place in (CHARTS, FILTERS)]
    page.close()
    rate, frames, moved = (min(figures) for figures in list(zip(*found, strict=True))[:3])
    blank, looked = (sum(figures) for figures in list(zip(*found, strict=True))[3:])
    return f"| {width}x{height} | {rate:.1f} | {frames} | {moved} | {blank} of {looked} |"


def recorded(page: Page, place: str, seconds: float) -> tuple[float, int, int, int, int]:
    """Watch some canvases: updates a second, frames, changed ones, blank looks of how many."""
    page.locator("[data-act=reset]").first.dispatch_event("click")
    page.locator(".training[data-state=paused][data-step='0']").wait_for()
    page.locator("[data-act=play]").first.dispatch_event("click")
    page.locator(place).last.scroll_into_view_if_needed()
    places = boxes(page.locator(place))
    before, begun = drawn(page), time.perf_counter()
    frames = record(page, lambda: page.wait_for_timeout(1000 * seconds))
    rate = (drawn(page) - before) / (time.perf_counter() - begun)
    blank = sum(blanks(frames, box) for box in places)
    moved = max(changes(frames, box) for box in places)
    return rate, len(frames), moved, blank, len(frames) * len(places)


def drawn(page: Page) -> int:
    """Read how many frames of the training were drawn so far."""
    return int(page.locator(".training").get_attribute("data-frames") or 0)


def main() -> None:
    """Print the table."""
    with opened() as (browser, url):
        print("| window | updates/s | frames recorded | of them changed | blank |")
        print("|---|---|---|---|---|")
        for width, height in SIZES:
            print(watched(browser, url, width, height, 6.0), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
