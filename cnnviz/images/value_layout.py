"""How a file stores its values, which Pillow's mode alone does not determine."""

import re
from dataclasses import dataclass

from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

BITS, PHOTOMETRIC, FORMAT = 258, 262, 339  # TIFF 6.0, sections 8 and 19
WHITE_IS_ZERO, SIGNED = 0, 2


@dataclass(frozen=True, slots=True)
class ValueLayout:
    """How a file stores its values.

    Attributes
    ----------
    raw : str
        Pillow's name of the stored format, e.g. ``"RGB;16B"``.
    bits : int
        Bits per value.
    signed, inverted : bool
        Whether values can be negative; whether the lowest value is white after decoding.
    """

    raw: str = ""
    bits: int = 8
    signed: bool = False
    inverted: bool = False


def layout_of(image: Image.Image) -> ValueLayout:
    """Read the layout from the header; Pillow does not keep it after decoding."""
    args = next((tile.args for tile in getattr(image, "tile", [])), None)
    first = args[0] if isinstance(args, tuple) and args else args
    raw = first if isinstance(first, str) else ""
    if isinstance(image, TiffImageFile):
        tags = image.tag_v2
        return ValueLayout(
            raw,
            bits=tags.get(BITS, (1,))[0],
            signed=tags.get(FORMAT, (1,))[0] == SIGNED,
            inverted=tags.get(PHOTOMETRIC) == WHITE_IS_ZERO,
        )
    bits = re.search(r";(\d+)", raw)
    return ValueLayout(raw, bits=int(bits[1]) if bits else 8)
