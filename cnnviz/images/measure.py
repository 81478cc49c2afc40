"""Luminance and histograms."""

import numpy as np
from numpy.typing import NDArray

#: The channels of a colour image, in their order in arrays.
RGB = ("Red", "Green", "Blue")

#: Weights of red, green and blue in the luminance (ITU-R BT.601-7, section 2.5.1).
LUMA = np.array([0.299, 0.587, 0.114], np.float32)


def luminance(pixels: NDArray) -> NDArray[np.float32]:
    """Return the luminance ``0.299 R + 0.587 G + 0.114 B`` [1]_.

    Parameters
    ----------
    pixels : ndarray of shape (H, W, 3), (H, W, 1) or (H, W)

    Returns
    -------
    ndarray of shape (H, W), float32

    References
    ----------
    .. [1] Recommendation ITU-R BT.601-7 (2011), section 2.5.1; the sum that ``L`` means in
       Pillow and grey in most photograph software.

    Examples
    --------
    >>> luminance(np.array([[[255, 255, 255], [0, 100, 0]]])).tolist()
    [[255.0, 58.70000076293945]]
    """
    values = np.asarray(pixels, np.float32)
    if values.ndim == 2:
        return values
    if values.shape[2] == 1:
        return values[..., 0]
    return values @ LUMA


def histogram(
    values: NDArray, bins: int = 64, low: float | None = None, high: float | None = None
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return a histogram; values beyond the ends are counted in the end bins.

    Parameters
    ----------
    values : ndarray of any shape
        Infinity and NaN are not counted.
    bins : int
    low, high : float, optional
        The ends; by default the minimum and the maximum.

    Returns
    -------
    counts : ndarray of shape (bins,)
    edges : ndarray of shape (bins + 1,)

    Examples
    --------
    >>> counts, edges = histogram(np.array([0, 1, 1, 9, np.nan]), bins=2, low=0, high=4)
    >>> counts.tolist(), edges.tolist()
    ([3, 1], [0.0, 2.0, 4.0])
    """
    flat = np.asarray(values, np.float32).ravel()
    if not np.isfinite(flat.sum(dtype=np.float64)):
        flat = flat[np.isfinite(flat)]
    low = float(flat.min(initial=np.inf)) if low is None else low
    high = float(flat.max(initial=-np.inf)) if high is None else high
    if not low < high:
        middle = low if low == high else 0.0
        low, high = middle - 0.5, middle + 0.5
    place = (np.clip(flat, low, high) - np.float32(low)) * np.float32(bins / (high - low))
    index = np.minimum(place.astype(np.intp), bins - 1)
    return np.bincount(index, minlength=bins), np.linspace(low, high, bins + 1)
