"""Sum pooling: the sum of each window."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import Pair
from cnnviz.ops._grid import pooling_grid
from cnnviz.ops._lines import numpy_windows
from cnnviz.ops._operation import Gradients, Operation, batch
from cnnviz.ops._pooling import CEIL, PADDING, STRIDE, WINDOW, pool, pool_backward, pool_trace
from cnnviz.ops._rules import SumRule
from cnnviz.trace import Trace


def sum_pool2d(
    x: NDArray,
    kernel_size: Pair,
    stride: Pair | None = None,
    padding: Pair = 0,
    ceil_mode: bool = False,
) -> NDArray:
    """Add up each window.

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
        Whether a last window may hang over the edge, if it starts before it.

    Returns
    -------
    ndarray of shape (N, C, OH, OW)
        ``y[r,c] = sum over i,j of x[r*stride + i - padding, ...]``: average pooling times
        the size of the window, ``torch.nn.functional.avg_pool2d(..., divisor_override=1)``.

    Raises
    ------
    ShapeError
        When the window does not fit the image.

    Examples
    --------
    >>> sum_pool2d(np.array([[[[1, 2, 7, 0], [3, 4, 5, 4]]]]), 2)
    array([[[[10, 16]]]])
    """
    x = batch(x)
    return pool(
        x, pooling_grid(x.shape, kernel_size, stride, padding, ceil_mode=ceil_mode), SumRule()
    )


def sum_pool2d_backward(
    grad_output: NDArray, x: NDArray, kernel_size: Pair, **settings: Any
) -> Gradients:
    """Pass the whole gradient of each output cell to every cell of its window.

    Parameters
    ----------
    grad_output : ndarray of shape (N, C, OH, OW)
        How the loss moves with each output cell.
    x, kernel_size, **settings
        As given to `sum_pool2d`.

    Examples
    --------
    >>> sum_pool2d_backward(np.array([[[[8, 2]]]]), np.array([[[[1, 7, 7, 0]]]]), (1, 2)).input
    array([[[[8, 8, 2, 2]]]])
    """
    x = batch(x)
    return pool_backward(grad_output, x, pooling_grid(x.shape, kernel_size, **settings), SumRule())


def trace(image: NDArray, kernel_size: Pair, **settings: Any) -> Trace:
    """Run `sum_pool2d` on one image of shape (C, H, W) and keep every stop.

    Examples
    --------
    >>> step = trace(np.array([[[1, 2], [3, 4]]]), 2).steps[0]
    >>> step.terms.tolist(), step.result.item(), step.slope.tolist()
    ([[[1, 2], [3, 4]]], 10, [[[1, 1], [1, 1]]])
    """
    x = batch(np.asarray(image)[None])
    return pool_trace("sum_pool2d", x, pooling_grid(x.shape, kernel_size, **settings), SumRule())


OPERATION = Operation(
    slug="sum_pool2d",
    title="Sum pooling",
    order=33,
    forward=sum_pool2d,
    trace=trace,
    backward=sum_pool2d_backward,
    params=(WINDOW, STRIDE, PADDING, CEIL),
    family="pooling",
    numpy=numpy_windows("y = windows.sum(axis=(3, 4))"),
    torch=(
        "y = F.avg_pool2d(x, {kernel_size}, {stride}, {padding}, {ceil_mode}, divisor_override=1)"
    ),
)
