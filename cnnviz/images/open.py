"""The door for pictures: bytes of any kind in, true pixels or one plain sentence out."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import AvifImagePlugin, Image, TiffImagePlugin, WebPImagePlugin

from cnnviz.images.exif import orientation, turn_upright
from cnnviz.images.formats import inspect_file
from cnnviz.images.formats.inspected import InspectedFile
from cnnviz.images.limits import TOO_SHORT, ImageError, check_bytes, check_size
from cnnviz.images.value_layout import ValueLayout, layout_of
from cnnviz.images.values import to_rgb

PLUGINS = AvifImagePlugin, TiffImagePlugin, WebPImagePlugin  # loaded now, not by two threads later
Image.preinit()
TURNED = "Turned upright as the camera noted."


@dataclass(frozen=True, slots=True)
class OpenedImage:
    """A picture as it is shown, and what was done to it on the way.

    Attributes
    ----------
    pixels : ndarray of shape (H, W, 3), uint8
        Red, green and blue, 0 to 255; not to be written to.
    notes : tuple of str
        Sentences for the reader, e.g. ``"First of 12 frames."``.
    """

    pixels: NDArray[np.uint8]
    notes: tuple[str, ...] = ()


def silence_decoders() -> None:
    """Keep Pillow's remarks on odd files off the terminal (a filter holds for all threads)."""
    warnings.filterwarnings("ignore", module=r"PIL\.")


silence_decoders()


def open_image(data: bytes) -> NDArray[np.uint8]:
    """Open a picture file; see `read_image`, which also says what was done to it.

    Parameters
    ----------
    data : bytes
        The whole file: PNG, JPEG, WebP, GIF, BMP, TIFF or AVIF.

    Returns
    -------
    ndarray of shape (H, W, 3), uint8

    Raises
    ------
    ImageError
        One plain sentence.

    Examples
    --------
    >>> open_image(b"")
    Traceback (most recent call last):
    cnnviz.images.limits.ImageError: This file is empty.
    """
    return read_image(data).pixels


def read_image(data: bytes) -> OpenedImage:
    """Open a picture file: bounded in time and memory, with the values the file means.

    Size, scans and frames are checked before anything is decoded. Of an animation the
    first frame is taken; the picture is turned as the camera noted, its colours are
    brought to sRGB, its values to 0-255, and what is transparent is laid over white.

    Parameters
    ----------
    data : bytes
        The whole file: PNG, JPEG, WebP, GIF, BMP, TIFF or AVIF.

    Returns
    -------
    OpenedImage

    Raises
    ------
    ImageError
        One plain sentence, with the reader's own numbers.
    """
    check_bytes(data)
    kind, parcel = inspect_file(data)
    image, layout = _decode(kind, parcel)
    pixels, notes = to_rgb(image, layout, plain_cmyk=parcel.plain_cmyk)
    turn = max(parcel.orientation, orientation(image.info.get("exif", b"")))
    pixels = turn_upright(pixels, turn)
    pixels.flags.writeable = False
    frames = getattr(image, "n_frames", 1) if kind == "WEBP" else parcel.frames
    said = _first(frames, parcel.many, "pages" if kind == "TIFF" else "frames")
    turned = parcel.turned or turn != 1
    return OpenedImage(pixels, (*said, *([TURNED] if turned else []), *notes))


def _decode(kind: str, parcel: InspectedFile) -> tuple[Image.Image, ValueLayout]:
    """Have Pillow decode the file, as the one format it was found to be."""
    with _one_error(kind):
        image = Image.open(BytesIO(parcel.data), formats=[kind])
    check_size(*image.size)
    layout = layout_of(image)
    with _one_error(kind):
        image.load()
    return image, layout


@contextmanager
def _one_error(kind: str) -> Iterator[None]:
    """Turn whatever Pillow raises on damaged files into one sentence; no call of ours within."""
    try:
        yield
    except Exception as cause:
        short = "truncated" in str(cause).lower()
        name = kind.replace("WEBP", "WebP")
        rare = f"This {name} file is damaged, or of a rare kind we cannot read."
        raise ImageError(TOO_SHORT if short else rare) from cause


def _first(count: int, many: bool, what: str) -> list[str]:
    """Say which of several pictures was taken."""
    return [f"First of {'more than ' if many else ''}{count} {what}."] if count > 1 else []
