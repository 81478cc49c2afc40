"""How quickly the page of a network follows: `python -m bench.network`.

Prints a Markdown table: from a click on another class, and from a stroke of the pen, until
every map of every layer is painted.
"""

import statistics

import numpy as np
from playwright.sync_api import Browser, Page

from bench.opened import opened
from cnnviz.zoo.shipped import SHIPPED

CHANGES = 30
WATCH = """root => {
  window.acted = []; window.painted = [];
  for (const act of ['click', 'pointermove'])
    addEventListener(act, event => acted.push(event.timeStamp), true);
  new MutationObserver(() => requestAnimationFrame(() => painted.push(performance.now())))
    .observe(root, { attributes: true, attributeFilter: ['data-seq'] });
}"""
FORGET = "() => { acted.length = 0; painted.length = 0; }"
TOOK = "() => painted[0] - acted[acted.findLastIndex(time => time < painted[0])]"


def open_network(browser: Browser, url: str, title: str) -> Page:
    """Open a shipped network and watch its maps."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{url}/network?network_model={title.replace(' ', '+')}")
    page.locator(".network[data-seq]").wait_for()
    page.wait_for_timeout(1500)
    page.locator(".network").evaluate(WATCH)
    return page


def by_class(page: Page, classes: tuple[str, ...]) -> list[float]:
    """Choose one class after the other."""
    times = []
    for change in range(CHANGES + 3):
        page.evaluate(FORGET)
        page.get_by_role("radio", name=classes[(change + 1) % len(classes)], exact=True).click()
        page.wait_for_function("() => painted.length")
        times.append(page.evaluate(TOOK))
        page.wait_for_timeout(300)
    return times[3:]


def by_stroke(page: Page) -> list[float]:
    """Draw, a few pixels at a time."""
    place = page.locator(".network .pad").bounding_box()
    assert place
    x, y, side = place["x"], place["y"], place["width"]
    page.mouse.move(x + 0.2 * side, y + 0.2 * side)
    page.mouse.down()
    times = []
    for change in range(CHANGES + 3):
        page.evaluate(FORGET)
        share = 0.2 + 0.6 * change / CHANGES
        page.mouse.move(x + share * side, y + (0.2 + 0.6 * (change % 2)) * side)
        page.wait_for_timeout(1000)
        if page.evaluate("() => painted.length"):  # not where it is inked already
            times.append(page.evaluate(TOOK))
    page.mouse.up()
    return times[3:]


def main() -> None:
    """Print the table."""
    with opened() as (browser, url):
        print("| network | from | p50, ms | p95, ms |\n|---|---|---|---|")
        for entry in SHIPPED:
            page = open_network(browser, url, entry.title)
            rows = {"another class": by_class(page, entry.classes)}
            if entry.model().graph.input_shape[0] == 1:
                rows["a stroke"] = by_stroke(page)
            for act, times in rows.items():
                middle, high = statistics.median(times), np.percentile(times, 95)
                print(f"| {entry.title} | {act} | {middle:.0f} | {high:.0f} |", flush=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
