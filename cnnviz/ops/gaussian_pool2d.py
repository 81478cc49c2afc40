"""Gaussian pooling: a weighted mean of each window with binomial weights."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import Pair
from cnnviz.ops._grid import PoolingGrid, pooling_grid
from cnnviz.ops._lines import numpy_windows, torch_windows
from cnnviz.ops._operation import Gradients, Operation, batch
from cnnviz.ops._pooling import CEIL, PADDING, STRIDE, WINDOW, pool, pool_backward, pool_trace
from cnnviz.ops._rules import PoolingRule, Stops, like
from cnnviz.trace import Trace


def gaussian_pool2d(
    x: NDArray,
    kernel_size: Pair,
    stride: Pair | None = None,
    padding: Pair = 0,
    ceil_mode: bool = False,
) -> NDArray:
    """Take a weighted mean of each window; the weights decrease from its middle.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
        Images, channels, rows, columns, in any unit; the output keeps that unit.
    kernel_size, stride : int or pair of int
        Rows and columns of the window, and between two stops; by default windows lie side
        by side.
    padding : int or pair of int
        Rings of zeros around the image; at most half the window.
    ceil_mode : bool
        Whether a last window may hang over the edge, if it starts before it; zeros hang over.

    Returns
    -------
    ndarray of shape (N, C, OH, OW)
        ``y[r,c] = sum over i,j of w[i] * w[j] * x[r*stride + i - padding, ...]`` with the
        weights of `binomial`.

    Raises
    ------
    ShapeError
        When the window does not fit the image.

    Examples
    --------
    >>> gaussian_pool2d(np.array([[[[0, 8, 4]]]]), (1, 3))
    array([[[[5.]]]])
    """
    x = batch(x)
    stops = pooling_grid(x.shape, kernel_size, stride, padding, ceil_mode=ceil_mode)
    return pool(x, stops, Weighted(_bell(stops)))


def gaussian_pool2d_backward(
    grad_output: NDArray, x: NDArray, kernel_size: Pair, **settings: Any
) -> Gradients:
    """Share the gradient of each output cell by the weights.

    Parameters
    ----------
    grad_output : ndarray of shape (N, C, OH, OW)
        How the loss moves with each output cell.
    x, kernel_size, **settings
        As given to `gaussian_pool2d`.

    Examples
    --------
    >>> gaussian_pool2d_backward(np.array([[[[8]]]]), np.array([[[[0, 8, 4]]]]), (1, 3)).input
    array([[[[2., 4., 2.]]]])
    """
    x = batch(x)
    stops = pooling_grid(x.shape, kernel_size, **settings)
    return pool_backward(grad_output, x, stops, Weighted(_bell(stops)))


def trace(image: NDArray, kernel_size: Pair, **settings: Any) -> Trace:
    """Run `gaussian_pool2d` on one image of shape (C, H, W); the weights are its kernel.

    Examples
    --------
    >>> seen = trace(np.array([[[0, 8, 4]]]), (1, 3))
    >>> seen.weight.tolist(), seen.steps[0].terms.tolist()
    ([[[[0.25, 0.5, 0.25]]]], [[[0.0, 4.0, 1.0]]])
    """
    x = batch(np.asarray(image)[None])
    stops = pooling_grid(x.shape, kernel_size, **settings)
    bell = _bell(stops)
    return pool_trace("gaussian_pool2d", x, stops, Weighted(bell), bell[None, None])


def binomial(size: int) -> NDArray[np.float64]:
    """Return binomial weights: a row of Pascal's triangle, divided by its sum.

    Each row is the mean of the one above and itself moved by a cell; repeating a mean
    tends to a Gaussian, here of variance ``(size - 1) / 4``.

    >>> binomial(3), binomial(4)
    (array([0.25, 0.5 , 0.25]), array([0.125, 0.375, 0.375, 0.125]))
    """
    row = np.ones(1)
    for _ in range(size - 1):
        row = np.convolve(row, [0.5, 0.5])
    return row


class Weighted(PoolingRule):
    """Add up the cells, each times its weight."""

    def __init__(self, weight: NDArray) -> None:
        self.weight = weight

    def terms(self, windows: NDArray, stops: Stops) -> NDArray:
        """Multiply every cell by its weight."""
        return windows * like(self.weight, windows)

    def slopes(self, windows: NDArray, results: NDArray, stops: Stops) -> NDArray:
        """Give every cell its weight."""
        return np.broadcast_to(like(self.weight, results), windows.shape)


def _bell(stops: PoolingGrid) -> NDArray[np.float64]:
    """Return the weights of a window, shape (KH, KW): the outer product of two rows."""
    rows, cols = stops.path.window
    return np.outer(binomial(rows), binomial(cols))


OPERATION = Operation(
    slug="gaussian_pool2d",
    title="Gaussian pooling",
    order=35,
    forward=gaussian_pool2d,
    trace=trace,
    backward=gaussian_pool2d_backward,
    params=(WINDOW, STRIDE, PADDING, CEIL),
    family="pooling",
    numpy=numpy_windows(
        "from math import comb\n\n"
        "row = np.array([comb({kernel_size} - 1, i) for i in range({kernel_size})])\n"
        "bell = np.outer(row, row) / row.sum() ** 2\n"
        "y = (windows * bell).sum(axis=(3, 4))"
    ),
    torch=torch_windows(
        "from math import comb\n\n"
        "row = torch.tensor([comb({kernel_size} - 1, i) for i in range({kernel_size})])\n"
        "bell = torch.outer(row, row) / row.sum() ** 2\n"
        "y = (windows * bell).sum((4, 5))"
    ),
)
