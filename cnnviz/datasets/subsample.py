"""Subsampling: an even selection of images, with some of every class."""

from bisect import bisect

import numpy as np
from numpy.typing import NDArray


def spread_evenly(indices: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Return `count` evenly spaced indices, or all if there are fewer.

    Examples
    --------
    >>> spread_evenly(np.arange(10), 3)
    array([0, 3, 6])
    """
    if len(indices) <= count:
        return indices
    return indices[np.arange(count) * len(indices) // count]


def subsample_classes(labels: NDArray[np.int64], limit: int) -> NDArray[np.int64]:
    """Choose at most `limit` images, the same number of each class if it has enough.

    Parameters
    ----------
    labels : ndarray of shape (N,)
        Class indices from 0.
    limit : int

    Returns
    -------
    ndarray of shape (M,), int64
        Indices, ascending, ``M <= limit``. Small classes are complete.

    Examples
    --------
    >>> subsample_classes(np.array([0, 0, 0, 0, 1, 0, 0]), 3)
    array([0, 3, 4])
    """
    counts = np.bincount(labels)
    each = bisect(range(limit + 1), limit, key=lambda most: np.minimum(counts, most).sum()) - 1
    kept = [spread_evenly(np.flatnonzero(labels == number), each) for number in range(len(counts))]
    return np.sort(np.concatenate(kept))
