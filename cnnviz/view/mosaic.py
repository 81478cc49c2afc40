"""Many small images as one image."""

import numpy as np
from numpy.typing import NDArray

GAP = 2  # pixels between images, after enlarging
LEAST = 24


def mosaic(images: NDArray, cells: NDArray, least: int = LEAST) -> NDArray[np.uint8]:
    """Arrange images in rows, with a white gap between them.

    Parameters
    ----------
    images : ndarray of shape (N, C, H, W)
        C is 1 or 3; 0 is black, 1 is white.
    cells : ndarray of shape (R, K)
        Index of the image at each position; -1 is empty.
    least : int
        Smallest side of an enlarged image, in pixels.

    Returns
    -------
    ndarray of shape (height, width, 3), uint8

    Examples
    --------
    >>> mosaic(np.zeros((1, 1, 24, 24)), np.array([[0, -1]])).shape
    (28, 54, 3)
    """
    height, width = images.shape[2:]
    times = -(-least // min(height, width))
    tall, wide = height * times + GAP, width * times + GAP
    rows, cols = cells.shape
    canvas = np.full((rows * tall + GAP, cols * wide + GAP, 3), 255, np.uint8)
    for (row, col), place in np.ndenumerate(cells):
        if place >= 0:
            pixels = np.rint(np.clip(images[place], 0, 1) * 255).astype(np.uint8)
            large = np.moveaxis(pixels, 0, -1).repeat(times, axis=0).repeat(times, axis=1)
            top, left = row * tall + GAP, col * wide + GAP
            canvas[top : top + tall - GAP, left : left + wide - GAP] = large
    return canvas
