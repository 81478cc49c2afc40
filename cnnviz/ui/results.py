"""The pictures of the lab: what every treatment made, shown honestly, one pixel explained."""

import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from cnnviz.images import Poles, Shown, encode_jpeg, encode_png, histogram, show
from cnnviz.images.darkroom import Treatment, look, rim, treat
from cnnviz.ui.pictures import pictures, pointer
from cnnviz.view.message import pack
from cnnviz.view.palette import DARK, LIGHT, rgb

SMALL = 200 * 200  # pixels; below this an exact PNG is as quick as a JPEG
COLOURS = ("Red", "Green", "Blue")


@dataclass(frozen=True, eq=False)
class Development:
    """A picture and what treatments make of it.

    Attributes
    ----------
    start : ndarray of shape (H, W) or (H, W, 3)
        The picture, 0 to 255.
    treatments : list of Treatment
    chained : bool
        Whether each works on the result of the one before, or all on the picture.
    mode : str
        How signed results are shown: a name of `cnnviz.images.MODES`.
    """

    start: NDArray
    treatments: list[Treatment]
    chained: bool
    mode: str

    def values(self) -> list[NDArray]:
        """Compute the picture and every result, in units of 0-255, any sign."""
        made = [self.start]
        for treatment in self.treatments:
            made.append(treat(made[-1] if self.chained else self.start, treatment))
        return made

    def shown(self, values: list[NDArray]) -> list[Shown]:
        """Turn values into pictures; the picture itself needs no trick."""
        first, *results = values
        return [show(first, "Clip", poles()), *(show(made, self.mode, poles()) for made in results)]

    def upto(self, place: int) -> list[Treatment]:
        """List what was done to the picture until this panel; nothing for the first."""
        return self.treatments[:place] if self.chained else self.treatments[place - 1 : place]

    def title(self, place: int) -> str:
        """Name a panel."""
        if place == 0:
            return "Original"
        number = f"{place} " if len(self.treatments) > 1 else ""
        return f"{number}{self.treatments[place - 1].name}"

    def version(self) -> int:
        """Make a number that changes whenever a pixel would."""
        parts = [
            (t.name, t.bias, t.stride, t.border, self.chained, self.mode) for t in self.treatments
        ]
        code = zlib.crc32(repr((parts, poles(), self.start.shape)).encode())
        for array in (self.start, *(t.weights for t in self.treatments if t.weights is not None)):
            code = zlib.crc32(np.ascontiguousarray(array).data, code)
        return code


def board(work: Development, *, wipe: bool, outline: bool, channel: int, key: str) -> None:
    """Show the picture and its results; explain the pixel the reader points at."""
    values = work.values()
    shown, version, place = work.shown(values), work.version(), pointer(key) or {}
    kept = place.get("have") == version
    arrays: dict[str, NDArray] = {}
    panels = []
    for number, (made, picture) in enumerate(zip(values, shown, strict=True)):
        counts, edges = histogram(made, low=min(0, _low(made)), high=max(255, -_low(-made)))
        form, data = _encoded(picture.pixels)
        arrays[f"histogram{number}"] = counts.astype(np.int32)
        if not kept:
            arrays[f"picture{number}"] = np.frombuffer(data, np.uint8)
        panels.append(
            {
                "title": work.title(number),
                "caption": picture.said if number else "",
                "width": made.shape[1],
                "height": made.shape[0],
                "format": "keep" if kept else form,
                "rim": rim((work.start.shape[0], work.start.shape[1]), work.upto(number)),
                "histogram": {"low": float(edges[0]), "high": float(edges[-1])},
            }
        )
    header = {"version": version, "panels": panels, "wipe": wipe, "show_rim": outline}
    header["window"] = next(
        (t.weights.shape for t in work.treatments if t.weights is not None), (2, 2)
    )
    header["inspect"], grids = _inspected(work, values, shown, place, channel)
    pictures(pack(header, **arrays, **grids), key=key)


def poles() -> Poles:
    """Take the signed colours of the theme in use."""
    theme = DARK if st.context.theme.type == "dark" else LIGHT
    return Poles(rgb(theme.negative), rgb(theme.zero), rgb(theme.positive))


def _inspected(
    work: Development,
    values: list[NDArray],
    shown: list[Shown],
    place: dict[str, Any],
    channel: int,
) -> tuple[dict[str, Any] | None, dict[str, NDArray]]:
    """Explain one pixel: the neighbourhood, the kernel, the products, the sum."""
    number, row, col = (place.get(name) for name in ("panel", "row", "col"))
    if not number or number >= len(values) or row is None or col is None:
        return None, {}
    result = values[number]
    if not (0 <= row < result.shape[0] and 0 <= col < result.shape[1]):
        return None, {}
    before = values[number - 1] if work.chained else work.start
    colour = before.ndim == 3
    plane = before[..., channel] if colour else before
    treatment = work.treatments[number - 1]
    step = look(plane, treatment, row, col)
    total = step.result.item()
    seen = shown[number].pixels[row, col]
    inspect = {
        "panel": number,
        "row": row,
        "col": col,
        "title": f"{work.title(number)}, row {row}, column {col}",
        "channel": COLOURS[channel] if colour else "",
        "rows": step.reads.height,
        "cols": step.reads.width,
        "box": [step.reads.row, step.reads.col, step.reads.height, step.reads.width],
        "total": total,
        "bias": treatment.bias,
        "result": float(result[row, col, channel] if colour else result[row, col]),
        "shown": None if work.mode == "Signed colours" else int(seen[channel]),
        "sum": "",
    }
    grids = {"neighbourhood": step.window[0]}
    if treatment.weights is None:
        inspect["sum"] = f"{step.combine} of these = {total:g}"
    else:
        grids |= {"kernel": treatment.weights, "products": step.terms[0]}
    return inspect, {name: grid.astype(np.float32) for name, grid in grids.items()}


def _encoded(pixels: NDArray) -> tuple[str, bytes]:
    """Send small pictures exactly, large ones quickly."""
    if pixels.shape[0] * pixels.shape[1] <= SMALL:
        return "png", encode_png(pixels, 1)
    return "jpeg", encode_jpeg(pixels, 92)


def _low(values: NDArray) -> float:
    """Find the smallest value, 0 when it is not a number."""
    return float(np.nan_to_num(values.min()))
