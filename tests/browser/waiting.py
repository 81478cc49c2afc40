"""When is there something to look at? A page is streamed, and its parts come one by one.

Streamlit says that a run has ended before the browser has the code of every part: until then a
grey bar, a skeleton, stands in for it, and all below it still moves.
"""

import time
from collections.abc import Callable

from playwright.sync_api import Page

#: The page has run, and nothing on it stands in for a part to come or is left from before.
FINISHED = (
    "[data-testid=stApp][data-test-script-state=notRunning]"
    ":not(:has([data-testid^=stSkeleton], [data-stale=true]))"
)
STILL = """finished => {
  const now = performance.now();
  const moves = one => one.playState === "running" && one.effect?.getComputedTiming().endTime < 1e9;
  const isStill = document.querySelector(finished) && document.fonts.status === "loaded"
    && [...document.images].every(image => image.complete)
    && !document.getAnimations().some(moves);
  if (!isStill) window.busyAt = now;
  return now - (window.busyAt ??= now) > 200;
}"""


def settled(page: Page) -> None:
    """Wait until the page is finished, with its fonts and pictures, and stays so for a moment."""
    page.evaluate("delete window.busyAt")
    page.wait_for_function(STILL, arg=FINISHED)


def drawn(page: Page) -> None:
    """Wait until what the hand did is on screen."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def until(page: Page, holds: Callable[[], bool], seconds: float = 60) -> None:
    """Look again and again until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came to hold"
        page.wait_for_timeout(100)
