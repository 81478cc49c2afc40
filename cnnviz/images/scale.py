"""Downsampling of images."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image


def shrink_to_fit(pixels: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """Downsample an image so that its longer side is at most `side`; never enlarge it.

    Parameters
    ----------
    pixels : ndarray of shape (H, W, 3) or (H, W), uint8
    side : int
        In pixels.

    Returns
    -------
    ndarray of shape (h, w, 3) or (h, w), uint8
        The same aspect ratio, up to rounding, and at least one pixel per side.

    Examples
    --------
    >>> shrink_to_fit(np.zeros((1, 5000, 3), np.uint8), 960).shape
    (1, 960, 3)
    """
    height, width = pixels.shape[:2]
    longer = max(height, width)
    if longer <= side:
        return pixels
    small = max(1, round(width * side / longer)), max(1, round(height * side / longer))
    image = Image.fromarray(pixels)
    return np.array(image.resize(small, Image.Resampling.LANCZOS, reducing_gap=3))


def shrink_to(pixels: NDArray[np.uint8], height: int, width: int) -> NDArray[np.uint8]:
    """Crop the largest centred part of the aspect ratio, and downsample it by averaging.

    The pixels of a smaller image are repeated.

    Parameters
    ----------
    pixels : ndarray of shape (H, W, 3) or (H, W), uint8
    height, width : int
        Exact size of the result.

    Returns
    -------
    ndarray of shape (height, width, 3) or (height, width), uint8

    Examples
    --------
    >>> shrink_to(np.array([[9, 0, 2, 9], [9, 4, 6, 9]], np.uint8), 1, 1)
    array([[3]], dtype=uint8)
    """
    rows, cols = pixels.shape[:2]
    high, wide = min(rows, cols * height / width), min(cols, rows * width / height)
    top, left = (rows - high) / 2, (cols - wide) / 2
    box = (left, top, left + wide, top + high)
    image = Image.fromarray(pixels)
    return np.array(image.resize((width, height), Image.Resampling.BOX, box=box))
