"""What was on screen, frame by frame: is any of it blank for a moment?"""

import base64
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Locator, Page

Box = tuple[int, int, int, int]
PLAIN = 12.0  # grey levels: a region whose pixels differ by less has nothing on it


@contextmanager
def recording(page: Page) -> Iterator[list[bytes]]:
    """Keep every frame Chromium paints meanwhile, as JPEG, in a list that grows."""
    frames: list[bytes] = []
    wire = page.context.new_cdp_session(page)

    def keep(event: dict) -> None:
        frames.append(base64.b64decode(event["data"]))
        wire.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})

    wire.on("Page.screencastFrame", keep)
    wire.send("Page.startScreencast", {"format": "jpeg", "quality": 70})
    yield frames
    wire.send("Page.stopScreencast")
    wire.detach()


def record(page: Page, meanwhile: Callable[[], object]) -> list[bytes]:
    """Keep every frame Chromium paints while something happens, as JPEG."""
    with recording(page) as frames:
        meanwhile()
    return frames


def boxes(found: Locator) -> list[Box]:
    """Say where elements lie on screen: left, top, right, bottom, a little inside their rims."""
    rects = [one.bounding_box() for one in found.all()]
    return [
        (round(r["x"]) + 2, round(r["y"]) + 2,
         round(r["x"] + r["width"]) - 2, round(r["y"] + r["height"]) - 2)
        for r in rects if r
    ]  # fmt: skip


def regions(frames: list[bytes], where: Box) -> Iterator[NDArray[np.float32]]:
    """Cut one region out of every frame, as grey levels."""
    for frame in frames:
        yield np.asarray(Image.open(io.BytesIO(frame)).convert("L").crop(where), np.float32)


def blanks(frames: list[bytes], where: Box) -> int:
    """Count the frames in which a region shows nothing."""
    return sum(float(np.ptp(region)) < PLAIN for region in regions(frames, where))


def changes(frames: list[bytes], where: Box) -> int:
    """Count how often a region is another one than the frame before."""
    seen = list(regions(frames, where))
    return sum(
        bool(np.any(after != before)) for before, after in zip(seen[:-1], seen[1:], strict=True)
    )
