"""How quickly the pages answer, measured in Chromium: `python -m bench.pages`.

Prints Markdown tables: the stage's frames while it plays; the kernel lab from key press to
painted picture, and pictures a second while a weight is dragged.
"""

import io
import statistics
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Page

from bench.opened import opened
from cnnviz.images import load_sample

CHANGES = 30
FRAMES = """() => new Promise(done => {
  const gaps = []; let last = null; const end = performance.now() + 5000;
  const tick = now => {
    if (last !== null) gaps.push(now - last);
    last = now;
    now < end ? requestAnimationFrame(tick) : done(gaps);
  };
  requestAnimationFrame(tick);
})"""
WATCH = """() => {
  window.painted = []; window.pressed = []; window.blank = 0;
  addEventListener('keydown', () => pressed.push(performance.now()), true);
  addEventListener('cnnviz:painted',
    () => requestAnimationFrame(() => painted.push(performance.now())));
}"""
LOOK = """() => {
  const root = [...document.querySelectorAll('*')].map(e => e.shadowRoot)
    .find(r => r && r.querySelector('.pictures'));
  window.blank = 0; window.looked = 0; window.looking = true;
  const look = () => {
    for (const canvas of root.querySelectorAll('canvas[data-panel]')) {
      const { data } = canvas.getContext('2d')
        .getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1);
      looked += 1;
      if (!data[3]) blank += 1;
    }
    if (looking) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


def photograph(width: int, height: int) -> bytes:
    """Make a PNG photograph of a size from the samples."""
    picture = Image.fromarray(load_sample("Coffee").pixels).resize((width, height))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def quantiles(times: list[float]) -> str:
    """Write the median and the 95th percentile."""
    return f"{statistics.median(times):.0f} | {np.percentile(times, 95):.0f}"


def stage_frames(browser: Browser, url: str, cells: int) -> str:
    """Play three channels of a picture at full speed and time the frames."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    patch = f"convolution_input=Patch+of+a+picture&convolution_channels=3&convolution_patch={cells}"
    page.goto(f"{url}/convolution?{patch}&convolution_padding=same")
    page.locator(".board[data-layout]").wait_for()
    page.wait_for_timeout(1500)
    page.locator(".speed").select_option("30 a second" if cells < 20 else "all in 10 s")
    page.locator("[data-act=play]").click()
    gaps = page.evaluate(FRAMES)
    page.close()
    return (
        f"| {cells}x{cells}, 3 channels | {1000 / statistics.mean(gaps):.1f} | "
        f"{np.percentile(gaps, 95):.1f} | {max(gaps):.1f} |"
    )


def open_lab(browser: Browser, url: str, width: int, height: int) -> Page:
    """Open the kernel lab and upload a photograph."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{url}/kernel_lab")
    page.locator(".pictures[data-version]").wait_for()
    page.get_by_role("button", name="Your own picture").click()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "photograph.png")
        file.write_bytes(photograph(width, height))
        before = page.locator(".pictures").get_attribute("data-version")
        page.locator("input[type=file]").first.set_input_files(file)
        page.locator(f".pictures:not([data-version='{before}'])").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_timeout(1500)
    page.evaluate(WATCH)
    return page


def key_to_paint(page: Page) -> list[float]:
    """Press an arrow key on a weight, again and again; time until the picture is painted."""
    page.locator("[role=spinbutton]").nth(4).focus()
    times = []
    for change in range(CHANGES + 3):
        page.evaluate("() => { painted.length = 0; pressed.length = 0; }")
        page.keyboard.press("ArrowUp" if change % 2 else "ArrowDown")
        page.wait_for_timeout(500)  # asking meanwhile would take the browser's time
        times.append(page.evaluate("() => painted[0] - pressed[0]"))
    return times[3:]


def dragged(page: Page) -> tuple[float, int, int]:
    """Drag a weight for four seconds; count pictures a second, and frames that were blank."""
    box = page.locator("[role=spinbutton]").nth(4).bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.evaluate("() => { painted.length = 0; }")
    page.evaluate(LOOK)
    page.mouse.move(x, y)
    page.mouse.down()
    start = page.evaluate("() => performance.now()")
    for move in range(220):
        page.mouse.move(x, y - 8 * abs(move % 40 - 20))
        page.wait_for_timeout(10)
    seconds = (page.evaluate("() => performance.now()") - start) / 1000
    page.mouse.up()
    count, blank, looked = page.evaluate("() => [painted.length, blank, looked]")
    page.evaluate("() => { looking = false; }")
    return count / seconds, blank, looked


def main() -> None:
    """Print the tables."""
    with opened() as (browser, url):
        print("| stage | frames a second | p95 gap, ms | longest, ms |\n|---|---|---|---|")
        for cells in (12, 28):
            print(stage_frames(browser, url, cells), flush=True)
        print("\n| photograph | key to paint p50, ms | p95, ms | pictures/s, dragged | blank |")
        print("|---|---|---|---|---|")
        for width, height in ((512, 512), (1920, 1080)):
            page = open_lab(browser, url, width, height)
            keys = quantiles(key_to_paint(page))
            rate, blank, looked = dragged(page)
            print(f"| {width}x{height} | {keys} | {rate:.1f} | {blank} of {looked} |", flush=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
