"""Limits on uploaded data, and the error raised for data that cannot be used."""

from cnnviz.text import MAX_NAME, format_mb, printable

MAX_BYTES = 60 * 2**20
#: Bytes of the arrays or images of an archive, unpacked.
MAX_UNPACKED = 200 * 2**20
MAX_FILES = 50_000
MAX_IMAGES = 20_000
#: Bytes of all images together, as float32.
MAX_FLOAT_BYTES = 150_000_000
MAX_SIDE = 128
MAX_CLASSES = 50
#: Seconds after which no more images are opened.
MAX_SECONDS = 30.0
#: Number of refused files listed; the others are counted.
MAX_REFUSED = 20


class DataError(ValueError):
    """Data that cannot be used; the message is one sentence for the user."""


def check_bytes(data: bytes) -> None:
    """Raise for an empty file and one over `MAX_BYTES`."""
    if not data:
        raise DataError("This file is empty.")
    if len(data) > MAX_BYTES:
        limit = format_mb(MAX_BYTES)
        raise DataError(f"This file has {format_mb(len(data))}; the limit is {limit}.")


def check_classes(count: int) -> None:
    """Raise for too few or too many classes.

    Examples
    --------
    >>> check_classes(10)
    >>> check_classes(10_000)
    Traceback (most recent call last):
    cnnviz.datasets.limits.DataError: There are 10,000 classes; the limit is 50.
    """
    if count > MAX_CLASSES:
        raise DataError(f"There are {count:,} classes; the limit is {MAX_CLASSES}.")


def check_name(name: str) -> str:
    """Return a class name, or raise if it cannot be shown."""
    if not name or len(name) > MAX_NAME or not name.isprintable():
        raise DataError(
            f"The class name '{printable(name)}' cannot be shown: "
            f"write 1 to {MAX_NAME} printable characters."
        )
    return name


def image_capacity(channels: int, height: int, width: int) -> int:
    """Return how many images of a size fit in `MAX_IMAGES` and `MAX_FLOAT_BYTES`.

    Examples
    --------
    >>> image_capacity(1, 28, 28), image_capacity(3, 32, 32)
    (20000, 12207)
    """
    return min(MAX_IMAGES, MAX_FLOAT_BYTES // (4 * channels * height * width))
