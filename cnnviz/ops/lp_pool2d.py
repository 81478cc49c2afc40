"""Power-average pooling: the length of each window, from plain sum to nearly the maximum."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import Pair, ShapeError
from cnnviz.ops._grid import pooling_grid
from cnnviz.ops._lines import numpy_windows
from cnnviz.ops._operation import Gradients, Operation, Param, batch
from cnnviz.ops._pooling import CEIL, STRIDE, WINDOW, pool, pool_backward, pool_trace
from cnnviz.ops._rules import AXES, PoolingRule, Stops, like
from cnnviz.trace import Combine, Trace


def lp_pool2d(
    x: NDArray,
    norm_type: float,
    kernel_size: Pair,
    stride: Pair | None = None,
    ceil_mode: bool = False,
) -> NDArray:
    """Raise each cell to a power, add up the window, take the root.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
        Images, channels, rows, columns, in any unit; the output keeps that unit.
    norm_type : float
        The power p: 1 gives the sum, 2 the length; the larger, the more the largest cell
        decides.
    kernel_size, stride : int or pair of int
        Rows and columns of the window, and between two stops; by default windows lie side
        by side.
    ceil_mode : bool
        Whether a last window may hang over the edge, if it starts before it; what is there
        is then weighed up to a full window.

    Returns
    -------
    ndarray of shape (N, C, OH, OW)
        ``y[r,c] = (sum over i,j of x[r*stride + i, ...] ** p) ** (1 / p)``, as in
        ``torch.nn.functional.lp_pool2d``: the sign is kept, so with p = 3 a sum below zero
        gives NaN.

    Raises
    ------
    ShapeError
        When the window does not fit the image, or the power is not above 0 and finite.

    Examples
    --------
    >>> lp_pool2d(np.array([[[[3, 4, 0, -2]]]]), 2, (1, 2))
    array([[[[5., 2.]]]])
    """
    x = batch(x)
    stops = pooling_grid(x.shape, kernel_size, stride, ceil_mode=ceil_mode)
    return pool(x, stops, Norm(norm_type))


def lp_pool2d_backward(
    grad_output: NDArray, x: NDArray, norm_type: float, kernel_size: Pair, **settings: Any
) -> Gradients:
    """Share the gradient of each output cell by ``(x / y) ** (p - 1)``.

    Where the powers sum up to 0 nothing is handed back, as in PyTorch.

    Parameters
    ----------
    grad_output : ndarray of shape (N, C, OH, OW)
        How the loss moves with each output cell.
    x, norm_type, kernel_size, **settings
        As given to `lp_pool2d`.

    Examples
    --------
    >>> lp_pool2d_backward(np.array([[[[10, 1]]]]), np.array([[[[3, 4, 0, 0]]]]), 2, (1, 2)).input
    array([[[[6., 8., 0., 0.]]]])
    """
    x = batch(x)
    return pool_backward(
        grad_output, x, pooling_grid(x.shape, kernel_size, **settings), Norm(norm_type)
    )


def trace(image: NDArray, norm_type: float, kernel_size: Pair, **settings: Any) -> Trace:
    """Run `lp_pool2d` on one image of shape (C, H, W) and keep every stop.

    Examples
    --------
    >>> step = trace(np.array([[[3, 4]]]), 2, (1, 2)).steps[0]
    >>> step.terms.tolist(), step.divisor, step.result.item(), step.slope.tolist()
    ([[[9.0, 16.0]]], 2, 5.0, [[[0.6, 0.8]]])
    """
    x = batch(np.asarray(image)[None])
    return pool_trace(
        "lp_pool2d", x, pooling_grid(x.shape, kernel_size, **settings), Norm(norm_type)
    )


class Norm(PoolingRule):
    """Add up powers of the cells and take the root."""

    combine: Combine = "norm"

    def __init__(self, power: float) -> None:
        if not 0 < power < np.inf:
            raise ShapeError(f"the power must be above 0 and finite, not {power}")
        self.power = power

    def weight(self, windows: NDArray, stops: Stops) -> NDArray:
        """Weigh the cells of an overhanging window up to a full one."""
        full = int(np.prod(windows.shape[-3:]))
        return full / like(stops.count, windows)[..., None, None, None]

    def terms(self, windows: NDArray, stops: Stops) -> NDArray:
        """Raise every cell to the power."""
        with np.errstate(invalid="ignore"):
            return windows**self.power * self.weight(windows, stops)

    def results(self, windows: NDArray, stops: Stops) -> NDArray:
        """Take the root; below zero there may be none."""
        with np.errstate(invalid="ignore"):
            total = (windows**self.power).sum(axis=AXES, keepdims=True)
            return (total * self.weight(windows, stops))[..., 0, 0, 0] ** (1 / self.power)

    def slopes(self, windows: NDArray, results: NDArray, stops: Stops) -> NDArray:
        """Compare each cell with the result."""
        results = results[..., None, None, None]
        with np.errstate(all="ignore"):
            slopes = (windows / results) ** (self.power - 1) * self.weight(windows, stops)
        return np.where((results == 0) | ~stops.counted, 0, slopes)

    def divisor(self, stops: Stops) -> NDArray:
        """Give the power."""
        return np.array([[self.power]])


OPERATION = Operation(
    slug="lp_pool2d",
    title="Power pooling",
    order=34,
    forward=lp_pool2d,
    trace=trace,
    backward=lp_pool2d_backward,
    params=(
        Param("norm_type", "Power", 2, (1, 2, 3), "1 adds up, 2 is the length of the window."),
        WINDOW,
        STRIDE,
        CEIL,
    ),
    family="pooling",
    numpy=numpy_windows(
        "total = np.nanmean(windows**{norm_type}, axis=(3, 4)) * {kernel_size} ** 2\n"
        "y = total ** (1 / {norm_type})",
        beyond="np.nan",
    ),
    torch="y = F.lp_pool2d(x, {norm_type}, {kernel_size}, {stride}, {ceil_mode})",
)
