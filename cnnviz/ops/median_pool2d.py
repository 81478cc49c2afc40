"""Median pooling: keep the cell in the middle of each window, when sorted."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import Pair
from cnnviz.ops._grid import pooling_grid
from cnnviz.ops._lines import numpy_windows, torch_windows
from cnnviz.ops._operation import Gradients, Operation, batch
from cnnviz.ops._pooling import (
    CEIL,
    DILATION,
    PADDING,
    STRIDE,
    WINDOW,
    pool,
    pool_backward,
    pool_trace,
)
from cnnviz.ops._regions import Regions, trimmed
from cnnviz.ops._rules import AXES, PoolingRule, Stops, first
from cnnviz.trace import Combine, Trace


def median_pool2d(
    x: NDArray,
    kernel_size: Pair,
    stride: Pair | None = None,
    padding: Pair = 0,
    dilation: Pair = 1,
    ceil_mode: bool = False,
) -> NDArray:
    """Sort each window and keep the middle; of an even number the mean of the two middle ones.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
        Images, channels, rows, columns, in any unit; the output keeps that unit.
    kernel_size, stride : int or pair of int
        Rows and columns of the window, and between two stops; by default windows lie side
        by side.
    padding : int or pair of int
        How many cells the window may reach out of the image; at most half the window. What
        lies outside is left out: at the edge fewer cells are sorted.
    dilation : int or pair of int
        Cells between neighbours inside the window.
    ceil_mode : bool
        Whether a last window may hang over the edge, if it starts before it.

    Returns
    -------
    ndarray of shape (N, C, OH, OW)
        ``y[r,c] = median over i,j of x[r*stride + i*dilation - padding, ...]`` as
        ``numpy.median`` counts it; ``torch.median`` takes the lower of the two middle ones.
        NaN wins over every number.

    Raises
    ------
    ShapeError
        When the window does not fit the image, or a window would hold no cell of it.

    Examples
    --------
    >>> median_pool2d(np.array([[[[1, 2, 7, 0], [3, 4, 5, 4]]]]), 2)
    array([[[[2.5, 4.5]]]])
    """
    x = batch(x)
    return pool(x, _stops(x, kernel_size, stride, padding, dilation, ceil_mode), Median())


def median_pool2d_backward(
    grad_output: NDArray, x: NDArray, kernel_size: Pair, **settings: Any
) -> Gradients:
    """Pass the gradient of each output cell to the middle cell, or half to each of two.

    Of equal cells the first in reading order counts as the middle one.

    Parameters
    ----------
    grad_output : ndarray of shape (N, C, OH, OW)
        How the loss moves with each output cell.
    x, kernel_size, **settings
        As given to `median_pool2d`.

    Examples
    --------
    >>> x = np.array([[[[1, 9, 7, 0]]]])
    >>> median_pool2d_backward(np.array([[[[8]]]]), x, (1, 4)).input
    array([[[[4., 0., 4., 0.]]]])
    """
    x = batch(x)
    return pool_backward(grad_output, x, _stops(x, kernel_size, **settings), Median())


def trace(image: NDArray, kernel_size: Pair, **settings: Any) -> Trace:
    """Run `median_pool2d` on one image of shape (C, H, W) and keep every stop.

    Examples
    --------
    >>> step = trace(np.array([[[1, 2], [9, 4]]]), 2).steps[0]
    >>> step.terms.tolist(), step.slope.tolist()
    ([[[1, 2], [9, 4]]], [[[0.0, 0.5], [0.0, 0.5]]])
    """
    x = batch(np.asarray(image)[None])
    return pool_trace("median_pool2d", x, _stops(x, kernel_size, **settings), Median())


class Median(PoolingRule):
    """Find the middle of the cells that count; the others sort to the end."""

    combine: Combine = "median"
    empty = np.inf

    def middles(self, windows: NDArray, stops: Stops) -> tuple[NDArray, NDArray]:
        """Find the two middle values, twice the same where their number is odd."""
        flat = np.sort(windows.reshape(*windows.shape[:-3], -1), axis=-1)
        below, above = (stops.count - 1) // 2, stops.count // 2
        low, high = (_pick(flat, place) for place in (below, above))
        lost = np.isnan(flat[..., -1])  # NaN is sorted last
        return np.where(lost, flat[..., -1], low), np.where(lost, flat[..., -1], high)

    def gather(self, terms: NDArray, stops: Stops, axis: tuple[int, ...] = AXES) -> NDArray:
        """Take the mean of the two middle values."""
        low, high = self.middles(terms, stops)
        with np.errstate(invalid="ignore"):
            middle = (low + high) / 2
        return middle if len(axis) == len(AXES) else middle[..., None]

    def slopes(self, windows: NDArray, results: NDArray, stops: Stops) -> NDArray:
        """Give half to each of the two middle cells."""
        low, high = (first(windows, value, stops.counted) for value in self.middles(windows, stops))
        return (low.astype(results.dtype) + high) / 2


def _pick(flat: NDArray, place: NDArray) -> NDArray:
    """Take one value of each row; `place` is of shape (OH, OW)."""
    places = np.broadcast_to(place[..., None], (*flat.shape[:-1], 1))
    return np.take_along_axis(flat, places, axis=-1)[..., 0]


def _stops(x: NDArray, kernel_size: Pair, *where: Any, **settings: Any) -> Regions:
    """Find the stops, their windows cut off where the image ends."""
    return trimmed(pooling_grid(x.shape, kernel_size, *where, **settings))


OPERATION = Operation(
    slug="median_pool2d",
    title="Median pooling",
    order=37,
    forward=median_pool2d,
    trace=trace,
    backward=median_pool2d_backward,
    params=(WINDOW, STRIDE, PADDING, DILATION, CEIL),
    family="pooling",
    numpy=numpy_windows("y = np.nanmedian(windows, axis=(3, 4))", ring="np.nan", beyond="np.nan"),
    torch=torch_windows("y = windows.flatten(4).nanquantile(0.5, dim=4)", beyond="nan"),
)
