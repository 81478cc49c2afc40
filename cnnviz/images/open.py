"""Decoding of image files to RGB pixels."""

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

PLUGINS = (
    AvifImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)  # not loaded by two threads later
Image.preinit()
TURNED = "Turned upright as the camera noted."


@dataclass(frozen=True, slots=True)
class OpenedImage:
    """A decoded image, and notes about its conversion.

    Attributes
    ----------
    pixels : ndarray of shape (H, W, 3), uint8
        Red, green and blue, 0 to 255; read-only.
    notes : tuple of str
        Sentences for the user, e.g. ``"First of 12 frames."``.
    """

    pixels: NDArray[np.uint8]
    notes: tuple[str, ...] = ()


def silence_decoders() -> None:
    """Silence Pillow's warnings about unusual files (the filter applies to all threads)."""
    warnings.filterwarnings("ignore", module=r"PIL\.")


silence_decoders()


def open_image(data: bytes) -> NDArray[np.uint8]:
    """Decode an image file; see `read_image`, which also returns notes.

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
        One sentence for the user.

    Examples
    --------
    >>> open_image(b"")
    Traceback (most recent call last):
    cnnviz.images.limits.ImageError: This file is empty.
    """
    return read_image(data).pixels


def read_image(data: bytes) -> OpenedImage:
    """Decode an image file, with limits on time and memory.

    Size, scans and frames are checked before anything is decoded. Of an animation the first
    frame is used; the Exif orientation is applied, colours are converted to sRGB and values
    to 0-255, and transparent pixels are blended with white.

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
        One sentence that names the user's numbers.
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
    """Decode the file with Pillow, only as the detected format."""
    with _one_error(kind):
        image = Image.open(BytesIO(parcel.data), formats=[kind])
    check_size(*image.size)
    layout = layout_of(image)
    with _one_error(kind):
        image.load()
    return image, layout


@contextmanager
def _one_error(kind: str) -> Iterator[None]:
    """Raise every error of Pillow as an ImageError; only for calls of Pillow."""
    try:
        yield
    except Exception as cause:
        short = "truncated" in str(cause).lower()
        name = kind.replace("WEBP", "WebP")
        rare = f"This {name} file is damaged, or of a rare kind we cannot read."
        raise ImageError(TOO_SHORT if short else rare) from cause


def _first(count: int, many: bool, what: str) -> list[str]:
    """Return a note about which of several frames is used."""
    return [f"First of {'more than ' if many else ''}{count} {what}."] if count > 1 else []
