"""Preprocessing of a drawing to the size, brightness and position of a data set's images."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LOOKED_AT = 200  # images from which the statistics of a data set are taken
GAIN = 0.5, 2.0  # range of the factor for the amount of ink
HARDLY_ANY = 0.99  # share of the images that are no larger
INK = 0.5  # threshold of ink, as a share of the way from the background to the brightest


@dataclass(frozen=True)
class InkBox:
    """Size, position and brightness of the ink in a data set's images.

    Attributes
    ----------
    side : float
        Median length of the longer side of the ink's bounding box, in cells.
    row, col : float
        Median centre of mass of the ink; 0 is the upper or left edge.
    bright, ink : float
        Median of the strongest ink, and of the sum of all ink.
    inverted : bool
        Dark strokes on a light background.
    most : (float, float)
        Rows and columns of a box that is larger than almost all ink: digits can be as tall as
        the image, but not as wide.
    """

    side: float
    row: float
    col: float
    bright: float
    ink: float
    inverted: bool
    most: tuple[float, float] = (math.inf, math.inf)


def measure_ink(images: NDArray[np.float32]) -> InkBox:
    """Measure the ink of some images (N, C, H, W) of a data set."""
    some = images[:: max(1, len(images) // LOOKED_AT)].mean(axis=1)
    rim = np.concatenate([some[:, [0, -1]].ravel(), some[:, :, [0, -1]].ravel()])
    inverted = bool(np.median(rim) > (some.min() + some.max()) / 2)
    ink = 1 - some if inverted else some
    ink = ink - ink.min(axis=(1, 2), keepdims=True)
    ink = ink[ink.max(axis=(1, 2)) > 0]
    if not len(ink):
        high, wide = some.shape[1:]
        return InkBox(max(high, wide), high / 2, wide / 2, 1.0, high * wide / 4, inverted)
    boxes = np.array([np.subtract(high, low) for low, high in map(ink_box, ink)])
    most = np.quantile(boxes, HARDLY_ANY, axis=0)
    rows, cols = np.mean([centre_of_mass(plane) for plane in ink], axis=0)
    bright, total = np.median(ink.max(axis=(1, 2))), np.median(ink.sum(axis=(1, 2)))
    where = float(np.median(boxes.max(axis=1))), float(rows), float(cols)
    return InkBox(*where, float(bright), float(total), inverted, (float(most[0]), float(most[1])))


def fit_drawing(
    plane: NDArray[np.uint8], like: InkBox, shape: tuple[int, ...]
) -> NDArray[np.float32] | None:
    """Centre a drawing by its centre of mass, and scale it to the size of the data's ink.

    The drawing is moved so that nothing is cut off, and the amount of ink is adjusted.

    Parameters
    ----------
    plane : ndarray of shape (H, W), uint8
        Light strokes on a dark background.
    like : InkBox
    shape : tuple of int
        (C, H, W) of the network's input.

    Returns
    -------
    ndarray of shape (C, H, W), float32, or None
        0 to 1; None if nothing is drawn.
    """
    strokes = plane.astype(np.float32) / 255
    if not strokes.any():
        return None
    low, high = ink_box(strokes)
    sides = np.subtract(high, low)
    cell = max(sides.max() / like.side, *(sides / like.most))  # pixels of the drawing per cell
    places = zip(low, high, centre_of_mass(strokes), (like.row, like.col), shape[1:], strict=True)
    starts = [
        shift_inside(at - place * cell, begin, end - out * cell)
        for begin, end, at, place, out in places
    ]
    across = [
        cell_coverage(out, into, cell, start)
        for out, into, start in zip(shape[1:], plane.shape, starts, strict=True)
    ]
    small = across[0] @ strokes @ across[1].T
    small *= like.bright / max(small.max(), 1e-6)
    small *= np.clip(like.ink / small.sum(), *GAIN)  # the pen may be too thin or too thick
    small = small.clip(0, like.bright)
    if like.inverted:
        small = 1 - small
    return np.broadcast_to(np.float32(small), shape).copy()


def cell_coverage(out: int, into: int, cell: float, start: float) -> NDArray[np.float32]:
    """Return the share of each cell along one axis that each pixel covers.

    Cell ``i`` reaches from ``start + i*cell`` to ``start + (i+1)*cell``, in pixels.

    Examples
    --------
    >>> cell_coverage(2, 3, cell=1.5, start=0.0).round(2)
    array([[0.67, 0.33, 0.  ],
           [0.  , 0.33, 0.67]], dtype=float32)
    """
    begin = start + cell * np.arange(out)[:, None]
    pixel = np.arange(into)
    covered = np.minimum(begin + cell, pixel + 1) - np.maximum(begin, pixel)
    return (covered.clip(0) / cell).astype(np.float32)


def shift_inside(start: float, begin: float, end: float) -> float:
    """Shift the start of the crop so that the ink, from `begin` on, is not cut off if it fits.

    `end` is the start of a crop that ends with the ink.

    Examples
    --------
    >>> shift_inside(3.0, begin=2.0, end=1.0), shift_inside(0.0, begin=2.0, end=1.0)
    (2.0, 1.0)
    """
    return max(min(start, begin), end) if end <= begin else start


def ink_box(plane: NDArray) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the bounding box of the ink: first row and column, and those after the last.

    Examples
    --------
    >>> ink_box(np.float32([[0, 0, 0], [0, 1, 1]]))
    ((1, 1), (2, 3))
    """
    inked = plane > INK * plane.max()
    rows, cols = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    return (int(rows[0]), int(cols[0])), (int(rows[-1]) + 1, int(cols[-1]) + 1)


def centre_of_mass(plane: NDArray) -> tuple[float, float]:
    """Return the centre of mass: row and column, in cells from the upper left edge.

    Examples
    --------
    >>> centre_of_mass(np.float32([[0, 0], [1, 1]]))
    (1.5, 1.0)
    """
    mass = float(plane.sum())
    row, col = (np.arange(side) + 0.5 for side in plane.shape)
    return float(plane.sum(axis=1) @ row) / mass, float(plane.sum(axis=0) @ col) / mass
