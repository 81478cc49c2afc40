"""Size of an image in memory and as a file."""

from math import prod
from typing import NamedTuple

from cnnviz.text import format_bytes

KINDS = {
    "JPEG": "A JPEG leaves out fine detail that eyes hardly notice.",
    "PNG": "A PNG writes repeats and smooth parts in short, and loses nothing.",
    "GIF": "A GIF keeps 256 colours at most, and writes repeats in short.",
    "WEBP": "A WebP foretells pixels from their neighbours and stores what was wrong.",
    "BMP": "A BMP packs little or nothing; this one has fewer than 256 colours.",
    "TIFF": "This TIFF is packed, or has fewer colours.",
    "AVIF": "An AVIF leaves out fine detail that eyes hardly notice.",
}


class PictureFile(NamedTuple):
    """An image file: its format, its size in bytes, and the (H, W, C) of its image."""

    kind: str
    size: int
    shape: tuple[int, ...]


def explain_file_size(file: PictureFile, shape: tuple[int, ...]) -> str:
    """Explain in Markdown why a file does not have one byte for each number.

    Parameters
    ----------
    file : PictureFile
    shape : tuple of int
        The (H, W, C) on screen.

    Examples
    --------
    >>> explain_file_size(PictureFile("JPEG", 100, (10, 20, 3)), (10, 20, 3))
    'The file is **6 times** smaller. A JPEG leaves out fine detail that eyes hardly notice.'
    """
    numbers = prod(file.shape)
    times = numbers / file.size
    packed = f"**{times:.{1 if times < 9.95 else 0}f}".removesuffix(".0") + " times** smaller"
    rows, cols = file.shape[:2]
    held = f"The file holds {rows:,} rows and {cols:,} columns, {format_bytes(numbers)} of numbers"
    if times <= 1:
        said = "The file is no smaller: it also says its kind, its size and its colours."
        return said if file.shape == shape else f"{held}. {said}"
    if file.shape == shape:
        return f"The file is {packed}. {KINDS[file.kind]}"
    return f"{held}, packed {packed}. {KINDS[file.kind]}"
