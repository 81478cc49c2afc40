"""Average pooling: the mean of each window."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import Pair
from cnnviz.ops._operation import Operation, batch
from cnnviz.ops._pooling import PARAMS, path, trace_pool
from cnnviz.trace import Trace


def avg_pool2d(x: NDArray, kernel_size: Pair, stride: Pair | None = None) -> NDArray:
    """Take the mean of each window.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
        Images, channels, rows, columns, in any unit; the output keeps that unit.
    kernel_size, stride : int or pair of int
        Rows and columns of the window, and between two stops; by default windows lie side
        by side, and what does not fill a window is left out.

    Returns
    -------
    ndarray of shape (N, C, OH, OW)
        ``y[r,c] = mean of x[r*stride + i, c*stride + j]``, as in
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
    return np.mean(path(x.shape, kernel_size, stride).windows(x), axis=(-2, -1))


def trace(image: NDArray, kernel_size: Pair, stride: Pair | None = None) -> Trace:
    """Run `avg_pool2d` on one image of shape (C, H, W) and keep every stop.

    Examples
    --------
    >>> trace(np.array([[[1, 2], [3, 4]]]), 2).steps[0].terms.tolist()
    [[[1, 2], [3, 4]]]
    """
    return trace_pool("avg_pool2d", "mean", np.mean, image, kernel_size, stride)


OPERATION = Operation(
    "avg_pool2d", "Average pooling", 32, avg_pool2d, trace, PARAMS, family="pooling"
)
