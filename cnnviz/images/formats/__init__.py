"""One format, one file: each looks through a file and checks it before it is decoded.

A format module has ``MAGIC``, a pattern its files begin with, and ``inspect_file(data)``, which
raises `ImageError` or returns the `InspectedFile` to decode. Reading past the end is left to
raise one of `PAST_THE_END`: the file ends too early.
"""

from struct import error
from types import ModuleType

from cnnviz.images.formats import avif, bmp, gif, jpeg, png, tiff, webp
from cnnviz.images.formats.inspected import InspectedFile
from cnnviz.images.limits import TOO_SHORT, ImageError

FORMATS: dict[str, ModuleType] = {
    "PNG": png,
    "JPEG": jpeg,
    "WEBP": webp,
    "GIF": gif,
    "BMP": bmp,
    "TIFF": tiff,
    "AVIF": avif,
}
#: What people upload by mistake, known by where and how it begins.
STRANGERS = {
    (4, b"ftyphe"): "a HEIC photograph",
    (0, b"%PDF"): "a PDF document",
    (0, b"8BPS"): "a Photoshop document",
    (0, b"<svg"): "an SVG drawing",
    (0, b"<?xml"): "an XML document",
    (0, b"PK\3\4"): "a ZIP archive or an office document",
    (4, b"ftyp"): "a video",
}
PAST_THE_END = IndexError, OverflowError, error
READABLE = "PNG, JPEG, WebP, GIF, BMP, TIFF, AVIF"


def inspect_file(data: bytes) -> tuple[str, InspectedFile]:
    """Name the format by its first bytes, and look through the file."""
    for name, module in FORMATS.items():
        if module.MAGIC.match(data):
            try:
                return name, module.inspect_file(data)
            except PAST_THE_END as cause:
                raise ImageError(TOO_SHORT) from cause
    for (at, magic), stranger in STRANGERS.items():
        if data.startswith(magic, at):
            raise ImageError(f"This file is {stranger}, not a picture we can read ({READABLE}).")
    raise ImageError(f"This file is not a picture we can read ({READABLE}).")
