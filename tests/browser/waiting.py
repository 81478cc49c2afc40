"""When is there something to look at? A page is streamed, and its parts come one by one.

Streamlit says that a run has ended before the browser has the code of every part: until then a
grey bar, a skeleton, stands in for it, and all below it still moves. Before a run, it says
nothing: what the reader did may still be on its way to the server.
"""

import time
from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Page

Found = TypeVar("Found")

#: Notes, in every page, whether the server was told something and has not said anything since.
NOTE_QUESTIONS = """(() => {
  const send = WebSocket.prototype.send;
  const watched = new WeakSet();
  WebSocket.prototype.send = function (data) {
    if (this.url.includes("/_stcore/stream")) {
      if (!watched.has(this)) {
        watched.add(this);
        const answered = () => { window.isUnanswered = false; };
        for (const kind of ["message", "close"]) this.addEventListener(kind, answered);
      }
      window.isUnanswered = true;
    }
    return send.call(this, data);
  };
})();"""
#: The page has run, and nothing on it stands in for a part to come or is left from before.
FINISHED = (
    "[data-testid=stApp][data-test-script-state=notRunning]"
    ":not(:has([data-testid^=stSkeleton], [data-stale=true]))"
)
STILL = """finished => {
  const now = performance.now();
  const moves = one => one.playState === "running" && one.effect?.getComputedTiming().endTime < 1e9;
  const main = document.querySelector("[data-testid=stMain]");
  const place = [main?.scrollTop, main?.scrollHeight].join();
  const isStill = document.querySelector(finished) && document.fonts.status === "loaded"
    && !window.isUnanswered && place === window.placeBefore
    && [...document.images].every(image => image.complete)
    && !document.getAnimations().some(moves);
  window.placeBefore = place;
  if (!isStill) Object.assign(window, { busyAt: now, looks: 0 });
  window.looks = (window.looks ?? 0) + 1;
  return now - (window.busyAt ??= now) > 200 && window.looks > 6;
}"""
PAINTED = """count => new Promise(done => {
  const next = () => count-- > 0 ? requestAnimationFrame(next) : done();
  next();
})"""


def settled(page: Page) -> None:
    """Wait until the page is finished, with its fonts and pictures, and stays so for a moment."""
    page.evaluate("delete window.busyAt; delete window.looks")
    page.wait_for_function(STILL, arg=FINISHED)


def drawn(page: Page, pictures: int = 2) -> None:
    """Wait until what the hand did is on screen, or until so many pictures have been painted."""
    page.evaluate(PAINTED, pictures)


def until(page: Page, holds: Callable[[], bool], seconds: float = 120) -> None:
    """Look again and again until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came to hold"
        page.wait_for_timeout(100)


def becomes(page: Page, look: Callable[[], Found], wanted: Found, seconds: float = 60) -> None:
    """Look again and again until something is as wanted; fail with what it is instead."""
    end = time.monotonic() + seconds
    while (found := look()) != wanted:
        assert time.monotonic() < end, f"{found!r} never became {wanted!r}"
        page.wait_for_timeout(100)


def until_closed(holds: Callable[[], bool], seconds: float = 120) -> None:
    """Look again and again, where there is no page any more."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came to hold"
        time.sleep(0.1)
