"""Conversion of decoded images to RGB values of 0-255, with notes."""

import re

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnnviz.images import levels
from cnnviz.images.colour import inks_to_rgb, lab_to_rgb, rgb_to_srgb
from cnnviz.images.value_layout import ValueLayout

CLEAR = "Transparent parts are shown over white."
DEEP = "16-bit values were scaled to 0-255."
COLOURS = frozenset({"RGB", "RGBA", "CMYK"})
ALPHA = frozenset({"LA", "La", "PA", "RGBA", "RGBa"})


def to_rgb(
    image: Image.Image, layout: ValueLayout, *, plain_cmyk: bool = False
) -> tuple[NDArray[np.uint8], list[str]]:
    """Convert a decoded image to (H, W, 3) of 0-255, and return notes.

    Pillow keeps the upper byte of 16-bit colours, at most one level below the rounded value;
    16-bit grey is rounded.
    """
    notes = [DEEP] if re.search(r";16[BLN]", layout.raw) and image.mode in COLOURS else []
    clear = _clear(image, layout)
    image, brought = _to_colour(image, layout, plain_cmyk)
    image, covered = _over_white(image)
    image, converted = rgb_to_srgb(image)
    pixels = np.asarray(image if image.mode == "RGB" else image.convert("RGB"))
    if clear is not None and clear.any():
        pixels, covered = np.where(clear[..., None], np.uint8(255), pixels), True
    return pixels, [*notes, *brought, *converted, *([CLEAR] if covered else [])]


def _to_colour(
    image: Image.Image, layout: ValueLayout, plain: bool
) -> tuple[Image.Image, list[str]]:
    """Convert modes that Pillow converts wrongly, or not at all, to L or RGB."""
    if image.mode in levels.MODES or (image.mode == "L" and layout.signed):
        grey, notes = levels.to_levels(image, layout)
        return Image.fromarray(grey), notes
    if image.mode == "CMYK":
        return inks_to_rgb(image, plain=plain)
    if image.mode == "LAB":
        return lab_to_rgb(image)
    return image, []


def _clear(image: Image.Image, layout: ValueLayout) -> NDArray[np.bool_] | None:
    """Return a mask (H, W) of the pixels with the transparent value of a PNG.

    The value has the file's bit depth; Pillow compares it with 8-bit values.
    """
    if image.mode not in ("1", "L", "I;16", "RGB") or "transparency" not in image.info:
        return None
    key, values = image.info.pop("transparency"), np.asarray(image)
    if image.mode == "RGB":
        key = [part >> (layout.bits - 8) for part in key]
    elif image.mode == "L":
        key *= 255 // (2**layout.bits - 1)
    equal: NDArray[np.bool_] = np.equal(values, bool(key) if image.mode == "1" else key)
    return np.logical_and.reduce(equal, axis=2) if equal.ndim == 3 else equal


def _over_white(image: Image.Image) -> tuple[Image.Image, bool]:
    """Blend with white: ``alpha * value + (1 - alpha) * 255``; also return whether it was."""
    if image.mode == "P" and "transparency" not in image.info:
        return image.convert("RGB"), False
    if image.mode not in ALPHA and image.mode != "P":
        return image, False
    full = image.convert("LA") if image.mode == "La" else image
    full = full if full.mode == "RGBA" else full.convert("RGBA")
    alpha, colours = full.getchannel("A"), full.convert("RGB")
    if alpha.getextrema()[0] == 255:
        return colours, False
    white = Image.new("RGB", image.size, "white")
    white.paste(colours, mask=alpha)
    white.info = image.info
    return white, True
