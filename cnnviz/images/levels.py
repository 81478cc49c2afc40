"""Conversion of 12- and 16-bit, signed and floating-point grey values to 0-255."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnnviz.images.limits import ImageError
from cnnviz.images.value_layout import ValueLayout
from cnnviz.text import format_number

#: Pillow's modes for such values; its own conversion would clip them silently.
MODES = frozenset({"I", "F", "I;16", "I;16B", "I;16L", "I;16N"})
BAND = 2**20  # values converted at a time, which limits temporary memory


def to_levels(image: Image.Image, layout: ValueLayout) -> tuple[NDArray[np.uint8], list[str]]:
    """Convert grey values of any type to 0-255, and describe how.

    Unsigned values of a known number of bits are scaled by ``255 / (2**bits - 1)``.
    Others are unchanged if they are in 0-255; floats in 0-1 are multiplied by 255; anything
    else is scaled from its minimum to its maximum.

    Returns
    -------
    ndarray of shape (H, W), uint8
    list of str
    """
    values = _stored(np.asarray(image), layout)
    if values.dtype == np.uint16:
        top = 2**layout.bits - 1
        table = np.clip(np.rint(np.arange(2**16) * (255 / top)), 0, 255).astype(np.uint8)
        grey, notes = table[values], [f"{layout.bits}-bit values were scaled to 0-255."]
    else:
        grey, notes = _stretch(values)
    return (255 - grey if layout.inverted else grey), notes


def _stored(values: NDArray, layout: ValueLayout) -> NDArray:
    """Restore the signedness that Pillow ignores for 8 and 32 bits."""
    if values.dtype == np.uint8 and layout.signed:
        return values.view(np.int8)
    if values.dtype == np.int32 and layout.bits == 32 and not layout.signed:
        return values.view(np.uint32)
    return values.astype(values.dtype.newbyteorder("="), copy=False)


def _stretch(values: NDArray) -> tuple[NDArray[np.uint8], list[str]]:
    """Scale values of unknown range; those not finite become black."""
    finite = np.isfinite(values)
    missing = values.size - np.count_nonzero(finite)
    if missing == values.size:
        raise ImageError("Every value of this picture is infinite or not a number.")
    known = values[finite] if missing else values
    low, high = float(known.min()), float(known.max())
    start, end, notes = _range(low, high, decimal=values.dtype.kind == "f")
    grey = np.empty(values.shape, np.uint8)
    rows = max(1, BAND // values.shape[1])
    for row in range(0, len(values), rows):
        band = values[row : row + rows].astype(np.float64)
        band[~finite[row : row + rows]] = start
        grey[row : row + rows] = np.rint((band - start) * (255 / (end - start)))
    if missing:
        pixels = "pixels are" if missing > 1 else "pixel is"
        notes.append(f"{missing} {pixels} infinite or not a number, and shown black.")
    return grey, notes


def _range(low: float, high: float, *, decimal: bool) -> tuple[float, float, list[str]]:
    """Return the values that become 0 and 255, and a sentence about it."""
    if decimal and low >= 0 and high <= 1:
        return 0.0, 1.0, ["Values 0.0-1.0 were scaled to 0-255."]
    if low >= 0 and high <= 255:
        return 0.0, 255.0, ["Decimals were rounded to whole values."] if decimal else []
    if low == high:
        return low, low + 1, [f"Every value is {format_number(low)}; it is shown black."]
    said = f"Values from {format_number(low)} to {format_number(high)} were scaled to 0-255."
    return low, high, [said]
