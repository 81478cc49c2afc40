"""Min pooling: the smallest cell of each window."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import Pair
from cnnviz.ops._grid import pooling_grid
from cnnviz.ops._lines import numpy_windows
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
from cnnviz.ops._rules import MinRule
from cnnviz.trace import Trace


def min_pool2d(
    x: NDArray,
    kernel_size: Pair,
    stride: Pair | None = None,
    padding: Pair = 0,
    dilation: Pair = 1,
    ceil_mode: bool = False,
) -> NDArray:
    """Keep the smallest cell of each window; NaN wins over every number.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
        Images, channels, rows, columns, in any unit; the output keeps that unit.
    kernel_size, stride : int or pair of int
        Rows and columns of the window, and between two stops; by default windows lie side
        by side.
    padding : int or pair of int
        Rings of plus infinity around the image, which never win; at most half the window.
    dilation : int or pair of int
        Cells between neighbours inside the window.
    ceil_mode : bool
        Whether a last window may hang over the edge, if it starts before it.

    Returns
    -------
    ndarray of shape (N, C, OH, OW)
        ``y[r,c] = min over i,j of x[r*stride + i*dilation - padding, ...]``: max pooling of
        ``-x``, with the sign turned back. PyTorch has no function for it.

    Raises
    ------
    ShapeError
        When the window does not fit the image, or a window would hold only padding.

    Examples
    --------
    >>> min_pool2d(np.array([[[[1, 2, 7, 0], [3, 4, 5, 4]]]]), 2)
    array([[[[1, 0]]]])
    """
    x = batch(x)
    stops = pooling_grid(x.shape, kernel_size, stride, padding, dilation, ceil_mode)
    return pool(x, stops, MinRule())


def min_pool2d_backward(
    grad_output: NDArray, x: NDArray, kernel_size: Pair, **settings: Any
) -> Gradients:
    """Pass the gradient of each output cell to the smallest cell.

    Of equal cells the first in reading order won, of several NaN the last.

    Parameters
    ----------
    grad_output : ndarray of shape (N, C, OH, OW)
        How the loss moves with each output cell.
    x, kernel_size, **settings
        As given to `min_pool2d`.

    Examples
    --------
    >>> min_pool2d_backward(np.array([[[[8, 2]]]]), np.array([[[[1, 7, 5, 5]]]]), (1, 2)).input
    array([[[[8, 0, 2, 0]]]])
    """
    x = batch(x)
    return pool_backward(grad_output, x, pooling_grid(x.shape, kernel_size, **settings), MinRule())


def trace(image: NDArray, kernel_size: Pair, **settings: Any) -> Trace:
    """Run `min_pool2d` on one image of shape (C, H, W) and keep every stop.

    Examples
    --------
    >>> step = trace(np.array([[[1, 2], [3, 4]]]), 2).steps[0]
    >>> step.terms.tolist(), step.slope.tolist()
    ([[[1, 2], [3, 4]]], [[[1, 0], [0, 0]]])
    """
    x = batch(np.asarray(image)[None])
    return pool_trace("min_pool2d", x, pooling_grid(x.shape, kernel_size, **settings), MinRule())


OPERATION = Operation(
    slug="min_pool2d",
    title="Min pooling",
    order=36,
    forward=min_pool2d,
    trace=trace,
    backward=min_pool2d_backward,
    params=(WINDOW, STRIDE, PADDING, DILATION, CEIL),
    family="pooling",
    numpy=numpy_windows("y = windows.min(axis=(3, 4))", ring="np.inf", beyond="np.inf"),
    torch="y = -F.max_pool2d(-x, {kernel_size}, {stride}, {padding}, {dilation}, {ceil_mode})",
)
