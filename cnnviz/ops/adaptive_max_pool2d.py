"""Adaptive max pooling: choose the size of the output, not of the window."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import Pair
from cnnviz.ops._lines import numpy_parts
from cnnviz.ops._operation import Gradients, Operation, batch
from cnnviz.ops._pooling import PARTS, pool, pool_backward, pool_trace
from cnnviz.ops._regions import regions
from cnnviz.ops._rules import MaxRule
from cnnviz.trace import Trace


def adaptive_max_pool2d(x: NDArray, output_size: Pair) -> NDArray:
    """Cut each image into parts and keep the largest cell of each; NaN wins.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
        Images, channels, rows, columns, in any unit; the output keeps that unit.
    output_size : int or pair of int
        Rows and columns of the output: as many parts, of a cell more or less.

    Returns
    -------
    ndarray of shape (N, C, OH, OW)
        ``y[r,c] = max of x[floor(r*H/OH) : ceil((r+1)*H/OH), ...]``, and likewise for
        columns, as in ``torch.nn.functional.adaptive_max_pool2d``.

    Raises
    ------
    ShapeError
        When the output size is less than 1.

    Examples
    --------
    >>> adaptive_max_pool2d(np.array([[[[1, 2, 9, 4, 5]]]]), (1, 2))
    array([[[[9, 9]]]])
    """
    x = batch(x)
    return pool(x, regions(x.shape, output_size), MaxRule())


def adaptive_max_pool2d_backward(grad_output: NDArray, x: NDArray, output_size: Pair) -> Gradients:
    """Pass the gradient of each output cell to the first of the largest cells of its part.

    Parameters
    ----------
    grad_output : ndarray of shape (N, C, OH, OW)
        How the loss moves with each output cell.
    x, output_size
        As given to `adaptive_max_pool2d`.

    Examples
    --------
    >>> x = np.array([[[[1, 2, 9, 4, 5]]]])
    >>> adaptive_max_pool2d_backward(np.array([[[[6, 3]]]]), x, (1, 2)).input
    array([[[[0, 0, 9, 0, 0]]]])
    """
    x = batch(x)
    return pool_backward(grad_output, x, regions(x.shape, output_size), MaxRule())


def trace(image: NDArray, output_size: Pair) -> Trace:
    """Run `adaptive_max_pool2d` on one image of shape (C, H, W) and keep every part.

    Examples
    --------
    >>> [step.terms.tolist() for step in trace(np.array([[[1, 2, 9]]]), (1, 2)).steps]
    [[[[1, 2]]], [[[2, 9]]]]
    """
    x = batch(np.asarray(image)[None])
    return pool_trace("adaptive_max_pool2d", x, regions(x.shape, output_size), MaxRule())


OPERATION = Operation(
    slug="adaptive_max_pool2d",
    title="Adaptive max pooling",
    order=40,
    forward=adaptive_max_pool2d,
    trace=trace,
    backward=adaptive_max_pool2d_backward,
    params=(PARTS,),
    family="pooling",
    numpy=numpy_parts("max"),
    torch="y = F.adaptive_max_pool2d(x, {output_size})",
)
