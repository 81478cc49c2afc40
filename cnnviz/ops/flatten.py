"""Flatten: the image in one row, before a classifier."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.ops._operation import Gradients, Operation, arriving, bare, batch
from cnnviz.ops._vector import laid
from cnnviz.trace import Box, Step, Trace


def flatten(x: NDArray) -> NDArray:
    """Lay every image out in one row: channel by channel, row by row.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
        Images, channels, rows, columns, in any unit; the output keeps that unit.

    Returns
    -------
    ndarray of shape (N, C * H * W)
        ``y[n, (c * H + row) * W + col] = x[n, c, row, col]``, as
        ``torch.flatten(x, start_dim=1)``.

    Raises
    ------
    ShapeError
        When the input does not have four axes.

    Examples
    --------
    >>> flatten(np.array([[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]]))
    array([[1, 2, 3, 4, 5, 6, 7, 8]])
    """
    x = batch(x)
    return x.reshape(len(x), int(np.prod(x.shape[1:])))


def flatten_backward(grad_output: NDArray, x: NDArray) -> Gradients:
    """Compute the gradients of `flatten`: to the cell each number came from.

    Parameters
    ----------
    grad_output : ndarray of shape (N, C * H * W)
        How the loss moves with each output number.
    x : ndarray of shape (N, C, H, W)
        As given to `flatten`.

    Examples
    --------
    >>> flatten_backward(np.array([[1, 2, 3, 4]]), np.zeros((1, 1, 2, 2)))
    Gradients(input=array([[[[1, 2],
             [3, 4]]]]), weight=None, bias=None)
    """
    x = batch(x)
    return Gradients(arriving(grad_output, flatten(x).shape).reshape(x.shape))


def trace(image: NDArray) -> Trace:
    """Run `flatten` on one image of shape (C, H, W) and keep every cell's way into the row.

    Examples
    --------
    >>> [(step.reads.row, step.writes.col) for step in trace(np.array([[[5], [6]]])).steps]
    [(0, 0), (1, 1)]
    """
    x, row = laid(image)

    def step(place: int) -> Step:
        channel, line, col = (int(index) for index in np.unravel_index(place, x.shape))
        value = row[:, None, place : place + 1]
        return Step(
            reads=Box(line, col, channel=channel),
            writes=Box(0, place),
            window=value,
            terms=value,
            combine="map",
            partials=value[0, 0],
            result=value,
            slope=np.ones_like(value),
        )

    steps = tuple(step(place) for place in range(x.size))
    return Trace("flatten", x, row[None], bare(x), np.zeros(1, x.dtype), steps)


OPERATION = Operation(
    slug="flatten",
    title="Flatten",
    order=50,
    forward=flatten,
    trace=trace,
    backward=flatten_backward,
    family="classifier",
    makes="Row of numbers",
    numpy="y = x.reshape(-1)",
    torch="y = x.flatten(1)",
)
