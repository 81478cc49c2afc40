"""Limits on the size of an image, and the error raised for images that cannot be shown."""

from cnnviz.text import format_mb, format_tenths_up

MAX_BYTES = 10 * 2**20
MAX_PIXELS = 24_000_000
#: Safari's longest canvas side (WebKit, ``HTMLCanvasElement``: MaxCanvasArea 16384^2).
MAX_SIDE = 16_384
#: Every scan of a JPEG passes over the whole image; encoders write about ten.
MAX_SCANS = 32

TOO_SHORT = "The file ends too early; it may not have been copied completely."


class ImageError(ValueError):
    """An image that cannot be shown; the message is one sentence for the user."""


def check_bytes(data: bytes) -> None:
    """Raise for an empty file and one over `MAX_BYTES`."""
    if not data:
        raise ImageError("This file is empty.")
    if len(data) > MAX_BYTES:
        limit = format_mb(MAX_BYTES)
        raise ImageError(f"This file has {format_mb(len(data))}; the limit is {limit}.")


def check_size(width: int, height: int) -> None:
    """Raise for an image without pixels, with too many, or with too long a side.

    Examples
    --------
    >>> check_size(1, 5000)
    >>> check_size(10_000, 6_000)
    Traceback (most recent call last):
    cnnviz.images.limits.ImageError: This picture has 60 megapixels; the limit is 24.
    """
    if width < 1 or height < 1:
        raise ImageError("This picture has no pixels.")
    if width * height > MAX_PIXELS:
        millions = format_tenths_up(width * height, 10**6)
        limit = f"{MAX_PIXELS / 1e6:g}"
        raise ImageError(f"This picture has {millions} megapixels; the limit is {limit}.")
    if max(width, height) > MAX_SIDE:
        side = max(width, height)
        raise ImageError(f"This picture is {side} pixels long; the limit is {MAX_SIDE}.")
