"""Pictures as the lab's component wants them: encoded, counted, stamped, one pixel explained."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.images import Poles, encode_jpeg, encode_png, histogram, luminance, show
from cnnviz.images.darkroom import Treatment, look
from cnnviz.message import pack

SMALL = 200 * 200  # pixels; below this an exact PNG is as quick as a JPEG
COLOURS = ("Red", "Green", "Blue")


@dataclass(frozen=True, eq=False)
class Panel:
    """One picture of the lab, ready to be sent.

    Attributes
    ----------
    values : ndarray of shape (H, W) or (H, W, 3)
        In units of 0-255, any sign.
    pixels : ndarray of shape (H, W, 3), uint8
        As they are shown.
    said : str
        What was done to show them.
    stamp : int
        Changes whenever a pixel does.
    """

    values: NDArray
    pixels: NDArray[np.uint8]
    said: str
    stamp: int

    @cached_property
    def counted(self) -> tuple[float, float, NDArray]:
        """Count how bright the pixels of every other row are, between two ends."""
        plane = luminance(self.values[::2])
        low, high = min(0.0, _low(plane)), max(255.0, -_low(-plane))
        return low, high, histogram(plane, low=low, high=high)[0]

    def describe(self, title: str, rim: Sequence[int]) -> tuple[dict[str, Any], NDArray]:
        """Give the header of the panel, but for its format, and its histogram."""
        low, high, counts = self.counted
        height, width = self.pixels.shape[:2]
        size = {"width": width, "height": height, "stamp": self.stamp}
        words = {"title": title, "caption": self.said}
        ends = {"low": low, "high": high}
        return {**words, **size, "rim": rim, "histogram": ends}, counts.astype(np.int32)

    def encoded(self) -> tuple[str, NDArray[np.uint8]]:
        """Pack small pictures exactly, large ones quickly."""
        if self.pixels.shape[0] * self.pixels.shape[1] <= SMALL:
            return "png", np.frombuffer(encode_png(self.pixels, 1), np.uint8)
        return "jpeg", np.frombuffer(encode_jpeg(self.pixels, 88), np.uint8)


def panel(values: NDArray, mode: str, poles: Poles) -> Panel:
    """Show values by a mode of `cnnviz.images.MODES`."""
    pixels, said = show(values, mode, poles)
    return Panel(values, pixels, said, zlib.crc32(np.ascontiguousarray(pixels).data))


def message(
    panels: Sequence[Panel],
    titles: Sequence[str],
    rims: Sequence[Sequence[int]],
    kept: dict[int, int],
    **header: Any,
) -> bytes:
    """Pack panels for the component; those it has already are named, not sent again.

    Parameters
    ----------
    panels, titles, rims
        The original first; the rows and columns of each that the border reached.
    kept : dict of int to int
        The stamp the component has of each panel; brought up to date.
    **header
        ``wipe``, ``show_rim``, ``window``, ``inspect``, and the arrays that explain a pixel
        under ``grids``.
    """
    arrays: dict[str, NDArray] = dict(header.pop("grids"))
    described = []
    for place, (made, title, rim) in enumerate(zip(panels, titles, rims, strict=True)):
        about, arrays[f"histogram{place}"] = made.describe(title, rim)
        if kept.get(place) == made.stamp:
            about["format"] = "keep"
        else:
            about["format"], arrays[f"picture{place}"] = made.encoded()
        kept[place] = made.stamp
        described.append(about)
    version = zlib.crc32(repr([made.stamp for made in panels]).encode())
    return pack({"version": version, "panels": described, **header}, **arrays)


def explain(
    before: NDArray, after: Panel, treatment: Treatment, row: int, col: int, channel: int
) -> tuple[dict[str, Any], dict[str, NDArray]]:
    """Explain one pixel: the neighbourhood, the kernel, the products, the sum.

    Parameters
    ----------
    before : ndarray of shape (H, W) or (H, W, 3)
        What the treatment read.
    after : Panel
        What it made.
    row, col, channel : int
        Of the result; the channel counts where there are three.

    Returns
    -------
    dict
        The numbers and words for the component.
    dict of str to ndarray
        ``neighbourhood``, and for a kernel ``kernel`` and ``products``.
    """
    colour = before.ndim == 3
    step = look(before[..., channel] if colour else before, treatment, row, col)
    box, total = step.reads, step.result.item()
    result = float(after.values[row, col, channel] if colour else after.values[row, col])
    about: dict[str, Any] = {
        "row": row,
        "col": col,
        "channel": COLOURS[channel] if colour else "",
        "rows": box.height,
        "cols": box.width,
        "box": [box.row, box.col, box.height, box.width],
        "total": total,
        "bias": treatment.bias,
        "result": result,
        "shown": int(after.pixels[row, col, channel]),
        "sum": "",
    }
    grids = {"neighbourhood": step.window[0].astype(np.float32)}
    if treatment.weights is None:
        about["sum"] = f"The {step.combine} of these is {total:g}."
    else:
        grids["kernel"] = treatment.weights.astype(np.float32)
        grids["products"] = step.terms[0].astype(np.float32)
    return about, grids


def _low(values: NDArray) -> float:
    """Find the smallest value; 0 where there is none."""
    return float(np.nan_to_num(values.min()))
