"""Which images to take where there are too many: evenly, and some of every class."""

from bisect import bisect

import numpy as np
from numpy.typing import NDArray


def spread_evenly(indices: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Take `count` of the indices, evenly spread over them; all where there are fewer.

    Examples
    --------
    >>> spread_evenly(np.arange(10), 3)
    array([0, 3, 6])
    """
    if len(indices) <= count:
        return indices
    return indices[np.arange(count) * len(indices) // count]


def subsample_classes(labels: NDArray[np.int64], limit: int) -> NDArray[np.int64]:
    """Keep at most `limit` images, the same number of each class as far as it has them.

    Parameters
    ----------
    labels : ndarray of shape (N,)
        From 0 upwards.
    limit : int

    Returns
    -------
    ndarray of shape (M,), int64
        Indices in rising order, ``M <= limit``. Small classes are kept whole.

    Examples
    --------
    >>> subsample_classes(np.array([0, 0, 0, 0, 1, 0, 0]), 3)
    array([0, 3, 4])
    """
    counts = np.bincount(labels)
    each = bisect(range(limit + 1), limit, key=lambda most: np.minimum(counts, most).sum()) - 1
    kept = [spread_evenly(np.flatnonzero(labels == number), each) for number in range(len(counts))]
    return np.sort(np.concatenate(kept))
