"""The kernel class, and functions that change weights."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ROUNDING = 1e-9  # a sum this small relative to its terms counts as zero


@dataclass(frozen=True, eq=False)
class Kernel:
    """A named kernel.

    Attributes
    ----------
    name : str
        Also used in links, so it must not change.
    weights : ndarray of float, shape (KH, KW)
        As slid over the picture, not flipped. Read-only.
    shows : str
        One sentence for a beginner.
    source : str
        Where it comes from.
    """

    name: str
    weights: NDArray
    shows: str
    source: str

    def __post_init__(self) -> None:
        weights = np.array(self.weights, float)
        weights.flags.writeable = False
        object.__setattr__(self, "weights", weights)


def normalise(weights: NDArray) -> NDArray:
    """Scale a kernel so that it keeps the brightness of an image.

    Divides by the sum of the weights. Where that is zero, as for edge detectors, there is
    no brightness to keep: then by the sum of their absolute values, so that answers never
    outgrow the picture. A kernel of zeros stays as it is.

    Examples
    --------
    >>> normalise(np.array([[1, 2, 1]]))
    array([[0.25, 0.5 , 0.25]])
    >>> normalise(np.array([[-1, 0, 1]]))
    array([[-0.5,  0. ,  0.5]])
    """
    total, size = np.sum(weights), np.abs(weights).sum()
    if size == 0:
        return np.array(weights, float)
    return weights / (total if abs(total) > ROUNDING * size else size)


def resized(weights: NDArray, rows: int, cols: int) -> NDArray:
    """Resize a kernel around its middle: pad it with zeros, or crop it.

    The weight of the output pixel itself, cell ``((KH - 1) // 2, (KW - 1) // 2)``, stays in that
    place, so the result is not shifted.

    Examples
    --------
    >>> resized(np.array([[1, 2, 3]]), 3, 4)
    array([[0, 0, 0, 0],
           [1, 2, 3, 0],
           [0, 0, 0, 0]])
    >>> resized(np.array([[1, 2, 3]]), 1, 1)
    array([[2]])
    """
    high, wide = weights.shape
    top, left = rows + (high - 1) // 2 - (rows - 1) // 2, cols + (wide - 1) // 2 - (cols - 1) // 2
    return np.pad(weights, ((rows, rows), (cols, cols)))[top : top + rows, left : left + cols]


def gaussian(size: int) -> NDArray:
    """Return a binomial (approximately Gaussian) kernel that sums to 1.

    >>> gaussian(3) * 16
    array([[1., 2., 1.],
           [2., 4., 2.],
           [1., 2., 1.]])
    """
    row = np.ones(1)
    for _ in range(size - 1):
        row = np.convolve(row, [0.5, 0.5])
    return np.outer(row, row)


def gabor(size: int, wavelength: float) -> NDArray:
    """Return a Gabor kernel of vertical stripes, with mean 0.

    ``exp(-(row**2 + col**2) / (2 * (wavelength / 2)**2)) * cos(2 * pi * col / wavelength)``
    """
    row, col = np.mgrid[:size, :size] - (size - 1) / 2
    stripes = np.exp(-2 * (row**2 + col**2) / wavelength**2) * np.cos(2 * np.pi * col / wavelength)
    return stripes - stripes.mean()
