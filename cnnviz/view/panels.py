"""Messages for the component ``pictures``: encoded images, histograms, one pixel explained."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cnnviz.contracts._shared import WeightsStamp
from cnnviz.contracts.pictures import (
    PicturePanel,
    PicturesArrays,
    PicturesHeader,
    PixelGrids,
    PixelInspection,
    PixelSum,
    Rim,
)
from cnnviz.images import Poles, display_values, encode_jpeg, encode_png, histogram, luminance
from cnnviz.images.filter_chain import Treatment, explain_pixel
from cnnviz.images.measure import RGB
from cnnviz.message import pack

SMALL = 200 * 200  # pixels; below this an exact PNG is as quick as a JPEG


@dataclass(frozen=True, eq=False)
class Panel:
    """One image of the component ``pictures``, ready to be sent.

    Attributes
    ----------
    values : ndarray of shape (H, W) or (H, W, 3)
        In units of 0-255, any sign.
    pixels : ndarray of shape (H, W, 3), uint8
        The displayed colours.
    said : str
        How the values were converted to colours.
    stamp : int
        A checksum of the pixels.
    """

    values: NDArray
    pixels: NDArray[np.uint8]
    said: str
    stamp: int

    @cached_property
    def counted(self) -> tuple[float, float, NDArray]:
        """Return the luminance histogram of every other row, between two ends."""
        plane = luminance(self.values[::2])
        low, high = min(0.0, _low(plane)), max(255.0, -_low(-plane))
        return low, high, histogram(plane, low=low, high=high)[0]

    def describe(self, title: str, rim: Rim, *, has_picture: bool) -> PicturePanel:
        """Return the panel's header, for a browser that has its image or does not."""
        low, high, _ = self.counted
        height, width = self.pixels.shape[:2]
        return {
            "title": title,
            "caption": self.said,
            "width": width,
            "height": height,
            "stamp": self.stamp,
            "format": "keep" if has_picture else "png" if self.is_small else "jpeg",
            "rim": rim,
            "histogram": {"low": low, "high": high},
        }

    @property
    def is_small(self) -> bool:
        """Whether an exact PNG is as quick to make as a JPEG."""
        return self.pixels.shape[0] * self.pixels.shape[1] <= SMALL

    def encoded(self) -> NDArray[np.uint8]:
        """Encode small images as PNG, large ones as JPEG."""
        data = encode_png(self.pixels, 1) if self.is_small else encode_jpeg(self.pixels, 88)
        return np.frombuffer(data, np.uint8)


def panel(values: NDArray, mode: str, poles: Poles) -> Panel:
    """Make a panel that shows values by a mode of `cnnviz.images.MODES`."""
    pixels, said = display_values(values, mode, poles)
    return Panel(values, pixels, said, zlib.crc32(np.ascontiguousarray(pixels).data))


def panels_message(
    panels: Sequence[Panel],
    titles: Sequence[str],
    rims: Sequence[Rim],
    kept: dict[int, int],
    *,
    wipe: bool = False,
    show_rim: bool = False,
    window: tuple[int, int] = (0, 0),
    inspect: PixelInspection | None = None,
    grids: PixelGrids | None = None,
    hand: WeightsStamp | None = None,
    live: str | None = None,
) -> bytes:
    """Pack panels for the component; images it already has are not sent again.

    Parameters
    ----------
    panels, titles, rims
        The original first; rims are the rows and columns of each that the border affects.
    kept : dict of int to int
        The stamps of the panels that the component has; updated in place.
    wipe, show_rim, window, inspect, hand, live
        As in `PicturesHeader`.
    grids : PixelGrids, optional
        The arrays that explain a pixel.
    """
    had = [kept.get(place) == made.stamp for place, made in enumerate(panels)]
    kept.update(enumerate(made.stamp for made in panels))
    header: PicturesHeader = {
        "version": zlib.crc32(repr([made.stamp for made in panels]).encode()),
        "panels": [
            made.describe(title, rim, has_picture=has)
            for made, title, rim, has in zip(panels, titles, rims, had, strict=True)
        ],
        "wipe": wipe,
        "show_rim": show_rim,
        "window": window,
        "inspect": inspect,
        "hand": hand,
        "live": live,
    }
    arrays: PicturesArrays = {
        **(grids or {}),
        "pictures": [
            None if has else made.encoded() for made, has in zip(panels, had, strict=True)
        ],
        "histograms": [made.counted[2].astype(np.int32) for made in panels],
    }
    return pack(header, **arrays)


def explain_panel_pixel(
    before: NDArray, after: Panel, treatment: Treatment, row: int, col: int, channel: int
) -> tuple[PixelSum, PixelGrids]:
    """Explain one pixel: the neighbourhood, the kernel, the products, the sum.

    Parameters
    ----------
    before : ndarray of shape (H, W) or (H, W, 3)
        The treatment's input.
    after : Panel
        The treatment's output.
    row, col, channel : int
        Index in the result; the channel is used if there are three.

    Returns
    -------
    PixelSum
        Numbers and text for the component.
    PixelGrids
        ``neighbourhood``, and for a kernel ``kernel`` and ``products``.
    """
    colour = before.ndim == 3
    step = explain_pixel(before[..., channel] if colour else before, treatment, row, col)
    box, total = step.reads, step.result.item()
    result = float(after.values[row, col, channel] if colour else after.values[row, col])
    about: PixelSum = {
        "row": row,
        "col": col,
        "channel": RGB[channel] if colour else "",
        "region": {"row": box.row, "col": box.col, "rows": box.height, "cols": box.width},
        "total": total,
        "bias": treatment.bias,
        "result": result,
        "shown": int(after.pixels[row, col, channel]),
        "sum": "",
    }
    grids: PixelGrids = {"neighbourhood": step.window[0].astype(np.float32)}
    if treatment.weights is None:
        about["sum"] = f"The {step.combine} of these is {total:g}."
    else:
        grids["kernel"] = treatment.weights.astype(np.float32)
        grids["products"] = step.terms[0].astype(np.float32)
    return about, grids


def _low(values: NDArray) -> float:
    """Return the smallest value, 0 if there is none."""
    return float(np.nan_to_num(values.min()))
