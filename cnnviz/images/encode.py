"""Encoding of pixels as JPEG and PNG."""

from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image


def encode_jpeg(pixels: NDArray[np.uint8], quality: int = 90) -> bytes:
    """Encode as JPEG, for images that change often; without chroma subsampling (4:4:4).

    Examples
    --------
    >>> encode_jpeg(np.zeros((8, 8, 3), np.uint8))[:2].hex()
    'ffd8'
    """
    return _encode(pixels, "JPEG", quality=quality, subsampling=0)


def encode_png(pixels: NDArray[np.uint8], effort: int = 6) -> bytes:
    """Encode losslessly as PNG; `effort` 1 is quick, 9 is small.

    Examples
    --------
    >>> encode_png(np.zeros((8, 8, 3), np.uint8))[1:4]
    b'PNG'
    """
    return _encode(pixels, "PNG", compress_level=effort)


def _encode(pixels: NDArray[np.uint8], kind: str, **options: int) -> bytes:
    """Encode an image of shape (H, W, 3) or (H, W) with Pillow."""
    file = BytesIO()
    Image.fromarray(pixels).save(file, kind, **options)
    return file.getvalue()
