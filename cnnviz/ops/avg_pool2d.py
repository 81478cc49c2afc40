"""Average pooling: the mean of each window."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import Pair
from cnnviz.ops._grid import PoolingGrid, pooling_grid
from cnnviz.ops._lines import numpy_windows
from cnnviz.ops._operation import Gradients, Operation, Param, batch
from cnnviz.ops._pooling import CEIL, PADDING, STRIDE, WINDOW, pool, pool_backward, pool_trace
from cnnviz.ops._rules import MeanRule
from cnnviz.trace import Trace


def avg_pool2d(
    x: NDArray,
    kernel_size: Pair,
    stride: Pair | None = None,
    padding: Pair = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> NDArray:
    """Take the mean of each window.

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
        Whether a last window may hang over the edge, if it starts before it; what hangs
        past the padding is never counted.
    count_include_pad : bool
        Whether the zeros of the padding count in the mean.

    Returns
    -------
    ndarray of shape (N, C, OH, OW)
        ``y[r,c] = sum of x[r*stride + i - padding, ...] / cells counted``, as in
        ``torch.nn.functional.avg_pool2d``.

    Raises
    ------
    ShapeError
        When the window does not fit the image.

    Examples
    --------
    >>> avg_pool2d(np.array([[[[1, 2, 7, 0], [3, 4, 5, 4]]]]), 2)
    array([[[[2.5, 4. ]]]])
    """
    x = batch(x)
    return pool(
        x, _stops(x, kernel_size, stride, padding, ceil_mode, count_include_pad), MeanRule()
    )


def avg_pool2d_backward(
    grad_output: NDArray, x: NDArray, kernel_size: Pair, **settings: Any
) -> Gradients:
    """Share the gradient of each output cell equally among the cells counted.

    Parameters
    ----------
    grad_output : ndarray of shape (N, C, OH, OW)
        How the loss moves with each output cell.
    x, kernel_size, **settings
        As given to `avg_pool2d`.

    Examples
    --------
    >>> avg_pool2d_backward(np.array([[[[8, 2]]]]), np.array([[[[1, 7, 7, 0]]]]), (1, 2)).input
    array([[[[4., 4., 1., 1.]]]])
    """
    x = batch(x)
    return pool_backward(grad_output, x, _stops(x, kernel_size, **settings), MeanRule())


def trace(image: NDArray, kernel_size: Pair, **settings: Any) -> Trace:
    """Run `avg_pool2d` on one image of shape (C, H, W) and keep every stop.

    Examples
    --------
    >>> step = trace(np.array([[[1, 2], [3, 4]]]), 2).steps[0]
    >>> step.terms.tolist(), step.divisor, step.slope.tolist()
    ([[[1, 2], [3, 4]]], 4, [[[0.25, 0.25], [0.25, 0.25]]])
    """
    x = batch(np.asarray(image)[None])
    return pool_trace("avg_pool2d", x, _stops(x, kernel_size, **settings), MeanRule())


def _stops(
    x: NDArray,
    kernel_size: Pair,
    stride: Pair | None = None,
    padding: Pair = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> PoolingGrid:
    """Find the stops; without a word the padding counts."""
    return pooling_grid(
        x.shape, kernel_size, stride, padding, ceil_mode=ceil_mode,
        count_include_pad=count_include_pad,
    )  # fmt: skip


_COUNTED = numpy_windows("y = np.nanmean(windows, axis=(3, 4))", beyond="np.nan")
_REAL = numpy_windows("y = np.nanmean(windows, axis=(3, 4))", ring="np.nan", beyond="np.nan")


def lines(*, count_include_pad: bool, **settings: Any) -> str:
    """Write it in NumPy: what is not a number does not count in the mean."""
    return (_COUNTED if count_include_pad else _REAL)(**settings)


OPERATION = Operation(
    slug="avg_pool2d",
    title="Average pooling",
    order=32,
    forward=avg_pool2d,
    trace=trace,
    backward=avg_pool2d_backward,
    params=(
        WINDOW,
        STRIDE,
        PADDING,
        CEIL,
        Param(
            "count_include_pad",
            "Count the padding",
            True,
            (False, True),
            "Whether the zeros around the image count in the mean.",
        ),
    ),
    family="pooling",
    numpy=lines,
    torch=(
        "y = F.avg_pool2d(x, {kernel_size}, {stride}, {padding}, {ceil_mode}, {count_include_pad})"
    ),
)
