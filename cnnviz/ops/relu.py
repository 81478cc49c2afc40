"""ReLU: keep what is positive, silence the rest."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.ops._operation import Operation, batch
from cnnviz.trace import Border, Box, Step, Trace


def relu(x: NDArray) -> NDArray:
    """Replace every negative cell by zero; the shape does not change.

    Parameters
    ----------
    x : ndarray
        Any shape, any unit.

    Returns
    -------
    ndarray
        ``max(x, 0)`` cell by cell; NaN stays NaN.

    Examples
    --------
    >>> relu(np.array([[-2, 3]]))
    array([[0, 3]])
    """
    return np.maximum(x, 0)


def trace(image: NDArray) -> Trace:
    """Run `relu` on one image of shape (C, H, W) and keep every cell.

    Examples
    --------
    >>> [step.terms.tolist() for step in trace(np.array([[[-2, 3]]])).steps]
    [[[[-2, 0]]], [[[3, 0]]]]
    """
    x = batch(np.asarray(image)[None])[0]
    output = relu(x)

    def step(channel: int, row: int, col: int) -> Step:
        here, value = Box(row, col, channel=channel), x[channel, row, col]
        window = value.reshape(1, 1, 1)
        terms = np.array([[[value, 0]]], x.dtype)
        result = terms.max().reshape(1, 1, 1)
        return Step(here, here, window, terms, "max", result[0, 0], result)

    border = Border(0, 0, np.arange(x.shape[1]), np.arange(x.shape[2]))
    steps = tuple(step(*index) for index in np.ndindex(x.shape))
    return Trace("relu", x, output, border, np.zeros(len(x), output.dtype), steps)


OPERATION = Operation("relu", "ReLU", 20, relu, trace, family="activation")
