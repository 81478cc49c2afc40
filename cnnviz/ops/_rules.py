"""Rules that reduce the cells of a window to one number, with their derivatives."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import NEUTRAL
from cnnviz.ops._grid import PoolingGrid
from cnnviz.ops._regions import Regions
from cnnviz.ops._stack import Stack
from cnnviz.trace import Combine

Stops = PoolingGrid | Regions | Stack
AXES = (-3, -2, -1)


class PoolingRule:
    """How windows (..., OH, OW, D, KH, KW) become numbers (..., OH, OW); this one sums.

    `empty` is what a window holds where there is no cell.
    """

    combine: Combine = "sum"
    empty: float = 0

    def terms(self, windows: NDArray, stops: Stops) -> NDArray:
        """Return the values that are combined: the cells themselves."""
        return windows

    def gather(self, terms: NDArray, stops: Stops, axis: tuple[int, ...] = AXES) -> NDArray:
        """Combine along the last axes."""
        return terms.sum(axis=axis)

    def results(self, windows: NDArray, stops: Stops) -> NDArray:
        """Return one number for every window."""
        return self.gather(self.terms(windows, stops), stops)

    def slopes(self, windows: NDArray, results: NDArray, stops: Stops) -> NDArray:
        """Return the derivative of each result with respect to each cell of its window."""
        return np.ones_like(windows)

    def divisor(self, stops: Stops) -> NDArray:
        """Give the `divisor` of each step, to broadcast against (OH, OW)."""
        return np.ones((1, 1))


class SumRule(PoolingRule):
    """Add the cells up."""


class MeanRule(PoolingRule):
    """Divide the sum by the number of cells that count."""

    combine: Combine = "mean"

    def results(self, windows: NDArray, stops: Stops) -> NDArray:
        """Divide the sum."""
        total = super().results(windows, stops)
        return total / like(stops.count, total)

    def slopes(self, windows: NDArray, results: NDArray, stops: Stops) -> NDArray:
        """Return 1 / count for every cell that counts."""
        share = stops.counted / like(stops.count, results)[..., None, None, None]
        return np.broadcast_to(share.astype(results.dtype), windows.shape)

    def divisor(self, stops: Stops) -> NDArray:
        """Count the cells."""
        return stops.count


class MaxRule(PoolingRule):
    """Keep the largest cell; NaN wins over every number."""

    combine: Combine = "max"
    empty = NEUTRAL["max"]

    def gather(self, terms: NDArray, stops: Stops, axis: tuple[int, ...] = AXES) -> NDArray:
        """Find the largest."""
        return terms.max(axis=axis)

    def slopes(self, windows: NDArray, results: NDArray, stops: Stops) -> NDArray:
        """Return 1 for the largest cell, 0 for the others."""
        return first(windows, results, stops.counted).astype(windows.dtype)


class MinRule(MaxRule):
    """Keep the smallest cell; NaN wins over every number."""

    combine: Combine = "min"
    empty = NEUTRAL["min"]

    def gather(self, terms: NDArray, stops: Stops, axis: tuple[int, ...] = AXES) -> NDArray:
        """Find the smallest."""
        return terms.min(axis=axis)


def first(windows: NDArray, results: NDArray, counted: NDArray) -> NDArray:
    """Mark in each window the first cell equal to its result; the last where that is NaN.

    >>> first(np.array([[[1, 3], [3, 2]]]), np.array(3), np.array(True)).astype(int)
    array([[[0, 1],
            [0, 0]]])
    """
    shape, results = windows.shape, results[..., None, None, None]
    hits = (counted & ((windows == results) | np.isnan(windows))).reshape(*shape[:-3], -1)
    forth, back = hits.argmax(axis=-1), hits.shape[-1] - 1 - hits[..., ::-1].argmax(axis=-1)
    place = np.where(np.isnan(results[..., 0, 0, 0]), back, forth)
    return (np.arange(hits.shape[-1]) == place[..., None]).reshape(shape)


def like(counts: NDArray, values: NDArray) -> NDArray:
    """Write counts as floats of the values' width."""
    return counts.astype(values.dtype if values.dtype.kind == "f" else np.float64)
